"""Walks one scenario of seeds/demo from top to bottom through the product's own services."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import delete, select

from congress.accounts import service as accounts
from congress.accounts.models import User
from congress.db import db, transaction
from congress.demo import halls, rosters
from congress.demo.people import Inventor
from congress.demo.signins import PASSWORD, SIGNINS
from congress.errors import NotFound
from congress.meetings import creation, sessions, settings, status
from congress.meetings.models import Meeting, SeatGroup
from congress.meetings.reading import by_number
from congress.people.sealing import Sealer
from congress.plans import service as plans
from congress.rules.local_time import VIETNAM, day_of
from congress.units import service as units
from congress.units.models import Unit

ACTOR = "bản trình diễn"


@dataclass
class Scenario:
    """A scenario with what has been built of it so far."""

    seed: Mapping[str, Any]
    names: Mapping[str, Any]
    now: datetime
    sealer: Sealer
    numbers: dict[str, int] = field(default_factory=dict)
    persons: dict[str, uuid.UUID] = field(default_factory=dict)
    plan_id: uuid.UUID | None = None

    @property
    def today(self) -> date:
        """The day of the demonstration."""
        return day_of(self.now)

    def unit(self, code: str, day: date | None = None) -> Unit:
        """The body with this code on a day of the scenario."""
        since = date.fromisoformat(self.seed["valid_from"])
        try:
            return units.by_code(code, day or max(since, min(self.today, self._until())))
        except NotFound:
            return units.by_code(code, since)

    def _until(self) -> date:
        until = self.seed["valid_to"]
        return date.fromisoformat(until) if until else date.max

    def meeting(self, key: str) -> Meeting:
        """A meeting built before."""
        return by_number(self.numbers[key])

    def moment(self, text: str) -> datetime:
        """A local time of the scenario, aware."""
        return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def day(text: str | None) -> date | None:
    """A day of the scenario; None stays None."""
    return date.fromisoformat(text) if text else None


def build(scenario: Scenario, delegates: int) -> None:
    """Build everything; `delegates` is the size of the roster of the scenario's own congress when it has seats."""
    inventor = Inventor(scenario.names, scenario.seed["seed"])
    _bodies(scenario)
    _head_counts(scenario)
    _plan(scenario)
    for record in scenario.seed["meetings"]:
        _meeting(scenario, record)
    for record in scenario.seed["meetings"]:
        rosters.fill(scenario, record, inventor, delegates)
    for record in reversed(scenario.seed["meetings"]):
        rosters.conclude(scenario, record)
    for record in scenario.seed["meetings"]:
        halls.gates(scenario, record)
        halls.seat(scenario, record)
    for record in scenario.seed["meetings"]:
        _status(scenario, record)
    _signins(scenario)


def _bodies(scenario: Scenario) -> None:
    for record in scenario.seed["bodies"]:
        wish = units.NewUnit(
            code=record["code"],
            name=record["name"],
            level=record["level"],
            kind=record["kind"],
            parent_id=scenario.unit(record["parent"]).id,
            position=1000 + record["position"],
            valid_from=day(scenario.seed["valid_from"]),
            valid_to=day(record.get("valid_to")),
        )
        units.add_units(ACTOR, scenario.now, [wish])


def _head_counts(scenario: Scenario) -> None:
    for record in scenario.seed["head_counts"]:
        unit = scenario.unit(record["unit"])
        counted = date.fromisoformat(record["counted_on"])
        words = (record["definition"], record["declared_by"])
        units.declare_head_count(ACTOR, scenario.now, unit.id, record["number"], counted, *words)


def _plan(scenario: Scenario) -> None:
    record = scenario.seed.get("plan")
    if not record:
        return
    rule_set = next(found for found in plans.rule_sets() if found.code == scenario.seed["rule_set"])
    wish = plans.NewPlan(
        unit_id=scenario.unit(record["unit"]).id,
        rule_set_id=rule_set.id,
        title=record["title"],
        term_from=record["term_from"],
        term_to=record["term_to"],
        paper_number=record["paper_number"],
        issued_on=day(record.get("issued_on")),
    )
    scenario.plan_id = plans.create_plan(ACTOR, scenario.now, wish).id


