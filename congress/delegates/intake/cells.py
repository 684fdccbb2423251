"""The cells of one row of an imported list turned into a nomination, every doubtful one named with its cause."""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from congress.delegates import nomination
from congress.delegates.nomination import Nomination
from congress.errors import Refused
from congress.files.people_cells import parse_birth, parse_mark, parse_sex, sex_of_marks, split_honorific
from congress.files.spreadsheet_in import Cell
from congress.files.text import fold
from congress.meetings.models import Meeting, SeatGroup
from congress.people.birth import UNKNOWN, Birth
from congress.people.particulars import IDENTITY, checked_identity, plain_identity
from congress.plans.groups import names_by_code
from congress.units.models import Unit

T = TypeVar("T")
_KIND_OF_BODY = ("ubnd", "uybannhandan", "danguy", "xa", "phuong", "thitran", "huyen", "thon", "ban", "khu", "todanpho")
_WITHIN = re.compile(r"[,;()]| - | – ")
_PUNCTUATION = re.compile(r"[^\w]")
_AT_WILL = frozenset({"va", "hoac", "cac", "nhom", "nguoi", "dai", "bieu"})
_GUEST = ("khachmoi", "khach")
_OUTSIDE = ("phucvu", "bantochuc", "phongvien", "laixe", "nghesi", "vannghe", "khongphaidaibieu", "kythuat")
_BASES = (
    ("duongnhien", "ex_officio"),
    ("thongqua", "adopted"),
    ("bau", "adopted"),
    ("daihoi", "adopted"),
    ("hoinghi", "adopted"),
    ("luachon", "chosen"),
    ("chon", "chosen"),
    ("tapthelanhdao", "chosen"),
    ("cu", "chosen"),
)


@dataclass(frozen=True)
class Problem:
    """What is the matter with a cell: the field, the code of the sentence and its facts; `stops` keeps the row out."""

    field: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    stops: bool = True


@dataclass(frozen=True)
class Defaults:
    """What a row says where its cell is empty or its unit is not known."""

    unit_id: uuid.UUID | None = None
    group: str = ""
    kind: str = "official"
    basis: str = ""


@dataclass(frozen=True)
class Lookup:
    """Bodies and groups by their keys; `foreign` are names of bodies the person does not speak for, `above` those over each."""

    units: Mapping[str, tuple[uuid.UUID, ...]]
    groups: Mapping[str, str]
    asks_group: bool
    foreign: frozenset[str] = frozenset()
    above: Mapping[uuid.UUID, frozenset[str]] = field(default_factory=dict)

    @staticmethod
    def of(meeting: Meeting, choices: Iterable[Unit], others: Iterable[Unit] = ()) -> "Lookup":
        """The lookup for one meeting; a body answers to its name, its code and its name without the word for its kind."""
        units: dict[str, tuple[uuid.UUID, ...]] = {}
        for unit in choices:
            for key in _unit_keys(unit):
                units[key] = (*units.get(key, ()), unit.id)
        foreign = frozenset(key for unit in others for key in _unit_keys(unit) if key not in units)
        above = {unit.id: frozenset(_names_above(unit)) for unit in choices}
        return Lookup(units, group_keys(meeting.groups), nomination.asks_group(meeting), foreign, above)

    def unit(self, text: str) -> tuple[uuid.UUID, ...]:
        """Bodies that bear this name: the whole name first, then without the word for its kind, then "xã X, huyện Y"."""
        found = self.units.get(fold(text)) or self.units.get(_bare(fold(text)), ())
        return found or self._unit_within(text)

    def _unit_within(self, text: str) -> tuple[uuid.UUID, ...]:
        """Bodies named together with those above them; what stands after the name must be such bodies."""
        name, *places = [part for part in _WITHIN.split(text) if part.strip()] or [""]
        found = self.unit(name) if places else ()
        return tuple(one for one in found if {_bare(fold(place)) for place in places} <= self.above.get(one, frozenset()))

    def is_foreign(self, text: str) -> bool:
        """True for the name of a body of this meeting that the person does not speak for."""
        return bool({fold(text), _bare(fold(text))} & self.foreign)


