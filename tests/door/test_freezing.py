"""Chốt số lượng: figures that stay, what uses them, and what came to light afterwards."""

import secrets
import time
from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from congress.audit import AuditDetail, AuditEntry
from congress.db import db, transaction
from congress.delegates import replies
from congress.documents import service as documents
from congress.door import freezing
from congress.door import service as door
from congress.door.counting import Counts, attendance
from congress.door.models import Scan
from congress.door.versions import announce
from congress.elections import voting
from congress.meetings import service as meetings
from congress.meetings.models import Meeting
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.test_races import THREADS, all_at_once


def frozen(hall: Hall, minutes: int = 0) -> Counts:
    """Freeze now and give the figures."""
    row = door.freeze(ACTOR, hall.now + timedelta(minutes=minutes), hall.meeting, 1)
    return freezing.counts_of(row)


def again(hall: Hall) -> None:
    """Read the meeting anew."""
    db.session.rollback()
    hall.meeting = meetings.by_number(hall.meeting.number)


def test_the_figures_are_those_of_the_moment_by_kind_group_and_unit(hall: Hall):
    unit = hall.build.unit("Xã Một")
    hall.people(3, unit=unit)
    hall.people(1, unit=unit, kind="guest", start=4)
    hall.report(*[hall.line(number) for number in (1, 2, 4)])
    again(hall)
    assert frozen(hall) == door.counts(hall.meeting, hall.session)


def test_a_frozen_figure_stays_whatever_comes_later(hall: Hall):
    hall.people(2)
    hall.scan(1)
    again(hall)
    before = frozen(hall)
    hall.scan(2)
    again(hall)
    assert freezing.figures_of(hall.meeting, hall.session).counts == before
    assert door.counts(hall.meeting, hall.session).present == 2


def test_the_newest_freeze_is_used_and_older_ones_are_kept(hall: Hall):
    hall.people(2)
    hall.scan(1)
    again(hall)
    frozen(hall)
    hall.scan(2)
    again(hall)
    frozen(hall, 1)
    assert [(row.number, freezing.counts_of(row).present) for row in door.freezes(hall.meeting)] == [(2, 2), (1, 1)]
    assert freezing.figures_of(hall.meeting, hall.session).counts.present == 2


def test_the_history_keeps_the_figures_and_the_digest_of_the_scans(hall: Hall):
    hall.people(1)
    hall.scan(1)
    again(hall)
    row = door.freeze(ACTOR, hall.now, hall.meeting, 1)
    statement = select(AuditDetail.details).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
    told = db.session.execute(statement.where(AuditEntry.act == "door.freeze")).scalar_one()
    assert {key: told[key] for key in ("present", "expected", "scans")} == {"present": 1, "expected": 1, "scans": 1}
    assert told["digest"] == row.digest


def test_the_digest_changes_with_every_scan_and_only_then(hall: Hall):
    hall.people(2)
    hall.scan(1)
    again(hall)
    first, second = (door.freeze(ACTOR, hall.now, hall.meeting, 1).digest for _ in range(2))
    hall.scan(1)
    again(hall)
    third = door.freeze(ACTOR, hall.now, hall.meeting, 1)
    assert first == second != third.digest
    assert third.scans == 2


def test_papers_and_the_vote_use_the_frozen_figures_else_those_of_now(hall: Hall):
    hall.people(3)
    hall.scan(1)
    again(hall)
    assert (voting.proposal(hall.meeting).door_figure, voting.proposal(hall.meeting).frozen_at) == (1, None)
    frozen(hall)
    hall.report(hall.line(2), hall.line(3))
    again(hall)
    assert (voting.proposal(hall.meeting).door_figure, voting.proposal(hall.meeting).frozen_at) == (1, hall.now)
    report = str(documents.build(hall.meeting, "bao-cao-dai-bieu", hall.now + timedelta(hours=2)))
    assert "Có mặt đến 08:00 ngày 03 tháng 3 năm 2025: 1 trên 3 đại biểu" in report
    frozen(hall, 5)
    assert voting.proposal(hall.meeting).door_figure == 3


def test_the_report_tells_delegates_from_guests_as_only_the_former_vote(hall: Hall):
    hall.people(2)
    hall.people(1, start=3, kind="guest", group=None)
    hall.report(hall.line(1), hall.line(3))
    frozen(hall)
    report = str(documents.build(hall.meeting, "bao-cao-dai-bieu", hall.now))
    assert "2 trên 3 đại biểu (1 đại biểu chính thức, 1 khách mời), đạt" in report
    assert voting.proposal(hall.meeting).door_figure == 1


