"""Plans (kế hoạch) of a term: which rule set is in force for the congresses of a body and of those below it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from congress import audit
from congress.db import db, expect_version, transaction
from congress.errors import NotFound, Refused
from congress.plans.models import Plan, RuleSetVersion
from congress.rules.ruleset import RuleSet
from congress.units import service as units

PLAIN = "plain"
YEARS = (1945, 2100)


@dataclass(frozen=True)
class NewPlan:
    """What a plan says of itself; `rule_set_id` names the loaded version of a rule set it puts in force."""

    unit_id: uuid.UUID
    rule_set_id: uuid.UUID
    title: str
    term_from: int
    term_to: int
    paper_number: str = ""
    issued_on: date | None = None


def by_id(plan_id: uuid.UUID) -> Plan:
    """One plan with its body and rule set.

    Raises:
        NotFound: there is none with this key.
    """
    statement = select(Plan).where(Plan.id == plan_id).options(joinedload(Plan.unit), joinedload(Plan.rule_set))
    plan = db.session.execute(statement).scalar_one_or_none()
    if plan is None:
        raise NotFound
    return plan


def plans_of(unit_ids: Iterable[uuid.UUID] | None) -> list[Plan]:
    """The plans of these bodies (None: all), the newest term first."""
    statement = select(Plan).options(joinedload(Plan.unit), joinedload(Plan.rule_set))
    if unit_ids is not None:
        statement = statement.where(Plan.unit_id.in_(list(unit_ids)))
    return list(db.session.execute(statement.order_by(Plan.term_to.desc(), Plan.title, Plan.id)).scalars())


def plans_for(unit_id: uuid.UUID) -> list[Plan]:
    """The plans a meeting of this body may stand under: its own and those of the bodies above, the newest term first."""
    return plans_of(units.chains([unit_id]).get(unit_id, []))


def rules_of(plan: Plan) -> RuleSet:
    """The rule set the plan puts in force."""
    return plan.rule_set.rules


def rule_sets() -> list[RuleSetVersion]:
    """Every loaded version of every rule set, the newest of each first."""
    statement = select(RuleSetVersion).order_by(RuleSetVersion.title, RuleSetVersion.number.desc(), RuleSetVersion.id)
    return list(db.session.execute(statement).scalars())


def newest_rule_set(code: str) -> RuleSetVersion:
    """The newest loaded version of a rule set.

    Raises:
        NotFound: it is not loaded.
    """
    statement = select(RuleSetVersion).where(RuleSetVersion.code == code).order_by(RuleSetVersion.number.desc())
    version = db.session.execute(statement).scalars().first()
    if version is None:
        raise NotFound
    return version


def create_plan(actor: str, now: datetime, wish: NewPlan) -> Plan:
    """Store a plan.

    Raises:
        Refused: `plan_title_missing`, `plan_term`.
        NotFound: no such body or rule set.
    """
    with transaction() as session:
        _check(wish)
        plan = Plan()
        _fill(plan, wish)
        session.add(plan)
        session.flush()
        audit.record(session, at=now, actor=actor, act="plans.create", subject=f"plan {plan.id}", after=wish.title)
        return plan


def change_plan(actor: str, now: datetime, plan_id: uuid.UUID, wish: NewPlan, seen_version: int) -> Plan:
    """Change what a plan says of itself; meetings made under it keep the rule set they were made with.

    Raises:
        Refused: `plan_title_missing`, `plan_term`, `stale`.
    """
    with transaction() as session:
        plan = by_id(plan_id)
        expect_version(plan, seen_version)
        _check(wish)
        before = [plan.title, plan.paper_number, plan.issued_on, plan.term_from, plan.term_to]
        _fill(plan, wish)
        after = [plan.title, plan.paper_number, plan.issued_on, plan.term_from, plan.term_to]
        audit.record(session, at=now, actor=actor, act="plans.change", subject=f"plan {plan.id}", before=before, after=after)
        return plan


def _check(wish: NewPlan) -> None:
    if not wish.title:
        raise Refused("plan_title_missing", field="title")
    if not YEARS[0] <= wish.term_from <= wish.term_to <= YEARS[1]:
        raise Refused("plan_term", field="term_to")
    units.by_id(wish.unit_id)
    if db.session.get(RuleSetVersion, wish.rule_set_id) is None:
        raise NotFound


def _fill(plan: Plan, wish: NewPlan) -> None:
    plan.unit_id, plan.rule_set_id = wish.unit_id, wish.rule_set_id
    plan.title, plan.paper_number, plan.issued_on = wish.title, wish.paper_number, wish.issued_on
    plan.term_from, plan.term_to = wish.term_from, wish.term_to
