"""One badge that two doors let in while they knew nothing of each other: both scans are kept, and it is one finding."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select

from congress.accounts.models import User
from congress.db import db
from congress.delegates.models import Delegate
from congress.door.models import Scan
from congress.door.presence import counted
from congress.meetings.models import Meeting
from congress.people.models import Person

BEHIND = timedelta(minutes=1)
"""A scan that reached the server later than this was made by a door that was offline."""


@dataclass(frozen=True)
class Passage:
    """One of the scans: when, at which gate, by which door."""

    at: datetime
    gate: str
    by: str


@dataclass(frozen=True)
class Twice:
    """A badge with the scans that let it in, in order."""

    number: int
    name: str
    session: int
    passages: tuple[Passage, ...]


def admitted_twice(meeting: Meeting) -> list[Twice]:
    """Badges that two doors admitted to one session, neither knowing of the other; by badge number, in one query or two.

    A door that was online has told of an earlier scan ("đã vào"); one that was offline could not: its scan reached the server
    more than a minute late, or it was made before the earlier one had reached the server.
    """
    base = (Scan.meeting_id == meeting.id, counted())
    several = select(Scan.delegate_id).where(*base).group_by(Scan.delegate_id, Scan.session_id)
    known = set(db.session.execute(several.having(func.count(Scan.by.distinct()) > 1)).scalars())
    if not known:
        return []
    columns = Scan.delegate_id, Scan.session_id, Scan.scanned_at, Scan.received_at, Scan.gate, Scan.by, Scan.nonce
    statement = (
        select(*columns, Delegate.number, Person.name, func.coalesce(User.display_name, Scan.by).label("door"))
        .join(Delegate, (Delegate.meeting_id == Scan.meeting_id) & (Delegate.id == Scan.delegate_id))
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(User, User.login == Scan.by)
        .where(*base, Scan.delegate_id.in_(sorted(known)))
        .order_by(Delegate.number, Scan.session_id, Scan.scanned_at, Scan.nonce)
    )
    numbers = {place.id: place.number for place in meeting.sessions}
    people: dict[tuple[int, Any], list[Any]] = {}
    for row in db.session.execute(statement):
        people.setdefault((row.number, row.session_id), []).append(row)
    return [_twice(rows, numbers[key]) for (_number, key), rows in people.items() if _unaware(rows)]


def _unaware(rows: Iterable[Any]) -> bool:
    return any(
        one.by != two.by and (two.scanned_at < one.received_at or two.received_at - two.scanned_at > BEHIND)
        for one, two in pairwise(rows)
    )


def _twice(rows: Iterable[Any], session: int) -> Twice:
    rows = list(rows)
    return Twice(rows[0].number, rows[0].name, session, tuple(Passage(row.scanned_at, row.gate, row.door) for row in rows))
