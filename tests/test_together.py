"""The queue before the write lock: one commit for all who wait, and nobody pays for another's fault."""

import threading
import time
from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from congress.audit import INSTALLATION, AuditHead
from congress.db import db, transaction
from congress.errors import Refused
from congress.together import Together

PATIENCE = 10.0


class Notes:
    """Writes each wish as a row, and remembers the batches; a wish that says `bad` cannot be written."""

    def __init__(self, most: int = 100) -> None:
        self.batches: list[list[str]] = []
        self.settled: list[bool] = []
        self.queue: Together[str, str] = Together(self.write, weight=lambda _wish: 1, most=most)

    def write(self, session: Session, wishes: Sequence[str]) -> tuple[list[str], Callable[[], None]]:
        self.batches.append(list(wishes))
        session.execute(insert(AuditHead), [{"chain": wish} for wish in wishes])
        if "bad" in wishes:
            raise Refused("bad")
        return [f"{wish} done" for wish in wishes], lambda: self.settled.append(bool(session.info.get("writing")))

    def stored(self) -> set[str]:
        db.session.rollback()
        return set(db.session.execute(select(AuditHead.chain)).scalars()) - {INSTALLATION}


def ask(app: Flask, notes: Notes, wish: str, told: dict[str, object]) -> threading.Thread:
    """A thread that wants this and notes its answer, or what was raised."""

    def run() -> None:
        with app.app_context():
            try:
                told[wish] = notes.queue.do(wish)
            except Refused as refusal:
                told[wish] = refusal.code
            finally:
                db.session.remove()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.005)
    assert condition()


def all_waiting(app: Flask, notes: Notes, wishes: Sequence[str]) -> dict[str, object]:
    """The answers to wishes that all waited while somebody else held the lock."""
    told: dict[str, object] = {}
    with transaction():
        threads = [ask(app, notes, wish, told) for wish in wishes]
        until(lambda: len(notes.queue._waiting) == len(wishes))
        assert told == {}
    for thread in threads:
        thread.join(PATIENCE)
    return told


@pytest.fixture
def lite(sqlite_app: Flask):
    with sqlite_app.app_context():
        yield sqlite_app
        db.session.remove()


def test_who_waits_for_the_write_lock_is_stored_by_one_commit(lite: Flask):
    notes, wishes = Notes(), ["a", "b", "c", "d", "e"]
    assert all_waiting(lite, notes, wishes) == {wish: f"{wish} done" for wish in wishes}
    assert [sorted(batch) for batch in notes.batches] == [wishes]
    assert notes.stored() == set(wishes)


def test_a_wish_that_fails_is_told_so_and_costs_the_others_nothing(lite: Flask):
    notes = Notes()
    told = all_waiting(lite, notes, ["a", "bad", "c"])
    assert told == {"a": "a done", "bad": "bad", "c": "c done"}
    assert notes.stored() == {"a", "c"}


def test_a_long_queue_is_done_in_several_batches_and_nobody_is_forgotten(lite: Flask):
    notes, wishes = Notes(most=2), [f"wish{place}" for place in range(7)]
    assert all_waiting(lite, notes, wishes) == {wish: f"{wish} done" for wish in wishes}
    assert sorted(map(len, notes.batches)) == [1, 2, 2, 2]


def test_after_a_failure_the_next_one_is_served(app: Flask):
    notes = Notes()
    with pytest.raises(Refused):
        notes.queue.do("bad")
    assert notes.queue.do("good") == "good done"
    assert notes.stored() == {"good"}


def test_what_is_to_be_done_after_the_commit_is_done_once_and_not_after_a_failure(app: Flask):
    notes = Notes()
    with pytest.raises(Refused):
        notes.queue.do("bad")
    assert notes.settled == []
    notes.queue.do("good")
    assert notes.settled == [False]
