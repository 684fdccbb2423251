"""Awards: whether the authority may decide them on that day, the money that goes with them, what to look at in a list.

Money is coefficient × base wage on the day of the decision, rounded as the decree says, in whole đồng.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from congress.rules.award_law import AwardLaw, RoundingMode, latest
from congress.rules.findings import Facts, Finding
from congress.rules.names import match_key


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One award of a list; `recipient` person, household or collective; `revoked` ones are not looked at."""

    key: str
    recipient: str
    name: str
    unit: str
    award: str
    authority: str
    decision_number: str = ""
    decided_on: date | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """The sum with everything needed to redo it; `checked` is false when one of the tables behind it was not."""

    amount: int
    exact: Fraction
    coefficient: Fraction
    base_wage: int
    unit: int
    mode: RoundingMode
    checked: bool


def round_money(exact: Fraction, unit: int, mode: RoundingMode) -> int:
    """`exact` đồng as a multiple of `unit`: upward, or to the nearest with a half going up."""
    shifted = exact / unit + (Fraction(1, 2) if mode == "nearest" else 0)
    floor = shifted.numerator // shifted.denominator
    if mode == "ceil" and floor < shifted:
        floor += 1
    return floor * unit


def money(law: AwardLaw, line: AwardLine, mode: RoundingMode | None = None) -> Money | None:
    """The money that goes with an award; None without a decision day or where the tables say nothing.

    A coefficient named for the authority goes before one for whoever decides. `mode` overrides the decree's rounding, which
    is contested between up and nearest.
    """
    if line.decided_on is None:
        return None
    fitting = [row for row in law.coefficients if row.award == line.award and row.recipient == line.recipient]
    own = latest((row for row in fitting if row.authority == line.authority), line.decided_on)
    coefficient = own or latest((row for row in fitting if row.authority is None), line.decided_on)
    wage = latest(law.base_wages, line.decided_on)
    rounding = latest(law.roundings, line.decided_on)
    if coefficient is None or wage is None or rounding is None:
        return None
    exact = coefficient.value * wage.amount
    used = mode or rounding.mode
    checked = coefficient.dated.checked and wage.dated.checked and rounding.dated.checked
    amount = round_money(exact, rounding.unit, used)
    return Money(amount, exact, coefficient.value, wage.amount, rounding.unit, used, checked)


def may_decide(law: AwardLaw, authority: str, award: str, day: date) -> bool | None:
    """Whether the authority may decide the award on that day; None when the tables do not know this authority then."""
    powers = [power for power in law.powers if power.authority == authority and power.dated.is_in_force(day)]
    if any(power.never and award in power.awards for power in powers):
        return False
    granted = [power for power in powers if not power.never]
    return any(award in power.awards for power in granted) if granted else None


def check_award(law: AwardLaw, line: AwardLine, held_on: date | None, today: date) -> tuple[Finding, ...]:
    """What to look at in one award: recipient, authority on the day, number and day of the decision."""
    if line.revoked:
        return ()
    return _recipient(law, line) + _authority(law, line, line.decided_on or held_on or today) + _decision(line, held_on)


def _facts(law: AwardLaw, line: AwardLine) -> Facts:
    award = law.awards.get(line.award)
    return {
        "name": line.name,
        "award": award.title if award else line.award,
        "authority": law.authorities.get(line.authority, line.authority),
    }


def _recipient(law: AwardLaw, line: AwardLine) -> tuple[Finding, ...]:
    award = law.awards.get(line.award)
    if award is None or line.recipient in award.recipients:
        return ()
    return (Finding("award_wrong_recipient", "soft", None, {**_facts(law, line), "recipient": line.recipient}, line.key),)


def _authority(law: AwardLaw, line: AwardLine, day: date) -> tuple[Finding, ...]:
    facts: Facts = {**_facts(law, line), "day": day}
    answer = may_decide(law, line.authority, line.award, day)
    if answer is None:
        return (Finding("award_authority_uncheckable", "undecided", None, facts, line.key),)
    if answer:
        return ()
    never = any(power.never and power.authority == line.authority and line.award in power.awards for power in law.powers)
    if never:
        return (Finding("award_never_in_power", "hard", None, facts, line.key),)
    return (Finding("award_beyond_power", "soft", None, facts, line.key),)


def _decision(line: AwardLine, held_on: date | None) -> tuple[Finding, ...]:
    found = []
    if not line.decision_number:
        found.append(Finding("decision_number_missing", "soft", None, {"name": line.name}, line.key))
    if line.decided_on is None:
        found.append(Finding("decision_day_missing", "soft", None, {"name": line.name}, line.key))
    elif held_on is not None and line.decided_on > held_on:
        facts: Facts = {"name": line.name, "decided_on": line.decided_on, "held_on": held_on}
        found.append(Finding("decision_after_meeting", "soft", None, facts, line.key))
    return tuple(found)


def doubles(law: AwardLaw, lines: Iterable[AwardLine]) -> tuple[Finding, ...]:
    """A soft finding for each recipient who stands twice in the list with the same award."""
    same: dict[tuple[str, str, str, str], list[AwardLine]] = defaultdict(list)
    for line in lines:
        if not line.revoked:
            same[line.recipient, match_key(line.name), line.unit, line.award].append(line)
    return tuple(
        Finding(
            "award_double", "soft", None, {**_facts(law, twice[0]), "times": len(twice)}, "-".join(line.key for line in twice)
        )
        for twice in same.values()
        if len(twice) > 1
    )
