"""The seat plan of a hall as one sheet for the wall."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from congress.files.badges import DEFAULT_COLOR, readable_on
from congress.files.text import clean
from congress.files.typeset import typeset

PAPERS = {"a3": (420, 297), "a4": (297, 210)}


@dataclass(frozen=True)
class WallSeat:
    """One seat: its number in the row, who sits there (may be empty), the numeral of the group, whether it is kept free."""

    seat: str
    name: str = ""
    sign: str = ""
    blocked: bool = False


@dataclass(frozen=True)
class WallRow:
    """One row from left to right, as the stage is faced."""

    name: str
    seats: Sequence[WallSeat]


@dataclass(frozen=True)
class WallGroup:
    """A group in the legend: numeral, name, colour (#rrggbb), how many sit."""

    sign: str
    name: str
    color: str
    seated: int


@dataclass(frozen=True)
class WallWords:
    """What stands on the sheet beside the seats; `mark` small in the foot."""

    title: str
    meeting: str
    stage: str
    table: str
    mark: str = ""


@dataclass(frozen=True)
class WallPlan:
    """The whole sheet; `aisles` are the seats after which an aisle runs; `table` the presidium's, without seats when none."""

    words: WallWords
    rows: Sequence[WallRow]
    aisles: Sequence[int]
    table: WallRow
    legend: Sequence[WallGroup]


def wall_plan_pdf(plan: WallPlan, paper: str = "a3") -> bytes:
    """Set the plan on one sheet, landscape; every group has its colour and its numeral. The same input gives the same bytes.

    Raises KeyError for a paper that is not in PAPERS.
    """
    width, height = PAPERS[paper]
    colors = {group.sign: group.color or DEFAULT_COLOR for group in plan.legend}
    data = {
        "width": width,
        "height": height,
        "words": {name: clean(text) for name, text in asdict(plan.words).items()},
        "rows": [_row(row, colors) for row in plan.rows],
        "table": _row(plan.table, colors),
        "aisles": list(plan.aisles),
        "legend": [_group(group) for group in plan.legend],
    }
    return typeset("wall_plan", data)


def _row(row: WallRow, colors: dict[str, str]) -> dict[str, object]:
    return {"name": row.name, "seats": [_seat(seat, colors) for seat in row.seats]}


def _seat(seat: WallSeat, colors: dict[str, str]) -> dict[str, object]:
    color = colors.get(seat.sign, DEFAULT_COLOR)
    shown = {"seat": seat.seat, "name": clean(seat.name), "sign": seat.sign, "blocked": seat.blocked}
    return shown | {"color": color, "on_color": readable_on(color)}


def _group(group: WallGroup) -> dict[str, object]:
    color = group.color or DEFAULT_COLOR
    text = {"sign": group.sign, "name": clean(group.name), "seated": str(group.seated)}
    return text | {"color": color, "on_color": readable_on(color)}
