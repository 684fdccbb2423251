"""The list a door device holds: the least it needs to answer alone, versioned, as a whole or as what changed."""

import threading
import uuid
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select

from congress.audit import INSTALLATION, AuditHead
from congress.db import db, one_moment
from congress.delegates.models import Delegate
from congress.door.cards import DEAD, card_rows, standing_of, why
from congress.door.models import Badge, Scan
from congress.door.openings import opened
from congress.door.presence import counted
from congress.meetings.models import Meeting
from congress.rules.admission import Decision, Standing

SCANS_PER_ACT = 10**8
"""A version is (acts in the histories) × this + (scans): both only grow, save that wiping scans is an act."""

KEPT = 64

Entry = dict[str, Any]


@dataclass(frozen=True)
class Roster:
    """The list at one version: entries by key, which is the digest, or # and the number where there is no code."""

    version: int
    entries: Mapping[str, Entry]


@dataclass(frozen=True)
class Change:
    """What a device has to do to its list: forget `removed`, then put `people` in; `full`: forget everything first."""

    version: int
    full: bool
    people: list[Entry]
    removed: list[str]
    total: int


@dataclass
class _Kept:
    """The newest lists that were given out, so that the next call is answered with what changed.

    A device that comes with a version given out by another process, or before a restart, gets the whole list.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    known: OrderedDict[tuple[uuid.UUID, int], Roster] = field(default_factory=OrderedDict)

    def get(self, meeting_id: uuid.UUID, version: int) -> Roster | None:
        with self.lock:
            return self.known.get((meeting_id, version))

    def put(self, meeting_id: uuid.UUID, roster: Roster) -> None:
        with self.lock:
            self.known[meeting_id, roster.version] = roster
            while len(self.known) > KEPT:
                self.known.popitem(last=False)


_kept = _Kept()
_LISTED = card_rows().where(Delegate.status != "nominated").order_by(Delegate.number)


def version_of(meeting: Meeting) -> int:
    """A number that grows with every act on the meeting, the installation, or scan of the meeting."""
    chains = select(func.sum(AuditHead.length)).where(AuditHead.chain.in_((str(meeting.id), INSTALLATION)))
    scans = select(func.count()).select_from(Scan).where(Scan.meeting_id == meeting.id)
    acts, scanned = db.session.execute(select(chains.scalar_subquery(), scans.scalar_subquery())).one()
    return int(acts or 0) * SCANS_PER_ACT + int(scanned)


def change_since(meeting: Meeting, since: int | None) -> Change:
    """The list as what changed since a version, or as a whole where that version is not known here."""
    roster = current(meeting)
    old = _kept.get(meeting.id, since) if since is not None else None
    total = sum(entry["main"] for entry in roster.entries.values())
    if old is None:
        return Change(roster.version, True, list(roster.entries.values()), [], total)
    people = [entry for key, entry in roster.entries.items() if old.entries.get(key) != entry]
    return Change(roster.version, False, people, [key for key in old.entries if key not in roster.entries], total)


def current(meeting: Meeting) -> Roster:
    """The list as it is now, from one moment of the database; six queries, two when nothing has changed."""
    one_moment()
    version = version_of(meeting)
    known = _kept.get(meeting.id, version)
    if known is None:
        known = Roster(version, _entries(meeting))
        _kept.put(meeting.id, known)
    return known


def _entries(meeting: Meeting) -> dict[str, Entry]:
    badges: dict[uuid.UUID, list[Row[Any]]] = {}
    columns = Badge.delegate_id, Badge.code_digest, Badge.died_at, Badge.cause
    for badge in db.session.execute(select(*columns).where(Badge.meeting_id == meeting.id).order_by(Badge.issued_at, Badge.id)):
        badges.setdefault(badge.delegate_id, []).append(badge)
    inside, openings = _inside(meeting), opened(db.session(), meeting.id)
    entries: dict[str, Entry] = {}
    for row in db.session.execute(_LISTED, {"meeting": meeting.id}):
        own = _person(row) | {"inside": inside.get(row.id, {})}
        live = next((badge for badge in badges.get(row.id, ()) if badge.died_at is None), None)
        standing = standing_of(row, "withdrawn" if row.recalled else "live", openings)
        main = own | _standing(standing, row) | {"digest": _digest(live), "main": True}
        entries[main["digest"] or f"#{row.number}"] = main
        for dead in badges.get(row.id, ()):
            if dead.died_at is not None:
                standing = standing_of(row, DEAD.get(dead.cause, "replaced"), openings)
                entries[_digest(dead)] = own | _standing(standing, row) | {"digest": _digest(dead), "main": False}
    return entries


def _person(row: Row[Any]) -> Entry:
    return {
        "number": str(row.number),
        "name": row.name,
        "key": row.search_key,
        "unit": row.unit or "",
        "group": row.group or "",
        "colour": row.colour or "",
        "kind": row.kind,
        "seat": row.seat,
        "note": row.note,
    }


def _standing(standing: Standing | None, row: Row[Any]) -> Entry:
    """How a badge stands and which of two sentences says why; everybody here was approved, so there always is a standing."""
    if standing is None:
        raise AssertionError("nominees are not on the list")
    flags = why(Decision(standing.state, {}), row) if standing.state != "live" else []
    return {
        "standing": standing.state,
        "flag": flags[0] if flags else "",
        "gates": sorted(standing.gates),
        "sessions": sorted(standing.sessions),
    }


def _digest(badge: Row[Any] | None) -> str:
    return urlsafe_b64encode(badge.code_digest).decode() if badge is not None else ""


def _inside(meeting: Meeting) -> dict[uuid.UUID, dict[str, dict[str, str]]]:
    """First arrivals by delegate and session number."""
    numbers = {place.id: str(place.number) for place in meeting.sessions}
    found: dict[uuid.UUID, dict[str, tuple[Any, ...]]] = {}
    columns = Scan.delegate_id, Scan.session_id, Scan.scanned_at, Scan.nonce, Scan.gate
    for key, session_id, *arrival in db.session.execute(select(*columns).where(Scan.meeting_id == meeting.id, counted())):
        mine = found.setdefault(key, {})
        number = numbers[session_id]
        mine[number] = min(mine.get(number, tuple(arrival)), tuple(arrival))
    return {
        key: {number: {"at": at.isoformat(), "gate": gate} for number, (at, _nonce, gate) in sorted(arrivals.items())}
        for key, arrivals in found.items()
    }
