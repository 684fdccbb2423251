"""What every builder of a paper has at hand: the meeting, the particulars, the people, the mark at the foot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from congress.awards.law import authority_title
from congress.delegates import roster
from congress.delegates.models import Delegate
from congress.documents import wording
from congress.documents.particulars import Particulars
from congress.documents.stock import SETTLED
from congress.errors import NotFound
from congress.files.paper import Header, Paragraph, SignatureBlock
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.service import main_session

Opened = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Desk:
    """One paper being made. `mark` says from which data and which point of the history it was made.

    `codes` of live badges and `addresses` of own pages by the number of the delegate, for letters; `codes` None: the letters
    show no code at all.
    """

    meeting: Meeting
    particulars: Particulars
    now: datetime
    mark: str
    codes: Mapping[int, str] | None = None
    addresses: Mapping[int, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.now.date()

    @property
    def year(self) -> int:
        """The year a paper without a day belongs to."""
        return (self.meeting.held_on or self.today).year

    def header(self, subject: str = "") -> Header:
        """The head of the paper."""
        given = self.particulars
        return Header(
            issuer=given.issuer,
            parent=given.parent,
            number=wording.number_line(given.number),
            place_and_date=wording.dated_place(given.place, given.day, self.year),
            subject=subject,
        )

    def signature(self) -> SignatureBlock:
        """The one who signs."""
        return SignatureBlock(self.particulars.capacity, self.particulars.signer)

    def marked(self, *parts: str) -> str:
        """The mark with what this paper adds to it."""
        return " · ".join(filter(None, (*parts, self.mark)))

    @property
    def session(self) -> MeetingSession | None:
        """The first session proper."""
        try:
            return main_session(self.meeting)
        except NotFound:
            return None

    def when(self) -> str:
        """Hour and day of the first session."""
        first = self.session
        day = first.held_on if first and first.held_on else self.meeting.held_on
        return wording.when_text(first.starts_at if first else None, day)

    def where(self) -> str:
        """The place of the first session, or of the meeting."""
        first = self.session
        return (first.place if first else "") or self.meeting.place or "…………"


def people(meeting: Meeting, kind: str, *, settled: bool = False) -> list[Delegate]:
    """Everybody of a kind who is still to come, by unit and name.

    Args:
        settled: only those approved or summoned; when nobody is, the office does without that step and all count.
    """
    found = roster.everybody(meeting, roster.Filter(kind=kind, status="live", order="unit"))
    decided = [delegate for delegate in found if delegate.status in SETTLED]
    return decided if settled and decided else found


def by_unit(found: Sequence[Delegate]) -> list[tuple[str, list[Delegate]]]:
    """The people under the name of their unit, in the order given; those without one come last."""
    grouped: dict[str, list[Delegate]] = {}
    for delegate in found:
        grouped.setdefault(delegate.unit.name if delegate.unit else "", []).append(delegate)
    return sorted(grouped.items(), key=lambda pair: pair[0] == "")


def plain(text: str) -> Paragraph:
    """A sentence that stands alone."""
    return Paragraph(text)


def item(label: str, text: str) -> Paragraph:
    """ "Thời gian: …" as a paragraph."""
    return Paragraph(f"{label}: {text}")


def authority_name(meeting: Meeting, code: str) -> str:
    """The deciding authority with the name of the body when it is this one: "Chủ tịch Ủy ban nhân dân huyện Chi Lăng"."""
    title = authority_title(code)
    level = {"commune": "cấp xã", "district": "cấp huyện", "province": "cấp tỉnh"}.get(meeting.unit.level, "")
    return title.replace(level, wording.lowered(meeting.unit.name)) if level else title
