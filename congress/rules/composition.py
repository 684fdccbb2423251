"""Who makes up the congress: the 70/30 share, ceilings, plenary or delegates, and breakdowns of the roster.

All arithmetic is in integers: 7/10 of N is compared as 10·core against 7·N, never as a product with 0.7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from congress.rules.findings import Facts, Finding
from congress.rules.provisions import AssemblyRule, Form, LimitRule, Mode, NamesRule, RatioRule

Assembly = Literal["plenary", "delegates", "undetermined"]


@dataclass(frozen=True, slots=True)
class Member:
    """What the share needs to know of a delegate; `group` is None until a group is chosen."""

    key: str
    name: str
    kind: Literal["official", "guest", "non_delegate"]
    group: str | None
    leading_post: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """Counts behind the share: `counted` = core + other + unsaid; `unplaced` maps silent groups to their number."""

    counted: int
    core: int
    other: int
    unsaid: int
    unplaced: Mapping[str, int]


def band(number: int, share: Fraction) -> tuple[int, int]:
    """The whole numbers that meet a share of `number` to within less than one seat: its floor and its ceiling."""
    exact = number * share
    return exact.numerator // exact.denominator, -(-exact.numerator // exact.denominator)


def core_target(number: int, share: Fraction, mode: Mode) -> int:
    """The core seats to plan for: the ceiling when the share is a minimum, else the nearest, a half going to the core."""
    low, high = band(number, share)
    if mode == "at_least" or 2 * (number * share - low) >= 1:
        return high
    return low


def count_shares(members: Iterable[Member], rule: RatioRule) -> Shares:
    """The members by side; those who are no delegates stand outside, guests too when the plan counts officials only."""
    counts: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    for member in members:
        if member.kind == "non_delegate" or (member.kind == "guest" and rule.denominator == "official"):
            continue
        placing = rule.placing(member.group) if member.group else "unsaid"
        counts[placing] += 1
        if placing == "unsaid":
            unplaced[member.group or ""] += 1
    return Shares(counts.total(), counts["core"], counts["other"], counts["unsaid"], dict(unplaced))


def check_ratio(shares: Shares, rule: RatioRule | None, form: str) -> tuple[Finding, ...]:
    """The share of the core (II.2.1, II.2.2): broken, met by rounding, above, or not yet to be judged.

    In a form of assembly for which the rule is not settled the finding is `undecided`, neither passed nor failed; so too
    while the silent groups could turn the answer either way.
    """
    if rule is None or not shares.counted:
        return ()
    low, high = band(shares.counted, rule.share)
    facts: Facts = {
        "counted": shares.counted,
        "core": shares.core,
        "other": shares.other,
        "unsaid": shares.unsaid,
        "numerator": rule.share.numerator,
        "denominator": rule.share.denominator,
        "exact": shares.counted * rule.share,
        "least": low if rule.mode == "exact" else high,
        "most": high if rule.mode == "exact" else shares.counted,
        "other_most": shares.counted - (low if rule.mode == "exact" else high),
    }
    if not rule.is_settled(form):
        return (Finding("ratio_form_unsaid", "undecided", rule.clause, facts),)
    unplaced = tuple(
        Finding("group_unplaced", "undecided", rule.clause, {"group": group, "members": members}, group)
        for group, members in sorted(shares.unplaced.items())
    )
    return _judge(shares, rule, facts, low, high) + unplaced


def _judge(shares: Shares, rule: RatioRule, facts: Facts, low: int, high: int) -> tuple[Finding, ...]:
    least = low if rule.mode == "exact" else high
    if shares.core + shares.unsaid < least:
        return (Finding("ratio_core_low", rule.weight, rule.clause, {**facts, "lack": least - shares.core}),)
    if rule.mode == "exact" and shares.core > high:
        return (Finding("ratio_core_high", rule.weight, rule.clause, {**facts, "excess": shares.core - high}),)
    if shares.core < least or (rule.mode == "exact" and shares.core + shares.unsaid > high):
        return (Finding("ratio_depends_on_unsaid", "undecided", rule.clause, facts),)
    if rule.mode == "at_least" and shares.core > high:
        return (Finding("ratio_core_above", "info", rule.clause, facts),)
    if low != high:
        return (Finding("ratio_rounded", "info", rule.clause, facts),)
    return ()


def leaders_in_core(members: Iterable[Member], rule: RatioRule | None) -> tuple[Finding, ...]:
    """A soft finding for each person with a leading post placed in a core group: the plan puts leaders on the other side."""
    if rule is None:
        return ()
    return tuple(
        Finding("leader_in_core", "soft", rule.clause, {"name": member.name, "group": member.group}, member.key)
        for member in members
        if member.leading_post and member.kind != "non_delegate" and member.group and rule.placing(member.group) == "core"
    )


def check_limit(number: int | None, form: str, rule: LimitRule | None, decided_above: int | None = None) -> tuple[Finding, ...]:
    """The ceiling on delegates: 300 itself passes, 301 does not; a commune's against the number its district decided.

    `decided_above` is the number decided at the level the rule names, None while it is not decided: then the answer is "not
    yet checkable". A rule for delegate conferences says nothing about a plenary.
    """
    if rule is None or (rule.forms and form not in rule.forms):
        return ()
    if number is None:
        return (Finding("number_undecided", "undecided", rule.clause),)
    ceiling = rule.number if rule.level is None else decided_above
    if ceiling is None:
        return (Finding("limit_uncheckable", "undecided", rule.clause, {"number": number, "level": rule.level}),)
    if number <= ceiling:
        return ()
    code = "limit_exceeded" if rule.level is None else "limit_above_higher"
    facts: Facts = {"number": number, "limit": ceiling, "excess": number - ceiling}
    return (Finding(code, rule.weight, rule.clause, facts),)


def assembly_form(head_count: int | None, rule: AssemblyRule) -> Assembly:
    """Plenary below the threshold, delegates above; undetermined where the plan is silent (200 itself) or nothing is known."""
    if head_count is None:
        return "undetermined"
    if head_count < rule.head_count:
        answer: Form | None = rule.below
    else:
        answer = rule.equal if head_count == rule.head_count else rule.above
    return answer or "undetermined"


def check_assembly(head_count: int | None, chosen: str, rule: AssemblyRule | None) -> tuple[Finding, ...]:
    """The form chosen (plenary, delegates or '') against the one the head count asks for.

    Where the plan is silent the committee's choice stands once it is recorded; until then the finding is undecided.
    """
    if rule is None:
        return ()
    facts: Facts = {"threshold": rule.head_count}
    if head_count is None:
        return (Finding("head_count_missing", "undecided", rule.clause, facts),)
    facts["head_count"] = head_count
    asked = assembly_form(head_count, rule)
    if asked == "undetermined":
        return () if chosen else (Finding("assembly_unsaid", "undecided", rule.clause, facts),)
    if chosen == asked:
        return ()
    facts["form"] = asked
    if not chosen:
        return (Finding("assembly_undecided", "undecided", rule.clause, facts),)
    return (Finding("assembly_differs", rule.weight, rule.clause, facts),)


def check_name(code: str, title: str, rule: NamesRule | None) -> tuple[Finding, ...]:
    """Whether the form of name, given by its code, is one the plan allows at this level; `title` is what was chosen."""
    if rule is None or code in {form.code for form in rule.allowed}:
        return ()
    facts: Facts = {"name": title, "allowed": tuple(form.title for form in rule.allowed)}
    return (Finding("name_not_allowed", rule.weight, rule.clause, facts),)
