"""Vietnam's time: one zone without summer time. Moments are kept as UTC; days and hours are what clocks here show."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


def local(moment: datetime) -> datetime:
    """An aware moment as clocks in Vietnam show it."""
    return moment.astimezone(VIETNAM)


def day_of(moment: datetime) -> date:
    """The day it is in Vietnam at an aware moment."""
    return local(moment).date()


def midnight(day: date) -> datetime:
    """The moment a day begins in Vietnam."""
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
