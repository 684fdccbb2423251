"""The course of arrivals: bars without a gap, each person once, by gate."""

from datetime import timedelta

import pytest

from congress.db import db
from congress.door.arrivals import MOST_BARS, course
from tests.door.conftest import Hall


def arrive(hall: Hall, minutes: dict[int, int], gate: str = "Cửa 1") -> None:
    """Delegate → minutes before now at which they came."""
    lines = [
        hall.line(number, scanned_at=(hall.now - timedelta(minutes=before)).isoformat(), gate=gate)
        for number, before in minutes.items()
    ]
    hall.report(*lines)
    db.session.rollback()


def bars(hall: Hall) -> list[tuple[str, int]]:
    return [(f"{bar.at:%H:%M}", bar.people) for bar in course(hall.meeting, hall.session).bars]


def test_every_minute_between_the_first_and_the_last_arrival_has_a_bar(hall: Hall):
    hall.people(4)
    arrive(hall, {1: 5, 2: 5, 3: 3, 4: 2})
    assert bars(hall) == [("07:55", 2), ("07:56", 0), ("07:57", 1), ("07:58", 1)]


def test_each_person_counts_once_at_the_first_arrival_and_its_gate(hall: Hall):
    hall.people(2)
    arrive(hall, {1: 5, 2: 4}, "Cửa Bắc")
    arrive(hall, {1: 1}, "Cửa Nam")
    found = course(hall.meeting, hall.session)
    assert (sum(bar.people for bar in found.bars), list(found.gates)) == (2, [("Cửa Bắc", 2)])


def test_non_delegates_stand_apart(hall: Hall):
    hall.people(1, kind="non_delegate")
    arrive(hall, {1: 5})
    assert bars(hall) == []


@pytest.mark.parametrize(("span", "step"), [(58, 1), (59, 2), (700, 15)])
def test_a_longer_time_has_wider_bars(hall: Hall, span: int, step: int):
    hall.people(2)
    arrive(hall, {1: span, 2: 0})
    found = course(hall.meeting, hall.session)
    assert (found.step, found.most) == (step, 1)
    assert len(found.bars) <= MOST_BARS
    assert sum(bar.people for bar in found.bars) == 2
