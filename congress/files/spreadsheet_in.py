"""Tables that people send: .xlsx, .xls, .csv or cells pasted from a spreadsheet, read into clean rows."""

import csv
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import BinaryIO

from congress.errors import Refused
from congress.files import workbook_reader
from congress.files.text import clean
from congress.files.workbook_guard import MAX_COLUMNS, MAX_ROWS, content_of, kind_of

Cell = str | date

APART_SECONDS = 30


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
    return _from_workbook(_read_apart(data, sheet), filename, sheet)


def read_pasted(text: str) -> SheetRows:
    """Read cells copied from a spreadsheet (tab-separated) or typed with commas or semicolons; row 1 is the first line.

    Raises Refused: sheet_empty, too_many_rows, too_many_columns, file_unreadable.
    """
    return _from_text(text, "")


def _from_workbook(contents: dict, filename: str, wanted: str | None) -> SheetRows:
    if code := contents.get("refused"):
        facts = {"limit": contents["limit"]} if "limit" in contents else {"filename": filename}
        raise Refused(code, **({"sheet": wanted} if code == "sheet_missing" else {} if code == "sheet_empty" else facts))
    rows = (tuple(clean(value) if isinstance(value, str) else value for value in values) for values in contents["rows"])
    merged = tuple(Merged(top[0] + 1, top[1], bottom[0] + 1, bottom[1]) for top, bottom in contents["merged"])
    return SheetRows(contents["name"], tuple(contents["names"]), _numbered(rows), merged)


def _read_apart(data: bytes, wanted: str | None) -> dict:
    """Read a workbook in a process of its own: some damaged ones end the process that reads them."""
    limits = [str(MAX_ROWS), str(MAX_COLUMNS)]
    command = [sys.executable, "-P", workbook_reader.__file__, *limits, *([] if wanted is None else [wanted])]
    try:
        # Our own interpreter and file; the sheet's name is one argument and meets no shell.
        done = subprocess.run(command, input=data, capture_output=True, timeout=APART_SECONDS, check=True)  # noqa: S603
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return {"refused": "file_unreadable"}
    return workbook_reader.from_json(done.stdout)


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
