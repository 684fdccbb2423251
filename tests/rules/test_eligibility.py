import pytest

from congress.rules.eligibility import Nominee, basis_missing, check_seats, counts_in_figures, doubles, needs_group


@pytest.mark.parametrize(("kind", "counts"), [("official", True), ("guest", True), ("non_delegate", False)])
def test_those_who_work_at_the_congress_stand_outside_the_figures(kind, counts):
    assert (counts_in_figures(kind), needs_group(kind)) == (counts, counts)


def test_one_name_in_two_spellings_is_a_double():
    found = doubles([Nominee("1", "Lý Thị Hòa", "Xã Y Tịch", 1980), Nominee("2", "lý thị hoà", "Xã Y Tịch", 1980)])
    assert [(finding.key, finding.weight) for finding in found] == [(("delegate_double", "1-2"), "soft")]


def test_an_unknown_year_of_birth_still_asks():
    (finding,) = doubles([Nominee("1", "Vi An", "Xã Y Tịch", None), Nominee("2", "Vi An", "Xã Y Tịch", 1975)])
    assert finding.facts["born"] == 1975


@pytest.mark.parametrize(("unit", "year"), [("Xã Nhân Lý", 1980), ("Xã Y Tịch", 1981)])
def test_namesakes_of_another_unit_or_year_are_two_people(unit, year):
    assert doubles([Nominee("1", "Vi An", "Xã Y Tịch", 1980), Nominee("2", "Vi An", unit, year)]) == ()


def test_three_of_one_name_are_three_pairs():
    people = [Nominee(str(number), "Vi An", "Xã Y Tịch", 1980) for number in (1, 2, 3)]
    assert [finding.subject for finding in doubles(people)] == ["1-2", "1-3", "2-3"]


@pytest.mark.parametrize(
    ("kind", "basis", "minutes", "found"),
    [
        ("official", "", False, ["basis_missing"]),
        ("official", "chosen", False, ["minutes_missing"]),
        ("official", "chosen", True, []),
        ("official", "adopted", False, []),
        ("official", "ex_officio", False, []),
        ("guest", "", False, []),
    ],
)
def test_each_basis_is_complete_alone(kind, basis, minutes, found):
    nominee = Nominee("1", "Vi An", "Xã Y Tịch", 1980, kind, basis, minutes)
    assert [finding.code for finding in basis_missing([nominee])] == found


@pytest.mark.parametrize(
    ("nominated", "group", "found"),
    [
        (5, "", []),
        (6, "", [("seats_exceeded", "hard", "Xã Y Tịch")]),
        (4, "", [("seats_open", "info", "Xã Y Tịch")]),
        (6, "guests", [("group_seats_exceeded", "hard", "Xã Y Tịch-guests")]),
        (4, "guests", [("group_seats_open", "info", "Xã Y Tịch-guests")]),
    ],
)
def test_a_unit_nominates_within_its_seats(nominated, group, found):
    assert [(f.code, f.weight, f.subject) for f in check_seats("Xã Y Tịch", nominated, 5, group)] == found
