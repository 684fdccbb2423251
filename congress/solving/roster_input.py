"""The input of a roster problem, read strictly: people, rules, locks, an edited list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from congress.rules.findings import Value
from congress.rules.roster import Attribute, BadProblem, Person, Problem, Rule, places_of, pose
from congress.solving.reading import Input, Unreadable, check_keys, grouped, items, listed, shown, whole

LARGEST_SCORE = 10**9
RULE_KEYS = {"id", "where", "min", "max", "priority", "relaxable"}


Written = dict[str, str | int]
"""Ids the way the file writes them, text or number."""


@dataclass(frozen=True, slots=True)
class Question:
    """A problem, the edited list (None: none given), and the ids of people and rules as they were written, by their text."""

    problem: Problem
    edited: tuple[str, ...] | None
    people: Written
    rules: Written


def read(given: Input) -> Question:
    """The question asked. Raises Unreadable with a sentence that says which person or rule and what to do."""
    check_keys(given, ("people", "rules"), ("edited", "locked", "seed"))
    names: Written = {}
    titles: Written = {}
    people = [_person(row, f"Người thứ {place}", names) for place, row in enumerate(items(given["people"], "“people”"), 1)]
    rules = [_rule(row, f"Quy tắc thứ {place}", titles) for place, row in enumerate(items(given["rules"], "“rules”"), 1)]
    inside, outside = _locks(given.get("locked"))
    seed = "" if given.get("seed") is None else _id(given["seed"], "Số thăm gốc “seed”")
    edited = given.get("edited")
    try:
        problem = pose(people, rules, inside, outside, seed)
        if edited is not None:
            edited = tuple(_ids(edited, "“edited”"))
            places_of(problem, edited)
    except BadProblem as bad:
        raise Unreadable(sentence(bad)) from bad
    return Question(problem, edited, names, titles)


def _object(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unreadable(f"{name} phải là một đối tượng trong ngoặc nhọn, đang ghi {shown(value)}.")
    return value


def _id(value: object, name: str) -> str:
    """An id as text; 7 and "7" are the same id."""
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise Unreadable(f"{name} phải là chữ hoặc số nguyên, không để trống, đang ghi {shown(value)}.")
    return str(value)


def _ids(value: object, name: str) -> list[str]:
    return [_id(one, f"Mã thứ {place} trong {name}") for place, one in enumerate(items(value, name), 1)]


def _person(row: object, name: str, written: Written) -> Person:
    """Attributes stand beside `id` and `score`, or in an object `attributes`."""
    given = dict(_object(row, name))
    missing = [key for key in ("id", "score") if given.get(key) is None]
    if missing:
        raise Unreadable(f"{name} thiếu {listed(missing)}; hãy ghi thêm.")
    key = _id(given["id"], f"Mã “id” của {name.lower()}")
    written.setdefault(key, given.pop("id"))
    score = whole(given.pop("score"), f"Điểm “score” của người “{key}”", -LARGEST_SCORE, LARGEST_SCORE)
    attributes = given | _object(given.pop("attributes", {}), f"“attributes” của người “{key}”")
    return Person(key, score, {word: _attribute(value, word, f"người “{key}”") for word, value in attributes.items()})


def _attribute(value: object, word: str, name: str) -> Attribute:
    if value is not None and not isinstance(value, str | int):
        raise Unreadable(f"Đặc điểm “{word}” của {name} phải là chữ, số nguyên, true hoặc false, đang ghi {shown(value)}.")
    return value


def _rule(row: object, name: str, written: Written) -> Rule:
    given = _object(row, name)
    key = _id(given.get("id"), f"Mã “id” của {name.lower()}")
    written.setdefault(key, given["id"])
    name = f"quy tắc “{key}”"
    unknown = sorted(set(given) - RULE_KEYS)
    if unknown:
        raise Unreadable(f"Không hiểu {listed(unknown)} trong {name}; chỉ nhận {listed(sorted(RULE_KEYS))}.")
    where = _object({} if given.get("where") is None else given["where"], f"Điều kiện “where” của {name}")
    relaxable = given.get("relaxable", True)
    if not isinstance(relaxable, bool):
        raise Unreadable(f"“relaxable” của {name} phải là true hoặc false, đang ghi {shown(relaxable)}.")
    return Rule(
        key,
        {word: _attribute(value, word, name) for word, value in where.items()},
        0 if given.get("min") is None else whole(given["min"], f"Số ít nhất “min” của {name}"),
        None if given.get("max") is None else whole(given["max"], f"Số nhiều nhất “max” của {name}"),
        whole(given.get("priority", 2 if where else 1), f"Mức ưu tiên “priority” của {name}", 1),
        relaxable,
    )


def _locks(value: object) -> tuple[list[str], list[str]]:
    """A list of ids locked in, or {"in": […], "out": […]}."""
    if value is None or isinstance(value, list):
        return _ids(value or [], "“locked”"), []
    given = _object(value, "“locked”")
    unknown = sorted(set(given) - {"in", "out"})
    if unknown:
        raise Unreadable(f"Không hiểu {listed(unknown)} trong “locked”; chỉ nhận “in”, “out”.")
    inside, outside = (_ids([] if given.get(side) is None else given[side], f"“locked.{side}”") for side in ("in", "out"))
    return inside, outside


SENTENCES: dict[str, str] = {
    "nobody": "Chưa có người nào: “people” đang trống. Hãy ghi ít nhất một người.",
    "person_twice": "Có hai người cùng mã “{person}”; mỗi người cần một mã riêng.",
    "rule_twice": "Có hai quy tắc cùng mã “{rule}”; mỗi quy tắc cần một mã riêng.",
    "bounds_crossed": "Quy tắc “{rule}” có số ít nhất {minimum} lớn hơn số nhiều nhất {maximum}; hãy sửa một trong hai số.",
    "attribute_unknown": "Quy tắc “{rule}” đếm theo “{attribute}”, nhưng không người nào có đặc điểm này; hãy xem lại tên.",
    "locked_unknown": "Người bị khóa “{person}” không có trong “people”; hãy xem lại mã.",
    "locked_both": "Người “{person}” vừa bị khóa vào vừa bị khóa ra; hãy bỏ một trong hai.",
    "person_unknown": "Người “{person}” trong “edited” không có trong “people”; hãy xem lại mã.",
    "selected_twice": "Người “{person}” được ghi hai lần trong “edited”; hãy bỏ một lần.",
    "sums_too_large": "Tổng điểm phải nhỏ hơn {largest}; hãy chia mọi điểm cho cùng một số rồi giải lại.",
}


def sentence(bad: BadProblem) -> str:
    """What is wrong with a problem, for the person who wrote it."""
    return SENTENCES[bad.code].format(**{name: _said(value) for name, value in bad.facts.items()})


def _said(value: Value) -> str:
    return grouped(value) if isinstance(value, int) else str(value)
