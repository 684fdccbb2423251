"""Figures derived from scans: who counts, in which line, and what the board reads."""

from sqlalchemy import update

from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door import service as door
from congress.meetings.service import set_functions
from tests.building import ACTOR
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
    assert door.attendance(hall.meeting, hall.session).latest() == []


def test_the_newest_arrivals_come_first_and_each_person_once(hall: Hall):
    hall.people(2)
    early, late = hall.now.replace(minute=0), hall.now.replace(minute=0, second=30)
    now = hall.now.replace(minute=1)
    lines = [hall.line(1, scanned_at=early.isoformat()), hall.line(2, scanned_at=late.isoformat()), hall.line(1)]
    hall.report(*lines, now=now)
    db.session.rollback()
    assert [(seen.number, seen.at) for seen in door.attendance(hall.meeting, hall.session).latest()] == [(2, late), (1, early)]
    assert [seen.number for seen in door.attendance(hall.meeting, hall.session).latest(1)] == [2]


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
