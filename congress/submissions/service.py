"""The list on its way up: send, receive, return with remarks, accept. Below never writes above, above never edits below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from congress.db import expect_version, lock, transaction
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.people.service import checked_text
from congress.rules.findings import Finding
from congress.rules.local_time import day_of
from congress.submissions.acceptance import Acceptance, accept, acceptance_findings, may_accept
from congress.submissions.content import SCHEMA
from congress.submissions.models import Submission
from congress.submissions.queries import (
    WAITING,
    Draft,
    LowerList,
    changes_of,
    draft,
    inbox,
    incoming,
    incoming_states,
    own,
    versions,
)
from congress.submissions.steps import note, step

PAPER_LONGEST = 60
REMARK_LONGEST = 2000


@dataclass(frozen=True)
class Summary:
    """For the board: the newest version sent upward, and how the lists from below stand.

    `lower` counts the lower meetings that elect; `waiting` their lists not yet answered.
    """

    last: Submission | None
    lower: int
    waiting: int
    accepted: int


def send(
    actor: str, now: datetime, meeting: Meeting, seen_number: int | None = None, seen_fingerprint: str | None = None
) -> Submission:
    """Freeze the list as the next version and lay it into the inbox of the higher congress.

    Args:
        seen_number: the version the person was about to send; None for a command.
        seen_fingerprint: fingerprint of the list the person looked at.

    Raises:
        Refused: `higher_meeting_missing`, `submission_sent_already` when somebody was faster, `submission_waiting`,
            `submission_accepted`, `submission_list_changed`, or the code of a hard finding about the list.
    """
    with transaction() as session:
        lock(session, meeting)
        sent = versions(meeting)
        ready = draft(meeting, sent)
        if ready is None:
            raise Refused("higher_meeting_missing")
        _check_turn(sent, ready, seen_number)
        _stop_at_hard(ready)
        if seen_fingerprint is not None and seen_fingerprint != ready.fingerprint:
            raise Refused("submission_list_changed")
        submission = Submission(
            meeting_id=meeting.id,
            higher_meeting_id=meeting.higher_meeting_id,
            number=ready.number,
            schema=SCHEMA,
            content=ready.content,
            fingerprint=ready.fingerprint,
            status="sent",
            sent_at=now,
            sent_by=actor,
        )
        session.add(submission)
        session.flush()
        note(session, now, actor, "submissions.send", submission, fingerprint=submission.fingerprint)
        return submission


def _check_turn(sent: list[Submission], ready: Draft, seen_number: int | None) -> None:
    last = sent[0] if sent else None
    if last is not None and seen_number is not None and seen_number != ready.number:
        raise Refused("submission_sent_already", number=last.number, by=last.sent_by, at=last.sent_at.isoformat())
    if last is not None and not ready.step_allowed:
        raise Refused("submission_accepted" if last.status == "accepted" else "submission_waiting", number=last.number)


def _stop_at_hard(ready: Draft) -> None:
    for finding in ready.findings:
        if finding.weight == "hard":
            raise Refused(finding.code, **finding.facts)


def note_paper(
    actor: str, now: datetime, meeting: Meeting, number: int, paper_number: str, paper_on: date | None, seen: int
) -> Submission:
    """Write down the signed paper that carried a version: its own fact, whatever became of the list.

    Raises:
        NotFound: no such version of this meeting.
        Refused: `stale`, `paper_in_future`, `text_long`.
    """
    if paper_on is not None and paper_on > day_of(now):
        raise Refused("paper_in_future", field="paper_on")
    with transaction() as session:
        submission = own(meeting, number)
        expect_version(submission, seen)
        before = submission.paper_number or None
        submission.paper_number = checked_text(paper_number, PAPER_LONGEST, "paper_number")
        submission.paper_on = paper_on
        note(session, now, actor, "submissions.paper", submission, before=before, after=submission.paper_number)
        return submission


def receive(actor: str, now: datetime, higher: Meeting, lower: int, number: int, seen: int) -> Submission:
    """Confirm that a list from below has come in.

    Raises:
        NotFound: nothing of that kind was sent to this meeting.
        Refused: `submission_is_…`, `stale`.
    """
    with transaction() as session:
        submission = step(session, higher, lower, number, "receive", seen)
        note(session, now, actor, "submissions.receive", submission)
        return submission


def return_with_remarks(
    actor: str,
    now: datetime,
    higher: Meeting,
    lower: int,
    number: int,
    seen: int,
    remarks: str,
    row_remarks: Mapping[str, str] | None = None,
) -> Submission:
    """Send a list back down with what is to be mended.

    Args:
        row_remarks: remarks by the key of a row; rows that are not on the list are left out.

    Raises:
        NotFound: nothing of that kind was sent to this meeting.
        Refused: `submission_is_…`, `stale`, `remarks_missing` when nothing is said, `text_long`.
    """
    with transaction() as session:
        submission = step(session, higher, lower, number, "return", seen)
        given = {key: checked_text(text, REMARK_LONGEST, "remarks") for key, text in (row_remarks or {}).items()}
        keys = {row["key"] for row in submission.content["rows"]}
        submission.row_remarks = {key: text for key, text in given.items() if text and key in keys}
        submission.remarks = checked_text(remarks, REMARK_LONGEST, "remarks")
        if not submission.remarks and not submission.row_remarks:
            raise Refused("remarks_missing", field="remarks")
        submission.answered_at, submission.answered_by = now, actor
        rows = len(submission.row_remarks)
        note(session, now, actor, "submissions.return", submission, remarks=submission.remarks, rows=rows)
        return submission


def summary(meeting: Meeting) -> Summary:
    """Both directions in a few figures, in a constant number of queries."""
    sent = versions(meeting)
    lower, states = incoming_states(meeting)
    return Summary(sent[0] if sent else None, lower, sum(s in WAITING for s in states), states.count("accepted"))


def findings(meeting: Meeting, _today: date) -> list[Finding]:
    """A list that came back, a paper whose number is missing, lists from below that wait for an answer."""
    return findings_of(meeting, summary(meeting)) if meeting.elects else []


def findings_of(meeting: Meeting, state: Summary) -> list[Finding]:
    """The same from figures that have been read already."""
    if meeting.status == "cancelled":
        return []
    found = _own_findings(state.last) if state.last else []
    if state.waiting:
        found.append(Finding("submissions_waiting", "info", None, {"waiting": state.waiting}))
    return found


def _own_findings(last: Submission) -> list[Finding]:
    subject = f"version {last.number}"
    if last.status == "returned":
        facts = {"number": last.number, "remarks": last.remarks, "rows": len(last.row_remarks)}
        return [Finding("submission_returned", "soft", None, facts, subject)]
    if not last.paper_number:
        return [Finding("submission_paper_missing", "info", None, {"number": last.number}, subject)]
    return []


__all__ = [
    "Acceptance",
    "Draft",
    "LowerList",
    "Summary",
    "accept",
    "acceptance_findings",
    "changes_of",
    "draft",
    "findings",
    "findings_of",
    "inbox",
    "incoming",
    "may_accept",
    "note_paper",
    "own",
    "receive",
    "return_with_remarks",
    "send",
    "summary",
    "versions",
]
