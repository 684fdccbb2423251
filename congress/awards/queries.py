"""Reading the award list: in the order of presentation, with money, findings and batches."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from congress.awards.law import Prize, award_law, prize
from congress.awards.models import Award, AwardBatch
from congress.db import db
from congress.errors import NotFound
from congress.meetings import service as meetings
from congress.meetings.models import Meeting
from congress.rules.awards import AwardLine, check_award, doubles
from congress.rules.findings import Finding
from congress.units.models import Unit

FOLDED_FROM = 4
"""From so many findings of one kind on they are told as one, with their number."""


@dataclass(frozen=True)
class Row:
    """One award in the order of presentation; `place` counts from 1 through all batches, revoked ones have none."""

    place: int | None
    award: Award
    prize: Prize | None


@dataclass(frozen=True)
class Batch:
    """One batch with its rows; `presenter` is who hands over, '' when nobody is named."""

    number: int
    name: str
    presenter: str
    version: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Totals:
    """Sums in đồng over awards that are not revoked; `provisional` is the part without a decision day."""

    amount: int
    provisional: int
    unpriced: int
    checked: bool


@dataclass(frozen=True)
class AwardSheet:
    """The whole list of a meeting."""

    batches: tuple[Batch, ...]
    totals: Totals

    @property
    def rows(self) -> list[Row]:
        """All rows in the order of presentation."""
        return [row for batch in self.batches for row in batch.rows]


@dataclass(frozen=True)
class Summary:
    """The award list in one line of the board."""

    total: int
    proposed: int
    decided: int
    revoked: int


def awards_of(meeting: Meeting) -> list[Award]:
    """All awards in the order of presentation with their units, in one query."""
    statement = (
        select(Award)
        .where(Award.meeting_id == meeting.id)
        .options(joinedload(Award.unit))
        .order_by(Award.batch, Award.position, Award.number)
    )
    return list(db.session.execute(statement).scalars())


def by_number(meeting: Meeting, number: int) -> Award:
    """One award of this meeting with unit and person.

    Raises:
        NotFound: the meeting has none with this number.
    """
    statement = (
        select(Award)
        .where(Award.meeting_id == meeting.id, Award.number == number)
        .options(joinedload(Award.unit), joinedload(Award.person))
    )
    award = db.session.execute(statement).scalar_one_or_none()
    if award is None:
        raise NotFound
    return award


def batch_rows(meeting: Meeting) -> dict[int, AwardBatch]:
    """What is noted about the batches, by number."""
    statement = select(AwardBatch).where(AwardBatch.meeting_id == meeting.id).order_by(AwardBatch.number)
    return {row.number: row for row in db.session.execute(statement).scalars()}


def sheet(meeting: Meeting, today: date) -> AwardSheet:
    """The list with batches and money, in three queries whatever its length."""
    awards, notes = awards_of(meeting), batch_rows(meeting)
    presenters = meetings.functions_of(meeting).get("award_presenter", [])
    usual = "; ".join(_named(row.name, row.title) for row in presenters)
    return _sheet(awards, notes, usual, meeting.held_on or today)


def _named(name: str, title: str) -> str:
    return f"{name}, {title}" if title else name


def _sheet(awards: Sequence[Award], notes: Mapping[int, AwardBatch], usual: str, day: date) -> AwardSheet:
    rows: dict[int, list[Row]] = {}
    place = 0
    for award in awards:
        given = award.status != "revoked"
        place += given
        rows.setdefault(award.batch, []).append(Row(place if given else None, award, prize(award, day)))
    batches = []
    for number, inside in rows.items():
        note = notes.get(number)
        presenter = note.presenter if note and note.presenter else usual
        batches.append(Batch(number, note.name if note else "", presenter, note.version if note else 0, tuple(inside)))
    return AwardSheet(tuple(batches), _totals([row for inside in rows.values() for row in inside]))


def _totals(rows: Iterable[Row]) -> Totals:
    given = [row for row in rows if row.place is not None]
    prizes = [row.prize for row in given if row.prize]
    return Totals(
        amount=sum(one.money.amount for one in prizes),
        provisional=sum(one.money.amount for one in prizes if one.provisional),
        unpriced=len(given) - len(prizes),
        checked=all(one.money.checked for one in prizes),
    )


def findings(meeting: Meeting, today: date) -> list[Finding]:
    """Everything the rules find about the award list, in one query; from four of a kind on told as one."""
    return figures_of(meeting, today)[0]


def figures_of(meeting: Meeting, today: date) -> tuple[list[Finding], Summary]:
    """What there is to look at, and the list in figures, in one query that leaves achievements and people unread."""
    statement = select(
        Award.number, Award.recipient, Award.name, Award.title_of_recipient, Unit.name.label("unit"), Award.award_code,
        Award.authority_code, Award.decision_number, Award.decided_on, Award.status,
    )  # fmt: skip
    in_order = statement.outerjoin(Unit, Unit.id == Award.unit_id).order_by(Award.batch, Award.position, Award.number)
    rows = db.session.execute(in_order.where(Award.meeting_id == meeting.id)).all()
    lines = [
        AwardLine(str(number), recipient, name, unit or title, award, authority, decision, decided_on, status == "revoked")
        for number, recipient, name, title, unit, award, authority, decision, decided_on, status in rows
    ]
    return findings_of(meeting, lines, today), summary_of(row.status for row in rows)


def findings_of(meeting: Meeting, lines: Sequence[AwardLine], today: date) -> list[Finding]:
    """The findings about awards that were read already."""
    law = award_law()
    found = [finding for line in lines for finding in check_award(law, line, meeting.held_on, today)]
    grouped: dict[str, list[Finding]] = {}
    for finding in [*found, *doubles(law, lines)]:
        grouped.setdefault(finding.code, []).append(finding)
    return [finding for code, some in grouped.items() for finding in _folded(code, some)]


def _folded(code: str, some: list[Finding]) -> list[Finding]:
    if len(some) < FOLDED_FROM or some[0].weight == "hard":
        return some
    facts = {"members": len(some), "name": str(some[0].facts["name"])}
    return [Finding(f"{code}_many", some[0].weight, some[0].clause, facts, str(len(some)))]


def summary(meeting: Meeting) -> Summary:
    """The list in figures, in one query."""
    return summary_of(db.session.execute(select(Award.status).where(Award.meeting_id == meeting.id)).scalars())


def summary_of(statuses: Iterable[str]) -> Summary:
    """The figures of a list whose awards have these statuses."""
    counted = Counter(statuses)
    return Summary(counted.total(), counted["proposed"], counted["decided"], counted["revoked"])


def awards_for_paper(meeting: Meeting) -> list[Award]:
    """The awards that are handed over, in the order of presentation, with their units."""
    return [award for award in awards_of(meeting) if award.status != "revoked"]
