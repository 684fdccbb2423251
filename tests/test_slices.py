"""Slices as large as the machine stores in the time a door may wait."""

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from congress import slices
from congress.audit import AuditHead
from congress.db import db, transaction


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on when it is told to, and by what was slept; [seconds, slept]."""
    state = [0.0, 0.0]
    monkeypatch.setattr(slices.time, "monotonic", lambda: state[0])
    monkeypatch.setattr(slices.time, "sleep", lambda seconds: state.__setitem__(1, state[1] + seconds))
    return state


def sizes(clock: list[float], rows: int, seconds_a_row: float) -> list[int]:
    """How large the slices are where a row takes so long."""
    found: list[int] = []

    def store(_session, ready: list[int], _left: int) -> None:
        found.append(len(ready))
        clock[0] += len(ready) * seconds_a_row

    slices.in_slices(range(rows), int, store)
    return found


def test_a_slow_disk_gets_small_slices(app: Flask, clock: list[float]):
    assert sizes(clock, 738, 1 / 4096) == [250, 61, 61, 61, 61, 61, 61, 61, 61]


def test_a_fast_disk_gets_larger_ones_step_by_step(app: Flask, clock: list[float]):
    assert sizes(clock, 12_000, 1 / 2**20) == [250, 500, 1000, 2000, 4000, 4250]


def test_others_get_the_lock_for_as_long_as_a_slice_had_it(app: Flask, clock: list[float]):
    sizes(clock, 738, 1 / 4096)
    assert clock == [738 / 4096, 738 / 4096]


def test_what_a_slice_stored_is_there_for_others_before_the_next_which_knows_how_many_come_after_it(
    app: Flask, clock: list[float]
):
    seen: list[tuple[int, int]] = []

    def store(session, ready: list[dict[str, str]], left: int) -> None:
        with db.engine.connect() as other:
            seen.append((left, other.execute(select(func.count()).select_from(AuditHead)).scalar_one()))
        session.execute(insert(AuditHead), ready)

    slices.in_slices(range(1200), lambda number: {"chain": str(number)}, store)
    assert [(left, there - seen[0][1]) for left, there in seen] == [(950, 0), (450, 250), (0, 750)]


def test_it_is_no_part_of_a_larger_transaction(app: Flask):
    with pytest.raises(RuntimeError, match="inside transaction"), transaction():
        slices.in_slices([1], int, lambda *_: None)
    db.session.rollback()
