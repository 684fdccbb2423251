"""The only reader of the clock: services take `now` as an argument."""

import time
from datetime import UTC, date, datetime

from flask import current_app

from congress.rules.local_time import VIETNAM, day_of, local

__all__ = ["VIETNAM", "local", "now", "running", "today"]


def now() -> datetime:
    """This moment, aware; in the demonstration the moment it was told."""
    pretended: datetime | None = current_app.extensions["congress_settings"].now
    return pretended or datetime.now(UTC)


def today() -> date:
    """This day in Vietnam."""
    return day_of(now())


def running() -> float:
    """Seconds of a clock that only runs forward, also in the demonstration: for limits on trying again."""
    return time.monotonic()
