"""One computation: the choice or the repair, and what explains it; where none exists, why, and the cheapest way out."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from congress.errors import Refused
from congress.rules.roster import BadProblem, Breach, EngineFailed, KeepGoing, Problem, RanOutOfTime, Roster
from congress.rules.roster_choice import choose
from congress.rules.roster_conflict import attainable, cheapest_relaxation, conflict, contradictions
from congress.rules.roster_reasons import Border, borders, costs
from congress.rules.roster_repair import repair
from congress.rules.roster_solver import engine_version
from congress.selection.posing import SENSITIVE, TOTAL, Particulars, problem_of, reachable
from congress.selection.reading import Ground

PRIVATE = "private"
"""Stands in stored reasons for a rule about sealed particulars, so that nobody's are told by them."""

HIDDEN = {f"least:{code}" for code in SENSITIVE}


@dataclass(frozen=True)
class Computed:
    """`outcome` as it is stored; `selected` the numbers chosen, None when no choice keeps every rule."""

    outcome: dict[str, Any]
    selected: frozenset[str] | None


def compute(ground: Ground, opened: Particulars | None, keep_going: KeepGoing, edited: bool) -> Computed:
    """The best choice, or with `edited` the draft repaired with the fewest changes.

    Raises:
        Refused: `selection_nobody`, `selection_sums`, `selection_late`, `selection_engine`.
    """
    try:
        problem = problem_of(ground, opened)
        before = frozenset(nominee.key for nominee in ground.chosen)
        if edited:
            mended = repair(problem, before - problem.locked_out, keep_going)
            if mended is None:
                return Computed(_impossible(ground, problem, keep_going), None)
            swaps = [[swap.leaving, swap.joining] for swap in mended.swaps]
            more = {"kind": "repaired", "swaps": swaps, "broken": _amounts(mended.broken)}
            return _found(ground, problem, mended.roster, more, keep_going)
        roster = choose(problem, keep_going)
        if roster is None:
            return Computed(_impossible(ground, problem, keep_going), None)
        return _found(ground, problem, roster, {"kind": "chosen"}, keep_going)
    except RanOutOfTime as problem:
        raise Refused("selection_late") from problem
    except EngineFailed as problem:
        raise Refused("selection_engine") from problem
    except BadProblem as problem:
        raise Refused({"nobody": "selection_nobody", "sums_too_large": "selection_sums"}[problem.code]) from problem


def _amounts(broken: Iterable[Breach]) -> list[dict[str, Any]]:
    return [{"rule": one.rule, "missing": max(0, one.minimum - one.count), "amount": one.amount} for one in broken]


def _found(ground: Ground, problem: Problem, roster: Roster, more: dict[str, Any], keep_going: KeepGoing) -> Computed:
    asked = [rule.id for rule in problem.rules if not rule.id.startswith("unit:") and rule.id != TOTAL]
    outcome = {
        "merit": roster.merit,
        "number": len(roster.selected),
        "seed": ground.seed,
        "engine": engine_version(),
        "borders": [_border(border) for border in borders(problem, roster.selected, "unit") if border.why],
        "costs": _costs(problem, roster, asked, keep_going) if more["kind"] == "chosen" else [],
    }
    return Computed(outcome | more, frozenset(roster.selected))


def _border(border: Border) -> dict[str, Any]:
    why = border.why
    assert why is not None
    rules = sorted({PRIVATE if rule in HIDDEN else rule for rule in why.rules})
    people = {"unit": border.value, "last": border.last_chosen, "first": border.first_left_out}
    return people | {"by": why.decided_by, "rules": rules}


def _costs(problem: Problem, roster: Roster, asked: Collection[str], keep_going: KeepGoing) -> list[dict[str, Any]]:
    """What each rule cost in points, the dearest first; empty when the time is up: the choice itself stands."""
    try:
        found = [asdict(cost) for cost in costs(problem, roster.merit, asked, keep_going) if cost.merit]
    except RanOutOfTime:
        return []
    return sorted(found, key=lambda cost: (-cost["merit"], cost["rule"]))


def _impossible(ground: Ground, problem: Problem, keep_going: KeepGoing) -> dict[str, Any]:
    """What is seen at a glance first; then, while there is time, a way out, the limits, and one set that collides."""
    outcome: dict[str, Any] = {"kind": "impossible", "changes": [], "limits": [], "conflict": [], "late": False}
    outcome["contradictions"] = [asdict(one) for one in contradictions(problem)]
    most = reachable(ground)
    if most < ground.total:
        outcome["total"] = most
        return outcome
    held = [rule.id for rule in problem.rules if rule.id == TOTAL or rule.id.startswith("unit:")]
    asked = [rule.id for rule in problem.rules if rule.id not in held and rule.minimum]
    try:
        outcome["changes"] = [asdict(change) for change in cheapest_relaxation(problem, keep_going) or ()]
        outcome["limits"] = [asdict(limit) for limit in attainable(problem, asked, keep_going, held)]
        outcome["conflict"] = list(conflict(problem, keep_going, held))
    except RanOutOfTime:
        outcome["late"] = True
    return outcome
