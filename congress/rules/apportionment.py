"""Seats shared out in proportion to weights, within a minimum and a maximum each: exact integers and fractions.

Divisor methods: each share is the weight divided by one common divisor, rounded (Webster: the usual way, from 0.5 up), not
below its minimum nor above its maximum; the divisor is chosen so that the sum is right. Hamilton: largest remainders.
Nothing is drawn: an equal claim goes to the larger weight, then to the order handed in, and every such tie is listed.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, isqrt, lcm
from typing import Literal

from congress.rules.findings import Value

Method = Literal["webster", "hill", "adams", "jefferson", "hamilton"]

METHODS: tuple[Method, ...] = ("webster", "hamilton", "hill", "adams", "jefferson")


class Infeasible(Exception):  # noqa: N818 - the word of the trade
    """No share-out exists: `code` names the bound that collides, `facts` the two numbers."""

    def __init__(self, code: str, **facts: Value) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Tie:
    """`seats` equal claims were fewer than the claimants `among`; `chosen` got one. All are places in the input."""

    seats: int
    among: tuple[int, ...]
    chosen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Apportionment:
    """Seats per place of the input; `divisor` and `quotients` (weight / divisor) let anyone redo it with a calculator.

    `divisor` is None, and `quotients` is empty, when no single number says it: a tie of an irrational method, too few seats
    for one each, or (Hamilton) every place at a bound.
    """

    method: Method
    seats: tuple[int, ...]
    divisor: Fraction | None
    quotients: tuple[Fraction, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Checked input: `weights`, lowest and highest seats per place, all >= 0."""

    weights: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]


