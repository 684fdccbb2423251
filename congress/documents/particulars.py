"""What stands on a paper besides its content: what was typed for it, else for every paper, else what the unit's name says."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from congress import audit
from congress.awards.law import award_law, default_authority
from congress.awards.models import Award
from congress.awards.queries import awards_for_paper
from congress.db import db, transaction
from congress.documents import wording
from congress.documents.kinds import KINDS
from congress.documents.models import EVERY_PAPER, PaperParticulars
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.rules.local_time import day_of
from congress.rules.names import clean_name
from congress.submissions import queries as submissions

LINE_LONGEST = 300
LINES_MOST = 20
Lines = tuple[str, ...]


@dataclass(frozen=True)
class Particulars:
    """The particulars of a paper; `day` None leaves room to write it in, a `number` that begins with / has none yet."""

    parent: Lines
    issuer: Lines
    organ: str
    number: str
    place: str
    day: date | None
    capacity: Lines
    signer: str
    recipients: Lines
    addressees: Lines
    basis: Lines


LISTS = ("parent", "issuer", "capacity", "recipients", "addressees", "basis")
SHARED = ("parent", "issuer", "organ", "place", "capacity", "signer")


@dataclass(frozen=True)
class Typed:
    """What is in force for a paper, and the version of what was typed for it (0: nothing was)."""

    particulars: Particulars
    version: int


def effective(meeting: Meeting, paper: str, rows: Mapping[str, PaperParticulars] | None = None) -> Typed:
    """The particulars in force for one paper, or for `all`.

    Args:
        rows: what `typed_rows` gave, when the caller has read it already.
    """
    rows = typed_rows(meeting) if rows is None else rows
    common, own = rows.get(EVERY_PAPER), rows.get(paper)
    values = defaults(meeting, paper)
    values |= _loaded(common, SHARED if paper != EVERY_PAPER else None)
    if paper == AWARD_DECISION and values["capacity"] and values["capacity"][0].startswith("TM."):
        values["capacity"] = values["capacity"][1:]
    values |= _loaded(own)
    return Typed(Particulars(**values), own.version if own else 0)


AWARD_DECISION = "quyet-dinh-khen-thuong"
LETTER = "cong-van-gui-danh-sach"


def typed_rows(meeting: Meeting) -> dict[str, PaperParticulars]:
    """Everything typed for the papers of a meeting, by code, in one query."""
    statement = select(PaperParticulars).where(PaperParticulars.meeting_id == meeting.id).order_by(PaperParticulars.paper)
    return {row.paper: row for row in db.session.execute(statement).scalars()}


def _loaded(row: PaperParticulars | None, wanted: tuple[str, ...] | None = None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in (row.fields if row else {}).items():
        if wanted is None or key in wanted:
            values[key] = tuple(value) if key in LISTS else date.fromisoformat(value) if key == "day" and value else value or ""
    return {key: None if key == "day" and not value else value for key, value in values.items()}


def defaults(meeting: Meeting, paper: str) -> dict[str, Any]:
    """What the meeting's unit and the type of the paper propose."""
    unit, kind = meeting.unit, KINDS.get(paper)
    return {
        "parent": tuple(wording.parent_lines(unit)),
        "issuer": tuple(wording.issuer_lines(unit)),
        "organ": wording.organ_of(unit),
        "number": _number(meeting, paper),
        "place": wording.place_of(unit),
        "day": _day(meeting) if paper == AWARD_DECISION else None,
        "capacity": tuple(wording.capacity_of(unit)),
        "signer": "",
        "recipients": kind.recipients if kind else (),
        "addressees": _addressees(meeting) if paper == LETTER else (),
        "basis": _basis(meeting) if paper == AWARD_DECISION else (),
    }


