"""The seat plan of a meeting: the hall as rows and seats, stored once; who sits where stays on the delegates."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, transaction
from congress.delegates.models import Delegate, SeatPlan
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.hall import MOST_AT_TABLE, MOST_ROWS, MOST_SEATS, Hall, every_spot, find, label

LIVE = ("nominated", "approved", "summoned")
NAMED = 8


def plan_of(meeting: Meeting) -> SeatPlan | None:
    """The stored plan, None where nobody has drawn the hall."""
    return db.session.execute(select(SeatPlan).where(SeatPlan.meeting_id == meeting.id)).scalar_one_or_none()


def holding(meeting: Meeting, status: str) -> dict[str, Any]:
    """What a new status changes of the hold on a seat: who withdraws leaves it to whoever comes first, the substitute or
    another; who comes back takes it up again while nobody has come."""
    if status == "withdrawn":
        return {"placed": False}
    return {"placed": Delegate.seat != ""} if status == "nominated" and plan_of(meeting) is not None else {}


def hall_in(plan: SeatPlan) -> Hall:
    """The plan as the rules read it."""
    naming = "numbers" if plan.naming == "numbers" else "letters"
    return Hall(plan.rows, plan.seats, naming, tuple(plan.aisles), frozenset(plan.blocked), plan.at_table)


def checked_seats(hall: Hall, seats: dict[int, str], field: str = "lines") -> dict[int, str]:
    """Seats by number as the plan names them; '' stays ''.

    Raises:
        Refused: `seat_not_in_plan`, `seat_blocked`.
    """
    found = {number: find(hall, text) if text else "" for number, text in seats.items()}
    strange = sorted({seats[number] for number, place in found.items() if place is None})
    if strange:
        raise Refused("seat_not_in_plan", field=field, seats=listed(strange))
    blocked = sorted({place for place in found.values() if place in hall.blocked})
    if blocked:
        raise Refused("seat_blocked", field=field, seats=listed(blocked))
    return {number: place or "" for number, place in found.items()}


def listed(words: Iterable[object]) -> str:
    """The first of the words, and a sign that there are more."""
    words = [str(word) for word in words]
    shown = ", ".join(words[:NAMED])
    return shown if len(words) <= NAMED else f"{shown} …"


def write_seats(session: Session, meeting: Meeting, seats: dict[int, str], *, placed: bool) -> None:
    """Write seats by number. All are taken away first: places that go round among people never meet the one who still sits.

    With `placed` a seat that somebody withdrawn has left behind is no longer his.
    """
    table = Delegate.__table__
    row = update(table).where(table.c.meeting_id == meeting.id, table.c.number == bindparam("whose"))
    if seats:
        session.execute(row.values(seat="", placed=False), [{"whose": number} for number in seats])
    given = [{"whose": number, "to": seat, "holds": placed} for number, seat in seats.items() if seat]
    if given and placed:
        left = update(table).where(table.c.meeting_id == meeting.id, table.c.placed.is_(False), table.c.seat == bindparam("to"))
        session.execute(left.values(seat=""), given)
    if given:
        session.execute(row.values(seat=bindparam("to"), placed=bindparam("holds")), given)
    session.expire_all()


def save_plan(actor: str, now: datetime, meeting: Meeting, hall: Hall, seen: int, *, release: bool = False) -> int:
    """Store the hall as drawn; who sits in it keeps the place, under its new name where rows are named anew.

    Args:
        seen: the version the page showed, 0 when there was no plan.
        release: whether people whose seat is no more (or whose seat another has too) are left without one.

    Returns:
        how many lost their seats.

    Raises:
        Refused: `hall_size`, `hall_table`, `hall_aisles`, `hall_blocked`, `stale`; `hall_seats_lost` without `release`.
    """
    _check(hall)
    with transaction() as session:
        hold(session, meeting)
        plan = plan_of(meeting)
        if seen != (plan.version if plan else 0):
            raise Refused("stale")
        kept, lost, left = _moved(session, meeting, hall_in(plan) if plan else None, hall)
        if lost and not release:
            people = listed(f"{seat} (số thẻ {number})" for number, seat in sorted(lost.items()))
            raise Refused("hall_seats_lost", number=len(lost), people=people)
        before = _words(hall_in(plan)) if plan else None
        _store(session, meeting, plan, hall)
        write_seats(session, meeting, dict.fromkeys(lost, ""), placed=False)
        write_seats(session, meeting, left, placed=False)
        write_seats(session, meeting, kept, placed=True)
        details = {"before": before, "after": _words(hall), **({"lost": len(lost)} if lost else {})}
        subject = "seat plan"
        audit.record(session, at=now, actor=actor, act="seating.plan", subject=subject, meeting_id=meeting.id, **details)
        return len(lost)


def _check(hall: Hall) -> None:
    if not (1 <= hall.rows <= MOST_ROWS and 1 <= hall.seats <= MOST_SEATS):
        raise Refused("hall_size", rows=MOST_ROWS, seats=MOST_SEATS)
    if not 0 <= hall.table <= MOST_AT_TABLE:
        raise Refused("hall_table", field="at_table", most=MOST_AT_TABLE)
    if list(hall.aisles) != sorted(set(hall.aisles) & set(range(1, hall.seats))):
        raise Refused("hall_aisles", field="aisles", last=hall.seats - 1)
    strange = sorted(hall.blocked - {spot.label for spot in every_spot(hall)})
    if strange:
        raise Refused("hall_blocked", field="blocked", seats=listed(strange))


def _moved(session: Session, meeting: Meeting, old: Hall | None, new: Hall) -> tuple[dict[int, str], ...]:
    """Numbers with their places in the new hall, with the seats they lose, and with the seats those withdrawn left behind."""
    statement = select(Delegate.number, Delegate.seat, Delegate.status).where(
        Delegate.meeting_id == meeting.id, Delegate.seat != ""
    )
    places = {spot.label: label(new, spot.row, spot.seat) for spot in every_spot(old)} if old else {}
    known = {spot.label for spot in every_spot(new)} - new.blocked
    kept: dict[int, str] = {}
    lost: dict[int, str] = {}
    left: dict[int, str] = {}
    for number, seat, status in sorted(session.execute(statement), key=lambda row: (row.status not in LIVE, row.number)):
        place = places.get(seat) or find(new, seat)
        fits = place in known
        if status not in LIVE:
            left[number] = place if fits and place else ""
        elif fits and place:
            kept[number] = place
        else:
            lost[number] = seat
        known.discard(place or "")
    return kept, lost, left


def _store(session: Session, meeting: Meeting, plan: SeatPlan | None, hall: Hall) -> None:
    if plan is None:
        plan = SeatPlan(meeting_id=meeting.id)
        session.add(plan)
    plan.rows, plan.seats, plan.naming, plan.at_table = hall.rows, hall.seats, hall.naming, hall.table
    plan.aisles, plan.blocked = list(hall.aisles), [spot.label for spot in every_spot(hall) if spot.label in hall.blocked]
    session.flush()


def _words(hall: Hall) -> dict[str, object]:
    return {
        "rows": hall.rows,
        "seats": hall.seats,
        "naming": hall.naming,
        "aisles": ", ".join(str(aisle) for aisle in hall.aisles),
        "blocked": len(hall.blocked),
        "at_table": hall.table,
    }
