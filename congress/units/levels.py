"""Levels and kinds of bodies: dated data of seeds/levels.json, never constants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from congress.paths import read_seed
from congress.rules.names import search_key
from congress.units.models import Unit

BESIDE = {"commune": "union_base", "district": "union_upper", "province": "union_province"}
"""The union's level beside each administrative level."""


@dataclass(frozen=True)
class Kind:
    """A sort of body; `level` is None for agencies, which stand at the level of the body above them."""

    code: str
    title: str
    level: str | None
    line: str
    valid_from: date | None
    valid_to: date | None

    def exists_on(self, day: date) -> bool:
        """True on the days on which the law knows this kind."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def _seed() -> dict[str, Any]:
    return read_seed("levels")


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code, in the order of the seed."""
    return {
        entry["code"]: Kind(
            entry["code"],
            entry["title"],
            entry["level"],
            entry["line"],
            _day(entry.get("valid_from")),
            _day(entry.get("valid_to")),
        )
        for entry in _seed()["kinds"]
    }


@cache
def level_titles() -> dict[str, str]:
    """Title of each level by its code."""
    return {entry["code"]: entry["title"] for entry in _seed()["levels"]}


def kind_title(code: str) -> str:
    """Title of a kind; an unknown code is shown as it is."""
    return kinds()[code].title if code in kinds() else code


def is_administrative(unit: Unit) -> bool:
    """True for a body that stands in a chain of levels (xã, huyện, công đoàn cơ sở …), not an agency beside it."""
    kind = kinds().get(unit.kind)
    return kind is not None and kind.level is not None


def kinds_below(parent: Unit, day: date) -> list[Kind]:
    """The kinds of body that may be added directly below, on this day: the next level, agencies, what lies below a commune."""
    if parent.level == "base":
        return []
    line = _line(parent.level)
    lower = _level_below(parent.level, line, day)
    wanted = {"union": {"union"}, "administrative": {"administrative", "base", "union"}}[line]
    return [kind for kind in kinds().values() if kind.line in wanted and kind.exists_on(day) and _fits(kind, parent, lower)]


def _fits(kind: Kind, parent: Unit, lower: str | None) -> bool:
    if kind.level is None:
        return parent.level not in ("commune", "nation")
    if kind.line == "base":
        return parent.level in ("commune", "district", "province")
    if kind.line == "union" and _line(parent.level) == "administrative":
        return kind.level == BESIDE.get(parent.level)
    return kind.level == lower


def _line(level: str) -> str:
    return next(entry["line"] for entry in _seed()["levels"] if entry["code"] == level)


def _level_below(level: str, line: str, day: date) -> str | None:
    """The next lower level in the chain in force on this day."""
    for chain in _seed()["chains"]:
        since, until = _day(chain["valid_from"]), _day(chain["valid_to"])
        if chain["line"] == line and (since is None or since <= day) and (until is None or day <= until):
            levels = chain["levels"]
            place = levels.index(level) if level in levels else 0
            return levels[place - 1] if place else None
    return None


def guess_kind(name: str, allowed: Iterable[Kind]) -> Kind | None:
    """The kind a name begins with ("Thôn Làng Đăng" is a thôn, "Trường Tiểu học …" a trường học); None when it does not say."""
    words = f"{search_key(name)} "
    starts = {kind.code: (search_key(kind.title), *NAME_STARTS.get(kind.code, ())) for kind in allowed}
    fits = [(len(start), code) for code, names in starts.items() for start in names if words.startswith(f"{start} ")]
    return kinds()[max(fits)[1]] if fits else None


NAME_STARTS = {
    "truong": ("truong",),
    "tram_y_te": ("tram y te",),
    "hop_tac_xa": ("htx", "hop tac xa", "to hop tac"),
    "hoi": ("hoi", "doan thanh nien"),
    "doanh_nghiep": ("cong ty", "doanh nghiep"),
    "to_dan_pho": ("tdp", "to dan pho"),
    "cong_doan_co_so": ("cong doan co so", "cdcs"),
    "co_quan": ("phong", "van phong", "thanh tra", "so", "chi cuc", "ban quan ly"),
}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
