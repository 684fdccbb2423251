"""Seats in the hall, as a text on each delegate: written in bulk from a pasted table."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select, update

from congress import audit
from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.names import clean_name

SEAT_LENGTH = 20
NAMED_LINES = 20


def read_lines(text: str) -> dict[int, str]:
    """Number → seat, from lines `number <tab> … <tab> seat`: the first cell is the badge number, the last one the seat.

    Semicolons separate too; a line with a number alone takes the seat away. Empty lines are passed over.

    Raises:
        Refused: `seat_lines_bad` with the numbers of the lines that cannot be read, are too long or come twice.
    """
    seats: dict[int, str] = {}
    bad = []
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [clean_name(cell) for cell in line.replace(";", "\t").split("\t")]
        number, seat = cells[0], cells[-1] if len(cells) > 1 else ""
        if not (number.isascii() and number.isdigit() and len(number) <= 6) or len(seat) > SEAT_LENGTH or int(number) in seats:
            bad.append(place)
        else:
            seats[int(number)] = seat
    if bad:
        raise Refused("seat_lines_bad", field="lines", lines=_listed(bad), limit=SEAT_LENGTH)
    if not seats:
        raise Refused("seat_lines_none", field="lines")
    return seats


def _listed(places: list[int]) -> str:
    shown = ", ".join(str(place) for place in places[:NAMED_LINES])
    return shown if len(places) <= NAMED_LINES else f"{shown} …"


def seats_fingerprint(meeting: Meeting) -> str:
    """Changes when anybody's seat does: what a page showed is compared with what is stored."""
    found = [list(row) for row in db.session.execute(_seats(meeting))]
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]


def _seats(meeting: Meeting):
    return select(Delegate.number, Delegate.seat).where(Delegate.meeting_id == meeting.id).order_by(Delegate.number)


def set_seats(actor: str, now: datetime, meeting: Meeting, seats: Mapping[int, str], seen: str) -> int:
    """Write seats by delegate number, all or none; how many changed.

    Args:
        seen: the fingerprint the page showed.

    Raises:
        Refused: `stale` when somebody else changed a seat meanwhile, `seat_number_unknown`.
    """
    with transaction() as session:
        hold(session, meeting)
        if seen != seats_fingerprint(meeting):
            raise Refused("stale")
        known = dict(list(session.execute(_seats(meeting))))
        strangers = sorted(set(seats) - set(known))
        if strangers:
            raise Refused("seat_number_unknown", field="lines", numbers=_listed(strangers))
        changed = [{"place": number, "to": seat} for number, seat in seats.items() if known[number] != seat]
        if changed:
            table = Delegate.__table__
            statement = update(table).where(table.c.meeting_id == meeting.id, table.c.number == bindparam("place"))
            session.execute(statement.values(seat=bindparam("to")), changed)
            after = {str(row["place"]): row["to"] for row in changed[:50]}
            before = {number: known[int(number)] for number in after}
            subject = f"seats {len(changed)}"
            audit.record(
                session,
                at=now,
                actor=actor,
                act="delegates.seats",
                subject=subject,
                meeting_id=meeting.id,
                before=before,
                after=after,
            )
        return len(changed)
