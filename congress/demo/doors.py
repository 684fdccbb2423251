"""The door of a congress that has been held: badges, and a scan for each delegate who came."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from congress.db import db
from congress.delegates.models import Delegate
from congress.door import service as door
from congress.meetings.models import Meeting

if TYPE_CHECKING:
    from congress.demo.scenario import Scenario

ACTOR = "bản trình diễn"
BATCH = 500


def attend(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> None:
    """Badges for all, then arrivals spread evenly between the first and the last moment; the last ones stay absent."""
    first = scenario.moment(f"{meeting.held_on.isoformat()}T{record['first_at']}")
    last = scenario.moment(f"{meeting.held_on.isoformat()}T{record['last_at']}")
    door.issue_badges(ACTOR, first - timedelta(days=1), meeting, scenario.sealer)
    statement = select(Delegate.number).where(Delegate.meeting_id == meeting.id, Delegate.kind != "non_delegate")
    numbers = list(db.session.execute(statement.order_by(Delegate.number)).scalars())[: record["present"]]
    step = (last - first) / max(1, len(numbers) - 1)
    scans = [
        {
            "nonce": f"demo-{meeting.number}-{number}",
            "delegate": number,
            "scanned_at": (first + step * place).isoformat(),
            "session": 1,
            "gate": "1",
            "how": "number",
        }
        for place, number in enumerate(numbers)
    ]
    for start in range(0, len(scans), BATCH):
        door.record_scans(ACTOR, last, meeting, scans[start : start + BATCH], last)
