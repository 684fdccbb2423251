"""Who will come: answers given on the own page or keyed in by the committee, the newest counts, all stand in the history."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from congress import audit
from congress.db import db, transaction
from congress.delegates.decisions import SETTLED
from congress.delegates.models import Delegate, DelegateReply
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people.models import Person
from congress.rules.names import clean_name
from congress.units.models import Unit

ANSWERS = ("yes", "no", "substitute")
SHORT = {
    "c": "yes", "co": "yes", "có": "yes", "1": "yes", "k": "no", "khong": "no", "không": "no", "0": "no",
    "t": "substitute", "thay": "substitute", "2": "substitute",
}  # fmt: skip
"""What is typed for each answer: c(ó), k(hông), t(hay)."""

MOST_WORDS = 300
NAMED_LINES = 20
SHEET_COLUMNS = 5
"""Number, name, title, answer, words: what a reply sheet has; the last may be cut off when nobody filled it."""

_LINE = re.compile(r"\s*(\d{1,6})[\s.:;,-]*([^\s\d]\S*)\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class Reply:
    """One answer for one delegate's number."""

    number: int
    answer: str
    words: str = ""


@dataclass(frozen=True)
class Figures:
    """How many of those who should come answered what; `asked` are all of them."""

    asked: int
    yes: int = 0
    no: int = 0
    substitute: int = 0

    @property
    def silent(self) -> int:
        """Those who have not answered."""
        return self.asked - self.yes - self.no - self.substitute


def read_lines(text: str) -> list[Reply]:
    """Answers from lines `number answer name`: "12 c", "13 k ốm", "14 t Nguyễn Văn B"; tabs and dots separate too.

    Raises:
        Refused: `reply_lines_bad` with the numbers of lines that cannot be read, `reply_lines_none`.
    """
    found, bad = [], []
    for place, line in enumerate(text.splitlines(), start=1):
        typed = _from_sheet(line.split("\t")) if line.count("\t") >= SHEET_COLUMNS - 2 else line
        if not typed.strip():
            continue
        match = _LINE.fullmatch(typed)
        answer = SHORT.get(match[2].casefold().rstrip(".:,;")) if match else None
        if match is None or answer is None:
            bad.append(str(place))
        else:
            found.append(Reply(int(match[1]), answer, clean_name(match[3])))
    if bad:
        shown = ", ".join(bad[:NAMED_LINES]) + (" …" if len(bad) > NAMED_LINES else "")
        raise Refused("reply_lines_bad", field="lines", lines=shown)
    if not found:
        raise Refused("reply_lines_none", field="lines")
    return found


def _from_sheet(cells: list[str]) -> str:
    """A row copied from a reply sheet as it would be typed; '' for its heading, its titles and those who are silent."""
    number, answer, words = cells[0].strip(), cells[3].strip(), " ".join(cells[4:])
    return f"{number} {answer} {words}" if number.isdigit() and answer else ""


def give(actor: str, now: datetime, meeting: Meeting, replies: Sequence[Reply], by: str = "") -> int:
    """Keep answers, all or none; a later one of the same person replaces the earlier. How many people answered.

    Args:
        actor: who stands in the history: a sign-in name, or the name of the own page.
        by: sign-in name of who keys them in, '' for the person's own answer.

    Raises:
        Refused: `reply_unknown` for a word that is no answer, `reply_substitute_missing` where nobody is named,
            `reply_long`, `reply_number_unknown` for a number of nobody who is to come, `meeting_closed`.
    """
    for reply in replies:
        _check(reply)
    with transaction() as session:
        hold(session, meeting)
        delegates = _by_number(meeting, {reply.number for reply in replies})
        strangers = sorted({reply.number for reply in replies} - delegates.keys())
        if strangers:
            shown = ", ".join(map(str, strangers[:NAMED_LINES]))
            raise Refused("reply_number_unknown", field="lines", numbers=shown)
        for reply in replies:
            _keep(session, actor, now, meeting, delegates[reply.number], reply, by)
        return len({reply.number for reply in replies})


