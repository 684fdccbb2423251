"""The only file that knows HiGHS: one model, one objective, one thread, no tolerance for a gap; only proven answers count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from congress.rules.roster import EngineFailed, KeepGoing, RanOutOfTime
from congress.rules.roster_model import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Reals = NDArray[np.float64]

EXACT = {"threads": 1, "random_seed": 0, "mip_rel_gap": 0, "mip_abs_gap": 0, "mip_feasibility_tolerance": 10**-9}
PROOF = 10**-9
"""A row with a smaller part in the engine's proof of impossibility is first taken to have none."""


def engine_version() -> str:
    """What a paper names beside a result."""
    return f"HiGHS {_highs().version()}"


def _highs() -> Any:
    """A silent engine with every option fixed."""
    import highspy

    kind: Any = highspy.Highs
    highs = kind()
    highs.silent()
    for name, value in EXACT.items():
        highs.setOptionValue(name, value)
    return highs


def linear(model: Model, worth: Ints, keep_going: KeepGoing) -> tuple[Reals, Reals] | None:
    """The best point when parts of people are allowed, and the price of each row; None: not even that exists."""
    import numpy as np

    if model.impossible():
        return None
    highs = _loaded(model, worth, keep_going)
    highs.setOptionValue("presolve", "off")  # a third faster on the largest rosters, no slower on small ones
    if not _solved(highs, keep_going):
        return None
    solution = highs.getSolution()
    return np.array(solution.col_value), np.array(solution.row_dual)


def whole(model: Model, worth: Ints, keep_going: KeepGoing) -> Ints | None:
    """The best point in whole numbers; None: no such point. Raises RanOutOfTime, EngineFailed."""
    import highspy
    import numpy as np

    count = len(model.place)
    if not count or model.impossible():
        nobody = np.zeros(0, dtype=np.int64)
        return nobody if not count and model.holds(nobody) else None
    highs = _loaded(model, worth, keep_going)
    highs.changeColsIntegrality(count, np.arange(count), np.full(count, highspy.HighsVarType.kInteger, dtype=np.uint8))
    if not _solved(highs, keep_going):
        return None
    point: Ints = np.rint(highs.getSolution().col_value).astype(np.int64)
    if not model.holds(point):
        raise EngineFailed("rounding")
    return point


def _loaded(model: Model, worth: Ints, keep_going: KeepGoing) -> Any:
    import highspy
    import numpy as np

    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(model.place), len(model.low)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = worth.astype(np.float64)
    program.col_lower_, program.col_upper_ = model.lower.astype(np.float64), model.upper.astype(np.float64)
    program.row_lower_, program.row_upper_ = model.low.astype(np.float64), model.high.astype(np.float64)
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = program.num_col_, program.num_row_
    matrix.start_, matrix.index_ = model.start.astype(np.int32), model.column.astype(np.int32)
    matrix.value_ = model.factor.astype(np.float64)
    highs = _highs()
    highs.passModel(program)

    def ask(event: Any) -> None:
        if not keep_going():
            event.interrupt()

    highs.cbSimplexInterrupt += ask
    highs.cbMipInterrupt += ask
    return highs


def _solved(highs: Any, keep_going: KeepGoing) -> bool:
    """True: proven optimal; False: proven that no point exists. Raises RanOutOfTime, EngineFailed."""
    import highspy

    if not keep_going():
        raise RanOutOfTime
    highs.run()
    status, known = highs.getModelStatus(), highspy.HighsModelStatus
    if status == known.kInterrupt:
        raise RanOutOfTime
    if status not in (known.kOptimal, known.kInfeasible, known.kUnboundedOrInfeasible):
        raise EngineFailed(highs.modelStatusToString(status))
    return bool(status == known.kOptimal)


def reason(model: Model, background: Sequence[int], keep_going: KeepGoing) -> tuple[int, ...]:
    """Rows that cannot hold together, those of the background among them; empty: all rows can.

    They are those that the engine's own proof uses, or all rows where only whole numbers make it impossible.
    """
    import numpy as np

    trial = _Trial(model, keep_going)
    active = np.ones(len(model.low), dtype=bool)
    if trial.possible(active):
        return ()
    _status, known, ray = trial.highs.getDualRay()
    if trial.proven and known:
        fewer = np.abs(ray) > PROOF
        fewer[list(background)] = True
        active = active if trial.possible(fewer) else fewer
    return tuple(np.flatnonzero(active).tolist())


def irreducible(model: Model, background: Sequence[int], keep_going: KeepGoing) -> tuple[int, ...]:
    """Of rows that cannot hold together: some that still cannot, while any of them left out lets the others hold.

    The `background` rows hold in any case and are not named. Rows are tried in their order, first a quarter of them at once,
    at last one by one, so the later ones are rather kept. Each trial is solved with parts of people first, from where the
    last one ended; whole numbers are asked only where that leaves the answer open.
    """
    import numpy as np

    trial = _Trial(model, keep_going)
    active = np.ones(len(model.low), dtype=bool)
    step = max(1, len(active) // 4)
    while step:
        tried = [row for row in np.flatnonzero(active).tolist() if row not in background]
        for first in range(0, len(tried), step):
            fewer = active.copy()
            fewer[tried[first : first + step]] = False
            active = active if trial.possible(fewer) else fewer
        step //= 2
    return tuple(row for row in np.flatnonzero(active).tolist() if row not in background)


class _Trial:
    """One loaded program whose rows are switched off and on, each answer starting from the one before."""

    def __init__(self, model: Model, keep_going: KeepGoing) -> None:
        import numpy as np

        self.model = model
        self.keep_going = keep_going
        self.highs = _loaded(model, np.zeros(len(model.place), dtype=np.int64), keep_going)
        self.highs.setOptionValue("presolve", "off")
        self.proven = False

    def possible(self, active: Any) -> bool:
        """Whether the active rows can hold together in whole numbers; `proven`: already parts of people showed the answer."""
        import highspy
        import numpy as np

        free = highspy.kHighsInf
        low, high = np.where(active, self.model.low, -free), np.where(active, self.model.high, free)
        count = len(low)
        self.highs.changeRowsBounds(count, np.arange(count), low, high)
        self.proven = True
        if not _solved(self.highs, self.keep_going):
            return False
        shown = self.model.only(active)
        point = np.rint(self.highs.getSolution().col_value).astype(np.int64)
        if shown.holds(point):
            return True
        self.proven = False
        return whole(shown, np.zeros(len(self.model.place), dtype=np.int64), self.keep_going) is not None
