"""Seats of rows over columns with exact sums at the least sum of prices: successive cheapest paths, with numpy.

Prices of the seats of one cell never fall. Rows are filled first, each as cheaply as it can; then seats move from columns
with too many to columns with too few, always along the cheapest path, so that what is reached is cheapest of all. With
whole prices the answer is exact; with logarithms it is exact but for ties closer than rounding shows, which
`congress/rules/factors.py` settles in fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from congress.rules.frames import Cells, Frame, no_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]
Path = list[tuple[int, int]]


class Transport:
    """One table under way: `seats`, and the price of one seat more (`up`) and of the last one (`down`) in every cell.

    The k-th seat of a cell costs base + steps[k]; no move between two columns gains more than their `potentials` differ.
    `never` is a price beyond the sum of any others, `slack` the difference below which two prices count as equal (0 for
    whole prices).
    """

    def __init__(self, frame: Frame, base: Numbers, steps: Numbers, never: Any, slack: Any) -> None:
        import numpy as np

        shape = base.shape
        self.frame, self.base, self.steps, self.never, self.slack = frame, base, steps, never, slack
        self.low = np.array(frame.low, dtype=np.int64).reshape(shape)
        self.high = np.array(frame.high, dtype=np.int64).reshape(shape)
        self.rows = np.array(frame.rows, dtype=np.int64)
        self.columns = np.array(frame.columns, dtype=np.int64)
        self.seats = self.low
        self.up, self.down = self.base, self.base
        self.potentials = np.zeros(len(self.columns), dtype=base.dtype)

    def fill_rows(self, start: Numbers, leaning: Numbers) -> None:
        """Give every row its seats: from `start`, the cheapest seat more or the dearest one fewer, again and again.

        `leaning` is added to the price of every seat of a column; `start` must be cheapest for the sums it has.
        """
        import numpy as np

        self.potentials = -leaning
        self.seats = np.clip(start, self.low, self.high)
        everything = np.arange(len(self.rows))
        self.up, self.down = (np.asfortranarray(prices) for prices in self._prices(everything))
        while True:
            lack = self.rows - self.seats.sum(axis=1)
            for step, short in ((1, np.flatnonzero(lack > 0)), (-1, np.flatnonzero(lack < 0))):
                prices = (self.up if step > 0 else -self.down)[short] + step * leaning
                self.seats[short, prices.argmin(axis=1)] += step
                self.up[short], self.down[short] = self._prices(short)
            if not lack.any():
                return

    def _prices(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        import numpy as np

        seats, base = self.seats[rows], self.base[rows]
        up = np.where(seats < self.high[rows], base + self.steps[seats + 1], self.never)
        down = np.where(seats > self.low[rows], base + self.steps[seats], -self.never)
        return up, down

    def balance_columns(self) -> None:
        """Move seats until every column has its own. Raises Infeasible matrix_collision."""
        import numpy as np

        prices, rows = self.moves()
        surplus = self.seats.sum(axis=0) - self.columns
        while surplus.any():
            far, before = self._distances(prices, surplus > 0)
            short = np.flatnonzero(surplus < 0)
            target = int(short[far[short].argmin()])
            if 2 * far[target] > self.never:
                self._refuse(prices, surplus)
            self.potentials = self.potentials + np.minimum(far, far[target])
            path = _trace(before, target)
            changed = self._push(path, prices, rows, int(min(surplus[path[0][0]], -surplus[target])))
            self._compare_again(prices, rows, changed)
            surplus = self.seats.sum(axis=0) - self.columns

    def moves(self) -> tuple[Numbers, Numbers]:
        """For each pair of columns the price of moving one seat from the first to the second, and the row where it is least."""
        import numpy as np

        count = len(self.columns)
        prices, rows = np.empty((count, count), dtype=self.base.dtype), np.empty((count, count), dtype=np.int64)
        for column in range(count):
            self._compare(prices, rows, column, np.arange(count))
        return prices, rows

    def _compare(self, prices: Numbers, rows: Numbers, origin: int, goals: Numbers) -> None:
        """Find the row with the least price for moves from one column to others; none to itself."""
        import numpy as np

        change = self.up[:, goals] - self.down[:, [origin]]
        found = change.argmin(axis=0)
        rows[origin, goals] = found
        prices[origin, goals] = change[found, np.arange(len(goals))]
        prices[origin, origin] = self.never

    def _compare_again(self, prices: Numbers, rows: Numbers, changed: Numbers) -> None:
        """Bring `moves` up to date after a change of some rows: where one was cheapest, and where one now is."""
        import numpy as np

        stale = np.isin(rows, changed)
        for origin in np.flatnonzero(stale.any(axis=1)):
            self._compare(prices, rows, int(origin), np.flatnonzero(stale[origin]))
        change = self.up[changed][:, None, :] - self.down[changed][:, :, None]
        first, least = changed[change.argmin(axis=0)], change.min(axis=0)
        better = (least < prices) & ~np.eye(len(prices), dtype=bool)
        prices[better], rows[better] = least[better], first[better]

    def _distances(self, prices: Numbers, sources: Numbers) -> tuple[Numbers, Numbers]:
        """What the ways from any source to every column cost above the potentials, and the column before it on the way.

        No move costs less than the potentials say; what rounding shows below is cut off, so that no way turns in a circle.
        """
        import numpy as np

        above = np.maximum(prices + self.potentials[:, None] - self.potentials, 0)
        far = np.full(len(prices), self.never, dtype=prices.dtype)
        far[sources] = 0
        before, better = np.full(len(far), -1), sources
        while better.any():
            through = far[:, None] + above
            best = through.min(axis=0)
            better = best < far
            before = np.where(better, through.argmin(axis=0), before)
            far = np.where(better, best, far)
        return far, before

    def _refuse(self, prices: Numbers, surplus: Numbers) -> None:
        import numpy as np

        first = np.arange(len(surplus)) == surplus.argmax()
        far, _ = self._distances(prices, first)
        raise no_table(self.frame, [int(place) for place in np.flatnonzero(2 * far < self.never)])

    def _push(self, path: Path, prices: Numbers, rows: Numbers, most: int) -> Numbers:
        """Move up to `most` seats along the path, as many as there are rows to do it at the same price; the rows moved."""
        import numpy as np

        used = np.zeros(len(self.rows), dtype=bool)
        chosen = []
        for origin, goal in path:
            equal = (self.up[:, goal] - self.down[:, origin] <= prices[origin, goal] + self.slack) & ~used
            chosen.append(np.flatnonzero(equal)[:most])
            used[chosen[-1]] = True
            most = max(1, min(most, len(chosen[-1])))
        if min(len(found) for found in chosen) == 0:
            chosen, most = [rows[origin, [goal]] for origin, goal in path], 1
        for (origin, goal), found in zip(path, chosen, strict=True):
            self.move(found[:most], origin, goal)
        return np.unique(np.concatenate([found[:most] for found in chosen]))

    def move(self, rows: Numbers, origin: int, goal: int) -> None:
        """One seat of each of these rows from one column to another."""
        self.seats[rows, origin] -= 1
        self.seats[rows, goal] += 1
        self.up[rows], self.down[rows] = self._prices(rows)

    def cells(self) -> Cells:
        """The seats as plain numbers."""
        rows: Any = self.seats.tolist()
        return tuple(tuple(row) for row in rows)


def _trace(before: Numbers, target: int) -> Path:
    path, place = [], target
    while before[place] >= 0:
        path.append((int(before[place]), place))
        place = int(before[place])
    return path[::-1]


def fitted(weights: Numbers, rows: Sequence[int], columns: Sequence[int], rounds: int) -> tuple[Numbers, Numbers]:
    """Weights scaled towards both sums by turns, columns last, and the column factors; a guide, need not be exact."""
    import numpy as np

    wanted_rows, wanted_columns = np.array(rows, dtype=weights.dtype), np.array(columns, dtype=weights.dtype)
    factors = np.ones(weights.shape[1])
    table = weights
    for _ in range(rounds):
        sums = table.sum(axis=1)
        table = table * np.divide(wanted_rows, sums, out=np.zeros_like(sums), where=sums > 0)[:, None]
        sums = table.sum(axis=0)
        step = np.divide(wanted_columns, sums, out=np.ones_like(sums), where=(sums > 0) & (wanted_columns > 0))
        table = table * step
        factors = factors * step
    return table, factors
