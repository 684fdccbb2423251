"""Each number said so that a committee can redo it with a calculator: a unit's quotient, a cell's two factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from congress.rules.apportionment import Apportionment, Method
from congress.rules.matrix import Table

Held = Literal["", "least", "most"]


@dataclass(frozen=True, slots=True)
class UnitStep:
    """weight / divisor = quotient, rounded by the method to `rounded`; `held` names the bound that decided otherwise.

    `divisor` and `quotient` are None when no single number says it (see `Apportionment`); `rounded` is then the seats. For
    Hamilton `rounded` is the whole part, and `tied` or a larger remainder explains one seat more.
    """

    weight: int
    divisor: Fraction | None
    quotient: Fraction | None
    rounded: int
    held: Held
    tied: bool
    seats: int


@dataclass(frozen=True, slots=True)
class CellStep:
    """weight × unit factor × group factor = product, rounded the usual way; `held` and `tied` as in `UnitStep`."""

    weight: int
    unit_factor: Fraction
    group_factor: Fraction
    product: Fraction
    held: Held
    tied: bool
    seats: int


def unit_steps(
    weights: Sequence[int], minimum: Sequence[int], maximum: Sequence[int], result: Apportionment
) -> tuple[UnitStep, ...]:
    """How every place of a share-out came to its seats."""
    tied = {place for tie in result.ties for place in tie.among}
    steps = []
    for place, (weight, low, high, seats) in enumerate(zip(weights, minimum, maximum, result.seats, strict=True)):
        quotient = result.quotients[place] if result.quotients else None
        rounded = seats if quotient is None else rounded_by(result.method, quotient)
        held = _held(rounded, seats, low, high)
        steps.append(UnitStep(weight, result.divisor, quotient, rounded, held, place in tied, seats))
    return tuple(steps)


def cell_steps(weights: Sequence[Sequence[int]], table: Table, unit: int) -> tuple[CellStep, ...]:
    """How every cell of one unit came to its seats."""
    tied = {cell for tie in table.ties for cell in tie.among}
    steps = []
    for group, (weight, seats) in enumerate(zip(weights[unit], table.seats[unit], strict=True)):
        factors = table.factors.rows[unit], table.factors.columns[group]
        product = weight * factors[0] * factors[1]
        held = _held(rounded_by("webster", product), seats, table.frame.low[unit][group], table.frame.high[unit][group])
        tie = (unit, group) in tied
        steps.append(CellStep(weight, *factors, product, "" if tie else held, tie, seats))
    return tuple(steps)


def rounded_by(method: Method, quotient: Fraction) -> int:
    """The quotient made whole: Webster from 0.5 up, Jefferson and Hamilton down, Adams up, Hill from √(k(k+1)) up."""
    whole = quotient.numerator // quotient.denominator
    if method == "webster":
        return whole + (2 * (quotient - whole) >= 1)
    if method == "adams":
        return -(-quotient.numerator // quotient.denominator)
    if method == "hill":
        return whole + (quotient > 0 and quotient**2 >= whole * (whole + 1))
    return whole


def _held(rounded: int, seats: int, low: int, high: int) -> Held:
    if rounded < seats == low:
        return "least"
    return "most" if rounded > seats == high else ""
