"""Who may stand on the roster and in whose figures: kinds of attendees, doubles, the basis of a nomination, seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from congress.rules.findings import Facts, Finding
from congress.rules.names import match_key

KINDS = ("official", "guest", "non_delegate")
BASES = ("adopted", "chosen", "ex_officio")


@dataclass(frozen=True, slots=True)
class Nominee:
    """A nominated person; `minutes` is true when the minutes of the leadership that chose the person are attached."""

    key: str
    name: str
    unit: str
    birth_year: int | None
    kind: str = "official"
    basis: str = ""
    minutes: bool = False


def counts_in_figures(kind: str) -> bool:
    """True for official delegates and guests: ratio, ceilings and the credentials report know no one else."""
    return kind != "non_delegate"


def needs_group(kind: str) -> bool:
    """True when a nhóm cơ cấu must be chosen: exactly one for each who counts in the figures."""
    return counts_in_figures(kind)


def doubles(nominees: Sequence[Nominee]) -> tuple[Finding, ...]:
    """A soft finding for each pair in one unit with the same name (hòa = hoà) and the same or an unknown year of birth.

    Two people of one name do exist, so this asks and never removes.
    """
    by_name: dict[tuple[str, str], list[Nominee]] = defaultdict(list)
    for nominee in nominees:
        by_name[match_key(nominee.name), nominee.unit].append(nominee)
    return tuple(
        _double(first, second)
        for same in by_name.values()
        for first, second in combinations(same, 2)
        if _same_year(first, second)
    )


def _same_year(first: Nominee, second: Nominee) -> bool:
    return None in {first.birth_year, second.birth_year} or first.birth_year == second.birth_year


def _double(first: Nominee, second: Nominee) -> Finding:
    facts: Facts = {
        "first": first.name,
        "second": second.name,
        "unit": first.unit,
        "born": first.birth_year or second.birth_year,
    }
    return Finding("delegate_double", "soft", None, facts, f"{first.key}-{second.key}")


def basis_missing(nominees: Iterable[Nominee]) -> tuple[Finding, ...]:
    """A soft finding for each official delegate without a basis: adopted by a congress, chosen by the leadership, ex officio.

    Each basis is complete without the others; one chosen by the leadership wants its minutes.
    """
    found = []
    for nominee in nominees:
        if nominee.kind != "official":
            continue
        if nominee.basis not in BASES:
            found.append(Finding("basis_missing", "soft", None, {"name": nominee.name}, nominee.key))
        elif nominee.basis == "chosen" and not nominee.minutes:
            found.append(Finding("minutes_missing", "soft", None, {"name": nominee.name}, nominee.key))
    return tuple(found)


def check_seats(unit: str, nominated: int, seats: int, group: str = "") -> tuple[Finding, ...]:
    """The people a unit nominated against its granted seats, in all or in one group: more is hard, fewer is only shown."""
    facts: Facts = {"unit": unit, "nominated": nominated, "seats": seats, "group": group}
    prefix, subject = ("group_", f"{unit}-{group}") if group else ("", unit)
    if nominated > seats:
        return (Finding(f"{prefix}seats_exceeded", "hard", None, {**facts, "excess": nominated - seats}, subject),)
    if nominated < seats:
        return (Finding(f"{prefix}seats_open", "info", None, {**facts, "open": seats - nominated}, subject),)
    return ()
