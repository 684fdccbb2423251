"""Erasing what is private about one person: the rows of the rosters stay, the acts of the history stay, the values go."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from congress import audit
from congress.db import lock, transaction
from congress.delegates.intake.service import content_of, settings_of
from congress.delegates.intake.table import Content, Line, values_of
from congress.delegates.models import Delegate, DelegateReply, Intake
from congress.meetings.models import Meeting
from congress.people import particulars
from congress.people.models import Person, PersonParticulars
from congress.people.sealing import SealBroken, Sealer
from congress.rules.names import match_key

PRIVATE = {"birth_year": None, "birth_month": None, "birth_day": None, "phone": ""}
"""Columns of a person that are erased, with what stands there afterwards."""
SEALED = "particulars"
CHANGED_SINCE = -1


@dataclass(frozen=True)
class Forgotten:
    """What was erased: fields of the person, acts whose values went, rows of imported lists."""

    fields: tuple[str, ...]
    acts: int
    rows: int


def forget(actor: str, now: datetime, person: Person, sealer: Sealer) -> Forgotten:
    """Erase a person's birth, contact, sealed particulars and reasons for not coming, here, in the history, in imported lists.

    Name, sex, office and every roster stay, and so do lists that were sent up: they are papers. Who has nothing left to erase
    is left alone, and nothing is recorded.
    """
    with transaction() as session:
        rows = session.execute(select(Delegate).where(Delegate.person_id == person.id)).scalars().all()
        numbers = {row.meeting_id: row.number for row in rows}
        for meeting in _locked(session, numbers):
            lock(session, meeting)
        lock(session, person)
        fields = _erase(session, person, sealer)
        acts = audit.forget(session, f"person {person.id}", PRIVATE)
        acts += sum(_erase_replies(session, row) for row in rows)
        lines = sum(_erase_rows(session, key, number, person.name, sealer) for key, number in numbers.items())
        if fields or acts or lines:
            audit.record(
                session, at=now, actor=actor, act="people.forget", subject=f"person {person.id}", fields=fields, acts=acts,
                rows=lines,
            )  # fmt: skip
        return Forgotten(fields, acts, lines)


def _locked(session: Session, keys: Collection[uuid.UUID]) -> list[Meeting]:
    return list(session.execute(select(Meeting).where(Meeting.id.in_(keys)).order_by(Meeting.number)).scalars())


def _erase(session: Session, person: Person, sealer: Sealer) -> tuple[str, ...]:
    fields = [key for key, empty in PRIVATE.items() if getattr(person, key) != empty]
    for key in fields:
        setattr(person, key, PRIVATE[key])
    statement = select(PersonParticulars.id).where(PersonParticulars.person_id == person.id)
    if session.execute(statement).scalar_one_or_none() is not None:
        particulars.store(session, sealer, person, {})
        fields.append(SEALED)
    return tuple(fields)


def _erase_replies(session: Session, delegate: Delegate) -> int:
    """What somebody said about not coming (an illness, a family matter) goes, here and in the history; acts emptied."""
    mine = DelegateReply.meeting_id == delegate.meeting_id, DelegateReply.delegate_id == delegate.id
    session.execute(update(DelegateReply).where(*mine).values(words=""))
    return audit.forget(session, f"delegate {delegate.number}", ("words",), delegate.meeting_id)


def _erase_rows(session: Session, meeting_id: uuid.UUID, number: int, name: str, sealer: Sealer) -> int:
    """Empty the person's rows in the lists that were taken in; how many. Such a row can no longer be undone."""
    statement = select(Intake).where(Intake.meeting_id == meeting_id, Intake.taken_at.is_not(None)).order_by(Intake.number)
    return sum(_erase_in(intake, number, name, sealer) for intake in session.execute(statement).scalars())


def _erase_in(intake: Intake, number: int, name: str, sealer: Sealer) -> int:
    try:
        content = content_of(intake, sealer)
    except SealBroken:  # no key opens it any more: nothing in it can be read
        return 0
    told = {step["row"] for step in intake.outcome if step.get("number") == number}
    settings = settings_of(intake)
    named = {
        line.row
        for line in content.lines
        if line.row in told or _name(values_of(line, dict(settings.columns), settings.encoding)) == match_key(name)
    }
    emptied = [line for line in content.lines if line.row in named and any(line.cells)]
    if emptied:
        intake.content = sealer.seal(intake.id, _without(content, emptied).to_bytes())
    intake.outcome = [_without_values(step) if step.get("number") == number else step for step in intake.outcome]
    return len(emptied)


def _name(values: dict) -> str:
    return match_key(" ".join(str(values[part]) for part in ("name", "given") if values.get(part)))


def _without(content: Content, emptied: Collection[Line]) -> Content:
    gone = {line.row for line in emptied}
    lines = tuple(replace(line, cells=tuple("" for _ in line.cells)) if line.row in gone else line for line in content.lines)
    return replace(content, lines=lines)


def _without_values(step: dict) -> dict:
    """A step of an import that may not be undone, since what was there before is not known any more."""
    if "before" not in step:
        return step
    return {key: value for key, value in step.items() if key != "before"} | {"after": CHANGED_SINCE}
