"""What a process knows of a meeting's door while scans come in: who may come and who has come.

Read once, then carried on by what the process stores itself. Acts of the history and scans of other processes are noticed by
the version that `take_turn` tells, under the lock that it takes.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from sys import intern
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from congress.door.cards import People, everybody, some_people
from congress.door.devices.posts import Post, stored
from congress.door.inside import Inside, publish
from congress.door.models import Scan
from congress.door.openings import Openings, opened
from congress.door.presence import ADMITTING, PASSING, counted
from congress.door.versions import Version, acts_of, take_turn
from congress.errors import NotFound
from congress.kept import Kept, Newest
from congress.meetings.models import Meeting, MeetingSession
from congress.rules.admission import Entry, first_entry

REGISTERS_KEPT = 16
MOST_NEW = 1000
BEHIND_MS = 0, 5_000
"""By how much another server's clock, which its keys begin with, may be behind: tried one after the other."""

QUIET_TURNS = 32
NONE = uuid.UUID(int=0)
Key = tuple[uuid.UUID, uuid.UUID]
"""Of a delegate and a session."""


@dataclass
class Ground:
    """The sessions, whom they and the gates are open to, and the devices that have called, by key; those are added to."""

    places: Sequence[Row[Any]]
    openings: Openings
    posts: dict[uuid.UUID, Post] = field(default_factory=dict)

    def heard(self, connection: Connection, devices: Iterable[uuid.UUID]) -> None:
        """Look up the devices that have not called before.

        Raises:
            NotFound: one is not there any more.
        """
        unknown = set(devices) - set(self.posts)
        self.posts.update(stored(connection, unknown))
        if not unknown <= set(self.posts):
            raise NotFound


