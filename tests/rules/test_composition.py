from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.composition import (
    Member,
    Shares,
    assembly_form,
    band,
    check_assembly,
    check_limit,
    check_name,
    check_ratio,
    core_target,
    count_shares,
    leaders_in_core,
)
from tests.rules.plans import COMMUNE, DISTRICT

SHARE = Fraction(7, 10)
RATIO = DISTRICT.ratio
EXACT = replace(RATIO, mode="exact")


def codes(findings):
    return [(finding.code, finding.weight) for finding in findings]


def shares(counted, core, unsaid=0):
    return Shares(counted, core, counted - core - unsaid, unsaid, {})


@pytest.mark.parametrize(
    ("number", "core", "other"),
    [(300, 210, 90), (299, 210, 89), (250, 175, 75), (123, 87, 36), (101, 71, 30), (10, 7, 3), (1, 1, 0), (0, 0, 0)],
)
def test_at_least_seventy_percent_rounds_up_for_the_core(number, core, other):
    assert (core_target(number, SHARE, "at_least"), number - core_target(number, SHARE, "at_least")) == (core, other)


@pytest.mark.parametrize(("number", "core"), [(5, 4), (255, 179), (300, 210), (301, 211), (299, 209), (1, 1), (10, 7)])
def test_exactly_seventy_percent_takes_the_nearest_and_a_half_goes_to_the_core(number, core):
    assert core_target(number, SHARE, "exact") == core


