"""The verbs of badges and door. Scans lie in scanning.py, what is derived from them in presence.py; both are named here too."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, transaction, uuid7
from congress.delegates.models import Delegate
from congress.door import badges
from congress.door.badges import Face, Wanted, totals
from congress.door.counting import attendance, counts
from congress.door.deputies import represented
from congress.door.devices.review import to_review
from congress.door.devices.twice import Twice, admitted_twice
from congress.door.freezing import Since, freeze, freezes, since_freeze
from congress.door.inside import presence
from congress.door.invitations.service import kill_page
from congress.door.models import Badge
from congress.door.presence import EXPECTED, in_hall, missing_duties, present_ids, present_official
from congress.door.scanning import Answer, record_scans
from congress.door.search import search_people
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people.sealing import Sealer
from congress.rules.admission import CODE_DIGITS, badge_code, code_digest
from congress.rules.findings import Finding

CAUSES = ("lost", "replaced", "withdrawn")


def issue_badges(actor: str, now: datetime, meeting: Meeting, sealer: Sealer) -> int:
    """Give a badge to every approved or summoned delegate who has none; how many were made.

    Who has a live badge keeps it and its code; who had one taken away gets none here (see `reissue`).
    """
    with transaction() as session:
        hold(session, meeting)
        had = Badge.meeting_id == Delegate.meeting_id, Badge.delegate_id == Delegate.id
        kept = exists().where(*had, (Badge.died_at.is_(None)) | (Badge.cause == "withdrawn"))
        statement = select(Delegate.id).where(Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED), ~kept)
        rows = [_new_badge(meeting, key, now, sealer) for key in session.execute(statement.order_by(Delegate.id)).scalars()]
        if rows:
            session.execute(insert(Badge.__table__), rows)
            _record(session, now, actor, meeting, "badges.issue", f"badges {len(rows)}", number=len(rows))
        return len(rows)


def _new_badge(meeting: Meeting, delegate_id: uuid.UUID, now: datetime, sealer: Sealer) -> dict[str, object]:
    """A row with a fresh code: random digits that say nothing, sealed under the row's own key."""
    code = badge_code(f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}")
    key = uuid7()
    return {
        "id": key,
        "meeting_id": meeting.id,
        "delegate_id": delegate_id,
        "code_sealed": sealer.seal(key, code.encode()),
        "code_digest": code_digest(code),
        "issued_at": now,
        "printed_at": None,
        "printed_face": None,
        "died_at": None,
        "cause": "",
    }


def reissue(
    actor: str,
    now: datetime,
    meeting: Meeting,
    number: int,
    cause: str,
    sealer: Sealer,
    *,
    seen: uuid.UUID | None = None,
    reason: str = "",
) -> Badge | None:
    """Kill a delegate's live badge, at once and for good, and make a new one; `withdrawn` makes none.

    Args:
        number: the delegate's number.
        cause: lost, replaced or withdrawn.
        seen: the live badge the person saw on the page, None when there was none.

    Raises:
        Refused: `badge_cause_unknown`, `badge_reason_missing`, `badge_not_entitled`, `stale`.
        NotFound: no such delegate at this meeting.
    """
    _check_reissue(cause, reason)
    with transaction() as session:
        hold(session, meeting)
        delegate = badges.delegate_of(meeting, number)
        live = _live_badge(delegate, seen)
        if cause != "withdrawn" and delegate.status not in EXPECTED:
            raise Refused("badge_not_entitled")
        if live is not None:
            live.died_at, live.cause = now, cause
            session.flush()
        if cause == "withdrawn":
            kill_page(session, now, delegate)
        made = None if cause == "withdrawn" else Badge(**_new_badge(meeting, delegate.id, now, sealer))
        if made is not None:
            session.add(made)
        _record(session, now, actor, meeting, "badges.reissue", f"delegate {number}", cause=cause, reason=reason)
        return made


def _live_badge(delegate: Delegate, seen: uuid.UUID | None) -> Badge | None:
    live = next((badge for badge in badges.history(delegate) if badge.died_at is None), None)
    if seen != (live.id if live else None):
        raise Refused("stale")
    return live


def _check_reissue(cause: str, reason: str) -> None:
    if cause not in CAUSES:
        raise Refused("badge_cause_unknown", field="cause")
    if not reason:
        raise Refused("badge_reason_missing", field="reason")


def print_badges(actor: str, now: datetime, meeting: Meeting, wanted: Wanted, sealer: Sealer) -> list[Face]:
    """The badges to print, those missing made first, and all of them noted as printed now.

    Raises:
        Refused: `badges_none` when the filter leaves nothing to print.
    """
    with transaction():
        issue_badges(actor, now, meeting, sealer)
        faces = badges.faces(meeting, wanted, sealer)
        if not faces:
            raise Refused("badges_none")
        mark_printed(actor, now, meeting, {face.badge_id: face.digest for face in faces})
        return faces


def mark_printed(actor: str, now: datetime, meeting: Meeting, shown: Mapping[uuid.UUID, bytes]) -> None:
    """Note badges of this meeting as printed now, each with the digest of what it shows."""
    with transaction() as session:
        table = Badge.__table__
        statement = update(table).where(table.c.meeting_id == meeting.id, table.c.id == bindparam("key"))
        rows = [{"key": key, "face": digest} for key, digest in shown.items()]
        session.execute(statement.values(printed_at=now, printed_face=bindparam("face")), rows)
        _record(session, now, actor, meeting, "badges.print", f"badges {len(rows)}", number=len(rows))


