from datetime import date, datetime, time

import pytest

from congress.agenda.running import cue_at, cue_for
from congress.agenda.sheet import Sheet
from tests.agenda.test_comparison import part

DAY = Sheet((part(("a", 10), ("b", 0), ("c", 20)), part(("d", 10), number=2, name="Phiên chiều", day="2025-04-25")))


def at(clock, day=24):
    return cue_at(DAY, datetime.combine(date(2025, 4, day), time.fromisoformat(clock)))


def keys(cue):
    return tuple(line.key if line else None for line in (cue.previous, cue.current, cue.following))


@pytest.mark.parametrize(
    ("clock", "day", "state", "lines", "place"),
    [
        ("07:29", 24, "before", (None, None, "a"), 0),
        ("07:30", 24, "running", (None, "a", "b"), 1),
        ("07:39", 24, "running", (None, "a", "b"), 1),
        ("07:40", 24, "running", ("b", "c", "d"), 3),
        ("08:00", 24, "between", ("c", None, "d"), 3),
        ("07:35", 25, "running", ("c", "d", None), 4),
        ("07:40", 25, "after", ("d", None, None), 4),
    ],
)
def test_the_clock_says_what_is_on_stage(clock, day, state, lines, place):
    cue = at(clock, day)
    assert (cue.state, keys(cue), cue.place) == (state, lines, place)


def test_without_a_programme_nothing_is_on_stage():
    assert cue_at(Sheet(()), datetime.combine(date(2025, 4, 24), time(8, 0))).state == "empty"


def test_a_chosen_item_wins_over_the_clock():
    cue = cue_for(DAY, ord("b"))
    assert (cue.state, cue.chosen, keys(cue)) == ("running", True, ("a", "b", "c"))


def test_an_item_that_is_not_there_cannot_be_chosen():
    assert cue_for(DAY, 1) is None
