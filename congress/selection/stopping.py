"""How long a computation may go on: until its time is up, or until somebody asks that it stop."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from congress import audit
from congress.db import db, lock, transaction
from congress.meetings.models import Meeting
from congress.selection.models import RosterDraft
from congress.selection.reading import draft_of

EVERY = 0.25
"""Seconds between two looks at whether somebody asked to stop."""


class Going:
    """Asked again and again while one computation runs; True lets it go on. `stopped` tells that somebody ended it.

    Args:
        limit: seconds the computation may take.
        running: seconds of a clock that only runs forward.
    """

    def __init__(self, meeting: Meeting, limit: float, running: Callable[[], float]) -> None:
        self._meeting_id, self._running = meeting.id, running
        self._end, self._look = running() + limit, running() + EVERY
        self._seen = self._version()
        self.stopped = False

    def __call__(self) -> bool:
        moment = self._running()
        if moment >= self._look:
            self._look = moment + EVERY
            self.stopped = self._version() != self._seen
        return not self.stopped and moment < self._end

    def _version(self) -> int | None:
        """The draft's version as it is now, on a connection of its own: the session keeps what it read at first."""
        statement = select(RosterDraft.version).where(RosterDraft.meeting_id == self._meeting_id)
        with db.engine.connect() as connection:
            return connection.execute(statement).scalar_one_or_none()


def stop(actor: str, now: datetime, meeting: Meeting) -> None:
    """End the computation that runs, if any: the draft's version moves on, and whoever computes on the old one gives up."""
    with transaction() as session:
        lock(session, meeting)
        draft = draft_of(meeting)
        if draft is None:
            return
        flag_modified(draft, "outcome")
        audit.record(session, at=now, actor=actor, act="selection.stop", subject="roster", meeting_id=meeting.id)
