"""The whole measurement as text: conditions, floor, pages, wire, badges, door."""

import os
import platform
import re
import sqlite3
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from tests.bench import badges, door, pages, wire, workbench
from tests.bench.congresses import ADMINISTRATOR, Ground
from tests.bench.databases import rows_in
from tests.bench.pages import MOST_BYTES, MOST_MS, PageRow
from tests.building import PASSWORD

MOST_FIRST_LOAD = 200_000
MOST_START = 1.5
MOST_KEY = 150


def conditions() -> Iterator[str]:
    """Machine, versions, day."""
    from importlib.metadata import version

    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores ({_processor()}){load}"
    yield f"{datetime.now(UTC):%d/%m/%Y} · {machine}"
    names = ("flask", "sqlalchemy", "granian")
    found = ", ".join(f"{name} {version(name)}" for name in names)
    yield f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {found}"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())


def page_lines(app: Flask, ground: Ground, only: str = "") -> Iterator[str]:
    """One line per address as it is measured, and at the end what is over a bound."""
    yield f"{rows_in(app, 'delegate'):,} delegates in the database, {_in_meeting(app, ground):,} in the congress measured"
    lowest = pages.floor()
    yield f"floor: an empty answer of the bare framework takes {lowest.median:.2f} ms"
    yield f"bounds per page: {MOST_MS} ms at the median, {MOST_BYTES:,} bytes of HTML before compression"
    yield f"{'address':<50}{'median':>9}{'p95':>9}{'processor':>11}{'bytes':>11}{'SQL':>5}"
    over: list[PageRow] = []
    for row in pages.measure(app, ground, only=only):
        yield shown(row)
        over += [row] if row.verdict not in ("", "OK") else []
    yield f"over a bound: {', '.join(f'{row.name} ({row.verdict})' for row in over) or 'none'}"


def shown(row: PageRow) -> str:
    """A row of the table; times in milliseconds."""
    times = row.times
    figures = f"{times.median:>9.1f}{times.p95:>9.1f}{times.work:>11.1f}{row.size:>11,}{row.statements:>5}"
    return f"{row.name:<50}{figures}  {row.verdict}".rstrip()


def _in_meeting(app: Flask, ground: Ground) -> int:
    return rows_in(app, f"delegate WHERE meeting_id = (SELECT id FROM meeting WHERE number = {ground.meeting})")


def wire_lines(app: Flask, folder: Path) -> Iterator[str]:
    """Start, first load and memory of the served program."""
    made, started = wire.made(folder), wire.starts(folder)
    yield f"importing and making the application: {statistics.median(made):.2f} s of processor time"
    yield _bounded("cold start, `congress serve` to the first answer", statistics.median(started), MOST_START, "s")
    with wire.served(folder) as (port, process, _seconds):
        for name, path, cookies in (("sign-in page", "/dang-nhap", ""), ("home page", "/?tat-ca=1", _cookie(app))):
            loaded = wire.load(port, path, cookies)
            what = f"{name}, first load, {len(loaded.parts)} requests"
            yield _bounded(what, loaded.on_the_wire / 1000, MOST_FIRST_LOAD / 1000, "KB")
        held = wire.memory(process)
        yield f"memory of the server after that: {f'{held / 1e6:.0f} MB' if held else 'this system does not tell'}"


def _cookie(app: Flask) -> str:
    """The session of a signed-in user; the server shares the secret of the application here."""
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/dang-nhap").text).group(1)
    form = {"login": ADMINISTRATOR, "password": PASSWORD, "csrf_token": token}
    client.post("/dang-nhap", data=form, headers={"Referer": "http://localhost/dang-nhap"})
    return f"session={client.get_cookie('session').value}"


def _bounded(name: str, value: float, bound: float, unit: str) -> str:
    return f"{name}: {value:.2f} {unit} (bound {bound:g} {unit}) {'OK' if value <= bound else 'OVER'}"


def badge_lines() -> Iterator[str]:
    """Badges as one PDF, and 10,000 in numbered parts."""
    yield from (
        f"{line.name}: {line.value:.2f} {line.unit} (bound {line.bound:g} {line.unit}) {line.verdict}"
        for line in badges.measure()
    )


def workbench_lines() -> Iterator[str]:
    """The allocation workbench with 120 units and 10 groups in a browser."""
    found = workbench.measure()
    yield f"opened in {found.opened:.0f} ms"
    yield _bounded("from a key to the number it changes, at the median", found.median, MOST_KEY, "ms")


def door_lines() -> Iterator[str]:
    """The running server under the load of a full door."""
    with tempfile.TemporaryDirectory(prefix="congress-door-") as folder:
        yield from door.lines(Path(folder))