def mixed_weights(columns: Sequence[Sequence[int]], shares: Sequence[Fraction]) -> tuple[int, ...]:
    """One whole weight per place out of several figures (head count, results …), each counting for its declared share.

    A place's part of each figure's total is taken by the figure's share; the fractions are then brought to whole numbers
    without a common divisor, exactly. A figure whose total is 0 says nothing. Shares and figures are >= 0.
    """
    parts = [
        sum(
            (share * column[place] / sum(column) for column, share in zip(columns, shares, strict=True) if sum(column)),
            Fraction(0),
        )
        for place in range(len(columns[0]))
    ]
    scale = lcm(*(part.denominator for part in parts))
    whole = [int(part * scale) for part in parts]
    common = gcd(*whole) or 1
    return tuple(weight // common for weight in whole)


def check_bounds(weights: Sequence[int], seats: int, minimum: Sequence[int], maximum: Sequence[int]) -> Bounds:
    """The input, once it is certain that a share-out exists.

    Raises Infeasible: seats_negative, seats_bounds_crossed (place, line, minimum, maximum), seats_minimum_exceeds (minimum,
    seats), seats_maximum_short (maximum, seats). A place without weight can get its minimum only.
    """
    if seats < 0 or any(number < 0 for number in (*weights, *minimum)):
        raise Infeasible("seats_negative", seats=seats)
    for place, (low, high) in enumerate(zip(minimum, maximum, strict=True)):
        if low > high:
            raise Infeasible("seats_bounds_crossed", place=place, line=place + 1, minimum=low, maximum=high)
    if sum(minimum) > seats:
        raise Infeasible("seats_minimum_exceeds", minimum=sum(minimum), seats=seats)
    reachable = sum(high if weight else low for weight, low, high in zip(weights, minimum, maximum, strict=True))
    if reachable < seats:
        raise Infeasible("seats_maximum_short", maximum=reachable, seats=seats)
    return Bounds(tuple(weights), tuple(minimum), tuple(maximum))


def apportion(
    weights: Sequence[int], seats: int, minimum: Sequence[int], maximum: Sequence[int], method: Method = "webster"
) -> Apportionment:
    """`seats` shared out over the places. Raises Infeasible, see `check_bounds`."""
    bounds = check_bounds(weights, seats, minimum, maximum)
    return _hamilton(bounds, seats) if method == "hamilton" else _by_divisor(bounds, seats, method)


def unstable_places(
    weights: Sequence[int], seats: int, minimum: Sequence[int], maximum: Sequence[int], method: Method = "hamilton"
) -> tuple[int, ...]:
    """Places that one seat more in all would cost a seat, or that would gain by one seat fewer: Hamilton's known flaw."""
    now = apportion(weights, seats, minimum, maximum, method).seats
    unstable = set()
    for step in (1, -1):
        try:
            other = apportion(weights, seats + step, minimum, maximum, method).seats
        except Infeasible:
            continue
        unstable |= {place for place, (mine, theirs) in enumerate(zip(now, other, strict=True)) if step * (theirs - mine) < 0}
    return tuple(sorted(unstable))


def signpost(method: Method, seats: int) -> Fraction:
    """Where the rounding from `seats` to one more lies; for Hill its square, since √(k(k+1)) is no fraction."""
    return Fraction(_twice_signpost(method, seats), 2)


def _twice_signpost(method: Method, seats: int) -> int:
    if method == "hill":
        return 2 * seats * (seats + 1)
    return 2 * seats + {"webster": 1, "adams": 0, "jefferson": 2}[method]


def claim(method: Method, weight: int, seats: int) -> tuple[int, Fraction]:
    """How strong the claim of a place with `seats` to one more is; (1, 0) stands for one beyond every number."""
    post = signpost(method, seats)
    if not post:
        return 1, Fraction(0)
    return 0, Fraction(weight**2 if method == "hill" else weight) / post


def _by_divisor(bounds: Bounds, seats: int, method: Method) -> Apportionment:
    result = list(bounds.low)
    heap: list[tuple[bool, int, int, int]] = []
    power = 2 if method == "hill" else 1
    # Claims are fractions over at most the last signpost, so that two of them differ by more than 1 / scale: whole numbers
    # order them exactly, and some thirty times as fast as fractions do.
    scale = _twice_signpost(method, seats) ** 2 + 1

    def queue(place: int) -> None:
        weight, post = bounds.weights[place], _twice_signpost(method, result[place])
        if weight and result[place] < bounds.high[place]:
            strength = 2 * weight**power * scale // post if post else 0
            heapq.heappush(heap, (bool(post), -strength, -weight, place))

    for place in range(len(result)):
        queue(place)
    for _ in range(seats - sum(result)):
        place = heapq.heappop(heap)[3]
        result[place] += 1
        queue(place)
    divisor = _divisor(bounds, result, method)
    return Apportionment(method, tuple(result), divisor, _quotients(bounds, divisor), _ties(bounds, result, method))


def _ties(bounds: Bounds, result: Sequence[int], method: Method) -> tuple[Tie, ...]:
    """The tie at the last seat, if there is one: equal claims, some of them met and some not."""
    places = range(len(result))
    met = {
        place: claim(method, bounds.weights[place], result[place] - 1) for place in places if result[place] > bounds.low[place]
    }
    unmet = {
        place: claim(method, bounds.weights[place], result[place])
        for place in places
        if bounds.weights[place] and result[place] < bounds.high[place]
    }
    if not met or not unmet or min(met.values()) != max(unmet.values()):
        return ()
    border = min(met.values())
    chosen = tuple(place for place in places if met.get(place) == border)
    among = tuple(place for place in places if border in (met.get(place), unmet.get(place)))
    return (Tie(len(chosen), among, chosen),)


def _divisor(bounds: Bounds, result: Sequence[int], method: Method) -> Fraction | None:
    """The divisor with the fewest decimals that gives `result`: above every unmet claim, not above any met one.

    For Adams below every met one: a quotient that is a whole number is not rounded up.
    """
    rows = tuple(zip(bounds.weights, bounds.low, bounds.high, result, strict=True))
    unmet = max(
        (claim(method, weight, got) for weight, _, high, got in rows if weight and got < high), default=(0, Fraction(0))
    )
    met = min((claim(method, weight, got - 1) for weight, low, _, got in rows if got > low), default=(1, Fraction(0)))
    if unmet[0]:
        return None
    power = 2 if method == "hill" else 1
    if unmet == met:
        return unmet[1] if power == 1 else None
    scale = 1
    while True:
        candidate = _floor_root(unmet[1] * scale**power, power) + 1
        divisor = Fraction(candidate, scale)
        if met[0] or divisor**power < met[1] or (divisor**power == met[1] and method != "adams"):
            return divisor
        scale *= 10


def _floor_root(number: Fraction, power: int) -> int:
    whole = number.numerator // number.denominator
    return isqrt(whole) if power == 2 else whole


def _quotients(bounds: Bounds, divisor: Fraction | None) -> tuple[Fraction, ...]:
    return tuple(weight / divisor for weight in bounds.weights) if divisor else ()


def _hamilton(bounds: Bounds, seats: int) -> Apportionment:
    """Exact quotas inside the bounds, their whole parts, then one seat each to the largest remainders."""
    quotas, divisor = _bounded_quotas(bounds, seats)
    result = [quota.numerator // quota.denominator for quota in quotas]
    remainders = [quota - whole for quota, whole in zip(quotas, result, strict=True)]
    order = sorted(range(len(result)), key=lambda place: (-remainders[place], -bounds.weights[place], place))
    left = seats - sum(result)
    for place in order[:left]:
        result[place] += 1
    ties: tuple[Tie, ...] = ()
    if left and remainders[order[left - 1]] == remainders[order[left]]:
        border = remainders[order[left]]
        among = tuple(place for place in range(len(result)) if remainders[place] == border)
        chosen = tuple(sorted(place for place in order[:left] if remainders[place] == border))
        ties = (Tie(len(chosen), among, chosen),)
    return Apportionment("hamilton", tuple(result), divisor, _quotients(bounds, divisor), ties)


def _bounded_quotas(bounds: Bounds, seats: int) -> tuple[list[Fraction], Fraction | None]:
    """Quotas weight / D held inside the bounds and summing to `seats`, with D; None when every place is at a bound."""
    held = dict(enumerate(bounds.low))
    free = {place: weight for place, weight in enumerate(bounds.weights) if weight}
    for place in free:
        del held[place]
    while free:
        left, weight = seats - sum(held.values()), sum(free.values())
        below = [place for place, mine in free.items() if mine * left < bounds.low[place] * weight]
        above = [place for place, mine in free.items() if mine * left > bounds.high[place] * weight]
        if not below and not above:
            parts = {place: Fraction(mine * left, weight) for place, mine in free.items()}
            parts |= {place: Fraction(seats_held) for place, seats_held in held.items()}
            return [parts[place] for place in range(len(parts))], Fraction(weight, left) if left else None
        lack = sum(bounds.low[place] * weight - free[place] * left for place in below)
        excess = sum(free[place] * left - bounds.high[place] * weight for place in above)
        # The side with the larger breach is surely at its bound in the end; the other may come back inside.
        side, ends = (below, bounds.low) if lack >= excess else (above, bounds.high)
        for place in side:
            held[place] = ends[place]
            del free[place]
    return [Fraction(held[place]) for place in range(len(bounds.low))], None
