"""What a choice is made from: the nominees with their marks, the seats, and what is asked; a constant number of queries."""

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from congress.allocation import service as allocation
from congress.db import db
from congress.delegates import seats as seating
from congress.delegates.decisions import SETTLED
from congress.delegates.models import Delegate, DelegateTrait
from congress.delegates.nomination import LIVE
from congress.delegates.seats import Seats, UnitKey
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.people.models import Person
from congress.selection.models import RosterDraft, RosterMark
from congress.units.models import Unit


class Nominee(NamedTuple):
    """A delegate or guest still to come. `rank` is the place in the list of whoever holds the seat, from 1.

    `version` is that of the mark, 0 without one. Approved and summoned ones are in whatever the mark says.
    """

    number: int
    name: str
    sex: str
    birth_year: int | None
    title: str
    unit_id: UnitKey
    group_id: uuid.UUID | None
    kind: str
    status: str
    private_sector: bool
    score: int
    lock: str
    picked: bool
    version: int
    holder: UnitKey
    rank: int

    @property
    def key(self) -> str:
        """How the computation names this person: the number on the list, as the minutes do."""
        return str(self.number)

    @property
    def settled(self) -> bool:
        """True once approved: the choice is no longer about this person."""
        return self.status in SETTLED

    @property
    def kept_in(self) -> bool:
        """True when every choice must contain this person."""
        return self.settled or self.lock == "in"

    @property
    def kept_out(self) -> bool:
        """True when no choice may contain this person."""
        return self.status in LIVE and not self.settled and self.lock == "out"

    @property
    def chosen(self) -> bool:
        """True when the draft contains this person."""
        return self.kept_in or (self.picked and not self.kept_out)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the choice, see RosterDraft; `version` 0 while nothing was stored."""

    total: int | None = None
    minimums: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)
    sensitive: bool = False
    seed: str = ""
    outcome: Mapping[str, Any] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Whoever holds seats or sends nominees: a body, or (key None) those who belong to no unit."""

    key: UnitKey
    code: str
    name: str

    @property
    def address(self) -> str:
        """How an address names it."""
        return self.code or "-"


@dataclass(frozen=True)
class Ground:
    """Everything one visit reads. `places` in the order of the lists, each with its nominees in `nominees`, best first."""

    meeting: Meeting
    seats: Seats
    places: tuple[Place, ...]
    nominees: tuple[Nominee, ...]
    wish: Wish

    @property
    def total(self) -> int:
        """How many are to be chosen."""
        return self.seats.total if self.wish.total is None else self.wish.total

    @property
    def seed(self) -> str:
        """What the lots are drawn from."""
        return self.wish.seed or usual_seed(self.meeting)

    @cached_property
    def chosen(self) -> tuple[Nominee, ...]:
        """Whoever the draft contains."""
        return tuple(nominee for nominee in self.nominees if nominee.chosen)

    def state(self) -> str:
        """Changes when anything does that a computation depends on, or the draft itself."""
        people = [
            (n.number, n.status, n.score, n.lock, n.picked, str(n.holder), str(n.group_id), n.kind, n.sex, n.birth_year, n.rank)
            for n in self.nominees
        ]
        traits = [nominee.number for nominee in self.nominees if nominee.private_sector]
        wish = self.wish
        asked = [self.total, sorted(wish.minimums.items()), sorted(wish.bounds.items()), wish.sensitive, self.seed]
        cells = sorted((str(unit), str(group), number) for (unit, group), number in self.seats.by_cell.items())
        shares = [(group.code, group.share) for group in self.meeting.groups]
        return hashlib.sha256(json.dumps([people, traits, asked, cells, shares]).encode()).hexdigest()[:16]


def usual_seed(meeting: Meeting) -> str:
    """The seed where none is typed: the meeting's title and day, known to everybody beforehand."""
    day = f", {meeting.held_on:%d/%m/%Y}" if meeting.held_on else ""
    return f"{meeting.title}{day}"[:200]


