"""What is decided about many delegates at once: approved, summoned, withdrawn, taken back on the list."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from congress import audit
from congress.db import transaction, uuid7
from congress.delegates import seats, tally
from congress.delegates.hall import holding
from congress.delegates.models import Delegate, DelegateStatus
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.service import level_rules
from congress.meetings.status import hold
from congress.people import service as people
from congress.rules.composition import check_limit

SLICE = 500
REASON_MINIMUM = 5
REASON_LONGEST = 500
SETTLED = ("approved", "summoned")


@dataclass(frozen=True)
class Decided:
    """How many rows changed, and how many were left as they were because the act does not fit their status."""

    changed: int
    left: int


def approve(actor: str, now: datetime, meeting: Meeting, numbers: Iterable[int]) -> Decided:
    """Duyệt: nominated → approved.

    Raises:
        Refused: `seats_over` when a unit would have more approved delegates than seats.
    """
    return _decide(actor, now, meeting, numbers, "approved", ("nominated",))


def summon(actor: str, now: datetime, meeting: Meeting, numbers: Iterable[int]) -> Decided:
    """Triệu tập: approved → summoned.

    Raises:
        Refused: `seats_over`; `summoned_over` beyond a hard ceiling of the plan.
    """
    return _decide(actor, now, meeting, numbers, "summoned", ("approved",))


def withdraw(actor: str, now: datetime, meeting: Meeting, numbers: Iterable[int], reason: str) -> Decided:
    """Rút tên, with a reason: whoever is still to come stays away; the badge's standing follows.

    Raises:
        Refused: `reason_short`, `text_long`.
    """
    reason = checked_reason(reason)
    return _decide(actor, now, meeting, numbers, "withdrawn", ("nominated", "approved", "summoned"), reason)


def reinstate(actor: str, now: datetime, meeting: Meeting, numbers: Iterable[int], reason: str = "") -> Decided:
    """Take the withdrawn back on the list as nominated."""
    return _decide(actor, now, meeting, numbers, "nominated", ("withdrawn",), people.checked_text(reason, 500, "reason"))


def checked_reason(text: str) -> str:
    """A reason of some words.

    Raises:
        Refused: `reason_short`, `text_long`.
    """
    reason = people.checked_text(text, REASON_LONGEST, "reason")
    if len(reason) < REASON_MINIMUM:
        raise Refused("reason_short", field="reason", minimum=REASON_MINIMUM)
    return reason


def _decide(
    actor: str, now: datetime, meeting: Meeting, numbers: Iterable[int], status: str, fitting: Sequence[str], reason: str = ""
) -> Decided:
    wanted = sorted(set(numbers))
    with transaction() as session:
        hold(session, meeting)
        rows = _rows(session, meeting, wanted)
        chosen = [row for row in rows if row.status in fitting]
        _set_status(session, meeting, [row.id for row in chosen], status, now, actor, reason)
        if chosen and status in SETTLED:
            seats.refuse_exceeded(meeting, SETTLED, {row.unit_id for row in chosen})
        if chosen and status == "summoned":
            _refuse_beyond_ceiling(meeting)
        if chosen:
            changed = [row.number for row in chosen]
            subject = f"delegate {changed[0]}" if len(changed) == 1 else f"delegates {len(changed)}"
            audit.record(
                session, at=now, actor=actor, act=f"delegates.{status}", subject=subject, meeting_id=meeting.id,
                numbers=changed, reason=reason or None,
            )  # fmt: skip
        return Decided(len(chosen), len(rows) - len(chosen))


def _rows(session: Session, meeting: Meeting, wanted: Sequence[int]) -> list[Row]:
    statement = select(Delegate.id, Delegate.number, Delegate.status, Delegate.unit_id).where(Delegate.meeting_id == meeting.id)
    found: list[Row] = []
    for start in range(0, len(wanted), SLICE):
        found += session.execute(statement.where(Delegate.number.in_(wanted[start : start + SLICE])))
    return found


def _set_status(
    session: Session, meeting: Meeting, ids: Sequence[uuid.UUID], status: str, now: datetime, actor: str, reason: str
) -> None:
    hold_on_seat = holding(meeting, status)
    for start in range(0, len(ids), SLICE):
        some = ids[start : start + SLICE]
        session.execute(
            update(Delegate)
            .where(Delegate.id.in_(some))
            .values(status=status, version=Delegate.version + 1, **hold_on_seat)
            .execution_options(synchronize_session=False)
        )
        session.execute(
            insert(DelegateStatus),
            [
                {"id": uuid7(), "meeting_id": meeting.id, "delegate_id": key, "status": status, "at": now, "by": actor,
                 "reason": reason}
                for key in some
            ],
        )  # fmt: skip
    session.expire_all()


def _refuse_beyond_ceiling(meeting: Meeting) -> None:
    """A hard ceiling of the plan (not more than 300) stops the summons that would pass it."""
    rule = level_rules(meeting).limit
    if rule is None or rule.number is None or rule.weight != "hard":
        return
    summoned = sum(row.people for row in tally.tallies(meeting, statuses=("summoned",)) if row.counts)
    if check_limit(summoned, meeting.assembly, rule):
        raise Refused("summoned_over", number=summoned, limit=rule.number)
