"""Badges as PDF: a face in every box of a sheet, the code as a vector QR, on request the programme behind each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from congress.files import qr
from congress.files.badge_backs import Row, back_of
from congress.files.badge_layouts import BadgeLayout, layouts, plan_of
from congress.files.fitting import Box, fit
from congress.files.text import clean
from congress.files.typeset import typeset

DEFAULT_COLOR = "#4a4a4a"
NAME_FLOOR = 12
TEXT_FLOOR = 8

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_WORDS = ("group", "name", "title", "unit", "seat", "number", "gate")
_LABELS = ("seat", "number", "gate")


@dataclass(frozen=True)
class BadgeFace:
    """What one badge shows. `code` is the QR's digits (at most 27); `group_color` (#rrggbb) never stands without `group`.

    `gate` names the gate to go in by, or the table where the badge lies.
    """

    number: str
    code: str
    name: str
    title: str = ""
    unit: str = ""
    group: str = ""
    group_color: str = DEFAULT_COLOR
    seat: str = ""
    gate: str = ""


@dataclass(frozen=True)
class BadgeEvent:
    """What all badges of a meeting share: its name, the day, the place, the labels; `mark` stands small at each foot.

    `programme` and its title are for the back.
    """

    meeting: str
    day: str = ""
    place: str = ""
    mark: str = ""
    seat_label: str = "Chỗ ngồi"
    number_label: str = "Số thẻ"
    gate_label: str = "Cửa, bàn"
    programme_title: str = "Chương trình"
    programme: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Shrunk:
    """A text that does not fit at a comfortable size: of which badge (place in the list), which field, points."""

    place: int
    field: str
    size: float


def badges_pdf(
    badges: Sequence[BadgeFace],
    event: BadgeEvent,
    layout: str = "a6x4",
    offset_mm: tuple[float, float] = (0, 0),
    *,
    backs: bool = False,
) -> bytes:
    """Set the badges in the order given, row by row; the same input gives the same bytes.

    `layout` is a code of `layouts()`; `offset_mm` moves everything right and down, for printers that feed askew. With
    `backs` every sheet is followed by its back, mirrored for printing on both sides over the long edge. The QR without its
    quiet zone is at least 25 mm wide. Takes memory of about 0.1 MB a badge: print large meetings in parts of 500.
    Raises Refused("qr_not_digits") for a code no badge can carry; KeyError for an unknown layout.
    """
    return typeset("badges", badges_data(badges, event, layouts()[layout], offset_mm, backs=backs))


def badges_data(
    badges: Sequence[BadgeFace], event: BadgeEvent, layout: BadgeLayout, offset_mm: tuple[float, float], *, backs: bool
) -> dict:
    """What the template draws: every word already has its box, its size and its lines."""
    plan = plan_of(layout.face, layout.badge)
    names = list(plan.boxes)
    shared = list(_shared(event))
    back = back_of(clean(event.programme_title), event.programme, layout.badge) if backs else []
    return {
        "title": clean(event.meeting),
        "layout": asdict(layout),
        "offset": list(offset_mm),
        "band": plan.band,
        "code": plan.code,
        "boxes": [_box(box) for box in plan.boxes.values()],
        "shared": [_set(names, plan.boxes, name, text) for name, text in shared if name in plan.boxes],
        "labels": {name: _set(names, plan.boxes, f"{name}_label", clean(getattr(event, f"{name}_label"))) for name in _LABELS},
        "back": [{"box": _box(box), "size": fitted.size, "text": "\n".join(fitted.lines)} for box, fitted in back],
        "backs": backs,
        "badges": [_face(badge, names, plan.boxes) for badge in badges],
    }


def _box(box: Box) -> list:
    return [box.x, box.y, box.width, box.height, {"semibold": 600, "bold": 700}.get(box.weight, 400), box.side]


def _shared(event: BadgeEvent) -> Iterator[tuple[str, str]]:
    day = " · ".join(text for text in (clean(event.day), clean(event.place)) if text)
    for name, text in (("meeting", clean(event.meeting)), ("day", day), ("mark", clean(event.mark))):
        if text:
            yield name, text


def _set(names: list[str], boxes: dict[str, Box], name: str, text: str) -> list:
    """A text as [number of its box, points, lines]."""
    fitted = fit(text, boxes[name])
    return [names.index(name), fitted.size, "\n".join(fitted.lines)]


def _face(badge: BadgeFace, names: list[str], boxes: dict[str, Box]) -> dict:
    """A badge as the template wants it: its words, the drawing of its code, a colour for the words on the band."""
    words = {name: clean(getattr(badge, name)) for name in _WORDS}
    color = badge.group_color if _COLOR.fullmatch(badge.group_color) else DEFAULT_COLOR
    return {
        "words": {name: _set(names, boxes, name, text) for name, text in words.items() if text},
        "color": color,
        "on_color": readable_on(color),
        "qr": qr.svg_of(qr.modules(badge.code)),
    }


def shrunk(badges: Sequence[BadgeFace], layout: str) -> list[Shrunk]:
    """Names that must be below 12 points and other words below 8, before anything is printed."""
    chosen = layouts()[layout]
    boxes = plan_of(chosen.face, chosen.badge).boxes
    found = []
    for place, badge in enumerate(badges):
        for name in ("name", "title", "unit", "seat", "gate"):
            size = fit(clean(getattr(badge, name)), boxes[name]).size
            if size < (NAME_FLOOR if name == "name" else TEXT_FLOOR):
                found.append(Shrunk(place, name, size))
    return found


def readable_on(color: str) -> str:
    """Black or white, whichever has more contrast with the colour (WCAG 2.2 relative luminance)."""
    red, green, blue = (_linear(int(color[start : start + 2], 16)) for start in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "#ffffff"


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
