"""Seats in the hall, as a text on each delegate: written in bulk from a pasted table."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from congress import audit
from congress.db import db, transaction
from congress.delegates.hall import checked_seats, hall_in, plan_of, write_seats
from congress.delegates.models import Delegate
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people.models import Person
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
    """Changes when anybody's seat or the plan does: what a page showed is compared with what is stored."""
    plan = plan_of(meeting)
    found = [plan.version if plan else 0, *([*row] for row in db.session.execute(_seats(meeting)))]
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]


def _seats(meeting: Meeting):
    return select(Delegate.number, Delegate.seat).where(Delegate.meeting_id == meeting.id).order_by(Delegate.number)


def set_seats(actor: str, now: datetime, meeting: Meeting, seats: Mapping[int, str], seen: str, *, field: str = "lines") -> int:
    """Write seats by delegate number, all or none; how many changed. Where the meeting has a seat plan they are places of it.

    Args:
        seen: the fingerprint the page showed.
        field: where the page shows a refusal.

    Raises:
        Refused: `stale` when somebody else changed a seat meanwhile, `seat_number_unknown`; with a plan `seat_not_in_plan`,
            `seat_blocked`, `seat_taken` with the one who sits there.
    """
    with transaction() as session:
        hold(session, meeting)
        if seen != seats_fingerprint(meeting):
            raise Refused("stale")
        known = dict(list(session.execute(_seats(meeting))))
        strangers = sorted(set(seats) - set(known))
        if strangers:
            raise Refused("seat_number_unknown", field=field, numbers=_listed(strangers))
        plan = plan_of(meeting)
        if plan is not None:
            seats = checked_seats(hall_in(plan), dict(seats), field)
            _refuse_double(meeting, seats, field)
        changed = {number: seat for number, seat in seats.items() if known[number] != seat}
        if changed:
            write_seats(session, meeting, changed, placed=plan is not None)
            after = {str(number): seat for number, seat in list(changed.items())[:50]}
            before = {number: known[int(number)] for number in after}
            audit.record(
                session,
                at=now,
                actor=actor,
                act="delegates.seats",
                subject=f"seats {len(changed)}",
                meeting_id=meeting.id,
                before=before,
                after=after,
            )
        return len(changed)


def _refuse_double(meeting: Meeting, seats: Mapping[int, str], field: str) -> None:
    """Refuse a place that two would have, with the name of who has it: somebody who stays, else the first in the list."""
    held = db.session.execute(_seats(meeting).where(Delegate.placed.is_(True)))
    holders = {seat: number for number, seat in held if number not in seats}
    for number, seat in seats.items():
        if seat and holders.setdefault(seat, number) != number:
            statement = select(Person.name).join(Delegate, Delegate.person_id == Person.id)
            statement = statement.where(Delegate.meeting_id == meeting.id, Delegate.number == holders[seat])
            name = db.session.execute(statement).scalar_one()
            raise Refused("seat_taken", field=field, seat=seat, number=holders[seat], name=name)
