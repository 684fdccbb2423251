"""Row and column factors of a table, in exact fractions; or the seats whose exchange would bring it closer to proportion.

For each pair of columns the cells of a row bound the quotient of their factors, and the bounds along a cycle of columns must
multiply to 1 or more. Cycles close to 1 are compared as fractions, the rest is far enough for logarithms. Columns on a cycle
of exactly 1 (a tie) have one possible quotient; all else is free, and gets few digits in the middle of what may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from congress.rules.transport import Transport

if TYPE_CHECKING:
    from congress.rules.transport import Numbers

Weights = Sequence[Sequence[int]]
Move = tuple[int, int, int]
Edges = dict[tuple[int, int], tuple[Fraction, int]]

CLOSE = 10**-9
EXACT = 10**-13
SPREAD = 5
FEWEST_DIGITS = 3


class NotClosest(Exception):  # noqa: N818 - a step of the search, no failure
    """Moving one seat along each of `moves` (row, from column, to column) brings the table closer to proportion."""

    def __init__(self, moves: Iterable[Move]) -> None:
        self.moves = tuple(moves)
        super().__init__(self.moves)


def column_factors(transport: Transport, weights: Weights) -> tuple[Fraction, ...]:
    """Factors of the columns for which every row has a factor too. Raises NotClosest."""
    import numpy as np

    bounds, _ = transport.moves()
    far = _closed(bounds)
    parts = [int(np.flatnonzero(far[place] + far[:, place] <= CLOSE)[0]) for place in range(len(far))]
    edges = _edges(transport, weights, bounds, far, parts)
    exact = _quotients(edges, parts)
    far = _all_joined(bounds, far, transport.never)
    centre = (far.mean(axis=0) - far.mean(axis=1)) / 2
    guide = np.exp(centre - centre.mean())
    return _few_digits(guide, exact, parts, bounds)


def _closed(bounds: Numbers) -> Numbers:
    """The least sum of bounds along any way between two columns (Floyd and Warshall)."""
    import numpy as np

    far = bounds.copy()
    np.fill_diagonal(far, 0)
    for through in range(len(far)):
        far = np.minimum(far, far[:, through : through + 1] + far[through])
    return far


def _all_joined(bounds: Numbers, far: Numbers, never: int) -> Numbers:
    """Ways between all columns: where none leads, one so wide that it contradicts no other."""
    import numpy as np

    apart = 2 * far > never
    if not apart.any():
        return far
    widest = np.abs(far[~apart]).max() + SPREAD
    return _closed(np.where(apart, widest, np.minimum(bounds, never)))


def _edges(transport: Transport, weights: Weights, bounds: Numbers, far: Numbers, parts: Sequence[int]) -> Edges:
    """The exact bound, with its row, of every pair of columns that may lie on a cycle of 1 or less."""
    import numpy as np

    found: Edges = {}
    up, down, seats = transport.up, transport.down, transport.seats
    together = np.equal.outer(parts, parts) & (bounds + far.T <= 2 * CLOSE)
    for origin, goal in np.argwhere(together).tolist():
        rows = np.flatnonzero(up[:, goal] - down[:, origin] <= bounds[origin, goal] + CLOSE).tolist()
        more, fewer = (2 * seats[rows, goal] + 1).tolist(), (2 * seats[rows, origin] - 1).tolist()
        quotients = {
            Fraction(above * weights[row][origin], below * weights[row][goal]): row
            for row, above, below in zip(reversed(rows), reversed(more), reversed(fewer), strict=True)
        }
        least = min(quotients)
        found[origin, goal] = least, quotients[least]
    return found


def _quotients(edges: Edges, parts: Sequence[int]) -> list[Fraction]:
    """Each column's factor as a multiple of the first of its part (Bellman and Ford). Raises NotClosest."""
    known = {place: Fraction(1) for place in set(parts)}
    before: dict[int, int] = {}
    for _ in parts:
        changed = None
        for (origin, goal), (bound, _row) in edges.items():
            if origin in known and (goal not in known or known[origin] * bound < known[goal]):
                known[goal] = known[origin] * bound
                before[goal] = origin
                changed = goal
        if changed is None:
            return [known[place] for place in range(len(parts))]
    raise NotClosest(_ring(before, goal, edges))


def _ring(before: dict[int, int], place: int, edges: Edges) -> list[Move]:
    """The moves of the cycle that the columns before each other have closed, reached from `place`."""
    for _ in before:
        place = before[place]
    ring = [place]
    while before[ring[-1]] != place:
        ring.append(before[ring[-1]])
    return [(edges[before[goal], goal][1], before[goal], goal) for goal in ring]


def _few_digits(guide: Numbers, exact: Sequence[Fraction], parts: Sequence[int], bounds: Numbers) -> tuple[Fraction, ...]:
    """The guide in as few digits as the bounds between different parts allow; inside a part the exact quotients."""
    import numpy as np

    apart = np.not_equal.outer(parts, parts)
    digits = FEWEST_DIGITS
    while True:
        lead = {part: Fraction(f"{guide[part]:.{digits - 1}e}") for part in parts}
        factors = tuple(lead[part] * quotient for part, quotient in zip(parts, exact, strict=True))
        logs = np.log(np.array(factors, dtype=np.float64))
        if np.all(logs - logs[:, None] < bounds - EXACT, where=apart):
            return factors
        digits += 1


@dataclass(frozen=True, slots=True)
class RowClaims:
    """The factor of a row; where only one is possible, the columns whose cells could as well have a seat more or fewer."""

    factor: Fraction
    more: tuple[int, ...] = ()
    fewer: tuple[int, ...] = ()


def row_factors(transport: Transport, weights: Weights, columns: Sequence[Fraction]) -> list[RowClaims]:
    """For each row a factor with few decimals above the largest claim met and below the smallest unmet one."""
    import numpy as np

    logs = np.log(np.array(columns, dtype=np.float64))
    up, down = transport.up - logs, transport.down - logs
    seats = transport.cells()
    least: list[dict[int, Fraction]] = [{} for _ in seats]
    most: list[dict[int, Fraction]] = [{} for _ in seats]
    for row, column in np.argwhere(up <= np.minimum(up.min(axis=1) + CLOSE, transport.never / 2)[:, None]).tolist():
        most[row][column] = Fraction(2 * seats[row][column] + 1, 2 * weights[row][column]) / columns[column]
    for row, column in np.argwhere(down >= np.maximum(down.max(axis=1) - CLOSE, -transport.never / 2)[:, None]).tolist():
        least[row][column] = Fraction(2 * seats[row][column] - 1, 2 * weights[row][column]) / columns[column]
    return [_row_claims(more, fewer) for more, fewer in zip(most, least, strict=True)]


def _row_claims(more: Mapping[int, Fraction], fewer: Mapping[int, Fraction]) -> RowClaims:
    met, unmet = max(fewer.values(), default=Fraction(0)), min(more.values(), default=None)
    if met != unmet:
        return RowClaims(between(met, unmet))
    tied = (tuple(column for column, claim in claims.items() if claim == met) for claims in (more, fewer))
    return RowClaims(met, *tied)


def between(least: Fraction, most: Fraction | None) -> Fraction:
    """The fraction with the fewest decimals above `least` and below `most` (None: no end)."""
    scale = 1
    while True:
        candidate = Fraction(least.numerator * scale // least.denominator + 1, scale)
        if most is None or candidate < most:
            return candidate
        scale *= 10
