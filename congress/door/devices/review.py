"""Scans that were held for a person to look at: what a device sent after it was revoked or its day had ended."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from congress import audit
from congress.accounts.models import User
from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door.devices.models import DoorReview
from congress.door.models import Scan
from congress.door.presence import PASSING
from congress.door.scanning import record_scans
from congress.door.versions import take_turn
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting, MeetingSession
from congress.people.models import Person
from congress.units.models import Unit

PAGE = 40
MOST_SETTLED = 10_000
CAUSES = ("walk_in", "deputy_official", "device_revoked", "device_expired", "malformed")
"""Why a scan is held; the first that fits says most."""


@dataclass(frozen=True)
class Held:
    """A scan that waits, or what became of it: `decision` accepted, left, or '' while it waits.

    `cause` is one of CAUSES; `number` None when the code is nobody's; `undo` for one that takes an earlier scan back;
    `leaving` for somebody who went out; `deputy` is who came instead of the person named.
    """

    nonce: str
    number: int | None
    name: str
    unit: str
    session: str
    gate: str
    at: datetime
    by: str
    cause: str
    undo: bool
    leaving: bool
    deputy: str
    decision: str = ""
    reason: str = ""
    decided_by: str = ""


def to_review(meeting: Meeting) -> int:
    """How many scans wait to be looked at."""
    return db.session.execute(_waiting(meeting).with_only_columns(func.count()).order_by(None)).scalar_one()


def held_scans(meeting: Meeting, page: int = 1) -> tuple[list[Held], int]:
    """One page of the scans that wait, earliest first, and how many wait in all."""
    statement = _named(_waiting(meeting)).limit(PAGE).offset((page - 1) * PAGE)
    return [_held(row) for row in db.session.execute(statement)], to_review(meeting)


def settled(meeting: Meeting, most: int = PAGE) -> list[Held]:
    """The newest decisions."""
    joined = _scans(meeting).join(DoorReview, DoorReview.scan_id == Scan.id)
    judge = aliased(User)
    decided_by = func.coalesce(judge.display_name, DoorReview.by).label("decided_by")
    statement = _named(joined).add_columns(DoorReview.decision, DoorReview.reason, decided_by)
    statement = statement.outerjoin(judge, judge.login == DoorReview.by)
    newest = statement.order_by(None).order_by(DoorReview.at.desc(), DoorReview.id.desc()).limit(most)
    return [_held(row, row.decision, row.reason, row.decided_by) for row in db.session.execute(newest)]


def _scans(meeting: Meeting) -> Select[Any]:
    held = Scan.meeting_id == meeting.id, Scan.verdict == "held_for_review"
    return select(Scan).where(*held).order_by(Scan.scanned_at, Scan.nonce)


def _waiting(meeting: Meeting) -> Select[Any]:
    return _scans(meeting).where(~exists().where(DoorReview.scan_id == Scan.id))


def _named(statement: Select[Any]) -> Select[Any]:
    shown = Scan.nonce, Scan.gate, Scan.scanned_at, Scan.facts, MeetingSession.name.label("session")
    door = func.coalesce(User.display_name, Scan.by).label("door")
    return (
        statement.with_only_columns(*shown, door, Delegate.number, Person.name, Unit.name.label("unit"))
        .outerjoin(User, User.login == Scan.by)
        .join(MeetingSession, MeetingSession.id == Scan.session_id)
        .outerjoin(Delegate, (Delegate.meeting_id == Scan.meeting_id) & (Delegate.id == Scan.delegate_id))
        .outerjoin(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
    )


def _held(row: Row[Any], decision: str = "", reason: str = "", decided_by: str = "") -> Held:
    flags = row.facts.get("flags", ())
    cause = next((known for known in CAUSES if known in flags), CAUSES[-1])
    return Held(
        nonce=row.nonce,
        number=row.number,
        name=row.name or row.facts.get("walk_in", ""),
        unit=row.unit or "",
        session=row.session,
        gate=row.gate,
        at=row.scanned_at,
        by=row.door,
        cause=cause,
        undo="undo" in row.facts,
        leaving="leaving" in row.facts,
        deputy=row.facts.get("deputy", ""),
        decision=decision,
        reason=reason,
        decided_by=decided_by,
    )


def settle(actor: str, now: datetime, meeting: Meeting, nonces: Sequence[str], decision: str, reason: str) -> int:
    """Accept held scans, which then count as scans of the person who accepts them, or leave them; how many were settled.

    What somebody else has settled meanwhile stays as it is.

    Args:
        decision: accepted or left.

    Raises:
        Refused: `review_none` without a scan, `review_reason_missing`; to accept a code that is nobody's `review_nobody`,
            somebody else on an official delegate's place `review_deputy`, who comes no more `review_not_admitted`.
            Nothing is stored then.
        NotFound: a scan is not one held at this meeting.
    """
    if not nonces:
        raise Refused("review_none")
    if not reason:
        raise Refused("review_reason_missing", field="reason")
    with transaction() as session:
        take_turn(session.connection(), meeting.id, 0)  # before the scans, as the end of a trial does
        wanted = _scans(meeting).where(Scan.nonce.in_(sorted(set(nonces)))).with_for_update()
        scans = session.execute(wanted).scalars().all()
        if len(scans) != len(set(nonces)) or decision not in ("accepted", "left"):
            raise NotFound
        known = select(DoorReview.scan_id).where(DoorReview.scan_id.in_([scan.id for scan in scans]))
        done = set(session.execute(known).scalars())
        open_scans = [scan for scan in scans if scan.id not in done]
        if decision == "accepted":
            _accept(session, actor, now, meeting, open_scans, reason)
        session.add_all(_review(meeting, scan.id, decision, actor, now, reason) for scan in open_scans)
        if open_scans:
            _record(session, now, actor, meeting, decision, len(open_scans), reason)
        return len(open_scans)


def accepted(meeting: Meeting, nonce: str) -> Held:
    """A scan that was held and accepted.

    Raises:
        NotFound: there is no such one at this meeting.
    """
    found = next((one for one in settled(meeting, MOST_SETTLED) if one.nonce == nonce and one.decision == "accepted"), None)
    if found is None:
        raise NotFound
    return found


def reverse(actor: str, now: datetime, meeting: Meeting, nonce: str, reason: str) -> None:
    """Take back what was accepted by mistake: the entry is undone, an accepted undo is made good again.

    Raises:
        Refused: `review_reason_missing`.
        NotFound: the scan is not one accepted at this meeting.
    """
    if not reason:
        raise Refused("review_reason_missing", field="reason")
    with transaction() as session:
        take_turn(session.connection(), meeting.id, 0)
        scan = session.execute(_scans(meeting).where(Scan.nonce == nonce).with_for_update()).scalar_one_or_none()
        wanted = select(DoorReview).where(DoorReview.scan_id == scan.id) if scan else None
        review = session.execute(wanted).scalar_one_or_none() if wanted is not None else None
        if scan is None or review is None or review.decision != "accepted":
            raise NotFound
        line = _made_good(session, meeting, scan, reason)
        if line:
            record_scans(actor, now, meeting, [line | {"nonce": f"rut-{scan.id.hex}"}], now, undo_any=True)
        review.decision, review.by, review.at, review.reason = "reversed", actor, now, reason
        _record(session, now, actor, meeting, "reversed", 1, reason)


def _made_good(session: Session, meeting: Meeting, scan: Scan, reason: str) -> dict[str, Any] | None:
    """The line that brings back what was before a scan was accepted; None where there was nothing."""
    if "undo" not in scan.facts:
        return {"undo": f"xet-{scan.id.hex}", "reason": reason}
    wanted = select(Scan, Delegate.number).join(Delegate, Delegate.id == Scan.delegate_id)
    found = session.execute(wanted.where(Scan.meeting_id == meeting.id, Scan.nonce == scan.facts["undo"])).one_or_none()
    if found is None:
        return None
    undone, number = found
    place = next(place.number for place in meeting.sessions if place.id == undone.session_id)
    way = {"direction": "out"} if undone.verdict == "left" else {}
    when = {"scanned_at": undone.scanned_at.isoformat(), "session": place, "gate": undone.gate}
    return {"delegate": number, "anyway": reason, **when, **way}


def _review(meeting: Meeting, scan_id: uuid.UUID, decision: str, actor: str, now: datetime, reason: str) -> DoorReview:
    return DoorReview(meeting_id=meeting.id, scan_id=scan_id, decision=decision, by=actor, at=now, reason=reason)


def _accept(session: Session, actor: str, now: datetime, meeting: Meeting, scans: Sequence[Scan], reason: str) -> None:
    """Report each once more, in the name of the person who accepts it and at the moment it happened."""
    keys = {scan.delegate_id for scan in scans if scan.delegate_id}
    listed = select(Delegate.id, Delegate.number).where(Delegate.id.in_(sorted(keys)))
    numbers = dict(session.execute(listed).all())
    places = {place.id: place.number for place in meeting.sessions}
    lines = []
    for scan in scans:
        undone = scan.facts.get("undo")
        if not undone and scan.delegate_id is None:
            raise Refused("review_nobody")
        if "deputy_official" in scan.facts.get("flags", ()):
            raise Refused("review_deputy")
        instead = {"deputy": scan.facts["deputy"]} if scan.facts.get("deputy") else {}
        way = {"direction": "out"} if "leaving" in scan.facts else {}
        admit = {"delegate": numbers.get(scan.delegate_id), "anyway": reason, **instead, **way}
        what = {"undo": undone, "reason": reason} if undone else admit
        when = {"scanned_at": scan.scanned_at.isoformat(), "session": places[scan.session_id], "gate": scan.gate}
        lines.append({"nonce": f"xet-{scan.id.hex}", **what, **when})
    for start in range(0, len(lines), PAGE):
        answers = record_scans(actor, now, meeting, lines[start : start + PAGE], now, undo_any=True)
        for answer in answers:
            if answer.verdict not in (*PASSING, "undone") and "undo_unknown" not in answer.flags:
                name = answer.card.name if answer.card else ""
                raise Refused("review_not_admitted", name=name)


def _record(session: Session, now: datetime, actor: str, meeting: Meeting, decision: str, number: int, reason: str) -> None:
    subject, act = f"scans {number}", f"door.review_{decision}"
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, reason=reason)
