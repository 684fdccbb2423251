"""Bodies an office adds below itself (thôn, trường, hợp tác xã …): their codes are made here."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from congress.db import db, lock, transaction
from congress.errors import Refused
from congress.units.levels import Kind, kinds_below
from congress.units.models import Unit
from congress.units.pasting import LINE_LIMIT, PastedLine, read_lines
from congress.units.service import NewUnit, add_units, children


def preview(parent: Unit, text: str, default: str, day: date) -> list[PastedLine]:
    """What the pasted lines would add below `parent`, each with its problem; nothing is stored.

    Raises:
        Refused: `units_none` for an empty text, `units_too_many` above 500 lines.
    """
    allowed = kinds_below(parent, day)
    chosen = next((kind for kind in allowed if kind.code == default), None)
    lines = read_lines(text, allowed, chosen, [unit.name for unit in children(parent.id, day)])
    if not lines:
        raise Refused("units_none", field="lines")
    if len(lines) > LINE_LIMIT:
        raise Refused("units_too_many", field="lines", limit=LINE_LIMIT)
    return lines


def add_below(actor: str, now: datetime, parent: Unit, text: str, default: str, day: date) -> list[Unit]:
    """Store the pasted bodies below `parent`, all or none.

    Raises:
        Refused: `units_none`, `units_too_many`, `units_lines_bad` when a line has a problem.
    """
    with transaction() as session:
        lock(session, parent)
        lines = preview(parent, text, default, day)
        bad = [line.number for line in lines if line.problem]
        if bad:
            raise Refused("units_lines_bad", field="lines", lines=", ".join(map(str, bad[:10])))
        return add_units(actor, now, _wishes(parent, lines))


def _wishes(parent: Unit, lines: Sequence[PastedLine]) -> list[NewUnit]:
    first = _last_own_number(parent) + 1
    place = max((unit.position for unit in children(parent.id)), default=0) + 1
    return [
        NewUnit(
            code=f"{parent.code}-{first + offset:03}",
            name=line.name,
            level=_level(line.kind, parent),
            kind=line.kind.code if line.kind else "",
            parent_id=parent.id,
            position=place + offset,
        )
        for offset, line in enumerate(lines)
    ]


def _level(kind: Kind | None, parent: Unit) -> str:
    return kind.level if kind and kind.level else parent.level


def _last_own_number(parent: Unit) -> int:
    """The highest number given out below this code so far, 0 when none was."""
    prefix = f"{parent.code}-"
    codes = db.session.execute(select(Unit.code).where(Unit.code.startswith(prefix, autoescape=True))).scalars()
    return max((int(code[len(prefix) :]) for code in codes if code[len(prefix) :].isdigit()), default=0)
