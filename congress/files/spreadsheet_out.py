"""Workbooks (.xlsx) as an office keeps them: title lines, a header that repeats on each printed page, sums, signatures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO

from congress.errors import Refused
from congress.files.text import printable

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
STREAMED_FROM = 5_000

_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_BORDER = {"border": 1}
_FORMATS = {
    "plain": _FONT,
    "title": _FONT | {"bold": True, "font_size": 14, "align": "center", "text_wrap": True},
    "header": _FONT | _BORDER | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#EDEDED"},
    "text": _FONT | _BORDER | {"text_wrap": True},
    "id": _FONT | _BORDER | {"num_format": "@"},
    "number": _FONT | _BORDER | {"num_format": "#,##0"},
    "date": _FONT | _BORDER | {"num_format": "dd/mm/yyyy", "align": "center"},
    "moment": _FONT | _BORDER | {"num_format": "dd/mm/yyyy hh:mm", "align": "center"},
    "mark": _FONT | _BORDER | {"align": "center"},
    "sum": _FONT | _BORDER | {"bold": True, "num_format": "#,##0"},
    "sum_label": _FONT | _BORDER | {"bold": True},
    "place": _FONT | {"italic": True, "align": "center"},
    "signer": _FONT | {"bold": True, "align": "center", "text_wrap": True},
}


@dataclass(frozen=True)
class Column:
    """One column. `kind` is text, id (kept as text, leading zeros safe), number, date, moment or mark; width in characters."""

    title: str
    width: int = 16
    kind: str = "text"
    total: bool = False


@dataclass(frozen=True)
class Signature:
    """One signature block under the table: where and when it is signed, the capacity (lines), the name."""

    capacity: tuple[str, ...]
    name: str = ""
    place_and_date: str = ""


@dataclass(frozen=True)
class Sheet:
    """One worksheet. `rows` may be any iterable; `size` is its length when it has none, so that long ones are streamed."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    titles: Sequence[str] = ()
    landscape: bool = False
    total_label: str = ""
    signatures: Sequence[Signature] = field(default=())
    size: int = 0


