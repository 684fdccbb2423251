"""The verbs of the roster. Those in decisions.py, departures.py and bulk.py are named here too."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from congress.db import transaction
from congress.delegates import nomination, seats
from congress.delegates.bulk import add_many
from congress.delegates.decisions import Decided, approve, reinstate, summon, withdraw
from congress.delegates.departures import remove, replace, take_place
from congress.delegates.entering import corrected, enter, person_of, record, refuse_twice, seal
from congress.delegates.models import Delegate, DelegateTrait
from congress.delegates.nomination import Nomination
from congress.delegates.roster import by_number
from congress.delegates.scope import EVERYBODY, Scope
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people import service as people
from congress.people.models import Person
from congress.people.sealing import Sealer


def nominate(
    actor: str,
    now: datetime,
    meeting: Meeting,
    wish: Nomination,
    sealer: Sealer | None = None,
    *,
    homonym: bool = False,
    within_seats: bool = False,
) -> Delegate:
    """Put a person on the roster.

    Args:
        sealer: needed when the nomination has sensitive particulars.
        homonym: true when the caller knows that a person of the same name, unit and year is somebody else.
        within_seats: refuse to go beyond the seats granted to the unit.

    Raises:
        Refused: see `nomination.checked`; `delegate_twice`, `delegate_listed`, `seats_full`.
    """
    wish = nomination.checked(wish, meeting, now)
    with transaction() as session:
        hold(session, meeting)
        if not homonym and not wish.person_id:
            refuse_twice(meeting, wish)
        if within_seats:
            seats.refuse_full(meeting, {_place(meeting, wish): 1})
        person = person_of(actor, now, meeting, wish, homonym=homonym)
        seal(session, now, actor, meeting, person, wish, sealer)
        delegate = enter(session, now, actor, meeting, wish, person)
        record(session, now, actor, meeting, "delegates.nominate", delegate, name=person.name, kind=wish.kind)
        return delegate


def _place(meeting: Meeting, wish: Nomination) -> seats.Place:
    group = nomination.group_of(meeting, wish.group)
    return wish.unit_id, wish.kind, group.id if group else None


def edit(
    actor: str,
    now: datetime,
    meeting: Meeting,
    delegate: Delegate,
    wish: Nomination,
    seen: int,
    sealer: Sealer | None = None,
    *,
    scope: Scope = EVERYBODY,
    only_nominated: bool = False,
    homonym: bool = False,
) -> Delegate:
    """Correct a nomination and the person behind it. Status, number and seat are not changed here.

    Args:
        seen: `state_of` the delegate when the page was opened.
        only_nominated: true for an officer of a unit, who keeps within its seats and whose list is closed once approved.

    Raises:
        Refused: `stale`, `delegate_settled`, `delegate_twice`, `seats_full`, and see `nomination.checked`.
        NotFound: the delegate went out of the scope meanwhile.
    """
    wish = nomination.checked(wish, meeting, now)
    with transaction() as session:
        hold(session, meeting)
        delegate = by_number(meeting, delegate.number, scope)
        _refuse_edit(meeting, delegate, wish, seen, only_nominated)
        if not homonym and _identity(delegate.person) != _identity_wished(wish):
            refuse_twice(meeting, wish, delegate.person_id)
        person = corrected(actor, now, meeting, delegate.person, wish)
        seal(session, now, actor, meeting, person, wish, sealer)
        before, after = _write(session, delegate, wish, meeting)
        if after:
            record(session, now, actor, meeting, "delegates.edit", delegate, before=before, after=after)
        return delegate


def _refuse_edit(meeting: Meeting, delegate: Delegate, wish: Nomination, seen: int, only_nominated: bool) -> None:
    if only_nominated and delegate.status != "nominated":
        raise Refused("delegate_settled")
    if state_of(delegate) != seen:
        raise Refused("stale")
    if only_nominated:
        stood = delegate.unit_id, delegate.kind, delegate.group_id
        seats.refuse_full(meeting, {_place(meeting, wish): 1}, leaving=stood)


def state_of(delegate: Delegate) -> int:
    """A number that grows whenever the nomination or the person behind it is changed, here or at another meeting."""
    return delegate.version + delegate.person.version


def _identity(person: Person) -> tuple[str, int | None, uuid.UUID | None]:
    return person.name, person.birth_year, person.unit_id


def _identity_wished(wish: Nomination) -> tuple[str, int | None, uuid.UUID | None]:
    return wish.name, wish.birth.year, wish.unit_id


def _write(session: Session, delegate: Delegate, wish: Nomination, meeting: Meeting) -> tuple[dict, dict]:
    """Write the columns and traits; what changed, before and after."""
    values = nomination.columns(wish, meeting)
    for kept in ("seat", "position"):
        values.pop(kept)
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for key, value in values.items():
        if getattr(delegate, key) != value and not key.endswith("_key"):
            before[key], after[key] = people.shown(getattr(delegate, key)), people.shown(value)
        setattr(delegate, key, value)
    had = {trait.code for trait in delegate.traits}
    if had != set(wish.traits):
        before["traits"], after["traits"] = sorted(had), sorted(wish.traits)
        delegate.traits = [trait for trait in delegate.traits if trait.code in wish.traits]
        delegate.traits += [
            DelegateTrait(meeting_id=meeting.id, delegate_id=delegate.id, code=code) for code in wish.traits if code not in had
        ]
    flag_modified(delegate, "title")
    session.flush()
    return before, after


__all__ = [
    "Decided",
    "Nomination",
    "add_many",
    "approve",
    "by_number",
    "edit",
    "nominate",
    "reinstate",
    "remove",
    "replace",
    "state_of",
    "summon",
    "take_place",
    "withdraw",
]
