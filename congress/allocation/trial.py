"""Trying a share-out: a wish computed with its findings and the numbers that explain it. Nothing is stored here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from congress.allocation.start import target_of
from congress.allocation.wish import LARGEST, UnitWish, Wish
from congress.errors import Refused
from congress.meetings.models import Meeting, SeatGroup
from congress.meetings.service import answers_of, decided_above, level_rules, ratio_rule
from congress.rules.apportionment import METHODS, Apportionment, Infeasible, apportion, unstable_places
from congress.rules.composition import Shares, check_limit, check_ratio
from congress.rules.explanation import Held, unit_steps
from congress.rules.findings import Finding
from congress.rules.matrix import Table, share_table
from congress.rules.minimums import crowded_places, share_target


@dataclass(frozen=True)
class Row:
    """One unit of the answer: quotient (weight / divisor, exact), seats, seats per group, and its share of each minimum.

    `bound` is `least` or `most` when a bound, not the quotient as the method rounds it, decided the seats.
    """

    wish: UnitWish
    quotient: Fraction | None
    seats: int
    cells: tuple[int, ...]
    bound: Held = ""
    minimums: tuple[int, ...] = ()


@dataclass(frozen=True)
class Trial:
    """The computed share-out: rows, seats of the groups outside any unit, findings, and the numbers behind it.

    `table` is the one of units and inner groups with the factors that prove it.
    """

    wish: Wish
    groups: tuple[SeatGroup, ...]
    rows: tuple[Row, ...]
    outside: Mapping[str, int]
    divisor: Fraction | None
    table: Table
    core: int
    target: int | None
    findings: tuple[Finding, ...]
    ties: tuple[str, ...] = ()

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
    try:
        vector = _apportion(wish)
        table = _table(wish, vector.seats, [group.code for group in inner])
        minimums = _minimums(wish, vector.seats)
    except Infeasible as problem:
        raise _refusal(problem, wish, inner) from problem
    steps = unit_steps(wish.weights, [row.least for row in wish.rows], _tops(wish), vector)
    rows = tuple(
        Row(row, step.quotient, step.seats, cells, step.held, shares)
        for row, step, cells, shares in zip(wish.rows, steps, table.seats, minimums, strict=True)
    )
    core = _core(meeting, wish)
    outside = {group.code: wish.group_seats[group.code] for group in groups if group.code in wish.outside}
    ties = tuple(wish.rows[place].name for tie in vector.ties for place in tie.among)
    checks = _findings(meeting, wish, core, vector) + _table_ties(table) + _crowded(rows)
    return Trial(wish, groups, rows, outside, vector.divisor, table, core, target_of(meeting, wish.total), checks, ties)


def findings_of(meeting: Meeting, wish: Wish) -> tuple[Finding, ...]:
    """What stands against a wish; the seats of units in groups, which no finding is about, are left uncounted.

    Raises:
        Refused: as `try_out`.
    """
    _check(meeting, wish)
    try:
        return _findings(meeting, wish, _core(meeting, wish), _apportion(wish))
    except Infeasible as problem:
        raise _refusal(problem, wish, []) from problem


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
    if not any(wish.basis):
        raise Refused("allocation_basis_missing", field="heads_part")
    if wish.basis[1] and not any(row.points for row in wish.rows):
        raise Refused("allocation_points_missing", field="points_part")
    if not any(wish.weights) and sum(row.least for row in wish.rows) < wish.inside:
        raise Refused("allocation_heads_missing", seats=wish.inside)


def _core(meeting: Meeting, wish: Wish) -> int:
    return sum(wish.group_seats[group.code] for group in meeting.groups if group.share == "core")


def _apportion(wish: Wish) -> Apportionment:
    return apportion(wish.weights, wish.inside, [row.least for row in wish.rows], _tops(wish), wish.method)


def _tops(wish: Wish) -> list[int]:
    return [max(0, wish.inside if row.most is None else row.most) for row in wish.rows]


def _table(wish: Wish, seats: Sequence[int], codes: Sequence[str]) -> Table:
    """Units × inner groups with both sums exact, the cells set by hand kept as they are."""
    columns = [wish.group_seats[code] for code in codes]
    low = [[row.fixed.get(code, 0) for code in codes] for row in wish.rows]
    high = [[row.fixed.get(code, number) for code in codes] for row, number in zip(wish.rows, seats, strict=True)]
    return share_table(cell_weights(wish, columns), list(seats), columns, low, high)


def cell_weights(wish: Wish, columns: Sequence[int]) -> list[list[int]]:
    """Weight of each cell: the unit's by the seats of the group; a unit with seats but no weight of its own counts as 1."""
    return [[max(1, weight) * column for column in columns] for weight in wish.weights]


