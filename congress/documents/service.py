"""Making papers: particulars, content, the mark at the foot, the trace in the history."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from congress import audit
from congress.audit import AuditHead
from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.documents import award_papers, letters, meeting_papers, rosters, upward
from congress.documents.desk import Desk
from congress.documents.kinds import KINDS, PaperKind
from congress.documents.models import EVERY_PAPER
from congress.documents.particulars import Particulars, Typed, effective, store, typed_rows
from congress.documents.stock import Stock, kinds_of, stock
from congress.door import service as door
from congress.door.invitations import service as invitations
from congress.elections.queries import the_list
from congress.errors import NotFound
from congress.files.docx import to_docx
from congress.files.letters import Letters, letters_to_docx
from congress.files.paper import Paper
from congress.files.pdf import letters_to_pdf, paper_to_pdf
from congress.meetings.models import Meeting
from congress.meetings.status import is_editable
from congress.people import particulars as sealed
from congress.people.sealing import Sealer
from congress.rules.local_time import local

SHORT_HASH = 12
BUILDERS: Mapping[str, Callable[[Desk], Paper | Letters]] = {
    "chuong-trinh": meeting_papers.programme,
    "giay-moi": letters.invitations,
    "giay-trieu-tap": letters.summonses,
    "danh-sach-dai-bieu": rosters.delegate_list,
    "danh-sach-ky-ten": rosters.sign_in_sheet,
    "quyet-dinh-khen-thuong": award_papers.decision,
    "danh-sach-trao-thuong": award_papers.stage_list,
    "bien-ban-hoi-nghi": meeting_papers.minutes,
    "bien-ban-bieu-quyet": meeting_papers.vote_minutes,
    "danh-sach-trich-ngang": upward.short_particulars,
    "cong-van-gui-danh-sach": upward.covering_letter,
    "bang-phan-bo": rosters.seat_annex,
    "bao-cao-dai-bieu": rosters.delegate_report,
}


LETTERS = {"giay-moi": "guest", "giay-trieu-tap": "official"}
"""Papers that are a letter to each, and the kind of people who get them."""


@dataclass(frozen=True)
class Entry:
    """What lets people in: live code and address of the own page by the number of the delegate."""

    codes: Mapping[int, str]
    addresses: Mapping[int, str]


@dataclass(frozen=True)
class ListedPaper:
    """One line of the page of papers: what it lacks, and its number as it will be printed."""

    kind: PaperKind
    missing: tuple[str, ...]
    number: str
    typed: bool


@dataclass(frozen=True)
class PaperList:
    """The page of papers."""

    papers: tuple[ListedPaper, ...]
    common: Typed
    stock: Stock


def papers(meeting: Meeting) -> PaperList:
    """Every paper of this meeting with what it lacks, in a constant number of queries."""
    there, rows = stock(meeting), typed_rows(meeting)
    listed = []
    for kind in kinds_of(meeting):
        own = rows.get(kind.code)
        number = str(own.fields.get("number", "")) if own else ""
        listed.append(ListedPaper(kind, there.missing(kind), number, bool(own and own.fields)))
    return PaperList(tuple(listed), effective(meeting, EVERY_PAPER, rows), there)


def kind_of(meeting: Meeting, code: str) -> PaperKind:
    """One paper of this meeting.

    Raises:
        NotFound: there is no such paper, or not for a meeting that sends nobody upward.
    """
    kind = KINDS.get(code)
    if kind is None or (kind.elects and not meeting.elects):
        raise NotFound
    return kind


def build(meeting: Meeting, code: str, now: datetime, entry: Entry | None = None) -> Paper | Letters:
    """The content of a paper from what is stored now, without anything sensitive.

    Args:
        entry: what lets the receivers of letters in; None: the letters show nothing of it.

    Raises:
        NotFound: see `kind_of`.
    """
    kind = kind_of(meeting, code)
    desk = desk_for(meeting, code, now)
    return BUILDERS[kind.code](replace(desk, codes=entry.codes, addresses=entry.addresses) if entry else desk)


def entry_of(
    actor: str, now: datetime, meeting: Meeting, code: str, sealer: Sealer, base: str, *, making: bool = False
) -> Entry:
    """The live code of everybody who gets this letter, and the address of the own page; the opening is recorded.

    Args:
        base: the address at which delegates reach this server, '' when they cannot.
        making: give those approved a code and a page who have none, as printing badges does; not after the meeting.
    """
    with transaction():
        if making and is_editable(meeting):
            door.issue_badges(actor, now, meeting, sealer)
            if base:
                invitations.make_pages(actor, now, meeting, sealer)
        codes = door.open_codes(actor, now, meeting, LETTERS[code], sealer)
        found = invitations.secrets_of(actor, now, meeting, sealer) if base else {}
        return Entry(codes, {number: f"{base.rstrip('/')}/toi/{secret}" for number, secret in found.items()})


def build_sealed(actor: str, now: datetime, meeting: Meeting, code: str, form: str, sealer: Sealer) -> Paper:
    """The content with sensitive particulars (or figures of them), recorded as it leaves the house in this form.

    Raises:
        NotFound: this paper has no such form.
    """
    if not kind_of(meeting, code).sealed:
        raise NotFound
    desk = desk_for(meeting, code, now)
    if code == "bao-cao-dai-bieu":
        record_export(actor, now, meeting, code, form, particulars=True)
        return rosters.delegate_report(desk, counts_for(meeting, sealer, rosters.reported(meeting)))
    people = [candidate.person_id for candidate in the_list(meeting).candidates]
    opened = sealed.view(
        actor, now, sealer, people, act="documents.export", subject=f"paper {code}", meeting_id=meeting.id, form=form,
        particulars=True,
    )  # fmt: skip
    return upward.short_particulars(desk, opened)


def counts_for(meeting: Meeting, sealer: Sealer, statuses: Iterable[str]) -> sealed.SealedCounts:
    """Figures over delegates and guests of these statuses."""
    statement = select(Delegate.person_id).where(
        Delegate.meeting_id == meeting.id, Delegate.kind != "non_delegate", Delegate.status.in_(list(statuses))
    )
    return sealed.count(sealer, statement)


def desk_for(meeting: Meeting, code: str, now: datetime) -> Desk:
    """What the builder of a paper has at hand."""
    moment = local(now)
    head = head_of(meeting.id)
    mark = f"Lập {moment:%H:%M %d/%m/%Y}" + (f" · nhật ký {head[:SHORT_HASH]}" if head else "")
    return Desk(meeting, effective(meeting, code).particulars, moment, mark)


def head_of(meeting_id: uuid.UUID) -> str:
    """The newest hash of the meeting's history, '' before the first act."""
    statement = select(AuditHead.hash).where(AuditHead.chain == str(meeting_id))
    return db.session.execute(statement).scalar_one_or_none() or ""


