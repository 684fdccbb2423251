import copy
from datetime import date

import pytest

from congress.rules.award_law import AwardLaw, AwardLawError, latest
from tests.rules.plans import AWARD_LAW, seed


@pytest.mark.parametrize(
    ("day", "wage"),
    [
        (date(2019, 6, 30), None),
        (date(2019, 7, 1), 1_490_000),
        (date(2024, 6, 30), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2025, 12, 31), 2_340_000),
    ],
)
def test_the_base_wage_is_the_one_in_force_on_the_day(day, wage):
    found = latest(AWARD_LAW.base_wages, day)
    assert (found and found.amount) == wage


def test_the_wage_of_2026_is_marked_unchecked():
    assert latest(AWARD_LAW.base_wages, date(2026, 7, 1)).dated.checked is False


def test_every_line_names_its_source():
    lines = [*AWARD_LAW.base_wages, *AWARD_LAW.roundings, *AWARD_LAW.coefficients, *AWARD_LAW.powers]
    assert [line for line in lines if not line.dated.source] == []


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("awards[0].kind", "huy chương", "unknown_value"),
        ("coefficients[0].value", 4.5, "wrong_type"),
        ("coefficients[0].award", "no_such", "unknown_value"),
        ("coefficients[0].recipient", "collective", "unknown_value"),
        ("powers[0].awards", ["no_such"], "unknown_value"),
        ("powers[0].authority", "no_such", "unknown_value"),
        ("roundings[0].mode", "floor", "unknown_value"),
        ("base_wages[0].amount", 0, "bad_number"),
        ("base_wages[0].currency", "VND", "unread_key"),
    ],
)
def test_a_wrong_table_is_refused_with_its_path(path, value, problem):
    document = copy.deepcopy(seed("awards"))
    table, key = path.split("[0].")
    document[table][0][key] = value
    with pytest.raises(AwardLawError) as caught:
        AwardLaw.from_document(document)
    assert (caught.value.path, caught.value.problem) == (path, problem)
