"""Problems of kind `vector`: seats to units by one of five methods, within bounds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from congress.rules.apportionment import METHODS, Infeasible, Method, apportion, unstable_places
from congress.solving.reading import Input, Unreadable, check_keys, choice, grouped, items, scaled, weight, whole


def answer(given: Input) -> dict[str, Any]:
    """The seats with divisor and ties (places count from 0), or why there are none."""
    check_keys(given, ("weights", "N"), ("method", "min", "max"))
    written = items(given["weights"], "Danh sách trọng số “weights”")
    if not written:
        raise Unreadable("Chưa có đơn vị nào: “weights” đang trống. Hãy ghi trọng số của ít nhất một đơn vị.")
    weights = [weight(value, f"Trọng số thứ {place}") for place, value in enumerate(written, start=1)]
    seats = whole(given["N"], "Tổng số chỉ tiêu “N”")
    method = cast(Method, choice(given.get("method", "webster"), "Cách chia “method”", METHODS))
    low = _bounds(given.get("min"), "ít nhất", "min", len(weights), 0)
    high = _bounds(given.get("max"), "nhiều nhất", "max", len(weights), seats)
    whole_weights, scale = scaled(weights)
    try:
        found = apportion(whole_weights, seats, low, high, method)
    except Infeasible as problem:
        return refusal(problem, weights)
    divisor = None if found.divisor is None else str(found.divisor / scale)
    ties = [{"seats": tie.seats, "among": list(tie.among), "chosen": list(tie.chosen)} for tie in found.ties]
    shown = {"status": "ok", "seats": list(found.seats), "divisor": divisor, "ties": ties}
    if method == "hamilton":
        shown["unstable"] = list(unstable_places(whole_weights, seats, low, high))
    return shown


def _bounds(value: object, words: str, key: str, count: int, default: int) -> list[int]:
    """One bound for all, or one each with null for none."""
    if value is None:
        return [default] * count
    if isinstance(value, int) and not isinstance(value, bool):
        return [whole(value, f"Số {words} “{key}”")] * count
    each = items(value, f"Danh sách “{key}”", count, ", bằng số đơn vị trong “weights”")
    name = f"Số {words} của đơn vị thứ"
    return [default if one is None else whole(one, f"{name} {place}") for place, one in enumerate(each, start=1)]


def refusal(problem: Infeasible, weights: list[Fraction]) -> dict[str, Any]:
    """The answer when no share-out exists: a sentence with the numbers that collide, and the numbers by name."""
    facts = {name: value for name, value in problem.facts.items() if name != "line"}
    return {"status": "infeasible", "reason": _reason(problem, weights), "conflict": {"code": problem.code, **facts}}


def _reason(problem: Infeasible, weights: list[Fraction]) -> str:
    facts = {name: grouped(value) for name, value in problem.facts.items() if isinstance(value, int)}
    if problem.code == "seats_bounds_crossed":
        return (
            f"Đơn vị thứ {facts['line']} có số ít nhất {facts['minimum']} lớn hơn số nhiều nhất {facts['maximum']}."
            " Hãy sửa một trong hai số."
        )
    if problem.code == "seats_minimum_exceeds":
        return (
            f"Cộng số ít nhất của các đơn vị là {facts['minimum']}, quá tổng số chỉ tiêu {facts['seats']}."
            " Hãy giảm số ít nhất hoặc tăng “N”."
        )
    reason = f"Các đơn vị nhận được nhiều nhất {facts['maximum']}, chưa đủ tổng số chỉ tiêu {facts['seats']}."
    empty = sum(1 for weight in weights if not weight)
    if empty:
        reason += f" {grouped(empty)} đơn vị có trọng số 0 chỉ nhận số ít nhất của mình."
    return f"{reason} Hãy tăng số nhiều nhất{', ghi trọng số còn thiếu' if empty else ''} hoặc giảm “N”."
