"""Rows of the draft: loading them under the lock, checking what goes in, keeping their places gapless."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from congress import audit
from congress.agenda.models import AgendaItem
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting, MeetingSession
from congress.rules.names import clean_name

MOST_ITEMS = 500
MOST_MINUTES = 1440
LIMITS = {"title": 400, "presenter": 300, "note": 500}
_TABLE = AgendaItem.__table__


def session_of(meeting: Meeting, number: int | None) -> MeetingSession:
    """The session with this number; without one, the first session proper.

    Raises:
        NotFound: the meeting has no such session.
        Refused: `agenda_no_session` when it has no session at all.
    """
    if number is None:
        proper = [part for part in meeting.sessions if part.kind == "session"]
        if not proper:
            raise Refused("agenda_no_session")
        return proper[0]
    for part in meeting.sessions:
        if part.number == number:
            return part
    raise NotFound


def rows_of(session: Session, meeting: Meeting, session_id: uuid.UUID) -> list[AgendaItem]:
    """The items of one session in their order."""
    statement = (
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.session_id == session_id)
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return list(session.execute(statement).scalars())


def row_of(session: Session, meeting: Meeting, number: int) -> AgendaItem:
    """One item by its number at this meeting.

    Raises:
        NotFound: there is none.
    """
    statement = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.number == number)
    row = session.execute(statement).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def next_number(session: Session, meeting: Meeting) -> int:
    """The number the next item gets.

    Raises:
        Refused: `agenda_too_many` when the programme holds 500 items.
    """
    statement = select(func.count(), func.max(AgendaItem.number)).where(AgendaItem.meeting_id == meeting.id)
    count, highest = session.execute(statement).one()
    if count >= MOST_ITEMS:
        raise Refused("agenda_too_many", limit=MOST_ITEMS)
    return (highest or 0) + 1


def arrange(session: Session, session_id: uuid.UUID, rows: Sequence[AgendaItem]) -> None:
    """Put these rows into this session in this order, places 1, 2, 3 …

    A place is no text that somebody edits, so the versions of the rows stay as they are.
    """
    session.flush()
    moved = [(row, place) for place, row in enumerate(rows, start=1) if (row.position, row.session_id) != (place, session_id)]
    if moved:
        statement = update(_TABLE).where(_TABLE.c.id == bindparam("key"))
        session.execute(
            statement.values(position=bindparam("place"), session_id=bindparam("target")),
            [{"key": row.id, "place": place, "target": session_id} for row, place in moved],
        )
    for row, place in moved:
        set_committed_value(row, "position", place)
        set_committed_value(row, "session_id", session_id)


def checked_texts(texts: dict[str, str]) -> dict[str, str]:
    """Title, presenter and note, cleaned.

    Raises:
        Refused: `agenda_title_missing`, `agenda_text_long`.
    """
    cleaned = {key: clean_name(text) for key, text in texts.items()}
    if not cleaned.get("title"):
        raise Refused("agenda_title_missing", field="title")
    for key, text in cleaned.items():
        if len(text) > LIMITS[key]:
            raise Refused("agenda_text_long", field=key, limit=LIMITS[key], length=len(text))
    return cleaned


def checked_minutes(minutes: int) -> int:
    """Minutes from 0 to a whole day.

    Raises:
        Refused: `agenda_minutes_range`.
    """
    if not 0 <= minutes <= MOST_MINUTES:
        raise Refused("agenda_minutes_range", field="minutes", minutes=minutes, limit=MOST_MINUTES)
    return minutes


def checked_covers(covers: Iterable[str], known: Sequence[str]) -> list[str]:
    """Codes of required items in the order of the standard programme, each once.

    Raises:
        Refused: `agenda_cover_unknown`.
    """
    wanted = set(covers)
    if wanted - set(known):
        raise Refused("agenda_cover_unknown", field="covers")
    return [code for code in known if code in wanted]


def state_of(row: AgendaItem) -> dict[str, Any]:
    """Everything an item holds, for the history: from it a deleted item comes back."""
    texts = {key: getattr(row, key) for key in ("number", "position", "kind", "title", "minutes", "presenter", "note")}
    return {"id": str(row.id), "session": str(row.session_id), "covers": list(row.covers), **texts}


def record(session: Session, now: datetime, actor: str, act: str, subject: str, meeting: Meeting, **details: Any) -> None:
    """Note a change of the programme in the meeting's history."""
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)
