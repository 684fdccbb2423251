from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.awards import AwardLine, Money, check_award, doubles, may_decide, money, round_money
from tests.rules.plans import AWARD_LAW

BEFORE = date(2025, 3, 1)
AFTER = date(2025, 8, 1)
LINE = AwardLine("1", "person", "Lý Thị Hòa", "Xã Y Tịch", "giay_khen", "ct_ubnd_xa", "12/QĐ-UBND", BEFORE)


def codes(findings):
    return [(finding.code, finding.weight) for finding in findings]


@pytest.mark.parametrize(
    ("coefficient", "amount"),
    [
        ("0.15", 360_000),
        ("0.3", 710_000),
        ("0.8", 1_880_000),
        ("1.0", 2_340_000),
        ("1.5", 3_510_000),
        ("3.5", 8_190_000),
        ("4.5", 10_530_000),
        ("12", 28_080_000),
    ],
)
def test_money_is_rounded_up_to_ten_thousand(coefficient, amount):
    assert round_money(Fraction(coefficient) * 2_340_000, 10_000, "ceil") == amount


@pytest.mark.parametrize(("exact", "amount"), [(223_500, 220_000), (447_000, 450_000), (225_000, 230_000), (220_000, 220_000)])
def test_the_nearest_ten_thousand_is_the_other_reading(exact, amount):
    assert round_money(Fraction(exact), 10_000, "nearest") == amount


@given(st.integers(0, 10**9), st.integers(1, 1000))
def test_rounding_up_adds_less_than_one_unit(numerator, denominator):
    exact = Fraction(numerator, denominator)
    assert 0 <= round_money(exact, 10_000, "ceil") - exact < 10_000


def test_the_money_of_a_commune_certificate_can_be_redone():
    assert money(AWARD_LAW, LINE) == Money(360_000, Fraction(351_000), Fraction(3, 20), 2_340_000, 10_000, "ceil", False)


@pytest.mark.parametrize(
    ("change", "amount"),
    [
        ({"award": "cstd_co_so", "authority": "ct_ubnd_huyen"}, 2_340_000),
        ({"award": "ldtt"}, 710_000),
        ({"award": "tap_the_ldtt", "recipient": "collective"}, 1_880_000),
        ({"recipient": "collective"}, 710_000),
        ({"decided_on": date(2024, 6, 30)}, 270_000),
        ({"award": "bang_khen", "authority": "ct_ubnd_tinh"}, 3_510_000),
    ],
)
def test_money_follows_award_recipient_authority_and_day(change, amount):
    assert money(AWARD_LAW, replace(LINE, **change)).amount == amount


@pytest.mark.parametrize(
    "change", [{"decided_on": None}, {"decided_on": date(2019, 1, 1)}, {"award": "gia_dinh_van_hoa", "recipient": "household"}]
)
def test_where_the_tables_are_silent_no_sum_is_made_up(change):
    assert money(AWARD_LAW, replace(LINE, **change)) is None


def test_money_needs_wage_and_rounding_too():
    assert money(replace(AWARD_LAW, base_wages=()), LINE) is None
    assert money(replace(AWARD_LAW, roundings=()), LINE) is None


def test_checked_tables_give_a_checked_sum_and_the_rounding_may_be_set():
    sure = replace(AWARD_LAW, roundings=tuple(replace(r, dated=replace(r.dated, checked=True)) for r in AWARD_LAW.roundings))
    result = money(sure, replace(LINE, award="ldtt"), "nearest")
    assert (result.amount, result.mode, result.checked) == (700_000, "nearest", True)


@pytest.mark.parametrize(
    ("authority", "award", "day", "answer"),
    [
        ("ct_ubnd_xa", "giay_khen", BEFORE, True),
        ("ct_ubnd_xa", "cstd_co_so", date(2025, 6, 30), False),
        ("ct_ubnd_xa", "cstd_co_so", date(2025, 7, 1), True),
        ("ct_ubnd_xa", "bang_khen", BEFORE, False),
        ("ct_ubnd_xa", "bang_khen", date(2023, 1, 1), None),
        ("ct_ubnd_xa", "bang_khen", date(2027, 3, 1), False),
        ("ct_ubnd_xa", "giay_khen", date(2027, 3, 1), None),
        ("ct_ubnd_huyen", "tap_the_ldtt", BEFORE, True),
        ("ct_ubnd_huyen", "giay_khen", AFTER, None),
        ("ct_ubnd_tinh", "bang_khen", AFTER, True),
        ("ct_hdqt", "ldtt", BEFORE, False),
    ],
)
def test_who_may_decide_depends_on_the_day(authority, award, day, answer):
    assert may_decide(AWARD_LAW, authority, award, day) is answer


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"award": "bang_khen"}, [("award_never_in_power", "hard")]),
        ({"award": "cstd_co_so"}, [("award_beyond_power", "soft")]),
        (
            {"award": "giay_khen", "authority": "ct_ubnd_huyen", "decided_on": AFTER},
            [
                ("award_authority_uncheckable", "undecided"),
                ("decision_after_meeting", "soft"),
            ],
        ),
        ({"recipient": "collective", "award": "ldtt"}, [("award_wrong_recipient", "soft")]),
        ({"decision_number": "", "decided_on": None}, [("decision_number_missing", "soft"), ("decision_day_missing", "soft")]),
        ({"decided_on": date(2025, 3, 15)}, [("decision_after_meeting", "soft")]),
        ({"award": "bang_khen", "revoked": True}, []),
    ],
)
def test_an_award_is_looked_at(change, found):
    assert codes(check_award(AWARD_LAW, replace(LINE, **change), date(2025, 3, 14), date(2025, 3, 3))) == found


def test_a_decision_on_the_day_itself_is_in_time():
    assert check_award(AWARD_LAW, replace(LINE, decided_on=date(2025, 3, 14)), date(2025, 3, 14), BEFORE) == ()


def test_without_a_meeting_day_today_decides_about_authority():
    assert codes(check_award(AWARD_LAW, replace(LINE, award="cstd_co_so", decided_on=None), None, AFTER)) == [
        ("decision_day_missing", "soft")
    ]


def test_an_award_outside_the_tables_is_named_as_written():
    (finding,) = check_award(AWARD_LAW, replace(LINE, award="ky_niem_chuong"), None, BEFORE)
    assert (finding.code, finding.facts["award"]) == ("award_beyond_power", "ky_niem_chuong")


def test_the_same_award_twice_to_one_recipient_is_found():
    twin = replace(LINE, key="2", name="lý thị hoà")
    others = [
        replace(LINE, key="3", award="ldtt"),
        replace(LINE, key="4", unit="Xã Nhân Lý"),
        replace(LINE, key="5", revoked=True),
    ]
    assert [(f.key, f.facts["times"]) for f in doubles(AWARD_LAW, [LINE, twin, *others])] == [(("award_double", "1-2"), 2)]
