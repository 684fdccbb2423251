"""The annex "Bảng phân bổ đại biểu": an adopted version as a table, for the page, the workbook and the papers."""

import uuid
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO

from sqlalchemy import select

from congress.allocation.models import Allocation
from congress.allocation.service import seats_of
from congress.db import db
from congress.files.spreadsheet_out import Column, Sheet, write_workbook
from congress.meetings.models import Meeting, SeatGroup
from congress.units.models import Unit


@dataclass(frozen=True)
class AnnexRow:
    """A unit (or "Khách mời", unit_id None) with its weight, quotient, seats per group and their sum."""

    unit_id: uuid.UUID | None
    name: str
    weight: int | None
    quotient: Fraction | None
    cells: tuple[int, ...]
    seats: int


@dataclass(frozen=True)
class Annex:
    """Rows and column sums of one version; `core` and `other` are sums over the groups' shares."""

    allocation: Allocation
    groups: tuple[SeatGroup, ...]
    rows: tuple[AnnexRow, ...]
    sums: tuple[int, ...]
    core: int
    divisor: Fraction | None


def _fraction(text: str | None) -> Fraction | None:
    return Fraction(text) if text is not None else None


def table_of(meeting: Meeting, allocation: Allocation) -> Annex:
    """The version as a table, rows in the order of the wish, guests last."""
    seats = seats_of(allocation)
    groups = tuple(meeting.groups)
    keys = [uuid.UUID(row["unit_id"]) for row in allocation.wish["rows"]]
    names = _names(keys)
    rows = [
        _row(key, names.get(key, wish["name"]), wish["weight"], _fraction(step["quotient"]), groups, seats)
        for key, wish, step in zip(keys, allocation.wish["rows"], allocation.steps["rows"], strict=True)
    ]
    guests = _row(None, "Khách mời, không thuộc đơn vị nào", None, None, groups, seats)
    shown = (*rows, guests) if guests.seats else tuple(rows)
    sums = tuple(sum(row.cells[place] for row in shown) for place in range(len(groups)))
    core = sum(count for group, count in zip(groups, sums, strict=True) if group.share == "core")
    return Annex(allocation, groups, shown, sums, core, _fraction(allocation.steps["divisor"]))


def _names(keys: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    return {row.id: row.name for row in db.session.execute(select(Unit.id, Unit.name).where(Unit.id.in_(keys)))}


def _row(
    key: uuid.UUID | None,
    name: str,
    weight: int | None,
    quotient: Fraction | None,
    groups: tuple[SeatGroup, ...],
    seats: dict[tuple[uuid.UUID | None, uuid.UUID], int],
) -> AnnexRow:
    cells = tuple(seats.get((key, group.id), 0) for group in groups)
    return AnnexRow(key, name, weight, quotient, cells, sum(cells))


def workbook(meeting: Meeting, allocation: Allocation) -> BytesIO:
    """The annex as .xlsx with sums."""
    table = table_of(meeting, allocation)
    columns = [Column("STT", 6, "number"), Column("Đơn vị", 40)]
    columns += [Column(group.name, 14, "number", total=True) for group in table.groups]
    columns += [Column("Tổng số", 10, "number", total=True)]
    rows = [[place, row.name, *row.cells, row.seats] for place, row in enumerate(table.rows, 1)]
    titles = ("BẢNG PHÂN BỔ ĐẠI BIỂU", meeting.title, f"Ban hành lần {allocation.number}")
    sheet = Sheet("Phân bổ đại biểu", columns, rows, titles=titles, landscape=True, total_label="Tổng cộng")
    return BytesIO(write_workbook([sheet], made_at=allocation.adopted_at))
