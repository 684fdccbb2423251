"""Days by which something is due: counted back from the meeting, or named by the plan as a day, a month, a quarter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from congress.rules.findings import Facts, Finding
from congress.rules.provisions import DossierRule, HoldingRule, OrderRule, PilotRule

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DossierDue:
    """The last day for the dossier. `working_due_on` is shown beside it when the plan does not say how days are counted."""

    due_on: date
    working_due_on: date
    unsaid: bool


@dataclass(frozen=True, slots=True)
class HeldCongress:
    """Another congress under the same plan: its level, name and day."""

    level: str
    name: str
    held_on: date


def calendar_days_before(day: date, days: int) -> date:
    """The day `days` calendar days before `day`; day 15 before 31/3 is 16/3."""
    return day - timedelta(days=days)


def working_days_before(day: date, days: int, holidays: Collection[date] = ()) -> date:
    """The day `days` working days before `day`: Saturdays, Sundays and the given holidays are not counted."""
    while days:
        day -= timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in holidays:
            days -= 1
    return day


def dossier_due(held_on: date, rule: DossierRule, holidays: Collection[date] = ()) -> DossierDue:
    """When the dossier is due (IV.1: "trước 15 ngày"); calendar days unless the rule set says working days."""
    calendar = calendar_days_before(held_on, rule.days)
    working = working_days_before(held_on, rule.days, holidays)
    due_on = working if rule.counting == "working" else calendar
    return DossierDue(due_on, working, rule.counting == "unsaid")


def days_left(due_on: date, today: date) -> int:
    """Days from `today` to the due day; 0 on the day itself, negative when late."""
    return (due_on - today).days


def check_dossier(
    held_on: date | None, rule: DossierRule | None, sent_on: Iterable[date | None], today: date, holidays: Collection[date] = ()
) -> tuple[Finding, ...]:
    """Whether the papers went up in time; `sent_on` has one entry per paper, None while it is not sent."""
    if rule is None:
        return ()
    if held_on is None:
        return (Finding("dossier_day_unknown", "undecided", rule.clause, {"days": rule.days}),)
    due = dossier_due(held_on, rule, holidays)
    days = tuple(sent_on)
    late = sum(1 for day in days if (day or today) > due.due_on)
    facts: Facts = {
        "held_on": held_on,
        "days": rule.days,
        "due_on": due.due_on,
        "working_due_on": due.working_due_on,
        "late": late,
    }
    if late:
        return (Finding("dossier_late", rule.weight, rule.clause, facts),)
    missing = sum(1 for day in days if day is None)
    if missing:
        open_facts: Facts = {**facts, "missing": missing, "left": days_left(due.due_on, today)}
        return (Finding("dossier_open", "info", rule.clause, open_facts),)
    if due.unsaid and any(day is not None and day > due.working_due_on for day in days):
        return (Finding("dossier_counting_unsaid", "undecided", rule.clause, facts),)
    return ()


def check_holding(held_on: date | None, rule: HoldingRule | None, level: str = "") -> tuple[Finding, ...]:
    """Whether the congress is held in the period of the plan; held earlier is only shown, the plan sets an end."""
    if rule is None:
        return ()
    if held_on is None:
        return (Finding("holding_day_unknown", "undecided", rule.clause, {"last_day": rule.period.last_day}, level),)
    facts: Facts = {"held_on": held_on, "first_day": rule.period.first_day, "last_day": rule.period.last_day}
    if held_on > rule.period.last_day:
        late: Facts = {**facts, "late": (held_on - rule.period.last_day).days}
        return (Finding("held_after_deadline", rule.weight, rule.clause, late, level),)
    if held_on < rule.period.first_day:
        return (Finding("held_before_period", "info", rule.clause, facts, level),)
    return ()


def check_order(
    level: str, held_on: date | None, others: Iterable[HeldCongress], rule: OrderRule | None
) -> tuple[Finding, ...]:
    """A finding for each congress of a lower level that comes after this one (II.2: "theo thứ tự từ cấp cơ sở")."""
    if rule is None or held_on is None or level not in rule.levels:
        return ()
    lower = rule.levels[: rule.levels.index(level)]
    return tuple(
        Finding(
            "order_broken",
            rule.weight,
            rule.clause,
            {"held_on": held_on, "other": other.name, "other_on": other.held_on},
            other.name,
        )
        for other in others
        if other.level in lower and other.held_on > held_on
    )


def check_pilot(pilot_on: date | None, others: Iterable[HeldCongress], rule: PilotRule | None) -> tuple[Finding, ...]:
    """Whether the pilot congress is held in its month and before all others of the plan (II.3)."""
    if rule is None:
        return ()
    facts: Facts = {"unit": rule.unit_name, "last_day": rule.period.last_day}
    if pilot_on is None:
        return (Finding("pilot_day_unknown", "undecided", rule.clause, facts, rule.unit_code),)
    found = []
    if pilot_on > rule.period.last_day:
        late: Facts = {**facts, "held_on": pilot_on, "late": (pilot_on - rule.period.last_day).days}
        found.append(Finding("pilot_late", rule.weight, rule.clause, late, rule.unit_code))
    for other in others:
        if other.held_on < pilot_on:
            before: Facts = {"unit": rule.unit_name, "held_on": pilot_on, "other": other.name, "other_on": other.held_on}
            found.append(Finding("pilot_not_first", rule.weight, rule.clause, before, other.name))
    return tuple(found)
