"""Trying a share-out: the wish, the computation with its findings, and where a committee begins. Nothing is stored here."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from congress.errors import Refused
from congress.meetings.models import Meeting, SeatGroup
from congress.meetings.service import answers_of, decided_above, level_rules, ratio_rule
from congress.rules.apportionment import METHODS, Apportionment, Infeasible, apportion, unstable_places
from congress.rules.composition import Shares, check_limit, check_ratio, core_target
from congress.rules.findings import Finding
from congress.rules.groups import GroupWish, split_groups
from congress.rules.sharing import share_matrix
from congress.units import service as units

LARGEST = 100_000


@dataclass(frozen=True)
class UnitWish:
    """A body that takes part: weight (head count or points, >= 0), fewest and most seats (None: no own bound)."""

    unit_id: uuid.UUID
    name: str
    weight: int
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Wish:
    """What the committee asks for. `group_seats` per group code; `outside` are groups that belong to no unit (guests)."""

    total: int
    method: str
    group_seats: Mapping[str, int]
    outside: frozenset[str]
    rows: tuple[UnitWish, ...]

    def as_document(self) -> dict[str, Any]:
        """The wish as JSON values."""
        rows = [asdict(row) | {"unit_id": str(row.unit_id)} for row in self.rows]
        plain = {"total": self.total, "method": self.method, "group_seats": dict(self.group_seats)}
        return plain | {"outside": sorted(self.outside), "rows": rows}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Wish":
        """Read what `as_document` wrote."""
        rows = tuple(UnitWish(**{**row, "unit_id": uuid.UUID(row["unit_id"])}) for row in document["rows"])
        return cls(document["total"], document["method"], document["group_seats"], frozenset(document["outside"]), rows)


@dataclass(frozen=True)
class Row:
    """One unit of the answer: its quotient (weight / divisor, exact), its seats, and its seats per group."""

    wish: UnitWish
    quotient: Fraction | None
    seats: int
    cells: tuple[int, ...]

    @property
    def bound(self) -> str:
        """`least` or `most` when a bound, not the quotient, decided the seats; else an empty text."""
        if self.quotient is None:
            return ""
        rounded = (2 * self.quotient.numerator + self.quotient.denominator) // (2 * self.quotient.denominator)
        if rounded < self.seats == self.wish.least:
            return "least"
        return "most" if rounded > self.seats == self.wish.most else ""


@dataclass(frozen=True)
class Trial:
    """The computed share-out: rows, seats of the groups outside any unit, findings, and the numbers behind it."""

    wish: Wish
    groups: tuple[SeatGroup, ...]
    rows: tuple[Row, ...]
    outside: Mapping[str, int]
    divisor: Fraction | None
    core: int
    target: int | None
    findings: tuple[Finding, ...]
    ties: tuple[str, ...] = field(default=())

    @property
    def inner_groups(self) -> tuple[SeatGroup, ...]:
        """Groups that are shared out over the units, in order."""
        return tuple(group for group in self.groups if group.code not in self.wish.outside)


def try_out(meeting: Meeting, wish: Wish) -> Trial:
    """Compute a wish; nothing is stored.

    Raises:
        Refused: no share-out exists for it, with the numbers that collide.
    """
    _check(meeting, wish)
    groups = tuple(meeting.groups)
    inner = [group for group in groups if group.code not in wish.outside]
    outside = {group.code: wish.group_seats[group.code] for group in groups if group.code in wish.outside}
    inside = wish.total - sum(outside.values())
    try:
        vector = _apportion(wish, inside)
        cells = share_matrix(vector.seats, [wish.group_seats[group.code] for group in inner])
    except Infeasible as problem:
        raise _refusal(problem, wish) from problem
    rows = tuple(
        Row(row, vector.quotients[place] if vector.quotients else None, vector.seats[place], cells[place])
        for place, row in enumerate(wish.rows)
    )
    core = sum(wish.group_seats[group.code] for group in groups if group.share == "core")
    ties = tuple(wish.rows[place].name for tie in vector.ties for place in tie.among)
    checks = _findings(meeting, wish, core, vector, inside)
    return Trial(wish, groups, rows, outside, vector.divisor, core, _target(meeting, wish.total), checks, ties)


def findings_of(meeting: Meeting, wish: Wish) -> tuple[Finding, ...]:
    """What stands against a wish; the seats of units in groups, which no finding is about, are left uncounted.

    Raises:
        Refused: as `try_out`.
    """
    _check(meeting, wish)
    inside = wish.total - sum(wish.group_seats[code] for code in wish.outside)
    core = sum(wish.group_seats[group.code] for group in meeting.groups if group.share == "core")
    try:
        return _findings(meeting, wish, core, _apportion(wish, inside), inside)
    except Infeasible as problem:
        raise _refusal(problem, wish) from problem


def _check(meeting: Meeting, wish: Wish) -> None:
    codes = {group.code for group in meeting.groups}
    if not 1 <= wish.total <= LARGEST:
        raise Refused("allocation_total_range", field="total", most=LARGEST)
    if wish.method not in METHODS:
        raise Refused("allocation_method_unknown", field="method")
    if not wish.rows:
        raise Refused("allocation_no_units")
    if set(wish.group_seats) != codes or not wish.outside <= codes:
        raise Refused("allocation_groups_changed")
    typed = sum(wish.group_seats.values())
    if typed != wish.total:
        raise Refused("allocation_groups_sum", typed=typed, total=wish.total, difference=abs(wish.total - typed))


def _apportion(wish: Wish, seats: int) -> Apportionment:
    least = [row.least for row in wish.rows]
    most = [seats if row.most is None else row.most for row in wish.rows]
    return apportion([row.weight for row in wish.rows], seats, least, [max(0, bound) for bound in most], wish.method)


def _refusal(problem: Infeasible, wish: Wish) -> Refused:
    facts = dict(problem.facts)
    place = facts.pop("place", None)
    if isinstance(place, int):
        facts["unit"] = wish.rows[place].name
    return Refused(f"allocation_{problem.code}", **facts)


def _findings(meeting: Meeting, wish: Wish, core: int, vector: Apportionment, seats: int) -> tuple[Finding, ...]:
    limit, ratio = level_rules(meeting).limit, ratio_rule(meeting, answers_of(meeting))
    found = list(check_limit(wish.total, meeting.assembly, limit, decided_above(meeting, limit)))
    if ratio is not None:
        placing = {group.code: group.share for group in meeting.groups}
        counts = {
            side: sum(wish.group_seats[c] for c, s in placing.items() if s == side) for side in ("core", "other", "unsaid")
        }
        unplaced = {
            code: wish.group_seats[code] for code, side in placing.items() if side == "unsaid" and wish.group_seats[code]
        }
        shares = Shares(wish.total, core, counts["other"], counts["unsaid"], unplaced)
        found += check_ratio(shares, ratio, meeting.assembly)
    if meeting.delegate_number and wish.total != meeting.delegate_number:
        found.append(
            Finding("allocation_total_differs", "soft", None, {"total": wish.total, "number": meeting.delegate_number})
        )
    if wish.method == "hamilton":
        bounds = (
            [row.weight for row in wish.rows],
            seats,
            [row.least for row in wish.rows],
            [_most(row, seats) for row in wish.rows],
        )
        names = tuple(wish.rows[place].name for place in unstable_places(*bounds))
        if names:
            found.append(Finding("allocation_unstable", "info", None, {"units": ", ".join(names), "count": len(names)}))
    for tie in vector.ties:
        names = ", ".join(wish.rows[place].name for place in tie.among)
        chosen = ", ".join(wish.rows[place].name for place in tie.chosen)
        found.append(Finding("allocation_tie", "info", None, {"units": names, "chosen": chosen, "seats": tie.seats}))
    return tuple(found)


def _most(row: UnitWish, seats: int) -> int:
    return seats if row.most is None else row.most


def _target(meeting: Meeting, total: int) -> int | None:
    ratio = ratio_rule(meeting, answers_of(meeting))
    return core_target(total, ratio.share, ratio.mode) if ratio else None


def first_wish(meeting: Meeting, today: date) -> Wish:
    """Where a committee begins: every body directly below, weighted by head count, groups split so that the share holds."""
    bodies = units.children(meeting.unit_id, meeting.held_on or today)
    counts = units.head_counts([unit.id for unit in bodies], today)
    rows = tuple(UnitWish(unit.id, unit.name, counts[unit.id].number if unit.id in counts else 0, 1) for unit in bodies)
    total = meeting.delegate_number or max(len(rows), 1)
    return Wish(total, "webster", suggest_groups(meeting, total), frozenset(_guests(meeting)), rows)


def _guests(meeting: Meeting) -> list[str]:
    return [group.code for group in meeting.groups if group.code == "guests"]


def suggest_groups(meeting: Meeting, total: int, weights: Mapping[str, int] | None = None) -> dict[str, int]:
    """Seats per group so that the core has exactly its target; equal weights unless given.

    A side without any group leaves its seats to the other.
    """
    groups = list(meeting.groups)
    target = _target(meeting, total)
    core = [group for group in groups if group.share == "core"]
    if target is None or len(core) in (0, len(groups)):
        target = total if groups and len(core) == len(groups) else 0 if not core else total * len(core) // len(groups)
    wishes = [GroupWish(group.code, group.share, (weights or {}).get(group.code, 1)) for group in groups]
    return split_groups(total, target, wishes).seats if wishes else {}
