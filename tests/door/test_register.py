"""What a process keeps of a door: always what the database says, whoever stored it and whatever was taken back."""

import threading
import time
import uuid
from collections.abc import Iterable
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, select, update

from congress import audit
from congress.db import db, transaction, uuid7
from congress.delegates.models import Delegate
from congress.door import register
from congress.door.inside import everywhere
from congress.door.models import DoorTally, Scan
from congress.door.presence import ADMITTING, LEAVING, counted
from congress.door.rehearsal import service as rehearsal
from congress.door.versions import announce, take_turn, version_of
from congress.meetings.service import by_number
from congress.rules.admission import Entry, first_entry
from tests.building import ACTOR
from tests.door.conftest import Hall

PEOPLE = 3
QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
Passed = dict[register.Key, set[Entry]]


def kept(hall: Hall) -> register.Register:
    """The register this process keeps; it must not be used, only looked at."""
    found = register._registers.here().get(hall.meeting.id)
    assert found is not None
    return found


def in_the_database(hall: Hall, verdicts: Iterable[str]) -> Passed:
    """Passages as one statement finds them."""
    columns = Scan.delegate_id, Scan.session_id, Scan.scanned_at, Scan.gate, Scan.nonce
    found: Passed = {}
    db.session.rollback()
    for person, place, *entry in db.session.execute(
        select(*columns).where(Scan.meeting_id == hall.meeting.id, counted(verdicts))
    ):
        found.setdefault((person, place), set()).add(Entry(*entry))
    return found


def as_sets(passages: dict[register.Key, list[Entry]]) -> Passed:
    return {key: set(entries) for key, entries in passages.items() if entries}


def agrees(hall: Hall) -> None:
    """The register kept, and what the live pages are told, against the database."""
    entries, found = in_the_database(hall, ADMITTING), kept(hall).passages
    assert as_sets(found.entries) == entries
    assert as_sets(found.exits) == in_the_database(hall, LEAVING)
    first = {key: first_entry(several) for key, several in entries.items()}
    told = everywhere(hall.meeting.id, version_of(hall.meeting.id))
    assert {(person, place): entry for place, people in told.items() for person, entry in people.items()} == first


def record_act(hall: Hall) -> None:
    with transaction() as session:
        audit.record(session, at=hall.now, actor=ACTOR, act="door.guesses", subject="scans 1", meeting_id=hall.meeting.id)


def another_server_stores(hall: Hall, *lines: object) -> None:
    """As a process does that shares nothing with this one but the database."""
    mine = register._registers.here().take(hall.meeting.id)
    with transaction():
        hall.report(*lines)
    if mine is not None:
        register._registers.here().put(hall.meeting.id, mine)


