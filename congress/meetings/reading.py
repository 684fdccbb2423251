"""Reading one congress: its rules as the committee settled them, the congresses around it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from congress.db import db
from congress.errors import NotFound
from congress.meetings.models import DossierPaper, Meeting, MeetingAnswer, MeetingFunction, MeetingSession
from congress.rules.provisions import DossierRule, LevelRules, LimitRule, RatioRule
from congress.rules.ruleset import RuleSet
from congress.units.levels import is_administrative
from congress.units.models import Unit

CANCELLED = "cancelled"


def by_number(number: int) -> Meeting:
    """One meeting with its unit, plan, rule set, sessions and groups.

    Raises:
        NotFound: there is none with this number.
    """
    statement = (
        select(Meeting)
        .where(Meeting.number == number)
        .options(joinedload(Meeting.unit), joinedload(Meeting.plan), joinedload(Meeting.rule_set))
        .options(joinedload(Meeting.higher_meeting))
        .options(selectinload(Meeting.sessions), selectinload(Meeting.groups))
    )
    meeting = db.session.execute(statement).scalar_one_or_none()
    if meeting is None:
        raise NotFound
    return meeting


def rules_of(meeting: Meeting) -> RuleSet:
    """The rule set in force for this meeting, as it was when the meeting was made."""
    return meeting.rule_set.rules


def rules_at(rules: RuleSet, unit: Unit) -> LevelRules:
    """What a rule set says about the congresses of this body; an agency beside the levels is under no level's rules."""
    return rules.level(unit.level) if is_administrative(unit) or unit.level == "base" else LevelRules(unit.level)


def level_rules(meeting: Meeting) -> LevelRules:
    """What the rule set says about meetings of this body's level, with its dossier counted as the committee settled it."""
    return rules_at(rules_of(meeting), meeting.unit)


def decided_above(meeting: Meeting, rule: LimitRule | None) -> int | None:
    """The number of delegates decided at the level a ceiling names; None while it is not, or when the congress is elsewhere."""
    higher = meeting.higher_meeting
    return higher.delegate_number if rule and higher and higher.unit.level == rule.level else None


def ratio_rule(meeting: Meeting, answers: dict[str, MeetingAnswer]) -> RatioRule | None:
    """The 70/30 rule as it stands for this meeting: groups as it placed them, the plenary as its committee settled it.

    None without one, for a plain commendation meeting, and for a plenary to which the committee does not apply it; a rule not
    settled for the form of assembly means that nobody has answered yet.
    """
    rule = level_rules(meeting).ratio
    if rule is None or not meeting.elects:
        return None
    rule = rule.settled({group.code: group.share for group in meeting.groups})  # type: ignore[misc]
    answer = answers.get("ratio_in_plenary")
    if answer is None or rule.is_settled(meeting.assembly):
        return rule
    return replace(rule, settled_forms=()) if answer.answer == "applies" else None


def dossier_rule(meeting: Meeting, answers: dict[str, MeetingAnswer]) -> DossierRule | None:
    """The rule on the dossier, with the counting of days the committee settled."""
    rule = level_rules(meeting).dossier
    answer = answers.get("dossier_counting")
    if rule is None or answer is None:
        return rule
    return replace(rule, counting=answer.answer)


def answers_of(meeting: Meeting) -> dict[str, MeetingAnswer]:
    """What the committee settled where the plan is silent, by question."""
    statement = select(MeetingAnswer).where(MeetingAnswer.meeting_id == meeting.id).order_by(MeetingAnswer.question)
    return {answer.question: answer for answer in db.session.execute(statement).scalars()}


def dossier_of(meeting: Meeting) -> dict[str, DossierPaper]:
    """The papers of the dossier that are noted, by code."""
    statement = select(DossierPaper).where(DossierPaper.meeting_id == meeting.id).order_by(DossierPaper.code)
    return {paper.code: paper for paper in db.session.execute(statement).scalars()}


def functions_of(meeting: Meeting) -> dict[str, list[MeetingFunction]]:
    """Who does what at the meeting, by code of the function, in order."""
    statement = (
        select(MeetingFunction)
        .where(MeetingFunction.meeting_id == meeting.id)
        .order_by(MeetingFunction.code, MeetingFunction.position, MeetingFunction.id)
    )
    found: dict[str, list[MeetingFunction]] = {}
    for row in db.session.execute(statement).scalars():
        found.setdefault(row.code, []).append(row)
    return found


def under_same_plan(meeting: Meeting) -> list[Meeting]:
    """The other meetings under the same plan that are not cancelled, with their units, by day."""
    if meeting.plan_id is None:
        return []
    statement = (
        select(Meeting)
        .where(Meeting.plan_id == meeting.plan_id, Meeting.id != meeting.id, Meeting.status != CANCELLED)
        .options(joinedload(Meeting.unit))
        .order_by(Meeting.held_on.is_(None), Meeting.held_on, Meeting.number)
    )
    return list(db.session.execute(statement).scalars())


def next_number() -> int:
    """The number the next meeting gets; call while creating is held, see `creation.create_meeting`."""
    return (db.session.execute(select(func.max(Meeting.number))).scalar() or 0) + 1


def main_session(meeting: Meeting) -> MeetingSession:
    """The first session proper (not a side event).

    Raises:
        NotFound: the meeting has none yet.
    """
    for session in meeting.sessions:
        if session.kind == "session":
            return session
    raise NotFound


def session_by_number(meeting: Meeting, number: int) -> MeetingSession:
    """One session or side event of the meeting.

    Raises:
        NotFound: it has none with this number.
    """
    for session in meeting.sessions:
        if session.number == number:
            return session
    raise NotFound


def first_day(sessions: Sequence[MeetingSession], held_on: date | None) -> date | None:
    """The day the meeting begins: the earliest session's, else the meeting's own."""
    days = [session.held_on for session in sessions if session.held_on]
    return min(days) if days else held_on