@given(st.integers(0, 5000))
def test_targets_agree_with_the_formulas_in_whole_numbers(number):
    assert core_target(number, SHARE, "at_least") == (7 * number + 9) // 10
    assert core_target(number, SHARE, "exact") == (14 * number + 10) // 20
    assert band(number, SHARE) == (7 * number // 10, (7 * number + 9) // 10)


@given(st.integers(1, 600), st.integers(0, 600))
def test_at_least_fails_exactly_when_ten_times_the_core_is_less_than_seven_times_all(counted, core):
    core = min(core, counted)
    failed = ("ratio_core_low", "soft") in codes(check_ratio(shares(counted, core), RATIO, "delegates"))
    assert failed is (10 * core < 7 * counted)


@given(st.integers(1, 600), st.integers(0, 600))
def test_exact_passes_exactly_when_it_is_less_than_one_seat_off(counted, core):
    core = min(core, counted)
    broken = {"ratio_core_low", "ratio_core_high"} & {f.code for f in check_ratio(shares(counted, core), EXACT, "delegates")}
    assert bool(broken) is not (abs(10 * core - 7 * counted) < 10)


@pytest.mark.parametrize(
    ("rule", "counted", "core", "unsaid", "found"),
    [
        (RATIO, 300, 210, 0, []),
        (RATIO, 300, 209, 0, [("ratio_core_low", "soft")]),
        (RATIO, 300, 211, 0, [("ratio_core_above", "info")]),
        (RATIO, 301, 211, 0, [("ratio_rounded", "info")]),
        (RATIO, 301, 210, 0, [("ratio_core_low", "soft")]),
        (RATIO, 300, 205, 10, [("ratio_depends_on_unsaid", "undecided")]),
        (RATIO, 300, 199, 10, [("ratio_core_low", "soft")]),
        (EXACT, 301, 210, 0, [("ratio_rounded", "info")]),
        (EXACT, 300, 211, 0, [("ratio_core_high", "soft")]),
        (EXACT, 300, 210, 5, [("ratio_depends_on_unsaid", "undecided")]),
        (EXACT, 300, 210, 0, []),
    ],
)
def test_the_share_is_judged_in_whole_numbers(rule, counted, core, unsaid, found):
    assert codes(check_ratio(shares(counted, core, unsaid), rule, "delegates")) == found


def test_a_broken_share_explains_itself():
    (finding,) = check_ratio(shares(301, 210), RATIO, "delegates")
    assert finding.facts == {
        "counted": 301,
        "core": 210,
        "other": 91,
        "unsaid": 0,
        "numerator": 7,
        "denominator": 10,
        "exact": Fraction(2107, 10),
        "least": 211,
        "most": 301,
        "other_most": 90,
        "lack": 1,
    }
    assert finding.clause == "district-share"


def test_a_plenary_of_a_commune_is_neither_passed_nor_failed():
    assert codes(check_ratio(shares(100, 10), COMMUNE.ratio, "plenary")) == [("ratio_form_unsaid", "undecided")]


def test_a_rule_settled_for_every_form_judges_a_plenary():
    everywhere = replace(COMMUNE.ratio, settled_forms=())
    assert [rule.is_settled("plenary") for rule in (COMMUNE.ratio, everywhere)] == [False, True]
    assert codes(check_ratio(shares(100, 10), everywhere, "plenary")) == [("ratio_core_low", "soft")]


def test_without_people_or_without_a_rule_there_is_nothing_to_judge():
    assert check_ratio(shares(0, 0), RATIO, "delegates") == ()
    assert check_ratio(shares(10, 1), None, "delegates") == ()


ROSTER = [
    Member("1", "Vi Văn An", "official", "direct_producers"),
    Member("2", "Lý Thị Hoa", "official", "exemplary_individuals"),
    Member("3", "Hoàng Văn Bình", "guest", "guests"),
    Member("4", "Nông Thị Chi", "non_delegate", "guests"),
    Member("5", "Triệu Văn Dũng", "official", None),
    Member("6", "Chu Thị Én", "official", "direct_workers", leading_post=True),
    Member("7", "Lương Văn Phú", "official", "local_leaders", leading_post=True),
    Member("8", "Hà Văn Quý", "non_delegate", "direct_workers", leading_post=True),
]


def test_those_summoned_are_counted_with_guests_and_without_workers_of_the_congress():
    assert count_shares(ROSTER, RATIO) == Shares(6, 2, 2, 2, {"exemplary_individuals": 1, "": 1})


def test_a_plan_may_count_officials_only():
    assert count_shares(ROSTER, replace(RATIO, denominator="official")).counted == 5


def test_a_group_the_plan_does_not_place_is_a_finding():
    found = check_ratio(count_shares(ROSTER, RATIO), RATIO, "delegates")
    assert [finding.key for finding in found] == [
        ("ratio_core_low", ""),
        ("group_unplaced", ""),
        ("group_unplaced", "exemplary_individuals"),
    ]


def test_a_leader_in_the_core_is_a_soft_finding():
    assert [(f.key, f.facts["name"]) for f in leaders_in_core(ROSTER, RATIO)] == [(("leader_in_core", "6"), "Chu Thị Én")]
    assert leaders_in_core(ROSTER, None) == ()


@pytest.mark.parametrize(
    ("number", "found"), [(300, []), (301, [("limit_exceeded", "hard")]), (None, [("number_undecided", "undecided")])]
)
def test_a_district_has_at_most_300_delegates(number, found):
    assert codes(check_limit(number, "delegates", DISTRICT.limit)) == found


@pytest.mark.parametrize(
    ("number", "form", "above", "found"),
    [
        (250, "delegates", 250, []),
        (251, "delegates", 250, [("limit_above_higher", "soft")]),
        (250, "delegates", None, [("limit_uncheckable", "undecided")]),
        (250, "plenary", 100, []),
    ],
)
def test_a_commune_has_no_more_delegates_than_its_district_decided(number, form, above, found):
    assert codes(check_limit(number, form, COMMUNE.limit, above)) == found


def test_no_limit_rule_no_finding():
    assert check_limit(10_000, "delegates", None) == ()


@pytest.mark.parametrize(
    ("head_count", "form"), [(199, "plenary"), (200, "undetermined"), (201, "delegates"), (None, "undetermined")]
)
def test_the_head_count_decides_the_form_but_200_does_not(head_count, form):
    assert assembly_form(head_count, COMMUNE.assembly) == form


@pytest.mark.parametrize(
    ("head_count", "chosen", "found"),
    [
        (199, "plenary", []),
        (199, "delegates", [("assembly_differs", "soft")]),
        (201, "delegates", []),
        (201, "", [("assembly_undecided", "undecided")]),
        (200, "", [("assembly_unsaid", "undecided")]),
        (200, "delegates", []),
        (None, "plenary", [("head_count_missing", "undecided")]),
    ],
)
def test_the_chosen_form_is_compared_with_the_head_count(head_count, chosen, found):
    assert codes(check_assembly(head_count, chosen, COMMUNE.assembly)) == found


def test_no_assembly_rule_no_finding():
    assert check_assembly(None, "", DISTRICT.assembly) == ()


def test_a_name_outside_the_plan_is_found():
    assert check_name("dai_hoi", "Đại hội thi đua yêu nước", COMMUNE.names) == ()
    assert codes(check_name("dai_hoi", "Đại hội thi đua yêu nước", DISTRICT.names)) == [("name_not_allowed", "soft")]
    assert check_name("tu_do", "Ngày hội", None) == ()