def _number(meeting: Meeting, paper: str) -> str:
    """Type and body, "/GM-UBND"; a letter no type, but body and drafting unit, "/UBND-VP" (Decree 30/2020, annex I, II.3)."""
    kind, short = KINDS.get(paper), wording.abbreviation(meeting.unit)
    if paper == LETTER:
        sent = submissions.versions(meeting)
        return sent[0].paper_number if sent and sent[0].paper_number else f"/{short}-"
    if kind is None or not kind.sign:
        return ""
    if paper == AWARD_DECISION:
        numbers = {award.decision_number for award in to_decide(meeting)}
        return (numbers.pop() if len(numbers) == 1 else "") or f"/{kind.sign}-{short}"
    return f"/{kind.sign}-{short}"


def to_decide(meeting: Meeting) -> list[Award]:
    """The awards a decision of the body's own authority is about: those still proposed, or when all are decided, all."""
    own = default_authority(meeting.unit)
    mine = [award for award in awards_for_paper(meeting) if award.authority_code == own]
    return [award for award in mine if award.status == "proposed"] or mine


def _day(meeting: Meeting) -> date | None:
    """The day of the decision when all of its awards bear the same."""
    days = {award.decided_on for award in to_decide(meeting)}
    return days.pop() if len(days) == 1 else None


def _addressees(meeting: Meeting) -> Lines:
    above = meeting.higher_meeting.unit if meeting.higher_meeting else meeting.unit.parent
    return (wording.organ_of(above),) if above else ()


def _basis(meeting: Meeting) -> Lines:
    """The law and the decree that the award tables name for the day."""
    day = meeting.held_on or day_of(meeting.created_at)
    sources = {line.dated.source.split(",")[0] for line in award_law().coefficients if line.dated.is_in_force(day)}
    return (
        "Căn cứ Luật Tổ chức chính quyền địa phương",
        "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022",
        *(f"Căn cứ {source} của Chính phủ quy định chi tiết thi hành Luật Thi đua, khen thưởng" for source in sorted(sources)),
        f"Theo đề nghị của Hội đồng Thi đua - Khen thưởng {wording.lowered(meeting.unit.name)}",
    )


def store(actor: str, now: datetime, meeting: Meeting, paper: str, wish: Particulars, seen_version: int) -> None:
    """Keep what differs from the proposal, so that a later change of the common particulars still reaches this paper.

    Args:
        paper: code of a paper, or `all`.

    Raises:
        Refused: `stale`, `paper_issuer_missing`, `text_long`, `paper_lines_many`.
        NotFound: no such paper.
    """
    if paper != EVERY_PAPER and paper not in KINDS:
        raise NotFound
    values = checked(wish)
    with transaction() as session:
        rows = typed_rows(meeting)
        row = rows.pop(paper, None)
        if (row.version if row else 0) != seen_version:
            raise Refused("stale")
        proposed = effective(meeting, paper, rows).particulars
        kept = {key: _stored(value) for key, value in values.items() if value != getattr(proposed, key)}
        if row is None:
            row = PaperParticulars(meeting_id=meeting.id, paper=paper, fields=kept)
            session.add(row)
        row.fields = kept
        audit.record(
            session,
            at=now,
            actor=actor,
            act="documents.particulars",
            subject=f"paper {paper}",
            meeting_id=meeting.id,
            after=kept,
        )


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def checked(wish: Particulars) -> dict[str, Any]:
    """The fields cleaned, empty lines left out.

    Raises:
        Refused: `paper_issuer_missing`, `text_long`, `paper_lines_many` at the field.
    """
    values = {entry.name: _cleaned(entry.name, getattr(wish, entry.name)) for entry in fields(Particulars)}
    if not values["issuer"]:
        raise Refused("paper_issuer_missing", field="issuer")
    return values


def _cleaned(name: str, value: Any) -> Any:
    if name == "day":
        return value
    lines = tuple(filter(None, (clean_name(line) for line in value))) if name in LISTS else (clean_name(value),)
    if len(lines) > LINES_MOST:
        raise Refused("paper_lines_many", field=name, limit=LINES_MOST)
    if any(len(line) > LINE_LONGEST for line in lines):
        raise Refused("text_long", field=name, limit=LINE_LONGEST)
    return lines if name in LISTS else lines[0]
