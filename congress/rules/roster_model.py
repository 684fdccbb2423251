"""The arrays a program is worked on with: what is still free, what is fixed, sums of rows; all in 64-bit whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from congress.rules.roster_program import Program

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Model:
    """The free columns, `place` in the program each, and every row: row i holds the entries start[i] to start[i + 1]."""

    place: Ints
    lower: Ints
    upper: Ints
    start: Ints
    column: Ints
    factor: Ints
    low: Ints
    high: Ints

    def row_sums(self, entries: Ints) -> Ints:
        """Sum over the entries of each row."""
        import numpy as np

        running = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(entries)))
        return running[self.start[1:]] - running[self.start[:-1]]

    def column_sums(self, rows: Ints) -> Ints:
        """Σ factor · rows over the rows of each column."""
        import numpy as np

        sums = np.zeros(len(self.place), dtype=np.int64)
        np.add.at(sums, self.column, self.factor * np.repeat(rows, np.diff(self.start)))
        return sums

    def impossible(self) -> bool:
        """Whether some row asks for at least more than at most, which HiGHS answers with an empty list and no refusal."""
        return bool((self.low > self.high).any())

    def only(self, rows: Mask) -> Model:
        """The same columns with some of the rows."""
        import numpy as np

        kept = np.repeat(rows, np.diff(self.start))
        start = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(np.diff(self.start)[rows])))
        return replace(
            self, start=start, column=self.column[kept], factor=self.factor[kept], low=self.low[rows], high=self.high[rows]
        )

    def holds(self, point: Ints) -> bool:
        """Whether values of the free columns keep every bound and every row."""
        sums = self.row_sums(self.factor * point[self.column])
        inside = (self.lower <= point).all() and (point <= self.upper).all()
        return bool(inside and (self.low <= sums).all() and (sums <= self.high).all())


@dataclass(frozen=True, slots=True)
class State:
    """A point of the whole program, and the model of what may still move."""

    model: Model
    point: Ints

    def put(self, values: Ints) -> State:
        """The same with other values in the free columns."""
        point = self.point.copy()
        point[self.model.place] = values
        return replace(self, point=point)

    def values(self) -> Ints:
        """The values of the free columns."""
        values: Ints = self.point[self.model.place]
        return values


def arrays(program: Program) -> Model:
    """The program as arrays, every column free."""
    import numpy as np

    def whole(numbers: list[int] | tuple[int, ...]) -> Ints:
        return np.array(numbers, dtype=np.int64)

    lower, upper = whole(program.lower), whole(program.upper)
    start = np.cumsum(whole([0, *(len(row.columns) for row in program.rows)]))
    column = whole([column for row in program.rows for column in row.columns])
    factor = whole([factor for row in program.rows for factor in row.factors or (1,) * len(row.columns)])
    low, high = whole([row.low for row in program.rows]), whole([row.high for row in program.rows])
    return Model(np.arange(len(lower)), lower, upper, start, column, factor, low, high)


def opened(model: Model) -> State:
    """Every column at its lower bound, and those with only one value fixed there."""
    return narrowed(State(model, model.lower.copy()), model.lower < model.upper, model.lower)


def narrowed(state: State, free: Mask, values: Ints) -> State:
    """Only the `free` ones of the free columns stay so; the others are fixed at `values`."""
    import numpy as np

    model = state.model
    if free.all():
        return state.put(values)
    fixed = model.row_sums(model.factor * np.where(free, 0, values)[model.column])
    kept = free[model.column]
    start = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(model.row_sums(kept.astype(np.int64)))))
    column = (np.cumsum(free) - 1)[model.column[kept]]
    smaller = Model(
        model.place[free],
        model.lower[free],
        model.upper[free],
        start,
        column,
        model.factor[kept],
        model.low - fixed,
        model.high - fixed,
    )
    return State(smaller, state.put(values).point)


def pinned(model: Model, worth: Ints, total: int) -> Model:
    """The model with one row more: the worth of the free columns sums to `total`."""
    import numpy as np

    entries = np.flatnonzero(worth)
    return replace(
        model,
        start=np.append(model.start, len(model.column) + len(entries)),
        column=np.concatenate((model.column, entries)),
        factor=np.concatenate((model.factor, worth[entries])),
        low=np.append(model.low, total),
        high=np.append(model.high, total),
    )