class Passages:
    """Who came in and who went out, of the scans that were not taken back."""

    def __init__(self) -> None:
        self.scans, self.last = 0, NONE
        self.nonces: set[str] = set()
        self.entries: dict[Key, list[Entry]] = {}
        self.exits: dict[Key, list[Entry]] = {}
        self._asked: set[tuple[str, str]] = set()
        self._undone: set[str] = set()
        self._told: Mapping[uuid.UUID, Inside] = {}
        self._first: dict[uuid.UUID, dict[uuid.UUID, Entry]] = {}

    def note(self, row: Mapping[str, Any]) -> None:
        """Note a stored scan, once."""
        self.scans, self.last = self.scans + 1, max(self.last, row["id"])
        self.nonces.add(row["nonce"])
        if row["undoes"]:
            self._take_back(row)
        elif row["verdict"] in PASSING and row["delegate_id"] and not self._taken_back(row):
            self._pass(row)

    def note_all(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Note what was read: what takes back first, since it may have come before what it takes back."""
        for row in rows:
            self.note(row)

    def first(self) -> Mapping[uuid.UUID, Inside]:
        """First arrivals by session and person; what is given stays as it is."""
        self._told, self._first = {**self._told, **self._first}, {}
        return self._told

    def _taken_back(self, row: Mapping[str, Any]) -> bool:
        return row["nonce"] in self._undone or (row["nonce"], row["by"]) in self._asked

    def _pass(self, row: Mapping[str, Any]) -> None:
        person, place = row["delegate_id"], row["session_id"]
        entry = Entry(row["scanned_at"], intern(row["gate"]), row["nonce"])
        passages = self.entries if row["verdict"] in ADMITTING else self.exits
        passages.setdefault((person, place), []).append(entry)
        if passages is self.entries:
            here = self._first_at(place)
            here[person] = first_entry((entry, here.get(person, entry))) or entry

    def _first_at(self, place: uuid.UUID) -> dict[uuid.UUID, Entry]:
        if place not in self._first:
            self._first[place] = dict(self._told.get(place, {}))
        return self._first[place]

    def _take_back(self, row: Mapping[str, Any]) -> None:
        """By the door's own clerk, or by who may take back any."""
        self._asked.add((row["undoes"], row["by"]))
        if row["verdict"] != "undone":
            return
        self._undone.add(row["undoes"])
        person, place = key = row["delegate_id"], row["session_id"]
        for passages in (self.entries, self.exits):
            if key in passages:
                passages[key] = [entry for entry in passages[key] if entry.nonce != row["undoes"]]
        here, earliest = self._first_at(place), first_entry(self.entries.get(key, ()))
        if earliest is not None:
            here[person] = earliest
        else:
            here.pop(person, None)


_PLACES = (
    select(MeetingSession.id, MeetingSession.number, MeetingSession.name, MeetingSession.kind, MeetingSession.held_on)
    .add_columns(Meeting.rehearsal_from, Meeting.rehearsal_until)
    .join(Meeting, Meeting.id == MeetingSession.meeting_id)
    .where(MeetingSession.meeting_id == bindparam("meeting"))
    .order_by(MeetingSession.number)
)
_NOTED = Scan.id, Scan.nonce, Scan.delegate_id, Scan.session_id, Scan.scanned_at, Scan.gate, Scan.verdict, Scan.by, Scan.undoes
_OF_MEETING = select(*_NOTED).where(Scan.meeting_id == bindparam("meeting")).order_by(Scan.undoes.is_(None))
_THEIRS = _OF_MEETING.where(Scan.delegate_id.in_(bindparam("keys", expanding=True)), counted(PASSING))
_UNDOING = _OF_MEETING.where(Scan.undoes.is_not(None), Scan.undoes.in_(bindparam("nonces", expanding=True)))
# Of every meeting: asked for one, SQLite would read all its scans to find those with a later key.
_NEW = select(*_NOTED, Scan.meeting_id).where(Scan.id > bindparam("last")).order_by(Scan.undoes.is_(None)).limit(MOST_NEW + 1)


class Register:
    """What is known of one meeting, to be used by who holds its turn.

    The whole list is read once so many turns were taken without an act between them that it pays: while thousands of bodies
    are loaded, or a committee works through its list, each turn asks for its own few people only.
    """

    ground: Ground

    def __init__(self, meeting_id: uuid.UUID, *, whole: bool = True) -> None:
        self.meeting_id, self.passages, self._whole = meeting_id, Passages(), whole
        self._acts, self._turns = -1, 0
        self._people: People | None = None

    def bring_up(self, connection: Connection, version: Version) -> None:
        """Read what has changed since this version was not the present one."""
        if self._acts != version.acts:
            self._acts, self._turns, self._people = version.acts, 0, None
            places = connection.execute(_PLACES, {"meeting": self.meeting_id}).all()
            self.ground = Ground(places, opened(connection, self.meeting_id))
        self._turns += 1
        if self._people is None and self._turns > QUIET_TURNS:
            self._people = everybody(connection, self.meeting_id)
        if self._whole and self.passages.scans != version.scans and not self._read_new(connection, version.scans):
            self.passages = Passages()
            self.passages.note_all(connection.execute(_OF_MEETING, {"meeting": self.meeting_id}).mappings())
            self.passages.scans = version.scans

    def people(
        self, connection: Connection, digests: Collection[bytes], numbers: Collection[int], keys: Collection[uuid.UUID]
    ) -> People:
        """The list, or as much of it as has these codes, numbers and keys."""
        return self._people or some_people(connection, self.meeting_id, digests, numbers, keys)

    def stored(self, nonces: set[str]) -> set[str]:
        """Those of the nonces under which scans may be stored."""
        return nonces & self.passages.nonces if self._whole else nonces

    def look_up(self, connection: Connection, nonces: Collection[str], keys: Collection[uuid.UUID]) -> None:
        """Read who of these people is in, and what takes back these scans, where it is not known of everybody."""
        if not self._whole:
            asked = {"meeting": self.meeting_id, "nonces": list(nonces), "keys": list(keys)}
            undoing = connection.execute(_UNDOING, asked).mappings().all()
            self.passages.note_all([*undoing, *connection.execute(_THEIRS, asked).mappings()])

    def _read_new(self, connection: Connection, scans: int) -> bool:
        """Whether the scans with later keys are all that is new; noted then. Wiping counts as a scan that nobody finds."""
        if not self.passages.scans:
            return False
        for behind in BEHIND_MS:
            since = uuid.UUID(int=max(0, self.passages.last.int - (behind << 80)))
            came = connection.execute(_NEW, {"last": since}).mappings().all()
            known = self.passages.nonces
            new = [row for row in came if row["meeting_id"] == self.meeting_id and row["nonce"] not in known]
            if len(came) <= MOST_NEW and self.passages.scans + len(new) == scans:
                self.passages.note_all(new)
                return True
        return False


_registers: Kept[Newest[uuid.UUID, Register]] = Kept(partial(Newest, REGISTERS_KEPT))


def take_up(connection: Connection, meeting_id: uuid.UUID, scans: int, *, kept: bool) -> Register:
    """The register, brought up to date, while it is this door's turn to store so many scans.

    Args:
        kept: the one of this process, which others find again only after `put_back`, so that a transaction that fails leaves
            nothing of itself. Otherwise one that sees what the open transaction has changed already, and knows of the scans
            only what matters to the people asked for.
    """
    version = take_turn(connection, meeting_id, scans)
    register = (_registers.here().take(meeting_id) if kept else None) or Register(meeting_id, whole=kept)
    if register.passages.scans != version.scans:
        version = Version(acts_of(connection, meeting_id), version.scans)  # somebody had the turn, and this one may have waited
    register.bring_up(connection, version)
    return register


def put_back(register: Register) -> None:
    """Keep a register whose scans are stored now, and let the live pages know."""
    _registers.here().put(register.meeting_id, register)
    publish(register.meeting_id, register.passages.scans, register.passages.first())
