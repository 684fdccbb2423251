"""The only reader of the clock: services take `now` as an argument."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, aware; in the demonstration the moment it was told."""
    pretended: datetime | None = current_app.extensions["congress_settings"].now
    return pretended or datetime.now(UTC)


def today() -> date:
    """This day in Vietnam."""
    return now().astimezone(VIETNAM).date()


def local(moment: datetime) -> datetime:
    """A moment as clocks in Vietnam show it."""
    return moment.astimezone(VIETNAM)


def running() -> float:
    """Seconds of a clock that only runs forward, also in the demonstration: for limits on trying again."""
    return time.monotonic()
