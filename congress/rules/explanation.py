"""Each number said so that a committee can redo it with a calculator: a unit's quotient, and how a method rounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from congress.rules.apportionment import Apportionment, Method

Held = Literal["", "least", "most"]


@dataclass(frozen=True, slots=True)
class UnitStep:
    """weight / divisor = quotient, rounded by the method to `rounded`; `held` names the bound that decided otherwise.

    `divisor` and `quotient` are None when no single number says it (see `Apportionment`); `rounded` is then the seats. For
    Hamilton `rounded` is the whole part, a larger remainder or a tie explains one seat more, and a bound decides where the
    quotient itself lies beyond it.
    """

    weight: int
    divisor: Fraction | None
    quotient: Fraction | None
    rounded: int
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
        reached = quotient if quotient is not None and result.method == "hamilton" else rounded
        held = _held(reached, seats, low, high)
        steps.append(UnitStep(weight, result.divisor, quotient, rounded, held, place in tied, seats))
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


def _held(reached: Fraction | int, seats: int, low: int, high: int) -> Held:
    if reached < seats == low:
        return "least"
    return "most" if reached > seats == high else ""