def prepare_badges(actor: str, now: datetime, meeting: Meeting, wanted: Wanted, sealer: Sealer) -> list[Face]:
    """The badges for a large print, those missing made first; nothing is noted as printed before the file is fetched.

    Raises:
        Refused: `badges_none` when the filter leaves nothing to print.
    """
    with transaction():
        issue_badges(actor, now, meeting, sealer)
        return open_badges(actor, now, meeting, wanted, sealer)


def open_badges(
    actor: str, now: datetime, meeting: Meeting, wanted: Wanted, sealer: Sealer, most: int | None = None
) -> list[Face]:
    """The badges as they were printed, once more: nothing is made or marked, the opening of codes is recorded.

    Raises:
        Refused: `badges_none` when the filter leaves nothing.
    """
    with transaction() as session:
        faces = badges.faces(meeting, wanted, sealer, most)
        if not faces:
            raise Refused("badges_none")
        _record(session, now, actor, meeting, "badges.open", f"badges {len(faces)}", number=len(faces))
        return faces


def open_codes(actor: str, now: datetime, meeting: Meeting, kind: str, sealer: Sealer) -> dict[int, str]:
    """Delegate's number → live code, of one kind of people, for their letters; nothing is made, the opening is recorded."""
    with transaction() as session:
        found = badges.codes(meeting, kind, sealer)
        if found:
            _record(session, now, actor, meeting, "badges.open", f"badges {len(found)}", number=len(found))
        return found


def _record(session: Session, now: datetime, actor: str, meeting: Meeting, act: str, subject: str, **details: object) -> None:
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)


@dataclass(frozen=True)
class DoorSummary:
    """Badges and arrivals in a few figures; of `attending`, delegates and guests, `present` are in at the first session.

    `to_review` scans wait for somebody to look at them; `twice` are badges that two doors let in.
    """

    entitled: int
    attending: int
    badges: int
    printed: int
    present: int
    to_review: int
    since_freeze: Since = field(default_factory=Since)
    twice: Sequence[Twice] = ()


def summary(meeting: Meeting) -> DoorSummary:
    """The figures for the board, in a constant number of queries."""
    figures = totals(meeting)
    first = next((place for place in meeting.sessions if place.kind == "session"), None)
    present = 0
    if first is not None:
        statement = select(func.count()).where(
            Delegate.meeting_id == meeting.id,
            Delegate.kind != "non_delegate",
            Delegate.status.in_(EXPECTED),
            Delegate.id.in_(present_ids(meeting, first)),
        )
        present = db.session.execute(statement).scalar_one()
    held, twice = to_review(meeting), tuple(admitted_twice(meeting))
    known = figures.entitled, figures.attending, figures.live, figures.printed
    return DoorSummary(*known, present, held, since_freeze(meeting), twice)


def findings(meeting: Meeting, today: date) -> list[Finding]:
    """What to look at before the door opens: badges missing or not printed, scans kept for review.

    Args:
        today: after the day of the meeting the badges say nothing any more.
    """
    return findings_of(meeting, summary(meeting), today)


def findings_of(meeting: Meeting, figures: DoorSummary, today: date) -> list[Finding]:
    """The same from figures that have been read already."""
    found: list[Finding] = []
    if meeting.held_on is None or today <= meeting.held_on:
        missing, waiting = figures.entitled - figures.badges, figures.badges - figures.printed
        if missing:
            found.append(Finding("badges_missing", "info", facts={"missing": missing, "entitled": figures.entitled}))
        if waiting:
            found.append(Finding("badges_not_printed", "info", facts={"waiting": waiting, "badges": figures.badges}))
    late, gone = figures.since_freeze.late, figures.since_freeze.gone
    if late is not None:
        facts = {"late": late.people, "number": late.number, "at": late.frozen_at.isoformat()}
        found.append(Finding("scans_after_freeze", "soft", facts=facts))
    if gone is not None:
        facts = {"undone": gone.people, "number": gone.number, "at": gone.frozen_at.isoformat()}
        found.append(Finding("undone_after_freeze", "soft", facts=facts))
    if figures.to_review:
        found.append(Finding("scans_to_review", "info", facts={"held": figures.to_review}))
    if figures.twice:
        first = figures.twice[0]
        named = {"name": first.name, "number": first.number, "gates": tuple(dict.fromkeys(p.gate for p in first.passages))}
        found.append(Finding("badge_admitted_twice", "soft", facts={"badges": len(figures.twice), **named}))
    return found


__all__ = [
    "Answer",
    "DoorSummary",
    "attendance",
    "counts",
    "findings",
    "findings_of",
    "freeze",
    "freezes",
    "in_hall",
    "issue_badges",
    "mark_printed",
    "missing_duties",
    "open_badges",
    "open_codes",
    "prepare_badges",
    "presence",
    "present_official",
    "print_badges",
    "record_scans",
    "reissue",
    "represented",
    "search_people",
    "summary",
    "totals",
]
