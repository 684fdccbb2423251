"""What changed between two programmes: added, removed, moved, changed, or only at another time."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from congress.agenda.sheet import Line, Sheet

Kind = Literal["added", "removed", "moved", "changed", "retimed"]
FIELDS = ("title", "minutes", "presenter", "note")


@dataclass(frozen=True)
class Edit:
    """A field of an item before and after: title, minutes, presenter, note, session, place or start."""

    field: str
    was: str
    now: str


@dataclass(frozen=True)
class Change:
    """One item that differs; `line` is the newer state (the older one when it was removed)."""

    kind: Kind
    line: Line
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class _Seat:
    line: Line
    session: str
    place: int


def compare(before: Sheet, after: Sheet) -> list[Change]:
    """Every difference, in the order of the newer programme, removed items last.

    An item counts as moved when it went to another session, or when it is not among the longest run of items that kept
    their order: inserting one item moves nothing. One that only begins at another minute is retimed.
    """
    old, new = _seats(before), _seats(after)
    stayed = _unmoved(old, new)
    changes = [_change(old.get(key), seat, key in stayed) for key, seat in new.items()]
    removed = [Change("removed", seat.line) for key, seat in old.items() if key not in new]
    return [change for change in changes if change] + removed


def _seats(sheet: Sheet) -> dict[str, _Seat]:
    return {line.key: _Seat(line, part.name, place) for part in sheet.parts for place, line in enumerate(part.lines, start=1)}


def _unmoved(old: dict[str, _Seat], new: dict[str, _Seat]) -> set[str]:
    rank = {key: place for place, key in enumerate(old)}
    common = [key for key in new if key in old and old[key].session == new[key].session]
    return {common[place] for place in _longest_rise([rank[key] for key in common])}


def _longest_rise(values: Sequence[int]) -> list[int]:
    """Places of a longest increasing subsequence (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tails, value)
        tails[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [place]
        back.append(ends[pile - 1] if pile else -1)
    run, place = [], ends[-1] if ends else -1
    while place >= 0:
        run.append(place)
        place = back[place]
    return run


def _change(old: _Seat | None, new: _Seat, stayed: bool) -> Change | None:
    if old is None:
        return Change("added", new.line)
    edits = tuple(
        Edit(name, str(getattr(old.line, name)), str(getattr(new.line, name)))
        for name in FIELDS
        if getattr(old.line, name) != getattr(new.line, name)
    )
    if not stayed:
        return Change("moved", new.line, _way(old, new) + edits)
    start = _retiming(old, new)
    if edits:
        return Change("changed", new.line, edits + start)
    return Change("retimed", new.line, start) if start else None


def _way(old: _Seat, new: _Seat) -> tuple[Edit, ...]:
    if old.session != new.session:
        return (Edit("session", old.session, new.session),)
    return (Edit("place", str(old.place), str(new.place)),)


def _retiming(old: _Seat, new: _Seat) -> tuple[Edit, ...]:
    was, now = old.line.starts_at, new.line.starts_at
    if was == now:
        return ()
    written = "%H:%M" if was.date() == now.date() else "%H:%M, %d/%m/%Y"
    return (Edit("start", was.strftime(written), now.strftime(written)),)
