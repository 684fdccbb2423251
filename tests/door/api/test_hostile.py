"""The running server before a broken or hostile device: told what is wrong, and nobody else pays for it."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from congress.door.devices import review
from congress.door.devices import service as devices
from congress.rules.admission import badge_code
from tests.bench import load
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.serving import free_port, running

SCANS = "/api/v1/door/scans"
HUGE = 50_000_000
CHUNK = 64 * 1024
SECRET = "một khóa đủ dài cho máy chủ thử"


@dataclass
class Wire:
    """A paired device on a connection of its own to the running server."""

    hall: Hall
    port: int
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        secret = devices.offer(ACTOR, datetime.now(UTC), self.hall.meeting, "Cửa 1", 1).secret
        self.token = devices.pair(datetime.now(UTC), secret).token
        self.headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}

    def line(self, number: int | None = None, **fields: Any) -> dict[str, Any]:
        """A scan of now."""
        return self.hall.line(number, scanned_at=datetime.now(UTC).isoformat(), **fields)

    def send(self, *lines: Any, sent_at: datetime | None = None) -> tuple[int, dict[str, Any]]:
        """Deliver scans; (status, document)."""
        body = {"sent_at": (sent_at or datetime.now(UTC)).isoformat(), "scans": lines}
        return self.raw(load.request("POST", SCANS, self.headers, json.dumps(body).encode()))

    def raw(self, whole: bytes) -> tuple[int, dict[str, Any]]:
        """Send a request as it is; (status, document)."""
        [answer], _seconds = load.drive(self.port, [whole], 1)
        return answer.status, json.loads(answer.body)

    def verdict(self, *lines: Any, **more: Any) -> str:
        """Deliver scans; the verdict on the first."""
        return self.send(*lines, **more)[1]["answers"][0]["verdict"]


@pytest.fixture
def wire(hall: Hall, app: Flask, tmp_path: Path) -> Iterator[Wire]:
    """A device of a hall with three people, at a server of its own on the database of the test."""
    hall.people(3)
    settings, port = app.extensions["congress_settings"], free_port()
    values = {"CONGRESS_DATA_DIR": str(settings.data_dir), "CONGRESS_DATABASE_URL": settings.database_url}
    values |= {"CONGRESS_SECRET_KEY": SECRET, "CONGRESS_PORT": str(port), "PYTHONPATH": str(Path.cwd())}
    with running([sys.executable, "-m", "congress", "serve"], port, tmp_path, **values):
        yield Wire(hall, port)


def chunked(headers: dict[str, str], size: int) -> bytes:
    """A request whose length nobody tells before its end."""
    head = load.request("POST", SCANS, headers | {"Transfer-Encoding": "chunked"})
    chunk = f"{CHUNK:x}\r\n".encode() + b"x" * CHUNK + b"\r\n"
    return head + chunk * (size // CHUNK) + b"0\r\n\r\n"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_bodies_beyond_every_measure_are_refused_and_the_next_scan_is_taken(wire: Wire):
    body = b'{"scans": ["' + b"x" * HUGE + b'"]}'
    assert _refused(wire.raw(load.request("POST", SCANS, wire.headers, body))) == (413, "body_too_large")
    assert _refused(wire.raw(chunked(wire.headers, HUGE))) == (413, "body_too_large")
    assert _refused(wire.send(*[wire.line(1) for _ in range(501)])) == (413, "scans_count")
    assert wire.verdict(wire.line(1)) == "admitted"


def _refused(answer: tuple[int, dict[str, Any]]) -> tuple[int, str]:
    return answer[0], answer[1]["code"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_device_that_breaks_off_in_the_middle_of_its_request_stores_nothing(wire: Wire):
    body = json.dumps({"sent_at": datetime.now(UTC).isoformat(), "scans": [wire.line(1)]}).encode()
    whole = load.request("POST", SCANS, wire.headers, body)
    for end in (len(whole) - 1, len(whole) - len(body) // 2, len(whole) // 2, 5):
        with closing(socket.create_connection(("127.0.0.1", wire.port), 10)) as connection:
            connection.sendall(whole[:end])
    assert wire.hall.inside() == 0
    assert wire.verdict(wire.line(1)) == "admitted"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_forged_truncated_and_reused_codes_are_told_apart(wire: Wire, open_hall):
    other = open_hall()
    other.people(1)
    code = wire.hall.codes[1]
    miscounted, invented = code[:-1] + str((int(code[-1]) + 1) % 10), badge_code("1234567890123456789012")
    told = [wire.verdict(wire.line(code=text)) for text in (miscounted, code[:-1], invented, other.codes[1], code, code)]
    assert told == ["foreign", "foreign", "unknown", "other_meeting", "admitted", "repeat"]


def test_what_a_device_still_sends_after_it_was_revoked_is_kept_for_review(wire: Wire):
    assert wire.verdict(wire.line(1)) == "admitted"
    devices.revoke(ACTOR, datetime.now(UTC), wire.hall.meeting, 1)
    status, document = wire.send(wire.line(2), wire.line(3))
    assert (status, [answer["verdict"] for answer in document["answers"]]) == (200, ["held_for_review"] * 2)
    assert (wire.hall.inside(), review.to_review(wire.hall.meeting)) == (1, 2)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_off_admits_at_the_servers_time(wire: Wire, years: int):
    wrong = datetime.now(UTC) + timedelta(days=365 * years)
    before = datetime.now(UTC)
    _status, document = wire.send(wire.line(1) | {"scanned_at": wrong.isoformat()}, sent_at=wrong)
    [answer] = document["answers"]
    assert (answer["verdict"], answer["flags"]) == ("admitted", ["clock"])
    assert before <= datetime.fromisoformat(answer["at"]) <= datetime.now(UTC)
