"""A batch of scans of one meeting, whose turn it is: each line is judged with what came before, and all are stored at once."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, update
from sqlalchemy.orm import Session

from congress.db import uuid7
from congress.door.cards import Bearer, standing_of, why
from congress.door.devices.models import DoorDevice
from congress.door.devices.posts import Hearing, Post
from congress.door.devices.service import barred, news_of
from congress.door.presence import ADMITTING
from congress.door.register import Register, put_back, take_up
from congress.door.reports import DEPUTY, Report
from congress.door.scan_rows import known_codes, scans_of, store_scans
from congress.door.versions import announce
from congress.errors import NotFound
from congress.rules.admission import (
    Decision,
    Standing,
    code_digest,
    corrected_time,
    decide,
    is_badge_code,
    undo,
)
from congress.rules.local_time import day_of, midnight

LATE = timedelta(minutes=10)
CLOCK_DIFFERS = timedelta(minutes=2)
EARLY = timedelta(days=1)
BEFORE_THE_DAY = timedelta(days=30)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Sending:
    """What one request brings: who sends it and when by which clock, and its lines, each nonce once.

    `undo_any`: whether this person may take back scans of others. `device`: which device sends, None for a person.
    `held`: why nothing of it counts before somebody has looked at it (device_revoked, device_expired), or nothing.
    """

    actor: str
    now: datetime
    meeting_id: uuid.UUID
    sent_at: datetime
    reports: Sequence[Report]
    undo_any: bool = False
    device: Hearing | None = None
    held: str = ""


@dataclass(frozen=True)
class Judged:
    """The stored rows of a sending by nonce, and by key those on the list whom they are about, if not everybody."""

    rows: Mapping[str, Mapping[str, Any]]
    people: Mapping[uuid.UUID, Bearer]


@dataclass(frozen=True)
class _Found:
    """Who a report is about: nobody and no standing when it is nobody of this meeting."""

    bearer: Bearer | None
    standing: Standing | None


Verdicts = list[Judged | NotFound]


def judge(session: Session, sendings: Sequence[Sending]) -> tuple[Verdicts, Callable[[], None]]:
    """Store what was sent and give the rows of each sending, in their order; what was answered before stays as it was.

    The second is to be done once the transaction is committed.
    """
    found, registers = _in_turn(session, sendings, kept=True)
    return found, partial(_settle, registers)


def judge_within(session: Session, sending: Sending) -> Judged | NotFound:
    """As `judge`, as part of a transaction that may have changed the list already."""
    return _in_turn(session, [sending], kept=False)[0][0]


def _settle(registers: Iterable[Register]) -> None:
    for register in registers:
        put_back(register)


def _in_turn(session: Session, sendings: Sequence[Sending], *, kept: bool) -> tuple[Verdicts, list[Register]]:
    found: dict[uuid.UUID, Judged | NotFound] = {}
    connection, registers = session.connection(), []
    for meeting_id in sorted({sending.meeting_id for sending in sendings}):
        own = [sending for sending in sendings if sending.meeting_id == meeting_id]
        register = take_up(connection, meeting_id, sum(len(sending.reports) for sending in own), kept=kept)
        placed = _placed(connection, register, own)
        try:
            found[meeting_id] = _Desk(connection, register).judge(placed)
            registers.append(register)
        except NotFound as problem:
            found[meeting_id] = problem
            announce(connection, meeting_id, -sum(len(sending.reports) for sending in own))
    return [found[sending.meeting_id] for sending in sendings], registers


def _placed(connection: Connection, register: Register, sendings: Sequence[Sending]) -> list[Sending]:
    """With the devices as they stand: whether they may still admit, where their scans without gate or session happened.

    That they called is noted.

    Raises:
        NotFound: a device is not there any more.
    """
    posts, table, placed = register.ground.posts, DoorDevice.__table__, []
    register.ground.heard(connection, (sending.device.device_id for sending in sendings if sending.device))
    for sending in sendings:
        if sending.device is not None:
            post = posts[sending.device.device_id]
            news = news_of(sending.now, post, version=sending.device.version, waiting=sending.device.waiting)
            if news:
                connection.execute(update(table).where(table.c.id == post.id).values(**news))
                posts[post.id] = replace(post, **news)
            reports = [_at(report, post) for report in sending.reports]
            sending = replace(sending, held=barred(post, sending.now), reports=reports)  # noqa: PLW2901
        placed.append(sending)
    return placed


def _at(report: Report, post: Post) -> Report:
    if report.gate and report.session is not None:
        return report
    return replace(report, gate=report.gate or post.gate, session=post.session if report.session is None else report.session)


class _Desk:
    """The door of one meeting while it is its turn.

    Raises:
        NotFound: the meeting has no session proper yet.
    """

    def __init__(self, connection: Connection, register: Register) -> None:
        self.connection, self.register, self.meeting_id = connection, register, register.meeting_id
        self.passages, self.unclocked = register.passages, timedelta()
        places = register.ground.places
        self.sessions = {place.number: place for place in places}
        self.main = next((place for place in places if place.kind == "session"), None)
        self.first_day = min((place.held_on for place in places if place.held_on), default=None)
        if self.main is None:
            raise NotFound

    def judge(self, sendings: Sequence[Sending]) -> Judged:
        reports = [report for sending in sendings for report in sending.reports]
        wanted = {report.nonce for report in reports}
        asked = wanted | {report.undoes for report in reports if report.undoes}
        self.known = scans_of(self.connection, self.meeting_id, self.register.stored(asked))
        self._read_people(reports)
        self.register.look_up(self.connection, wanted, self.people.by_key)
        made: list[dict[str, Any]] = []
        for sending in sendings:
            for report in sending.reports:
                if report.nonce not in self.known:
                    row = self.known[report.nonce] = self._judge(sending, report)
                    if not self._wiped(row):
                        made.append(row)
                        self.passages.note(row)
        store_scans(self.connection, made)
        if len(made) < len(reports):
            announce(self.connection, self.meeting_id, len(made) - len(reports))
        return Judged({nonce: self.known[nonce] for nonce in wanted}, self.people.by_key)

    def _read_people(self, reports: Sequence[Report]) -> None:
        """Everybody the reports are about, and which codes are badges of another meeting."""
        self.digests = {report.code: code_digest(report.code) for report in reports if is_badge_code(report.code)}
        digests, numbers = set(self.digests.values()), {report.number for report in reports if report.number is not None}
        keys = {row["delegate_id"] for row in self.known.values() if row["delegate_id"]}
        self.people = self.register.people(self.connection, digests, numbers, keys)
        self.elsewhere = known_codes(self.connection, {one for one in digests if one not in self.people.codes})

    def _judge(self, sending: Sending, report: Report) -> dict[str, Any]:
        """The row of one report, its verdict in it."""
        at, flags = self._moment(sending, report)
        place = self.main if report.session is None else self.sessions.get(report.session)
        row = self._row(sending, report, place or self.main, at)
        row["rehearsal"] = self._rehearsed(at, told=report.rehearsal and "clock" in flags)
        if not report.readable:
            return _filled(row, sending, Decision("held_for_review", {"gate": report.gate}), [*flags, "malformed"])
        if report.undoes:
            return (self._put_aside if sending.held else self._take_back)(row, sending, report, flags)
        if report.walk_in:
            decision, more = Decision("held_for_review", {"gate": report.gate}), {"walk_in": report.walk_in}
            return _filled(row, sending, decision, [*flags, *_held(sending), "walk_in"], **more)
        found = self._find(report, at)
        row["delegate_id"] = found.bearer.id if found.bearer is not None else None
        if place is None and not sending.held:
            names = tuple(known.name for known in self.sessions.values())
            return _filled(row, sending, Decision("wrong_session", {"sessions": names}), [*flags, "session_unknown"])
        return self._decided(row, sending, report, found, place or self.main, flags)

    def _decided(
        self, row: dict[str, Any], sending: Sending, report: Report, found: _Found, place: Row[Any], flags: list[str]
    ) -> dict[str, Any]:
        """The verdict on somebody at a gate of this session; with `reason` where it was given against gate or session."""
        key = row["delegate_id"], place.id
        entries, exits = self.passages.entries.get(key, ()), self.passages.exits.get(key, ())
        ask = partial(
            decide,
            found.standing,
            entries,
            session=str(place.number),
            gate=report.gate,
            is_code=report.number is not None or report.code in self.digests,
            trusted=not sending.held,
            leaving=report.leaving,
            exits=exits,
            at=row["scanned_at"],
        )
        decision, more = ask(), {"leaving": True} if report.leaving else {}
        if report.anyway and decision.verdict in ("wrong_gate", "wrong_session"):
            decision, flags, more = ask(anyway=True), [*flags, "anyway"], {"reason": report.reason}
        if report.leaving and decision.verdict == "left" and not entries:
            flags = [*flags, "left_unseen"]
        if report.deputy:
            row["how"], more["deputy"] = DEPUTY, report.deputy
        if report.deputy and decision.verdict in ADMITTING:
            decision, flag = _for_deputy(decision, found, report)
            flags = [*flags, flag]
        if decision.verdict == "wrong_session":
            decision = Decision("wrong_session", {"sessions": self._names(decision.facts["sessions"])})
        return _filled(row, sending, decision, [*flags, *_held(sending), *why(decision, found.bearer)], **more)

    def _put_aside(self, row: dict[str, Any], sending: Sending, report: Report, flags: list[str]) -> dict[str, Any]:
        """An undo of a device that is not believed takes nothing back: which scan it means is kept beside the row."""
        decision, more = Decision("held_for_review", {"gate": report.gate}), {"undo": report.undoes, "reason": report.reason}
        return _filled({**row, "undoes": None}, sending, decision, [*flags, sending.held], **more)

    def _names(self, numbers: Any) -> tuple[str, ...]:
        return tuple(place.name for place in self.sessions.values() if str(place.number) in numbers)

    def _moment(self, sending: Sending, report: Report) -> tuple[datetime, list[str]]:
        """The corrected moment, and what is to be said about the clock."""
        now, sent_at = sending.now, sending.sent_at
        if report.scanned_at is None:
            return self._received(now), ["clock"]
        try:
            at, unusable = corrected_time(report.scanned_at, sent_at, now, self._earliest(now))
        except OverflowError:
            return self._received(now), ["clock"]
        if unusable:
            return self._received(now), ["clock"]
        flags = ["clock_differs"] if abs(now - sent_at) > CLOCK_DIFFERS else []
        return at, [*flags, "late"] if now - at > LATE else flags

    def _received(self, now: datetime) -> datetime:
        """The moment of receipt of a scan without one of its own; lines of one request stay in the order they were sent."""
        at, self.unclocked = now + self.unclocked, self.unclocked + INSTANT
        return at

    def _earliest(self, now: datetime) -> datetime:
        """Before this nobody can have come: the day before the first session, or for a meeting still to come a month ago."""
        begun = self.first_day is not None and self.first_day <= day_of(now)
        return midnight(self.first_day) - EARLY if begun else now - BEFORE_THE_DAY

    def _row(self, sending: Sending, report: Report, place: Row[Any], at: datetime) -> dict[str, Any]:
        return {
            "id": uuid7(),
            "meeting_id": self.meeting_id,
            "session_id": place.id,
            "nonce": report.nonce,
            "delegate_id": None,
            "gate": report.gate,
            "how": report.how,
            "scanned_at": at,
            "received_at": sending.now,
            "by": sending.actor,
            "undoes": report.undoes or None,
        }

    def _rehearsed(self, at: datetime, *, told: bool) -> bool:
        """Whether the door was tried out at that moment, or, where no clock says when it was, the device was `told` so."""
        begun, over = self.main.rehearsal_from, self.main.rehearsal_until
        return begun is not None and (told or (begun <= at and (over is None or at < over)))

    def _wiped(self, row: Mapping[str, Any]) -> bool:
        """Whether a scan comes from a trial that is over: it is answered, and gone at once like the others of the trial."""
        return row["rehearsal"] and self.main.rehearsal_until is not None

    def _find(self, report: Report, at: datetime) -> _Found:
        """The person behind a number or a code, and how the badge stood then."""
        openings = self.register.ground.openings
        if report.number is not None:
            bearer = self.people.by_number.get(report.number)
            return _Found(bearer, standing_of(bearer, bearer.state(at) if bearer is not None else "live", openings))
        digest = self.digests.get(report.code, b"")
        code = self.people.codes.get(digest)
        if code is not None:
            return _Found(code.bearer, standing_of(code.bearer, code.state(at), openings))
        return _Found(None, Standing("live", here=False) if digest in self.elsewhere else None)

    def _take_back(self, row: dict[str, Any], sending: Sending, report: Report, flags: list[str]) -> dict[str, Any]:
        """Undo an admission that still counts: the door's own, or anybody's with the right."""
        target = self.known.get(report.undoes)
        entry = None
        if target is not None and (sending.undo_any or target["by"] == sending.actor):
            row["delegate_id"], row["session_id"] = target["delegate_id"], target["session_id"]
            passages = self.passages.exits if target["verdict"] == "left" else self.passages.entries
            entries = passages.get((target["delegate_id"], target["session_id"]), ())
            entry = next((entry for entry in entries if entry.nonce == report.undoes), None)
        said = flags if entry is not None else [*flags, "undo_unknown"]
        return _filled(row, sending, undo(entry), said, reason=report.reason)


def _held(sending: Sending) -> list[str]:
    return [sending.held] if sending.held else []


def _for_deputy(decision: Decision, found: _Found, report: Report) -> tuple[Decision, str]:
    """Somebody else on the place of a guest. An official delegate's place is nobody else's: the committee looks at it."""
    if found.bearer is not None and found.bearer.kind == "official":
        return Decision("held_for_review", {"gate": report.gate}), "deputy_official"
    return Decision(decision.verdict, {**decision.facts, "deputy": report.deputy}), "deputy"


def _filled(row: dict[str, Any], sending: Sending, decision: Decision, flags: Sequence[str], **more: Any) -> dict[str, Any]:
    offset = int((sending.now - sending.sent_at).total_seconds())
    document = {"facts": _plain(decision.facts), "flags": list(flags), "offset": offset, **more}
    return {**row, "verdict": decision.verdict, "facts": document}


def _plain(facts: Mapping[str, object]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in facts.items()}
