"""Many rows brought in beside running doors: each slice is one short transaction, and others write between two of them."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from congress.db import db, retried, transaction

R = TypeVar("R")
P = TypeVar("P")

HELD = 0.015
"""Seconds a slice is to hold the write lock, its commit included: a scan's p99 beside an import is to stay below 0.1."""

FIRST, LEAST, MOST = 250, 50, 5000
BREATH = 0.005


def in_slices(rows: Sequence[R], prepare: Callable[[R], P], store: Callable[[Session, list[P], int], None]) -> None:
    """Store the rows in their order, as many at a time as this machine stores in `HELD` seconds.

    What is computed about a row is computed before the lock is asked for. After each slice the lock is left to others for as
    long as the slice had it. A process that is killed leaves whole slices: `store` has to find what is there already.

    Args:
        prepare: a row as it is stored.
        store: gets a slice and how many rows come after it, inside the open transaction.

    Raises:
        RuntimeError: inside transaction(), where nothing would be committed before the end.
    """
    if db.session().info.get("writing"):
        raise RuntimeError("in_slices() inside transaction()")
    place, size = 0, FIRST
    while place < len(rows):
        ready = [prepare(row) for row in rows[place : place + size]]
        place += len(ready)
        held = retried(partial(_stored, store, ready, len(rows) - place))
        size = next_size(size, held)
        time.sleep(max(BREATH, held))


def next_size(size: int, held: float) -> int:
    """How many rows the next slice gets after one of this size held the lock for so many seconds; at most twice as many."""
    fitting = size * HELD / held if held > 0 else MOST
    return int(min(max(fitting, LEAST), 2 * size, MOST))


def _stored(store: Callable[[Session, list[P], int], None], ready: list[P], left: int) -> float:
    """Store a slice; the seconds the lock was held, the commit among them."""
    with transaction() as session:
        begun = time.monotonic()
        store(session, ready, left)
    return time.monotonic() - begun
