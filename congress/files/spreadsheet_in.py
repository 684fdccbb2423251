"""Tables that people send: .xlsx, .xls, .csv or cells pasted from a spreadsheet, read into clean rows."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import BinaryIO

from congress.errors import Refused
from congress.files.text import clean
from congress.files.workbook_guard import MAX_COLUMNS, MAX_ROWS, content_of, kind_of

Cell = str | date


@dataclass(frozen=True)
class Row:
    """One row: its number as the spreadsheet shows it, its cells from column A on ("" for an empty one)."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True)
class Merged:
    """A merged range, all ends included: rows as the spreadsheet shows them (from 1), columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class SheetRows:
    """One sheet: every row down to the last filled one, all of the same width, and its merged ranges."""

    name: str
    sheet_names: tuple[str, ...]
    rows: tuple[Row, ...]
    merged: tuple[Merged, ...] = ()


def read_sheet(source: BinaryIO | bytes, filename: str, sheet: str | None = None) -> SheetRows:
    """Read one sheet of an upload, by default the first visible one that holds anything.

    Cells are NFC text without invisible signs, whole numbers as digits, dates as `date`; empty rows stay, so that
    row numbers agree with the file.
    Raises Refused: file_empty, file_too_large, file_wrong_type, file_is_web_page, file_encrypted, file_unreadable,
    file_unpacks_too_large, sheet_missing, sheet_empty, too_many_rows, too_many_columns.
    """
    data = content_of(source)
    if kind_of(data, filename) == "text":
        return _from_text(_decoded(data, filename), filename)
    return _from_workbook(data, filename, sheet)


def read_pasted(text: str) -> SheetRows:
    """Read cells copied from a spreadsheet (tab-separated) or typed with commas or semicolons; row 1 is the first line.

    Raises Refused: sheet_empty, too_many_rows, too_many_columns, file_unreadable.
    """
    return _from_text(text, "")


def _from_workbook(data: bytes, filename: str, wanted: str | None) -> SheetRows:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _chosen(book, wanted)
    except PasswordError as error:
        raise Refused("file_encrypted", filename=filename) from error
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise Refused("file_unreadable", filename=filename) from error
    except BaseException as error:
        # A panic of the reader on a damaged file is no Exception; its class cannot be imported, only named.
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("file_unreadable", filename=filename) from error


def _chosen(book, wanted: str | None) -> SheetRows:
    """The sheet asked for, or the first visible one with content, or the first hidden one with content."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [entry for entry in book.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
    names = tuple(entry.name for entry in sheets)
    if wanted is not None:
        if wanted not in names:
            raise Refused("sheet_missing", sheet=wanted)
        return _read(book.get_sheet_by_name(wanted), wanted, names)
    for entry in sorted(sheets, key=lambda entry: entry.visible != SheetVisibleEnum.Visible):
        sheet = book.get_sheet_by_name(entry.name)
        if sheet.start is not None:
            return _read(sheet, entry.name, names)
    raise Refused("sheet_empty")


def _read(sheet, name: str, names: tuple[str, ...]) -> SheetRows:
    if sheet.start is None:
        raise Refused("sheet_empty")
    _check_size(sheet.end[0] + 1, sheet.end[1] + 1)
    left = ("",) * sheet.start[1]
    rows = (left + tuple(_cell(value) for value in values) for values in sheet.iter_rows())
    merged = tuple(
        Merged(top[0] + 1, top[1], bottom[0] + 1, bottom[1]) for top, bottom in sheet.merged_cell_ranges or ()
    )  # fmt: skip
    return SheetRows(name, names, _numbered(rows), merged)


def _numbered(rows) -> tuple[Row, ...]:
    """Rows with their numbers, without the empty ones at the end."""
    numbered = [Row(number, cells) for number, cells in enumerate(rows, 1)]
    while numbered and numbered[-1].is_empty:
        numbered.pop()
    if not numbered:
        raise Refused("sheet_empty")
    return tuple(numbered)


def _check_size(rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise Refused("too_many_rows", limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise Refused("too_many_columns", limit=MAX_COLUMNS)


def _cell(value: object) -> Cell:
    """One cell as a person sees it: no floats where digits were meant, no clock where a day was meant."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    return _moment(value)


def _moment(value: date | time | timedelta) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return value


def _decoded(data: bytes, filename: str) -> str:
    """Text of a .csv: by its byte order mark, else UTF-8, else the one-byte page that Vietnamese legacy fonts hide in."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("file_unreadable", filename=filename)


def _from_text(text: str, filename: str) -> SheetRows:
    if not text.strip("\ufeff \t\r\n,;"):
        raise Refused("sheet_empty")
    try:
        table = list(csv.reader(StringIO(text.lstrip("\ufeff"), newline=""), delimiter=_delimiter(text), strict=False))
    except csv.Error as error:
        raise Refused("file_unreadable", filename=filename) from error
    width = max(len(line) for line in table)
    _check_size(len(table), width)
    rows = (tuple(clean(value) for value in line) + ("",) * (width - len(line)) for line in table)
    name = filename.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0]
    return SheetRows(name, (name,), _numbered(rows))


def _delimiter(text: str) -> str:
    """Tab, semicolon or comma: the one found in most of the first lines; a tab anywhere wins, people do not type tabs."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    if any("\t" in line for line in lines):
        return "\t"
    semicolons, commas = (sum(sign in line for line in lines) for sign in ";,")
    return ";" if semicolons >= commas and semicolons else ","
