"""A running server is killed amid the scans of paired devices: what was answered is stored, and nothing is stored twice."""

import http.client
import json
import os
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from flask import Flask

from congress.door.badges import Wanted, faces
from congress.door.devices import service as devices
from congress.meetings.service import by_number
from congress.people.sealing import sealer_from
from tests.bench.congresses import Ground
from tests.bench.databases import SECRET, leave, postgresql
from tests.building import ACTOR
from tests.serving import clean_environment, free_port, wait_until_it_answers
from tests.soak.halls import hall

KILLS, ON_POSTGRESQL = 200, 40
DEVICES = 4
LOT = 5
LONGEST = 0.8
STORED = "SELECT nonce, verdict, delegate_id FROM scan"


@dataclass
class Phone:
    """A device with the scans it still has to send; none leaves the queue before its answer."""

    token: str
    codes: list[str]
    queue: deque[dict[str, str]] = field(default_factory=deque)
    answered: dict[str, str] = field(default_factory=dict)

    def scan(self) -> None:
        """Read some badges into the queue."""
        for code in random.sample(self.codes, LOT):
            at = datetime.now(UTC).isoformat()
            self.queue.append({"nonce": secrets.token_hex(8), "code": code, "scanned_at": at, "how": "camera"})

    def send(self, port: int) -> None:
        """Scan and send until the server is gone.

        Raises:
            AssertionError: an answer is not 200, or a scan answered before is answered otherwise.
        """
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            while True:
                self.scan()
                self.deliver(connection)
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()

    def deliver(self, connection: http.client.HTTPConnection) -> None:
        """Send what waits, the oldest first; keep it until it is answered."""
        lines = list(self.queue)[: 4 * LOT]
        body = json.dumps({"sent_at": datetime.now(UTC).isoformat(), "waiting": len(self.queue), "scans": lines})
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/door/scans", body.encode(), headers)
        answer = connection.getresponse()
        document = json.loads(answer.read())
        assert answer.status == 200, document
        for told in document["answers"]:
            self.answered[told["nonce"]] = told["verdict"]
        for _ in lines:
            self.queue.popleft()


@dataclass(frozen=True)
class Place:
    """Where the server finds its data; without an address: in a file of SQLite."""

    folder: Path
    address: str = ""

    def scans(self) -> list[tuple[str, str, object]]:
        """Every stored scan: nonce, verdict, whose.

        Raises:
            AssertionError: the file is not sound.
        """
        if self.address:
            with psycopg.connect(self.address) as connection:
                return connection.execute(STORED).fetchall()
        with closing(sqlite3.connect(self.folder / "congress.sqlite3")) as connection:
            assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            return connection.execute(STORED).fetchall()


def run_both(folder: Path) -> Iterator[str]:
    """On both databases, one after the other; raises what `run` raises."""
    yield from (f"SQLite: {line}" for line in run(folder))
    with postgresql(folder / "door-kills") as address:
        yield from (f"PostgreSQL: {line}" for line in run(folder, ON_POSTGRESQL, address))


def run(folder: Path, kills: int = KILLS, address: str = "") -> Iterator[str]:
    """Kill and look, `kills` times; then let every device empty its queue.

    Raises:
        AssertionError: something answered is gone or changed, stored twice, or a badge was admitted twice.
    """
    place = Place(folder / "door-kills", address)
    app, ground = hall(place.folder, address)
    phones, draw = _phones(app, ground), random.Random(4)
    for _ in range(kills):
        _round(place, phones, draw.uniform(0.05, LONGEST))
        _check(place, phones)
    cut_off = sum(len(phone.queue) for phone in phones)
    _empty_queues(place, phones)
    _check(place, phones)
    stored = _stored(place)
    answered = {nonce for phone in phones for nonce in phone.answered}
    assert set(stored) == answered, "something is stored that nobody sent"
    yield (
        f"{kills} × SIGKILL amid scans by {DEVICES} devices: {len(answered):,} scans answered, each stored once; "
        f"{cut_off} left in queues arrived afterwards; nobody was admitted twice"
    )


def _phones(app: Flask, ground: Ground) -> list[Phone]:
    with app.app_context():
        meeting = by_number(ground.meeting)
        codes = [
            face.code for face in faces(meeting, Wanted(), sealer_from(app.extensions["congress_settings"].field_key_path))
        ]
        now = datetime.now(UTC)
        secret = [devices.offer(ACTOR, now, meeting, f"Cửa {place}", 1).secret for place in range(DEVICES)]
        phones = [Phone(devices.pair(now, one).token, codes) for one in secret]
    leave(app)
    return phones


def _serve(place: Place) -> tuple[subprocess.Popen[str], int]:
    port = free_port()
    values = {"CONGRESS_DATA_DIR": str(place.folder), "CONGRESS_PORT": str(port), "CONGRESS_SECRET_KEY": SECRET}
    values |= {"CONGRESS_DATABASE_URL": place.address} if place.address else {}
    with (place.folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "congress", "serve"], env=clean_environment(**values), stdout=log, stderr=log, text=True,
            start_new_session=True,
        )  # fmt: skip
    wait_until_it_answers(process, f"http://127.0.0.1:{port}/", 60)
    return process, port


def _round(place: Place, phones: list[Phone], seconds: float) -> None:
    process, port = _serve(place)
    problems: list[BaseException] = []

    def sending(phone: Phone) -> None:
        try:
            phone.send(port)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=sending, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for thread in threads:
        thread.join()
    assert problems == []


def _empty_queues(place: Place, phones: list[Phone]) -> None:
    process, port = _serve(place)
    try:
        for phone in phones:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            while phone.queue:
                phone.deliver(connection)
            connection.close()
    finally:
        process.terminate()
        process.wait(timeout=30)


def _stored(place: Place) -> dict[str, tuple[str, object]]:
    rows = place.scans()
    assert len({nonce for nonce, _verdict, _who in rows}) == len(rows), "a scan is stored twice"
    return {nonce: (verdict, who) for nonce, verdict, who in rows}


def _check(place: Place, phones: list[Phone]) -> None:
    stored = _stored(place)
    for phone in phones:
        changed = [nonce for nonce, verdict in phone.answered.items() if stored.get(nonce, ("", ""))[0] != verdict]
        assert changed == [], "something answered is gone or changed"
    admitted = [who for verdict, who in stored.values() if verdict == "admitted"]
    assert len(set(admitted)) == len(admitted), "somebody was admitted twice"
