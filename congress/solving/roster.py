"""Problems of kind `roster`: the best delegates under rules, the repair of an edited list, or the rules that collide."""

from __future__ import annotations

from typing import Any

from congress.rules.roster import BadProblem, EngineFailed, Roster, breaches
from congress.rules.roster_choice import choose
from congress.rules.roster_conflict import cheapest_relaxation, conflict
from congress.rules.roster_repair import repair
from congress.solving.reading import Input, Unreadable, listed
from congress.solving.roster_input import Question, read, sentence

MOST_NAMED = 12


def answer(given: Input) -> dict[str, Any]:
    """The chosen ids with their sum of scores; with `edited` also the rules it broke; or an irreducible conflict.

    `people`: `id`, `score` and attributes, beside them or in an object `attributes`. `rules`: `id`, `where` (attribute
    equalities, {} is everybody), `min`, `max`, and if wanted `priority` (1 gives way last; 1 for everybody, else 2 unless
    said) and `relaxable` (true unless said).
    `locked`: ids locked in, or {"in": […], "out": […]}. `seed`: of the lots that settle equal scores.
    Raises Unreadable with a sentence that says which and what to do.
    """
    question = read(given)
    try:
        return _answered(question)
    except BadProblem as bad:
        raise Unreadable(sentence(bad)) from bad
    except EngineFailed as failure:
        raise Unreadable("Bộ giải không chứng minh được kết quả nào cho bài này, nên không đưa ra danh sách.") from failure


def _answered(question: Question) -> dict[str, Any]:
    problem, edited = question.problem, question.edited
    broken = {} if edited is None else {"broken": [question.rules[b.rule] for b in breaches(problem, edited)]}
    roster = _roster(question)
    if roster is None:
        return _impossible(question) | broken
    selected = [question.people[person] for person in roster.selected]
    return {"status": "ok", "selected": selected, "merit": roster.merit} | broken


def _roster(question: Question) -> Roster | None:
    if question.edited is None:
        return choose(question.problem, _on)
    repaired = repair(question.problem, question.edited, _on)
    return None if repaired is None else repaired.roster


def _on() -> bool:
    """A command is stopped by whoever started it."""
    return True


def _impossible(question: Question) -> dict[str, Any]:
    collide = conflict(question.problem, _on)
    changes = cheapest_relaxation(question.problem, _on)
    relaxation = changes and [{"rule": question.rules[c.rule], "min": c.minimum, "max": c.maximum} for c in changes]
    named = [question.rules[rule] for rule in collide]
    return {"status": "infeasible", "conflict": named, "relaxation": relaxation, "reason": _reason(collide)}


def _reason(collide: tuple[str, ...]) -> str:
    named = listed(list(collide[:MOST_NAMED]))
    if len(collide) == 1:
        return f"Không có danh sách nào giữ được quy tắc {named}; hãy nới quy tắc này hoặc thêm người."
    if len(collide) > MOST_NAMED:
        named += f" và {len(collide) - MOST_NAMED} quy tắc nữa"
    return f"Các quy tắc {named} không thể cùng giữ; bỏ hoặc nới bất kỳ một quy tắc trong số này thì các quy tắc kia giữ được."
