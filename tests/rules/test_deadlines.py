from dataclasses import replace
from datetime import date

import pytest

from congress.rules.deadlines import (
    DossierDue,
    HeldCongress,
    calendar_days_before,
    check_dossier,
    check_holding,
    check_order,
    check_pilot,
    days_left,
    dossier_due,
    working_days_before,
)
from tests.rules.plans import CHI_LANG, COMMUNE, DISTRICT

HELD = date(2025, 3, 28)
DUE = date(2025, 3, 13)
WORKING_DUE = date(2025, 3, 7)


def codes(findings):
    return [(finding.code, finding.weight) for finding in findings]


def test_fifteen_days_are_counted_back_from_the_meeting():
    assert calendar_days_before(HELD, 15) == DUE


def test_working_days_leave_out_weekends_and_holidays():
    assert working_days_before(date(2025, 3, 10), 1) == date(2025, 3, 7)
    assert working_days_before(date(2025, 3, 10), 1, {date(2025, 3, 7)}) == date(2025, 3, 6)


def test_the_plan_that_does_not_say_how_to_count_gets_calendar_days_and_both_are_shown():
    assert dossier_due(HELD, COMMUNE.dossier) == DossierDue(DUE, WORKING_DUE, True)


def test_a_plan_that_says_working_days_gets_them():
    assert dossier_due(HELD, replace(COMMUNE.dossier, counting="working")) == DossierDue(WORKING_DUE, WORKING_DUE, False)


def test_days_left_turn_negative_after_the_day():
    assert [days_left(DUE, day) for day in (date(2025, 3, 3), DUE, HELD)] == [10, 0, -15]


@pytest.mark.parametrize(
    ("sent_on", "today", "found"),
    [
        ([WORKING_DUE, WORKING_DUE], HELD, []),
        ([DUE, WORKING_DUE], HELD, [("dossier_counting_unsaid", "undecided")]),
        ([DUE, date(2025, 3, 14)], HELD, [("dossier_late", "soft")]),
        ([WORKING_DUE, None], DUE, [("dossier_open", "info")]),
        ([WORKING_DUE, None], date(2025, 3, 14), [("dossier_late", "soft")]),
        ([], DUE, []),
    ],
)
def test_the_dossier_is_checked_paper_by_paper(sent_on, today, found):
    assert codes(check_dossier(HELD, COMMUNE.dossier, sent_on, today)) == found


def test_a_plan_that_says_calendar_days_leaves_no_question():
    assert check_dossier(HELD, replace(COMMUNE.dossier, counting="calendar"), [DUE], HELD) == ()


def test_an_open_dossier_says_how_many_papers_and_days_are_left():
    (finding,) = check_dossier(HELD, COMMUNE.dossier, [None, None], date(2025, 3, 3))
    assert (finding.facts["missing"], finding.facts["left"], finding.facts["due_on"]) == (2, 10, DUE)


def test_without_a_meeting_day_the_dossier_is_undecided():
    assert codes(check_dossier(None, COMMUNE.dossier, [None], HELD)) == [("dossier_day_unknown", "undecided")]


def test_no_dossier_rule_no_finding():
    assert check_dossier(HELD, DISTRICT.dossier, [None], HELD) == ()


@pytest.mark.parametrize(
    ("held_on", "found"),
    [
        (date(2025, 1, 1), []),
        (date(2025, 3, 31), []),
        (date(2025, 4, 1), [("held_after_deadline", "soft")]),
        (date(2024, 12, 31), [("held_before_period", "info")]),
        (None, [("holding_day_unknown", "undecided")]),
    ],
)
def test_a_commune_holds_its_congress_in_the_first_quarter(held_on, found):
    assert codes(check_holding(held_on, COMMUNE.holding)) == found
    assert check_holding(held_on, None) == ()


def test_a_district_may_use_the_last_day_of_april():
    assert check_holding(date(2025, 4, 30), DISTRICT.holding) == ()
    assert check_holding(date(2025, 5, 2), DISTRICT.holding)[0].facts["late"] == 2


def test_lower_congresses_come_before_higher_ones():
    others = [HeldCongress("commune", "Xã Y Tịch", date(2025, 4, 20)), HeldCongress("commune", "Xã Nhân Lý", date(2025, 2, 20))]
    (finding,) = check_order("district", date(2025, 4, 15), others, CHI_LANG.order)
    assert (finding.code, finding.subject) == ("order_broken", "Xã Y Tịch")


def test_the_lowest_level_waits_for_nobody():
    others = [HeldCongress("district", "Huyện Chi Lăng", date(2025, 4, 15))]
    assert check_order("commune", date(2025, 3, 15), others, CHI_LANG.order) == ()


@pytest.mark.parametrize(("level", "day"), [("nation", HELD), ("district", None)])
def test_the_order_says_nothing_without_a_day_or_about_other_levels(level, day):
    assert check_order(level, day, [HeldCongress("commune", "Xã Y Tịch", date(2025, 4, 20))], CHI_LANG.order) == ()


def test_no_order_rule_no_finding():
    assert check_order("district", HELD, [], None) == ()


@pytest.mark.parametrize(
    ("pilot_on", "found"),
    [
        (date(2025, 2, 28), []),
        (date(2025, 3, 1), [("pilot_late", "soft")]),
        (date(2025, 3, 11), [("pilot_late", "soft"), ("pilot_not_first", "soft")]),
        (None, [("pilot_day_unknown", "undecided")]),
    ],
)
def test_the_pilot_comes_first_and_in_february(pilot_on, found):
    others = [HeldCongress("commune", "Xã Y Tịch", date(2025, 3, 10))]
    assert codes(check_pilot(pilot_on, others, CHI_LANG.pilot)) == found
    assert check_pilot(pilot_on, others, None) == ()