def _minimums(wish: Wish, seats: Sequence[int]) -> list[tuple[int, ...]]:
    """For each unit its share of every minimum: in proportion to its seats, never more than those."""
    columns = []
    for code, number in wish.minimums.items():
        if number > wish.inside:
            raise Refused("allocation_minimum_above", field=f"minimum-{code}", number=number, seats=wish.inside)
        columns.append(share_target(number, seats, seats).seats)
    return [tuple(column[place] for column in columns) for place in range(len(seats))]


def _refusal(problem: Infeasible, wish: Wish, inner: Sequence[SeatGroup]) -> Refused:
    """The refusal with the names of units and groups instead of their places."""
    facts = dict(problem.facts)
    place = facts.pop("place", facts.pop("unit", None))
    if isinstance(place, int):
        facts["unit"] = wish.rows[place].name
    if isinstance(facts.get("group"), int):
        facts["group"] = inner[facts["group"]].name
    for key, names in (("units", [row.name for row in wish.rows]), ("groups", [group.name for group in inner])):
        places = facts.get(key)
        if isinstance(places, tuple):
            facts[key] = ", ".join(names[place] for place in places)
    return Refused(f"allocation_{problem.code}", **facts)


def _findings(meeting: Meeting, wish: Wish, core: int, vector: Apportionment) -> tuple[Finding, ...]:
    limit = level_rules(meeting).limit
    found = list(check_limit(wish.total, meeting.assembly, limit, decided_above(meeting, limit)))
    found += _ratio_findings(meeting, wish, core)
    if meeting.delegate_number and wish.total != meeting.delegate_number:
        facts = {"total": wish.total, "number": meeting.delegate_number}
        found.append(Finding("allocation_total_differs", "soft", None, facts))
    if wish.method == "hamilton":
        least = [row.least for row in wish.rows]
        places = unstable_places(wish.weights, wish.inside, least, _tops(wish))
        if places:
            names = ", ".join(wish.rows[place].name for place in places)
            found.append(Finding("allocation_unstable", "info", None, {"units": names, "count": len(places)}))
    for tie in vector.ties:
        names = ", ".join(wish.rows[place].name for place in tie.among)
        chosen = ", ".join(wish.rows[place].name for place in tie.chosen)
        found.append(Finding("allocation_tie", "info", None, {"units": names, "chosen": chosen, "seats": tie.seats}))
    return tuple(found)


def _ratio_findings(meeting: Meeting, wish: Wish, core: int) -> Sequence[Finding]:
    ratio = ratio_rule(meeting, answers_of(meeting))
    if ratio is None:
        return ()
    sides: dict[str, int] = {"core": 0, "other": 0, "unsaid": 0}
    for group in meeting.groups:
        sides[group.share] += wish.group_seats[group.code]
    unplaced = {
        group.code: wish.group_seats[group.code]
        for group in meeting.groups
        if group.share == "unsaid" and wish.group_seats[group.code]
    }
    shares = Shares(wish.total, core, sides["other"], sides["unsaid"], unplaced)
    return check_ratio(shares, ratio, meeting.assembly)


def _table_ties(table: Table) -> tuple[Finding, ...]:
    if not table.ties:
        return ()
    return (Finding("allocation_cells_tied", "info", None, {"count": len(table.ties)}),)


def _crowded(rows: Sequence[Row]) -> tuple[Finding, ...]:
    places = crowded_places(
        [list(part) for part in zip(*(row.minimums for row in rows), strict=True)], [row.seats for row in rows]
    )
    if not places:
        return ()
    names = ", ".join(rows[place].wish.name for place in places)
    return (Finding("allocation_minimums_crowded", "info", None, {"units": names, "count": len(places)}),)
