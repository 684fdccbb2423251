"""The annex "Bảng phân bổ đại biểu": an adopted version as a table, for the page, the workbook and the papers."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any

from sqlalchemy import select

from congress import paths
from congress.allocation.models import Allocation
from congress.allocation.service import seats_of
from congress.allocation.wish import Wish
from congress.db import db
from congress.files.spreadsheet_out import Column, Sheet, write_workbook
from congress.meetings.models import Meeting, SeatGroup
from congress.units.models import Unit


def guidance(minimums: Iterable[tuple[str, int]]) -> str:
    """(title, number) as people say them: ít nhất 2 nữ, 1 dân tộc thiểu số; an empty text when nothing is asked."""
    asked = ", ".join(f"{number} {title[:1].lower()}{title[1:]}" for title, number in minimums)
    return f"ít nhất {asked}" if asked else ""


def guidance_for(allocation: Allocation, unit_id: uuid.UUID) -> str:
    """What a version asks one unit for at least."""
    rows = zip(allocation.wish["rows"], allocation.steps["rows"], strict=True)
    return next((guidance(_minimums(step)) for row, step in rows if row["unit_id"] == str(unit_id)), "")


def _minimums(step: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    titles = {minimum["code"]: minimum["title"] for minimum in paths.read_seed("minimums")["minimums"]}
    return tuple((titles.get(code, code), number) for code, number in step["minimums"].items() if number)


@dataclass(frozen=True)
class AnnexRow:
    """A unit (or "Khách mời", unit_id None) with its head count, quotient, seats per group and their sum.

    `minimums` are what it is asked for at least: (title, number), none that is 0.
    """

    unit_id: uuid.UUID | None
    name: str
    members: int | None
    quotient: Fraction | None
    cells: tuple[int, ...]
    seats: int
    minimums: tuple[tuple[str, int], ...] = ()

    @property
    def guidance(self) -> str:
        """The minimums as people say them: ít nhất 2 nữ, 1 dân tộc thiểu số."""
        return guidance(self.minimums)


@dataclass(frozen=True)
class Annex:
    """Rows and column sums of one version; `core` and `other` are sums over the groups' shares."""

    allocation: Allocation
    groups: tuple[SeatGroup, ...]
    rows: tuple[AnnexRow, ...]
    sums: tuple[int, ...]
    core: int
    divisor: Fraction | None

    @property
    def guided(self) -> bool:
        """True when some unit is asked for a minimum."""
        return any(row.minimums for row in self.rows)


def _fraction(text: str | None) -> Fraction | None:
    return Fraction(text) if text is not None else None


def table_of(meeting: Meeting, allocation: Allocation) -> Annex:
    """The version as a table, rows in the order of the wish, guests last."""
    seats = seats_of(allocation)
    groups = tuple(meeting.groups)
    wish = Wish.from_document(allocation.wish)
    names = _names([row.unit_id for row in wish.rows])
    rows = []
    for asked, step in zip(wish.rows, allocation.steps["rows"], strict=True):
        cells = tuple(seats.get((asked.unit_id, group.id), 0) for group in groups)
        name = names.get(asked.unit_id, asked.name)
        quotient = _fraction(step["quotient"])
        rows.append(AnnexRow(asked.unit_id, name, asked.members, quotient, cells, sum(cells), _minimums(step)))
    outside = tuple(seats.get((None, group.id), 0) for group in groups)
    if sum(outside):
        rows.append(AnnexRow(None, "Khách mời, không thuộc đơn vị nào", None, None, outside, sum(outside)))
    sums = tuple(sum(row.cells[place] for row in rows) for place in range(len(groups)))
    core = sum(count for group, count in zip(groups, sums, strict=True) if group.share == "core")
    return Annex(allocation, groups, tuple(rows), sums, core, _fraction(allocation.steps["divisor"]))


def _names(keys: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {row.id: row.name for row in db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(keys)))}


def workbook(meeting: Meeting, allocation: Allocation) -> BytesIO:
    """The annex as .xlsx with sums."""
    table = table_of(meeting, allocation)
    columns = [Column("STT", 6, "number"), Column("Đơn vị", 40)]
    columns += [Column(group.name, 14, "number", total=True) for group in table.groups]
    columns += [Column("Tổng số", 10, "number", total=True)]
    rows: list[list[object]] = [[place, row.name, *row.cells, row.seats] for place, row in enumerate(table.rows, 1)]
    if table.guided:
        columns.append(Column("Trong đó", 30))
        rows = [[*line, row.guidance] for line, row in zip(rows, table.rows, strict=True)]
    titles = ("BẢNG PHÂN BỔ ĐẠI BIỂU", meeting.title, f"Ban hành lần {allocation.number}")
    sheet = Sheet("Phân bổ đại biểu", columns, rows, titles=titles, landscape=True, total_label="Tổng cộng")
    return BytesIO(write_workbook([sheet], made_at=allocation.adopted_at))