def as_bytes(content: Paper | Letters, form: str) -> bytes:
    """The paper as a file.

    Args:
        form: docx or pdf.
    """
    if isinstance(content, Letters):
        return letters_to_docx(content) if form == "docx" else letters_to_pdf(content)
    return to_docx(content) if form == "docx" else paper_to_pdf(content)


def begin_letters(
    actor: str, now: datetime, data_dir: Path, meeting: Meeting, code: str, content: Paper | Letters, form: str
) -> str | None:
    """Have more letters than a page can wait for prepared beside the server; the token of the job, None for a file that is
    made at once.

    Raises:
        Refused: see `jobs.start`.
    """
    if not isinstance(content, Letters) or not letters.are_many(content, form):
        return None
    token = letters.begin(data_dir, meeting, code, content, form)
    record_export(actor, now, meeting, code, form)
    return token


def record_export(actor: str, now: datetime, meeting: Meeting, code: str, form: str, **details: bool) -> None:
    """Note that a paper left the house."""
    with transaction() as session:
        audit.record(
            session, at=now, actor=actor, act="documents.export", subject=f"paper {code}", meeting_id=meeting.id,
            form=form, **details,
        )  # fmt: skip


def store_particulars(actor: str, now: datetime, meeting: Meeting, code: str, wish: Particulars, seen_version: int) -> None:
    """Keep what an office writes on a paper, or on every paper (`all`).

    Raises:
        Refused: see `particulars.store`.
        NotFound: no such paper here.
    """
    if code != EVERY_PAPER:
        kind_of(meeting, code)
    store(actor, now, meeting, code, wish, seen_version)


__all__ = ["EVERY_PAPER", "Particulars", "as_bytes", "build", "build_sealed", "effective", "kind_of", "papers"]
