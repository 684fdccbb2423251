"""Chốt số lượng: the figures of a session as they were at a moment. Papers and votes use the newest, else the live ones."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, lock, transaction
from congress.delegates.models import Delegate
from congress.door import absences
from congress.door.counting import Counts, Line, counts
from congress.door.models import DoorFreeze, Scan
from congress.door.presence import ADMITTING, EXPECTED, counted, present_official, taken_back
from congress.errors import Refused
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.service import main_session, session_by_number


@dataclass(frozen=True)
class Figures:
    """Counts of a session: as frozen at `frozen_at`, or, when that is None, as of now.

    `excused` of the absent said before why they would not come; 0 also where a freeze did not keep it.
    """

    counts: Counts
    frozen_at: datetime | None = None
    excused: int = 0


def freeze(actor: str, now: datetime, meeting: Meeting, session_number: int) -> DoorFreeze:
    """Keep the figures of a session as they are, for good; a later freeze gets the next number and changes none before it.

    The history keeps the digest of the scans they come from. Like scans, it is also taken when the meeting's file is closed.

    Raises:
        NotFound: the meeting has no such session.
        Refused: `rehearsal_freeze` while the door is tried out.
    """
    with transaction() as session:
        lock(session, meeting)
        if meeting.rehearsing:
            raise Refused("rehearsal_freeze")
        place = session_by_number(meeting, session_number)
        last = select(func.max(DoorFreeze.number)).where(DoorFreeze.meeting_id == meeting.id)
        frozen = counts(meeting, place)
        row = DoorFreeze(meeting_id=meeting.id, session_id=place.id, number=(session.execute(last).scalar() or 0) + 1)
        row.frozen_at, row.frozen_by = now, actor
        row.figures = _document(frozen) | {"excused": absences.excused(meeting, place)}
        row.scans, row.digest = _digest(session, meeting, place)
        session.add(row)
        audit.record(
            session, at=now, actor=actor, act="door.freeze", subject=f"freeze {row.number}", meeting_id=meeting.id,
            of_session=place.name, present=frozen.present, expected=frozen.expected, scans=row.scans, digest=row.digest,
        )  # fmt: skip
        return row


def _digest(session: Session, meeting: Meeting, place: MeetingSession) -> tuple[int, str]:
    """How many scans of the session there are, and the SHA-256 of all of them in the order of their nonces."""
    kept = (Scan.nonce, Scan.delegate_id, Scan.gate, Scan.scanned_at, Scan.received_at, Scan.verdict, Scan.by, Scan.undoes)
    wanted = select(*kept).where(Scan.meeting_id == meeting.id, Scan.session_id == place.id).order_by(Scan.nonce)
    digest, number = hashlib.sha256(), 0
    for number, row in enumerate(session.execute(wanted), 1):  # noqa: B007 - the last one is the count
        digest.update(json.dumps(list(row), default=_written, ensure_ascii=False, separators=(",", ":")).encode())
    return number, digest.hexdigest()


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def freezes(meeting: Meeting) -> Sequence[DoorFreeze]:
    """Every freeze of the meeting, the newest first."""
    statement = select(DoorFreeze).where(DoorFreeze.meeting_id == meeting.id).order_by(DoorFreeze.number.desc())
    return db.session.execute(statement).scalars().all()


def counts_of(frozen: DoorFreeze) -> Counts:
    """The figures as they were."""
    held = frozen.figures
    kinds = {kind: _line(line) for kind, line in held["kinds"].items()}
    return Counts(kinds, [_line(line) for line in held["groups"]], [_line(line) for line in held["units"]])


def _document(held: Counts) -> dict[str, Any]:
    return {
        "kinds": {kind: asdict(line) for kind, line in held.kinds.items()},
        "groups": [asdict(line) for line in held.groups],
        "units": [asdict(line) for line in held.units],
    }


def _line(held: Mapping[str, Any]) -> Line:
    return Line(held["key"], held["name"], held["expected"], held["present"], held["colour"])


def figures_of(meeting: Meeting, place: MeetingSession) -> Figures:
    """What papers say of a session: the newest freeze, else the counts of now."""
    frozen = _newest(meeting, place.id)
    if frozen is None:
        return Figures(counts(meeting, place), excused=absences.excused(meeting, place))
    return Figures(counts_of(frozen), frozen.frozen_at, frozen.figures.get("excused", 0))


def official_present(meeting: Meeting) -> tuple[int, datetime | None]:
    """Official delegates present at the first session proper, for a vote, and when that was frozen (None: as of now).

    Raises:
        NotFound: the meeting has no session yet.
    """
    place = main_session(meeting)
    frozen = _newest(meeting, place.id)
    if frozen is None:
        return present_official(meeting, place), None
    return counts_of(frozen).kinds["official"].present, frozen.frozen_at


def _newest(meeting: Meeting, session_id: uuid.UUID) -> DoorFreeze | None:
    wanted = _in_use(meeting).where(DoorFreeze.session_id == session_id)
    return db.session.execute(wanted.order_by(DoorFreeze.number.desc()).limit(1)).scalar_one_or_none()


def _in_use(meeting: Meeting) -> Select[tuple[DoorFreeze]]:
    """Freezes of the meeting; what was frozen before its last trial of the door stands on scans that are gone."""
    kept = select(DoorFreeze).where(DoorFreeze.meeting_id == meeting.id)
    return kept.where(DoorFreeze.frozen_at > meeting.rehearsal_from) if meeting.rehearsal_from else kept


@dataclass(frozen=True)
class Late:
    """So many people of whom something that concerns the newest freeze became known only after it."""

    people: int
    number: int
    frozen_at: datetime


def late(meeting: Meeting) -> Late | None:
    """Who came before the newest freeze of a session and was reported after it; None where nobody was."""
    frozen = _last(meeting)
    if frozen is None:
        return None
    here = Scan.meeting_id == meeting.id, Scan.session_id == frozen.session_id
    known = select(Scan.delegate_id).where(*here, Scan.verdict.in_(ADMITTING), Scan.received_at <= frozen.frozen_at)
    after = Scan.received_at > frozen.frozen_at, Scan.scanned_at <= frozen.frozen_at
    statement = select(func.count(Scan.delegate_id.distinct())).where(*here, *after, counted(), Scan.delegate_id.not_in(known))
    return _told(frozen, db.session.execute(statement).scalar_one())


def gone(meeting: Meeting) -> Late | None:
    """Who was in the figures of the newest freeze and whose every entry was taken back after it; None where nobody is."""
    frozen = _last(meeting)
    if frozen is None:
        return None
    here = Scan.meeting_id == meeting.id, Scan.session_id == frozen.session_id
    then = Scan.verdict.in_(ADMITTING), Scan.received_at <= frozen.frozen_at, ~taken_back(until=frozen.frozen_at)
    still = select(Scan.delegate_id).where(*here, counted())
    statement = (
        select(func.count(Scan.delegate_id.distinct()))
        .join(Delegate, Delegate.id == Scan.delegate_id)
        .where(*here, *then, Scan.delegate_id.not_in(still))
        .where(Delegate.kind != "non_delegate", Delegate.status.in_(EXPECTED))
    )
    return _told(frozen, db.session.execute(statement).scalar_one())


def _last(meeting: Meeting) -> DoorFreeze | None:
    newest = _in_use(meeting).order_by(DoorFreeze.number.desc()).limit(1)
    return db.session.execute(newest).scalar_one_or_none()


def _told(frozen: DoorFreeze, people: int) -> Late | None:
    return Late(people, frozen.number, frozen.frozen_at) if people else None
