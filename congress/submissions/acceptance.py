"""Accepting a list from below: its official names become delegates of the higher congress, within the seats granted."""

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from congress.allocation import service as allocation
from congress.db import db, transaction
from congress.delegates.entering import enter, record
from congress.delegates.models import Delegate
from congress.delegates.nomination import LIVE, Nomination, checked
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people import service as people
from congress.people.service import checked_text
from congress.rules.findings import Finding, stops
from congress.rules.voting import check_group_quota, check_quota
from congress.submissions.content import Row
from congress.submissions.models import Submission
from congress.submissions.steps import note, step
from congress.units.tree import descendants

REMARK_LONGEST = 2000


@dataclass(frozen=True)
class Acceptance:
    """What became of a list: people added to the roster above, and those who stood there already."""

    submission: Submission
    added: int
    already: int


def accept(actor: str, now: datetime, higher: Meeting, lower: int, number: int, seen: int, remarks: str = "") -> Acceptance:
    """Accept a list: its official names are nominated here with its body, their group and their basis; persons are reused.

    Reserves stay on the list and come in when somebody is replaced. Whatever is soft or undecided about the list needs a
    reason in `remarks`, which is kept with the answer.

    Raises:
        NotFound: nothing of that kind was sent to this meeting.
        Refused: `submission_is_…`, `stale`, `names_exceed_seats`, `acceptance_reason_missing`, `text_long`.
    """
    with transaction() as session:
        hold(session, higher)
        submission = step(session, higher, lower, number, "accept", seen)
        submission.remarks = checked_text(remarks, REMARK_LONGEST, "remarks")
        left = acceptance_findings(higher, submission)
        _stop_or_ask(left, submission.remarks)
        rows = official_rows(submission)
        there = _already(higher, rows)
        for row in rows:
            if row["key"] not in there:
                _enter(session, now, actor, higher, submission, row)
        submission.answered_at, submission.answered_by = now, actor
        added = len(rows) - len(there)
        open_codes = [finding.code for finding in left] or None
        note(session, now, actor, "submissions.accept", submission, added=added, already=len(there), findings=open_codes)
        return Acceptance(submission, added, len(there))


def _stop_or_ask(found: tuple[Finding, ...], remarks: str) -> None:
    for finding in found:
        if finding.weight == "hard":
            raise Refused(finding.code, **finding.facts)
    if found and not remarks:
        raise Refused("acceptance_reason_missing", field="remarks")


def official_rows(submission: Submission) -> list[Row]:
    """The rows of a frozen list that become delegates."""
    return [row for row in submission.content["rows"] if row["standing"] == "official"]


def acceptance_findings(higher: Meeting, submission: Submission) -> tuple[Finding, ...]:
    """The list with those of its body who stand here already, against the seats granted to the body now.

    The seats are those of the share-out in force here, not what the list said when it was sent.
    """
    adopted = allocation.newest(higher)
    granted = allocation.granted_to(higher, [submission.meeting.unit_id]) if adopted else {}
    rows = official_rows(submission)
    standing = _standing_here(higher, submission, rows)
    official = len(rows) + sum(standing.values())
    found = check_quota(official, 0, sum(granted.values()) if adopted else None)
    names = {group.code: group.name for group in higher.groups}
    if not names:
        return found
    named = Counter(_group(row, names) for row in rows) + standing
    by_group = {group.code: granted[group.id] for group in higher.groups if granted.get(group.id)}
    groups = check_group_quota(named, by_group)
    return (*found, *(replace(f, facts={**f.facts, "group": names.get(f.subject, f.subject)}) for f in groups))


def _group(row: Row, names: Collection[str]) -> str:
    """The group of a row as this congress knows it; '' for one it does not have."""
    return row["group"] if row["group"] in names else ""


def may_accept(found: tuple[Finding, ...]) -> bool:
    """True when nothing hard stands against the list."""
    return not stops(found)


def _standing_here(higher: Meeting, submission: Submission, rows: list[Row]) -> Counter[str]:
    """Official delegates of the body and those below it who are on the roster but not on the list, by group code."""
    codes = {group.id: group.code for group in higher.groups}
    statement = (
        select(Delegate.group_id, func.count())
        .where(
            Delegate.meeting_id == higher.id,
            Delegate.unit_id.in_(select(descendants([submission.meeting.unit_id]))),
            Delegate.kind == "official",
            Delegate.status.in_(LIVE),
            Delegate.person_id.not_in([uuid.UUID(row["key"]) for row in rows]),
        )
        .group_by(Delegate.group_id)
    )
    return Counter({codes.get(group, ""): count for group, count in db.session.execute(statement)})


def _already(higher: Meeting, rows: list[Row]) -> set[str]:
    keys = [uuid.UUID(row["key"]) for row in rows]
    statement = select(Delegate.person_id).where(Delegate.meeting_id == higher.id, Delegate.person_id.in_(keys))
    return {str(key) for key in db.session.execute(statement).scalars()}


def _enter(session: Session, now: datetime, actor: str, higher: Meeting, submission: Submission, row: Row) -> None:
    """A delegate of the sending body; the person stays as the body below keeps it."""
    person = people.by_id(uuid.UUID(row["key"]))
    wish = Nomination(
        name=person.name,
        unit_id=submission.meeting.unit_id,
        group=_group(row, {group.code for group in higher.groups}),
        title=row["title"],
        basis=row["basis"],
        basis_paper=row["minutes"][:160],
        achievement=row["achievement"],
        position=row["position"],
        person_id=person.id,
    )
    delegate = enter(session, now, actor, higher, checked(wish, higher, now), person)
    source = f"submission {submission.number} of meeting {submission.meeting.number}"
    record(session, now, actor, higher, "delegates.nominate", delegate, name=person.name, kind="official", source=source)
