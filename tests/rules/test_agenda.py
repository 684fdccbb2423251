from datetime import UTC, datetime

import pytest

from congress.rules.agenda import (
    Event,
    Item,
    missing_items,
    opening_order,
    overlaps,
    overrun,
    schedule,
    session_too_long,
)
from congress.rules.findings import Finding
from tests.rules.plans import CHI_LANG, COMMUNE, seed, standard_programme

PROGRAMME = standard_programme()
START = datetime(2025, 3, 14, 7, 30, tzinfo=UTC)
NINE = [Item(wanted.code, wanted.title, wanted.minutes, (wanted.code,)) for wanted in PROGRAMME.items]


def keys(findings):
    return [finding.key for finding in findings]


def test_the_standard_programme_is_the_nine_items_of_the_plan_within_half_a_day():
    assert [wanted.code for wanted in PROGRAMME.items] == [
        "flag_salute",
        "opening",
        "report",
        "talks",
        "exchange",
        "honours",
        "launch",
        "delegation_list",
        "closing",
    ]
    assert sum(wanted.minutes for wanted in PROGRAMME.items) == 220
    assert all(wanted.words in CHI_LANG.clause("agenda").sentence for wanted in PROGRAMME.items)


def test_the_catalogue_covers_only_items_of_the_programme():
    codes = {wanted.code for wanted in PROGRAMME.items}
    assert [entry["code"] for entry in seed("agenda")["catalogue"] if set(entry["covers"]) - codes] == []


def test_times_follow_from_the_start_and_the_durations():
    slots = schedule(START, [Item("a", "Chào cờ", 5), Item("b", "Báo cáo", 30), Item("c", "Nghỉ", 0)])
    assert [(f"{slot.starts_at:%H:%M}", f"{slot.ends_at:%H:%M}") for slot in slots] == [
        ("07:30", "07:35"),
        ("07:35", "08:05"),
        ("08:05", "08:05"),
    ]


def found_in(items):
    rule = CHI_LANG.agenda
    checks = missing_items(items, PROGRAMME, rule), opening_order(items, PROGRAMME, rule), overrun(items, 240, COMMUNE.session)
    return tuple(finding for found in checks for finding in found)


def test_the_standard_programme_has_no_findings():
    assert found_in(NINE) == ()


def test_a_missing_item_is_named_with_the_clause():
    assert missing_items(NINE[:7] + NINE[8:], PROGRAMME, CHI_LANG.agenda) == (
        Finding(
            "agenda_item_missing", "soft", "agenda", {"item": "Thông qua danh sách đại biểu đi dự cấp trên"}, "delegation_list"
        ),
    )


def test_split_and_merged_items_are_no_findings():
    merged = Item("m", "Chào cờ, tuyên bố lý do", 15, ("flag_salute", "opening"))
    batches = [Item(f"a{number}", f"Trao thưởng đợt {number}", 10, ("honours",)) for number in (1, 2)]
    items = [merged, NINE[2], batches[0], *NINE[3:5], batches[1], *NINE[6:]]
    assert found_in(items) == ()


def test_a_meeting_that_sends_nobody_upward_needs_no_list():
    programme = PROGRAMME.without(["delegation_list"])
    assert missing_items(NINE[:7] + NINE[8:], programme, CHI_LANG.agenda) == ()


def test_the_opening_in_the_wrong_order_is_found():
    items = [NINE[1], NINE[0], *NINE[2:]]
    (finding,) = opening_order(items, PROGRAMME, CHI_LANG.agenda)
    assert (finding.key, finding.facts["first_place"], finding.facts["second_place"]) == (
        ("agenda_order_wrong", "flag_salute-opening"),
        2,
        1,
    )


def test_later_parts_may_stand_in_any_order():
    items = NINE[:3] + NINE[3:][::-1]
    assert opening_order(items, PROGRAMME, CHI_LANG.agenda) == ()


def test_art_before_the_salute_is_no_finding():
    assert opening_order([Item("v", "Văn nghệ", 15), *NINE], PROGRAMME, CHI_LANG.agenda) == ()


@pytest.mark.parametrize(("minutes", "found"), [(240, []), (241, [("agenda_too_long", "s1")])])
def test_half_a_day_is_240_minutes(minutes, found):
    assert keys(overrun([Item("a", "Cả buổi", minutes)], 240, COMMUNE.session, "s1")) == found


def test_without_a_plan_the_length_is_only_shown():
    assert overrun([Item("a", "Cả buổi", 250)], 240, None) == (
        Finding("agenda_too_long", "info", None, {"total": 250, "limit": 240, "excess": 10}),
    )


@pytest.mark.parametrize(("minutes", "found"), [(240, []), (480, [("session_too_long", "s1")])])
def test_a_session_longer_than_half_a_day_is_found(minutes, found):
    assert keys(session_too_long(minutes, COMMUNE.session, "s1")) == found
    assert session_too_long(minutes, None) == ()


def test_overlapping_events_are_found_and_touching_ones_are_not():
    morning = Event("1", "Phiên chính thức", START, 240)
    art = Event("2", "Văn nghệ", START.replace(hour=11, minute=30), 30)
    incense = Event("3", "Dâng hương", START.replace(hour=7, minute=0), 60)
    assert overlaps([morning, art, incense]) == (
        Finding(
            "events_overlap",
            "soft",
            None,
            {"first": "Dâng hương", "first_ends": "08:00", "second": "Phiên chính thức", "second_starts": "07:30"},
            "3-1",
        ),
    )
