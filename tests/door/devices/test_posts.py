"""Devices that are known again: little is read for a call, and what has changed about them counts at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from congress import audit
from congress.db import db, transaction
from congress.door import register
from congress.door.devices import service as devices
from congress.door.devices.models import DoorDevice
from congress.door.devices.posts import post_of
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import Phone, paired


def statements(phone: Phone, *numbers: int) -> int:
    """How many statements a request with these badges costs."""
    lines, seen = [phone.hall.line(number) for number in numbers], []

    def note(_conn: object, _cursor: object, text: str, *_rest: object) -> None:
        seen.append(text)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert phone.send(*lines).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def act(hall: Hall) -> None:
    """Something is noted in the history of the meeting."""
    with transaction() as session:
        audit.record(session, at=hall.now, actor=ACTOR, act="door.guesses", subject="scans 1", meeting_id=hall.meeting.id)


def stored(column: object) -> object:
    """A column of the only device."""
    db.session.rollback()
    return db.session.execute(select(column)).scalar_one()


def test_a_known_device_costs_two_statements_a_request_however_many_scans_it_brings(
    hall: Hall, app: Flask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(register, "QUIET_TURNS", 1)
    hall.people(20)
    phone = paired(hall, app)
    phone.send(hall.line(1))
    phone.send(hall.line(2))
    assert (statements(phone, 3), statements(phone, *range(4, 21))) == (2, 2)


def test_after_each_act_a_request_asks_for_its_own_people_only(hall: Hall, app: Flask):
    hall.people(20)
    phone = paired(hall, app)
    phone.send(hall.line(20))
    costs = []
    for place in range(1, 4):
        act(hall)
        costs.append(statements(phone, *range(place, place + 9)))
    assert costs == [8, 8, 8]


def test_a_known_device_that_is_revoked_admits_nobody_from_then_on(hall: Hall, app: Flask):
    hall.people(2)
    phone = paired(hall, app)
    assert phone.answer(hall.line(1))["verdict"] == "admitted"
    devices.revoke(ACTOR, hall.now, hall.meeting, 1)
    assert phone.answer(hall.line(2))["verdict"] == "held_for_review"
    assert hall.inside() == 1


def test_what_a_device_says_of_itself_is_noted_with_its_scans(hall: Hall, app: Flask):
    hall.people(1)
    phone = paired(hall, app)
    phone.send(hall.line(1), waiting=7, list_version=12)
    assert (stored(DoorDevice.waiting), stored(DoorDevice.list_version)) == (7, 12)


def test_a_token_nobody_was_given_has_no_post(hall: Hall):
    assert post_of("x" * 43) is None


def test_a_device_whose_row_is_gone_is_not_found_and_costs_no_other_its_scans(hall: Hall, app: Flask):
    hall.people(1)
    phone, other = paired(hall, app), paired(hall, app, "Cửa 2")
    phone.send(hall.line(1))
    with db.engine.begin() as connection:
        connection.execute(DoorDevice.__table__.delete().where(DoorDevice.number == 1))
    act(hall)
    assert phone.send(hall.line(1)).status_code == 404
    assert other.answer(hall.line(1))["verdict"] == "repeat"


def test_that_a_device_called_is_noted_again_after_ten_seconds_with_all_it_says(
    hall: Hall, app: Flask, monkeypatch: pytest.MonkeyPatch
):
    hall.people(3)
    phone = paired(hall, app)
    phone.send(hall.line(1), waiting=7, list_version=12)
    with transaction() as session:  # as another server does
        session.execute(update(DoorDevice).values(waiting=9))
    seen = []
    for seconds in (9, 10):
        moment = replace(app.extensions["congress_settings"], now=hall.now + timedelta(seconds=seconds))
        monkeypatch.setitem(app.extensions, "congress_settings", moment)
        phone.send(hall.line(2), waiting=7, list_version=12)
        seen.append((stored(DoorDevice.seen_at) - hall.now, stored(DoorDevice.waiting)))
    assert seen == [(timedelta(0), 9), (timedelta(seconds=10), 7)]
