"""Birth as papers give it: a day, a month or only the year."""

from datetime import date
from typing import NamedTuple, Protocol

from congress.errors import Refused
from congress.files import people_cells

YEAR_FIRST = 1900


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


def parse_birth(text: str, today: date) -> Birth:
    """Read `1975`, `5/1975`, `12/05/1975` and every other way a cell of a table may say it; empty text is an unknown birth.

    Raises:
        Refused: `birth_unreadable`, `birth_ambiguous` (two digits), `birth_impossible` (to come, or over 110 years ago).
    """
    try:
        found = people_cells.parse_birth(text.strip(), today)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "value": text.strip()[:20], "field": "birth"}) from refusal
    return Birth(found.year, found.month, found.day) if found else UNKNOWN


def check_birth(birth: Birth, today: date) -> Birth:
    """The birth itself when such a day exists, from 1900 to today.

    Raises:
        Refused: `birth_unreadable`, `birth_impossible`.
    """
    if birth.year is None:
        return UNKNOWN
    try:
        earliest = date(birth.year, birth.month or 1, birth.day or 1)
    except (ValueError, OverflowError) as problem:
        raise Refused("birth_unreadable", field="birth", value=birth_text(birth)) from problem
    if birth.year < YEAR_FIRST or earliest > today:
        raise Refused("birth_impossible", field="birth", value=birth_text(birth))
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
