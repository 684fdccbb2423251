"""Show of hands: what the counting board states must add up; adopted or not; names against the seats granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from congress.rules.findings import Facts, Finding

Base = Literal["present", "valid", "summoned"]

BASES: tuple[Base, ...] = ("present", "valid", "summoned")
MORE_THAN_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class ShowOfHands:
    """One vote as the counting board states it: `voters` are those present with the vote; `other` is ý kiến khác."""

    voters: int
    in_favour: int
    against: int
    other: int


def check_count(count: ShowOfHands, summoned: int | None = None, door_figure: int | None = None) -> tuple[Finding, ...]:
    """What is impossible (hard) or to be noted about a count.

    in favour + against + other = voters present; none negative; at least one voter; not more voters than were summoned with
    the vote. A difference from the door's figure is a note: the board states the voters at the moment of the vote.
    """
    figures = (count.in_favour, count.against, count.other)
    facts: Facts = {
        "voters": count.voters,
        "in_favour": count.in_favour,
        "against": count.against,
        "other": count.other,
        "sum": sum(figures),
    }
    found = []
    if count.voters < 1 or min(figures) < 0:
        found.append(Finding("vote_figures_impossible", "hard", None, facts))
    elif sum(figures) != count.voters:
        found.append(Finding("vote_sum_differs", "hard", None, facts))
    if summoned is not None and count.voters > summoned:
        found.append(Finding("voters_exceed_summoned", "hard", None, {"voters": count.voters, "summoned": summoned}))
    if door_figure is not None and door_figure != count.voters:
        found.append(Finding("voters_differ_from_door", "info", None, {"voters": count.voters, "door": door_figure}))
    return tuple(found)


def majority_base(count: ShowOfHands, base: Base = "present", summoned: int = 0) -> int:
    """The number more than half of which is needed: those present, those for or against, or those summoned."""
    if base == "valid":
        return count.in_favour + count.against
    return summoned if base == "summoned" else count.voters


def votes_needed(base: int, share: Fraction = MORE_THAN_HALF) -> int:
    """The least number of votes that is more than `share` of `base`: 51 of 100, 51 of 101."""
    return base * share.numerator // share.denominator + 1


def is_adopted(count: ShowOfHands, base: Base = "present", summoned: int = 0) -> bool:
    """True when those in favour are more than half of the base; half itself is not enough."""
    return count.in_favour >= votes_needed(majority_base(count, base, summoned))


def check_quota(official: int, reserve: int, seats: int | None, reserve_seats: int | None = None) -> tuple[Finding, ...]:
    """Names on the list against the seats granted by the level above; no grant yet is "not checkable", no reserve is normal."""
    if seats is None:
        return (Finding("grant_missing", "undecided", None, {"official": official}),)
    found = []
    if official > seats:
        found.append(
            Finding("names_exceed_seats", "hard", None, {"official": official, "seats": seats, "excess": official - seats})
        )
    if official < seats:
        found.append(
            Finding("names_below_seats", "soft", None, {"official": official, "seats": seats, "open": seats - official})
        )
    if reserve_seats is not None and reserve > reserve_seats:
        found.append(Finding("reserve_exceeds_seats", "hard", None, {"reserve": reserve, "seats": reserve_seats}))
    return tuple(found)


def check_group_quota(named: Mapping[str, int], granted: Mapping[str, int]) -> tuple[Finding, ...]:
    """Official names in each group (nhóm cơ cấu) of the higher congress against the seats granted in it.

    A name without a group ('') cannot become a delegate there and stops the list. The total binds and is `check_quota`'s
    matter; a group may be answered with a reason, so a difference is soft. An empty grant does not tell groups apart.
    """
    found = []
    if named.get(""):
        found.append(Finding("list_group_missing", "hard", None, {"names": named[""]}))
    for group in sorted({*named, *granted} - {""}) if granted else ():
        facts: Facts = {"group": group, "named": named.get(group, 0), "seats": granted.get(group, 0)}
        if facts["named"] != facts["seats"]:
            found.append(Finding("list_group_differs", "soft", None, facts, group))
    return tuple(found)
