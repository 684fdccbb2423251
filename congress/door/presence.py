"""Who is in: derived from the scans that admitted somebody and were not taken back. Nothing of it is stored."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from congress.db import db
from congress.delegates.models import Delegate
from congress.door.models import Scan
from congress.errors import NotFound
from congress.files.people_cells import split_honorific
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.service import functions_of, main_session
from congress.meetings.settings import FUNCTIONS
from congress.people.models import Person
from congress.rules.names import match_key, search_key

EXPECTED = ("approved", "summoned")
ADMITTING = ("admitted", "repeat", "returned")
"""A repeat shows the person at the door as well as the first scan does: where the first is taken back, it stands."""

LEAVING = ("left",)
PASSING = (*ADMITTING, *LEAVING)


def counted(verdicts: Iterable[str] = ADMITTING, scan: type[Scan] = Scan) -> ColumnElement[bool]:
    """The scans that say somebody has come: by the door's own clerk taken back, or by who may take back any, they do not.

    Args:
        verdicts: with LEAVING or PASSING those, too, that say somebody went out.
        scan: the scans, or an alias of them.
    """
    return and_(scan.verdict.in_(verdicts), ~taken_back(scan))


def taken_back(scan: type[Scan] = Scan) -> ColumnElement[bool]:
    """The scans that were taken back."""
    undoing = aliased(Scan)
    return exists().where(
        undoing.meeting_id == scan.meeting_id,
        undoing.undoes == scan.nonce,
        or_(undoing.by == scan.by, undoing.verdict == "undone"),
    )


def session_of(meeting: Meeting, number: str | None) -> MeetingSession | None:
    """The session a page asks for; without a number the first session proper, None where the meeting has none.

    Raises:
        NotFound: the meeting has no session of this number.
    """
    if not number:
        proper = [place for place in meeting.sessions if place.kind == "session"]
        return next(iter(proper or meeting.sessions), None)
    found = next((place for place in meeting.sessions if str(place.number) == number), None)
    if found is None:
        raise NotFound
    return found


def session_now(meeting: Meeting, number: str | None) -> MeetingSession | None:
    """As `session_of`, of the meeting as it stands now: it may have been read before its acts were counted."""
    db.session.refresh(meeting)
    return session_of(meeting, number)


def present_ids(meeting: Meeting, session: MeetingSession) -> Select[tuple[uuid.UUID]]:
    """A query for the keys of those who are in."""
    return select(Scan.delegate_id).where(Scan.meeting_id == meeting.id, Scan.session_id == session.id, counted()).distinct()


def in_hall(meeting: Meeting, session: MeetingSession) -> int | None:
    """Delegates and guests who have come and did not go out, in one query; None where doors record no exits."""
    if not meeting.tracks_exits:
        return None
    back = aliased(Scan)
    later = or_(back.scanned_at > Scan.scanned_at, and_(back.scanned_at == Scan.scanned_at, back.nonce > Scan.nonce))
    same = back.meeting_id == Scan.meeting_id, back.delegate_id == Scan.delegate_id, back.session_id == Scan.session_id
    here = Scan.meeting_id == meeting.id, Scan.session_id == session.id
    outside = select(Scan.delegate_id).where(*here, counted(LEAVING), ~exists().where(*same, later, counted(ADMITTING, back)))
    statement = select(func.count()).where(
        Delegate.meeting_id == meeting.id,
        Delegate.kind != "non_delegate",
        Delegate.status.in_(EXPECTED),
        Delegate.id.in_(present_ids(meeting, session)),
        Delegate.id.not_in(outside),
    )
    return db.session.execute(statement).scalar_one()


def present_official(meeting: Meeting, session: MeetingSession | None = None) -> int:
    """Official delegates who are in now, in the given session or the first session proper; a rehearsal counts nobody.

    Raises:
        NotFound: the meeting has no session yet.
    """
    inside = present_ids(meeting, session or main_session(meeting)).where(Scan.rehearsal.is_(False))
    statement = select(func.count()).where(
        Delegate.meeting_id == meeting.id,
        Delegate.kind == "official",
        Delegate.status.in_(EXPECTED),
        Delegate.id.in_(inside),
    )
    return db.session.execute(statement).scalar_one()


@dataclass(frozen=True)
class Duty:
    """Somebody with a function at the meeting who has not come in, with the number on the list."""

    code: str
    name: str
    title: str
    number: int


@dataclass(frozen=True)
class Named:
    """Somebody who is awaited, as their name was typed."""

    code: str
    name: str
    title: str


@dataclass(frozen=True)
class Awaited:
    """Those on the list who are not in yet, and the names that nobody on the list bears, each in the order given."""

    missing: list[Duty]
    unlisted: list[str]


def missing_duties(meeting: Meeting, session: MeetingSession) -> list[Duty]:
    """Holders of functions (chủ tọa, thư ký …) who are on the list and not in yet, in their order; two queries."""
    return awaited_functions(meeting, session).missing


def awaited_functions(meeting: Meeting, session: MeetingSession) -> Awaited:
    """The holders of functions, the presidium first, each once for what comes first; in two queries."""
    held = functions_of(meeting)
    first: dict[str, Named] = {}
    for code in FUNCTIONS:
        for row in held.get(code, ()):
            first.setdefault(match_key(split_honorific(row.name).name), Named(code, row.name, row.title))
    return awaited_named(meeting, session, first.values())


def awaited_named(meeting: Meeting, session: MeetingSession, awaited: Iterable[Named]) -> Awaited:
    """Who of those awaited is not in yet, and who is not on the list at all; one query.

    Whoever on the list bears the name (hòa = hoà, without Ông, Bà) is meant, and when several bear it one of them suffices.
    """
    named = [(split_honorific(one.name).name, one) for one in awaited]
    listed = _by_name(meeting, session, {search_key(name)[:200] for name, _ in named})
    found = Awaited([], [])
    for name, one in named:
        people = listed.get(match_key(name), [])
        if not people:
            found.unlisted.append(one.name)
        elif not any(inside for _, inside in people):
            found.missing.append(Duty(one.code, one.name, one.title, people[0][0]))
    return found


def _by_name(meeting: Meeting, session: MeetingSession, keys: set[str]) -> dict[str, list[tuple[int, bool]]]:
    """(number, whether in) of those expected whose name has one of these keys, by the key that tells tones apart."""
    inside = Delegate.id.in_(present_ids(meeting, session)).label("inside")
    statement = (
        select(Person.name, Delegate.number, inside)
        .join(Person, Person.id == Delegate.person_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED), Delegate.search_key.in_(sorted(keys)))
        .order_by(Delegate.number)
    )
    found: dict[str, list[tuple[int, bool]]] = {}
    for name, number, here in db.session.execute(statement) if keys else ():
        found.setdefault(match_key(name), []).append((number, bool(here)))
    return found
