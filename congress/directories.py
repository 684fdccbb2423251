"""Lists of bodies: those that come with the product and those of a file, loaded beside running doors.

A list is stored in slices, bodies above before those below them, and each slice's line in the history says how many came in and
how many are left. A load that was cut off is completed by loading the list again: a body is known by its code and first day.
Until then some bodies are there and others not. No figure of the product asks whether a list is whole: a congress counts the
bodies it names itself, and a body that is there has everything above it. To hide a list until its end would put one more
condition into every reading of bodies, for good, against a state that lasts for seconds.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, transaction, uuid7
from congress.errors import Refused
from congress.install import ACTOR
from congress.paths import read_seed
from congress.rules.names import clean_name, phrase_key, search_key
from congress.slices import in_slices
from congress.units.levels import kinds, level_titles
from congress.units.models import Unit, UnitSuccession
from congress.units.pasting import NAME_LIMIT
from congress.units.service import valid_on

UNIT_SETS = ("present", "former-lang-son")
CODE_LIMIT = 40
COLUMNS = ("code", "name", "kind", "level", "parent")
ASKED_AT_ONCE = 500


@dataclass(frozen=True)
class Body:
    """A row of a list: `parent` is the code of the body above, None at the root."""

    code: str
    name: str
    kind: str
    level: str
    parent: str | None
    position: int
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Directory:
    """A list of bodies that were all valid over the same days, each after the one above it."""

    name: str
    since: date | None
    bodies: Sequence[Body]


def shipped(name: str) -> Directory:
    """A list that comes with the product."""
    return _directory(name, read_seed(f"units/{name}"))


def from_file(path: Path) -> Directory:
    """A list in a file of the same shape as those in seeds/units.

    Raises:
        Refused: `unit_list_unreadable`; `unit_list_row` with the number of the first row that cannot be a body.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        found = _directory(path.stem, document)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
        raise Refused("unit_list_unreadable") from problem
    _check(found)
    return found


def _directory(name: str, document: Mapping[str, Any]) -> Directory:
    since, until = _day(document["valid_from"]), _day(document["valid_to"])
    columns = [document["columns"].index(column) for column in COLUMNS]
    bodies = [
        Body(*[row[column] for column in columns], position=place, since=since, until=until)
        for place, row in enumerate(document["units"])
    ]
    return Directory(name, since, bodies)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _check(directory: Directory) -> None:
    seen: set[str] = set()
    for row, body in enumerate(directory.bodies, start=1):
        if not _possible(body) or body.code in seen or body.parent == body.code:
            raise Refused("unit_list_row", row=row)
        seen.add(body.code)


def _possible(body: Body) -> bool:
    texts = (body.code, body.name, body.kind, body.level)
    if not all(isinstance(one, str) for one in texts) or not (body.parent is None or isinstance(body.parent, str)):
        return False
    fits = 0 < len(body.code.strip()) <= CODE_LIMIT and 0 < len(clean_name(body.name)) <= NAME_LIMIT
    ends = body.since is None or body.until is None or body.since <= body.until
    stored = "\0" not in body.code + body.name + (body.parent or "")
    return fits and ends and stored and body.kind in kinds() and body.level in level_titles()


def load_units(now: datetime, name: str, actor: str = ACTOR) -> int:
    """Load a list that comes with the product, as `load`."""
    return load(now, shipped(name), actor)


def load(now: datetime, directory: Directory, actor: str = ACTOR) -> int:
    """Add the bodies of a list (and the nation above them) that are not there yet; how many were added.

    Raises:
        Refused: `unit_list_row` with the number of a row whose body above is neither in the list before it nor in the tree.
    """
    bodies = [*shipped("nation").bodies, *directory.bodies]
    stored = _known(db.session(), {body.code for body in bodies})
    keys = _above(directory, {body.code for body in bodies})
    _refuse_orphans(directory, keys)
    keys |= {body.code: stored[body.code, body.since] for body in bodies if (body.code, body.since) in stored}
    db.session.rollback()
    loading = _Loading(now, actor, directory, keys)
    in_slices([body for body in bodies if (body.code, body.since) not in stored], loading.row, loading.store)
    loading.close()
    return loading.added


def _known(session: Session, codes: Iterable[str]) -> dict[tuple[str, date | None], uuid.UUID]:
    """The bodies with these codes that are there, by code and first day."""
    listed, found = sorted(codes), {}
    for first in range(0, len(listed), ASKED_AT_ONCE):
        statement = select(Unit.code, Unit.valid_from, Unit.id).where(Unit.code.in_(listed[first : first + ASKED_AT_ONCE]))
        found |= {(code, since): key for code, since, key in session.execute(statement)}
    return found


