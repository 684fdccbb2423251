"""The columns an imported list may have, and the table of one as a draft keeps it: plain rows, ready to be sealed."""

import json
from dataclasses import dataclass, replace
from datetime import date

from congress.errors import Refused
from congress.files import legacy_encodings
from congress.files.headers import Record, Table, Wanted, find_table
from congress.files.spreadsheet_in import Cell, SheetRows

MOST_ROWS = 3000
COLUMNS = (
    Wanted("name", ("Họ và tên", "Họ tên", "Họ, tên", "Họ và tên đại biểu", "Họ tên đại biểu", "Họ và tên đệm", "Họ đệm",
                    "Họ và đệm", "Đại biểu"), required=True),
    Wanted("given", ("Tên",)),
    Wanted("birth", ("Ngày, tháng, năm sinh", "Ngày sinh", "Năm sinh", "Ngày tháng năm sinh", "Sinh năm", "Sinh ngày")),
    Wanted("sex", ("Giới tính", "Nam/Nữ", "Phái", "Giới")),
    Wanted("male", ("Nam",)),
    Wanted("female", ("Nữ",)),
    Wanted("unit", ("Đơn vị", "Đơn vị công tác", "Cơ quan, đơn vị", "Nơi công tác", "Đơn vị giới thiệu", "Xã, thị trấn",
                    "Thôn, bản", "Đoàn"), fill_merged=True),
    Wanted("title", ("Chức vụ", "Chức danh", "Chức vụ, chức danh", "Chức vụ, đơn vị công tác", "Nghề nghiệp",
                     "Chức vụ, nghề nghiệp")),
    Wanted("group", ("Nhóm cơ cấu", "Nhóm", "Thành phần", "Cơ cấu", "Thành phần đại biểu"), fill_merged=True),
    Wanted("kind", ("Loại đại biểu", "Loại", "Tư cách")),
    Wanted("direct", ("Trực tiếp sản xuất, công tác", "Trực tiếp", "Trực tiếp sản xuất", "Người trực tiếp")),
    Wanted("basis", ("Căn cứ", "Căn cứ cử", "Hình thức cử")),
    Wanted("represents", ("Đại diện tập thể", "Đại diện cho", "Đại diện")),
    Wanted("achievement", ("Thành tích", "Thành tích tiêu biểu", "Tóm tắt thành tích", "Thành tích nổi bật",
                           "Trích ngang thành tích")),
    Wanted("phone", ("Số điện thoại", "Điện thoại", "SĐT", "Di động")),
    Wanted("ethnic_group", ("Dân tộc",)),
    Wanted("religion", ("Tôn giáo",)),
    Wanted("party_member", ("Đảng viên", "Là đảng viên")),
    Wanted("education", ("Trình độ", "Trình độ học vấn", "Trình độ chuyên môn")),
    Wanted("identity_number", ("Số căn cước", "Số CCCD", "Số định danh cá nhân", "CMND/CCCD", "CCCD", "Căn cước công dân",
                               "Số căn cước công dân", "Số định danh")),
    Wanted("note", ("Ghi chú",)),
)  # fmt: skip
FIELDS = tuple(column.field for column in COLUMNS)
IDENTITY = "identity_number"
SENSITIVE = ("ethnic_group", "religion", "party_member", "education", IDENTITY)


@dataclass(frozen=True)
class Line:
    """One row of the table: its number in the file, the section heading above it, its cells from column A on."""

    row: int
    section: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Content:
    """A table as read: headings by column (from 0), its lines, and what the reader noticed about the file."""

    headings: dict[int, str]
    lines: tuple[Line, ...]
    sheet: str
    other_sheets: tuple[str, ...]
    encoding: str

    def to_bytes(self) -> bytes:
        """JSON, days marked as days."""
        rows = [[line.row, line.section, [_packed(cell) for cell in line.cells]] for line in self.lines]
        whole = {"headings": self.headings, "rows": rows, "sheet": self.sheet, "others": self.other_sheets}
        return json.dumps({**whole, "encoding": self.encoding}, ensure_ascii=False).encode()

    @staticmethod
    def from_bytes(data: bytes) -> "Content":
        """What `to_bytes` wrote."""
        whole = json.loads(data)
        lines = tuple(Line(row, section, tuple(_unpacked(cell) for cell in cells)) for row, section, cells in whole["rows"])
        headings = {int(place): text for place, text in whole["headings"].items()}
        return Content(headings, lines, whole["sheet"], tuple(whole["others"]), whole["encoding"])


