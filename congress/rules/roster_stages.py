"""Whole-number programs solved exactly, one objective after another.

Each stage first solves the program without the demand for whole numbers. The prices of that solution, rounded to fractions
with one common denominator, give a ceiling that no whole-number answer passes and, for each column, what it costs to move it
off its bound: integer arithmetic that holds however good or bad the prices are. So columns too dear to move are fixed, a much
smaller program is solved in whole numbers, and what its answer leaves below the ceiling says which columns any other optimum
may still move. The next stage works on those alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from congress.rules.roster import EngineFailed, KeepGoing
from congress.rules.roster_model import Model, State, arrays, narrowed, opened, pinned
from congress.rules.roster_program import Program
from congress.rules.roster_solver import linear, whole

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Reals = NDArray[np.float64]

DENOMINATOR = 2**20
LARGEST = 2**62
SPARE = 50
"""Columns beyond one for each row in the first smaller program; it grows eightfold until an answer is in it."""

CHUNK = 20
"""So many columns are settled at once by weights 2^19…1, which keeps every sum small and exact."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The value of every column, and the optimum of every objective in turn."""

    point: tuple[int, ...]
    optima: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Prices:
    """Worth of each column beyond what its rows charge, the price of each row, the ceiling: all times DENOMINATOR."""

    worth: Ints
    rows: Ints
    ceiling: int


def solve(
    program: Program, objectives: Sequence[Sequence[int]], keep_going: KeepGoing, order: Sequence[int] = ()
) -> Solution | None:
    """The point with the largest first objective, among those the largest second one, and so on; None: no point exists.

    `order` names 0/1 columns: among points still equal the first of them is 1 if it can be, then the second, and so on, so
    that the answer is one and the same whoever computes it. Every sum of an objective must stay below 9·10⁹.

    Raises RanOutOfTime when `keep_going` says so, EngineFailed when an answer does not stand up to integers.
    """
    import numpy as np

    worths = [np.array(worth, dtype=np.int64) for worth in objectives]
    model = arrays(program)
    state = _staged(opened(model), worths, keep_going)
    if state is None:
        return None
    if order:
        state = _settled(state, np.array(order, dtype=np.int64), keep_going)
    if not model.holds(state.point):
        raise EngineFailed("rows")
    return Solution(tuple(state.point.tolist()), tuple(int(worth @ state.point) for worth in worths))


def _staged(state: State, worths: Sequence[Ints], keep_going: KeepGoing) -> State | None:
    """The stages one after the other; where none of them decides anything, any point."""
    import numpy as np

    shown: State | None = None
    for worth in worths:
        now = shown or state
        if not _decided(now.model, worth[now.model.place]):
            shown = _stage(now, worth, keep_going)
            if shown is None:
                return None
    return shown or _stage(state, np.zeros(len(state.point), dtype=np.int64), keep_going)


def _decided(model: Model, mine: Ints) -> bool:
    """Whether every point has the same sum: nothing is worth anything, or each column as many times what a fixed row counts.

    So with equal scores for all and a fixed number of people the search, long where nothing guides it, is left out.
    """
    import numpy as np

    valued = np.count_nonzero(mine)
    fixed = np.flatnonzero((model.low == model.high) & (np.diff(model.start) == valued))
    for row in fixed if valued else ():
        entries = slice(model.start[row], model.start[row + 1])
        worth, factor = mine[model.column[entries]], model.factor[entries]
        if worth.all() and factor.all() and (worth * factor[0] == worth[0] * factor).all():
            return True
    return not valued


def _stage(state: State, worth: Ints, keep_going: KeepGoing) -> State | None:
    """A best point of what is free, and only what may still move at no loss left free. `worth` is of the whole program."""
    import numpy as np

    model, mine = state.model, worth[state.model.place]
    if not mine.any() and model.holds(state.values()):
        return state
    relaxed = linear(model, mine, keep_going) if len(mine) else None
    if relaxed is None:
        return None
    prices = _prices(model, mine, relaxed[1])
    best = _best(state, mine, prices, np.rint(relaxed[0]).astype(np.int64), keep_going)
    return best and _face(best, mine, prices)


