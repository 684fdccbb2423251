"""A citizen card asks the server whose it is; the number leaves no trace, and guessing is limited."""

import logging
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text
from werkzeug.test import TestResponse

from congress.audit import AuditEntry
from congress.config import Settings
from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door.devices import gates
from congress.door.devices import service as devices
from congress.door.models import Scan
from congress.people import particulars
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import Phone, paired

CARD = "/api/v1/door/card"
NUMBERS = {1: "020185001234", 2: "001099000007"}
STRANGER = "079201004321"


def give_numbers(hall: Hall, numbers: dict[int, str]) -> None:
    with transaction() as session:
        for number, identity in numbers.items():
            where = Delegate.meeting_id == hall.meeting.id, Delegate.number == number
            person = session.execute(select(Delegate).where(*where)).scalar_one().person
            particulars.store(session, hall.sealer, person, {"identity_number": identity})


@pytest.fixture
def matching(hall: Hall) -> Hall:
    """A hall that matches cards, with three people, two of whom gave their numbers."""
    gates.match_cards(ACTOR, hall.now, hall.meeting, wanted=True)
    hall.people(3)
    give_numbers(hall, NUMBERS)
    return hall


def ask(phone: Phone, number: Any) -> TestResponse:
    return phone.client.post(CARD, json={"number": number}, headers=phone.headers)


def holder(phone: Phone, number: Any) -> str | None:
    return ask(phone, number).get_json()["delegate"]


def test_a_card_names_its_delegate_whose_scan_is_one_by_number(matching: Hall, app: Flask):
    phone = paired(matching, app)
    found = holder(phone, NUMBERS[2])
    answer = phone.answer(matching.line(delegate=found, how="card"))
    assert (found, answer["verdict"], answer["facts"]["name"]) == ("2", "admitted", "Trần Thị Bình")
    assert db.session.execute(select(Scan.how)).scalar_one() == "card"
    assert phone.answer(matching.line(delegate=holder(phone, NUMBERS[2]), how="card"))["verdict"] == "repeat"


@pytest.mark.parametrize("number", [STRANGER, "", None, 20185001234, ["020185001234"], "123456789", "\ud800", "0" * 900_000])
def test_a_number_of_nobody_names_nobody(matching: Hall, app: Flask, number: Any):
    answer = ask(paired(matching, app), number)
    assert (answer.status_code, answer.get_json()) == (200, {"delegate": None})


def test_a_delegate_of_another_meeting_is_nobody_here(matching: Hall, open_hall, app: Flask):
    other = open_hall()
    gates.match_cards(ACTOR, other.now, other.meeting, wanted=True)
    other.people(1)
    give_numbers(other, {1: STRANGER})
    assert holder(paired(matching, app), STRANGER) is None
    assert holder(paired(other, app), STRANGER) == "1"
    assert holder(paired(other, app), NUMBERS[1]) is None


def test_two_who_gave_one_number_and_who_is_not_approved_are_left_to_the_search(matching: Hall, app: Flask):
    give_numbers(matching, {3: NUMBERS[1]})
    with transaction() as session:
        session.execute(select(Delegate).where(Delegate.number == 2)).scalar_one().status = "nominated"
    phone = paired(matching, app)
    assert [holder(phone, number) for number in NUMBERS.values()] == [None, None]


def test_with_the_setting_off_nothing_is_matched_and_the_list_says_so(matching: Hall, app: Flask):
    phone = paired(matching, app)
    assert phone.roster()["cards"] is True
    gates.match_cards(ACTOR, matching.now, matching.meeting, wanted=False)
    answer = ask(phone, NUMBERS[1])
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert phone.roster()["cards"] is False


def test_a_revoked_device_and_a_stranger_learn_nothing(matching: Hall, app: Flask):
    phone = paired(matching, app)
    devices.revoke(ACTOR, matching.now, matching.meeting, 1)
    answers = [ask(phone, NUMBERS[1]), ask(Phone(matching, app, "x" * 43), NUMBERS[1])]
    told = [(answer.status_code, answer.get_json()["code"]) for answer in answers]
    assert told == [(401, "device_revoked"), (401, "device_unknown")]


def test_the_laptops_own_door_asks_in_the_name_of_who_is_signed_in(matching: Hall, browse: Browsing):
    matching.build.user("cua", role="door", meeting=matching.meeting)
    body = {"meeting": matching.meeting.number, "number": NUMBERS[1]}
    browse.sign_in("cua")
    assert browse.client.post(CARD, json=body).status_code == 400
    page = browse.get(f"/cua/{matching.meeting.number}")
    token = {"X-CSRFToken": page.one("meta", name="csrf-token").attributes["content"]}
    answers = [browse.client.post(CARD, json=body | more, headers=token) for more in ({}, {"meeting": 99})]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0].get_json() == {"delegate": "1"}


def test_guesses_are_limited_with_those_of_codes_and_stand_in_the_history(matching: Hall, app: Flask):
    phone, other = paired(matching, app), paired(matching, app)
    answered = [ask(phone, f"{guess:012}").status_code for guess in range(310)]
    assert answered == [200] * 300 + [429] * 10
    assert phone.send(matching.line(1)).get_json()["code"] == "guesses_limited"
    assert ask(phone, NUMBERS[1]).get_json()["code"] == "guesses_limited"
    assert holder(other, NUMBERS[1]) == "1"
    entry = db.session.query(AuditEntry).filter_by(act="door.guesses").one()
    assert (entry.actor, entry.subject) == ("máy số 1", "scans 300")


def everything_stored(app: Flask) -> str:
    """The files of the installation, the database among them; of a database server the rows of every table."""
    settings: Settings = app.extensions["congress_settings"]
    if db.engine.dialect.name == "sqlite":
        folders = {Path(settings.data_dir), Path(db.engine.url.database).parent}
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        # Read by another process: whoever closes the file of an open SQLite database in this one takes its locks away.
        return subprocess.run(["cat", *files], capture_output=True, check=True).stdout.decode(errors="replace")
    names = inspect(db.engine).get_table_names()
    rows = [db.session.execute(text(f'SELECT CAST(t AS TEXT) FROM "{name}" t')).scalars() for name in names]
    return "\n".join(row for some in rows for row in some)


def test_no_number_is_on_the_disk_in_the_history_or_in_a_log(matching: Hall, app: Flask, caplog: pytest.LogCaptureFixture):
    phone = paired(matching, app)
    with caplog.at_level(logging.DEBUG):
        for number in (*NUMBERS.values(), STRANGER):
            found = holder(phone, number)
            phone.send(matching.line(delegate=found or "99", how="card"))
    db.session.rollback()
    stored = everything_stored(app)
    assert "Trần Thị Bình" in stored
    assert [number for number in (*NUMBERS.values(), STRANGER) if number in stored or number in caplog.text] == []
