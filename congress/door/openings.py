"""Which gates and sessions are open to whom: kept for groups and bodies, or open to everybody."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from sqlalchemy import Connection, Row, select

from congress.door.devices.models import DoorGate, DoorOpening
from congress.meetings.models import MeetingSession
from congress.rules.admission import open_to


class Placed(Protocol):
    """Somebody with a group and a body."""

    @property
    def group_id(self) -> uuid.UUID | None:
        """The key of the group, None for who is in none."""

    @property
    def unit_id(self) -> uuid.UUID | None:
        """The key of the body, None for who comes from none."""


@dataclass(frozen=True)
class Openings:
    """The keys of groups and bodies each gate (by name) and session (by number) is kept for; none: everybody's."""

    gates: dict[str, frozenset[uuid.UUID]]
    sessions: dict[str, frozenset[uuid.UUID]]

    @cached_property
    def _known(self) -> dict[tuple[Any, Any], tuple[frozenset[str], frozenset[str]]]:
        return {}

    def of(self, person: Placed) -> tuple[frozenset[str], frozenset[str]]:
        """The gates and sessions open to somebody; an empty set means all."""
        if not self.gates and not self.sessions:
            return frozenset(), frozenset()
        pair = person.group_id, person.unit_id
        known = self._known.get(pair)
        if known is None:
            keys = frozenset(key for key in pair if key)
            known = self._known[pair] = (open_to(self.gates, keys), open_to(self.sessions, keys))
        return known


EVERYWHERE = Openings({}, {})


def opened(connection: Connection, meeting_id: uuid.UUID) -> Openings:
    """The openings of a meeting: one query, two more where a place is kept for somebody."""
    columns = DoorOpening.gate_id, DoorOpening.session_id, DoorOpening.group_id, DoorOpening.unit_id
    rows = connection.execute(select(*columns).where(DoorOpening.meeting_id == meeting_id)).all()
    if not rows:
        return EVERYWHERE
    gates = connection.execute(select(DoorGate.id, DoorGate.name).where(DoorGate.meeting_id == meeting_id))
    places = select(MeetingSession.id, MeetingSession.number).where(MeetingSession.meeting_id == meeting_id)
    named = {key: str(number) for key, number in connection.execute(places)}
    return Openings(_kept_for(dict(gates.all()), rows, 0), _kept_for(named, rows, 1))


def _kept_for(names: dict[uuid.UUID, str], rows: Iterable[Row[Any]], column: int) -> dict[str, frozenset[uuid.UUID]]:
    kept: dict[str, set[uuid.UUID]] = {name: set() for name in names.values()}
    for row in rows:
        if row[column] is not None:
            kept[names[row[column]]].add(row.group_id or row.unit_id)
    return {name: frozenset(keys) for name, keys in kept.items()}