def write_workbook(sheets: Sequence[Sheet], *, made_at: datetime | None = None) -> bytes:
    """Make an .xlsx of the sheets, in order; strings stay strings whatever they begin with.

    Titles are merged over the width, ids are text, dates are real dates, A4 with the header repeated.
    Raises Refused("too_many_rows") beyond what a worksheet holds.
    """
    import xlsxwriter

    target = BytesIO()
    streamed = any(_length(sheet) > STREAMED_FROM for sheet in sheets)
    options = {
        "in_memory": not streamed,
        "constant_memory": streamed,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(target, options) as book:
        if made_at is not None:
            book.set_properties({"created": made_at})
        formats = {name: book.add_format(look) for name, look in _FORMATS.items()}
        for sheet, name in zip(sheets, _sheet_names(sheets), strict=True):
            _Writer(book.add_worksheet(name), sheet, formats).write()
    return target.getvalue()


def _length(sheet: Sheet) -> int:
    return len(sheet.rows) if hasattr(sheet.rows, "__len__") else sheet.size


def _sheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Names that Excel accepts: 31 signs, none forbidden, no two alike whatever their case."""
    names: list[str] = []
    for number, sheet in enumerate(sheets, 1):
        name = printable(sheet.name).translate(_FORBIDDEN_IN_NAME).strip().strip("'")[:31].strip() or f"Trang {number}"
        if name.casefold() in {taken.casefold() for taken in names}:
            name = f"{name[:27].strip()} {number}"
        names.append(name)
    return names


class _Writer:
    """Writes one sheet from top to bottom, which the streaming mode demands."""

    def __init__(self, page, sheet: Sheet, formats: dict) -> None:
        self.page, self.sheet, self.formats = page, sheet, formats
        self.last_column = max(len(sheet.columns) - 1, 0)
        self.sums = [0] * len(sheet.columns)
        self.row = 0

    def write(self) -> None:
        self._set_widths()
        self._write_titles()
        header = self._write_header()
        for values in self.sheet.rows:
            self._write_row(values)
        if any(column.total for column in self.sheet.columns):
            self._write_sums(header + 1)
        self._write_signatures()
        self._set_up_print(header)

    def _set_widths(self) -> None:
        for index, column in enumerate(self.sheet.columns):
            self.page.set_column(index, index, column.width)

    def _write_titles(self) -> None:
        for title in self.sheet.titles:
            self.page.set_row(self.row, 20)
            self._write_across(printable(title), 0, self.last_column, "title")
            self.row += 1
        if self.sheet.titles:
            self.row += 1

    def _write_across(self, text: str, first: int, last: int, look: str) -> None:
        if last > first:
            self.page.merge_range(self.row, first, self.row, last, "", self.formats[look])
        self.page.write_string(self.row, first, text, self.formats[look])

    def _write_header(self) -> int:
        header = self.row
        self.page.set_row(header, 32)
        for index, column in enumerate(self.sheet.columns):
            self.page.write_string(header, index, printable(column.title), self.formats["header"])
        self.page.freeze_panes(header + 1, 0)
        self.row += 1
        return header

    def _write_row(self, values: Sequence[object]) -> None:
        if self.row >= MAX_ROWS:
            raise Refused("too_many_rows", limit=MAX_ROWS)
        for index, (column, value) in enumerate(zip(self.sheet.columns, values, strict=True)):
            self._write_cell(index, column, value)
            if column.total and isinstance(value, int):
                self.sums[index] += value
        self.row += 1

    def _write_cell(self, index: int, column: Column, value: object) -> None:
        look = self.formats[column.kind]
        if value is None or value == "":
            self.page.write_blank(self.row, index, None, look)
        elif isinstance(value, bool):
            self.page.write_string(self.row, index, "x" if value else "", self.formats["mark"])
        elif isinstance(value, int) and column.kind != "id" and abs(value) < 10**15:
            self.page.write_number(self.row, index, value, look)
        elif isinstance(value, date):
            wanted = "moment" if isinstance(value, datetime) and column.kind == "moment" else "date"
            self.page.write_datetime(self.row, index, value, self.formats[wanted])
        else:
            self.page.write_string(self.row, index, printable(str(value))[:MAX_CELL], look)

    def _write_sums(self, first: int) -> None:
        labelled = False
        for index, column in enumerate(self.sheet.columns):
            if column.total:
                self._write_sum(index, first)
            else:
                label = "" if labelled else printable(self.sheet.total_label)
                self.page.write_string(self.row, index, label, self.formats["sum_label"])
                labelled = True
        self.row += 1

    def _write_sum(self, index: int, first: int) -> None:
        """A live formula with its value stored beside it, so that readers which do not compute see the figure too."""
        from xlsxwriter.utility import xl_range

        if self.row == first:
            self.page.write_number(self.row, index, 0, self.formats["sum"])
            return
        formula = f"=SUM({xl_range(first, index, self.row - 1, index)})"
        self.page.write_formula(self.row, index, formula, self.formats["sum"], self.sums[index])

    def _write_signatures(self) -> None:
        blocks = self.sheet.signatures
        if not blocks:
            return
        spans = _spans(self.last_column, len(blocks))
        lines = max(len(block.capacity) for block in blocks)
        self.row += 1
        self._write_line([block.place_and_date for block in blocks], spans, "place")
        for line in range(lines):
            self._write_line([block.capacity[line] if line < len(block.capacity) else "" for block in blocks], spans, "signer")
        self.row += 4
        self._write_line([block.name for block in blocks], spans, "signer")

    def _write_line(self, texts: list[str], spans: list[tuple[int, int]], look: str) -> None:
        for text, (first, last) in zip(texts, spans, strict=True):
            if text:
                self._write_across(printable(text), first, last, look)
        self.row += 1

    def _set_up_print(self, header: int) -> None:
        self.page.set_paper(9)
        self.page.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        self.page.repeat_rows(header)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&C&P/&N")
        if self.sheet.landscape:
            self.page.set_landscape()


def _spans(last_column: int, blocks: int) -> list[tuple[int, int]]:
    """First and last column of each signature block, side by side over the width of the table."""
    width = max((last_column + 1) // blocks, 1)
    spans = [(n * width, (n + 1) * width - 1) for n in range(blocks)]
    return [*spans[:-1], (spans[-1][0], max(last_column, spans[-1][0]))]
