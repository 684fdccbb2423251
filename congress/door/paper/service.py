"""The signed list on paper, keyed in afterwards: one scan for each signature, the same signature never twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door.devices.service import begins_at
from congress.door.models import Scan
from congress.door.presence import ADMITTING, present_ids
from congress.door.scanning import MOST, Answer, record_scans
from congress.errors import Refused
from congress.meetings.models import Meeting, MeetingSession

GATE = "Danh sách giấy"
SIGNED = "Ký trên danh sách giấy"
"""Who signed was let in: the paper opens every gate and session."""

MOST_NUMBERS = 3000
_PIECE = re.compile(r"(\d{1,6})(?:\s*[-–…]\s*(\d{1,6}))?")


@dataclass(frozen=True)
class Keyed:
    """What became of the signatures: recorded now, in before (by a door or the same paper), and those to look at."""

    recorded: int
    before: int
    strange: tuple[tuple[int, Answer], ...]


def read_numbers(text: str) -> list[int]:
    """Badge numbers from "1, 3-7 12", each once, in order.

    Raises:
        Refused: `paper_numbers_bad` with what is no number, `paper_numbers_many`.
    """
    pieces = [piece for piece in re.split(r"[\s,;]+", re.sub(r"\s*[-–…]\s*", "-", text)) if piece]
    found: set[int] = set()
    for piece in pieces:
        match = _PIECE.fullmatch(piece) if piece.isascii() else None
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if first > last or last - first >= MOST_NUMBERS:
            raise Refused("paper_numbers_bad", field="numbers", piece=piece[:30])
        found |= set(range(first, last + 1))
    if len(found) > MOST_NUMBERS:
        raise Refused("paper_numbers_many", field="numbers", most=MOST_NUMBERS)
    return sorted(found)


def key_in(actor: str, now: datetime, meeting: Meeting, session: MeetingSession, numbers: Iterable[int]) -> Keyed:
    """Record the signatures of a session as scans at its beginning; who is in already keeps the arrival there is.

    Raises:
        Refused: `paper_nobody`.
    """
    wanted = sorted(set(numbers))
    if not wanted:
        raise Refused("paper_nobody", field="numbers")
    at = begins_at(meeting, session) or now.isoformat()
    answers: list[Answer] = []
    with transaction():
        here, used = inside(meeting, session), _nonces(meeting, session)
        asked = [number for number in wanted if number not in here]
        lines = [_line(session, number, at, used) for number in asked]
        for start in range(0, len(lines), MOST):
            answers += record_scans(actor, now, meeting, lines[start : start + MOST], now)
    strange = [(number, one) for number, one in zip(asked, answers, strict=True) if one.verdict not in ADMITTING]
    return Keyed(len(asked) - len(strange), len(wanted) - len(asked), tuple(strange))


def _nonces(meeting: Meeting, session: MeetingSession) -> set[str]:
    """The nonces of this session's paper that are stored."""
    statement = select(Scan.nonce).where(Scan.meeting_id == meeting.id, Scan.nonce.like(f"{_stem(session)}%"))
    return set(db.session.execute(statement).scalars())


def _stem(session: MeetingSession) -> str:
    return f"giay-{session.number}-"


def _line(session: MeetingSession, number: int, at: str, used: set[str]) -> dict[str, object]:
    """The scan of a signature of somebody who is not in: its nonce follows from session and number, so that two people who
    key in one paper record it once, and counts on where an earlier one did not count or was taken back."""
    time = 1
    while (nonce := f"{_stem(session)}{number}-{time}") in used:
        time += 1
    return {
        "nonce": nonce,
        "delegate": number,
        "scanned_at": at,
        "session": session.number,
        "gate": GATE,
        "how": "paper",
        "anyway": SIGNED,
    }


def inside(meeting: Meeting, session: MeetingSession) -> set[int]:
    """Badge numbers of those who are in."""
    statement = select(Delegate.number).where(Delegate.meeting_id == meeting.id, Delegate.id.in_(present_ids(meeting, session)))
    return set(db.session.execute(statement).scalars())
