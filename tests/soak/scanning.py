"""Eight doors, five hundred scans each, all of the same people: each is let in once, whatever the order."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from flask import Flask

from congress.db import retried
from congress.door import service as door
from congress.meetings.service import by_number
from tests.bench.databases import leave, postgresql
from tests.soak.halls import DELEGATES, hall

THREADS = 8
OPENED = datetime(2025, 4, 24, 0, 10, tzinfo=UTC)


def run(folder: Path) -> Iterator[str]:
    """Both databases, one after the other.

    Raises:
        AssertionError: somebody was let in twice, or not at all.
    """
    app, ground = hall(folder / "scans")
    yield f"SQLite: {_measured(app, ground.meeting)}"
    with postgresql(folder / "scans") as address:
        app, ground = hall(folder / "scans", address)
        yield f"PostgreSQL: {_measured(app, ground.meeting)}"
        leave(app)


def _measured(app: Flask, meeting: int) -> str:
    done: list[tuple[int, str, float]] = []
    gate = threading.Barrier(THREADS)
    threads = [threading.Thread(target=_scan_all, args=(app, meeting, place, gate, done)) for place in range(THREADS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - start
    verdicts = Counter((number, verdict) for number, verdict, _ in done)
    expected = {(number, "admitted"): 1 for number in range(1, DELEGATES + 1)}
    expected |= {(number, "repeat"): THREADS - 1 for number in range(1, DELEGATES + 1)}
    assert verdicts == expected, "somebody was let in twice, or not at all"
    waits = sorted(wait * 1000 for _, _, wait in done)
    figures = f"median {waits[len(waits) // 2]:.0f} ms, p99 {waits[len(waits) * 99 // 100]:.0f} ms"
    return (
        f"{THREADS} × {DELEGATES} scans in {seconds:.0f} s ({len(waits) / seconds:.0f} a second; {figures}), each let in once"
    )


def _scan_all(app: Flask, meeting: int, place: int, gate: threading.Barrier, done: list[tuple[int, str, float]]) -> None:
    """One door: everybody, beginning somewhere else than the other doors."""
    gate.wait()
    for step in range(DELEGATES):
        number = (place * 61 + step) % DELEGATES + 1
        at = OPENED + timedelta(seconds=step)
        line = {"nonce": f"soak-{place}-{number}", "delegate": number, "session": 1, "gate": str(place), "how": "number"}
        start = time.monotonic()
        with app.app_context():
            verdict = retried(partial(_scan, meeting, line | {"scanned_at": at.isoformat()}, at))
        done.append((number, verdict, time.monotonic() - start))


def _scan(meeting: int, line: dict[str, object], at: datetime) -> str:
    return door.record_scans("soak", at, by_number(meeting), [line], at)[0].verdict
