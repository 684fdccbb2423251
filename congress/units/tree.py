"""Reading the tree: one body with its surroundings, pages of what lies below, search without accents."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from congress.db import db
from congress.rules.names import search_key
from congress.units.models import HeadCount, Unit, UnitSuccession
from congress.units.service import chains, head_counts, valid_on

PER_PAGE = 50


@dataclass(frozen=True)
class UnitRow:
    """A line of a list: the body, how many lie below it, its newest declared head count."""

    unit: Unit
    below: int
    head_count: HeadCount | None


@dataclass(frozen=True)
class UnitPage:
    """One page of a list of bodies; `total` counts all pages."""

    rows: tuple[UnitRow, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class Succession:
    """The other body of a merger or renaming, the day and the source."""

    unit: Unit
    happened_on: date
    source: str


def below(unit_id: uuid.UUID, day: date, text: str = "", page: int = 1) -> UnitPage:
    """The bodies directly below one, valid on `day`, narrowed to names that contain `text` (accents do not matter)."""
    statement = valid_on(select(Unit).where(Unit.parent_id == unit_id), day)
    return _page(_named(statement, text).order_by(Unit.position, Unit.sort_key, Unit.id), day, page)


def find(roots: Iterable[uuid.UUID] | None, text: str, day: date, page: int = 1) -> UnitPage:
    """Bodies whose name or code contains `text`, inside the trees below `roots` (None: everywhere)."""
    statement = _named(valid_on(select(Unit), day), text)
    if roots is not None:
        statement = statement.where(Unit.id.in_(select(descendants(roots))))
    return _page(statement.order_by(Unit.sort_key, Unit.id), day, page)


def rows_of(unit_ids: Iterable[uuid.UUID], day: date) -> tuple[UnitRow, ...]:
    """Lines for these bodies, by name."""
    statement = select(Unit).where(Unit.id.in_(list(unit_ids))).order_by(Unit.sort_key, Unit.id)
    return _rows(list(db.session.execute(statement).scalars()), day)


def top(day: date) -> tuple[UnitRow, ...]:
    """The bodies with nothing above them."""
    statement = valid_on(select(Unit).where(Unit.parent_id.is_(None)), day).order_by(Unit.sort_key, Unit.id)
    return _rows(list(db.session.execute(statement).scalars()), day)


def descendants(roots: Iterable[uuid.UUID]) -> object:
    """The keys of these bodies and of all below them, as a recursive query to select from."""
    walk = select(Unit.id).where(Unit.id.in_(list(roots))).cte("descendants", recursive=True)
    lower = aliased(Unit)
    return walk.union(select(lower.id).where(lower.parent_id == walk.c.id))


def path_to(unit: Unit) -> list[Unit]:
    """The bodies from the root down to this one, itself last."""
    chain = chains([unit.id])[unit.id]
    found = {row.id: row for row in db.session.execute(select(Unit).where(Unit.id.in_(chain))).scalars()}
    return [found[key] for key in reversed(chain)]


def successors(unit: Unit) -> list[Succession]:
    """The bodies this one went over into."""
    return _successions(UnitSuccession.old_id == unit.id, UnitSuccession.new_id)


def predecessors(unit: Unit) -> list[Succession]:
    """The bodies that went over into this one."""
    return _successions(UnitSuccession.new_id == unit.id, UnitSuccession.old_id)


def declared(unit: Unit) -> list[HeadCount]:
    """Every head count declared for a body, newest first."""
    statement = select(HeadCount).where(HeadCount.unit_id == unit.id).order_by(HeadCount.counted_on.desc(), HeadCount.id)
    return list(db.session.execute(statement).scalars())


def _successions(condition: object, other: object) -> list[Succession]:
    statement = (
        select(Unit, UnitSuccession.happened_on, UnitSuccession.source)
        .join(UnitSuccession, Unit.id == other)
        .where(condition)
        .order_by(UnitSuccession.happened_on, Unit.sort_key, Unit.id)
    )
    return [Succession(*row) for row in db.session.execute(statement)]


def _named(statement: Select, text: str) -> Select:
    wanted = search_key(text)
    if not wanted:
        return statement
    by_name = Unit.search_key.contains(wanted, autoescape=True)
    return statement.where(by_name | (Unit.code == text.strip()))


def _page(statement: Select, day: date, page: int) -> UnitPage:
    total = db.session.execute(select(func.count()).select_from(statement.order_by(None).subquery())).scalar_one()
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(page, 1), pages)
    found = db.session.execute(statement.limit(PER_PAGE).offset((number - 1) * PER_PAGE)).scalars()
    return UnitPage(_rows(list(found), day), number, pages, total)


def _rows(units: Sequence[Unit], day: date) -> tuple[UnitRow, ...]:
    keys = [unit.id for unit in units]
    counted = valid_on(select(Unit.parent_id, func.count()).where(Unit.parent_id.in_(keys)), day).group_by(Unit.parent_id)
    numbers = dict(db.session.execute(counted).all())
    counts = head_counts(keys, day)
    return tuple(UnitRow(unit, numbers.get(unit.id, 0), counts.get(unit.id)) for unit in units)
