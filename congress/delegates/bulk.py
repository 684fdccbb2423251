"""Storing many delegates at once, in slices that never grow with the number of rows."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
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
        number = next_number(session, meeting)
        while some := list(islice(wishes, SLICE)):
            checked = [nomination.checked(wish, meeting, now) for wish in some]
            numbers += _store(session, meeting, checked, number, sealer, now, actor, intake_id)
            number += len(some)
        if numbers:
            subject = f"delegates {numbers[0]}-{numbers[-1]}"
            act, rows_added = "delegates.add_many", len(numbers)
            audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, rows=rows_added)
    return numbers


def _store(
    session: Session,
    meeting: Meeting,
    wishes: list[Nomination],
    first: int,
    sealer: Sealer | None,
    now: datetime,
    actor: str,
    intake_id: uuid.UUID | None,
) -> list[int]:
    keys = [(wish.person_id or uuid7(), uuid7()) for wish in wishes]
    persons = [
        {"id": person, **people.columns(wish.details)}
        for wish, (person, _) in zip(wishes, keys, strict=True)
        if wish.person_id is None
    ]
    people.insert_many(session, persons, list(_sealed(wishes, keys, sealer)))
    delegates, traits, steps = [], [], []
    for number, (wish, (person, key)) in enumerate(zip(wishes, keys, strict=True), first):
        delegates.append(_row(wish, meeting, number, person, key) | {"intake_id": intake_id})
        ids: Mapping[str, Any] = {"meeting_id": meeting.id, "delegate_id": key}
        traits += [{"id": uuid7(), "code": code, **ids} for code in wish.traits]
        steps.append({"id": uuid7(), "status": wish.status, "at": now, "by": actor, "reason": "", **ids})
    session.execute(insert(Delegate), delegates)
    if traits:
        session.execute(insert(DelegateTrait), traits)
    session.execute(insert(DelegateStatus), steps)
    return [row["number"] for row in delegates]


def _sealed(wishes: list[Nomination], keys: list[tuple[uuid.UUID, uuid.UUID]], sealer: Sealer | None) -> Iterator[dict]:
    """Sealed rows for the new persons; particulars of persons known already stay as they are."""
    for wish, (person, _) in zip(wishes, keys, strict=True):
        if wish.particulars and wish.person_id is None:
            if sealer is None:
                raise ValueError("sensitive particulars need a sealer")
            row = particulars.sealed_row(sealer, person, wish.particulars)
            if row is not None:
                yield row


def _row(wish: Nomination, meeting: Meeting, number: int, person: uuid.UUID, key: uuid.UUID) -> dict[str, Any]:
    return {
        "id": key,
        "meeting_id": meeting.id,
        "number": number,
        "person_id": person,
        "status": wish.status,
        "version": 1,
        **nomination.columns(wish, meeting),
    }