def _prices(model: Model, mine: Ints, charged: Reals) -> _Prices:
    """Prices in fractions, once it is certain that they fit into 64 bits; prices of nothing are as valid, only weaker."""
    import numpy as np

    rows = np.rint(charged * DENOMINATOR)
    sizes = np.bincount(model.column, np.abs(model.factor * np.repeat(rows, np.diff(model.start))), len(mine))
    exact = (rows if sizes.max() < LARGEST else np.zeros(len(rows))).astype(np.int64)
    worth = mine * DENOMINATOR - model.column_sums(exact)
    bounds = (*zip(exact.tolist(), model.low.tolist(), model.high.tolist(), strict=True),)
    columns = zip(worth.tolist(), model.lower.tolist(), model.upper.tolist(), strict=True)
    ceiling = sum(price * (high if price > 0 else low) for price, low, high in (*bounds, *columns))
    return _Prices(worth, exact, ceiling)


def _best(state: State, mine: Ints, prices: _Prices, rounded: Ints, keep_going: KeepGoing) -> State | None:
    """A best point in whole numbers, proven by the ceiling or by searching every column that could beat it."""
    import numpy as np

    model, dear = state.model, np.abs(prices.worth)
    found = state.put(rounded) if model.holds(rounded) else None
    width = len(model.low) + SPARE
    while True:
        if found:
            room = _room(found, mine, prices)
            if room < DENOMINATOR:
                return found
        else:
            room = int(np.partition(dear, width)[width] if width < len(dear) else dear.max())
        free = dear <= room
        smaller = narrowed(state, free, np.where(prices.worth > 0, model.upper, model.lower))
        point = whole(smaller.model, mine[free], keep_going)
        if point is not None:
            better = state.put(smaller.put(point).point[model.place])
            if found or _room(better, mine, prices) <= room:
                return better
            found = better
        elif found or free.all():
            return None
        else:
            width *= 8


def _room(found: State, mine: Ints, prices: _Prices) -> int:
    """How far a point stays below the ceiling."""
    return prices.ceiling - DENOMINATOR * int(mine @ found.values())


def _face(best: State, mine: Ints, prices: _Prices) -> State:
    """Only the points as good as the best: columns too dear fixed; rows at their price's side, or the total pinned."""
    import numpy as np

    room = _room(best, mine, prices)
    free = np.abs(prices.worth) <= room
    smaller = narrowed(best, free, best.values())
    model, priced = smaller.model, prices.rows
    if room:
        return replace(smaller, model=pinned(model, mine[free], int(mine[free] @ smaller.values())))
    low, high = np.where(priced > 0, model.high, model.low), np.where(priced < 0, model.low, model.high)
    return replace(smaller, model=replace(model, low=low, high=high))


def _settled(state: State, order: Ints, keep_going: KeepGoing) -> State:
    """Of all points left the first in the published order; done as soon as no other point is left."""
    import numpy as np

    while True:
        left = order[np.isin(order, state.model.place)]
        away = np.zeros(len(state.point), dtype=np.int64)
        away[left] = 1 - 2 * state.point[left]
        farthest = _known(_stage(state, away, keep_going))
        if int(away @ farthest.point) == int(away @ state.point):
            return state
        worth = np.zeros(len(state.point), dtype=np.int64)
        worth[left[:CHUNK]] = 2 ** np.arange(CHUNK)[::-1][: len(left)]
        state = _known(_stage(state, worth, keep_going))
        state = narrowed(state, ~np.isin(state.model.place, left[:CHUNK]), state.values())


def _known(state: State | None) -> State:
    """A stage on what surely has a point. Raises EngineFailed when the engine says otherwise."""
    if state is None:
        raise EngineFailed("lost")
    return state
