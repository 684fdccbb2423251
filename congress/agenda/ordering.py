"""Order of the draft: moving, dragging, splitting into batches, merging."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from congress.agenda.lines import (
    arrange,
    checked_minutes,
    checked_texts,
    next_number,
    record,
    row_of,
    rows_of,
    session_of,
    state_of,
)
from congress.agenda.models import AgendaItem
from congress.agenda.sheet import order_token
from congress.db import expect_version, transaction
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.status import hold

MOST_PARTS = 20
BATCH = "{title} (đợt {place})"


def move_item(
    actor: str,
    now: datetime,
    meeting: Meeting,
    number: int,
    position: int,
    session_number: int | None = None,
    seen: int | None = None,
) -> AgendaItem:
    """Put an item at a place, counted from 1, of a session (None: the one it is in); a place past the end is the end.

    Args:
        seen: the item's version as the page carried it.

    Raises:
        Refused: `stale`.
        NotFound: no such item or session at this meeting.
    """
    with transaction() as session:
        hold(session, meeting)
        item = row_of(session, meeting, number)
        if seen is not None:
            expect_version(item, seen)
        target = _home(meeting, item) if session_number is None else session_of(meeting, session_number)
        before, source_id = _seat(meeting, item), item.session_id
        rows = [row for row in rows_of(session, meeting, target.id) if row is not item]
        place = min(max(position, 1), len(rows) + 1) - 1
        arrange(session, target.id, [*rows[:place], item, *rows[place:]])
        if source_id != target.id:
            arrange(session, source_id, rows_of(session, meeting, source_id))
        after = _seat(meeting, item)
        if after != before:
            record(session, now, actor, "agenda.move", f"agenda item {number}", meeting, before=before, after=after)
    return item


def shift_item(
    actor: str, now: datetime, meeting: Meeting, number: int, way: Literal["up", "down"], seen: str | None = None
) -> AgendaItem:
    """Move an item one place up or down inside its session; at the edge nothing happens.

    Args:
        seen: `Part.order` as the page carried it.

    Raises:
        Refused: `agenda_order_stale` when somebody else changed the order meanwhile.
        NotFound: no such item at this meeting.
    """
    with transaction() as session:
        hold(session, meeting)
        item = row_of(session, meeting, number)
        _expect_order(rows_of(session, meeting, item.session_id), seen)
        return move_item(actor, now, meeting, number, item.position + (1 if way == "down" else -1))


def reorder(
    actor: str, now: datetime, meeting: Meeting, session_number: int, numbers: Sequence[int], seen: str | None = None
) -> None:
    """Give a session this order, as somebody dragged it together.

    Args:
        numbers: every item of the session, once.
        seen: `Part.order` as the page carried it.

    Raises:
        Refused: `agenda_order_stale` when the session holds other items by now, or has another order than was seen.
        NotFound: no such session.
    """
    with transaction() as session:
        hold(session, meeting)
        part = session_of(meeting, session_number)
        rows = rows_of(session, meeting, part.id)
        _expect_order(rows, seen)
        by_number = {row.number: row for row in rows}
        if sorted(numbers) != sorted(by_number):
            raise Refused("agenda_order_stale")
        before = [row.number for row in rows]
        if list(numbers) != before:
            arrange(session, part.id, [by_number[number] for number in numbers])
            record(session, now, actor, "agenda.reorder", f"agenda {part.number}", meeting, before=before, after=list(numbers))


def _expect_order(rows: Sequence[AgendaItem], seen: str | None) -> None:
    if seen is not None and seen != order_token(row.number for row in rows):
        raise Refused("agenda_order_stale")


def split_item(
    actor: str, now: datetime, meeting: Meeting, number: int, parts: int, seen: int | None = None
) -> list[AgendaItem]:
    """Divide an item into batches that follow each other: same coverage and presenter, its minutes shared out.

    The first batch keeps the item's number; earlier batches get the odd minutes.

    Raises:
        Refused: `agenda_parts_range`, `agenda_text_long`, `stale`.
        NotFound: no such item at this meeting.
    """
    if not 2 <= parts <= MOST_PARTS:
        raise Refused("agenda_parts_range", field="parts", limit=MOST_PARTS)
    with transaction() as session:
        hold(session, meeting)
        item = row_of(session, meeting, number)
        if seen is not None:
            expect_version(item, seen)
        before, title = state_of(item), item.title
        each, odd = divmod(item.minutes, parts)
        titles = {place: BATCH.format(title=title, place=place) for place in range(2, parts + 1)}
        twins = [_twin(session, meeting, item, text, each + (place <= odd)) for place, text in titles.items()]
        batches = [item, *twins]
        item.title = checked_texts({"title": BATCH.format(title=title, place=1)})["title"]
        item.minutes = each + (odd > 0)
        rows = [row for row in rows_of(session, meeting, item.session_id) if row not in batches]
        place = before["position"] - 1
        arrange(session, item.session_id, [*rows[:place], *batches, *rows[place:]])
        after = [batch.number for batch in batches]
        record(session, now, actor, "agenda.split", f"agenda item {number}", meeting, before=before, after=after)
    return batches


def _twin(session: Session, meeting: Meeting, item: AgendaItem, title: str, minutes: int) -> AgendaItem:
    texts = {key: getattr(item, key) for key in ("meeting_id", "session_id", "position", "kind", "presenter", "note")}
    twin = AgendaItem(number=next_number(session, meeting), covers=list(item.covers), minutes=minutes, **texts)
    twin.title = checked_texts({"title": title})["title"]
    session.add(twin)
    session.flush()
    return twin


def merge_items(
    actor: str, now: datetime, meeting: Meeting, numbers: Sequence[int], seen: Mapping[int, int] | None = None
) -> AgendaItem:
    """Make one item of several of one session; it stands where the first stood and covers what each of them covered.

    Args:
        numbers: two or more; the first keeps its number, titles are joined in this order, minutes added up.
        seen: versions by number as the page carried them.

    Raises:
        Refused: `agenda_merge_two`, `agenda_merge_sessions`, `agenda_text_long`, `agenda_minutes_range`, `stale`.
        NotFound: one of them is not there.
    """
    if len(set(numbers)) < 2:
        raise Refused("agenda_merge_two")
    with transaction() as session:
        hold(session, meeting)
        items = [row_of(session, meeting, number) for number in dict.fromkeys(numbers)]
        for item in items:
            if seen is not None:
                expect_version(item, seen.get(item.number, 0))
        if len({item.session_id for item in items}) > 1:
            raise Refused("agenda_merge_sessions")
        before = [state_of(item) for item in items]
        kept, *rest = items
        _absorb(kept, rest)
        gone = {item.id for item in rest}
        for item in rest:
            session.delete(item)
        rows = [row for row in rows_of(session, meeting, kept.session_id) if row.id not in gone]
        arrange(session, kept.session_id, rows)
        after = state_of(kept)
        record(session, now, actor, "agenda.merge", f"agenda item {kept.number}", meeting, before=before, after=after)
    return kept


def _absorb(kept: AgendaItem, rest: Sequence[AgendaItem]) -> None:
    items = [kept, *rest]
    joined = {
        key: "; ".join(dict.fromkeys(getattr(item, key) for item in items if getattr(item, key)))
        for key in ("title", "presenter", "note")
    }
    texts = checked_texts(joined)
    kept.covers = list(dict.fromkeys(code for item in items for code in item.covers))
    kept.minutes = checked_minutes(sum(item.minutes for item in items))
    kept.title, kept.presenter, kept.note = texts["title"], texts["presenter"], texts["note"]


def _home(meeting: Meeting, item: AgendaItem) -> MeetingSession:
    for part in meeting.sessions:
        if part.id == item.session_id:
            return part
    raise NotFound


def _seat(meeting: Meeting, item: AgendaItem) -> dict[str, int]:
    return {"session": _home(meeting, item).number, "position": item.position}