@pytest.fixture
def soon(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """The list is read as a whole at the second turn after an act."""
    monkeypatch.setattr(register, "QUIET_TURNS", 1)
    return hall


STEP = st.fixed_dictionaries(
    {
        "way": st.sampled_from(["in", "in", "in", "out", "undo", "undo"]),
        "badge": st.integers(1, PEOPLE),
        "place": st.integers(0, 11),
        "second": st.integers(0, 30),
        "actor": st.sampled_from(["máy số 1", "máy số 2"]),
        "undo_any": st.booleans(),
        "by": st.sampled_from(["here", "here", "here", "another server", "act", "wipe"]),
    }
)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@QUIET
@given(st.lists(STEP, min_size=1, max_size=16))
def test_what_is_kept_is_what_the_database_says_after_whatever_happened(soon: Hall, steps: list[dict]):
    hall = soon
    if not hall.codes:
        hall.people(PEOPLE)
    prefix = uuid.uuid4().hex[:12]
    for place, step in enumerate(steps):
        line = {"nonce": f"{prefix}-{place:02}", "scanned_at": (hall.now + timedelta(seconds=step["second"] - 60)).isoformat()}
        if step["way"] == "undo":
            line = {**line, "undo": f"{prefix}-{step['place']:02}", "reason": "nhầm"}
        elif step["way"] == "out":
            line = hall.line(step["badge"], **line, direction="out")
        else:
            line = hall.line(step["badge"], **line)
        if step["by"] == "another server":
            another_server_stores(hall, line)
        elif step["by"] == "wipe":
            with transaction() as session:
                announce(session.connection(), hall.meeting.id, 1)
                session.execute(delete(Scan).where(Scan.nonce == f"{prefix}-{step['place']:02}"))
        elif step["by"] == "act":
            record_act(hall)
        hall.report(line, actor=step["actor"], undo_any=step["undo_any"])
        agrees(hall)


def test_a_name_changed_between_two_scans_is_shown_with_the_second(soon: Hall):
    hall = soon
    person = hall.people(2)[0].person
    hall.scan(2)
    hall.scan(2)
    assert kept(hall)._people is not None
    with transaction() as session:
        session.get_one(type(person), person.id).name = "Nguyễn Văn Ân"
        audit.record(session, at=hall.now, actor=ACTOR, act="door.guesses", subject="scans 1", meeting_id=hall.meeting.id)
    assert [hall.scan(1).card.name, hall.scan(1).card.name] == ["Nguyễn Văn Ân", "Nguyễn Văn Ân"]


def test_the_answer_is_alike_whether_the_whole_list_is_known_or_only_the_few_asked_for(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(register, "QUIET_TURNS", 1)
    hall.people(4)
    lines = [
        hall.line(1),
        hall.line(delegate="2"),
        hall.line(code="1" * 24),
        hall.line(3, gate="Cửa 2"),
        hall.line(delegate="99"),
    ]
    few = hall.report(*lines)
    with transaction() as session:
        session.execute(delete(Scan))
        announce(session.connection(), hall.meeting.id, 1)
    hall.scan(4)
    assert kept(hall)._people is not None
    assert hall.report(*lines) == few


def test_scans_that_were_not_stored_leave_nothing_behind(hall: Hall):
    hall.people(2)
    hall.scan(2)

    def fail(_connection: object, _cursor: object, text: str, *_rest: object) -> None:
        if text.startswith("INSERT INTO scan"):
            raise OSError("the disk is full")

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        with pytest.raises(OSError, match="the disk is full"):
            hall.scan(1)
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)
    db.session.rollback()
    assert hall.scan(1).verdict == "admitted"
    agrees(hall)


def test_the_tally_counts_each_stored_scan_once_and_a_wipe_as_one_more(hall: Hall):
    hall.people(3)
    rehearsal.begin(ACTOR, hall.now, hall.meeting)
    line = hall.line(1)
    hall.report(line, line, hall.line(2), "odd")
    hall.report(line, hall.line(3))
    assert db.session.execute(select(DoorTally.scans)).scalar_one() == 3
    rehearsal.end(ACTOR, hall.now, hall.meeting)
    assert db.session.execute(select(DoorTally.scans)).scalar_one() == 4


def test_inside_a_transaction_that_changed_the_list_already_it_is_judged_by_the_changed_list(soon: Hall):
    delegate = soon.people(1)[0].id
    for _ in range(3):
        soon.scan(1)
    with transaction() as session:
        session.get_one(Delegate, delegate).status = "withdrawn"
        session.flush()
        assert soon.scan(1).verdict == "withdrawn"
        session.rollback()
    assert soon.scan(1).verdict == "repeat"


def test_inside_a_transaction_who_is_in_and_what_was_taken_back_is_known(hall: Hall):
    hall.people(2)
    hall.report(hall.line(1), hall.line(2, nonce="nonce-0002"))
    hall.report({"nonce": "nonce-undo", "undo": "nonce-0002", "reason": "nhầm", "scanned_at": hall.now.isoformat()})
    early = {"nonce": "nonce-late", "undo": "nonce-then", "reason": "nhầm", "scanned_at": hall.now.isoformat()}
    hall.report(early)
    with transaction():
        told = hall.report(hall.line(1), hall.line(2, nonce="nonce-then"), hall.line(2))
    assert [answer.verdict for answer in told] == ["repeat", "admitted", "admitted"]
    hall.scan(1)
    agrees(hall)


def test_scans_another_server_stores_with_keys_of_a_slower_clock_are_found(hall: Hall):
    hall.people(3)
    hall.scan(1)
    another_server_stores(hall, hall.line(2))
    with transaction() as session:
        second = update(Scan).where(Scan.delegate_id == hall.people(0)[1].id)
        session.execute(second.values(id=uuid.UUID(int=uuid7().int - (2_000 << 80))))
    assert hall.scan(2).verdict == "repeat"
    agrees(hall)


def test_a_scan_that_waited_for_the_end_of_a_trial_is_not_stored_into_the_trial(app: Flask, hall: Hall):
    hall.people(2)
    rehearsal.begin(ACTOR, hall.now, hall.meeting)
    hall.scan(1)
    number, line, told = hall.meeting.number, hall.line(2), []

    def scan() -> None:
        with app.app_context():
            here = Hall(hall.build, hall.sealer, by_number(number), hall.now, hall.codes)
            told.append(here.report(line, now=hall.now + timedelta(seconds=1))[0].verdict)
            db.session.remove()

    with transaction() as session:
        rehearsal.end(ACTOR, hall.now, hall.meeting)
        session.flush()
        waiting = threading.Thread(target=scan)
        waiting.start()
        time.sleep(0.3)
        assert told == []
    waiting.join(10)
    db.session.rollback()
    assert told == ["admitted"]
    assert rehearsal.count(hall.meeting) == 0


def test_turns_of_two_meetings_count_apart(open_hall):
    here, there = open_hall(), open_hall()
    with transaction() as session:
        assert take_turn(session.connection(), here.meeting.id, 5).scans == 0
        assert take_turn(session.connection(), there.meeting.id, 1).scans == 0
        assert take_turn(session.connection(), here.meeting.id, 1).scans == 5
