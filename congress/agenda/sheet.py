"""A programme with its computed times: the same shape for the working draft and for a frozen version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from congress.rules.agenda import Item, schedule

SCHEMA = 1
NO_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Line:
    """One item with its times; moments are naive, as the clock on the wall of the hall shows them.

    `key` stays the same through every change and in every version, `number` names the item in addresses.
    """

    key: str
    number: int
    version: int
    kind: str
    covers: tuple[str, ...]
    title: str
    minutes: int
    presenter: str
    note: str
    starts_at: datetime
    ends_at: datetime

    @property
    def start(self) -> time:
        """Time of day it begins."""
        return self.starts_at.time()

    @property
    def end(self) -> time:
        """Time of day it ends."""
        return self.ends_at.time()


@dataclass(frozen=True)
class Part:
    """A session or side event with its lines; `minutes` is the length planned for it, `day` None while it is not settled."""

    number: int
    kind: str
    name: str
    place: str
    day: date | None
    starts_at: time
    minutes: int
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """Minutes of all lines."""
        return sum(line.minutes for line in self.lines)

    @property
    def excess(self) -> int:
        """Minutes beyond the planned length; 0 when it fits."""
        return max(0, self.total - self.minutes)

    @property
    def spare(self) -> int:
        """Minutes still free; 0 when there are none."""
        return max(0, self.minutes - self.total)

    @property
    def begins_at(self) -> datetime:
        """The moment of the first line."""
        return datetime.combine(self.day or NO_DAY, self.starts_at)

    @property
    def ends_at(self) -> time:
        """Time of day the last line ends; the start when there are no lines."""
        return self.lines[-1].end if self.lines else self.starts_at

    @property
    def order(self) -> str:
        """What a page carries to show which order it was drawn from."""
        return order_token(line.number for line in self.lines)


@dataclass(frozen=True)
class Sheet:
    """The whole programme, its parts in the order of time."""

    parts: tuple[Part, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of every part."""
        return tuple(line for part in self.parts for line in part.lines)

    def part(self, number: int) -> Part | None:
        """The session with this number."""
        return next((part for part in self.parts if part.number == number), None)

    def line(self, number: int) -> Line | None:
        """The line with this number."""
        return next((line for line in self.lines if line.number == number), None)

    def part_of(self, number: int) -> Part | None:
        """The session that holds the line with this number."""
        return next((part for part in self.parts if any(line.number == number for line in part.lines)), None)


@dataclass(frozen=True)
class PaperRow:
    """A row of the printed programme: `time` is "07:30 - 07:35", `who` may be empty.

    With several sessions a row whose `time` and `who` are empty heads each of them.
    """

    time: str
    content: str
    who: str


@dataclass(frozen=True)
class Presenter:
    """Somebody named in the programme, with everything that is theirs."""

    name: str
    lines: tuple[Line, ...]


def order_token(numbers: Iterable[int]) -> str:
    """A short fingerprint of an order of item numbers."""
    return hashlib.sha256(",".join(map(str, numbers)).encode()).hexdigest()[:16]


def make_part(fields: dict[str, Any], rows: Sequence[dict[str, Any]]) -> Part:
    """A part with the times of its lines; `fields` and `rows` are as `content_of` writes them."""
    day = date.fromisoformat(fields["day"]) if fields["day"] else None
    starts_at = time.fromisoformat(fields["starts_at"])
    items = [Item(row["key"], row["title"], row["minutes"], tuple(row["covers"])) for row in rows]
    slots = schedule(datetime.combine(day or NO_DAY, starts_at), items)
    lines = tuple(_line(row, slot.starts_at, slot.ends_at) for row, slot in zip(rows, slots, strict=True))
    texts = {key: fields[key] for key in ("number", "kind", "name", "place", "minutes")}
    return Part(day=day, starts_at=starts_at, lines=lines, **texts)


def _line(row: dict[str, Any], starts_at: datetime, ends_at: datetime) -> Line:
    texts = {key: row[key] for key in ("key", "number", "kind", "title", "minutes", "presenter", "note")}
    return Line(version=row.get("version", 0), covers=tuple(row["covers"]), starts_at=starts_at, ends_at=ends_at, **texts)


def content_of(sheet: Sheet) -> dict[str, Any]:
    """The programme as JSON values, to be frozen: what `from_content` reads back."""
    return {"schema": SCHEMA, "parts": [_frozen_part(part) for part in sheet.parts]}


def _frozen_part(part: Part) -> dict[str, Any]:
    return {
        "number": part.number,
        "kind": part.kind,
        "name": part.name,
        "place": part.place,
        "day": part.day.isoformat() if part.day else None,
        "starts_at": part.starts_at.strftime("%H:%M"),
        "minutes": part.minutes,
        "lines": [_frozen_line(line) for line in part.lines],
    }


def _frozen_line(line: Line) -> dict[str, Any]:
    texts = {key: getattr(line, key) for key in ("key", "number", "kind", "title", "minutes", "presenter", "note")}
    return {**texts, "covers": list(line.covers)}


def from_content(content: dict[str, Any]) -> Sheet:
    """A frozen programme with its times."""
    return Sheet(tuple(make_part(part, part["lines"]) for part in content["parts"]))


def presenters(sheet: Sheet) -> list[Presenter]:
    """Everybody named, in the order of their first appearance; spelling in capitals makes no difference."""
    found: dict[str, list[Line]] = {}
    for line in sheet.lines:
        if line.presenter:
            found.setdefault(line.presenter.casefold(), []).append(line)
    return [Presenter(lines[0].presenter, tuple(lines)) for lines in found.values()]


def paper_rows(sheet: Sheet) -> list[PaperRow]:
    """The rows of the printed programme."""
    parts = [part for part in sheet.parts if part.lines]
    rows = []
    for part in parts:
        if len(parts) > 1:
            rows.append(PaperRow("", f"{part.name} - {part.day:%d/%m/%Y}" if part.day else part.name, ""))
        rows += [PaperRow(f"{line.start:%H:%M} - {line.end:%H:%M}", line.title, line.presenter) for line in part.lines]
    return rows
