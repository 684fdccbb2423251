"""Ten thousand guesses: few are answered, some are told of, and no right secret is kept out."""

import logging

import pytest
from flask import Flask

from congress.audit import AuditEntry
from congress.db import db
from congress.door.devices import service as devices
from congress.door.devices.guesses import SECONDS, Guesses
from tests.browsing import Apart
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import paired

PAIR = "/api/v1/door/pair"


def test_guesses_are_answered_again_after_ten_minutes():
    guesses = Guesses(3)
    for _ in range(3):
        assert guesses.wait("ai", 0.0) == 0
        guesses.add("ai", 0.0)
    assert (guesses.wait("ai", 1.5), guesses.wait("ai", SECONDS), guesses.wait("khác", 1.5)) == (599, 0, 0)
    guesses.add("ai", SECONDS)
    assert guesses.wait("ai", SECONDS) == 0


def test_ten_thousand_guesses_are_told_of_fourteen_times():
    guesses = Guesses(3)
    told = [number for number in (guesses.add("ai", 0.0) for _ in range(10_000)) if number]
    assert told == [3 * 2**power for power in range(12)]


def test_ten_thousand_pairing_guesses_are_limited_and_logged(hall: Hall, app: Flask, caplog: pytest.LogCaptureFixture):
    offered = devices.offer(ACTOR, hall.now, hall.meeting, "Cửa 1", 1)
    client = Apart(app)
    with caplog.at_level(logging.WARNING):
        codes = [client.post(PAIR, json={"secret": f"{guess:032}"}).status_code for guess in range(300)]
    assert codes == [404] * 20 + [429] * 280
    app.extensions["congress_guesses"][0].add("127.0.0.1", 0.0, 9_700)
    limited = client.post(PAIR, json={"secret": "sai"})
    assert (limited.get_json()["code"], 0 < int(limited.headers["Retry-After"]) <= SECONDS) == ("pairing_limited", True)
    assert caplog.records[0].getMessage() == "20 wrong pairing secrets from 127.0.0.1"
    assert client.post(PAIR, json={"secret": offered.secret}).status_code == 200


def test_ten_thousand_guessed_codes_are_limited_and_stand_in_the_history(hall: Hall, app: Flask):
    hall.people(1)
    phone, other = paired(hall, app), paired(hall, app)
    guess = [hall.line(code=f"{place:022}{98 - place * 100 % 97:02}", nonce=f"doan-{place:05}") for place in range(10_000)]
    answered = [phone.send(*guess[start : start + 500]).status_code for start in range(0, 10_000, 500)]
    assert answered == [200] + [429] * 19
    assert phone.send(hall.line(1)).get_json()["code"] == "guesses_limited"
    assert other.answer(hall.line(1))["verdict"] == "admitted"
    entry = db.session.query(AuditEntry).filter_by(act="door.guesses").one()
    assert (entry.actor, entry.subject) == ("máy số 1", "scans 500")
