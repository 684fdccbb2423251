"""The list a door device holds: the least it needs to answer alone, versioned, as a whole or as what changed.

People are kept as the JSON they are sent as, in UTF-8: it is written once for each act, and what changed is told by comparing.
"""

import json
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Row, bindparam, select

from congress.db import db, one_moment
from congress.delegates.models import Delegate
from congress.door.cards import DEAD, standing_of, why
from congress.door.inside import everywhere
from congress.door.models import Badge, Scan
from congress.door.openings import EVERYWHERE, Openings, opened
from congress.door.presence import LEAVING, PASSING, counted
from congress.door.versions import Version, version_of
from congress.kept import Kept, Newest
from congress.meetings.models import Meeting, MeetingSession, SeatGroup
from congress.people.models import Person
from congress.rules.admission import BadgeState, Decision, Entry
from congress.units.models import Unit

ROSTERS_KEPT = 64
PEOPLE_KEPT = 8
_MEETING = bindparam("meeting")
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Roster:
    """The list at one version: people as JSON by key, which is the digest, or # and the number where there is no code.

    `total`: how many people there are; a dead code is an entry more.
    """

    version: int
    entries: Mapping[str, bytes]
    total: int


@dataclass(frozen=True)
class Change:
    """What a device has to do to its list: forget `removed`, then put `people` in; `full`: forget everything first.

    `rehearsal`: the door is only being tried out; `exits`: it records who goes out, too; `cards`: the server matches citizen
    cards.
    """

    version: int
    full: bool
    people: list[bytes]
    removed: list[str]
    total: int
    rehearsal: bool = False
    exits: bool = False
    cards: bool = False

    def written(self) -> bytes:
        """As JSON."""
        rest = {"version": self.version, "full": self.full, "removed": self.removed, "total": self.total}
        rest |= {"rehearsal": self.rehearsal, "exits": self.exits, "cards": self.cards}
        return b'%b,"people":[%b]}' % (json.dumps(rest)[:-1].encode(), b",".join(self.people))


@dataclass(frozen=True)
class _Card:
    """One entry but for what scans change; `head` is its JSON up to there."""

    key: str
    person: uuid.UUID
    main: bool
    head: bytes


_rosters: Kept[Newest[tuple[uuid.UUID, int], Roster]] = Kept(partial(Newest, ROSTERS_KEPT))
_texts: Kept[Newest[uuid.UUID, Mapping[str, bytes]]] = Kept(partial(Newest, PEOPLE_KEPT))
_people: Kept[Newest[tuple[uuid.UUID, int], list[_Card]]] = Kept(partial(Newest, PEOPLE_KEPT))


def change_since(meeting: Meeting, since: int | None) -> Change:
    """The list as what changed since a version, or as a whole where that version is not known here; of one moment."""
    one_moment()
    how = {"rehearsal": meeting.rehearsing, "exits": meeting.tracks_exits, "cards": meeting.matches_cards}
    meeting_id = meeting.id
    roster = _current(meeting_id, exits=meeting.tracks_exits)
    old = _rosters.here().get((meeting_id, since)) if since is not None else None
    if old is None:
        return Change(roster.version, True, list(roster.entries.values()), [], roster.total, **how)
    people = [entry for key, entry in roster.entries.items() if old.entries.get(key) != entry]
    gone = [key for key in old.entries if key not in roster.entries]
    return Change(roster.version, False, people, gone, roster.total, **how)


def _current(meeting_id: uuid.UUID, *, exits: bool) -> Roster:
    """The list as it is now; five statements, two more where places are kept for somebody, one
    more where doors record exits."""
    version = version_of(meeting_id)
    known, key = _rosters.here(), (meeting_id, version.number)
    return known.get(key) or known.put(key, _made(meeting_id, version, exits=exits))


def _made(meeting_id: uuid.UUID, version: Version, *, exits: bool) -> Roster:
    """A text that is as it was before is the same one in memory: of the lists of many versions only the changes are kept."""
    known, at_acts = _people.here(), (meeting_id, version.acts)
    cards = known.get(at_acts) or known.put(at_acts, list(_cards(meeting_id)))
    inside, last = _inside(meeting_id, version), _last(meeting_id) if exits else {}
    before = _texts.here().get(meeting_id) or {}
    entries = {card.key: _same(before, card, inside.get(card.person, b"{}") + last.get(card.person, b"")) for card in cards}
    _texts.here().put(meeting_id, entries)
    return Roster(version.number, entries, sum(card.main for card in cards))


def _same(before: Mapping[str, bytes], card: _Card, inside: bytes) -> bytes:
    text = b'%b,"inside":%b}' % (card.head, inside)
    known = before.get(card.key)
    return known if known == text else text


