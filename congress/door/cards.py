"""Who may come through the door: what it shows of a person, and how their badge stands."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Row, bindparam, select

from congress.delegates.models import Delegate
from congress.door.models import Badge
from congress.door.openings import Openings, Placed
from congress.door.presence import EXPECTED
from congress.meetings.models import SeatGroup
from congress.people.models import Person
from congress.rules.admission import BadgeState, Decision, Standing
from congress.units.models import Unit

DEAD: dict[str, BadgeState] = {"withdrawn": "withdrawn", "lost": "replaced", "replaced": "replaced"}
"""Why a badge died → how its code stands at the door."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the door may see of a person: no birth date, no number of an identity card, no phone."""

    number: int
    name: str
    unit: str
    group: str
    colour: str
    kind: str
    seat: str
    note: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody on the list, nominees too. `recalled_at`: since when they have no badge, the last having been taken away."""

    id: uuid.UUID
    status: str
    group_id: uuid.UUID | None
    unit_id: uuid.UUID | None
    recalled_at: datetime | None
    card: Card

    @property
    def kind(self) -> str:
        """official, guest or non_delegate."""
        return self.card.kind

    def state(self, at: datetime) -> BadgeState:
        """How the badge stood at a moment, whichever it was."""
        return "withdrawn" if self.recalled_at is not None and self.recalled_at <= at else "live"


@dataclass(frozen=True, slots=True)
class Code:
    """A badge that was ever made: whose it is, when it died, and why."""

    bearer: Bearer
    died_at: datetime | None
    cause: str

    def state(self, at: datetime) -> BadgeState:
        """How the badge stood at a moment: what was scanned before it died counts."""
        return DEAD.get(self.cause, "replaced") if self.died_at is not None and self.died_at <= at else "live"


@dataclass(frozen=True)
class People:
    """Those on the list by key and by number, and badges by the digest of their code."""

    by_key: Mapping[uuid.UUID, Bearer]
    by_number: Mapping[int, Bearer]
    codes: Mapping[bytes, Code]


NONE, NO_NUMBER = uuid.UUID(int=0), -1
"""Nobody's. Asked for nothing by one of two ways, SQLite finds neither and reads the whole list."""
_MEETING = bindparam("meeting")
_KEYS = bindparam("keys", expanding=True)
_DELEGATES = (
    select(Delegate.id, Delegate.status, Delegate.group_id, Delegate.unit_id)
    .add_columns(Delegate.number, Person.name, Unit.name, SeatGroup.name, SeatGroup.colour)
    .add_columns(Delegate.kind, Delegate.seat, Delegate.note)
    .join(Person, Person.id == Delegate.person_id)
    .outerjoin(Unit, Unit.id == Delegate.unit_id)
    .outerjoin(SeatGroup, (SeatGroup.meeting_id == Delegate.meeting_id) & (SeatGroup.id == Delegate.group_id))
    .where(Delegate.meeting_id == _MEETING)
)
_SOME = _DELEGATES.where(Delegate.id.in_(_KEYS) | Delegate.number.in_(bindparam("numbers", expanding=True)))
_BADGES = select(Badge.delegate_id, Badge.code_digest, Badge.died_at, Badge.cause).where(Badge.meeting_id == _MEETING)
_THEIRS = _BADGES.where(Badge.delegate_id.in_(_KEYS))
_HOLDERS = select(Badge.delegate_id).where(
    Badge.meeting_id == _MEETING, Badge.code_digest.in_(bindparam("digests", expanding=True))
)


def everybody(connection: Connection, meeting_id: uuid.UUID) -> People:
    """The whole list of a meeting, nominees too, and every badge ever made; two statements."""
    asked = {"meeting": meeting_id}
    badges = connection.execute(_BADGES, asked).all()  # first: who has one of them is on the list that is read later
    return _people(connection.execute(_DELEGATES, asked), badges)


def some_people(
    connection: Connection,
    meeting_id: uuid.UUID,
    digests: Collection[bytes],
    numbers: Collection[int],
    keys: Collection[uuid.UUID],
) -> People:
    """Of the list those with one of these codes, numbers or keys, and their badges; three statements."""
    holders = connection.execute(_HOLDERS, {"meeting": meeting_id, "digests": list(digests)}).scalars()
    asked = {"meeting": meeting_id, "keys": [*holders, *keys] or [NONE], "numbers": list(numbers) or [NO_NUMBER]}
    rows = connection.execute(_SOME, asked).all()
    return _people(rows, connection.execute(_THEIRS, {"meeting": meeting_id, "keys": [row.id for row in rows]}).all())


def _people(rows: Iterable[Row[Any]], badges: Sequence[Row[Any]]) -> People:
    living = {badge.delegate_id for badge in badges if badge.died_at is None}
    died = sorted((badge.died_at, badge.delegate_id) for badge in badges if badge.cause == "withdrawn")
    recalled = {delegate_id: died_at for died_at, delegate_id in died if delegate_id not in living}
    alike: dict[str, str] = {}  # a thousand people share a hundred bodies and groups
    people = {}
    for key, status, group_id, unit_id, number, name, unit, group, colour, *rest in rows:
        shared = (alike.setdefault(text or "", text or "") for text in (unit, group, colour))
        people[key] = Bearer(key, status, group_id, unit_id, recalled.get(key), Card(number, name, *shared, *rest))
    codes = {badge.code_digest: Code(people[badge.delegate_id], badge.died_at, badge.cause) for badge in badges}
    return People(people, {bearer.card.number: bearer for bearer in people.values()}, codes)


class Listed(Placed, Protocol):
    """Somebody on the list, by whatever rows they are known."""

    @property
    def status(self) -> str:
        """What became of the person: approved, withdrawn, replaced …"""


def standing_of(row: Listed | None, badge_state: BadgeState, openings: Openings) -> Standing | None:
    """How a badge stands: what became of the delegate first, then what became of the badge; None for whom nobody approved."""
    if row is None:
        return None
    if row.status in ("withdrawn", "replaced"):
        return Standing(row.status)
    gates, sessions = openings.of(row)
    return Standing(badge_state, sessions=sessions, gates=gates) if row.status in EXPECTED else None


def why(decision: Decision, row: Listed | None) -> list[str]:
    """Which of two causes a verdict has, where its sentence would differ."""
    if decision.verdict == "withdrawn" and row is not None and row.status in EXPECTED:
        return ["badge_recalled"]
    return ["person_replaced"] if decision.verdict == "replaced" and row is not None and row.status == "replaced" else []
