"""Who may see what: every view names its permission here, and is loaded, checked and run in that order."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from congress.accounts import service as accounts
from congress.db import retried
from congress.errors import NotAllowed, NotFound
from congress.meetings import service as meetings
from congress.meetings.models import Meeting
from congress.meetings.status import is_editable
from congress.plans import service as plans
from congress.plans.models import Plan
from congress.units import service as units
from congress.units.models import Unit
from congress.web import errors

View = Callable[..., Any]


def public(view: View) -> View:
    """For everybody, signed in or not."""
    return _named(view, "public", view)


def signed_in(view: View) -> View:
    """For everybody who has signed in."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return to_sign_in()
        return retried(lambda: view(*args, **kwargs))

    return _named(guarded, "signed_in", view)


def installation(permission: str) -> Callable[[View], View]:
    """For roles of the whole installation."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return to_sign_in()
            if not accounts.is_administrator(current_user):
                raise NotAllowed
            return retried(lambda: view(*args, **kwargs))

        return _named(guarded, permission, view)

    return wrap


def for_meeting(permission: str) -> Callable[[View], View]:
    """For a meeting named by `<int:number>` in the address; the view gets the Meeting as its first argument.

    404 when the user has nothing to do with the meeting, 403 when the act needs another role. `g.meeting`,
    `g.permissions` and `g.own_units` are set for the page.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(number: int, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return to_sign_in()
            meeting = open_meeting(number, permission)
            return retried(lambda: view(meeting, **kwargs))

        return _named(guarded, permission, view)

    return wrap


def open_meeting(number: int, permission: str) -> Meeting:
    """The meeting with this number, if the signed-in user has the permission there.

    Raises:
        NotFound: no such meeting, or not one of theirs.
        NotAllowed: theirs, but without this permission.
    """
    meeting = meetings.by_number(number)
    permissions = permissions_at(meeting)
    if not permissions:
        raise NotFound
    g.meeting, g.permissions, g.own_units = meeting, permissions, accounts.own_units(current_user)
    if permission not in permissions:
        raise NotAllowed
    return meeting


def permissions_at(meeting: Meeting) -> frozenset[str]:
    """What the signed-in user may do at this meeting."""
    role_units = [role.unit_id for role in current_user.roles if role.unit_id]
    chains = units.chains([meeting.unit_id, *role_units])
    return accounts.permissions_on_meeting(current_user, meeting.id, chains[meeting.unit_id], chains)


def offered() -> frozenset[str]:
    """The permissions whose buttons a page shows: those to change a meeting are of no use while its file is closed."""
    permissions: frozenset[str] = g.get("permissions", frozenset())
    meeting = g.get("meeting")
    return permissions if meeting is None or is_editable(meeting) else permissions - accounts.CHANGES


def for_unit(permission: str) -> Callable[[View], View]:
    """For a body named by `<uuid:unit_id>` in the address; the view gets the Unit as its first argument."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(unit_id: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return to_sign_in()
            unit = units.by_id(unit_id)
            permissions = permissions_on(unit)
            if not permissions:
                raise NotFound
            g.unit, g.permissions = unit, permissions
            if permission not in permissions:
                raise NotAllowed
            return retried(lambda: view(unit, **kwargs))

        return _named(guarded, permission, view)

    return wrap


def for_plan(permission: str) -> Callable[[View], View]:
    """For a plan named by `<uuid:plan_id>` in the address; the view gets the Plan as its first argument.

    Bodies below the one that issued the plan may read it.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(plan_id: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return to_sign_in()
            plan = plans.by_id(plan_id)
            permissions = permissions_on(plan.unit) | _reading_from_below(plan)
            if not permissions:
                raise NotFound
            g.unit, g.permissions = plan.unit, permissions
            if permission not in permissions:
                raise NotAllowed
            return retried(lambda: view(plan, **kwargs))

        return _named(guarded, permission, view)

    return wrap


def _reading_from_below(plan: Plan) -> frozenset[str]:
    own = [role.unit_id for role in current_user.roles if role.unit_id]
    below = any(plan.unit_id in chain for chain in units.chains(own).values())
    return frozenset({"unit.view"}) if below else frozenset()


def permissions_on(unit: Unit) -> frozenset[str]:
    """What the signed-in user may do with this body."""
    return accounts.permissions_on_unit(current_user, units.chains([unit.id])[unit.id])


def actor() -> str:
    """Sign-in name of the person at the keyboard, for services and the history."""
    return str(current_user.login)


def to_sign_in() -> Response:
    """Ask to sign in, then come back here; a program gets 401."""
    if request.path.startswith("/api/"):
        return current_app.make_response(errors.error_page(401))
    kept = errors.session_ended(401)
    if kept is not None:
        return current_app.make_response(kept)
    back = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("accounts.sign_in", tiep=back))


def _named(guarded: View, permission: str, view: View) -> View:
    guarded.permission = permission  # type: ignore[attr-defined]
    guarded.__doc__ = view.__doc__
    return guarded
