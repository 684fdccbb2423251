"""The one table of cases: the server's verdicts, and the list from which a device reaches its own."""

import json
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door import service as door
from congress.door.devices import gates
from congress.door.devices import service as devices
from congress.door.devices.gates import KeptFor
from congress.door.models import Badge
from congress.meetings.models import MeetingSession
from congress.rules.admission import VERDICTS, code_digest
from tests.building import ACTOR
from tests.door.api.test_roster import digest
from tests.door.conftest import Hall
from tests.door.paired import Phone, paired

TABLE = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
CASES = TABLE["cases"]
DEVICE_ALONE = {"unlisted"}
MOMENT = datetime.fromisoformat("2025-04-24T01:42:00+00:00")


@pytest.fixture(autouse=True)
def then(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's clock stands where the scan of a case is made."""
    settings = app.extensions["congress_settings"]
    monkeypatch.setitem(app.extensions, "congress_settings", replace(settings, now=MOMENT))


def set_up(hall: Hall, open_hall: Any, case: dict[str, Any]) -> None:
    """The meeting of a case, an hour after the earlier scans: two sessions, one person whose badge has the table's code."""
    setup = case.get("setup", {})
    with transaction() as session:
        session.add(MeetingSession(meeting_id=hall.meeting.id, number=2, name="Dâng hương", starts_at=time(6)))
    home = open_hall() if setup.get("elsewhere") else hall
    home.people(1)
    with transaction() as session:
        session.execute(update(Badge).values(code_digest=code_digest(TABLE["code"])))
    _keep(hall, setup)
    gates.track_exits(ACTOR, hall.now, hall.meeting, wanted="exits" in case)
    passages = [(one, {}) for one in case["earlier"]] + [(one, {"direction": "out"}) for one in case.get("exits", ())]
    for number, (earlier, way) in enumerate(sorted(passages, key=lambda passage: passage[0]["at"])):
        at = datetime.fromisoformat(earlier["at"])
        line = hall.line(nonce=f"earlier-{number}", code=TABLE["code"], scanned_at=at.isoformat(), gate=earlier["gate"])
        hall.report(line | way | {"session": case["session"]}, now=at)
    if setup.get("badge"):
        live = db.session.execute(select(Badge.id)).scalar_one()
        door.reissue(ACTOR, hall.now, hall.meeting, 1, setup["badge"], hall.sealer, seen=live, reason="Theo bảng")
    if setup.get("status"):
        with transaction() as session:
            session.execute(update(Delegate).values(status=setup["status"]))
    hall.now = MOMENT


def _keep(hall: Hall, setup: dict[str, Any]) -> None:
    groups = {group.code: group.id for group in hall.meeting.groups}
    for name, codes in setup.get("gates", {}).items():
        gate = gates.add_gate(ACTOR, hall.now, hall.meeting, name)
        gates.change_gate(ACTOR, hall.now, hall.meeting, gate.number, name, KeptFor(frozenset(groups[code] for code in codes)))
    for number, codes in setup.get("sessions", {}).items():
        kept = KeptFor(frozenset(groups[code] for code in codes))
        gates.keep_session(ACTOR, hall.now, hall.meeting, int(number), kept)


def scan(hall: Hall, phone: Phone, case: dict[str, Any]) -> dict[str, Any]:
    """What the API answers to the scan of a case."""
    more = {"anyway": case["anyway"]} if "anyway" in case else {}
    more |= {"direction": "out"} if case.get("leaving") else {}
    line = hall.line(code=case["text"], session=case["session"], gate=case["gate"], scanned_at=hall.now.isoformat(), **more)
    return phone.answer(line)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_server_answers_as_the_table_says(hall: Hall, app: Flask, open_hall: Any, case: dict[str, Any]):
    set_up(hall, open_hall, case)
    phone = paired(hall, app)
    if case.get("revoked"):
        devices.revoke(ACTOR, hall.now, hall.meeting, 1)
    answer = scan(hall, phone, case)
    clock = {"late", "clock_differs", "clock"}
    flags = [flag for flag in answer["flags"] if flag not in clock]
    assert (answer["verdict"], flags) == (case["server"], case.get("flags", []))
    told = {key: answer["facts"][key] for key in case.get("facts", {})}
    assert told == case.get("facts", {})


@pytest.mark.parametrize("case", [case for case in CASES if not case.get("revoked")], ids=lambda case: case["name"])
def test_the_list_holds_what_the_table_gives_the_device(hall: Hall, app: Flask, open_hall: Any, case: dict[str, Any]):
    set_up(hall, open_hall, case)
    entries = {person["digest"]: person for person in paired(hall, app).roster()["people"]}
    code = "".join(case["text"].split())
    entry = entries.get(digest(code)) if code.isascii() and code.isdigit() else None
    assert case["standing"] == (entry and {key: entry[key] for key in ("standing", "flag", "gates", "sessions")})
    first = min(case["earlier"], key=lambda earlier: earlier["at"], default=None)
    assert (entry["inside"] if entry else {}) == ({case["session"]: first} if first else {})
    newest = (
        max([*case["earlier"], *(one | {"out": True} for one in case["exits"])], key=lambda one: one["at"])
        if case.get("exits")
        else None
    )
    assert (entry.get("last") if entry else None) == (newest and {case["session"]: {"out": False} | newest})


def test_every_case_has_a_verdict_of_its_own_kind():
    assert {case["server"] for case in CASES} == set(VERDICTS) - {"undone"}
    assert {case["device"] for case in CASES} <= set(VERDICTS) | DEVICE_ALONE
    assert len({case["name"] for case in CASES}) == len(CASES)
