"""A process of the product that is killed at a moment of our choice, as when the current goes amid a write.

`python -m tests.dying ACT MOMENT MEETING` with the settings in the environment; it never ends by itself.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import event

from congress import create_app
from congress.config import Settings
from congress.db import db
from congress.delegates.intake import service as intake
from congress.delegates.scope import Scope
from congress.elections import service as elections
from congress.elections.service import VoteCount
from congress.meetings.models import Meeting
from congress.meetings.service import by_number
from congress.people.sealing import sealer_from
from congress.submissions import service as submissions
from tests.building import ACTOR
from tests.conftest import NOW
from tests.serving import clean_environment

AMID, LAST, AFTER = "amid", "last", "after"
"""After the first row of many is written; with all written, before the commit; after it."""


def vote(_app: Flask, meeting: Meeting) -> None:
    """Adopt the list for the higher congress."""
    elections.record_vote(ACTOR, NOW, meeting, VoteCount(100, 99, 0, 1))


def send(_app: Flask, meeting: Meeting) -> None:
    """Send the list up."""
    submissions.send(ACTOR, NOW, meeting)


def take(app: Flask, meeting: Meeting) -> None:
    """Take the first imported list in."""
    sealer = sealer_from(app.extensions["congress_settings"].field_key_path)
    draft = intake.by_number_of(meeting, 1, None)
    intake.take(ACTOR, NOW, meeting, Scope(), draft, sealer, seen_version=draft.version)


ACTS: dict[str, Callable[[Flask, Meeting], None]] = {"vote": vote, "send": send, "take": take}


def _die(*_event: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_amid(_connection: Any, _cursor: Any, statement: str, *_event: Any) -> None:
    if statement.startswith("INSERT INTO delegate "):
        _die()


def _arm(moment: str) -> None:
    if moment == AMID:
        event.listen(db.engine, "after_cursor_execute", _die_amid)
    elif moment == LAST:
        event.listen(db.engine, "commit", _die)
    else:
        event.listen(db.session, "after_commit", _die)


def die(app: Flask, act: str, moment: str, meeting: Meeting) -> None:
    """Do the act in a process of its own on the application's database and data folder, and see that it was killed."""
    settings: Settings = app.extensions["congress_settings"]
    environment = clean_environment(
        CONGRESS_DATA_DIR=str(settings.data_dir),
        CONGRESS_DATABASE_URL=settings.database_url,
        CONGRESS_SECRET_KEY=settings.secret_key,
    )
    number = str(meeting.number)
    db.session.rollback()
    done = subprocess.run(
        [sys.executable, "-m", __name__, act, moment, number], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def main(act: str, moment: str, number: str) -> None:
    """Run the act and be killed."""
    app = create_app()
    with app.app_context():
        _arm(moment)
        ACTS[act](app, by_number(int(number)))


if __name__ == "__main__":
    main(*sys.argv[1:])
