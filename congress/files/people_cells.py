"""Cells about people as offices fill them: day or year of birth, sex, an x in a column, a name with a form of address."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from congress.errors import Refused
from congress.files.spreadsheet_in import Cell
from congress.files.text import clean, fold

OLDEST = 110
YOUNGEST_BY_TWO_DIGITS = 10

_EXCEL_EPOCH = date(1899, 12, 30)
_CLOCK = "(?:[ t]00:00(?::00)?)?"
_DAY = re.compile(r"(?:sinh )?(?:ngày )?(\d{1,2})\s*(?:[/.,-]|tháng)\s*(\d{1,2})\s*(?:[/.,-]|năm)\s*(\d{4}|\d{2})" + _CLOCK)
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _CLOCK)
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR = re.compile(r"(?:sinh )?(?:năm )?(\d{4}|\d{2})")
_EIGHT = re.compile(r"(\d{2})(\d{2})(\d{4})")

_MARKS = {"x", "v", "✓", "✔", "☑", "☒", "1", "co", "yes", "true", "dung"}
_NO_MARKS = {"", "0", "-", "–", "khong", "no", "false", "☐"}
_MEN = {"nam", "m", "male", "ong", "trai"}
_WOMEN = {"nu", "f", "female", "ba", "gai", "nugioi"}

_ADDRESS = re.compile(
    r"(?:(?:ông\s*/\s*bà|ông\s*\(bà\)|ông|bà|đ/?c|đồng chí|các đồng chí|sư cô|sư thầy|ni sư|ni trưởng|hòa thượng|hoà thượng"
    r"|thượng tọa|thượng toạ|đại đức|linh mục|mục sư|giám mục|cụ|em|cháu)[.:]?)\s+",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]?\s*$")
_DASHED = re.compile(r"\s+[-–]\s+(.+)$")


@dataclass(frozen=True)
class Birth:
    """A birth as far as it was told: a year, perhaps a month, perhaps a day."""

    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True)
class NameParts:
    """A name cell taken apart: the name, the form of address before it, the remark after it ("Trưởng đoàn")."""

    name: str
    address: str = ""
    remark: str = ""


def parse_birth(cell: Cell, on: date) -> Birth | None:
    """Read a birth; `on` is the day of the meeting. None for an empty cell; the day stands before the month, as in Vietnam.

    Takes a date, dd/mm/yyyy with / . - or words, yyyy-mm-dd, mm/yyyy, a year, a two-digit year when only one century fits
    (10 to 110 years old), eight digits, an Excel serial. Raises Refused: birth_unreadable (no form known, no such day),
    birth_ambiguous (two digits, both centuries possible), birth_impossible (after `on` or over 110 years before).
    """
    if cell == "":
        return None
    birth = Birth(cell.year, cell.month, cell.day) if isinstance(cell, date) else _read_birth(cell, on)
    earliest = Birth(birth.year, birth.month or 1, birth.day or 1)
    if (earliest.year, earliest.month, earliest.day) > (on.year, on.month, on.day) or birth.year < on.year - OLDEST:
        raise Refused("birth_impossible", value=_shown(cell))
    return birth


def _shown(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def _read_birth(text: str, on: date) -> Birth:
    typed = clean(text).casefold().strip(" .'")
    if found := _DAY.fullmatch(typed):
        return _day(text, _full_year(text, found[3], on), found[2], found[1])
    if found := _ISO_DAY.fullmatch(typed):
        return _day(text, int(found[1]), found[2], found[3])
    if found := _MONTH.fullmatch(typed):
        return Birth(_day(text, int(found[2]), found[1], "1").year, int(found[1]))
    if found := _YEAR.fullmatch(typed):
        return Birth(_full_year(text, found[1], on))
    if found := _EIGHT.fullmatch(typed):
        return _eight_digits(text, found)
    if typed.isdecimal() and len(typed) == 5:
        born = _EXCEL_EPOCH + timedelta(days=int(typed))
        return Birth(born.year, born.month, born.day)
    raise Refused("birth_unreadable", value=text)


def _day(text: str, year: int, month: str, day: str) -> Birth:
    try:
        born = date(year, int(month), int(day))
    except ValueError as error:
        raise Refused("birth_unreadable", value=text) from error
    return Birth(born.year, born.month, born.day)


def _eight_digits(text: str, found: re.Match[str]) -> Birth:
    """ddmmyyyy, or yyyymmdd where the first cannot be."""
    typed = found[0]
    try:
        return _day(text, int(found[3]), found[2], found[1])
    except Refused:
        return _day(text, int(typed[:4]), typed[4:6], typed[6:])


def _full_year(text: str, year: str, on: date) -> int:
    if len(year) == 4:
        return int(year)
    likely = [full for full in (1900 + int(year), 2000 + int(year)) if YOUNGEST_BY_TWO_DIGITS <= on.year - full <= OLDEST]
    if len(likely) != 1:
        raise Refused("birth_ambiguous", value=text)
    return likely[0]


def parse_mark(cell: Cell) -> bool:
    """Whether a cell is marked: x, v, ✓, 1, có … against empty, 0, -, không. Raises Refused("mark_unreadable")."""
    key = _key(cell)
    if key in _MARKS or key in _NO_MARKS:
        return key in _MARKS
    raise Refused("mark_unreadable", value=_shown(cell))


def _key(cell: Cell) -> str:
    text = _shown(cell).strip().casefold()
    return fold(text) or text


def parse_sex(cell: Cell) -> str | None:
    """ "male", "female" or None for an empty cell, from one column of "Nam"/"Nữ". Raises Refused("sex_unreadable")."""
    key = _key(cell)
    if key in _MEN or key in _WOMEN:
        return "male" if key in _MEN else "female"
    if key:
        raise Refused("sex_unreadable", value=_shown(cell))
    return None


def sex_of_marks(male: Cell, female: Cell) -> str | None:
    """The sex told by two columns Nam and Nữ that hold a mark, or the year of birth, as many forms have it.

    None when both are empty. Raises Refused("sex_unreadable") when both are filled.
    """
    filled = [_is_filled(male), _is_filled(female)]
    if all(filled):
        raise Refused("sex_unreadable", value=f"{_shown(male)} | {_shown(female)}")
    return "male" if filled[0] else "female" if filled[1] else None


def _is_filled(cell: Cell) -> bool:
    return _key(cell) not in _NO_MARKS


def split_honorific(cell: str) -> NameParts:
    """Take the form of address and the remark off a name: "Bà Vi Thị Hoa (Trưởng đoàn)".

    At least two words stay as the name, so a surname with a given name is never taken apart; of "Ông Ích Khiêm" the surname is
    taken for an address all the same, so the page shows what was taken off.
    """
    text = clean(cell)
    found = _ADDRESS.match(text)
    address = found[0].strip().rstrip(":") if found else ""
    name, remark = _split_remark(text[found.end() :] if found else text)
    if address and len(name.split()) < 2:
        name, address = f"{address} {name}", ""
    return NameParts(name, address, remark)


def _split_remark(text: str) -> tuple[str, str]:
    for form in (_REMARK, _DASHED):
        if (found := form.search(text)) and found.start() > 0:
            return text[: found.start()].strip(" ,"), found[1].strip()
    return text, ""
