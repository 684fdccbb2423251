"""Reading the input of a problem: exact numbers, and for what cannot be read a sentence that says which and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

LARGEST = 1_000_000
LARGEST_WEIGHT = 10**15
MOST_DECIMALS = 15

Input = Mapping[str, Any]


class Unreadable(Exception):  # noqa: N818 - it is the input that cannot be read
    """`message` is a whole sentence for the person who wrote the problem."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def check_keys(given: Input, needed: tuple[str, ...], optional: tuple[str, ...]) -> None:
    """Raises Unreadable for a key that is missing or that this kind of problem does not know."""
    missing = [key for key in needed if given.get(key) is None]
    if missing:
        raise Unreadable(f"Thiếu {listed(missing)}; hãy thêm vào “input”.")
    unknown = sorted(set(given) - set(needed) - set(optional))
    if unknown:
        known = listed([*needed, *optional])
        raise Unreadable(f"Không hiểu {listed(unknown)} trong “input”; loại bài này chỉ nhận {known}.")


def listed(names: list[str]) -> str:
    """Names in quotation marks, with commas."""
    return ", ".join(f"“{name}”" for name in names)


def whole(value: object, name: str, least: int = 0, most: int = LARGEST) -> int:
    """A whole number between `least` and `most`."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unreadable(f"{name} phải là số nguyên, đang ghi {shown(value)}.{_hint(value)}")
    if not least <= value <= most:
        raise Unreadable(f"{name} phải từ {grouped(least)} đến {grouped(most)}, đang ghi {grouped(value)}.")
    return value


def weight(value: object, name: str) -> Fraction:
    """A number >= 0 read exactly as it is written, decimals too."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Unreadable(f"{name} phải là số, đang ghi {shown(value)}.{_hint(value)}")
    if not 0 <= value <= LARGEST_WEIGHT or (isinstance(value, Decimal) and _decimals(value) > MOST_DECIMALS):
        most = f"{grouped(LARGEST_WEIGHT)}, không quá {MOST_DECIMALS} chữ số thập phân"
        raise Unreadable(f"{name} phải từ 0 đến {most}, đang ghi {shown(value)}.")
    return Fraction(value)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def target(value: object, name: str) -> Fraction:
    """A target >= 0: a number, a decimal text with a point ("12.5") or a fraction ("25/2")."""
    if isinstance(value, str):
        text = value.strip()
        if not re.fullmatch(r"\d{1,15}(\.\d{1,15})?|\d{1,15}/0*[1-9]\d{0,14}", text):
            raise Unreadable(f"{name} phải là số như “12.5” hoặc “25/2”, đang ghi {shown(value)}.{_hint(value)}")
        return Fraction(text)
    return weight(value, name)


def share(value: object) -> Fraction:
    """A share between 0 and 1: "7/10", "70%", 0.7."""
    text = value.strip() if isinstance(value, str) else str(value)
    match = re.fullmatch(r"(\d{1,9})/0*([1-9]\d{0,8})|(\d{1,3}(?:[.,]\d{1,9})?)%|(\d(?:[.,]\d{1,9})?)", text)
    if isinstance(value, bool) or not match:
        raise Unreadable(f"Tỷ lệ “share” phải ghi như “7/10” hoặc “70%”, đang ghi {shown(value)}.")
    above, below, percent, number = match.groups()
    if above is not None:
        found = Fraction(int(above), int(below))
    elif percent is not None:
        found = Fraction(percent.replace(",", ".")) / 100
    else:
        found = Fraction(number.replace(",", "."))
    if found > 1:
        raise Unreadable(f"Tỷ lệ “share” phải từ 0 đến 1 (100%), đang ghi {shown(value)}.")
    return found


def items(value: object, name: str, length: int | None = None, of: str = "") -> list[Any]:
    """A list, of the given length if one is asked for; `of` says what sets that length."""
    if not isinstance(value, list):
        raise Unreadable(f"{name} phải là một danh sách trong ngoặc vuông, đang ghi {shown(value)}.")
    if length is not None and len(value) != length:
        raise Unreadable(f"{name} có {len(value)} phần tử, phải có {length}{of}.")
    return value


def choice(value: object, name: str, known: tuple[str, ...]) -> str:
    """One of the words known."""
    if not isinstance(value, str) or value not in known:
        raise Unreadable(f"{name} phải là một trong {listed(list(known))}, đang ghi {shown(value)}.")
    return value


def shown(value: object) -> str:
    """The value as it stands in the file, shortened."""
    names = {True: "true", False: "false", None: "null"}
    if value is None or isinstance(value, bool):
        return names[value]
    if isinstance(value, list | dict):
        return "một danh sách" if isinstance(value, list) else "một đối tượng {…}"
    text = str(value)
    short = text if len(text) <= 40 else f"{text[:40]}…"
    return f"“{short}” (chữ)" if isinstance(value, str) else short.replace(".", ",")


def grouped(number: int) -> str:
    """1234567 as 1.234.567, the Vietnamese way."""
    return f"{number:,}".replace(",", ".")


def _hint(value: object) -> str:
    """What to do about a text that looks like a number out of a spreadsheet, or about a number with decimals."""
    if isinstance(value, Decimal):
        return " Hãy bỏ phần thập phân." if value == value.to_integral_value() else " Hãy làm tròn thành số nguyên."
    if not isinstance(value, str):
        return ""
    text = value.strip().replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
        joined = re.sub(r"[.,]", "", text)
        return f" Dấu chấm, dấu phẩy ở đây có thể là hàng nghìn hoặc thập phân; nếu là hàng nghìn, hãy ghi {joined}."
    if re.fullmatch(r"\d+,\d+", text):
        return f" Hãy ghi số bằng dấu chấm thập phân: {text.replace(',', '.')}."
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return f" Hãy bỏ dấu ngoặc kép: {text}."
    return " Hãy thay bằng một con số; ô trống ghi 0."


def scaled(numbers: list[Fraction]) -> tuple[list[int], int]:
    """The numbers times the smallest number that makes all of them whole, and that number."""
    scale = lcm(*(number.denominator for number in numbers))
    return [int(number * scale) for number in numbers], scale
