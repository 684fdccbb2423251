"""Problems of kind `matrix`: seats of units over groups, in proportion both ways or rounded from typed targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import lcm
from typing import Any

from congress.rules.apportionment import Infeasible
from congress.rules.matrix import Uncertified, share_table
from congress.rules.rounding import round_table
from congress.rules.table_ties import CellTie
from congress.solving.collisions import refusal
from congress.solving.reading import Input, Unreadable, check_keys, choice, items, scaled, target, weight, whole

MOST_SHORTER = 100
LARGEST_DENOMINATOR = 10**10_000
"""Beyond it the whole numbers that stand for the targets grow so long that no end can be foreseen."""

METHODS = ("biprop-webster", "controlled-rounding")

Reader = Callable[[object, str], Any]
Bounds = list[list[int]] | None


def answer(given: Input) -> dict[str, Any]:
    """The table with the certificate that proves it (places count from 0), or who collides."""
    check_keys(given, ("weights", "rows", "cols"), ("method", "min", "max"))
    method = choice(given.get("method", "biprop-webster"), "Cách chia “method”", METHODS)
    rows = _sums(given["rows"], "rows", "Chỉ tiêu của đơn vị thứ")
    columns = _sums(given["cols"], "cols", "Chỉ tiêu của nhóm thứ")
    if not rows or not columns:
        missing = "đơn vị nào: “rows”" if not rows else "nhóm nào: “cols”"
        raise Unreadable(f"Chưa có {missing} đang trống. Hãy ghi ít nhất một số.")
    if min(len(rows), len(columns)) > MOST_SHORTER:
        raise Unreadable(f"Bảng có {len(rows)} đơn vị và {len(columns)} nhóm; chiều ngắn hơn không được quá {MOST_SHORTER}.")
    read: Reader = weight if method == "biprop-webster" else target
    weights = _cells(given["weights"], "weights", len(rows), len(columns), read)
    high = _bounds(given.get("max"), "max", rows, columns)
    try:
        if method == "biprop-webster":
            return _proportional(weights, rows, columns, _bounds(given.get("min"), "min", rows, columns), high)
        if given.get("min") is not None:
            raise Unreadable("“controlled-rounding” không nhận “min”: mỗi ô chỉ được làm tròn xuống hoặc lên.")
        return _rounded(weights, rows, columns, high)
    except Infeasible as problem:
        return refusal(problem, rounding=method == "controlled-rounding")
    except Uncertified as failure:
        raise Unreadable(
            "Bảng tìm được không qua phép kiểm tra độc lập nên không đưa ra; xin báo lỗi kèm bài này."
        ) from failure


def _proportional(
    weights: list[list[Fraction]], rows: list[int], columns: list[int], low: Bounds, high: Bounds
) -> dict[str, Any]:
    numbers, scale = scaled([cell for row in weights for cell in row])
    width = len(columns)
    whole_weights = [numbers[start : start + width] for start in range(0, len(numbers), width)]
    found = share_table(whole_weights, rows, columns, low, high)
    certificate = {
        "row_factors": [str(factor * scale) for factor in found.factors.rows],
        "column_factors": [str(factor) for factor in found.factors.columns],
        "ties": _ties(found.ties),
    }
    return {"status": "ok", "matrix": [list(row) for row in found.seats], "certificate": certificate}


def _rounded(targets: list[list[Fraction]], rows: list[int], columns: list[int], high: Bounds) -> dict[str, Any]:
    _check_denominators(targets)
    found = round_table(targets, rows, columns, high)
    certificate = {
        "row_prices": [str(price) for price in found.prices.rows],
        "column_prices": [str(price) for price in found.prices.columns],
        "ties": _ties(found.ties),
    }
    return {"status": "ok", "matrix": [list(row) for row in found.seats], "certificate": certificate}


def _check_denominators(targets: list[list[Fraction]]) -> None:
    common = 1
    for unit, row in enumerate(targets, start=1):
        common = lcm(common, *(cell.denominator for cell in row))
        if common > LARGEST_DENOMINATOR:
            raise Unreadable(
                f"Từ hàng {unit} của “weights”, mẫu số của các ô khác nhau quá nhiều; hãy ghi các ô bằng số thập phân."
            )


def _ties(ties: Iterable[CellTie]) -> list[dict[str, Any]]:
    return [{"seats": tie.seats, "among": sorted(tie.among), "chosen": sorted(tie.chosen)} for tie in ties]


def _sums(value: object, key: str, name: str) -> list[int]:
    return [whole(one, f"{name} {place}") for place, one in enumerate(items(value, f"Danh sách “{key}”"), start=1)]


def _cells(value: object, key: str, rows: int, columns: int, read: Reader) -> list[list[Any]]:
    """Every cell of a table as high as `rows` and as wide as `cols`."""
    lines = items(value, f"Bảng “{key}”", rows, ", bằng số đơn vị trong “rows”")
    cells = []
    for unit, line in enumerate(lines, start=1):
        row = items(line, f"Hàng {unit} của “{key}”", columns, ", bằng số nhóm trong “cols”")
        cells.append([read(cell, f"Ô hàng {unit}, cột {group} của “{key}”") for group, cell in enumerate(row, start=1)])
    return cells


def _bounds(value: object, key: str, rows: list[int], columns: list[int]) -> Bounds:
    """A bound for every cell; null leaves the cell free."""
    if value is None:
        return None
    cells = _cells(value, key, len(rows), len(columns), _bound)
    free = [0] * len(rows) if key == "min" else rows
    return [[none if cell is None else cell for cell in row] for none, row in zip(free, cells, strict=True)]


def _bound(value: object, name: str) -> int | None:
    return None if value is None else whole(value, name)
