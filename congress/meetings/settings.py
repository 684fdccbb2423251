"""What a committee settles about its congress: the facts, who does what, the groups, the dossier, the open questions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from congress import audit
from congress.db import expect_version, transaction
from congress.errors import NotFound, Refused
from congress.meetings.creation import check_wish
from congress.meetings.models import DossierPaper, Meeting, MeetingAnswer, MeetingFunction
from congress.meetings.reading import answers_of, dossier_of, level_rules
from congress.meetings.status import ensure_editable, hold

FUNCTIONS = ("chair", "secretary", "credentials", "counting", "mc", "award_presenter", "reception")
QUESTIONS = {
    "assembly_form": ("plenary", "delegates"),
    "ratio_in_plenary": ("applies", "does_not_apply"),
    "dossier_counting": ("calendar", "working"),
}
"""The answers each open question may have."""


@dataclass(frozen=True)
class Facts:
    """The facts of a congress that its committee may change."""

    title: str
    form_code: str
    held_on: date | None
    place: str
    assembly: str
    delegate_number: int | None
    elects: bool
    higher_meeting_id: uuid.UUID | None


@dataclass(frozen=True)
class Answer:
    """What was decided where the plan is silent: by whom, on which day, why."""

    answer: str
    decided_by: str
    decided_on: date
    reason: str = ""


@dataclass(frozen=True)
class PaperWish:
    """When a paper of the dossier went up, and its number; `sent_on` None: not yet."""

    code: str
    sent_on: date | None
    paper_number: str = ""


def save_facts(actor: str, now: datetime, meeting: Meeting, facts: Facts, seen_version: int) -> Meeting:
    """Change the facts; sessions on the old day move with it.

    Raises:
        Refused: `meeting_title_missing`, `meeting_day_range`, `delegate_number_range`, `meeting_closed`, `stale`.
    """
    with transaction() as session:
        expect_version(meeting, seen_version)
        ensure_editable(meeting)
        check_wish(facts.title, facts.held_on, facts.delegate_number)
        before = {name: getattr(meeting, name) for name in vars(facts)}
        for row in meeting.sessions:
            if row.held_on == meeting.held_on:
                row.held_on = facts.held_on
            if row.place == meeting.place:
                row.place = facts.place
        for name, value in vars(facts).items():
            setattr(meeting, name, value)
        changed = {name: value for name, value in before.items() if value != getattr(meeting, name)}
        after = {name: getattr(meeting, name) for name in changed}
        note(session, now, actor, meeting, "meetings.change", f"meeting {meeting.number}", before=changed, after=after)
        return meeting


def _hold(session: Session, meeting: Meeting, seen_version: int | None) -> None:
    """Hold the meeting, compare its version when the page carried one, and count it on for what has no version of its own."""
    hold(session, meeting)
    if seen_version is not None:
        expect_version(meeting, seen_version)
    flag_modified(meeting, "status")


def save_answer(
    actor: str, now: datetime, meeting: Meeting, question: str, answer: Answer, seen_version: int | None = None
) -> MeetingAnswer:
    """Record what was decided where the plan is silent; a second time replaces it, the history keeps both.

    The answer on the form of assembly sets it, so that the two never differ.

    Raises:
        Refused: `answer_unknown`, `decider_missing`, `meeting_closed`, `stale`.
        NotFound: no such question.
    """
    known = QUESTIONS.get(question)
    if known is None:
        raise NotFound
    if answer.answer not in known:
        raise Refused("answer_unknown", field="answer")
    with transaction() as session:
        _hold(session, meeting, seen_version)
        row = store_answer(session, now, actor, meeting, question, answer)
        if question == "assembly_form":
            meeting.assembly = answer.answer
        return row


def store_answer(session: Session, now: datetime, actor: str, meeting: Meeting, question: str, answer: Answer) -> MeetingAnswer:
    """Write an answer inside the open transaction.

    Raises:
        Refused: `decider_missing`.
    """
    if not answer.decided_by:
        raise Refused("decider_missing", field="decided_by")
    row = answers_of(meeting).get(question)
    before = row.answer if row else None
    if row is None:
        row = MeetingAnswer(meeting_id=meeting.id, question=question)
        session.add(row)
    row.answer, row.decided_by, row.decided_on, row.reason = answer.answer, answer.decided_by, answer.decided_on, answer.reason
    row.recorded_by, row.recorded_at = actor, now
    note(
        session,
        now,
        actor,
        meeting,
        "meetings.answer",
        f"question {question}",
        before=before,
        after=answer.answer,
        decided_by=answer.decided_by,
        reason=answer.reason,
    )
    return row


def people_in(text: str) -> list[tuple[str, str]]:
    """(name, post) of each line: what follows the first semicolon, else the first comma, is the post."""
    read = []
    for line in filter(None, text.split("\n")):
        name, _sign, post = line.partition(";" if ";" in line else ",")
        if name.strip():
            read.append((name.strip(), post.strip()))
    return read


def set_functions(
    actor: str,
    now: datetime,
    meeting: Meeting,
    people: Mapping[str, Sequence[tuple[str, str]]],
    seen_version: int | None = None,
) -> None:
    """Replace who does what: for each function the (name, title) of its people in order.

    Raises:
        Refused: `function_unknown`, `function_name_long` above 160 letters, `meeting_closed`, `stale`.
    """
    with transaction() as session:
        _hold(session, meeting, seen_version)
        rows = []
        for code, named in people.items():
            if code not in FUNCTIONS:
                raise Refused("function_unknown")
            for position, (name, title) in enumerate(named):
                if len(name) > 160 or len(title) > 200:
                    raise Refused("function_name_long", field=code)
                rows.append(MeetingFunction(meeting_id=meeting.id, code=code, name=name, title=title, position=position))
        session.execute(delete(MeetingFunction).where(MeetingFunction.meeting_id == meeting.id))
        session.add_all(rows)
        after = {code: [name for name, _ in named] for code, named in people.items()}
        note(session, now, actor, meeting, "meetings.functions", f"meeting {meeting.number}", after=after)


def set_dossier(
    actor: str, now: datetime, meeting: Meeting, wishes: Sequence[PaperWish], today: date, seen_version: int | None = None
) -> None:
    """Note which papers of the dossier went up and when.

    Raises:
        Refused: `paper_sent_later` for a day still to come, `meeting_closed`, `stale`.
        NotFound: a paper the plan does not ask for.
    """
    rule = level_rules(meeting).dossier
    asked = {paper.code for paper in rule.papers} if rule else set()
    with transaction() as session:
        _hold(session, meeting, seen_version)
        noted = dossier_of(meeting)
        for wish in wishes:
            if wish.code not in asked:
                raise NotFound
            if wish.sent_on and wish.sent_on > today:
                raise Refused("paper_sent_later", field=f"sent_on_{wish.code}", day=wish.sent_on)
            row = noted.get(wish.code)
            if row is None:
                row = DossierPaper(meeting_id=meeting.id, code=wish.code)
                session.add(row)
            row.sent_on, row.paper_number = wish.sent_on, wish.paper_number
        after = {wish.code: [wish.sent_on, wish.paper_number] for wish in wishes}
        note(session, now, actor, meeting, "meetings.dossier", f"meeting {meeting.number}", after=after)


def note(session: Session, now: datetime, actor: str, meeting: Meeting, act: str, subject: str, **details: object) -> None:
    """Note a change of the settings in the meeting's history."""
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)
