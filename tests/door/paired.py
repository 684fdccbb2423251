"""A paired device for tests: it calls with its token and nothing else."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from congress.door.devices import service as devices
from tests.browsing import Apart
from tests.building import ACTOR
from tests.door.conftest import Hall


@dataclass
class Phone:
    """A door device of one hall, without any cookie."""

    hall: Hall
    app: Flask
    token: str
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = Apart(self.app)
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def send(self, *lines: Any, **fields: Any) -> TestResponse:
        """Deliver scans."""
        body = {"sent_at": self.hall.now.isoformat(), "scans": list(lines)} | fields
        return self.client.post("/api/v1/door/scans", json=body, headers=self.headers)

    def answer(self, *lines: Any, **fields: Any) -> dict[str, Any]:
        """Deliver scans; the first answer."""
        return self.send(*lines, **fields).get_json()["answers"][0]

    def get(self, call: str, **headers: str) -> TestResponse:
        """Ask for the list or the figures."""
        return self.client.get(f"/api/v1/door/{call}", headers=self.headers | headers)

    def roster(self, since: int | None = None) -> dict[str, Any]:
        """The list, or what changed of it."""
        return self.get("roster" if since is None else f"roster?since={since}").get_json()


def paired(hall: Hall, app: Flask, gate: str = "Cửa 1", session: int = 1) -> Phone:
    """Pair a phone with a gate of the hall."""
    secret = devices.offer(ACTOR, hall.now, hall.meeting, gate, session).secret
    return Phone(hall, app, devices.pair(hall.now, secret).token)