def _packed(cell: Cell) -> str | list[str]:
    return [cell.isoformat()] if isinstance(cell, date) else cell


def _unpacked(cell: str | list[str]) -> Cell:
    return date.fromisoformat(cell[0]) if isinstance(cell, list) else cell


def read_table(sheet: SheetRows) -> tuple[Content, dict[int, str]]:
    """The table inside a sheet, and the field guessed for each column.

    Raises:
        Refused: `header_not_found`, `table_has_no_rows`, `intake_too_long`.
    """
    table = find_table(sheet, COLUMNS)
    if len(table.records) > MOST_ROWS:
        raise Refused("intake_too_long", rows=len(table.records), limit=MOST_ROWS)
    by_number = {row.number: row for row in sheet.rows}
    lines = tuple(_line(record, table, by_number[record.row].cells) for record in table.records)
    others = tuple(name for name in sheet.sheet_names if name != sheet.name)
    return Content(_headings(sheet, table), lines, sheet.name, others, _encoding(lines)), table.columns


def without_identity(content: Content, columns: dict[int, str]) -> tuple[Content, dict[int, str]]:
    """The table as a meeting keeps it that asks for no identity numbers: their column is emptied and means nothing."""
    emptied = {place for place, name in columns.items() if name == IDENTITY}
    lines = tuple(
        replace(line, cells=tuple("" if place in emptied else cell for place, cell in enumerate(line.cells)))
        for line in content.lines
    )
    return replace(content, lines=lines), {place: name for place, name in columns.items() if place not in emptied}


def _line(record: Record, table: Table, cells: tuple[Cell, ...]) -> Line:
    """The cells of a row, with what a merged cell above says where the row itself is empty."""
    full = list(cells)
    for place, name in table.columns.items():
        if full[place] == "" and list(table.columns.values()).count(name) == 1:
            full[place] = record.values.get(name, "")
    return Line(record.row, record.section, tuple(full))


def _headings(sheet: SheetRows, table: Table) -> dict[int, str]:
    """The heading of each column that has one, from the header's last row or the row above it."""
    rows = {row.number: row.cells for row in sheet.rows}
    last, above = rows[table.header_row], rows.get(table.header_row - 1, ())
    headings = {}
    for place in range(len(last)):
        text = str(last[place] or (above[place] if place < len(above) and place in table.columns else ""))
        if text or place in table.columns:
            headings[place] = text
    return headings


def _encoding(lines: tuple[Line, ...]) -> str:
    """The legacy encoding most odd cells seem typed in, or unicode; what reads as Vietnamese is never converted anyway."""
    cells = {cell for line in lines[:200] for cell in line.cells if isinstance(cell, str) and not cell.isascii()}
    found = [legacy_encodings.detect(cell) for cell in cells]
    legacy = max(("tcvn3", "vni"), key=found.count)
    return legacy if legacy in found else "unicode"


def values_of(line: Line, columns: dict[int, str], encoding: str) -> dict[str, Cell]:
    """Cells by field, converted from a legacy encoding; several columns of one field are joined by a space."""
    values: dict[str, Cell] = {}
    for place, name in sorted(columns.items()):
        cell = line.cells[place] if place < len(line.cells) else ""
        if isinstance(cell, str):
            cell = legacy_encodings.convert(cell, encoding)
        values[name] = f"{values[name]} {cell}" if values.get(name) and cell else values.get(name) or cell
    return values
