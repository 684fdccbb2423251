"""Publishing the programme: frozen versions, one after the other."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from congress import audit
from congress.accounts.models import User
from congress.agenda.draft import check, draft, newest_version
from congress.agenda.models import AgendaVersion
from congress.agenda.sheet import Sheet, content_of, from_content
from congress.db import db, transaction
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.findings import stops


@dataclass(frozen=True)
class Published:
    """One published version; `who` is the display name, or the sign-in name when the account is gone."""

    number: int
    at: datetime
    who: str
    sheet: Sheet


def publish(actor: str, now: datetime, meeting: Meeting) -> AgendaVersion:
    """Freeze the draft as the next version.

    Raises:
        Refused: `agenda_publish_empty`, `agenda_publish_stopped` on a hard finding, `agenda_publish_unchanged`.
    """
    with transaction() as session:
        hold(session, meeting)
        sheet = draft(meeting)
        if not sheet.lines:
            raise Refused("agenda_publish_empty")
        if stops(check(meeting, sheet)):
            raise Refused("agenda_publish_stopped")
        newest, content = newest_version(meeting), content_of(sheet)
        if newest is not None and newest.content == content:
            raise Refused("agenda_publish_unchanged", number=newest.number)
        number = newest.number + 1 if newest else 1
        version = AgendaVersion(meeting_id=meeting.id, number=number, content=content, published_at=now, published_by=actor)
        session.add(version)
        audit.record(
            session,
            at=now,
            actor=actor,
            act="agenda.publish",
            subject=f"agenda version {number}",
            meeting_id=meeting.id,
            items=len(sheet.lines),
        )
    return version


def versions(meeting: Meeting) -> list[Published]:
    """Every published version, the newest first, in one query."""
    statement = (
        select(AgendaVersion, User.display_name)
        .outerjoin(User, User.login == AgendaVersion.published_by)
        .where(AgendaVersion.meeting_id == meeting.id)
        .order_by(AgendaVersion.number.desc(), AgendaVersion.id)
    )
    return [
        Published(row.number, row.published_at, name or row.published_by, from_content(row.content))
        for row, name in db.session.execute(statement)
    ]


def version_of(meeting: Meeting, number: int) -> tuple[Published, Published | None]:
    """One published version and the one before it (None for the first).

    Raises:
        NotFound: there is none with this number.
    """
    found = [version for version in versions(meeting) if version.number <= number]
    if not found or found[0].number != number:
        raise NotFound
    return found[0], found[1] if len(found) > 1 else None
