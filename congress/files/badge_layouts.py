"""Sheets badges are printed on and the boxes of each face, in millimetres; the sheets are data in seeds."""

from dataclasses import dataclass
from functools import cache

from congress import paths
from congress.files.fitting import Box

CODE = 34.6  # side of the drawn code with its quiet zone: the code itself is 25 mm wide
TALL_CODE = 36.0


@dataclass(frozen=True)
class BadgeLayout:
    """A sheet: its size, the size of a badge, how many across and down, where the first begins, the space between.

    `face` is "tall" (A6) or "wide" (A7, labels, cards); `marks` asks for marks to cut along.
    """

    code: str
    paper: tuple[float, float]
    badge: tuple[float, float]
    across: int
    down: int
    left: float
    top: float
    gap: tuple[float, float]
    marks: bool
    face: str

    @property
    def per_sheet(self) -> int:
        """Badges on one sheet."""
        return self.across * self.down


@cache
def layouts() -> dict[str, BadgeLayout]:
    """Every sheet by its code, the usual one first."""
    rows = paths.read_seed("badge-sheets")["sheets"]
    pairs = ("paper", "badge", "gap")
    return {row["code"]: BadgeLayout(**row | {name: tuple(row[name]) for name in pairs}) for row in rows}


@dataclass(frozen=True)
class FacePlan:
    """Where everything of a face stands: the boxes of words by name, the coloured band, the corner and side of the code."""

    boxes: dict[str, Box]
    band: tuple[float, float, float, float]
    code: tuple[float, float, float]


@cache
def plan_of(face: str, badge: tuple[float, float]) -> FacePlan:
    """The plan of a face on a badge of this size."""
    return _tall() if face == "tall" else _wide(*badge)


def _tall() -> FacePlan:
    """A6 upright: meeting, band and name across, the code at the lower left."""
    boxes = {
        "meeting": Box(8, 8, 89, 17, (12, 11, 10, 9, 8, 7, 6), "bold"),
        "day": Box(8, 26, 89, 7, (9, 8, 7, 6, 5)),
        "group": Box(8, 35.5, 89, 10, (17, 15, 13, 11, 9, 7), "bold"),
        "name": Box(7, 49, 91, 32, (40, 37, 34, 31, 28, 25, 22, 20, 18, 16, 14), "bold", one_line_floor=25),
        "title": Box(8, 81, 89, 12, (14, 13, 12, 11, 10, 9, 8, 7)),
        "unit": Box(8, 95, 89, 11, (14, 13, 12, 11, 10, 9, 8, 7), "semibold"),
        "seat_label": Box(46, 108, 52, 4.5, (9, 8, 7), side="left"),
        "seat": Box(46, 112.5, 52, 11, (24, 20, 17, 14, 11, 9, 7), "bold", "left"),
        "number_label": Box(46, 125, 18, 4.5, (9, 8, 7), side="left"),
        "number": Box(46, 129.5, 18, 9, (20, 17, 14, 11, 9, 7), "semibold", "left"),
        "gate_label": Box(66, 125, 32, 4.5, (9, 8, 7), side="left"),
        "gate": Box(66, 129.5, 32, 9, (17, 14, 12, 11, 9, 8, 7), "semibold", "left"),
        "mark": Box(6, 143.5, 93, 3, (5.5,)),
    }
    return FacePlan(boxes, (6, 35, 93, 11), (6, 107, TALL_CODE))


def _wide(width: float, height: float) -> FacePlan:
    """Lying: meeting and band across, the code at the left under them, everything else at its right."""
    dated = height >= 60
    head, day, band = height * 0.1, 4 if dated else 0, max(5.5, height * 0.09)
    band_at = 2.5 + head + day + 0.5
    body, right, room = band_at + band + 0.5, 2 + CODE + 1.5, width - 2 - CODE - 1.5 - 3
    left = height - 3.2 - body
    name, title, unit = left * 0.42, left * 0.19, left * 0.15
    foot = body + name + title + unit + 0.3
    value, cell = height - 3.2 - foot - 2.6, room / 10
    tiny, small = (6, 5, 4), (11, 10, 9, 8, 7, 6, 5)
    boxes = {
        "meeting": Box(3, 2.5, width - 6, head, (9, 8, 7, 6, 5, 4), "bold"),
        "day": Box(3, 2.5 + head, width - 6, max(day, 0.1), (7, 6, 5, 4)),
        "group": Box(5, band_at + 0.3, width - 10, band - 0.6, (12, 11, 10, 9, 8, 7, 6), "bold"),
        "name": Box(right, body, room, name, (24, 22, 20, 18, 16, 14, 12, 11, 10, 9), "bold", one_line_floor=18),
        "title": Box(right, body + name, room, title, (10, 9, 8, 7, 6, 5)),
        "unit": Box(right, body + name + title, room, unit, (10, 9, 8, 7, 6, 5), "semibold"),
        "seat_label": Box(right, foot, cell * 4, 2.6, tiny, side="left"),
        "seat": Box(right, foot + 2.6, cell * 4 - 1, value, (14, 12, *small), "bold", "left"),
        "number_label": Box(right + cell * 4, foot, cell * 2.4, 2.6, tiny, side="left"),
        "number": Box(right + cell * 4, foot + 2.6, cell * 2.4 - 1, value, (14, 12, *small), "semibold", "left"),
        "gate_label": Box(right + cell * 6.4, foot, cell * 3.6, 2.6, tiny, side="left"),
        "gate": Box(right + cell * 6.4, foot + 2.6, cell * 3.6, value, small, "semibold", "left"),
        "mark": Box(3, height - 3.2, width - 6, 2, (4.5, 4)),
    }
    if not dated:
        del boxes["day"]
    return FacePlan(boxes, (3, band_at, width - 6, band), (2, body + (height - 3.2 - body - CODE) / 2, CODE))
