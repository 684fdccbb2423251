"""Badges as PDF: A6 or A7 faces, one or several to a sheet, cut at the marks; the code as a vector QR."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from congress.files import qr
from congress.files.text import clean
from congress.files.typeset import typeset

DEFAULT_COLOR = "#4a4a4a"
LONGEST_WORD = 20

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class BadgeFace:
    """What one badge shows. `code` is the QR's digits (at most 27); `group_color` (#rrggbb) never stands without `group`."""

    number: str
    code: str
    name: str
    title: str = ""
    unit: str = ""
    group: str = ""
    group_color: str = DEFAULT_COLOR
    seat: str = ""
    note: str = ""


@dataclass(frozen=True)
class BadgeEvent:
    """What all badges of a meeting share: its name, the day, the place, the two labels; `mark` stands small at each foot."""

    meeting: str
    day: str = ""
    place: str = ""
    mark: str = ""
    seat_label: str = "Chỗ ngồi"
    number_label: str = "Số thẻ"


@dataclass(frozen=True)
class BadgeLayout:
    """A sheet in millimetres: its size, the size of a badge, how many across and down, the face ("tall" or "wide")."""

    page_width: float
    page_height: float
    badge_width: float
    badge_height: float
    across: int = 1
    down: int = 1
    face: str = "tall"


LAYOUTS = {
    "a6x4": BadgeLayout(210, 297, 105, 148.5, across=2, down=2),
    "a6": BadgeLayout(105, 148.5, 105, 148.5),
    "a7x8": BadgeLayout(210, 297, 105, 74.25, across=2, down=4, face="wide"),
    "a7": BadgeLayout(105, 74.25, 105, 74.25, face="wide"),
}


def badges_pdf(
    badges: Sequence[BadgeFace], event: BadgeEvent, layout: str = "a6x4", offset_mm: tuple[float, float] = (0, 0)
) -> bytes:
    """Set the badges in the order given, row by row; the same input gives the same bytes.

    `layout` is a key of LAYOUTS; `offset_mm` moves everything right and down, for printers that feed askew. The QR without its
    quiet zone is 26 mm wide (A6) or 25 mm (A7). Names shrink to a floor and then break between words; nothing is cut off.
    Takes memory of about 0.1 MB a badge: print large meetings in parts of 500 to 2,000.
    Raises Refused("qr_not_digits") for a code no badge can carry; KeyError for an unknown layout.
    """
    data = {
        "layout": asdict(LAYOUTS[layout]),
        "offset": list(offset_mm),
        "event": {name: clean(text) for name, text in asdict(event).items()},
        "badges": [_face(badge) for badge in badges],
    }
    return typeset("badges", data)


def _face(badge: BadgeFace) -> dict[str, str]:
    """A badge as the template wants it: clean text, the drawing of its code, a colour for the words on the band."""
    face = {name: _breakable(clean(text)) for name, text in asdict(badge).items() if name not in {"code", "group_color"}}
    color = badge.group_color if _COLOR.fullmatch(badge.group_color) else DEFAULT_COLOR
    return face | {"color": color, "on_color": readable_on(color), "qr": qr.svg_of(qr.modules(badge.code))}


def _breakable(text: str) -> str:
    """Places to break in words longer than any Vietnamese one, so that nothing leaves the badge."""
    return " ".join(_with_breaks(word) if len(word) > LONGEST_WORD else word for word in text.split(" "))


def _with_breaks(word: str) -> str:
    return "\u200b".join(word[start : start + 8] for start in range(0, len(word), 8))


def readable_on(color: str) -> str:
    """Black or white, whichever has more contrast with the colour (WCAG 2.2 relative luminance)."""
    red, green, blue = (_linear(int(color[start : start + 2], 16)) for start in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "#ffffff"


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
