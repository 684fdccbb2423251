"""Figures derived from scans: who counts, in which line, and what the board reads."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from congress.db import db, transaction
from congress.delegates import service as delegates
from congress.delegates.models import Delegate
from congress.door import service as door
from congress.door.devices import gates, roster
from congress.door.devices.gates import KeptFor
from congress.meetings.service import set_functions
from tests.building import ACTOR
from tests.delegates.rosters import nominee
from tests.door.conftest import Hall


def test_counts_are_by_kind_group_and_unit_with_non_delegates_apart(hall: Hall):
    one, two = hall.build.unit("Xã Một"), hall.build.unit("Xã Hai")
    first, guests = hall.meeting.groups[0], hall.meeting.groups[3]
    hall.people(3, unit=one, group=first)
    hall.people(2, unit=two, group=guests, kind="guest", start=4)
    hall.people(1, unit=two, group=None, kind="non_delegate", start=6)
    hall.report(*[hall.line(number) for number in (1, 2, 4, 6, 6)])
    db.session.rollback()
    counts = door.counts(hall.meeting, hall.session)
    assert (counts.expected, counts.present) == (5, 3)
    assert {kind: (line.expected, line.present) for kind, line in counts.kinds.items()} == {
        "official": (3, 2),
        "guest": (2, 1),
        "non_delegate": (1, 1),
    }
    assert [(line.key, line.expected, line.present, line.absent) for line in counts.groups] == [
        (first.code, 3, 2, 1),
        (guests.code, 2, 1, 1),
    ]
    assert [(line.name, line.expected, line.present) for line in counts.units] == [("Xã Hai", 2, 1), ("Xã Một", 3, 2)]


def test_official_delegates_present_leave_out_guests_and_those_who_left_the_list(hall: Hall):
    hall.people(3)
    hall.people(1, kind="guest", start=4)
    hall.report(*[hall.line(number) for number in (1, 2, 4)])
    with transaction() as session:
        session.execute(update(Delegate).where(Delegate.number == 2).values(status="withdrawn"))
    assert door.present_official(hall.meeting) == 1


def test_an_undone_arrival_leaves_every_figure(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    hall.report(line, hall.line(undo=line["nonce"]))
    db.session.rollback()
    assert door.present_official(hall.meeting) == 0
    assert door.counts(hall.meeting, hall.session).present == 0
    assert door.attendance(hall.meeting.id, hall.session.id).latest() == []


def test_the_newest_arrivals_come_first_and_each_person_once(hall: Hall):
    hall.people(2)
    early, late = hall.now.replace(minute=0), hall.now.replace(minute=0, second=30)
    now = hall.now.replace(minute=1)
    lines = [hall.line(1, scanned_at=early.isoformat()), hall.line(2, scanned_at=late.isoformat()), hall.line(1)]
    hall.report(*lines, now=now)
    db.session.rollback()
    assert [(seen.number, seen.at) for seen in door.attendance(hall.meeting.id, hall.session.id).latest()] == [
        (2, late),
        (1, early),
    ]
    assert [seen.number for seen in door.attendance(hall.meeting.id, hall.session.id).latest(1)] == [2]


def test_those_with_a_duty_who_are_not_in_are_named(hall: Hall):
    for number, name in enumerate(("Vi Văn Long", "Hoàng Thị Hoà", "Lý Thị Mai"), 1):
        hall.people(1, start=number, name=name)
    chairs = [("Ông Vi Văn Long", "Chủ tịch"), ("Bà Hoàng Thị Hòa", "Phó Chủ tịch"), ("Hoàng Thị Hoa", "")]
    set_functions(ACTOR, hall.now, hall.meeting, {"chair": chairs, "mc": [("Người ngoài danh sách", "")]})
    hall.scan(1)
    db.session.rollback()
    missing = door.missing_duties(hall.meeting, hall.session)
    assert [(duty.code, duty.name, duty.number) for duty in missing] == [("chair", "Bà Hoàng Thị Hòa", 2)]


def test_of_two_who_bear_the_name_of_a_function_one_suffices(hall: Hall):
    hall.people(2, name="Vi Văn Long")
    set_functions(ACTOR, hall.now, hall.meeting, {"secretary": [("Vi Văn Long", "")]})
    assert [duty.number for duty in door.missing_duties(hall.meeting, hall.session)] == [1]
    hall.scan(2)
    db.session.rollback()
    assert door.missing_duties(hall.meeting, hall.session) == []


def test_the_board_reads_badges_and_presence_in_a_few_figures(hall: Hall):
    hall.people(2)
    hall.people(1, kind="non_delegate", start=3)
    hall.report(hall.line(1), hall.line(3), hall.line())
    db.session.rollback()
    assert door.summary(hall.meeting) == door.DoorSummary(entitled=3, attending=2, badges=3, printed=0, present=1, to_review=1)


def test_unreadable_scans_are_a_finding(hall: Hall):
    hall.report(hall.line())
    db.session.rollback()
    found = door.findings(hall.meeting, hall.meeting.held_on)
    assert [(finding.code, dict(finding.facts)) for finding in found] == [("scans_to_review", {"held": 1})]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_scan_at_a_wrong_gate_is_nobodys_first_arrival_whichever_is_sent_first(hall: Hall, order: tuple[int, int]):
    hall.people(1)
    for name, group in zip(("Cửa 1", "Cửa 2"), hall.meeting.groups, strict=False):
        number = gates.add_gate(ACTOR, hall.now, hall.meeting, name).number
        gates.change_gate(ACTOR, hall.now, hall.meeting, number, name, KeptFor(frozenset({group.id})))
    later = (hall.now + timedelta(minutes=5)).isoformat()
    lines = [hall.line(1, gate="Cửa 2"), hall.line(1, gate="Cửa 1", scanned_at=later)]
    for place in order:
        hall.report(lines[place], now=hall.now + timedelta(minutes=8))
    db.session.rollback()
    assert [first.gate for first in door.presence(hall.meeting, hall.session).values()] == ["Cửa 1"]


@pytest.mark.parametrize("way", ["edited", "nominated"])
def test_a_name_corrected_at_another_meeting_is_noticed_at_this_door(hall: Hall, open_hall, way: str):
    there = open_hall().meeting
    delegate = hall.people(1)[0]
    unit, person = delegate.unit, delegate.person_id
    wish = replace(nominee("Nguyễn Văn An", unit), person_id=person)
    right = replace(wish, name="Nguyễn Văn Ân")
    other = delegates.nominate(ACTOR, hall.now, there, wish) if way == "edited" else None
    hall.scan(1)
    assert hall.inside() == 1
    roster.change_since(hall.meeting, None)
    if other is None:
        delegates.nominate(ACTOR, hall.now, there, right)
    else:
        delegates.edit(ACTOR, hall.now, there, other, right, delegates.state_of(other))
    db.session.rollback()
    assert [one.name for one in door.attendance(hall.meeting.id, hall.session.id).latest()] == ["Nguyễn Văn Ân"]
    assert '"name":"Nguyễn Văn Ân"' in roster.change_since(hall.meeting, None).people[0].decode()
