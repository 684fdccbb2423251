"""Taking scans: whole batches in a constant number of statements, each answered by its nonce, the same nonce alike for ever."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import inspect

from congress.db import db
from congress.door.cards import Card
from congress.door.devices.posts import Hearing
from congress.door.judging import Judged, Sending, judge, judge_within
from congress.door.reports import read_report
from congress.errors import NotFound, Refused
from congress.kept import Kept
from congress.meetings.models import Meeting
from congress.together import Together

MOST = 500


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


_doors: Kept[Together[Sending, Judged | NotFound]] = Kept(
    lambda: Together(judge, weight=lambda sending: len(sending.reports), most=MOST)
)
"""Who leads a queue writes into his own database: doors of two databases never stand in one queue."""


def record_scans(
    actor: str,
    now: datetime,
    meeting: Meeting | uuid.UUID,
    scans: Sequence[object],
    sent_at: datetime,
    *,
    undo_any: bool = False,
    device: Hearing | None = None,
) -> list[Answer]:
    """Store what a door reports and answer each line, in the order sent.

    What other doors send while this one waits for the write lock is stored by the same commit.

    Args:
        meeting: the meeting or its key.
        scans: 1 to 500 lines `{nonce, code | delegate | undo, scanned_at, session, gate, how, reason, anyway}`;
            a bad line gets its own answer.
        sent_at: the device's clock at sending; with `now` it gives the device's offset.
        undo_any: whether this person may take back scans of others.
        device: the paired device that sends; once out of service, nothing of what it sends counts before somebody has looked
            at it. A line without gate or session happened at its own.

    Raises:
        Refused: `scans_count` for none or more than 500 lines.
        NotFound: the meeting has no session yet, or the device is not there any more.
    """
    if not 1 <= len(scans) <= MOST:
        raise Refused("scans_count", most=MOST)
    reports = [read_report(raw) for raw in scans]
    wanted = {report.nonce: report for report in reversed(reports) if report is not None}
    key = inspect(meeting).identity[0] if isinstance(meeting, Meeting) else meeting
    sending = Sending(actor, now, key, sent_at, list(reversed(wanted.values())), undo_any, device)
    judged = _judged(sending) if wanted or device else Judged({}, {})
    return [_answer(report.nonce, judged) if report else Answer(None, "unknown", {}, ("malformed",)) for report in reports]


def _judged(sending: Sending) -> Judged:
    """Through the queue of all doors; inside a transaction that is open already, as part of it."""
    session = db.session()
    found = judge_within(session, sending) if session.info.get("writing") else _doors.here().do(sending)
    if isinstance(found, NotFound):
        raise found
    return found


def _answer(nonce: str, judged: Judged) -> Answer:
    row = judged.rows[nonce]
    person = judged.people.get(row["delegate_id"]) if row["delegate_id"] else None
    document = row["facts"]
    card = person.card if person is not None else None
    return Answer(nonce, row["verdict"], document["facts"], tuple(document["flags"]), card, row["scanned_at"])