def _above(directory: Directory, codes: set[str]) -> dict[str, uuid.UUID]:
    """Bodies above that are not in the list, by code: those of the tree on the list's first day."""
    wanted = sorted({body.parent for body in directory.bodies if body.parent and body.parent not in codes})
    found: dict[str, uuid.UUID] = {}
    for first in range(0, len(wanted), ASKED_AT_ONCE):
        statement = select(Unit.code, Unit.id).where(Unit.code.in_(wanted[first : first + ASKED_AT_ONCE]))
        statement = valid_on(statement, directory.since) if directory.since else statement
        rows = db.session.execute(statement.order_by(Unit.valid_from, Unit.id))
        found |= {row.code: row.id for row in rows}
    return found


def _refuse_orphans(directory: Directory, above: Mapping[str, uuid.UUID]) -> None:
    seen = {body.code for body in shipped("nation").bodies} | set(above)
    for row, body in enumerate(directory.bodies, start=1):
        if body.parent is not None and body.parent not in seen:
            raise Refused("unit_list_row", row=row)
        seen.add(body.code)


class _Loading:
    """One load. `keys`: of the bodies that may be named as above others, by code."""

    def __init__(self, now: datetime, actor: str, directory: Directory, keys: dict[str, uuid.UUID]) -> None:
        self._now, self._actor, self._subject, self._keys = now, actor, f"unit list {directory.name}", keys
        self._slices: dict[int, int] = {}

    @property
    def added(self) -> int:
        """How many bodies came in."""
        return sum(self._slices.values())

    def row(self, body: Body) -> tuple[Body, dict[str, Any]]:
        """A body with the row it is stored as."""
        name, key = clean_name(body.name), uuid7()
        above = self._keys[body.parent] if body.parent is not None else None
        self._keys[body.code] = key
        values = {
            "id": key, "code": body.code, "name": name, "level": body.level, "kind": body.kind, "parent_id": above,
            "position": body.position, "valid_from": body.since, "valid_to": body.until, "sort_key": phrase_key(name),
            "search_key": search_key(name), "version": 1,
        }  # fmt: skip
        return body, values

    def store(self, session: Session, ready: list[tuple[Body, dict[str, Any]]], left: int) -> None:
        """Store a slice, but for what somebody else has stored meanwhile, and note it in the history.

        Two loads take turns on PostgreSQL too; whoever only names a body does not wait.
        """
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("LOCK TABLE unit IN SHARE ROW EXCLUSIVE MODE"))
        taken = _known(session, {body.code for body, _values in ready})
        if taken:
            there = [body for body, _values in ready if (body.code, body.since) in taken]
            self._keys |= {body.code: taken[body.code, body.since] for body in there}
            ready = [self.row(body) for body, _values in ready if (body.code, body.since) not in taken]
        if ready:
            session.execute(insert(Unit.__table__), [values for _body, values in ready])
        self._slices[left] = len(ready)
        self._note(session, added=len(ready), left=left or None)

    def close(self) -> None:
        """Tie former bodies to their successors. It is noted when there are some or nothing else was."""
        with transaction() as session:
            linked = _link_successors(session)
            if linked or not self._slices:
                self._note(session, added=0, linked=linked)

    def _note(self, session: Session, **details: int | None) -> None:
        audit.record(session, at=self._now, actor=self._actor, act="units.load", subject=self._subject, **details)


def _link_successors(session: Session) -> int:
    """Tie the former bodies to those that took them over, as soon as both lists are there; how many ties are new."""
    former, present = read_seed("units/former-lang-son"), read_seed("units/present")
    records = [dict(zip(former["columns"], values, strict=True)) for values in former["units"]]
    pairs = [(record["code"], successor) for record in records for successor in record["successors"]]
    units = _known(session, {code for pair in pairs for code in pair})
    wanted = {
        (units.get((old, _day(former["valid_from"]))), units.get((new, _day(present["valid_from"])))) for old, new in pairs
    }
    known = set(session.execute(select(UnitSuccession.old_id, UnitSuccession.new_id)).all())
    fresh = [(old, new) for old, new in wanted if old and new and (old, new) not in known]
    rows = [{"id": uuid7(), "old_id": old, "new_id": new, **_succession(former, present)} for old, new in fresh]
    if rows:
        session.execute(insert(UnitSuccession), rows)
    return len(rows)


def _succession(former: dict[str, Any], present: dict[str, Any]) -> dict[str, Any]:
    return {"happened_on": _day(present["valid_from"]), "source": former["successors_source"][:300]}