def _unit_keys(unit: Unit) -> set[str]:
    return {fold(unit.name), fold(unit.code), _bare(fold(unit.name))} - {""}


def _names_above(unit: Unit) -> Iterator[str]:
    parent = unit.parent
    while parent is not None:
        yield _bare(fold(parent.name))
        parent = parent.parent


def _bare(key: str) -> str:
    """A folded name without the words for the kind of body before it."""
    changed = True
    while changed:
        changed = False
        for word in _KIND_OF_BODY:
            if key.startswith(word) and len(key) > len(word) + 1:
                key, changed = key.removeprefix(word), True
    return key


def group_keys(groups: Iterable[SeatGroup]) -> dict[str, str]:
    """Group by each name it goes by: its own and its code, then what lists usually call it, where that means one group."""
    keys = {key: group.code for group in groups for key in (group_key(group.name), group_key(group.code))}
    usual: dict[str, set[str]] = {}
    for code, names in names_by_code().items():
        called = {group_key(name) for name in names}
        meant = {keys[key] for key in (group_key(code), *called) if key in keys}
        for key in called if len(meant) == 1 else ():
            usual.setdefault(key, set()).update(meant)
    return {key: codes.pop() for key, codes in usual.items() if len(codes) == 1} | keys


def group_key(text: str) -> str:
    """What is compared of a group's name: no accents, no punctuation, none of the words that names add at will."""
    words = _PUNCTUATION.sub(" ", text).split()
    return "".join(key for word in words if (key := fold(word)) not in _AT_WILL)


def read_row(
    values: Mapping[str, Cell], section: str, lookup: Lookup, defaults: Defaults, today: date
) -> tuple[Nomination, tuple[Problem, ...]]:
    """The nomination a row makes and its problems; with a problem that stops, the nomination is not to be used."""
    reader = _Reader(values, section, lookup, defaults, today)
    return reader.read(), tuple(reader.problems)


