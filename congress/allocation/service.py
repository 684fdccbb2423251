"""Adopted versions of the share-out: adopting computes the wish again and stores it with its steps as the next version."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from congress import audit
from congress.allocation.models import AllocatedSeats, Allocation
from congress.allocation.trial import Trial, findings_of, try_out
from congress.allocation.wish import Wish
from congress.db import db, transaction, uuid7
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.overrides import overrides_of
from congress.meetings.status import hold
from congress.rules.findings import Finding, still_open, stops


def newest(meeting: Meeting) -> Allocation | None:
    """The version in force, or None."""
    statement = select(Allocation).where(Allocation.meeting_id == meeting.id).order_by(Allocation.number.desc()).limit(1)
    return db.session.execute(statement).scalar_one_or_none()


def version(meeting: Meeting, number: int) -> Allocation:
    """One adopted version.

    Raises:
        NotFound: there is none with this number.
    """
    statement = select(Allocation).where(Allocation.meeting_id == meeting.id, Allocation.number == number)
    found = db.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def versions(meeting: Meeting) -> list[Allocation]:
    """All adopted versions, newest first."""
    statement = select(Allocation).where(Allocation.meeting_id == meeting.id).order_by(Allocation.number.desc())
    return list(db.session.execute(statement).scalars())


def seats_of(allocation: Allocation) -> dict[tuple[uuid.UUID | None, uuid.UUID], int]:
    """Seats by (unit key or None for guests, group key)."""
    statement = select(AllocatedSeats).where(
        AllocatedSeats.meeting_id == allocation.meeting_id, AllocatedSeats.allocation_id == allocation.id
    )
    return {(row.unit_id, row.group_id): row.seats for row in db.session.execute(statement).scalars()}


def granted_to(meeting: Meeting, unit_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Seats by group key that the version in force grants to these bodies together."""
    allocation = newest(meeting)
    wanted = set(unit_ids)
    granted: dict[uuid.UUID, int] = {}
    for (unit_id, group_id), seats in (seats_of(allocation) if allocation else {}).items():
        if unit_id in wanted:
            granted[group_id] = granted.get(group_id, 0) + seats
    return granted


def adopt(
    actor: str, now: datetime, meeting: Meeting, wish: Wish, note: str = "", seen_number: int | None = None
) -> Allocation:
    """Compute the wish again and store it as the next version.

    Args:
        seen_number: the newest version the page showed (0: none); another one in the meantime is refused.

    Raises:
        Refused: `stale`, `allocation_hard` when a hard finding stands, `allocation_unanswered` when a soft one has no reason.
    """
    with transaction() as session:
        hold(session, meeting)
        last = newest(meeting)
        if seen_number is not None and seen_number != (last.number if last else 0):
            raise Refused("stale")
        trial = try_out(meeting, wish)
        accepted = overrides_of(meeting)
        left = still_open(trial.findings, accepted)
        if stops(left):
            raise Refused("allocation_hard")
        if any(finding.weight == "soft" for finding in left) and not note.strip():
            raise Refused("allocation_unanswered", field="note")
        allocation = _store(
            meeting, trial, (last.number if last else 0) + 1, actor, now, note, [list(key) for key in sorted(accepted)]
        )
        session.add(allocation)
        session.flush()
        session.execute(insert(AllocatedSeats), _seat_rows(allocation, trial))
        audit.record(
            session, at=now, actor=actor, act="allocation.adopt", subject=f"allocation {allocation.number}",
            meeting_id=meeting.id, total=wish.total, method=wish.method, reason=note or None,
        )  # fmt: skip
        return allocation


def _store(
    meeting: Meeting, trial: Trial, number: int, actor: str, now: datetime, note: str, overrides: list[Any]
) -> Allocation:
    steps = {
        "divisor": str(trial.divisor) if trial.divisor is not None else None,
        "core": trial.core,
        "target": trial.target,
        "rows": [
            {
                "unit": row.wish.name,
                "quotient": str(row.quotient) if row.quotient is not None else None,
                "seats": row.seats,
                "factor": str(factor),
                "minimums": dict(zip(trial.wish.minimums, row.minimums, strict=True)),
            }
            for row, factor in zip(trial.rows, trial.table.factors.rows, strict=True)
        ],
        "factors": {
            group.code: str(factor) for group, factor in zip(trial.inner_groups, trial.table.factors.columns, strict=True)
        },
        "ties": list(trial.ties),
    }
    return Allocation(
        meeting_id=meeting.id, number=number, total=trial.wish.total, method=trial.wish.method,
        wish=trial.wish.as_document(), steps=steps, rule_set_id=meeting.rule_set_id, overrides=overrides, note=note.strip(),
        adopted_at=now, adopted_by=actor,
    )  # fmt: skip


def _seat_rows(allocation: Allocation, trial: Trial) -> list[dict[str, Any]]:
    ids = {"meeting_id": allocation.meeting_id, "allocation_id": allocation.id}
    inner = trial.inner_groups
    rows = [
        ids | {"id": uuid7(), "unit_id": row.wish.unit_id, "group_id": group.id, "seats": seats}
        for row in trial.rows
        for group, seats in zip(inner, row.cells, strict=True)
    ]
    by_code = {group.code: group.id for group in trial.groups}
    outside = [ids | {"id": uuid7(), "unit_id": None, "group_id": by_code[c], "seats": n} for c, n in trial.outside.items()]
    return rows + outside


def record_export(actor: str, now: datetime, meeting: Meeting, allocation: Allocation) -> None:
    """Note in the history that the annex left the house."""
    with transaction() as session:
        subject = f"allocation {allocation.number}"
        audit.record(session, at=now, actor=actor, act="allocation.export", subject=subject, meeting_id=meeting.id)


def findings(meeting: Meeting, _today: date) -> list[Finding]:
    """What stands against the version in force; an electing delegate conference without one gets a note."""
    if not meeting.elects or meeting.assembly == "plenary":
        return []
    return findings_about(meeting, newest(meeting))


def findings_about(meeting: Meeting, allocation: Allocation | None) -> list[Finding]:
    """The same for the version in force that has been read already; None: nothing adopted yet."""
    if allocation is None:
        return [Finding("allocation_missing", "info", None, {})]
    try:
        return list(findings_of(meeting, Wish.from_document(allocation.wish)))
    except Refused as refusal:
        return [Finding("allocation_outdated", "soft", None, {"number": allocation.number, "reason": refusal.code})]