def _check(reply: Reply) -> None:
    if reply.answer not in ANSWERS:
        raise Refused("reply_unknown", field="answer")
    if reply.answer == "substitute" and not reply.words:
        raise Refused("reply_substitute_missing", field="words", number=reply.number)
    if len(reply.words) > MOST_WORDS:
        raise Refused("reply_long", field="words", limit=MOST_WORDS, number=reply.number)


def _by_number(meeting: Meeting, numbers: Iterable[int]) -> dict[int, uuid.UUID]:
    statement = select(Delegate.number, Delegate.id).where(Delegate.meeting_id == meeting.id, Delegate.status.in_(SETTLED))
    wanted = set(numbers)
    return {number: key for number, key in db.session.execute(statement) if number in wanted}


def _keep(session: Session, actor: str, now: datetime, meeting: Meeting, delegate_id: uuid.UUID, reply: Reply, by: str) -> None:
    known = reply_of(meeting, delegate_id)
    before = {"answer": known.answer, "words": known.words} if known else None
    if known is None:
        known = DelegateReply(meeting_id=meeting.id, delegate_id=delegate_id)
        session.add(known)
    known.answer, known.words, known.at, known.by = reply.answer, reply.words, now, by
    session.flush()
    after = {"answer": reply.answer, "words": reply.words}
    subject = f"delegate {reply.number}"
    audit.record(
        session, at=now, actor=actor, act="delegates.reply", subject=subject, meeting_id=meeting.id, before=before, after=after
    )


def reply_of(meeting: Meeting, delegate_id: uuid.UUID) -> DelegateReply | None:
    """The answer of one delegate, or None."""
    statement = select(DelegateReply).where(DelegateReply.meeting_id == meeting.id, DelegateReply.delegate_id == delegate_id)
    return db.session.execute(statement).scalar_one_or_none()


def replies_to(meeting: Meeting, delegate_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, DelegateReply]:
    """The answers of these delegates by their key, in one query."""
    statement = select(DelegateReply).where(
        DelegateReply.meeting_id == meeting.id, DelegateReply.delegate_id.in_(list(delegate_ids))
    )
    return {reply.delegate_id: reply for reply in db.session.execute(statement).scalars()}


def newest(meeting: Meeting, most: int = 10) -> Sequence[Row]:
    """The last answers that came, newest first: number, name, unit, answer, words, at, by."""
    statement = (
        _people(meeting)
        .join(DelegateReply, _its_reply())
        .order_by(DelegateReply.at.desc(), DelegateReply.id.desc())
        .limit(most)
    )
    return db.session.execute(statement).all()


def sheet_rows(meeting: Meeting, unit_id: uuid.UUID | None = None) -> Sequence[Row]:
    """Everybody who should come, in the order of units and names, with the answer so far (None: silent)."""
    statement = (
        _people(meeting)
        .outerjoin(DelegateReply, _its_reply())
        .order_by(Unit.sort_key.nulls_last(), Unit.id, Delegate.sort_key, Delegate.id)
    )
    if unit_id:
        statement = statement.where(Delegate.unit_id == unit_id)
    return db.session.execute(statement).all()


def _people(meeting: Meeting):
    columns = (Delegate.number, Delegate.kind, Delegate.unit_id, Delegate.title, Person.name, Unit.name.label("unit"))
    answer = (DelegateReply.answer, DelegateReply.words, DelegateReply.at, DelegateReply.by)
    return (
        select(*columns, *answer)
        .select_from(Delegate)
        .join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(SETTLED))
    )


def _its_reply():
    return (DelegateReply.meeting_id == Delegate.meeting_id) & (DelegateReply.delegate_id == Delegate.id)


def figures(meeting: Meeting) -> Figures:
    """The answers of delegates and guests who should come, in one query; who works there is asked too but never counted."""
    statement = (
        select(DelegateReply.answer, func.count(Delegate.id))
        .select_from(Delegate)
        .outerjoin(DelegateReply, _its_reply())
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(SETTLED), Delegate.kind != "non_delegate")
        .group_by(DelegateReply.answer)
    )
    counted = {row[0]: row[1] for row in db.session.execute(statement)}
    return Figures(sum(counted.values()), *(counted.get(answer, 0) for answer in ANSWERS))