def test_the_report_tells_absence_with_a_reason_apart_and_a_freeze_keeps_it(hall: Hall):
    hall.people(4)
    hall.scan(1)
    replies.give(
        ACTOR, hall.now, hall.meeting, [replies.Reply(1, "no", "bận"), replies.Reply(2, "no", "ốm"), replies.Reply(3, "no")]
    )
    again(hall)
    said = "1 trên 4 đại biểu, đạt 25%; vắng 3 (có lý do: 1; chưa báo lý do: 2)."
    assert said in str(documents.build(hall.meeting, "bao-cao-dai-bieu", hall.now))
    frozen(hall)
    replies.give(ACTOR, hall.now, hall.meeting, [replies.Reply(3, "no", "bão"), replies.Reply(4, "no", "tang gia")])
    again(hall)
    assert said in str(documents.build(hall.meeting, "bao-cao-dai-bieu", hall.now))
    assert freezing.figures_of(hall.meeting, hall.session).excused == 1


def late(hall: Hall) -> list[tuple[str, object]]:
    """Findings about the freeze with the number of people."""
    again(hall)
    found = door.findings(hall.meeting, hall.now.date())
    return [(finding.code, finding.facts["late"]) for finding in found if finding.code == "scans_after_freeze"]


def test_a_scan_from_before_the_freeze_that_comes_later_is_a_finding(hall: Hall):
    hall.people(3)
    hall.scan(1)
    again(hall)
    frozen(hall)
    earlier = (hall.now - timedelta(minutes=5)).isoformat()
    hall.report(hall.line(2, scanned_at=earlier), hall.line(1, scanned_at=earlier), now=hall.now + timedelta(minutes=2),
                sent_at=hall.now + timedelta(minutes=2))  # fmt: skip
    assert late(hall) == [("scans_after_freeze", 1)]
    frozen(hall, 3)
    assert late(hall) == []


def test_an_undo_after_the_freeze_changes_no_figure_and_is_a_finding(hall: Hall):
    hall.people(2)
    hall.scan(1, nonce="nonce-vao-1")
    hall.scan(2, nonce="nonce-vao-2")
    again(hall)
    frozen(hall)
    later = hall.now + timedelta(minutes=2)
    hall.report({"nonce": "nonce-huy-1", "undo": "nonce-vao-1", "reason": "Quét nhầm"}, now=later)
    again(hall)
    found = door.findings(hall.meeting, hall.now.date())
    undone = [finding.facts["undone"] for finding in found if finding.code == "undone_after_freeze"]
    assert (undone, door.freezes(hall.meeting)[0].figures["kinds"]["official"]["present"], hall.inside()) == ([1], 2, 1)
    hall.report(hall.line(1, nonce="nonce-vao-lai"), now=later + timedelta(minutes=1))
    assert "undone_after_freeze" not in [finding.code for finding in door.findings(hall.meeting, hall.now.date())]


def test_a_scan_received_before_the_freeze_and_stored_after_it_is_late(hall: Hall):
    hall.people(2)
    hall.scan(1)
    again(hall)
    frozen(hall)
    hall.report(hall.line(2), now=hall.now - timedelta(microseconds=1))
    assert late(hall) == [("scans_after_freeze", 1)]


def test_whoever_came_while_the_freeze_waited_its_turn_is_in_it_and_not_late(hall: Hall):
    hall.people(1)
    moment = hall.now + timedelta(seconds=1)
    hall.report(hall.line(1, scanned_at=moment.isoformat()), now=moment, sent_at=moment)
    again(hall)
    row = door.freeze(ACTOR, hall.now, hall.meeting, 1)
    assert (freezing.counts_of(row).present, row.frozen_at, late(hall)) == (1, moment, [])


def test_who_serves_at_the_meeting_is_never_late(hall: Hall):
    hall.people(1, kind="non_delegate")
    frozen(hall)
    hall.report(hall.line(1), now=hall.now + timedelta(minutes=1))
    assert late(hall) == []


