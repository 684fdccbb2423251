"""Faces of badges as a PDF; the words that stand beside the data come from the view, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congress.agenda.draft import draft
from congress.agenda.sheet import paper_rows
from congress.agenda.versions import versions
from congress.door.badges import Face
from congress.files.badge_backs import Row
from congress.files.badge_layouts import BadgeLayout, layouts
from congress.files.badges import DEFAULT_COLOR, BadgeEvent, BadgeFace, badges_pdf, shrunk
from congress.files.font_widths import missing_letters
from congress.files.text import clean
from congress.meetings.models import Meeting

FIRST_LAYOUT = "a6x4"


@dataclass(frozen=True)
class Wording:
    """What all badges share, the word of each kind for those who stand in no group, and "Bàn {}" for the tables."""

    event: BadgeEvent
    kinds: Mapping[str, str]
    desk: str


@dataclass(frozen=True)
class PrintWish:
    """How to print: which sheet, whether the programme stands behind, how far to move everything (tenths of a millimetre)."""

    layout: str = FIRST_LAYOUT
    backs: bool = False
    offset: tuple[int, int] = (0, 0)

    @property
    def sheet(self) -> BadgeLayout:
        """The sheet; an unknown one is the first, four A6 on an A4."""
        return layouts().get(self.layout) or layouts()[FIRST_LAYOUT]

    @property
    def offset_mm(self) -> tuple[float, float]:
        """The offset in millimetres."""
        return self.offset[0] / 10, self.offset[1] / 10


@dataclass(frozen=True)
class Small:
    """A badge with words below a comfortable size: whose, which field, how many points."""

    face: Face
    field: str
    size: float


def sheet(faces: Sequence[Face], wording: Wording, wish: PrintWish) -> bytes:
    """One PDF in the order given."""
    prepared = [prepared_face(face, wording) for face in faces]
    return badges_pdf(prepared, wording.event, wish.sheet.code, wish.offset_mm, backs=wish.backs)


def small_words(faces: Sequence[Face], wording: Wording, wish: PrintWish) -> list[Small]:
    """What would have to shrink below a comfortable size on these badges."""
    prepared = [prepared_face(face, wording) for face in faces]
    return [Small(faces[found.place], found.field, found.size) for found in shrunk(prepared, wish.sheet.code)]


def unprintable(faces: Sequence[Face], wording: Wording) -> dict[str, list[int]]:
    """Letters that would be missing on the badges, with the numbers of those badges."""
    found: dict[str, list[int]] = {}
    for face in faces:
        badge = prepared_face(face, wording)
        words = clean(" ".join((badge.name, badge.title, badge.unit, badge.seat, badge.gate)))
        for letter in missing_letters(words):
            found.setdefault(letter, []).append(face.number)
    return found


def prepared_face(face: Face, wording: Wording) -> BadgeFace:
    """A delegate as the sheet wants it."""
    return BadgeFace(
        number=str(face.number),
        code=face.code,
        name=face.name,
        title=face.title,
        unit=face.unit,
        group=face.group or wording.kinds[face.kind],
        group_color=face.colour or DEFAULT_COLOR,
        seat=face.seat,
        gate=" · ".join((*((wording.desk.format(face.desk),) if face.desk else ()), *face.gates)),
    )


def programme_of(meeting: Meeting) -> tuple[Row, ...]:
    """The programme for the back of the badges, as (begins at, what): the newest published one, else the working draft."""
    published = versions(meeting)
    found = published[0].sheet if published else draft(meeting)
    return tuple((row.time.split(" - ")[0], row.content) for row in paper_rows(found))