def _meeting(scenario: Scenario, record: Mapping[str, Any]) -> None:
    unit = scenario.unit(record["unit"], day(record["held_on"]))
    own_plan = scenario.plan_id if record["unit"] != "20" or scenario.seed["unit"] == "20" else None
    higher = scenario.numbers.get(record["higher"] or "")
    wish = creation.NewMeeting(
        unit_id=unit.id,
        title=record["title"],
        held_on=day(record["held_on"]),
        place=record["place"],
        plan_id=own_plan,
        form_code=record["form"],
        assembly=record["assembly"],
        delegate_number=record["delegate_number"],
        elects=record["elects"],
        pilot=record["pilot"],
        higher_meeting_id=by_number(higher).id if higher else None,
    )
    meeting = creation.create_meeting(ACTOR, scenario.now, wish)
    scenario.numbers[record["key"]] = meeting.number
    _groups(scenario, record["groups"], meeting)
    meeting = scenario.meeting(record["key"])
    _sessions(scenario, meeting, record)
    _answers(scenario, meeting, record)


def _groups(scenario: Scenario, table: str, meeting: Meeting) -> None:
    """The scenario's own groups in place of the usual ones."""
    with transaction() as session:
        session.execute(delete(SeatGroup).where(SeatGroup.meeting_id == meeting.id))
        for group in scenario.seed["groups"][table]:
            kept = {name: group[name] for name in ("code", "name", "share", "position", "colour")}
            session.add(SeatGroup(meeting_id=meeting.id, **kept))


def _sessions(scenario: Scenario, meeting: Meeting, record: Mapping[str, Any]) -> None:
    for given in record["sessions"]:
        wish = sessions.NewSession(
            name=given["name"],
            starts_at=time.fromisoformat(given["starts_at"]),
            minutes=given["minutes"],
            kind=given["kind"],
            held_on=day(given["held_on"]),
            place=given["place"],
        )
        existing = next((found for found in meeting.sessions if found.number == given["number"]), None)
        if existing is None:
            sessions.add_session(ACTOR, scenario.now, meeting, wish)
        else:
            sessions.change_session(ACTOR, scenario.now, meeting, given["number"], wish, existing.version)


def _answers(scenario: Scenario, meeting: Meeting, record: Mapping[str, Any]) -> None:
    for given in record.get("answers", []):
        if given["question"] in settings.QUESTIONS:
            decided = date.fromisoformat(given["decided_on"])
            answer = settings.Answer(given["answer"], given["decided_by"], decided, given["reason"])
            settings.save_answer(ACTOR, scenario.now, meeting, given["question"], answer)
    papers = [settings.PaperWish(p["paper"], day(p["sent_on"]), p["paper_number"]) for p in record["dossier"]]
    if papers:
        settings.set_dossier(ACTOR, scenario.now, meeting, papers, scenario.today)
    named: dict[str, list[tuple[str, str]]] = {}
    faces = {person["key"]: person for person in record.get("people", [])}
    for given in record.get("functions", []):
        face = faces.get(given.get("person", ""))
        pair = (face["name"], face["title"]) if face else (given["name"], "")
        named.setdefault(given["code"], []).append(pair)
    if named:
        settings.set_functions(ACTOR, scenario.now, meeting, named)


def _status(scenario: Scenario, record: Mapping[str, Any]) -> None:
    if record["status"] in ("held", "closed"):
        for step in ("held", "closed")[: 1 if record["status"] == "held" else 2]:
            meeting = scenario.meeting(record["key"])
            status.set_status(ACTOR, scenario.now, meeting, step, scenario.today, meeting.version)


def _signins(scenario: Scenario) -> None:
    """Each sign-in is made with the scenario that holds its roles."""
    for signin in SIGNINS:
        scopes = [_scope(scenario, kind, key) for _role, kind, key in signin.roles]
        if None in scopes:
            continue
        user = db.session.execute(select(User).where(User.login == signin.login)).scalar_one_or_none()
        if user is None:
            user = accounts.create_user(ACTOR, scenario.now, signin.login, signin.name, PASSWORD)
            for (role, _kind, _key), scope in zip(signin.roles, scopes, strict=True):
                accounts.grant(ACTOR, scenario.now, user, role, **(scope or {}))


def _scope(scenario: Scenario, kind: str, key: str) -> dict[str, uuid.UUID] | None:
    if not kind:
        return {}
    if kind == "meeting":
        return {"meeting_id": scenario.meeting(key).id} if key in scenario.numbers else None
    code, _at, since = key.partition("@")
    if bool(since) != (scenario.seed["code"] != "chi-lang-2025"):
        return None
    return {"unit_id": units.by_code(code, date.fromisoformat(since) if since else scenario.today).id}
