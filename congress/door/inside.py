"""Who is in and since when, as each scan shows it: what has been read is kept, and only what is new is read."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Row, bindparam, case, select

from congress.db import db
from congress.door.models import Scan
from congress.door.presence import counted
from congress.door.versions import Version, version_of
from congress.kept import Kept, Newest
from congress.meetings.models import Meeting, MeetingSession
from congress.rules.admission import Entry, first_entry

MEETINGS_KEPT = 16
MOST_NEW = 1000
Inside = Mapping[uuid.UUID, Entry]
_NOBODY: Inside = {}


@dataclass(frozen=True)
class _Known:
    """First arrivals by session and person after so many scans; `last` is the greatest key of one."""

    scans: int
    last: uuid.UUID
    sessions: Mapping[uuid.UUID, Inside]


_known: Kept[Newest[uuid.UUID, _Known]] = Kept(partial(Newest, MEETINGS_KEPT))
_SCANS = select(Scan.id, Scan.meeting_id, Scan.session_id, Scan.delegate_id, Scan.scanned_at, Scan.gate, Scan.nonce)
_ALL = _SCANS.where(Scan.meeting_id == bindparam("meeting"), counted())
_LAST = select(Scan.id).where(Scan.meeting_id == bindparam("meeting")).order_by(Scan.id.desc()).limit(1)
# Of every meeting: asked for one, SQLite would read all its scans by their time to find those with a later key.
_NEW = (
    _SCANS.add_columns(Scan.undoes, case((counted(), True), else_=False).label("counts"))
    .where(Scan.id > bindparam("last"))
    .limit(MOST_NEW + 1)
)


def presence(meeting: Meeting, session: MeetingSession) -> Inside:
    """First arrival of everybody who is in, by the delegate's key: by corrected time, ties by nonce."""
    return everywhere(meeting.id, version_of(meeting.id)).get(session.id, _NOBODY)


def everywhere(meeting_id: uuid.UUID, version: Version) -> Mapping[uuid.UUID, Inside]:
    """The first arrivals of every session, by the session's key, at this `version` of the meeting or a newer one.

    What an open transaction has stored is seen, and not kept: it may still be taken back.
    """
    if db.session().info.get("writing"):
        return _read(meeting_id, version.scans).sessions
    kept = _known.here()
    known = kept.get(meeting_id)
    if known is None or known.scans < version.scans:
        fresh = _continued(known, version.scans, meeting_id) if known else None
        known = kept.put(meeting_id, fresh or _read(meeting_id, version.scans))
    return known.sessions


def publish(meeting_id: uuid.UUID, scans: int, last: uuid.UUID, sessions: Mapping[uuid.UUID, Inside]) -> None:
    """The first arrivals after so many scans, from who has just stored them; the mappings are not changed any more."""
    _known.here().put(meeting_id, _Known(scans, last, sessions))


def _read(meeting_id: uuid.UUID, scans: int) -> _Known:
    last = _rows(_LAST, meeting=meeting_id).scalar() or uuid.UUID(int=0)
    return _Known(scans, last, _added({}, _rows(_ALL, meeting=meeting_id)))


def _continued(known: _Known, scans: int, meeting_id: uuid.UUID) -> _Known | None:
    """With what came since; None where that cannot be told from later keys alone, or something was taken back or wiped.

    Scans are counted after the new ones were read: one that another server stored may have an earlier key by its clock, and
    is then among those counted and not among the new.
    """
    came = _rows(_NEW, last=known.last).all()
    new = [row for row in came if row.meeting_id == meeting_id]
    reached = known.scans + len(new)
    if len(came) > MOST_NEW or any(row.undoes for row in new) or (reached != scans and reached != version_of(meeting_id).scans):
        return None
    last = max((row.id for row in new), default=known.last)
    return _Known(reached, last, _added(known.sessions, (row for row in new if row.counts)))


def _added(sessions: Mapping[uuid.UUID, Inside], rows: Iterable[Row[Any]]) -> Mapping[uuid.UUID, Inside]:
    """A copy with these scans in it: others may be reading the one before."""
    found: dict[uuid.UUID, dict[uuid.UUID, Entry]] = {key: dict(people) for key, people in sessions.items()}
    for row in rows:
        people = found.setdefault(row.session_id, {})
        entry, first = Entry(row.scanned_at, row.gate, row.nonce), people.get(row.delegate_id)
        people[row.delegate_id] = entry if first is None else first_entry((first, entry)) or first
    return found


def _rows(statement: Any, **asked: Any) -> Any:
    return db.session.connection().execute(statement, asked)
