"""Where the meeting stands in its programme at a moment: what the person who leads through it looks at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from congress.agenda.sheet import Line, Sheet

State = Literal["empty", "before", "running", "between", "after"]


@dataclass(frozen=True)
class Cue:
    """`current` is on stage now (None before, between and after), `following` comes next, `place` counts from 1.

    `previous` and `following` are what the back and forward links lead to; `chosen` says that a person chose the item.
    """

    state: State
    current: Line | None
    previous: Line | None
    following: Line | None
    place: int
    chosen: bool = False


def cue_at(sheet: Sheet, moment: datetime) -> Cue:
    """The item under way at `moment`, a naive wall-clock time; an item of 0 minutes is never under way."""
    lines = sheet.lines
    if not lines:
        return Cue("empty", None, None, None, 0)
    place = next((place for place, line in enumerate(lines) if line.ends_at > moment), len(lines))
    previous = lines[place - 1] if place else None
    if place == len(lines):
        return Cue("after", None, previous, None, place)
    if lines[place].starts_at <= moment:
        following = lines[place + 1] if place + 1 < len(lines) else None
        return Cue("running", lines[place], previous, following, place + 1)
    return Cue("between" if place else "before", None, previous, lines[place], place)


def cue_for(sheet: Sheet, number: int) -> Cue | None:
    """The item a person chose because the day runs ahead or late; None when it is not in the programme."""
    lines = sheet.lines
    for place, line in enumerate(lines):
        if line.number == number:
            previous = lines[place - 1] if place else None
            following = lines[place + 1] if place + 1 < len(lines) else None
            return Cue("running", line, previous, following, place + 1, chosen=True)
    return None
