"""A hundred thousand bodies and a hundred thousand people stored at once, and what that asks of the memory."""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from congress.db import db
from congress.delegates import bulk
from congress.meetings.service import by_number
from congress.units import service as units
from tests.bench.congresses import nominations
from tests.building import ACTOR, Builder
from tests.conftest import NOW
from tests.soak.halls import hall

ROWS = 100_000
SLICE = 5_000


def run(folder: Path) -> Iterator[str]:
    """Each in a process of its own, so that the memory measured is its own."""
    for what in ("bodies", "people"):
        command = [sys.executable, "-m", "tests.soak.inserting", what, str(folder / what)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-4000:]
        yield done.stdout.strip()


def main(what: str, folder: Path) -> None:
    """Store and tell."""
    app, ground = hall(folder)
    with app.app_context():
        start = time.monotonic()
        stored = _bodies(Builder(app, NOW)) if what == "bodies" else _people(app, ground.meeting)
        seconds = time.monotonic() - start
        db.session.remove()
    assert stored == ROWS
    sys.stdout.write(
        f"{ROWS:,} {what} in {seconds:.0f} s ({ROWS / seconds:,.0f} a second), {_peak() / 1e6:.0f} MB of memory at the most\n"
    )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _bodies(build: Builder) -> int:
    parent = build.unit("Tỉnh Lớn", level="province", kind="tinh", code="LON").id
    stored = 0
    for first in range(0, ROWS, SLICE):
        wishes = [
            units.NewUnit(f"S{place:06}", f"Thôn Nà {place}", "base", "thon", parent, place)
            for place in range(first, first + SLICE)
        ]
        stored += len(units.add_units(ACTOR, NOW, wishes))
        db.session.remove()
    return stored


def _people(app: object, number: int) -> int:
    commune = Builder(app, NOW).unit(code="LON")
    return len(bulk.add_many(ACTOR, NOW, by_number(number), nominations([commune], ROWS)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
