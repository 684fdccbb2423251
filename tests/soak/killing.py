"""A running `congress serve` is killed amid writes, again and again: nothing is half stored, nothing answered is lost."""

import http.client
import itertools
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from congress.audit import verify
from congress.db import db
from tests.bench.congresses import ADMINISTRATOR, Ground
from tests.bench.databases import SECRET, leave
from tests.building import PASSWORD
from tests.serving import clean_environment, free_port, wait_until_it_answers
from tests.soak.halls import DELEGATES, hall

KILLS = 50
WRITERS = 4
BATCH = 20
LONGEST = 3.0
AT = "2025-04-24T00:30:00+00:00"


@dataclass
class Writing:
    """What the writers sent, and what was answered before the process died; counted over all rounds."""

    sent: dict[str, bool] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def answered(self) -> list[str]:
        """Keys of what the server said it had stored."""
        return [key for key, done in self.sent.items() if done]


def run(folder: Path, kills: int = KILLS) -> Iterator[str]:
    """Kill and look, `kills` times.

    Raises:
        AssertionError: something is half stored, something answered is gone, or the history does not fit.
    """
    app, ground = hall(folder / "kills")
    writing, draw = Writing(), random.Random(50)
    session = _session(app)
    for _ in range(kills):
        _round(folder / "kills", ground, session, writing, draw.uniform(0.05, LONGEST))
        _check(app, folder / "kills" / "congress.sqlite3", writing)
    lost = len(writing.sent) - len(writing.answered)
    yield (
        f"{kills} × SIGKILL amid writes by {WRITERS} clients: {len(writing.answered):,} writes answered, all there; "
        f"{lost} cut off, each stored whole or not at all; the database is sound and every chain of the history fits"
    )


def _session(app: Flask) -> tuple[str, str]:
    """(cookie, token) of somebody signed in; both hold for as long as the secret does."""
    client = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/dang-nhap").text).group(1)
    form = {"login": ADMINISTRATOR, "password": PASSWORD, "csrf_token": token}
    client.post("/dang-nhap", data=form, headers={"Referer": "http://localhost/dang-nhap"})
    token = re.search(r'name="csrf-token" content="([^"]+)"', client.get("/don-vi").text).group(1)
    return f"session={client.get_cookie('session').value}", token


def _round(folder: Path, ground: Ground, session: tuple[str, str], writing: Writing, seconds: float) -> None:
    port = free_port()
    values = {"CONGRESS_DATA_DIR": str(folder), "CONGRESS_PORT": str(port), "CONGRESS_SECRET_KEY": SECRET}
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "congress", "serve"], env=clean_environment(**values), stdout=log, stderr=log, text=True,
            start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_it_answers(process, f"http://127.0.0.1:{port}/", 60)
        writers = [threading.Thread(target=_write, args=(port, ground, session, writing, place)) for place in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(seconds)
    finally:
        _kill(process)
    for writer in writers:
        writer.join()
    assert writing.refused == []


def _kill(process: subprocess.Popen[str]) -> None:
    """The server and its worker at once, as when the current goes."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _write(port: int, ground: Ground, session: tuple[str, str], writing: Writing, place: int) -> None:
    """Write until the server is gone: batches of scans, or people nominated one by one."""
    act = _scans if place % 2 else _nomination
    while True:
        key = f"w{next(writing.numbers):07}"
        writing.sent[key] = False
        try:
            writing.sent[key] = act(port, ground, session, key)
        except (OSError, http.client.HTTPException):
            return
        except AssertionError as problem:
            writing.refused.append(str(problem))
            return


def _scans(port: int, ground: Ground, session: tuple[str, str], key: str) -> bool:
    lines = [
        {"nonce": f"{key}-{place:03}", "delegate": (int(key[1:]) * 7 + place) % DELEGATES + 1, "scanned_at": AT, "session": 1,
         "gate": "1", "how": "number"}
        for place in range(BATCH)
    ]  # fmt: skip
    body = json.dumps({"meeting": ground.meeting, "sent_at": AT, "scans": lines})
    return _post(port, "/api/v1/door/scans", session, body, "application/json") == 200


def _nomination(port: int, ground: Ground, session: tuple[str, str], key: str) -> bool:
    form = {"name": f"Nông Văn {_letters(key)}", "unit": str(ground.commune), "group": "exemplars", "kind": "official",
            "basis": "adopted", "note": key, "sex": "male", "party_member": ""}  # fmt: skip
    address = f"/hoi-nghi/{ground.meeting}/dai-bieu/gioi-thieu"
    return _post(port, address, session, urlencode(form), "application/x-www-form-urlencoded") == 303


def _letters(key: str) -> str:
    return "".join("ABCDEGHIKL"[int(digit)] for digit in key[1:]).capitalize()


def _post(port: int, path: str, session: tuple[str, str], body: str, kind: str) -> int:
    cookie, token = session
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Cookie": cookie, "X-CSRFToken": token, "Content-Type": kind, "Referer": f"http://127.0.0.1:{port}/"}
    try:
        connection.request("POST", path, body.encode(), headers)
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    if answer.status not in (200, 303):
        raise AssertionError(f"{path}: {answer.status}")
    return answer.status


def _check(app: Flask, database: Path, writing: Writing) -> None:
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        scans = dict(connection.execute("SELECT substr(nonce, 1, 8), count(*) FROM scan WHERE nonce LIKE 'w%' GROUP BY 1"))
        noted = dict(connection.execute(NOMINATED).fetchall())
        acts = connection.execute("SELECT count(*) FROM audit_entry WHERE act = 'delegates.nominate'").fetchone()[0]
    connection.close()
    assert set(scans.values()) <= {BATCH}, "a batch of scans is half stored"
    assert set(noted.values()) <= {1}, "a nomination is half stored"
    assert acts == len(noted), "a nomination and its line in the history belong together"
    assert [key for key in writing.answered if key not in scans and key not in noted] == [], "something answered is gone"
    with app.app_context():
        assert [chain for chain in verify(db.session()) if chain.broken_at is not None] == []
    leave(app)


NOMINATED = """
SELECT delegate.note, count(*) FROM delegate
JOIN person ON person.id = delegate.person_id
JOIN delegate_status ON delegate_status.delegate_id = delegate.id
WHERE delegate.note LIKE 'w%' GROUP BY delegate.note
"""
"""Each nomination with its person and the first line of its status."""
