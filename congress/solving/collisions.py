"""Why no table of units and groups exists, as a sentence with the numbers that collide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from congress.rules.apportionment import Infeasible
from congress.rules.findings import Value
from congress.solving.reading import grouped

Facts = Mapping[str, Value]

MOST_NAMED = 12
KINDS = {"unit": "Đơn vị", "group": "Nhóm"}


def refusal(problem: Infeasible, *, rounding: bool) -> dict[str, Any]:
    """The answer; units and groups in `conflict` are places from 0, in the sentence they count from 1."""
    facts = {name: list(value) if isinstance(value, tuple) else value for name, value in problem.facts.items()}
    reason = SENTENCES[problem.code](problem.facts)
    if rounding and problem.code != "matrix_sums_differ":
        reason += " Mỗi ô chỉ được làm tròn xuống hoặc lên một đơn vị; hãy sửa tổng hàng, tổng cột hoặc các ô này."
    return {"status": "infeasible", "reason": reason, "conflict": {"code": problem.code, **facts}}


def number(facts: Facts, name: str) -> str:
    """A number of the facts as it is written."""
    value = facts[name]
    return grouped(value) if isinstance(value, int) else ""


def _sums_differ(facts: Facts) -> str:
    return (
        f"Tổng chỉ tiêu các đơn vị là {number(facts, 'units')}, tổng chỉ tiêu các nhóm là {number(facts, 'groups')}; "
        "hai tổng phải bằng nhau. Khách mời không thuộc đơn vị nào cần một hàng riêng."
    )


def _bounds_crossed(facts: Facts) -> str:
    return (
        f"Ô của đơn vị thứ {_place(facts, 'unit')}, nhóm thứ {_place(facts, 'group')} có số ít nhất "
        f"{number(facts, 'minimum')} lớn hơn số nhiều nhất {number(facts, 'maximum')}."
    )


def _place(facts: Facts, name: str) -> str:
    place = facts[name]
    return grouped(place + 1) if isinstance(place, int) else ""


def _line(kind: str, limit: str) -> Callable[[Facts], str]:
    def say(facts: Facts) -> str:
        subject = f"{KINDS[kind]} thứ {_place(facts, kind)} có {number(facts, 'seats')} chỉ tiêu"
        if limit == "least":
            return f"{subject}, nhưng số ít nhất của các ô cộng lại đã là {number(facts, 'room')}."
        return f"{subject}, nhưng các ô chỉ nhận được nhiều nhất {number(facts, 'room')}."

    return say


def _collision(facts: Facts) -> str:
    units, groups = _places(facts, "units"), _places(facts, "groups")
    outside = f"ngoài nhóm thứ {groups} chỉ nhận được nhiều nhất {number(facts, 'elsewhere')}"
    inside = f"mà nhóm thứ {groups} chỉ có {number(facts, 'group_seats')}"
    if facts["reserved"]:
        inside += f", trong đó {number(facts, 'reserved')} phải dành cho đơn vị khác"
    seats = f"Đơn vị thứ {units} có tổng cộng {number(facts, 'unit_seats')} chỉ tiêu"
    return f"{seats}; {outside}, {inside}: {number(facts, 'lack')} chỉ tiêu không có chỗ."


def _places(facts: Facts, name: str) -> str:
    places = facts[name]
    numbers = [place + 1 for place in places if isinstance(place, int)] if isinstance(places, tuple) else []
    named = ", ".join(str(place) for place in numbers[:MOST_NAMED])
    return named if len(numbers) <= MOST_NAMED else f"{named} và {grouped(len(numbers) - MOST_NAMED)} nơi nữa"


SENTENCES: dict[str, Callable[[Facts], str]] = {
    "matrix_sums_differ": _sums_differ,
    "matrix_bounds_crossed": _bounds_crossed,
    "matrix_unit_short": _line("unit", "most"),
    "matrix_unit_over": _line("unit", "least"),
    "matrix_group_short": _line("group", "most"),
    "matrix_group_over": _line("group", "least"),
    "matrix_collision": _collision,
}
