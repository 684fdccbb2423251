"""A full door on the running server, the load on the same cores: `python -m tests.bench.door` prints the table.

The server is `congress serve`, the scans come from sixteen paired devices over kept connections, the database is a file of
SQLite with synchronous=FULL, or a PostgreSQL of our own with its usual settings.
"""

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from congress.door.badges import Wanted, faces
from congress.door.devices import service as devices
from congress.meetings.service import by_number
from congress.people.sealing import sealer_from
from tests import unit_lists
from tests.bench import floor, load, wire
from tests.bench.databases import SECRET, leave, postgresql
from tests.building import ACTOR
from tests.serving import clean_environment
from tests.soak.halls import HALL, hall

FULL = replace(HALL, delegates=2500)
PHONES = 16
WARM_UP, ALONE, CROWD, BATCH, ASKED, DURING = 200, 600, 4000, 200, 300, 1500
IMPORTED = 100_000


@dataclass(frozen=True)
class Door:
    """A meeting with everybody's code and the tokens of its devices."""

    meeting: int
    codes: Sequence[str]
    tokens: Sequence[str]

    def scans(self, place: int, number: int = 1, session: int = 1) -> bytes:
        """The request of a device that brings so many scans, beginning with the delegate at this place."""
        at = datetime.now(UTC).isoformat()
        lines = [
            {"nonce": secrets.token_hex(12), "code": self.codes[(place + step) % len(self.codes)], "scanned_at": at,
             "session": session, "gate": "Cửa 1", "how": "camera"}
            for step in range(number)
        ]  # fmt: skip
        body = json.dumps({"sent_at": at, "list_version": 1, "waiting": 0, "scans": lines}).encode()
        return load.request("POST", "/api/v1/door/scans", self._headers(place) | {"Content-Type": "application/json"}, body)

    def asking(self, call: str, place: int = 0) -> bytes:
        """The request of a device that asks for something."""
        return load.request("GET", f"/api/v1/door/{call}", self._headers(place))

    def _headers(self, place: int) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[place % PHONES]}", "Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Run:
    """What came of some requests."""

    milliseconds: Sequence[float]
    rate: float
    longest_body: int

    @property
    def median(self) -> float:
        """Half of the answers took no longer."""
        return statistics.median(self.milliseconds)

    @property
    def p99(self) -> float:
        """99 of 100 answers took no longer."""
        return sorted(self.milliseconds)[min(len(self.milliseconds) - 1, len(self.milliseconds) * 99 // 100)]


def run(port: int, requests: Sequence[bytes], connections: int = 1, weight: int = 1) -> Run:
    """Send and measure; `weight` things are in each request. Raises RuntimeError for an answer other than 200."""
    answers, seconds = load.drive(port, requests, connections)
    wrong = next((answer for answer in answers if answer.status != 200), None)
    if wrong is not None:
        raise RuntimeError(f"{wrong.status}: {wrong.body[:300]!r}")
    times = [answer.seconds * 1000 for answer in answers]
    return Run(times, len(answers) * weight / seconds, max(len(answer.body) for answer in answers))


def full_door(folder: Path, address: str) -> Door:
    """Build the meeting, read the codes, pair the devices."""
    app, ground = hall(folder, address, FULL)
    with app.app_context():
        meeting = by_number(ground.meeting)
        sealer = sealer_from(app.extensions["congress_settings"].field_key_path)
        codes = [face.code for face in faces(meeting, Wanted(), sealer)]
        now = datetime.now(UTC)
        secret = [devices.offer(ACTOR, now, meeting, f"Cửa {place}", 1).secret for place in range(1, PHONES + 1)]
        tokens = [devices.pair(now + timedelta(seconds=1), one).token for one in secret]
    leave(app)
    return Door(ground.meeting, codes, tokens)


def measure(folder: Path, address: str = "") -> Iterator[str]:
    """The lines of one database."""
    door = full_door(folder, address)
    alone_within = 3 if address else 2
    with wire.served(folder, address) as (port, process, _seconds):
        run(port, [door.scans(place) for place in range(WARM_UP)], 4)
        alone = run(port, [door.scans(WARM_UP + place) for place in range(ALONE)])
        yield told("one connection, single scans", alone, f"median ≤ {alone_within} ms", alone.median <= alone_within)
        crowd = run(port, [door.scans(WARM_UP + ALONE + place) for place in range(CROWD)], PHONES)
        yield told("16 connections, single scans", crowd, "≥ 1,000/s, p99 ≤ 50 ms", crowd.rate >= 1000 and crowd.p99 <= 50)
        lots = [door.scans(place, BATCH, session=2) for place in range(0, len(door.codes) - BATCH, BATCH)]
        batches = run(port, lots, weight=BATCH)
        yield told("200 scans in one request", batches, "≥ 10,000 scans/s", batches.rate >= 10_000)
        yield from _asked(port, door)
        yield from _during_import(port, door, folder, address)
        held = wire.memory(process)
        yield f"memory of the server: {held / 1e6:.0f} MB (≤ 150 MB) {_word(held <= 150e6)}" if held else "memory: not told"
    yield from _beside_the_floor(crowd, alone)


def _asked(port: int, door: Door) -> Iterator[str]:
    live = run(port, [door.asking("live")] * ASKED)
    yield told("live figures, nothing new", live, "median ≤ 5 ms", live.median <= 5)
    fresh: list[float] = []
    for place in range(ASKED // 10):
        run(port, [door.scans(place)])
        fresh += run(port, [door.asking("live")]).milliseconds
    changed = Run(fresh, 1000 / statistics.mean(fresh), 0)
    yield told("live figures after each scan", changed, "median ≤ 5 ms", changed.median <= 5)
    run(port, [door.asking("roster")])
    roster = run(port, [door.asking("roster")] * (ASKED // 30))
    size = f"{roster.longest_body / 1000:.0f} KB"
    yield told(f"roster of {len(door.codes):,}, {size}", roster, "≤ 60 ms, 120 KB", roster.median <= 60)


def _during_import(port: int, door: Door, folder: Path, address: str) -> Iterator[str]:
    """Scans by four connections while another process stores 100,000 bodies."""
    with _importing(folder, address) as process:
        found = run(port, [door.scans(place) for place in range(DURING)], 4)
        running = process.poll() is None
    what = "4 connections while 100,000 rows are stored" if running else "4 connections (the import was over before)"
    yield told(what, found, "p99 ≤ 100 ms", running and found.p99 <= 100)


@contextmanager
def _importing(folder: Path, address: str) -> Iterator[subprocess.Popen[str]]:
    """The product's own command loads a list of 100,000 bodies; begun when it has read the list."""
    file = unit_lists.generate(folder / "list.json", IMPORTED)
    values = {"CONGRESS_DATA_DIR": str(folder), "CONGRESS_DATABASE_URL": address, "CONGRESS_SECRET_KEY": SECRET}
    command = [sys.executable, "-m", "congress", "load-units", str(file)]
    process = subprocess.Popen(command, env=clean_environment(**values), stdout=subprocess.PIPE, text=True)
    try:
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("the list is not loaded")
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _beside_the_floor(crowd: Run, alone: Run) -> Iterator[str]:
    with floor.bare() as port:
        empty = load.request("POST", "/", {"Content-Type": "application/json"}, b"{}")
        run(port, [empty] * WARM_UP)
        one, many = run(port, [empty] * CROWD), run(port, [empty] * CROWD, PHONES)
    yield told("Flask's floor, one connection", one, f"a scan has {alone.rate / one.rate:.0%} of it")
    yield told("Flask's floor, 16 connections", many, f"a scan has {crowd.rate / many.rate:.0%} of it")


def told(name: str, found: Run, bound: str, kept: bool | None = None) -> str:
    """A line of the table."""
    figures = f"{found.rate:>9,.0f}/s  median {found.median:>7.2f} ms  p99 {found.p99:>7.2f} ms"
    return f"{name:<46}{figures}  ({bound}){'' if kept is None else ' ' + _word(kept)}"


def _word(kept: bool) -> str:
    return "OK" if kept else "OVER"


def lines(folder: Path, *, on_postgresql: bool = True) -> Iterator[str]:
    """The whole table."""
    load_before = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    yield f"2,500 delegates, 16 devices, server and load on {os.cpu_count()} cores (load before: {load_before:.1f})"
    yield "SQLite, synchronous=FULL"
    yield from measure(folder / "sqlite")
    if on_postgresql:
        yield "PostgreSQL"
        with postgresql(folder) as address:
            yield from measure(folder / "files", address)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.door", description=__doc__)
    parser.add_argument("--sqlite-only", action="store_true", help="leave PostgreSQL out")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="congress-door-") as folder:
        for line in lines(Path(folder), on_postgresql=not wanted.sqlite_only):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
