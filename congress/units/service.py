"""Reading and changing the tree of bodies."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from congress import audit
from congress.db import db, expect_version, transaction
from congress.errors import NotFound, Refused
from congress.rules.names import clean_name, phrase_key, search_key
from congress.units.models import HeadCount, Unit


@dataclass(frozen=True)
class NewUnit:
    """What a new body needs; `kind` and `level` are codes of seeds/levels.json."""

    code: str
    name: str
    level: str
    kind: str
    parent_id: uuid.UUID | None = None
    position: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


def by_id(unit_id: uuid.UUID) -> Unit:
    """One body.

    Raises:
        NotFound: there is none with this key.
    """
    unit = db.session.get(Unit, unit_id)
    if unit is None:
        raise NotFound
    return unit


def by_code(code: str, day: date) -> Unit:
    """The body that bore this code on this day.

    Raises:
        NotFound: none did.
    """
    statement = valid_on(select(Unit).where(Unit.code == code), day).order_by(Unit.valid_from, Unit.id)
    unit = db.session.execute(statement).scalars().first()
    if unit is None:
        raise NotFound
    return unit


def valid_on(statement: Select, day: date) -> Select:
    """Narrow a query over Unit to the bodies that existed on this day."""
    return statement.where(
        or_(Unit.valid_from.is_(None), Unit.valid_from <= day), or_(Unit.valid_to.is_(None), Unit.valid_to >= day)
    )


def chains(unit_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """For each body the keys from itself up to the root, in one query."""
    wanted = set(unit_ids)
    if not wanted:
        return {}
    base = select(Unit.id.label("start"), Unit.id.label("id"), Unit.parent_id.label("parent_id")).where(Unit.id.in_(wanted))
    walk = base.cte("walk", recursive=True)
    up = aliased(Unit)
    walk = walk.union_all(select(walk.c.start, up.id, up.parent_id).where(up.id == walk.c.parent_id))
    parents: dict[uuid.UUID, dict[uuid.UUID, uuid.UUID | None]] = {}
    for start, unit_id, parent_id in db.session.execute(select(walk)):
        parents.setdefault(start, {})[unit_id] = parent_id
    return {start: _climb(start, steps) for start, steps in parents.items()}


def _climb(start: uuid.UUID, steps: dict[uuid.UUID, uuid.UUID | None]) -> list[uuid.UUID]:
    chain, current = [], start
    while current is not None and current not in chain:
        chain.append(current)
        current = steps.get(current)
    return chain


def children(unit_id: uuid.UUID | None, day: date | None = None) -> list[Unit]:
    """Bodies directly below, in the plan's order, then by name."""
    statement = select(Unit).where(Unit.parent_id == unit_id).order_by(Unit.position, Unit.sort_key, Unit.id)
    return list(db.session.execute(valid_on(statement, day) if day else statement).scalars())


def add_units(actor: str, now: datetime, wishes: Iterable[NewUnit]) -> list[Unit]:
    """Store new bodies, all or none.

    Raises:
        Refused: `unit_name_missing`, `unit_code_taken`.
    """
    wishes = list(wishes)
    with transaction() as session:
        taken = {
            (code, since)
            for code, since in session.execute(
                select(Unit.code, Unit.valid_from).where(Unit.code.in_([w.code for w in wishes]))
            )
        }
        units = []
        for wish in wishes:
            name = clean_name(wish.name)
            if not name:
                raise Refused("unit_name_missing")
            if (wish.code, wish.valid_from) in taken:
                raise Refused("unit_code_taken", code=wish.code)
            taken.add((wish.code, wish.valid_from))
            units.append(_new_row(wish, name))
        session.add_all(units)
        session.flush()
        names = [unit.name for unit in units[:50]]
        audit.record(session, at=now, actor=actor, act="units.add", subject=f"units {len(units)}", names=names)
        return units


def _new_row(wish: NewUnit, name: str) -> Unit:
    return Unit(
        code=wish.code,
        name=name,
        level=wish.level,
        kind=wish.kind,
        parent_id=wish.parent_id,
        position=wish.position,
        valid_from=wish.valid_from,
        valid_to=wish.valid_to,
        sort_key=phrase_key(name),
        search_key=search_key(name),
    )


def change(actor: str, now: datetime, unit_id: uuid.UUID, name: str, last_day: date | None, seen_version: int) -> Unit:
    """Correct the name of a body and its last day (None: it goes on).

    A renaming by law is a new body; which one it succeeds comes with the public lists (see congress/install.py).

    Raises:
        Refused: `unit_name_missing`, `unit_ends_early` before its first day, `stale`.
    """
    with transaction() as session:
        unit = by_id(unit_id)
        expect_version(unit, seen_version)
        cleaned = clean_name(name)
        if not cleaned:
            raise Refused("unit_name_missing", field="name")
        if last_day and unit.valid_from and last_day < unit.valid_from:
            raise Refused("unit_ends_early", field="last_day", first_day=unit.valid_from)
        before = [unit.name, unit.valid_to]
        unit.name, unit.sort_key, unit.search_key = cleaned, phrase_key(cleaned), search_key(cleaned)
        unit.valid_to = last_day
        after = [cleaned, last_day]
        audit.record(session, at=now, actor=actor, act="units.change", subject=f"unit {unit.code}", before=before, after=after)
        return unit


def declare_head_count(
    actor: str, now: datetime, unit_id: uuid.UUID, number: int, counted_on: date, definition: str, declared_by: str
) -> HeadCount:
    """Record a declared head count; the same day again replaces the figure.

    Raises:
        Refused: `head_count_range` below 0 or above 1,000,000.
    """
    if not 0 <= number <= 1_000_000:
        raise Refused("head_count_range", number=number)
    with transaction() as session:
        unit = by_id(unit_id)
        statement = select(HeadCount).where(HeadCount.unit_id == unit_id, HeadCount.counted_on == counted_on)
        count = session.execute(statement).scalar_one_or_none()
        if count is None:
            count = HeadCount(unit_id=unit_id, counted_on=counted_on)
            session.add(count)
        before = count.number
        count.number, count.definition, count.declared_by = number, clean_name(definition), clean_name(declared_by)
        audit.record(
            session, at=now, actor=actor, act="units.head_count", subject=f"unit {unit.code}", before=before, after=number
        )
        return count


def head_counts(unit_ids: Iterable[uuid.UUID], day: date) -> dict[uuid.UUID, HeadCount]:
    """The newest declared count of each body up to this day."""
    wanted = list(unit_ids)
    newest = (
        select(HeadCount.unit_id, func.max(HeadCount.counted_on).label("counted_on"))
        .where(HeadCount.unit_id.in_(wanted), HeadCount.counted_on <= day)
        .group_by(HeadCount.unit_id)
        .subquery()
    )
    statement = select(HeadCount).join(
        newest, (HeadCount.unit_id == newest.c.unit_id) & (HeadCount.counted_on == newest.c.counted_on)
    )
    return {count.unit_id: count for count in db.session.execute(statement).scalars()}
