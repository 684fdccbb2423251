"""Chốt số lượng: the figures of a session as they were at a moment. Papers and votes use the newest, else the live ones."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, lock, transaction
from congress.door import absences
from congress.door.counting import Counts, Line, attendance, counts
from congress.door.models import DoorFreeze, Scan
from congress.door.presence import present_official
from congress.door.versions import take_turn
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
        take_turn(session.connection(), meeting.id, 0)  # no scan is stored between the figures and the digest
        if meeting.rehearsing:
            raise Refused("rehearsal_freeze")
        place = session_by_number(meeting, session_number)
        last = select(func.max(DoorFreeze.number)).where(DoorFreeze.meeting_id == meeting.id)
        held = attendance(meeting.id, place.id)
        frozen, came = held.counts(), held.arrivals()
        row = DoorFreeze(meeting_id=meeting.id, session_id=place.id, number=(session.execute(last).scalar() or 0) + 1)
        row.frozen_at, row.frozen_by = max([now, *came.values()]), actor  # some may have come while this waited its turn
        row.figures = _document(frozen) | {"excused": absences.excused(meeting, place), "people": _marked(came)}
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


def _marked(numbers: Iterable[int]) -> str:
    """Numbers of delegates as text: the bit of each is set."""
    known = set(numbers)
    marks = bytearray(max(known, default=0) // 8 + 1)
    for number in known:
        marks[number // 8] |= 1 << number % 8
    return marks.hex()


def _numbers(marked: str) -> set[int]:
    return {8 * place + bit for place, byte in enumerate(bytes.fromhex(marked)) for bit in range(8) if byte >> bit & 1}


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


@dataclass(frozen=True)
class Since:
    """What scans that became known after the newest freeze say of its moment.

    `late`: came before it and were not in its figures. `gone`: were in them, and every entry until then was taken back.
    Frozen, plus late, minus gone are those who had come by that moment as far as is known now.
    """

    late: Late | None = None
    gone: Late | None = None


def since_freeze(meeting: Meeting) -> Since:
    """What has come to light after the newest freeze. Its figures tell who was known, not the moments of receipt: a scan
    that waits to be stored while the figures are read was received before them and is not in them. Nothing is told of a
    freeze that did not keep who was known."""
    frozen = _last(meeting)
    if frozen is None or "people" not in frozen.figures:
        return Since()
    held, known = attendance(meeting.id, frozen.session_id), _numbers(frozen.figures["people"])
    came = {number for number, at in held.arrivals().items() if at <= frozen.frozen_at}
    return Since(_told(frozen, len(came - known)), _told(frozen, len(known & held.attending() - came)))


def _last(meeting: Meeting) -> DoorFreeze | None:
    newest = _in_use(meeting).order_by(DoorFreeze.number.desc()).limit(1)
    return db.session.execute(newest).scalar_one_or_none()


def _told(frozen: DoorFreeze, people: int) -> Late | None:
    return Late(people, frozen.number, frozen.frozen_at) if people else None
