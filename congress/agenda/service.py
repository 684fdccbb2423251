"""Changing the draft of the programme: making it, adding, editing, deleting. The other verbs are gathered here too."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from congress.agenda.draft import (
    check,
    differs,
    draft,
    findings,
    newest_version,
    programme_for_paper,
    standard_of,
    summary,
    valid_sheet,
)
from congress.agenda.lines import (
    arrange,
    checked_covers,
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
from congress.agenda.ordering import merge_items, move_item, reorder, shift_item, split_item
from congress.agenda.versions import Published, publish, version_of, versions
from congress.audit import AuditDetail, AuditEntry
from congress.db import db, expect_version, transaction
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold

CLOSING = "closing"
UNDO_REACH = 30


@dataclass(frozen=True)
class ItemText:
    """What of an item may be edited in place; minutes 0 to 1440, `covers` codes of required items."""

    title: str
    minutes: int
    presenter: str = ""
    note: str = ""
    covers: Sequence[str] = ()


@dataclass(frozen=True)
class NewItem:
    """An item to add.

    `kind` is a code of the catalogue or of the standard programme, `own` for free text. `session_number` None means the
    first session proper. `position` counts from 1; None puts it last, or, when `beside_kin` is set, after the last item
    that covers the same, else before the closing.
    """

    title: str
    minutes: int
    kind: str = "own"
    covers: Sequence[str] = ()
    presenter: str = ""
    note: str = ""
    session_number: int | None = None
    position: int | None = None
    beside_kin: bool = False


def create_standard(actor: str, now: datetime, meeting: Meeting, session_number: int | None = None) -> list[AgendaItem]:
    """Fill an empty draft with the items of the standard programme, in their order.

    Raises:
        Refused: `agenda_not_empty`, `agenda_no_session`.
        NotFound: no such session.
    """
    with transaction() as session:
        hold(session, meeting)
        part = session_of(meeting, session_number)
        if draft(meeting).lines:
            raise Refused("agenda_not_empty")
        programme = standard_of(meeting)
        items = [
            AgendaItem(
                meeting_id=meeting.id,
                session_id=part.id,
                number=place,
                position=place,
                kind=wanted.code,
                covers=[wanted.code],
                title=wanted.title,
                minutes=wanted.minutes,
            )
            for place, wanted in enumerate(programme.items, start=1)
        ]
        session.add_all(items)
        record(session, now, actor, "agenda.create_standard", f"agenda {part.number}", meeting, after=programme.code)
    return items


def add_item(actor: str, now: datetime, meeting: Meeting, new: NewItem) -> AgendaItem:
    """Add one item anywhere.

    Raises:
        Refused: `agenda_title_missing`, `agenda_text_long`, `agenda_minutes_range`, `agenda_cover_unknown`,
            `agenda_too_many`, `agenda_no_session`.
        NotFound: no such session.
    """
    with transaction() as session:
        hold(session, meeting)
        part = session_of(meeting, new.session_number)
        item = AgendaItem(meeting_id=meeting.id, session_id=part.id, number=next_number(session, meeting), kind=new.kind)
        _fill(meeting, item, ItemText(new.title, new.minutes, new.presenter, new.note, new.covers))
        rows = rows_of(session, meeting, part.id)
        place = _place(rows, new, item.covers)
        item.position = len(rows) + 1
        session.add(item)
        arrange(session, part.id, [*rows[:place], item, *rows[place:]])
        record(session, now, actor, "agenda.add", f"agenda item {item.number}", meeting, after=state_of(item))
    return item


def _place(rows: Sequence[AgendaItem], new: NewItem, covers: Sequence[str]) -> int:
    if new.position is not None:
        return min(max(new.position, 1), len(rows) + 1) - 1
    if not new.beside_kin:
        return len(rows)
    kin = [place for place, row in enumerate(rows, start=1) if set(row.covers) & set(covers)]
    closing = [place for place, row in enumerate(rows) if CLOSING in row.covers]
    return (kin or closing or [len(rows)])[-1]


def _fill(meeting: Meeting, item: AgendaItem, text: ItemText) -> None:
    known = [wanted.code for wanted in standard_of(meeting).items]
    covers = checked_covers(text.covers, known)
    for key, value in checked_texts({"title": text.title, "presenter": text.presenter, "note": text.note}).items():
        setattr(item, key, value)
    item.minutes, item.covers = checked_minutes(text.minutes), covers


def update_item(actor: str, now: datetime, meeting: Meeting, number: int, text: ItemText, seen: int) -> AgendaItem:
    """Edit an item in place.

    Raises:
        Refused: `stale`, and what `add_item` refuses about texts and minutes.
        NotFound: no such item at this meeting.
    """
    with transaction() as session:
        hold(session, meeting)
        item = row_of(session, meeting, number)
        expect_version(item, seen)
        before = state_of(item)
        _fill(meeting, item, text)
        after = state_of(item)
        changed = [key for key in after if after[key] != before[key]]
        if changed:
            record(
                session,
                now,
                actor,
                "agenda.update",
                f"agenda item {number}",
                meeting,
                before={key: before[key] for key in changed},
                after={key: after[key] for key in changed},
            )
    return item


def delete_item(actor: str, now: datetime, meeting: Meeting, number: int, seen: int | None = None) -> uuid.UUID:
    """Take an item out of the draft; the key given back is what `restore_item` wants.

    Raises:
        Refused: `stale` when it was edited after the page was opened.
        NotFound: no such item at this meeting.
    """
    with transaction() as session:
        hold(session, meeting)
        item = row_of(session, meeting, number)
        if seen is not None:
            expect_version(item, seen)
        key, session_id = item.id, item.session_id
        record(session, now, actor, "agenda.delete", f"agenda item {number}", meeting, before=state_of(item))
        session.delete(item)
        arrange(session, session_id, rows_of(session, meeting, session_id))
    return key


def deleted(meeting: Meeting, key: uuid.UUID) -> dict[str, Any] | None:
    """What an item held when it was deleted, if that is not long ago and it has not come back; None otherwise."""
    if db.session.get(AgendaItem, key) is not None:
        return None
    statement = (
        select(AuditDetail.details)
        .join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
        .where(AuditEntry.chain == str(meeting.id), AuditEntry.act == "agenda.delete")
        .order_by(AuditEntry.position.desc())
        .limit(UNDO_REACH)
    )
    states = (details["before"] for details in db.session.execute(statement).scalars())
    return next((state for state in states if state["id"] == str(key)), None)


def restore_item(actor: str, now: datetime, meeting: Meeting, key: uuid.UUID) -> AgendaItem:
    """Bring a deleted item back to its place, as the history remembers it.

    Raises:
        NotFound: nothing was deleted under this key, it is long ago, or it is back already.
    """
    with transaction() as session:
        hold(session, meeting)
        state = deleted(meeting, key)
        if state is None:
            raise NotFound
        numbers = {part.id: part.number for part in meeting.sessions}
        part = session_of(meeting, numbers.get(uuid.UUID(state["session"])))
        texts = {name: state[name] for name in ("kind", "covers", "title", "minutes", "presenter", "note")}
        item = AgendaItem(id=key, meeting_id=meeting.id, session_id=part.id, number=next_number(session, meeting), **texts)
        rows = rows_of(session, meeting, part.id)
        item.position = len(rows) + 1
        session.add(item)
        place = min(state["position"], len(rows) + 1) - 1
        arrange(session, part.id, [*rows[:place], item, *rows[place:]])
        record(session, now, actor, "agenda.restore", f"agenda item {item.number}", meeting, after=state_of(item))
    return item


__all__ = [
    "ItemText",
    "NewItem",
    "Published",
    "add_item",
    "check",
    "create_standard",
    "delete_item",
    "deleted",
    "differs",
    "draft",
    "findings",
    "merge_items",
    "move_item",
    "newest_version",
    "programme_for_paper",
    "publish",
    "reorder",
    "restore_item",
    "shift_item",
    "split_item",
    "standard_of",
    "summary",
    "update_item",
    "valid_sheet",
    "version_of",
    "versions",
]
