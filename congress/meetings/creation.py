"""Making congresses: one by one, or for all bodies below a plan in one step."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, lock, transaction
from congress.errors import Refused
from congress.meetings.models import Meeting, MeetingSession, SeatGroup
from congress.meetings.reading import CANCELLED, next_number, rules_at
from congress.plans import service as plans
from congress.plans.groups import usual_groups
from congress.plans.models import Plan
from congress.rules.composition import assembly_form
from congress.rules.provisions import LevelRules
from congress.rules.ruleset import RuleSet
from congress.units import service as units
from congress.units.levels import is_administrative
from congress.units.models import Unit

HALF_DAY = 240
MORNING = time(7, 30)
PLAIN_FORM = "hoi_nghi"
DAYS = (date(1945, 1, 1), date(2100, 12, 31))


@dataclass(frozen=True)
class NewMeeting:
    """What a new congress needs: a body and a title are enough for a plain half-day conference.

    `plan_id` None: no plan, the rule set `plain`. `assembly` and `delegate_number` may stay undecided. `elects` false: a
    plain commendation meeting without seats, ratio and vote.
    """

    unit_id: uuid.UUID
    title: str
    held_on: date | None = None
    place: str = ""
    plan_id: uuid.UUID | None = None
    form_code: str = ""
    assembly: str = ""
    delegate_number: int | None = None
    elects: bool = True
    pilot: bool = False
    starts_at: time = MORNING
    higher_meeting_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Wish:
    """One line of "create for all": the body and the form of name its congress shall bear."""

    unit_id: uuid.UUID
    form_code: str
    held_on: date | None = None
    place: str = ""


@dataclass(frozen=True)
class OfferedPlan:
    """A plan a new congress of a body may stand under, with the forms of name it allows there as (code, title)."""

    plan: Plan
    forms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Proposal:
    """What creating for all would make for one body; `existing` is the meeting it already has under the plan."""

    unit: Unit
    forms: tuple[tuple[str, str], ...]
    head_count: int | None
    assembly: str
    pilot: bool
    existing: Meeting | None


def create_meeting(actor: str, now: datetime, wish: NewMeeting) -> Meeting:
    """Store a congress with its first session and its groups.

    Raises:
        Refused: `meeting_title_missing`, `meeting_day_range`, `delegate_number_range`, `plan_elsewhere`, `meeting_twice`.
        NotFound: no such body or plan.
    """
    with transaction() as session:
        _hold_numbers(session)
        unit = units.by_id(wish.unit_id)
        check_wish(wish.title, wish.held_on, wish.delegate_number)
        _refuse_twin(session, wish)
        plan = _plan_for(unit, wish.plan_id)
        version = plan.rule_set if plan else plans.newest_rule_set(plans.PLAIN)
        level = rules_at(version.rules, unit)
        meeting = Meeting(
            number=next_number(),
            unit_id=unit.id,
            plan_id=plan.id if plan else None,
            rule_set_id=version.id,
            higher_meeting_id=wish.higher_meeting_id or meeting_above(unit, plan),
            form_code=wish.form_code or _first_form(level),
            title=wish.title,
            held_on=wish.held_on,
            place=wish.place,
            assembly=wish.assembly,
            delegate_number=wish.delegate_number,
            elects=wish.elects,
            pilot=wish.pilot,
            created_at=now,
        )
        session.add(meeting)
        session.flush()
        _add_session(session, meeting, level, wish.starts_at)
        _add_groups(session, meeting, version.rules, unit.level)
        subject = f"meeting {meeting.number}"
        audit.record(
            session, at=now, actor=actor, act="meetings.create", subject=subject, meeting_id=meeting.id, after=wish.title
        )
        return meeting


def _hold_numbers(session: Session) -> None:
    """Numbers count over the whole installation: whoever creates holds the one row that every installation has."""
    lock(session, plans.newest_rule_set(plans.PLAIN))


def offered_plans(unit: Unit, day: date) -> list[OfferedPlan]:
    """The plans of this body and of those above that are in force on `day` and speak of its level, the newest first."""
    offered = []
    for plan in plans.plans_for(unit.id):
        rules = plans.rules_of(plan)
        if rules.is_in_force(day) and unit.level in rules.levels and is_administrative(unit):
            offered.append(OfferedPlan(plan, _forms(rules_at(rules, unit))))
    return offered


def _forms(level: LevelRules) -> tuple[tuple[str, str], ...]:
    return tuple((form.code, form.title) for form in level.names.allowed) if level.names else ()


def check_wish(title: str, held_on: date | None, delegate_number: int | None) -> None:
    """Refuse what no congress can have.

    Raises:
        Refused: `meeting_title_missing`, `meeting_day_range` outside 1945–2100, `delegate_number_range` outside 1–100,000.
    """
    if not title:
        raise Refused("meeting_title_missing", field="title")
    if held_on and not DAYS[0] <= held_on <= DAYS[1]:
        raise Refused("meeting_day_range", field="held_on")
    if delegate_number is not None and not 1 <= delegate_number <= 100_000:
        raise Refused("delegate_number_range", field="delegate_number")


def _refuse_twin(session: Session, wish: NewMeeting) -> None:
    """A form sent twice makes one congress: a body has no two with one title on one day (or both without a day)."""
    statement = select(Meeting.number).where(
        Meeting.unit_id == wish.unit_id,
        Meeting.title == wish.title,
        Meeting.held_on == wish.held_on,
        Meeting.status != CANCELLED,
    )
    number = session.execute(statement.limit(1)).scalar()
    if number is not None:
        raise Refused("meeting_twice", field="title", number=number)


def _plan_for(unit: Unit, plan_id: uuid.UUID | None) -> Plan | None:
    if plan_id is None:
        return None
    plan = plans.by_id(plan_id)
    if plan.unit_id not in units.chains([unit.id])[unit.id]:
        raise Refused("plan_elsewhere", field="plan", unit=unit.name)
    return plan


def _first_form(level: LevelRules) -> str:
    return level.names.allowed[0].code if level.names else PLAIN_FORM


def meeting_above(unit: Unit, plan: Plan | None) -> uuid.UUID | None:
    """The key of the congress of the nearest body above: the one under the same plan first, else the newest not cancelled."""
    above = units.chains([unit.id])[unit.id][1:]
    statement = select(Meeting).where(Meeting.unit_id.in_(above), Meeting.status != CANCELLED)
    found = list(db.session.execute(statement.order_by(Meeting.number.desc())).scalars())
    found.sort(key=lambda meeting: (above.index(meeting.unit_id), plan is None or meeting.plan_id != plan.id))
    return found[0].id if found else None


def _add_session(session: Session, meeting: Meeting, level: LevelRules, starts_at: time) -> None:
    session.add(
        MeetingSession(
            meeting_id=meeting.id,
            number=1,
            name="Phiên chính thức",
            held_on=meeting.held_on,
            starts_at=starts_at,
            minutes=level.session.minutes if level.session else HALF_DAY,
            place=meeting.place,
        )
    )


def _add_groups(session: Session, meeting: Meeting, rules: RuleSet, level: str) -> None:
    for position, group in enumerate(usual_groups(rules, level), start=1):
        session.add(
            SeatGroup(
                meeting_id=meeting.id,
                code=group.code,
                name=group.title,
                share=group.placing,
                position=position,
                colour=group.colour,
            )
        )


def proposals(plan: Plan, day: date) -> list[Proposal]:
    """One line for each body below the plan's: the form of assembly follows from its declared head count.

    Agencies beside the levels are left out: most hold no congress of their own.
    """
    rules = plans.rules_of(plan)
    lower = [unit for unit in units.children(plan.unit_id, day) if is_administrative(unit) and unit.level in rules.levels]
    counts = units.head_counts([unit.id for unit in lower], day)
    existing = {meeting.unit_id: meeting for meeting in _held_under(plan, lower)}
    return [
        _proposal(rules, unit, counts[unit.id].number if unit.id in counts else None, existing.get(unit.id)) for unit in lower
    ]


def _held_under(plan: Plan, lower: Sequence[Unit]) -> Iterable[Meeting]:
    keys = [unit.id for unit in lower]
    statement = select(Meeting).where(Meeting.plan_id == plan.id, Meeting.unit_id.in_(keys), Meeting.status != CANCELLED)
    return db.session.execute(statement.order_by(Meeting.number)).scalars()


def _proposal(rules: RuleSet, unit: Unit, head_count: int | None, existing: Meeting | None) -> Proposal:
    level = rules_at(rules, unit)
    asked = assembly_form(head_count, level.assembly) if level.assembly else "undetermined"
    pilot = rules.pilot is not None and rules.pilot.unit_code == unit.code
    return Proposal(unit, _forms(level), head_count, "" if asked == "undetermined" else asked, pilot, existing)


def create_for_plan(actor: str, now: datetime, plan: Plan, wishes: Iterable[Wish], day: date) -> list[Meeting]:
    """Create the congresses of these lower bodies in one step, all or none; a body that has one already is passed over.

    Raises:
        Refused: `meeting_form_unknown` for a form of name the plan does not allow, `plan_elsewhere` for a body not below.
    """
    with transaction() as session:
        lock(session, plan)
        offered = {proposal.unit.id: proposal for proposal in proposals(plan, day)}
        made = []
        for wish in wishes:
            proposal = offered.get(wish.unit_id)
            if proposal is None:
                raise Refused("plan_elsewhere", field="plan", unit=units.by_id(wish.unit_id).name)
            if proposal.existing is None:
                made.append(create_meeting(actor, now, _meeting_wish(plan, wish, proposal)))
        return made


def _meeting_wish(plan: Plan, wish: Wish, proposal: Proposal) -> NewMeeting:
    titles = dict(proposal.forms)
    if proposal.forms and wish.form_code not in titles:
        raise Refused("meeting_form_unknown", unit=proposal.unit.name)
    return NewMeeting(
        unit_id=wish.unit_id,
        title=usual_title(
            titles.get(wish.form_code, "Hội nghị"), proposal.unit, wish.held_on.year if wish.held_on else plan.term_to
        ),
        held_on=wish.held_on,
        place=wish.place,
        plan_id=plan.id,
        form_code=wish.form_code,
        assembly=proposal.assembly,
        pilot=proposal.pilot,
    )


def usual_title(form: str, unit: Unit, year: int) -> str:
    """ "Hội nghị điển hình tiên tiến xã Nhân Lý năm 2025"."""
    return f"{form} {unit.name[:1].lower()}{unit.name[1:]} năm {year}"
