"""Faces of badges as a PDF; the words that stand beside the data come from the view, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congress.door.badges import Face
from congress.files.badges import DEFAULT_COLOR, LAYOUTS, BadgeEvent, BadgeFace, badges_pdf


@dataclass(frozen=True)
class Wording:
    """What all badges share, and the word of each kind for those who stand in no group."""

    event: BadgeEvent
    kinds: Mapping[str, str]


def sheet(faces: Sequence[Face], wording: Wording, layout: str = "a6x4") -> bytes:
    """One PDF in the order given; an unknown layout is the first one, four A6 on an A4."""
    prepared = [_prepared(face, wording) for face in faces]
    return badges_pdf(prepared, wording.event, layout if layout in LAYOUTS else "a6x4")


def _prepared(face: Face, wording: Wording) -> BadgeFace:
    return BadgeFace(
        number=str(face.number),
        code=face.code,
        name=face.name,
        title=face.title,
        unit=face.unit,
        group=face.group or wording.kinds[face.kind],
        group_color=face.colour or DEFAULT_COLOR,
        seat=face.seat,
    )
