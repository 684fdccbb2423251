"""Scores, locks and ticks of the nominees, typed by the page or pasted from a table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from congress import audit
from congress.db import transaction, uuid7
from congress.delegates.models import Delegate
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.names import clean_name
from congress.selection.models import RosterMark
from congress.selection.reading import Nominee, keys_of, read

MOST_SCORE = 1_000_000
NAMED_LINES = 20
NOTED = 50
Change = tuple[Nominee, Mapping[str, Any]]
GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")


@dataclass(frozen=True, slots=True)
class MarkWish:
    """The mark of the nominee with this number as typed; `seen` is the version the page showed."""

    number: int
    score: int
    lock: str
    picked: bool
    seen: int


def mark(actor: str, now: datetime, meeting: Meeting, wishes: Sequence[MarkWish]) -> int:
    """Store marks as they were typed, all or none; how many changed. Of approved people only the score can change.

    Raises:
        Refused: `stale` when somebody else changed one of them, `selection_score_range`.
        NotFound: a number is not on the list.
    """
    with transaction() as session:
        hold(session, meeting)
        known = {nominee.number: nominee for nominee in read(meeting).nominees}
        changes: list[Change] = []
        for wish in wishes:
            if wish.number not in known:
                raise NotFound
            values = _changed(known[wish.number], wish)
            if values and wish.seen != known[wish.number].version:
                raise Refused("stale")
            changes += [(known[wish.number], values)] if values else []
        store(session, meeting, changes)
        note(session, now, actor, meeting, "selection.mark", changes)
        return len(changes)


def _changed(nominee: Nominee, wish: MarkWish) -> dict[str, Any]:
    if not 0 <= wish.score <= MOST_SCORE or wish.lock not in ("", "in", "out"):
        raise Refused("selection_score_range", limit=MOST_SCORE)
    wanted: dict[str, Any] = {"score": wish.score}
    if not nominee.settled:
        wanted |= {"lock": wish.lock, "picked": wish.lock == "in" or (wish.picked and wish.lock != "out")}
    return {name: value for name, value in wanted.items() if getattr(nominee, name) != value}


def store(session: Session, meeting: Meeting, changes: Iterable[Change]) -> None:
    """Marks that exist are updated, the others made; three statements whatever their number."""
    changes = list(changes)
    ids = keys_of(meeting, Delegate.id, [nominee.number for nominee, _values in changes])
    new, old = [], []
    for nominee, values in changes:
        full = {name: values.get(name, getattr(nominee, name)) for name in ("score", "lock", "picked")}
        if nominee.version:
            old.append({"whose": ids[nominee.number], **{f"to_{name}": value for name, value in full.items()}})
        else:
            new.append({"id": uuid7(), "meeting_id": meeting.id, "delegate_id": ids[nominee.number], "version": 1, **full})
    if new:
        session.execute(insert(RosterMark), new)
    if old:
        table = RosterMark.__table__
        statement = update(table).where(table.c.meeting_id == meeting.id, table.c.delegate_id == bindparam("whose"))
        written: dict[str, Any] = {name: bindparam(f"to_{name}") for name in ("score", "lock", "picked")}
        session.execute(statement.values(version=table.c.version + 1, **written), old)
    session.expire_all()


def note(session: Session, now: datetime, actor: str, meeting: Meeting, act: str, changes: Sequence[Change]) -> None:
    """One act for all the marks, with the first fifty of them: score, lock and tick of each number, before and after."""
    if changes:
        before = {str(nominee.number): _told(nominee, {}) for nominee, _values in changes[:NOTED]}
        after = {str(nominee.number): _told(nominee, values) for nominee, values in changes[:NOTED]}
        subject = f"delegates {len(changes)}"
        audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, before=before, after=after)


def _told(nominee: Nominee, values: Mapping[str, Any]) -> list[str]:
    score, held, picked = (values.get(name, getattr(nominee, name)) for name in ("score", "lock", "picked"))
    return [str(score), *([held] if held else []), *(["picked"] if picked else [])]


def score_of(text: str) -> int | None:
    """A score as people type it, 1.234 for thousands too; None when it is none, an empty text is 0."""
    plain = "".join(text.split())
    plain = plain.replace(".", "") if GROUPED.fullmatch(plain) else plain
    if not plain:
        return 0
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 7 and int(plain) <= MOST_SCORE else None


def read_scores(text: str) -> dict[int, int]:
    """Number → score, from lines `number <tab> … <tab> score`, as copied from a table; empty lines and a heading without any
    digit above them are passed over.

    Raises:
        Refused: `selection_lines_bad` with the numbers of the lines that cannot be read or come twice, `selection_lines_none`.
    """
    scores: dict[int, int] = {}
    bad = []
    for place, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [clean_name(cell) for cell in line.replace(";", "\t").split("\t")]
        if not scores and not bad and len(cells) > 1 and not re.search(r"\d", line):
            continue
        number, score = cells[0], score_of(cells[-1]) if len(cells) > 1 and cells[-1] else None
        readable = number.isascii() and number.isdigit() and len(number) <= 6 and score is not None
        if not readable or int(number) in scores:
            bad.append(place)
        else:
            scores[int(number)] = score or 0
    if bad:
        raise Refused("selection_lines_bad", field="lines", lines=_listed(bad), limit=MOST_SCORE)
    if not scores:
        raise Refused("selection_lines_none", field="lines")
    return scores


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:NAMED_LINES])
    return shown if len(numbers) <= NAMED_LINES else f"{shown} …"


def set_scores(actor: str, now: datetime, meeting: Meeting, scores: Mapping[int, int]) -> int:
    """Write scores by number on the list, all or none; how many changed.

    Raises:
        Refused: `selection_number_unknown`.
    """
    with transaction() as session:
        hold(session, meeting)
        known = {nominee.number: nominee for nominee in read(meeting).nominees}
        strangers = sorted(set(scores) - set(known))
        if strangers:
            raise Refused("selection_number_unknown", field="lines", numbers=_listed(strangers))
        changes = [(known[number], {"score": score}) for number, score in scores.items() if known[number].score != score]
        store(session, meeting, changes)
        note(session, now, actor, meeting, "selection.scores", changes)
        return len(changes)
