"""The proof that a table of units and groups is biproportional: a factor for every row and every column, all fractions.

It knows nothing of how the table or the factors were found: whoever has both can check them with a calculator. Every cell is
weight × row factor × column factor, rounded the usual way and held inside its bounds; where the product is exactly a half,
both roundings are right (a tie).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from congress.rules.frames import Frame


@dataclass(frozen=True, slots=True)
class Factors:
    """One positive fraction per row and per column of the table."""

    rows: tuple[Fraction, ...]
    columns: tuple[Fraction, ...]


def check_table(frame: Frame, table: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """What is wrong with a table before any proportion is asked: row_sums, column_sums, bounds."""
    wrong = []
    if tuple(sum(row) for row in table) != frame.rows:
        wrong.append("row_sums")
    if tuple(sum(row[group] for row in table) for group in range(len(frame.columns))) != frame.columns:
        wrong.append("column_sums")
    lines = zip(table, frame.low, frame.high, strict=True)
    if any(not low <= cell <= high for row, lows, highs in lines for cell, low, high in zip(row, lows, highs, strict=True)):
        wrong.append("bounds")
    return tuple(wrong)


def check_certificate(
    weights: Sequence[Sequence[int]], frame: Frame, table: Sequence[Sequence[int]], factors: Factors
) -> tuple[str, ...]:
    """What is wrong with a table and its proof: the words of `check_table`, and factors (not all positive), rounding.

    An empty answer proves the table: no other with these sums and bounds is closer to proportion (Balinski & Demange 1989;
    Gaffke & Pukelsheim 2008), and any other as close differs in ties only.
    """
    wrong = list(check_table(frame, table))
    if min((*factors.rows, *factors.columns), default=1) <= 0:
        wrong.append("factors")
    for row, factor in enumerate(factors.rows):
        lines = zip(weights[row], factors.columns, table[row], frame.low[row], frame.high[row], strict=True)
        if not all(_rounds(weight, factor, other, *cell) for weight, other, *cell in lines):
            return (*wrong, "rounding")
    return tuple(wrong)


def _rounds(weight: int, row: Fraction, column: Fraction, seats: int, low: int, high: int) -> bool:
    """Whether weight × row × column lies in [seats - 1/2, seats + 1/2], the ends a bound holds left aside."""
    product = 2 * weight * row.numerator * column.numerator
    one = row.denominator * column.denominator
    return (seats >= high or product <= (2 * seats + 1) * one) and (seats <= low or product >= (2 * seats - 1) * one)
