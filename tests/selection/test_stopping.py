"""A computation ends when its time is up or somebody asks; the draft is then as it was."""

import pytest

from congress.errors import Refused
from congress.selection import service, stopping
from tests.building import ACTOR
from tests.conftest import NOW
from tests.selection.test_service import ask, chosen, run, version


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def going(field, limit: float = 20):
    clock = Clock()
    return stopping.Going(field.meeting, limit, clock), clock


def test_a_computation_goes_on_until_its_time_is_up(field):
    ask(field, women=1)
    allowed, clock = going(field, limit=2)
    clock.seconds = 1.9
    assert allowed()
    clock.seconds = 2.0
    assert (allowed(), allowed.stopped) == (False, False)


def test_a_computation_ends_at_the_next_look_after_somebody_asked(field):
    ask(field, women=1)
    allowed, clock = going(field)
    stopping.stop(ACTOR, NOW, field.meeting)
    clock.seconds = stopping.EVERY / 2
    assert allowed()
    clock.seconds = stopping.EVERY
    assert (allowed(), allowed.stopped) == (False, True)


def test_stopping_keeps_the_draft_and_what_was_found_before(field):
    run(field)
    before = chosen(field)
    field.score(n3=90, n4=90)
    allowed, clock = going(field)

    def stopped_by_another() -> bool:
        if not clock.seconds:
            stopping.stop(ACTOR, NOW, field.meeting)
            clock.seconds = 1.0
        return allowed()

    with pytest.raises(Refused):
        service.run(ACTOR, NOW, field.meeting, None, stopped_by_another)
    assert (chosen(field), allowed.stopped) == (before, True)


def test_stopping_before_anything_was_asked_changes_nothing(field):
    stopping.stop(ACTOR, NOW, field.meeting)
    assert version(field) == 0