_LISTED = (
    select(Delegate.id, Delegate.number, Delegate.status, Delegate.kind, Delegate.seat, Delegate.note, Delegate.search_key)
    .add_columns(Person.name, Unit.name.label("unit"), SeatGroup.name.label("group"), SeatGroup.colour)
    .join(Person, Person.id == Delegate.person_id)
    .outerjoin(Unit, Unit.id == Delegate.unit_id)
    .outerjoin(SeatGroup, (SeatGroup.meeting_id == Delegate.meeting_id) & (SeatGroup.id == Delegate.group_id))
    .where(Delegate.meeting_id == _MEETING, Delegate.status != "nominated")
    .order_by(Delegate.number)
)
_PLACED = _LISTED.add_columns(Delegate.group_id, Delegate.unit_id)
_CODES = (
    select(Delegate.number, Badge.code_digest, Badge.cause, Badge.died_at.is_not(None).label("dead"))
    .join(Delegate, (Delegate.meeting_id == Badge.meeting_id) & (Delegate.id == Badge.delegate_id))
    .where(Badge.meeting_id == _MEETING)
    .order_by(Delegate.number, Badge.issued_at, Badge.id)
)
_PLACES = (
    select(MeetingSession.id, MeetingSession.number)
    .where(MeetingSession.meeting_id == _MEETING)
    .order_by(MeetingSession.number)
)
_PASSAGES = (
    select(Scan.delegate_id, MeetingSession.number, Scan.scanned_at, Scan.nonce, Scan.gate, Scan.verdict)
    .join(MeetingSession, (MeetingSession.meeting_id == Scan.meeting_id) & (MeetingSession.id == Scan.session_id))
    .where(Scan.meeting_id == _MEETING, counted(PASSING))
    .where(Scan.delegate_id.in_(select(Scan.delegate_id).where(Scan.meeting_id == _MEETING, Scan.verdict.in_(LEAVING))))
    .order_by(MeetingSession.number, Scan.scanned_at, Scan.nonce)
)


def _rows(statement: Any, meeting_id: uuid.UUID) -> Iterable[Any]:
    return db.session.connection().execute(statement, {"meeting": meeting_id})


def _cards(meeting_id: uuid.UUID) -> Iterable[_Card]:
    """Everybody once with the live code or none, and each dead code."""
    codes: dict[int, list[Row[Any]]] = {}
    for code in _rows(_CODES, meeting_id):
        codes.setdefault(code.number, []).append(code)
    openings = opened(db.session.connection(), meeting_id)
    for row in _rows(_LISTED if openings is EVERYWHERE else _PLACED, meeting_id):
        mine = codes.get(row.number, ())
        live = next((code for code in mine if not code.dead), None)
        recalled = live is None and any(code.cause == "withdrawn" for code in mine)
        yield _card(row, live, "withdrawn" if recalled else "live", openings, main=True)
        for dead in mine:
            if dead.dead:
                yield _card(row, dead, DEAD.get(dead.cause, "replaced"), openings, main=False)


def _card(row: Row[Any], code: Row[Any] | None, state: BadgeState, openings: Openings, *, main: bool) -> _Card:
    standing = standing_of(row, state, openings)
    if standing is None:
        raise AssertionError("nominees are not on the list")
    flags = why(Decision(standing.state, {}), row) if standing.state != "live" else []
    digest = urlsafe_b64encode(code.code_digest).decode() if code is not None else ""
    shown = {
        "digest": digest,
        "number": str(row.number),
        "name": row.name,
        "key": row.search_key,
        "unit": row.unit or "",
        "group": row.group or "",
        "colour": row.colour or "",
        "kind": row.kind,
        "seat": row.seat,
        "note": row.note,
        "standing": standing.state,
        "flag": flags[0] if flags else "",
        "gates": sorted(standing.gates),
        "sessions": sorted(standing.sessions),
        "main": main,
    }
    return _Card(digest or f"#{row.number}", row.id, main, _write(shown)[:-1].encode())


def _inside(meeting_id: uuid.UUID, version: Version) -> dict[uuid.UUID, bytes]:
    """First arrivals by session number, as JSON, by the delegate's key."""
    sessions, found = everywhere(meeting_id, version), dict[uuid.UUID, list[str]]()
    for key, number in _rows(_PLACES, meeting_id):
        for person, first in sessions.get(key, {}).items():
            found.setdefault(person, []).append(_arrival(number, first))
    return {person: f"{{{','.join(arrivals)}}}".encode() for person, arrivals in found.items()}


def _arrival(place: int, first: Entry) -> str:
    return f'"{place}":{{"at":"{first.at.isoformat()}","gate":{_write(first.gate)}}}'


def _last(meeting_id: uuid.UUID) -> dict[uuid.UUID, bytes]:
    """The newest passage, by session number, of who ever went out there, as JSON after what stands before it; by person."""
    newest: dict[tuple[uuid.UUID, int], str] = {}
    gone: dict[tuple[uuid.UUID, int], None] = {}
    for person, place, at, nonce, gate, verdict in _rows(_PASSAGES, meeting_id):
        out = verdict in LEAVING
        newest[person, place] = _passage(place, Entry(at, gate, nonce), out=out)
        if out:
            gone[person, place] = None
    found: dict[uuid.UUID, list[str]] = {}
    for person, place in gone:
        found.setdefault(person, []).append(newest[person, place])
    return {person: f',"last":{{{",".join(passages)}}}'.encode() for person, passages in found.items()}


def _passage(place: int, newest: Entry, *, out: bool) -> str:
    return f'{_arrival(place, newest)[:-1]},"out":{_write(out)}}}'
