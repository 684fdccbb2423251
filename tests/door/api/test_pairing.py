"""Pairing a phone over the API, and what its token opens."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from congress.db import db
from congress.door.devices import service as devices
from congress.door.devices.models import DoorDevice, DoorPairing
from tests.browsing import Apart, Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import paired

PAIR = "/api/v1/door/pair"


def test_whoever_brings_the_secret_becomes_a_door_until_the_day_of_the_meeting_ends(hall: Hall, app: Flask):
    offered = devices.offer(ACTOR, hall.now, hall.meeting, "Cửa 2", 1)
    answer = Apart(app).post(PAIR, json={"secret": offered.secret})
    document = answer.get_json()
    assert (answer.status_code, len(document.pop("token"))) == (200, 43)
    assert document == {
        "device": "1",
        "meeting": {"number": str(hall.meeting.number), "title": hall.meeting.title, "day": "2025-04-24"},
        "gate": "Cửa 2",
        "gates": ["Cửa 2"],
        "session": "1",
        "sessions": [{"number": "1", "name": "Phiên chính thức", "starts_at": "2025-04-24T00:30:00+00:00"}],
        "expires_at": "2025-04-24T17:00:00+00:00",
        "server_time": "2025-03-03T01:00:00+00:00",
    }


def test_of_secret_and_token_only_digests_are_stored(hall: Hall, app: Flask):
    offered = devices.offer(ACTOR, hall.now, hall.meeting, "Cửa 1", 1)
    token = devices.pair(hall.now, offered.secret).token
    assert db.session.execute(select(DoorPairing.secret_digest)).scalar_one() == devices.digest_of(offered.secret)
    assert db.session.execute(select(DoorDevice.token_digest)).scalar_one() == devices.digest_of(token)


@pytest.mark.parametrize("secret", ["", "x" * 32, None, 5, ["a"], "\ud800", "x" * 900_000])
def test_a_wrong_secret_pairs_nothing(hall: Hall, app: Flask, secret: Any):
    devices.offer(ACTOR, hall.now, hall.meeting, "Cửa 1", 1)
    answer = Apart(app).post(PAIR, json={"secret": secret})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.get_json()["code"] == "pairing_unknown"


def test_a_secret_works_once_and_ten_minutes(hall: Hall, app: Flask):
    once = devices.offer(ACTOR, hall.now, hall.meeting, "Cửa 1", 1).secret
    devices.pair(hall.now, once)
    late = devices.offer(ACTOR, hall.now - devices.PAIRING_LIFE, hall.meeting, "Cửa 1", 1).secret
    answers = [Apart(app).post(PAIR, json={"secret": secret}) for secret in (once, late)]
    told = [(answer.status_code, answer.get_json()["code"]) for answer in answers]
    assert told == [(410, "pairing_used"), (410, "pairing_expired")]


def test_a_device_scans_at_its_own_gate_without_cookie_or_form_token(hall: Hall, app: Flask):
    hall.people(1)
    phone = paired(hall, app, "Cửa 3")
    line = hall.line(1)
    del line["gate"]
    answer = phone.answer(line)
    assert (answer["verdict"], answer["facts"]["gate"]) == ("admitted", "Cửa 3")


def test_a_cookie_does_not_help_a_wrong_token_and_still_needs_its_form_token(hall: Hall, browse: Browsing):
    hall.build.user("cua1", role="door", meeting=hall.meeting)
    clerk = browse.sign_in("cua1").client
    body = {"meeting": hall.meeting.number, "sent_at": hall.now.isoformat(), "scans": [hall.line(code="x")]}
    for headers, status in ((None, 400), ({"Authorization": "Bearer sai"}, 401), ({"Authorization": "Basic YTpi"}, 401)):
        assert clerk.post("/api/v1/door/scans", json=body, headers=headers).status_code == status


def test_a_device_sees_its_own_meeting_whatever_it_names(hall: Hall, app: Flask, open_hall):
    other = open_hall()
    other.people(1, name="Người của nơi khác")
    phone = paired(hall, app)
    answer = phone.answer(other.line(1), meeting=other.meeting.number)
    assert (answer["verdict"], "name" in answer["facts"]) == ("other_meeting", False)
    assert phone.roster()["people"] == []
    assert phone.get(f"live?meeting={other.meeting.number}").get_json()["expected"] == 0


def test_without_a_token_the_list_is_for_those_signed_in_who_may_scan(hall: Hall, browse: Browsing):
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    address = f"/api/v1/door/roster?meeting={hall.meeting.number}"
    assert browse.client.get(address).status_code == 401
    assert browse.sign_in("btc").client.get(address).status_code == 200
