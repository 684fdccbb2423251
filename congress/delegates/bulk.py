"""Storing many delegates at once, in slices that never grow with the number of rows."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from congress import audit
from congress.db import transaction, uuid7
from congress.delegates import nomination
from congress.delegates.models import Delegate, DelegateStatus, DelegateTrait
from congress.delegates.nomination import Nomination
from congress.delegates.numbering import next_number
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people import particulars
from congress.people import service as people
from congress.people.sealing import Sealer

SLICE = 1000


def add_many(
    actor: str,
    now: datetime,
    meeting: Meeting,
    rows: Iterable[Nomination],
    sealer: Sealer | None = None,
    *,
    intake_id: uuid.UUID | None = None,
) -> list[int]:
    """Store nominations in the order given, each with the status it names, in one transaction; the numbers they got.

    A nomination with `person_id` uses that person as stored. Homonyms and seats are the caller's business: the lists come
    from the demonstration, from an accepted list of the level below, or from a table whose rows were judged one by one.

    Raises:
        Refused: see `nomination.checked`; nothing is stored then.
    """
    numbers: list[int] = []
    wishes = iter(rows)
    with transaction() as session:
        hold(session, meeting)
        while some := list(islice(wishes, SLICE)):
            numbers += _insert(session, meeting, made_ready(actor, now, meeting, some, sealer, intake_id=intake_id))
        _record(session, actor, now, meeting, numbers)
    return numbers


@dataclass(frozen=True)
class Ready:
    """Nominations as the rows they are stored as, all but the numbers of the delegates."""

    persons: Sequence[dict[str, Any]]
    sealed: Sequence[dict[str, Any]]
    delegates: Sequence[dict[str, Any]]
    traits: Sequence[dict[str, Any]]
    steps: Sequence[dict[str, Any]]


def made_ready(
    actor: str,
    now: datetime,
    meeting: Meeting,
    rows: Iterable[Nomination],
    sealer: Sealer | None = None,
    *,
    intake_id: uuid.UUID | None = None,
) -> Ready:
    """Everything about storing nominations that needs no lock; it holds as long as nothing of the meeting changes.

    Raises:
        Refused: see `nomination.checked`.
    """
    wishes = [nomination.checked(wish, meeting, now) for wish in rows]
    keys = [(wish.person_id or uuid7(), uuid7()) for wish in wishes]
    pairs = list(zip(wishes, keys, strict=True))
    persons = [{"id": person, **people.columns(wish.details)} for wish, (person, _) in pairs if wish.person_id is None]
    delegates, traits, steps = [], [], []
    for wish, (person, key) in pairs:
        delegates.append(_row(wish, meeting, person, key) | {"intake_id": intake_id})
        ids: Mapping[str, Any] = {"meeting_id": meeting.id, "delegate_id": key}
        traits += [{"id": uuid7(), "code": code, **ids} for code in wish.traits]
        steps.append({"id": uuid7(), "status": wish.status, "at": now, "by": actor, "reason": "", **ids})
    return Ready(persons, list(_sealed(wishes, keys, sealer)), delegates, traits, steps)


def add_ready(session: Session, actor: str, now: datetime, meeting: Meeting, ready: Ready) -> list[int]:
    """Store them inside the open transaction, in which the meeting is held; the numbers they got."""
    numbers = _insert(session, meeting, ready)
    _record(session, actor, now, meeting, numbers)
    return numbers


def _insert(session: Session, meeting: Meeting, ready: Ready) -> list[int]:
    first = next_number(session, meeting)
    numbers = list(range(first, first + len(ready.delegates)))
    people.insert_many(session, ready.persons, ready.sealed)
    rows = [row | {"number": number} for row, number in zip(ready.delegates, numbers, strict=True)]
    for table, some in ((Delegate, rows), (DelegateTrait, ready.traits), (DelegateStatus, ready.steps)):
        if some:
            session.execute(insert(table.__table__), some)
    return numbers


def _record(session: Session, actor: str, now: datetime, meeting: Meeting, numbers: Sequence[int]) -> None:
    if numbers:
        subject, rows = f"delegates {numbers[0]}-{numbers[-1]}", len(numbers)
        audit.record(session, at=now, actor=actor, act="delegates.add_many", subject=subject, meeting_id=meeting.id, rows=rows)


def _sealed(wishes: list[Nomination], keys: list[tuple[uuid.UUID, uuid.UUID]], sealer: Sealer | None) -> Iterator[dict]:
    """Sealed rows for the new persons; particulars of persons known already stay as they are."""
    for wish, (person, _) in zip(wishes, keys, strict=True):
        if wish.particulars and wish.person_id is None:
            if sealer is None:
                raise ValueError("sensitive particulars need a sealer")
            row = particulars.sealed_row(sealer, person, wish.particulars)
            if row is not None:
                yield row


def _row(wish: Nomination, meeting: Meeting, person: uuid.UUID, key: uuid.UUID) -> dict[str, Any]:
    return {
        "id": key,
        "meeting_id": meeting.id,
        "person_id": person,
        "status": wish.status,
        "version": 1,
        **nomination.columns(wish, meeting),
    }
