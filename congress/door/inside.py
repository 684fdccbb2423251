"""Who is in and since when: told by whoever stores scans in this process, read where another one did."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import bindparam, select

from congress.db import db
from congress.door.models import Scan
from congress.door.presence import counted
from congress.door.versions import Version, version_of
from congress.kept import Kept, Newest
from congress.meetings.models import Meeting, MeetingSession
from congress.rules.admission import Entry, first_entry

MEETINGS_KEPT = 16
Inside = Mapping[uuid.UUID, Entry]
_NOBODY: Inside = {}


@dataclass(frozen=True)
class _Known:
    """First arrivals by session and person after so many scans."""

    scans: int
    sessions: Mapping[uuid.UUID, Inside]


_known: Kept[Newest[uuid.UUID, _Known]] = Kept(partial(Newest, MEETINGS_KEPT))
_COUNTED = select(Scan.session_id, Scan.delegate_id, Scan.scanned_at, Scan.gate, Scan.nonce).where(
    Scan.meeting_id == bindparam("meeting"), counted()
)


def presence(meeting: Meeting, session: MeetingSession) -> Inside:
    """First arrival of everybody who is in, by the delegate's key: by corrected time, ties by nonce."""
    return everywhere(meeting.id, version_of(meeting.id)).get(session.id, _NOBODY)


def everywhere(meeting_id: uuid.UUID, version: Version) -> Mapping[uuid.UUID, Inside]:
    """The first arrivals of every session, by the session's key, at this `version` of the meeting or a newer one.

    What an open transaction has stored is seen, and not kept: it may still be taken back.
    """
    if db.session().info.get("writing"):
        return _read(meeting_id)
    kept = _known.here()
    known = kept.get(meeting_id)
    if known is None or known.scans < version.scans:
        known = kept.put(meeting_id, _Known(version.scans, _read(meeting_id)))
    return known.sessions


def publish(meeting_id: uuid.UUID, scans: int, sessions: Mapping[uuid.UUID, Inside]) -> None:
    """The first arrivals after so many scans, from who has just stored them; the mappings are not changed any more."""
    _known.here().put(meeting_id, _Known(scans, sessions))


def _read(meeting_id: uuid.UUID) -> Mapping[uuid.UUID, Inside]:
    found: dict[uuid.UUID, dict[uuid.UUID, Entry]] = {}
    for session_id, delegate_id, *passage in db.session.connection().execute(_COUNTED, {"meeting": meeting_id}):
        people, entry = found.setdefault(session_id, {}), Entry(*passage)
        people[delegate_id] = first_entry((entry, people.get(delegate_id, entry))) or entry
    return found
