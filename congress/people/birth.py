"""Birth as papers give it: a day, a month or only the year."""

import re
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple, Protocol

from congress.errors import Refused

YEAR_FIRST = 1900
_VIETNAM = timezone(timedelta(hours=7))
_SHAPE = re.compile(r"(?:(?:(\d{1,2})\s*[/.\-]\s*)?(\d{1,2})\s*[/.\-]\s*)?(\d{4})")


class Birth(NamedTuple):
    """What is known: year alone, month and year, or the day; all None when nothing is."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


UNKNOWN = Birth()


class HasBirth(Protocol):
    """A person as stored."""

    birth_year: int | None
    birth_month: int | None
    birth_day: int | None


def day_of(now: datetime) -> date:
    """The day it is in Vietnam at this moment."""
    return now.astimezone(_VIETNAM).date()


def parse_birth(text: str, today: date) -> Birth:
    """Read `1975`, `5/1975` or `12/05/1975` (also with dots or dashes); empty text is an unknown birth.

    Raises:
        Refused: `birth_unreadable`, or `birth_range` for a year before 1900 or a day that has not come yet.
    """
    if not text.strip():
        return Birth()
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        raise Refused("birth_unreadable", field="birth", text=text.strip()[:20])
    day, month, year = (int(part) if part else None for part in found.groups())
    return check_birth(Birth(year, month, day), today)


def check_birth(birth: Birth, today: date) -> Birth:
    """The birth itself when such a day exists, from 1900 to today.

    Raises:
        Refused: `birth_unreadable`, `birth_range`.
    """
    if birth.year is None:
        return Birth()
    try:
        earliest = date(birth.year, birth.month or 1, birth.day or 1)
    except (ValueError, OverflowError) as problem:
        raise Refused("birth_unreadable", field="birth", text=birth_text(birth)) from problem
    if birth.year < YEAR_FIRST or earliest > today:
        raise Refused("birth_range", field="birth", first=YEAR_FIRST, last=today)
    return birth


def birth_of(person: HasBirth) -> Birth:
    """The birth of a stored person."""
    return Birth(person.birth_year, person.birth_month, person.birth_day)


def birth_text(birth: Birth) -> str:
    """`1975`, `05/1975`, `12/05/1975`, or an empty text."""
    if birth.year is None:
        return ""
    parts = [
        f"{birth.day:02}" if birth.day and birth.month else "",
        f"{birth.month:02}" if birth.month else "",
        str(birth.year),
    ]
    return "/".join(part for part in parts if part)
