"""Which congresses a person sees, and the progress of those under a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from congress.accounts.models import User
from congress.accounts.service import is_administrator
from congress.db import db
from congress.meetings.models import DossierPaper, Meeting
from congress.meetings.reading import rules_at
from congress.plans.models import Plan
from congress.plans.service import rules_of
from congress.rules.deadlines import days_left, dossier_due
from congress.rules.names import search_key
from congress.rules.provisions import LevelRules
from congress.rules.ruleset import RuleSet
from congress.units.models import Unit
from congress.units.service import chains
from congress.units.tree import descendants

PER_PAGE = 50
SPEAKS_FOR = ("standing_body", "unit_officer")
SEES_BELOW = ("standing_body", "viewer")


@dataclass(frozen=True)
class MeetingPage:
    """One page of the list; `total` counts all pages."""

    meetings: Sequence[Meeting]
    number: int
    pages: int
    total: int


@dataclass(frozen=True)
class Progress:
    """How far one congress under a plan is.

    `last_day` is the plan's for holding it, `late` when its day lies after that; `sent` of `papers` of the dossier went up,
    `due_on` is their last day and `left` the days to it (negative: overdue).
    """

    meeting: Meeting
    last_day: date | None
    late: bool
    sent: int
    papers: int
    due_on: date | None
    left: int | None


def visible(user: User) -> Select:
    """The meetings a person has something to do with, as a query.

    Those of a role's own meeting and unit; below it for a standing body or viewer; above it for those who send delegates.
    """
    statement = select(Meeting)
    if is_administrator(user):
        return statement
    own = [role.unit_id for role in user.roles if role.unit_id]
    below = [role.unit_id for role in user.roles if role.unit_id and role.name in SEES_BELOW]
    speaking = [role.unit_id for role in user.roles if role.unit_id and role.name in SPEAKS_FOR]
    above = {key for chain in chains(speaking).values() for key in chain}
    return statement.where(
        or_(
            Meeting.id.in_([role.meeting_id for role in user.roles if role.meeting_id]),
            Meeting.unit_id.in_({*own, *above}),
            Meeting.unit_id.in_(select(descendants(below))),
        )
    )


def meeting_page(user: User, status: str = "", text: str = "", page: int = 1) -> MeetingPage:
    """A page of the meetings a person sees: those being prepared first, then by day, the nearest first.

    Args:
        text: part of the name of the body, accents do not matter.
    """
    statement = visible(user).join(Unit, Unit.id == Meeting.unit_id)
    if status:
        statement = statement.where(Meeting.status == status)
    if wanted := search_key(text):
        statement = statement.where(Unit.search_key.contains(wanted, autoescape=True))
    total = db.session.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    pages = max(1, -(-total // PER_PAGE))
    number = min(max(page, 1), pages)
    ordered = statement.order_by(Meeting.status != "preparing", Meeting.held_on.is_(None), Meeting.held_on, Meeting.number)
    found = ordered.options(joinedload(Meeting.unit)).limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    return MeetingPage(list(db.session.execute(found).scalars()), number, pages, total)


def progress(plan: Plan, today: date) -> list[Progress]:
    """Every congress under a plan with its deadlines, the bodies in the plan's order; a constant number of queries."""
    statement = (
        select(Meeting)
        .join(Unit, Unit.id == Meeting.unit_id)
        .where(Meeting.plan_id == plan.id)
        .options(joinedload(Meeting.unit))
        .order_by(Unit.position, Unit.sort_key, Meeting.number)
    )
    meetings = list(db.session.execute(statement).scalars())
    sent = select(DossierPaper.meeting_id, func.count()).where(
        DossierPaper.meeting_id.in_([meeting.id for meeting in meetings]), DossierPaper.sent_on.is_not(None)
    )
    numbers = dict(db.session.execute(sent.group_by(DossierPaper.meeting_id)).all())
    rules = rules_of(plan)
    return [_progress(rules, meeting, numbers.get(meeting.id, 0), today) for meeting in meetings]


def _progress(rules: RuleSet, meeting: Meeting, sent: int, today: date) -> Progress:
    level = rules_at(rules, meeting.unit)
    last_day = _last_day(rules, level, meeting)
    late = last_day is not None and (meeting.held_on or (today if meeting.status == "preparing" else last_day)) > last_day
    due = dossier_due(meeting.held_on, level.dossier) if level.dossier and meeting.held_on else None
    papers = len(level.dossier.papers) if level.dossier else 0
    left = days_left(due.due_on, today) if due and sent < papers else None
    return Progress(meeting, last_day, late, sent, papers, due.due_on if due else None, left)


def _last_day(rules: RuleSet, level: LevelRules, meeting: Meeting) -> date | None:
    """The pilot's own last day for the pilot, the level's for all others."""
    if meeting.pilot and rules.pilot:
        return rules.pilot.period.last_day
    return level.holding.period.last_day if level.holding else None


def above_candidates(meeting: Meeting) -> list[Meeting]:
    """The congresses of the bodies above, which this one may prepare for; the newest first."""
    chain = chains([meeting.unit_id])[meeting.unit_id][1:]
    statement = select(Meeting).where(Meeting.unit_id.in_(chain), Meeting.status != "cancelled")
    return list(db.session.execute(statement.order_by(Meeting.number.desc())).scalars())
