"""The only reader of the clock: services take `now` as an argument."""

import time
from datetime import UTC, date, datetime, timedelta

from flask import Flask, current_app

from congress.rules.local_time import VIETNAM, day_of, local

__all__ = ["VIETNAM", "let_run", "local", "now", "running", "today"]


def now() -> datetime:
    """This moment, aware; in the demonstration the moment it was told, and so much later as it has been running."""
    extensions = current_app.extensions
    pretended: datetime | None = extensions["congress_settings"].now
    if pretended is None:
        return datetime.now(UTC)
    begun = extensions.get("congress_clock_begun")
    return pretended if begun is None else pretended + timedelta(seconds=running() - begun)


def let_run(app: Flask) -> None:
    """Let a demonstration's clock go on from here: what happens at its doors happens one after the other."""
    app.extensions["congress_clock_begun"] = running()


def today() -> date:
    """This day in Vietnam."""
    return day_of(now())


def running() -> float:
    """Seconds of a clock that only runs forward, also in the demonstration: for limits on trying again."""
    return time.monotonic()
