"""How official papers name bodies, days, hours and people. Papers are written in Vietnamese whatever the reader's language."""

from collections.abc import Sequence
from datetime import date, time

from congress.people.models import Person
from congress.units.levels import kinds
from congress.units.models import Unit

BLANK = "\u00a0" * 7
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
KIND_WORDS = ("Xã", "Phường", "Thị trấn", "Đặc khu", "Huyện", "Quận", "Thị xã", "Thành phố", "Tỉnh")
BOARD = "Ủy ban nhân dân"
HEADS = {
    "truong": "HIỆU TRƯỞNG",
    "doanh_nghiep": "GIÁM ĐỐC",
    "hop_tac_xa": "GIÁM ĐỐC",
    "tram_y_te": "TRƯỞNG TRẠM",
    "thon": "TRƯỞNG THÔN",
    "ban": "TRƯỞNG BẢN",
    "to_dan_pho": "TỔ TRƯỞNG",
    "khu_pho": "TRƯỞNG KHU PHỐ",
}


def is_government(unit: Unit) -> bool:
    """True for xã, huyện, tỉnh …: bodies whose papers a people's committee issues."""
    kind = kinds().get(unit.kind)
    return kind is not None and kind.line == "administrative" and kind.level not in (None, "nation")


def organ_of(unit: Unit) -> str:
    """The body as a sentence names it: "Ủy ban nhân dân huyện Chi Lăng", "Phòng Nội vụ huyện Chi Lăng"."""
    return f"{BOARD} {lowered(unit.name)}" if is_government(unit) else unit.name


def lowered(name: str) -> str:
    """ "Huyện Chi Lăng" within a sentence: "huyện Chi Lăng"."""
    for word in KIND_WORDS:
        if name.startswith(f"{word} "):
            return name[:1].lower() + name[1:]
    return name


def issuer_lines(unit: Unit) -> list[str]:
    """The issuing body as the head of a paper names it, in capitals."""
    return [BOARD.upper(), unit.name.upper()] if is_government(unit) else [unit.name.upper()]


def parent_lines(unit: Unit) -> list[str]:
    """The superior body at the head of a paper; a people's committee has none there (Decree 30/2020, annex I)."""
    if is_government(unit) or unit.parent is None:
        return []
    return issuer_lines(unit.parent)


def place_of(unit: Unit) -> str:
    """The name that stands before the day: "Chi Lăng"; for a body without a place of its own, that of the body above."""
    if not is_government(unit):
        return place_of(unit.parent) if unit.parent else ""
    for word in KIND_WORDS:
        if unit.name.startswith(f"{word} "):
            return unit.name[len(word) + 1 :]
    return unit.name


def capacity_of(unit: Unit) -> list[str]:
    """In which capacity the head of the body signs."""
    if is_government(unit):
        return [f"TM. {BOARD.upper()}", "CHỦ TỊCH"]
    if unit.level.startswith("union"):
        return ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH"]
    return [HEADS.get(unit.kind, "THỦ TRƯỞNG ĐƠN VỊ")]


def abbreviation(unit: Unit) -> str:
    """What follows the type in the sign of a paper."""
    if is_government(unit):
        return "UBND"
    if unit.level.startswith("union"):
        return "CĐ"
    return "".join(word[0] for word in unit.name.split() if word[:1].isalpha())[:8].upper()


def number_line(number: str) -> str:
    """The number with room to write in by hand what is not known yet: the number itself, the unit that drafted a letter."""
    return f"{BLANK if number.startswith('/') else ''}{number}{BLANK if number.endswith('-') else ''}"


def dated_place(place: str, day: date | None, year: int) -> str:
    """ "Chi Lăng, ngày 05 tháng 01 năm 2025"; without a day there is room to write it in by hand."""
    if day is None:
        return f"{place or BLANK}, ngày{BLANK}tháng{BLANK}năm {year}"
    return f"{place or BLANK}, {day_text(day)}"


def day_text(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2025": a leading zero for days under 10 and months 1 and 2."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def hour_text(clock: time) -> str:
    """ "07 giờ 30 phút"."""
    return f"{clock.hour:02d} giờ {clock.minute:02d} phút"


def when_text(clock: time | None, day: date | None) -> str:
    """Hour, weekday and day of a meeting; dots where something is not settled."""
    hour = hour_text(clock) if clock else "… giờ … phút"
    return f"{hour}, {WEEKDAYS[day.weekday()]}, {day_text(day)}" if day else f"{hour}, ngày … tháng … năm …"


def salutation(person: Person) -> str:
    """Ông, Bà, or both when the sex is not noted."""
    return {"male": "Ông", "female": "Bà"}.get(person.sex, "Ông (Bà)")


def joined(parts: Sequence[str], between: str = ", ") -> str:
    """The parts that say something, put together."""
    return between.join(part for part in parts if part)


def affiliation(title: str, unit: Unit | None) -> str:
    """Title and body in one: "Trưởng thôn, thị trấn Đồng Mỏ"; either may be missing."""
    name = unit.name if unit else ""
    return f"{title}, {lowered(name)}" if title and name else title or name


def percent(part: int, whole: int) -> str:
    """An exact share with one decimal, rounded half up: "70,3%"; a dash when there is nothing to share."""
    if whole == 0:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def roman(number: int) -> str:
    """1 → I, 4 → IV …; sections of a list."""
    found = ""
    for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found, number = found + sign, number - value
    return found
