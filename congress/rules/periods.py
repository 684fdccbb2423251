"""A day, a month or a quarter named by a plan ("hoàn thành trong quý I năm 2025"): its first and its last day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodKind = Literal["day", "month", "quarter"]

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inside; `text` is how the rule set writes it: 2025-Q1, 2025-04 or 2025-04-15."""

    kind: PeriodKind
    text: str
    first_day: date
    last_day: date


def parse_period(text: str) -> Period:
    """The period written as `text`. Raises ValueError when it is none."""
    if match := _QUARTER.fullmatch(text):
        year, quarter = int(match[1]), int(match[2])
        return Period("quarter", text, date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        return Period("month", text, date(year, month, 1), _month_end(year, month))
    day = date.fromisoformat(text)
    return Period("day", text, day, day)


def _month_end(year: int, month: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)
