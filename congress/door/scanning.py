"""Taking scans: whole batches in a constant number of statements, each answered by its nonce, the same nonce alike for ever."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, case, exists, insert, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or_skip
from sqlalchemy.orm import Session

from congress.db import transaction, uuid7
from congress.delegates.models import Delegate
from congress.door.models import Badge, Scan
from congress.door.presence import ADMITTING, EXPECTED, counted
from congress.door.reports import Report, read_report
from congress.errors import Refused
from congress.meetings.models import Meeting, SeatGroup
from congress.meetings.service import main_session
from congress.people.models import Person
from congress.rules.admission import (
    Decision,
    Entry,
    Standing,
    code_digest,
    corrected_time,
    decide,
    is_badge_code,
    undo,
)
from congress.rules.local_time import day_of, midnight
from congress.units.models import Unit

MOST = 500
LATE = timedelta(minutes=10)
CLOCK_DIFFERS = timedelta(minutes=2)
EARLY = timedelta(days=1)
BEFORE_THE_DAY = timedelta(days=30)
DEAD = {"withdrawn": "withdrawn", "lost": "replaced", "replaced": "replaced"}


@dataclass(frozen=True)
class Card:
    """What the door may see of a person: no birth date, no number of an identity card, no phone."""

    number: int
    name: str
    unit: str
    group: str
    colour: str
    kind: str
    seat: str
    note: str


@dataclass(frozen=True)
class Answer:
    """The verdict on one scan.

    `verdict` and `facts` (what its sentence names) and `flags` (late, clock, clock_differs, malformed …) never
    change for a nonce; `at` is the moment on the
    server's clock; `card` is the person as the list has it now. `nonce` is None when the line had none.
    """

    nonce: str | None
    verdict: str
    facts: Mapping[str, Any]
    flags: tuple[str, ...] = ()
    card: Card | None = None
    at: datetime | None = None


def record_scans(
    actor: str, now: datetime, meeting: Meeting, scans: Sequence[object], sent_at: datetime, *, undo_any: bool = False
) -> list[Answer]:
    """Store what a door reports and answer each line, in the order sent.

    Args:
        scans: 1 to 500 lines `{nonce, code | delegate | undo, scanned_at, session, gate, how, reason}`;
            a bad line gets its own answer.
        sent_at: the device's clock at sending; with `now` it gives the device's offset.
        undo_any: whether this person may take back scans of others.

    Raises:
        Refused: `scans_count` for none or more than 500 lines.
        NotFound: the meeting has no session yet.
    """
    if not 1 <= len(scans) <= MOST:
        raise Refused("scans_count", most=MOST)
    reports = [read_report(raw) for raw in scans]
    wanted = {report.nonce: report for report in reversed(reports) if report is not None}
    desk = _Desk(actor, now, meeting, sent_at, undo_any)
    with transaction() as session:
        answers = desk.answer(session, list(reversed(wanted.values()))) if wanted else {}
    return [answers[report.nonce] if report else Answer(None, "unknown", {}, ("malformed",)) for report in reports]


@dataclass(frozen=True)
class _Found:
    """Who a report is about: no person and no standing when nobody."""

    row: Row[Any] | None
    standing: Standing | None


@dataclass(frozen=True)
class _Place:
    """A session of the meeting."""

    id: uuid.UUID
    number: int
    name: str


class _Desk:
    """One batch under the lock: everything is read once, then each line is judged with what came before it."""

    session: Session

    def __init__(self, actor: str, now: datetime, meeting: Meeting, sent_at: datetime, undo_any: bool) -> None:
        # Copied before the transaction begins: it would read the meeting and its sessions anew for every scan.
        self.actor, self.now, self.sent_at, self.undo_any = actor, now, sent_at, undo_any
        self.meeting_id = meeting.id
        self.sessions = {place.number: _Place(place.id, place.number, place.name) for place in meeting.sessions}
        self.main = self.sessions[main_session(meeting).number]
        self.earliest = _earliest(meeting, now)

    def answer(self, session: Session, reports: Sequence[Report]) -> dict[str, Answer]:
        """Answers by nonce; what was answered before is answered the same."""
        self.session = session
        self.targets = self._scans({report.undoes for report in reports if report.undoes})
        self.badges = self._badges(reports)
        self.people = self._people(reports)
        stored = self._scans({report.nonce for report in reports})
        self.entries = self._entries()
        rows, answers = [], {}
        for report in reports:
            if report.nonce not in stored:
                row = self._judge(report)
                rows.append(row)
                self.targets[report.nonce] = row
                answers[report.nonce] = row
        kept = self._insert(rows)
        stored |= {nonce: answers[nonce] for nonce in kept}
        if len(kept) < len(rows):
            stored |= self._scans(set(answers) - kept)
        self._load_missing(stored.values())
        return {nonce: self._answer(nonce, row) for nonce, row in stored.items()}

    def _scans(self, nonces: set[str]) -> dict[str, Mapping[str, Any]]:
        """Stored scans of this meeting by nonce."""
        if not nonces:
            return {}
        table = Scan.__table__
        statement = select(table).where(table.c.meeting_id == self.meeting_id, table.c.nonce.in_(sorted(nonces)))
        return {row["nonce"]: dict(row) for row in self.session.execute(statement).mappings()}

    def _badges(self, reports: Iterable[Report]) -> dict[bytes, Row[Any]]:
        digests = {code_digest(report.code) for report in reports if is_badge_code(report.code)}
        if not digests:
            return {}
        statement = select(Badge.code_digest, Badge.meeting_id, Badge.delegate_id, Badge.died_at, Badge.cause)
        found = self.session.execute(statement.where(Badge.code_digest.in_(sorted(digests))))
        return {row.code_digest: row for row in found}

    def _people(self, reports: Iterable[Report]) -> dict[uuid.UUID, Row[Any]]:
        """The delegates of the batch, locked in the order of their keys: doors that scan one badge wait for each other."""
        ids = {badge.delegate_id for badge in self.badges.values() if badge.meeting_id == self.meeting_id}
        ids |= {target["delegate_id"] for target in self.targets.values() if target["delegate_id"]}
        numbers = {report.number for report in reports if report.number is not None}
        if not ids and not numbers:
            return {}
        statement = _card_rows(self.meeting_id).where(or_(Delegate.id.in_(sorted(ids)), Delegate.number.in_(sorted(numbers))))
        locked = statement.order_by(Delegate.id).with_for_update(key_share=True, of=Delegate)
        return {row.id: row for row in self.session.execute(locked)}

    def _entries(self) -> dict[tuple[uuid.UUID, uuid.UUID], list[Entry]]:
        """Who is in already, by delegate and session, as of under the lock."""
        entries: dict[tuple[uuid.UUID, uuid.UUID], list[Entry]] = {}
        if not self.people:
            return entries
        statement = select(Scan.delegate_id, Scan.session_id, Scan.scanned_at, Scan.gate, Scan.nonce).where(
            Scan.meeting_id == self.meeting_id, Scan.delegate_id.in_(sorted(self.people)), counted()
        )
        for delegate_id, session_id, at, gate, nonce in self.session.execute(statement):
            entries.setdefault((delegate_id, session_id), []).append(Entry(at, gate, nonce))
        return entries

    def _judge(self, report: Report) -> dict[str, Any]:
        """The row of one report, its verdict in it."""
        at, flags = self._moment(report)
        place = self._session_of(report)
        row = self._row(report, place or self.main, at)
        if not report.readable:
            return self._filled(row, Decision("held_for_review", {"gate": report.gate}), [*flags, "malformed"])
        if report.undoes:
            return self._take_back(row, report, flags)
        found = self._find(report)
        row["delegate_id"] = found.row.id if found.row is not None else None
        if place is None:
            names = tuple(known.name for known in self.sessions.values())
            return self._filled(row, Decision("wrong_session", {"sessions": names}), [*flags, "session_unknown"])
        entries = self.entries.setdefault((row["delegate_id"], place.id), [])
        is_code = report.number is not None or is_badge_code(report.code)
        decision = decide(found.standing, entries, session=str(place.number), gate=report.gate, is_code=is_code)
        if decision.verdict in ADMITTING:
            entries.append(Entry(at, report.gate, report.nonce))
        return self._filled(row, decision, flags + _why(decision, found.row))

    def _moment(self, report: Report) -> tuple[datetime, list[str]]:
        """The corrected moment, and what is to be said about the clock."""
        if report.scanned_at is None:
            return self.now, ["clock"]
        try:
            at, unusable = corrected_time(report.scanned_at, self.sent_at, self.now, self.earliest)
        except OverflowError:
            return self.now, ["clock"]
        flags = ["clock"] if unusable else ["clock_differs"] if abs(self.now - self.sent_at) > CLOCK_DIFFERS else []
        return at, [*flags, "late"] if self.now - at > LATE else flags

    def _session_of(self, report: Report) -> _Place | None:
        """The session the report names; without a name the main one; None when the meeting has no such session."""
        return self.main if report.session is None else self.sessions.get(report.session)

    def _row(self, report: Report, place: _Place, at: datetime) -> dict[str, Any]:
        return {
            "id": uuid7(),
            "meeting_id": self.meeting_id,
            "session_id": place.id,
            "nonce": report.nonce,
            "delegate_id": None,
            "gate": report.gate,
            "how": report.how,
            "scanned_at": at,
            "received_at": self.now,
            "by": self.actor,
            "undoes": report.undoes or None,
        }

    def _filled(self, row: dict[str, Any], decision: Decision, flags: Sequence[str], **more: Any) -> dict[str, Any]:
        offset = int((self.now - self.sent_at).total_seconds())
        document = {"facts": _plain(decision.facts), "flags": list(flags), "offset": offset, **more}
        return {**row, "verdict": decision.verdict, "facts": document}

    def _find(self, report: Report) -> _Found:
        """The person behind a number or a code, and how the badge stands."""
        if report.number is not None:
            row = next((row for row in self.people.values() if row.number == report.number), None)
            return _Found(row, _standing(row, "withdrawn" if row is not None and row.recalled else "live"))
        badge = self.badges.get(code_digest(report.code)) if is_badge_code(report.code) else None
        if badge is None:
            return _Found(None, None)
        if badge.meeting_id != self.meeting_id:
            return _Found(None, Standing("live", here=False))
        row = self.people.get(badge.delegate_id)
        return _Found(row, _standing(row, DEAD.get(badge.cause, "replaced") if badge.died_at else "live"))

    def _take_back(self, row: dict[str, Any], report: Report, flags: Sequence[str]) -> dict[str, Any]:
        """Undo an admission that still counts: the door's own, or anybody's with the right."""
        target = self.targets.get(report.undoes)
        entry = None
        if target is not None and (self.undo_any or target["by"] == self.actor):
            row["delegate_id"], row["session_id"] = target["delegate_id"], target["session_id"]
            entries = self.entries.get((target["delegate_id"], target["session_id"]), [])
            entry = next((entry for entry in entries if entry.nonce == report.undoes), None)
            if entry is not None:
                entries.remove(entry)
        said = flags if entry is not None else [*flags, "undo_unknown"]
        return self._filled(row, undo(entry), said, reason=report.reason)

    def _insert(self, rows: Sequence[Mapping[str, Any]]) -> set[str]:
        """Store the rows; the nonces stored (on PostgreSQL another connection may have been faster with one)."""
        if not rows:
            return set()
        if self.session.get_bind().dialect.name == "sqlite":
            self.session.execute(insert(Scan.__table__), list(rows))
            return {row["nonce"] for row in rows}
        statement = insert_or_skip(Scan.__table__).on_conflict_do_nothing(index_elements=["meeting_id", "nonce"])
        return set(self.session.execute(statement.returning(Scan.__table__.c.nonce), list(rows)).scalars())

    def _load_missing(self, rows: Iterable[Mapping[str, Any]]) -> None:
        missing = {row["delegate_id"] for row in rows if row["delegate_id"]} - set(self.people)
        if missing:
            statement = _card_rows(self.meeting_id).where(Delegate.id.in_(sorted(missing)))
            self.people |= {row.id: row for row in self.session.execute(statement)}

    def _answer(self, nonce: str, row: Mapping[str, Any]) -> Answer:
        person = self.people.get(row["delegate_id"]) if row["delegate_id"] else None
        document = row["facts"]
        card = _card(person) if person is not None else None
        return Answer(nonce, row["verdict"], document["facts"], tuple(document["flags"]), card, row["scanned_at"])


def _earliest(meeting: Meeting, now: datetime) -> datetime:
    """Before this nobody can have come: the day before the first session, or for a meeting still to come a month ago."""
    days = [place.held_on for place in meeting.sessions if place.held_on]
    begun = min(days) if days and min(days) <= day_of(now) else None
    return midnight(begun) - EARLY if begun else now - BEFORE_THE_DAY


def _card_rows(meeting_id: uuid.UUID):
    """Delegates of this meeting with what a card shows, and whether the only badge they had was taken away."""
    mine = (Badge.meeting_id == Delegate.meeting_id) & (Badge.delegate_id == Delegate.id)
    recalled = exists().where(mine, Badge.cause == "withdrawn") & ~exists().where(mine, Badge.died_at.is_(None))
    return (
        select(
            Delegate.id,
            Delegate.number,
            Delegate.status,
            Delegate.kind,
            Delegate.seat,
            Delegate.note,
            Person.name,
            Unit.name.label("unit"),
            SeatGroup.name.label("group"),
            SeatGroup.colour,
            case((recalled, True), else_=False).label("recalled"),
        )
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .outerjoin(SeatGroup, (SeatGroup.meeting_id == Delegate.meeting_id) & (SeatGroup.id == Delegate.group_id))
        .where(Delegate.meeting_id == meeting_id)
    )


def _standing(row: Row[Any] | None, badge_state: str) -> Standing | None:
    """How a badge stands: what became of the delegate first, then what became of the badge; None for whom nobody approved."""
    if row is None:
        return None
    if row.status in ("withdrawn", "replaced"):
        return Standing(row.status)
    return Standing(badge_state) if row.status in EXPECTED else None


def _why(decision: Decision, row: Row[Any] | None) -> list[str]:
    """Which of two causes a verdict has, where its sentence would differ."""
    if decision.verdict == "withdrawn" and row is not None and row.status in EXPECTED:
        return ["badge_recalled"]
    return ["person_replaced"] if decision.verdict == "replaced" and row is not None and row.status == "replaced" else []


def _card(row: Row[Any]) -> Card:
    return Card(row.number, row.name, row.unit or "", row.group or "", row.colour or "", row.kind, row.seat, row.note)


def _plain(facts: Mapping[str, object]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in facts.items()}
