"""Many doors at once, on real connections."""

import threading
from collections import Counter

import pytest
from flask import Flask

from congress.db import db, lock, transaction
from congress.delegates import service as delegates
from congress.meetings import service as meetings
from congress.meetings.models import Meeting
from tests.building import ACTOR
from tests.delegates.rosters import nominee
from tests.door.conftest import Hall

THREADS = 8
PATIENCE = 5.0
"""Seconds a door may take before it counts as waiting."""


def all_at_once(app: Flask, number: int, work) -> list:
    """Run `work(thread, meeting)` in 8 threads that start together; what each gave."""
    start, results, problems = threading.Barrier(THREADS), [], []

    def run(thread: int) -> None:
        with app.app_context():
            try:
                meeting = meetings.by_number(number)
                start.wait()
                results.append(work(thread, meeting))
            except BaseException as problem:
                problems.append(problem)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(thread,)) for thread in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    return results


def test_eight_doors_scanning_the_same_ten_badges_admit_each_once(app: Flask, hall: Hall):
    hall.people(10)
    db.session.rollback()

    def scan_all(thread: int, meeting: Meeting) -> list[tuple[int, str]]:
        door = Hall(hall.build, hall.sealer, meeting, hall.now, hall.codes)
        order = [(thread + place) % 10 + 1 for place in range(10)]
        return [(number, door.scan(number).verdict) for number in order]

    verdicts = Counter(pair for answers in all_at_once(app, hall.meeting.number, scan_all) for pair in answers)
    assert verdicts == {(n, v): times for n in range(1, 11) for v, times in (("admitted", 1), ("repeat", THREADS - 1))}


def test_eight_doors_sending_whole_batches_in_other_orders_admit_each_once(app: Flask, hall: Hall):
    hall.people(40)
    db.session.rollback()

    def send_all(thread: int, meeting: Meeting) -> list[str]:
        door = Hall(hall.build, hall.sealer, meeting, hall.now, hall.codes)
        numbers = list(range(1, 41)) if thread % 2 else list(range(40, 0, -1))
        return [answer.verdict for answer in door.report(*[door.line(number) for number in numbers])]

    verdicts = Counter(verdict for answers in all_at_once(app, hall.meeting.number, send_all) for verdict in answers)
    assert verdicts == {"admitted": 40, "repeat": 40 * (THREADS - 1)}
    assert hall.inside() == 40


def test_one_scan_sent_by_eight_impatient_retries_is_one_scan_with_one_answer(app: Flask, hall: Hall):
    hall.people(1)
    lines = [hall.line(1), hall.line(code="https://example.invalid"), hall.line(delegate="9")]
    db.session.rollback()

    def send(_thread: int, meeting: Meeting) -> tuple[str, ...]:
        door = Hall(hall.build, hall.sealer, meeting, hall.now, hall.codes)
        return tuple(answer.verdict for answer in door.report(*lines))

    assert set(all_at_once(app, hall.meeting.number, send)) == {("admitted", "foreign", "unknown")}


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_doors_do_not_wait_for_a_list_that_is_being_taken_in(app: Flask, hall: Hall):
    hall.people(1)
    number, verdicts = hall.meeting.number, []
    db.session.rollback()

    def scan() -> None:
        with app.app_context():
            door = Hall(hall.build, hall.sealer, meetings.by_number(number), hall.now, hall.codes)
            verdicts.append(door.scan(1).verdict)
            db.session.remove()

    with transaction() as session:
        lock(session, meetings.by_number(number))
        delegates.add_many(ACTOR, hall.now, hall.meeting, [nominee("Nông Văn Ba", hall.build.unit())])
        visitor = threading.Thread(target=scan)
        visitor.start()
        visitor.join(PATIENCE)
        seen = list(verdicts)
    visitor.join()
    assert seen == ["admitted"]