def read(meeting: Meeting, also: int = 0) -> Ground:
    """The ground of a choice.

    Args:
        also: number of somebody who withdrew: read as if still chosen, to look for a substitute.

    Raises:
        Refused: `meeting_elects_not`; `selection_no_seats` without a share-out in force.
    """
    if not meeting.elects:
        raise Refused("meeting_elects_not")
    seats = seating.granted(meeting)
    if seats is None:
        raise Refused("selection_no_seats")
    lists = _lists(seats, _rows(meeting, also))
    places = _places({*seats.by_unit, *lists})
    ranked = (sorted(lists.get(place.key, ()), key=lambda one: (-one.score, one.rank)) for place in places)
    return Ground(meeting, seats, places, tuple(chain.from_iterable(ranked)), wish_of(meeting))


def wish_of(meeting: Meeting) -> Wish:
    """What is asked; at first the fewest people that the share-out in force names."""
    draft = draft_of(meeting)
    if draft is None:
        newest = allocation.newest(meeting)
        return Wish(minimums=dict(newest.wish.get("minimums") or {}) if newest else {})
    bounds = {rule: (low, high) for rule, (low, high) in draft.bounds.items()}
    return Wish(draft.total, draft.minimums, bounds, draft.sensitive, draft.seed, draft.outcome, draft.version)


def draft_of(meeting: Meeting) -> RosterDraft | None:
    """The stored row, or None."""
    return db.session.execute(select(RosterDraft).where(RosterDraft.meeting_id == meeting.id)).scalar_one_or_none()


def _rows(meeting: Meeting, also: int) -> Sequence[Any]:
    """Nominees in the order in which they stand in the lists of their units."""
    mark = (RosterMark.meeting_id == Delegate.meeting_id) & (RosterMark.delegate_id == Delegate.id)
    statement = (
        select(
            Delegate.number, Person.name, Person.sex, Person.birth_year, Delegate.title, Delegate.unit_id, Delegate.group_id,
            Delegate.kind, Delegate.status, _of_the_private_sector(), RosterMark.score, RosterMark.lock, RosterMark.picked,
            RosterMark.version,
        )
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(RosterMark, mark)
        .where(Delegate.meeting_id == meeting.id, Delegate.kind != "non_delegate")
        .where(Delegate.status.in_(LIVE) | (Delegate.number == also))
        .order_by(Delegate.position, Delegate.number)
    )  # fmt: skip
    return list(db.session.execute(statement))


def keys_of(meeting: Meeting, key: InstrumentedAttribute[uuid.UUID], numbers: Collection[int]) -> dict[int, uuid.UUID]:
    """A key of these delegates, their own or the person's, by number, in one query."""
    statement = select(Delegate.number, key).where(Delegate.meeting_id == meeting.id, Delegate.number.in_(numbers))
    return dict(db.session.execute(statement).all())


def _lists(seats: Seats, rows: Sequence[Any]) -> dict[UnitKey, list[Nominee]]:
    """The nominees of whoever holds the seats, ranked as their list stands."""
    chains = seating.chains_of(seats, {row.unit_id for row in rows})
    lists: dict[UnitKey, list[Nominee]] = {}
    for row in rows:
        *known, score, held, picked, version = row
        holder = seating.holder(seats, chains, row.unit_id, row.group_id)
        mine = lists.setdefault(holder, [])
        marks = (score or 0, held or "", bool(picked) or row.status not in LIVE, version or 0)
        mine.append(Nominee(*known, *marks, holder, len(mine) + 1))
    return lists


def _of_the_private_sector() -> ColumnElement[bool]:
    """Whether a delegate bears the trait of enterprises and cooperatives."""
    mine = (DelegateTrait.meeting_id == Delegate.meeting_id) & (DelegateTrait.delegate_id == Delegate.id)
    return exists().where(mine, DelegateTrait.code == "enterprise")


def _places(keys: Collection[UnitKey]) -> tuple[Place, ...]:
    """Bodies by their order in lists; last those who belong to none."""
    statement = select(Unit.id, Unit.code, Unit.name).where(Unit.id.in_([key for key in keys if key]))
    bodies = [Place(*row) for row in db.session.execute(statement.order_by(Unit.position, Unit.sort_key, Unit.id))]
    return (*bodies, *([Place(None, "", "")] if None in keys else []))
