"""The order of presentation: batches and places inside them, always without gaps.

Moving writes the two columns alone and leaves the version of the row, so that whoever edits a text at the same time is not
told that it is stale.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from congress import audit
from congress.awards.models import Award, AwardBatch
from congress.db import transaction
from congress.errors import NotFound
from congress.meetings.models import Meeting
from congress.meetings.status import hold

Order = list[list[int]]


def move(actor: str, now: datetime, meeting: Meeting, number: int, way: str) -> None:
    """One place up or down; at the edge of a batch into the neighbouring one, beyond the ends nothing happens.

    Args:
        way: up or down.

    Raises:
        NotFound: no such award or way.
    """
    if way not in ("up", "down"):
        raise NotFound
    _arrange(actor, now, meeting, number, f"awards.move_{way}", lambda order: shifted(order, number, way))


def split(actor: str, now: datetime, meeting: Meeting, number: int) -> None:
    """A new batch begins with this award.

    Raises:
        NotFound: no such award.
    """
    _arrange(actor, now, meeting, number, "awards.split", lambda order: split_before(order, number))


def merge(actor: str, now: datetime, meeting: Meeting, number: int) -> None:
    """The batch of this award joins the batch before it.

    Raises:
        NotFound: no such award.
    """
    _arrange(actor, now, meeting, number, "awards.merge", lambda order: merged(order, number))


def place_at(actor: str, now: datetime, meeting: Meeting, number: int, place: int) -> None:
    """To the place counted from 1 through the whole list; a place beyond the end is the end."""
    _arrange(actor, now, meeting, number, "awards.place", lambda order: placed(order, number, place))


def shifted(order: Order, number: int, way: str) -> Order:
    """The order after one step up or down."""
    batch, at = _find(order, number)
    step = -1 if way == "up" else 1
    inside = 0 <= at + step < len(order[batch])
    if inside:
        order[batch][at], order[batch][at + step] = order[batch][at + step], order[batch][at]
    elif 0 <= batch + step < len(order):
        order[batch].pop(at)
        order[batch + step].insert(len(order[batch + step]) if way == "up" else 0, number)
    return order


def split_before(order: Order, number: int) -> Order:
    """The order with the award's batch cut before it; nothing changes for the first of a batch."""
    batch, at = _find(order, number)
    return [*order[:batch], order[batch][:at], order[batch][at:], *order[batch + 1 :]]


def merged(order: Order, number: int) -> Order:
    """The order with the award's batch added to the one before; nothing changes in the first batch."""
    batch, _ = _find(order, number)
    if batch == 0:
        return order
    return [*order[: batch - 1], order[batch - 1] + order[batch], *order[batch + 1 :]]


def placed(order: Order, number: int, place: int) -> Order:
    """The order with the award at a place of the whole list; it joins the batch of the one that stood there."""
    batch, at = _find(order, number)
    flat = [other for inside in order for other in inside if other != number]
    if place > len(flat):
        order[batch].pop(at)
        order[-1].append(number)
        return order
    neighbour = flat[max(place, 1) - 1]
    order[batch].pop(at)
    there, spot = _find(order, neighbour)
    order[there].insert(spot, number)
    return order


def _find(order: Order, number: int) -> tuple[int, int]:
    for batch, inside in enumerate(order):
        if number in inside:
            return batch, inside.index(number)
    raise NotFound


def _arrange(actor: str, now: datetime, meeting: Meeting, number: int, act: str, change: Callable[[Order], Order]) -> None:
    with transaction() as session:
        hold(session, meeting)
        before = current(session, meeting)
        after = [inside for inside in change([list(inside) for inside in before]) if inside]
        if after != before:
            _carry_notes(session, meeting, before, after, number)
            write(session, meeting, after)
            audit.record(session, at=now, actor=actor, act=act, subject=f"award {number}", meeting_id=meeting.id)


def _carry_notes(session: Session, meeting: Meeting, before: Order, after: Order, moved: int) -> None:
    """What is noted about a batch goes with those who stay in it; of two joined batches the first keeps its note."""
    taken: set[int] = set()
    notes = session.execute(select(AwardBatch.number).where(AwardBatch.meeting_id == meeting.id).order_by(AwardBatch.number))
    table = AwardBatch.__table__
    for old in notes.scalars().all():
        stayed = next((other for other in before[old - 1] if other != moved), moved) if old <= len(before) else None
        new = _find(after, stayed)[0] + 1 if stayed else 0
        at_row = (table.c.meeting_id == meeting.id) & (table.c.number == old)
        if not new or new in taken:
            session.execute(delete(table).where(at_row))
        else:
            taken.add(new)
            session.execute(update(table).where(at_row).values(number=-new))
    session.execute(update(table).where(table.c.meeting_id == meeting.id, table.c.number < 0).values(number=-table.c.number))


def current(session: Session, meeting: Meeting) -> Order:
    """Numbers of the awards, batch by batch."""
    statement = select(Award.batch, Award.number).where(Award.meeting_id == meeting.id)
    order: dict[int, list[int]] = {}
    for batch, number in session.execute(statement.order_by(Award.batch, Award.position, Award.number)):
        order.setdefault(batch, []).append(number)
    return list(order.values())


def write(session: Session, meeting: Meeting, order: Sequence[Sequence[int]]) -> None:
    """Store batches and places as counted, and forget notes about batches that are no more."""
    table = Award.__table__
    rows = [
        {"award": number, "new_batch": batch, "new_position": place}
        for batch, inside in enumerate(order, 1)
        for place, number in enumerate(inside, 1)
    ]
    if rows:
        statement = (
            update(table)
            .where(table.c.meeting_id == meeting.id, table.c.number == bindparam("award"))
            .values(batch=bindparam("new_batch"), position=bindparam("new_position"))
        )
        session.execute(statement, rows)
    session.execute(delete(AwardBatch).where(AwardBatch.meeting_id == meeting.id, AwardBatch.number > len(order)))
    session.expire_all()
