"""The history of a meeting, a page at a time, with the names of whom and what its lines are about."""

import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from congress.accounts.models import User
from congress.audit import AuditDetail, AuditEntry
from congress.db import db
from congress.delegates.models import Delegate
from congress.meetings.models import Meeting
from congress.people.models import Person
from congress.units.models import Unit

PAGE = 50
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A key of a row as it stands in a text."""

_DELEGATE = re.compile(r"delegate (\d+)")
Line = tuple[AuditEntry, AuditDetail | None]


@dataclass(frozen=True)
class Names:
    """Sign-in name → person's name; delegate's number → name; key of a person, body or meeting → name."""

    actors: Mapping[str, str]
    delegates: Mapping[str, str]
    things: Mapping[str, str]


@dataclass(frozen=True)
class HistoryPage:
    """Acts at one meeting, newest first: (entry, details or None when they were deleted as the law asks)."""

    entries: tuple[Line, ...]
    actors: tuple[str, ...]
    number: int
    pages: int
    total: int
    names: Names


def history(meeting: Meeting, page: int = 1, actor: str = "") -> HistoryPage:
    """One page of the meeting's chain, of one person if wished; a constant number of queries."""
    chain = AuditEntry.chain == str(meeting.id)
    conditions = [chain, AuditEntry.actor == actor] if actor else [chain]
    total = db.session.execute(select(func.count()).select_from(AuditEntry).where(*conditions)).scalar_one()
    pages = max(1, -(-total // PAGE))
    number = min(max(page, 1), pages)
    statement = (
        select(AuditEntry, AuditDetail)
        .outerjoin(AuditDetail, AuditDetail.entry_id == AuditEntry.id)
        .where(*conditions)
        .order_by(AuditEntry.position.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    entries = tuple((entry, detail) for entry, detail in db.session.execute(statement))
    actors = tuple(db.session.execute(select(AuditEntry.actor).where(chain).distinct().order_by(AuditEntry.actor)).scalars())
    return HistoryPage(entries, actors, number, pages, total, _names(meeting, entries, actors))


def _names(meeting: Meeting, lines: Sequence[Line], actors: Sequence[str]) -> Names:
    texts = [entry.subject for entry, _detail in lines]
    keys = {uuid.UUID(key) for text in (*texts, *_noted(lines)) for key in KEY.findall(text)}
    numbers = {int(found[1]) for text in texts if (found := _DELEGATE.fullmatch(text))}
    signed = select(User.login, User.display_name).where(User.login.in_(actors))
    listed = select(Delegate.number, Person.name).join(Delegate.person)
    listed = listed.where(Delegate.meeting_id == meeting.id, Delegate.number.in_(numbers))
    things: dict[str, str] = {}
    for table, name in ((Person, Person.name), (Unit, Unit.name), (Meeting, Meeting.title)):
        things |= {str(key): text for key, text in db.session.execute(select(table.id, name).where(table.id.in_(keys)))}
    return Names(
        actors={login: name for login, name in db.session.execute(signed) if name},
        delegates={str(number): name for number, name in db.session.execute(listed)},
        things=things,
    )


def _noted(lines: Iterable[Line]) -> Iterable[str]:
    return (json.dumps(detail.details) for _entry, detail in lines if detail is not None)
