"""Which role permits what, on a meeting and on a unit."""

import uuid
from collections.abc import Sequence

from congress.accounts.models import Role, User

READ = frozenset({"meeting.view", "delegates.view", "papers.make"})
OWN_DELEGATION = frozenset({"meeting.view", "delegates.nominate"})
DOOR = frozenset({"meeting.view", "door.scan", "door.view"})
ORGANIZE = READ | frozenset(
    {
        "meeting.edit",
        "agenda.edit",
        "allocation.edit",
        "delegates.edit",
        "delegates.nominate",
        "particulars.view",
        "badges.print",
        "door.scan",
        "door.view",
        "door.manage",
        "awards.edit",
        "elections.edit",
        "submissions.send",
        "submissions.receive",
        "history.view",
    }
)
CHANGES = frozenset({"agenda.edit", "allocation.edit", "delegates.edit", "delegates.nominate", "awards.edit", "elections.edit"})
"""What is refused once the file of a meeting is closed."""

UNIT_OFFICE = frozenset({"unit.view", "unit.edit", "meeting.create"})
STANDING_BODY = UNIT_OFFICE | frozenset({"plan.edit", "accounts.edit", "unit.watch"})
EVERYTHING = ORGANIZE | STANDING_BODY | frozenset({"installation.admin"})

UNIT_ROLES = ("standing_body", "unit_officer", "viewer")
MEETING_ROLES = ("organizer", "door", "viewer")


def is_administrator(user: User) -> bool:
    """True for the installation's administrator."""
    return any(role.name == "administrator" for role in user.roles)


def permissions_on_meeting(
    user: User, meeting_id: uuid.UUID, above: Sequence[uuid.UUID], below: dict[uuid.UUID, list[uuid.UUID]]
) -> frozenset[str]:
    """What this user may do at one meeting.

    Args:
        above: the holding unit's key first, then its parents' up to the root.
        below: for each unit the user has a role on, the keys from it up to the root.
    """
    if is_administrator(user):
        return EVERYTHING - {"installation.admin"}
    granted: set[str] = set()
    for role in user.roles:
        if role.meeting_id == meeting_id:
            granted |= {"organizer": ORGANIZE, "door": DOOR, "viewer": READ}.get(role.name, frozenset())
        elif role.unit_id is not None:
            granted |= _through_unit(role, above, below.get(role.unit_id, []))
    return frozenset(granted)


def _through_unit(role: Role, above: Sequence[uuid.UUID], chain: list[uuid.UUID]) -> frozenset[str]:
    holder = above[0]
    if role.unit_id == holder:
        return {"standing_body": ORGANIZE, "unit_officer": ORGANIZE, "viewer": READ}.get(role.name, frozenset())
    if role.unit_id in above:
        return READ if role.name in ("standing_body", "viewer") else frozenset()
    if holder in chain and role.name in ("standing_body", "unit_officer"):
        return OWN_DELEGATION
    return frozenset()


def permissions_on_unit(user: User, above: Sequence[uuid.UUID]) -> frozenset[str]:
    """What this user may do with one body; `above` is its key first, then its parents' up to the root."""
    if is_administrator(user):
        return EVERYTHING
    granted: set[str] = set()
    for role in user.roles:
        if role.unit_id not in above:
            continue
        if role.name == "standing_body":
            granted |= STANDING_BODY
        elif role.name == "unit_officer" and role.unit_id == above[0]:
            granted |= UNIT_OFFICE
        elif role.name == "unit_officer":
            granted |= {"unit.view", "unit.edit"}
        else:
            granted |= {"unit.view"}
    return frozenset(granted)


def own_units(user: User) -> list[uuid.UUID]:
    """Bodies the user speaks for when a delegation is named."""
    return [role.unit_id for role in user.roles if role.unit_id and role.name in ("standing_body", "unit_officer")]
