"""What a person sees first: their meetings, the meetings above, and the board of the bodies below."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from congress.accounts.models import User
from congress.accounts.service import own_units
from congress.db import db
from congress.delegates.models import Delegate
from congress.delegates.nomination import LIVE
from congress.meetings.models import DossierPaper, Meeting
from congress.submissions.models import Submission
from congress.units import service as units
from congress.units.models import Unit

PAGE = 50


@dataclass(frozen=True)
class Mine:
    """Meetings this person works at, meetings above to which they send delegates, bodies whose lower meetings they watch."""

    own: tuple[Meeting, ...]
    above: tuple[Meeting, ...]
    watched: tuple[Unit, ...]


def mine(user: User) -> Mine:
    """Everything that concerns this person, in a constant number of queries."""
    held = {role.unit_id for role in user.roles if role.unit_id}
    speaking = own_units(user)
    above = set().union(*units.chains(speaking).values()) - held if speaking else set()
    ids = [role.meeting_id for role in user.roles if role.meeting_id]
    own = _meetings(or_(Meeting.id.in_(ids), Meeting.unit_id.in_(held)))
    higher = _meetings(Meeting.unit_id.in_(above)) if above else ()
    watching = [role.unit_id for role in user.roles if role.unit_id and role.name in ("standing_body", "viewer")]
    statement = select(Unit).where(Unit.id.in_(watching), Unit.level != "commune").order_by(Unit.sort_key, Unit.id)
    return Mine(own, tuple(m for m in higher if m not in own), tuple(db.session.execute(statement).scalars()))


def _meetings(condition: object) -> tuple[Meeting, ...]:
    statement = (
        select(Meeting)
        .where(condition)
        .options(joinedload(Meeting.unit))
        .order_by(Meeting.held_on.is_(None), Meeting.held_on, Meeting.number)
        .limit(PAGE)
    )
    return tuple(db.session.execute(statement).scalars())


@dataclass(frozen=True)
class LowerRow:
    """One body below: its meeting (None: none yet), dossier papers sent, delegates, the state of its list."""

    unit: Unit
    meeting: Meeting | None
    dossier: int
    delegates: int
    list_status: str


@dataclass(frozen=True)
class LowerBoard:
    """The bodies below on one page, with the figures of all of them."""

    rows: tuple[LowerRow, ...]
    meetings: int
    held: int
    undated: int
    lists: int
    number: int
    pages: int
    total: int


def lower_board(unit: Unit, day: date, page: int = 1) -> LowerBoard:
    """The bodies directly below with the newest meeting of each; a constant number of queries."""
    bodies = [body for body in units.children(unit.id, day) if body.level != unit.level]
    newest = _newest_meetings([body.id for body in bodies])
    keys = [meeting.id for meeting in newest.values()]
    dossier = _counts(DossierPaper, keys, DossierPaper.sent_on.is_not(None))
    delegates = _counts(Delegate, keys, Delegate.status.in_(LIVE), Delegate.kind != "non_delegate")
    lists = _newest_lists(keys)
    rows = [_lower_row(body, newest.get(body.id), dossier, delegates, lists) for body in bodies]
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(page, 1), pages)
    return LowerBoard(
        rows=tuple(rows[(number - 1) * PAGE : number * PAGE]),
        meetings=len(newest),
        held=sum(meeting.status in ("held", "closed") for meeting in newest.values()),
        undated=sum(meeting.held_on is None for meeting in newest.values()),
        lists=len(lists),
        number=number,
        pages=pages,
        total=len(rows),
    )


def _newest_meetings(unit_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Meeting]:
    statement = select(Meeting).where(Meeting.unit_id.in_(unit_ids), Meeting.status != "cancelled").order_by(Meeting.number)
    return {meeting.unit_id: meeting for meeting in db.session.execute(statement).scalars()}


def _newest_lists(meeting_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Where the newest version of each list stands; its content is not read."""
    statement = select(Submission.meeting_id, Submission.status).where(Submission.meeting_id.in_(meeting_ids))
    return dict(db.session.execute(statement.order_by(Submission.number)).all())


def _counts(table: type, meeting_ids: Iterable[uuid.UUID], *conditions: object) -> dict[uuid.UUID, int]:
    statement = select(table.meeting_id, func.count()).where(table.meeting_id.in_(meeting_ids), *conditions)
    return dict(db.session.execute(statement.group_by(table.meeting_id)).all())


def _lower_row(
    unit: Unit,
    meeting: Meeting | None,
    dossier: Mapping[uuid.UUID, int],
    delegates: Mapping[uuid.UUID, int],
    lists: Mapping[uuid.UUID, str],
) -> LowerRow:
    if meeting is None:
        return LowerRow(unit, None, 0, 0, "")
    return LowerRow(unit, meeting, dossier.get(meeting.id, 0), delegates.get(meeting.id, 0), lists.get(meeting.id, ""))
