"""A congress of 500 with badges and somebody at the door, on a database of its own."""

from pathlib import Path

from flask import Flask
from sqlalchemy import update

from congress.db import transaction
from congress.delegates.models import Delegate
from congress.door import service as door
from congress.meetings.service import by_number
from congress.people.sealing import sealer_from
from tests.bench.congresses import Ground, Size
from tests.bench.databases import ready
from tests.building import ACTOR
from tests.conftest import NOW

DELEGATES = 500
HALL = Size(
    delegates=DELEGATES, communes=20, lower=1, lower_delegates=12, awards=6, candidates=6, items=5, scans=0, acts=0, users=1,
    intake=3,
)  # fmt: skip


def hall(folder: Path, address: str = "", size: Size = HALL) -> tuple[Flask, Ground]:
    """The application and what was built: everybody is summoned, nobody has come in yet."""
    app, ground = ready(folder, address, size)
    with app.app_context(), transaction() as session:
        session.execute(update(Delegate).values(status="summoned"))
        meeting = by_number(ground.meeting)
        door.issue_badges(ACTOR, NOW, meeting, sealer_from(app.extensions["congress_settings"].field_key_path))
    return app, ground
