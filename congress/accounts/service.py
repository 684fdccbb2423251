"""The verbs and the reading functions of the room, each in the file named for what it does."""

from congress.accounts.closing import close, reopen
from congress.accounts.passwords import PASSWORD_MINIMUM, change_own_password, reset_password, set_password
from congress.accounts.permissions import (
    CHANGES,
    DOOR,
    EVERYTHING,
    MEETING_ROLES,
    ORGANIZE,
    OWN_DELEGATION,
    READ,
    STANDING_BODY,
    UNIT_OFFICE,
    UNIT_ROLES,
    is_administrator,
    own_units,
    permissions_on_meeting,
    permissions_on_unit,
)
from congress.accounts.places import find_place, offered_units
from congress.accounts.queries import HeldRole, UserPage, UserRow, held_at, may_reset, user_page, user_row
from congress.accounts.roles import RoleWish, create_with_role, give, give_by_login, grant, revoke, take
from congress.accounts.scope import EVERYWHERE, Scope
from congress.accounts.signing_in import load_user, sign_in
from congress.accounts.users import create_user, display_names, fold_login, set_language, users

__all__ = [
    "CHANGES",
    "DOOR",
    "EVERYTHING",
    "EVERYWHERE",
    "MEETING_ROLES",
    "ORGANIZE",
    "OWN_DELEGATION",
    "PASSWORD_MINIMUM",
    "READ",
    "STANDING_BODY",
    "UNIT_OFFICE",
    "UNIT_ROLES",
    "HeldRole",
    "RoleWish",
    "Scope",
    "UserPage",
    "UserRow",
    "change_own_password",
    "close",
    "create_user",
    "create_with_role",
    "display_names",
    "find_place",
    "fold_login",
    "give",
    "give_by_login",
    "grant",
    "held_at",
    "is_administrator",
    "load_user",
    "may_reset",
    "offered_units",
    "own_units",
    "permissions_on_meeting",
    "permissions_on_unit",
    "reopen",
    "reset_password",
    "revoke",
    "set_language",
    "set_password",
    "sign_in",
    "take",
    "user_page",
    "user_row",
    "users",
]
