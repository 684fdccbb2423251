"""A list of problems and one answer for each: what `congress solve` reads and writes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import Any

from congress.solving.reading import Unreadable, listed, shown

Answers = dict[str, dict[str, Any]]

KINDS = {
    "vector": "congress.solving.vector:answer",
    "matrix": "congress.solving.matrix:answer",
    "roster": "congress.solving.roster:answer",
    "ratio": "congress.solving.composition:ratio",
    "form": "congress.solving.composition:form",
    "limit": "congress.solving.composition:limit",
}
"""Where each kind is answered; loaded when a problem asks for it, since tables and rosters need large libraries."""


def read(data: bytes) -> list[Any]:
    """The problems of a file, numbers with decimals kept exact. Raises Unreadable."""
    try:
        problems = json.loads(data.decode("utf-8-sig"), parse_float=_decimal, parse_constant=_refuse)
    except UnicodeDecodeError as problem:
        raise Unreadable("Tệp không phải UTF-8. Hãy lưu lại tệp dạng JSON, mã UTF-8.") from problem
    except json.JSONDecodeError as problem:
        raise Unreadable(f"Tệp không phải JSON: sai ở dòng {problem.lineno}, cột {problem.colno}.") from problem
    except (ValueError, RecursionError) as problem:
        raise Unreadable("Tệp không phải JSON đọc được: có số quá dài, NaN hoặc quá nhiều ngoặc lồng nhau.") from problem
    if not isinstance(problems, list):
        raise Unreadable("Tệp phải là một danh sách bài toán trong ngoặc vuông: [{“id”, “kind”, “input”}, …].")
    return problems


def _decimal(text: str) -> Decimal | str:
    """The number as it is written; one with an exponent beyond all numbers stays text, which no place takes for a number."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _refuse(word: str) -> None:
    raise ValueError(word)


def solve(problems: list[Any]) -> Answers:
    """The answer of every problem by its id; one that cannot be read gets a message and hinders no other."""
    ids = _ids(problems)
    counts = Counter(ids)
    twice = {
        id_: _error(f"Có {count} bài cùng mã “{id_}”; mỗi bài cần một mã riêng.") for id_, count in counts.items() if count > 1
    }
    single = {id_: _answer(problem) for id_, problem in zip(ids, problems, strict=True) if id_ not in twice}
    return single | twice


def failed(answers: Answers) -> bool:
    """Whether some problem could not be read."""
    return any(answer.get("status") == "error" for answer in answers.values())


def written(answers: Answers) -> bytes:
    """One JSON object, ids in order, a line each: the same answers are the same bytes."""
    lines = [f"{_text(id_)}: {_text(answers[id_])}" for id_ in sorted(answers)]
    # Half of a character pair, which JSON can write and UTF-8 cannot, is written back as its escape.
    return ("{\n" + ",\n".join(lines) + "\n}\n" if lines else "{}\n").encode("utf-8", "backslashreplace")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _ids(problems: list[Any]) -> list[str]:
    """The id of every problem; one without gets its place in the list, "#3", with more signs where that is taken."""
    given = [str(problem["id"]) if _has_id(problem) else None for problem in problems]
    found = []
    for place, id_ in enumerate(given, start=1):
        name = id_ if id_ is not None else f"#{place}"
        while id_ is None and name in given:
            name = f"#{name}"
        found.append(name)
    return found


def _has_id(problem: object) -> bool:
    id_ = problem.get("id") if isinstance(problem, dict) else None
    return isinstance(id_, str | int) and not isinstance(id_, bool) and id_ != ""


def _answer(problem: object) -> dict[str, Any]:
    try:
        kind, given = _parts(problem)
        return _function(kind)(given)
    except Unreadable as trouble:
        return _error(trouble.message)
    except RecursionError:
        return _error("Bài này có quá nhiều ngoặc lồng nhau.")


def _parts(problem: object) -> tuple[str, dict[str, Any]]:
    if not isinstance(problem, dict):
        raise Unreadable(f"Mỗi bài phải là một đối tượng có “id”, “kind”, “input”, đang ghi {shown(problem)}.")
    if not _has_id(problem):
        raise Unreadable("Bài này chưa có mã “id”; hãy ghi một mã bằng chữ hoặc số nguyên.")
    kind, given = problem.get("kind"), problem.get("input")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Unreadable(f"Loại bài “kind” phải là một trong {listed(list(KINDS))}, đang ghi {shown(kind)}.")
    if not isinstance(given, dict):
        raise Unreadable(f"“input” phải là một đối tượng trong ngoặc nhọn, đang ghi {shown(given)}.")
    return kind, given


def _function(kind: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    module, name = KINDS[kind].split(":")
    try:
        function: Callable[[dict[str, Any]], dict[str, Any]] = getattr(import_module(module), name)
    except ImportError as missing:
        raise Unreadable(f"Máy này chưa cài phần giải loại “{kind}” ({missing.name}); hãy cài lại chương trình.") from missing
    return function


def _error(message: str) -> dict[str, Any]:
    return {"status": "error", "message": message}