class _Reader:
    """Reads one row, collecting problems instead of stopping at the first."""

    def __init__(self, values: Mapping[str, Cell], section: str, lookup: Lookup, defaults: Defaults, today: date) -> None:
        self.values, self.section, self.lookup, self.defaults, self.today = values, section, lookup, defaults, today
        self.problems: list[Problem] = []

    def read(self) -> Nomination:
        name = split_honorific(" ".join(filter(None, (self.text("name"), self.text("given")))))
        kind = self.kind()
        unit_id, stray = self.unit(kind)
        return Nomination(
            name=name.name,
            unit_id=unit_id,
            group=self.group() if kind != "non_delegate" else "",
            kind=kind,
            sex=self.sex() or ("female" if fold(name.address) == "ba" else "male" if fold(name.address) == "ong" else ""),
            birth=self.birth(),
            title=self.text("title"),
            phone=self.text("phone"),
            traits=("direct",) if self.mark("direct") else (),
            basis=self.basis(),
            represents=self.text("represents"),
            achievement=self.text("achievement"),
            note="; ".join(filter(None, (self.text("note"), name.remark, stray))),
            particulars=self.particulars(),
        )

    def text(self, name: str) -> str:
        cell = self.values.get(name, "")
        return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell

    def attempt(self, name: str, call: Callable[[], T], otherwise: T) -> T:
        """The value, or `otherwise` with the refusal noted at the field."""
        try:
            return call()
        except Refused as refusal:
            self.problems.append(Problem(name, refusal.code, refusal.facts))
            return otherwise

    def mark(self, name: str) -> bool:
        return self.attempt(name, lambda: parse_mark(self.values.get(name, "")), otherwise=False)

    def sex(self) -> str:
        if self.text("sex"):
            return self.attempt("sex", lambda: parse_sex(self.values["sex"]), None) or ""
        male, female = self.values.get("male", ""), self.values.get("female", "")
        return self.attempt("sex", lambda: sex_of_marks(male, female), None) or ""

    def birth(self) -> Birth:
        """From its own column, else from the columns Nam and Nữ where forms put the year of birth."""
        for name in ("birth", "male", "female"):
            cell = self.values.get(name, "")
            if cell == "" or (name != "birth" and not _may_be_birth(cell)):
                continue
            found = self.attempt("birth", lambda cell=cell: parse_birth(cell, self.today), None)
            return Birth(found.year, found.month, found.day) if found else UNKNOWN
        return UNKNOWN

    def kind(self) -> str:
        key = fold(self.text("kind"))
        if not key:
            return self.defaults.kind
        if any(word in key for word in _OUTSIDE):
            return "non_delegate"
        if any(word in key for word in _GUEST):
            return "guest"
        if "chinhthuc" in key or key in ("daibieu", "official"):
            return "official"
        self.problems.append(Problem("kind", "cell_kind_unknown", {"value": self.text("kind")}))
        return self.defaults.kind

    def unit(self, kind: str) -> tuple[uuid.UUID | None, str]:
        """The body, by the cell, else the section heading, else the default; what the cell said when nobody bears that name."""
        text = self.text("unit")
        found = self.lookup.unit(text) if text else self.lookup.unit(_without_number(self.section))
        if len(found) == 1:
            return found[0], ""
        if len(found) > 1:
            self.problems.append(Problem("unit", "cell_unit_ambiguous", {"value": text or self.section}))
        elif text and self.lookup.is_foreign(text):
            self.problems.append(Problem("unit", "cell_unit_foreign", {"value": text}))
        elif self.defaults.unit_id:
            if text:
                self.problems.append(Problem("unit", "cell_unit_default", {"value": text}, stops=False))
            return self.defaults.unit_id, text
        elif text:
            self.problems.append(Problem("unit", "cell_unit_unknown", {"value": text}))
        elif kind == "official":
            self.problems.append(Problem("unit", "unit_missing"))
        return None, ""

    def group(self) -> str:
        text = self.text("group")
        for key in filter(None, (group_key(text), "" if text else group_key(_without_number(self.section)))):
            close = {code for name, code in self.lookup.groups.items() if key == name}
            close = close or {
                code for name, code in self.lookup.groups.items() if len(key) >= 6 and (key in name or name in key)
            }
            if len(close) == 1:
                return close.pop()
        if text and self.lookup.asks_group:
            self.problems.append(Problem("group", "cell_group_unknown", {"value": text}))
        elif not self.defaults.group and self.lookup.asks_group:
            self.problems.append(Problem("group", "group_missing"))
        return self.defaults.group

    def basis(self) -> str:
        key = fold(self.text("basis"))
        if not key:
            return self.defaults.basis
        found = next((code for word, code in _BASES if word in key), "")
        if not found:
            self.problems.append(Problem("basis", "cell_basis_unknown", {"value": self.text("basis")}))
        return found

    def particulars(self) -> dict[str, str]:
        values = {name: self.text(name) for name in ("ethnic_group", "religion", "education") if self.text(name)}
        if self.text("party_member"):
            values["party_member"] = "yes" if self.party() else "no"
        if self.text(IDENTITY):
            values[IDENTITY] = self.identity()
        return values

    def identity(self) -> str:
        """The number as the cell has it; a cell of Excel that held it as a figure lost the zeros before it."""
        number = plain_identity(self.text(IDENTITY))
        if len(number) not in (10, 11) or not number.isdigit():
            return self.attempt(IDENTITY, lambda: checked_identity(number), "")
        self.problems.append(Problem(IDENTITY, "cell_identity_zeros", {"zeros": 12 - len(number)}, stops=False))
        return number.zfill(12)

    def party(self) -> bool:
        """A mark, or the day of joining the Party."""
        cell = self.values["party_member"]
        return True if _may_be_birth(cell) else self.mark("party_member")


def _may_be_birth(cell: Cell) -> bool:
    return isinstance(cell, date) or sum(sign.isdigit() for sign in cell) >= 2


def _without_number(section: str) -> str:
    """ "I. Xã Nhân Lý" without its number."""
    head, dot, rest = section.partition(". ")
    return rest if dot and len(head) <= 5 else section
