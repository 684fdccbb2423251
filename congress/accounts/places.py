"""Finding the body or the meeting a role is meant for, from what was typed."""

import uuid
from datetime import date

from sqlalchemy import select

from congress.accounts.permissions import MEETING_ROLES, UNIT_ROLES
from congress.accounts.scope import Scope, meetings, meetings_in
from congress.db import db
from congress.errors import Refused
from congress.units.models import Unit
from congress.units.tree import find

LARGEST_NUMBER = 2**31 - 1


def find_place(
    scope: Scope, kind: str, text: str, chosen: uuid.UUID | None, number: int | None, day: date
) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """(body, meeting) the role is meant for; both None for the installation.

    Args:
        kind: `unit`, `meeting` or `installation`.
        text: name or code of a body; empty means the body of the scope itself.
        chosen: the body picked among several of that name.
        number: the meeting's number.

    Raises:
        Refused: `place_unit_missing`, `place_unit_none`, `place_unit_many`, `place_meeting_none`, `role_unknown`.
    """
    if kind == "unit":
        return _unit(scope, text, chosen, day), None
    if kind == "meeting":
        return None, _meeting(scope, number)
    if kind == "installation" and scope.everywhere:
        return None, None
    raise Refused("role_unknown", field="role", role=kind)


def offered_units(scope: Scope, text: str, day: date) -> list[Unit]:
    """Bodies of the scope whose name or code fits, at most a page of them."""
    if not text.strip():
        return []
    roots = None if scope.everywhere else [scope.unit_id] if scope.unit_id else []
    return [row.unit for row in find(roots, text, day).rows]


def kind_of(role: str, kind: str) -> bool:
    """Whether this role can be given on a thing of this kind."""
    return role in {"unit": UNIT_ROLES, "meeting": MEETING_ROLES, "installation": ("administrator",)}.get(kind, ())


def _unit(scope: Scope, text: str, chosen: uuid.UUID | None, day: date) -> uuid.UUID:
    if not text.strip():
        if scope.unit_id is None:
            raise Refused("place_unit_missing", field="unit")
        return scope.unit_id
    offered = offered_units(scope, text, day)
    picked = [unit.id for unit in offered if unit.id == chosen] or [unit.id for unit in offered if unit.code == text.strip()]
    if not offered:
        raise Refused("place_unit_none", field="unit", text=text)
    if not picked and len(offered) > 1:
        raise Refused("place_unit_many", field="unit", count=len(offered))
    return (picked or [offered[0].id])[0]


def _meeting(scope: Scope, number: int | None) -> uuid.UUID:
    table = meetings()
    if number is not None and 0 < number <= LARGEST_NUMBER:
        found = db.session.execute(
            select(table.c.id).where(table.c.number == number, table.c.id.in_(meetings_in(scope)))
        ).first()
        if found:
            return uuid.UUID(str(found[0]))
    raise Refused("place_meeting_none", field="meeting_number")