MICROSECONDS = st.integers(-2, 2)
SCANS = st.tuples(st.integers(1, 4), MICROSECONDS, MICROSECONDS)
ACTS = st.lists(SCANS | st.integers(0, 7), max_size=10)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS, MICROSECONDS, ACTS)
def test_frozen_and_late_without_those_taken_back_is_the_plain_recomputation(four: Hall, before, moment, after):
    """Acts in the order in which they are stored: (badge, scanned, received), or which of the scans so far is taken back."""
    with transaction() as session:
        session.execute(delete(Scan))
        announce(session.connection(), four.meeting.id, 1)
    held: dict[str, tuple[int, int]] = {}
    counted = enact(four, before, held)
    row = door.freeze(ACTOR, four.now + timedelta(microseconds=moment), four.meeting, 1)
    assert freezing.counts_of(row).present == len({badge for badge, _ in counted.values()} - {4})
    counted = enact(four, after, held)
    again(four)
    since = freezing.since_freeze(four.meeting)
    late, gone = (known.people if known else 0 for known in (since.late, since.gone))
    plain = {badge for badge, at in counted.values() if four.now + timedelta(microseconds=at) <= row.frozen_at} - {4}
    assert freezing.counts_of(row).present + late - gone == len(plain)


def test_a_freeze_amid_the_scans_of_seven_doors_loses_nobody(app: Flask, hall: Hall):
    hall.people(70)
    begun = time.monotonic()
    db.session.rollback()

    def now() -> datetime:
        return hall.now + timedelta(seconds=time.monotonic() - begun)

    def act(thread: int, meeting: Meeting) -> None:
        mine = Hall(hall.build, hall.sealer, meeting, hall.now, hall.codes)
        for number in range(thread, 71, THREADS - 1) if thread else ():
            mine.report(mine.line(number, scanned_at=now().isoformat()), now=now())
        for _ in () if thread else range(3):
            freezing.freeze(ACTOR, now(), meeting, 1)

    all_at_once(app, hall.meeting.number, act)
    again(hall)
    [row, *_] = door.freezes(hall.meeting)
    came = {number for number, at in attendance(hall.meeting.id, row.session_id).arrivals().items() if at <= row.frozen_at}
    late = freezing.since_freeze(hall.meeting).late
    assert freezing.counts_of(row).present == row.scans
    assert freezing.counts_of(row).present + (late.people if late else 0) == len(came)


@pytest.fixture
def four(hall: Hall) -> Hall:
    """Three delegates, and one who serves."""
    hall.people(3)
    hall.people(1, start=4, kind="non_delegate")
    return hall


def enact(hall: Hall, acts: list, held: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Report scans and take some back; what stands of all those `held` so far, by nonce: (badge, moment)."""
    for act in acts:
        if isinstance(act, int):
            if held:
                nonce = list(held)[act % len(held)]
                hall.report({"nonce": f"huy-{nonce}", "undo": nonce, "reason": "Quét nhầm"})
                held[nonce] = (0, 0)
            continue
        badge, scanned, received = act
        now, nonce = hall.now + timedelta(microseconds=received), secrets.token_hex(8)
        at = hall.now + timedelta(microseconds=scanned)
        hall.report(hall.line(badge, nonce=nonce, scanned_at=at.isoformat()), now=now)
        held[nonce] = (badge, min(scanned, received))
    again(hall)
    return {nonce: stands for nonce, stands in held.items() if stands[0]}


def test_who_comes_after_the_freeze_is_no_finding(hall: Hall):
    hall.people(1)
    frozen(hall)
    later = hall.now + timedelta(minutes=2)
    hall.report(hall.line(1, scanned_at=later.isoformat()), now=later, sent_at=later)
    assert late(hall) == []


def test_the_committee_freezes_on_the_live_page_and_the_door_clerk_cannot(hall: Hall, app: Flask):
    hall.people(2)
    hall.scan(1)
    for login, role in (("btc", "organizer"), ("cua1", "door")):
        hall.build.user(login, role=role, meeting=hall.meeting)
    live, action = f"/hoi-nghi/{hall.meeting.number}/cua-don", f"/hoi-nghi/{hall.meeting.number}/cua-don/chot"
    committee, clerk = Browsing(app).sign_in("btc"), Browsing(app).sign_in("cua1")
    assert "Chốt số lượng" not in clerk.get(live).text
    assert clerk.post(action, {"phien": "1"}).status_code == 403
    assert "Chưa chốt lần nào." in committee.get(live).text
    page = committee.submit(action, {"phien": "1"}).text
    assert "Đã chốt số lượng lần 1." in page
    assert "1/2" in page
    assert committee.post(action, {"phien": "7"}).status_code == 404
