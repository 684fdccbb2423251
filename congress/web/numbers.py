"""Whole numbers as addresses and forms bring them: what no column can hold is no number."""

import re

LARGEST = 2**31 - 1
_GROUPED = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?:[ \u00a0\u202f]\d{3})+)")


def without_groups(text: str) -> str:
    """3.000 and 3 000 as 3000; anything else, a comma too (three or three thousand?), as it was typed."""
    text = text.strip()
    return re.sub(r"\D", "", text) if _GROUPED.fullmatch(text) else text


def number_in(text: str | None) -> int | None:
    """The number, 0 to 2147483647, in ASCII digits; None when the text is anything else."""
    if not text or len(text) > 10 or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= LARGEST else None


def small_number(text: str) -> int:
    """For `args.get(…, type=small_number)`.

    Raises:
        ValueError: the text is no such number.
    """
    number = number_in(text.strip())
    if number is None:
        raise ValueError("no number a column can hold")
    return number
