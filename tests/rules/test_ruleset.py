import copy
from datetime import date
from fractions import Fraction

import pytest

from congress.rules.periods import parse_period
from congress.rules.provisions import LevelRules, LimitRule, PilotRule
from congress.rules.ruleset import RuleSet, RuleSetError
from tests.rules.plans import CHI_LANG, COMMUNE, DISTRICT, rule_set, seed


def test_the_plan_of_chi_lang_is_read_as_it_stands():
    assert (CHI_LANG.code, CHI_LANG.version, CHI_LANG.checked) == ("chi-lang-2024", 1, True)
    assert CHI_LANG.order.levels == ("commune", "district")
    assert CHI_LANG.pilot == PilotRule("06496", "Xã Nhân Lý", parse_period("2025-02"), "pilot", "soft")
    assert DISTRICT.limit == LimitRule(300, None, (), "district-limit", "hard")
    assert COMMUNE.limit == LimitRule(None, "district", ("delegates",), "commune-assembly", "soft")
    assert (COMMUNE.ratio.share, COMMUNE.ratio.mode, COMMUNE.ratio.denominator) == (Fraction(7, 10), "at_least", "summoned")
    assert (COMMUNE.assembly.head_count, COMMUNE.assembly.equal) == (200, None)


def test_deadlines_of_the_plan_are_periods():
    assert COMMUNE.holding.period.last_day == date(2025, 3, 31)
    assert DISTRICT.holding.period.last_day == date(2025, 4, 30)
    assert [duty.period.last_day for duty in CHI_LANG.duties if duty.period] == [date(2024, 11, 30)] * 3


def test_commune_names_are_the_four_of_the_plan():
    assert [name.title for name in COMMUNE.names.allowed] == [
        "Hội nghị điển hình tiên tiến",
        "Hội nghị biểu dương người tốt, việc tốt",
        "Hội nghị biểu dương những người lao động giỏi, lao động sáng tạo",
        "Đại hội thi đua yêu nước",
    ]


def test_each_threshold_leads_to_its_sentence():
    clause = CHI_LANG.clause(DISTRICT.limit.clause)
    assert (clause.ref, clause.sentence) == ("II.2.2", "- Thành phần, số lượng đại biểu: không quá 300 đại biểu.")
    assert CHI_LANG.clause(None) is None


def test_a_level_the_plan_does_not_speak_of_has_no_rules():
    assert CHI_LANG.level("nation") == LevelRules("nation")


def test_a_group_the_plan_does_not_know_is_unsaid():
    assert (COMMUNE.ratio.placing("direct_producers"), COMMUNE.ratio.placing("nhóm lạ")) == ("core", "unsaid")


def test_the_committee_settles_what_the_plan_left_open():
    settled = COMMUNE.ratio.settled({"local_leaders": "other"})
    assert (settled.placing("local_leaders"), settled.placing("guests"), COMMUNE.ratio.placing("local_leaders")) == (
        "other",
        "other",
        "unsaid",
    )


@pytest.mark.parametrize("code", ["plain", "two-tier-2025"])
def test_sets_that_quote_no_document_say_that_they_are_unchecked(code):
    assert rule_set(code).checked is False


def test_the_plain_set_asks_for_half_a_day_and_nothing_else():
    commune = rule_set("plain").level("commune")
    assert commune == LevelRules("commune", session=commune.session)
    assert commune.session.minutes == 240


@pytest.mark.parametrize(("day", "answer"), [(date(2024, 5, 31), False), (date(2024, 6, 1), True), (date(2025, 7, 1), False)])
def test_a_set_is_in_force_from_its_first_day_to_its_last(day, answer):
    assert CHI_LANG.is_in_force(day) is answer


def test_an_open_end_stays_in_force():
    assert rule_set("plain").is_in_force(date(2099, 1, 1)) is True


def broken(change):
    document = copy.deepcopy(seed("rulesets/chi-lang-2024"))
    change(document)
    with pytest.raises(RuleSetError) as caught:
        RuleSet.from_document(document)
    return caught.value.path, caught.value.problem


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("levels.commune.limit.clause", "no-such", "unknown_clause"),
        ("levels.commune.limit.number", 300, "number_or_level"),
        ("levels.commune.holding.period", "quý I", "bad_period"),
        ("levels.commune.ratio.share", [70], "bad_share"),
        ("levels.commune.ratio.groups.guests", "khách", "unknown_value"),
        ("levels.commune.ratio.roundng", "up", "unread_key"),
        ("levels.commune.assembly.weight", "cứng", "unknown_value"),
        ("clauses.pilot.sentence", "", "empty"),
        ("clauses.pilot.page", 2, "unread_key"),
        ("duties", {}, "wrong_type"),
        ("valid_to", "2024-05-31", "ends_before_it_starts"),
        ("thresholds", {}, "unread_key"),
    ],
)
def test_a_wrong_document_is_refused_with_its_path(path, value, problem):
    def change(document):
        *way, last = path.split(".")
        for key in way:
            document = document[key]
        document[last] = value

    assert broken(change) == (path, problem)
