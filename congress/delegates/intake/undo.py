"""Taking back an imported list: what it added goes, what it changed is as before, unless somebody worked on it since."""

import base64
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from congress import audit
from congress.db import transaction, uuid7
from congress.delegates.intake.service import SEALED
from congress.delegates.models import Delegate, DelegateStatus, DelegateTrait, Intake
from congress.delegates.nomination import Nomination
from congress.delegates.roster import by_number
from congress.delegates.service import edit, state_of
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people import service as people
from congress.people.birth import Birth
from congress.people.models import Person, PersonParticulars

SLICE = 500


@dataclass(frozen=True)
class Undone:
    """How many rows are as before the import, and the numbers of those kept because somebody worked on them since."""

    undone: int
    kept: tuple[int, ...]


def undo(actor: str, now: datetime, meeting: Meeting, intake: Intake) -> Undone:
    """Take an import back, in one transaction.

    Raises:
        Refused: `intake_not_taken`, `intake_undone`, `intake_in_use` when a badge was made for one of the added.
    """
    with transaction() as session:
        hold(session, meeting)
        intake = session.get_one(Intake, intake.id)
        if intake.taken_at is None:
            raise Refused("intake_not_taken")
        if intake.undone_at is not None:
            raise Refused("intake_undone")
        removed, kept = _remove_added(session, meeting, intake)
        restored = 0
        for step in intake.outcome:
            if step["did"] == "update":
                if _restore(session, actor, now, meeting, step):
                    restored += 1
                else:
                    kept.append(step["number"])
        intake.undone_at = now
        subject = f"intake {intake.number}"
        audit.record(
            session, at=now, actor=actor, act="delegates.intake_undo", subject=subject, meeting_id=meeting.id, removed=removed,
            restored=restored, kept=kept,
        )  # fmt: skip
        return Undone(removed + restored, tuple(sorted(kept)))


def _remove_added(session: Session, meeting: Meeting, intake: Intake) -> tuple[int, list[int]]:
    """Delete the rows this import added and nobody touched; the numbers of the others."""
    known = {step["number"] for step in intake.outcome if step["did"] == "new" and step["known"]}
    statement = select(Delegate.id, Delegate.number, Delegate.status, Delegate.version, Delegate.person_id, Person.version)
    rows = session.execute(
        statement.join(Person, Person.id == Delegate.person_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.intake_id == intake.id)
        .order_by(Delegate.number)
    ).all()
    untouched = [row for row in rows if row.status == "nominated" and row[3] == 1 and (row[5] == 1 or row.number in known)]
    try:
        with session.begin_nested():
            _delete(session, meeting, [row.id for row in untouched])
    except IntegrityError as problem:
        raise Refused("intake_in_use") from problem
    session.expire_all()
    people.forget_unused(session, [row.person_id for row in untouched if row.number not in known])
    gone = {row.number for row in untouched}
    return len(untouched), [row.number for row in rows if row.number not in gone]


def _delete(session: Session, meeting: Meeting, ids: Sequence[uuid.UUID]) -> None:
    for start in range(0, len(ids), SLICE):
        some = ids[start : start + SLICE]
        for table in (DelegateTrait, DelegateStatus):
            session.execute(delete(table).where(table.meeting_id == meeting.id, table.delegate_id.in_(some)))
        session.execute(delete(Delegate).where(Delegate.id.in_(some)))


def _restore(session: Session, actor: str, now: datetime, meeting: Meeting, step: Mapping[str, Any]) -> bool:
    """Write back what an updated row was; False when somebody changed it since, or it is gone."""
    try:
        delegate = by_number(meeting, step["number"])
    except NotFound:
        return False
    if state_of(delegate) != step["after"]:
        return False
    before = dict(step["before"])
    sealed = {name: before.pop(name, None) for name in SEALED}
    edit(actor, now, meeting, delegate, _nomination(before), state_of(delegate), homonym=True)
    _restore_sealed(session, delegate.person, sealed)
    return True


def _nomination(values: Mapping[str, Any]) -> Nomination:
    unit_id = uuid.UUID(values["unit_id"]) if values["unit_id"] else None
    return Nomination(**{**values, "unit_id": unit_id, "birth": Birth(*values["birth"]), "traits": tuple(values["traits"])})


def _restore_sealed(session: Session, person: Person, sealed: Mapping[str, str | None]) -> None:
    """Put the sealed blob and its mark back as they were; they are bound to the person and the key, so no key is needed."""
    row = session.execute(select(PersonParticulars).where(PersonParticulars.person_id == person.id)).scalar_one_or_none()
    if sealed["sealed"] is None and row is not None:
        session.delete(row)
    elif sealed["sealed"] is not None:
        if row is None:
            row = PersonParticulars(id=uuid7(), person_id=person.id)
            session.add(row)
        for name, one in sealed.items():
            setattr(row, name, base64.b64decode(one) if one else None)
    flag_modified(person, "name")
    session.flush()
