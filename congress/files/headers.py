"""Finds the table inside a sheet: the header under its title lines, the rows that are people, the section each stands in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from congress.errors import Refused
from congress.files.spreadsheet_in import Cell, Row, SheetRows
from congress.files.text import fold

SEARCHED_ROWS = 40
_COUNTED = 3

_TOTAL = re.compile(
    r"(tổng( cộng| số)?|cộng( dồn)?)\s*[:.]?\s*[\d.,]*(\s*(người|đại biểu|đ/c))?\s*[.)]*"
    r"|(danh sách|tổng số|tổng cộng|cộng)\b.*\b(có|gồm|:)\s*\d+.*"
)
_CLOSING = re.compile(
    r"(tm|kt|tl|tuq|q)\.\s?\S.*|nơi nhận.*|(người|cán bộ|công chức) (lập|tổng hợp).*|xác nhận.*|ghi chú\s*:.*"
    r"|[^\d]{2,60},\s*ngày\b.*\btháng\b.*\bnăm\b.*"
)
_ROMAN = re.compile(r"[IVX]{1,5}|[A-H]", re.ASCII)
_IN_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True)
class Wanted:
    """A column looked for: the field's name, the headings people give it, whether a table without it is no table.

    `fill_merged` repeats a vertically merged cell in each of its rows (the unit of several people).
    """

    field: str
    synonyms: Sequence[str]
    required: bool = False
    fill_merged: bool = False


@dataclass(frozen=True)
class Record:
    """One row of the table: its number in the file, its cells by field ("" where empty), the section heading above it."""

    row: int
    values: dict[str, Cell]
    section: str = ""


@dataclass(frozen=True)
class Table:
    """A table found: the last row of its header, the field of each column (from 0), headings nobody asked for, its records."""

    header_row: int
    columns: dict[int, str]
    unknown: dict[int, str]
    records: tuple[Record, ...] = field(default=())

    @property
    def fields(self) -> frozenset[str]:
        """Fields that the table has a column for."""
        return frozenset(self.columns.values())


def find_table(sheet: SheetRows, wanted: Sequence[Wanted]) -> Table:
    """Find header and records of the wanted table.

    The header is the row (or two rows, the upper one spanning the lower) in the first 40 that names every required column and
    most of the others. Numbering rows, total rows and empty rows are left out; section headings go to the records below them;
    the place-and-date line or the signature ends the table.
    Raises Refused("header_not_found", wanted=headings of the required columns) or Refused("table_has_no_rows", header_row=n).
    """
    best = max(_candidates(sheet, wanted), key=lambda found: len(found.fields), default=None)
    if best is None:
        raise Refused("header_not_found", wanted=[column.synonyms[0] for column in wanted if column.required])
    records = tuple(_records(sheet, best, wanted))
    if not records:
        raise Refused("table_has_no_rows", header_row=best.header_row)
    return Table(best.header_row, best.columns, best.unknown, records)


def _candidates(sheet: SheetRows, wanted: Sequence[Wanted]):
    """Possible headers, top to bottom, one row and then two rows high; of equals the first counts."""
    needed = {column.field for column in wanted if column.required}
    for index in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for height in (1, 2):
            if index + height <= len(sheet.rows):
                found = _match(sheet, index, height, wanted)
                if found.columns and needed <= found.fields:
                    yield found


def _match(sheet: SheetRows, index: int, height: int, wanted: Sequence[Wanted]) -> Table:
    """Match one possible header; exact headings claim their field before headings that only begin like one."""
    headings = _headings(sheet, index, height)
    columns: dict[int, str] = {}
    for test in (_is_exactly, _begins_like):
        for place, heading in headings.items():
            if place not in columns and (name := test(heading, wanted, set(columns.values()))):
                columns[place] = name
    columns |= _spread(sheet, index + height, columns, headings)
    unknown = {place: heading for place, heading in headings.items() if place not in columns}
    return Table(sheet.rows[index + height - 1].number, dict(sorted(columns.items())), unknown)


def _headings(sheet: SheetRows, index: int, height: int) -> dict[int, str]:
    """Heading of each column: the lower row's, or the upper row's where the lower one is empty."""
    rows = sheet.rows[index : index + height]
    width = len(rows[0].cells)
    texts = {place: next((str(row.cells[place]) for row in reversed(rows) if row.cells[place]), "") for place in range(width)}
    return {place: text for place, text in texts.items() if text}


def _spread(sheet: SheetRows, header_row: int, columns: dict[int, str], headings: dict[int, str]) -> dict[int, str]:
    """A heading merged over several columns without headings of their own stands over all of them: family name | given name."""
    spread = {}
    for merged in sheet.merged:
        name = columns.get(merged.first_column)
        if name and merged.last_row == header_row:
            for place in range(merged.first_column + 1, merged.last_column + 1):
                if place not in headings:
                    spread[place] = name
    return spread


def _is_exactly(heading: str, wanted: Sequence[Wanted], taken: set[str]) -> str | None:
    keys = {fold(heading), fold(_IN_BRACKETS.sub("", heading))}
    free = (column for column in wanted if column.field not in taken)
    return next((column.field for column in free if keys & {fold(synonym) for synonym in column.synonyms}), None)


def _begins_like(heading: str, wanted: Sequence[Wanted], taken: set[str]) -> str | None:
    """The field whose longest synonym (of five letters or more) begins the heading."""
    key = fold(heading)
    likely = [
        (len(fold(synonym)), column.field)
        for column in wanted
        if column.field not in taken
        for synonym in column.synonyms
        if len(fold(synonym)) >= 5 and key.startswith(fold(synonym))
    ]
    return max(likely)[1] if likely else None


def _records(sheet: SheetRows, table: Table, wanted: Sequence[Wanted]):
    needed = [column.field for column in wanted if column.required]
    filled = _filled_cells(sheet, table, {column.field for column in wanted if column.fill_merged})
    spanned = {merged.first_row for merged in sheet.merged if merged.last_column > merged.first_column}
    section = ""
    for row in sheet.rows:
        if row.number <= table.header_row or _is_filling(row):
            continue
        if _is_closing(row):
            return
        values = _values(row, table, filled)
        if heading := _section(row, values, needed, row.number in spanned):
            section = heading
        elif any(values.values()):
            yield Record(row.number, values, section)


def _values(row: Row, table: Table, filled: dict[tuple[int, int], Cell]) -> dict[str, Cell]:
    """Cells by field; several columns under one heading are joined by a space."""
    values: dict[str, Cell] = {}
    for place, name in table.columns.items():
        cell = row.cells[place] or filled.get((row.number, place), "")
        values[name] = f"{values[name]} {cell}" if values.get(name) and cell else values.get(name) or cell
    return values


def _filled_cells(sheet: SheetRows, table: Table, names: set[str]) -> dict[tuple[int, int], Cell]:
    """What the top-left cell of each merged range says for the rows below it, in the columns that are to be filled."""
    first = sheet.rows[0].number
    return {
        (row, merged.first_column): sheet.rows[merged.first_row - first].cells[merged.first_column]
        for merged in sheet.merged
        if table.columns.get(merged.first_column) in names and table.header_row < merged.first_row <= len(sheet.rows)
        for row in range(merged.first_row + 1, min(merged.last_row, len(sheet.rows)) + 1)
    }


def _texts(row: Row) -> list[str]:
    return [str(cell) for cell in row.cells if cell]


def _is_filling(row: Row) -> bool:
    """Rows that carry nobody: empty, only a number laid out in advance, the numbering of columns, a sum."""
    texts = _texts(row)
    return not texts or (len(texts) == 1 and _is_figure(texts[0])) or _is_numbering(row) or _is_total(row)


def _is_numbering(row: Row) -> bool:
    """The row "1 2 3 4" or "A B 1 2" or "(1) (2) (3)" that forms put under their header."""
    texts = [text.strip("()") for text in _texts(row)]
    digits = [text for text in texts if text.isascii() and text.isdigit() and len(text) <= _COUNTED]
    steps = [int(text) for text in digits]
    in_order = len(steps) >= 2 and steps == list(range(steps[0], steps[0] + len(steps))) and steps[0] <= 3
    return in_order and all(len(text) == 1 and text.isalpha() for text in texts if text not in digits)


def _is_total(row: Row) -> bool:
    """A sum: the first words say so and nobody is named beside them."""
    words = [text for text in _texts(row) if not _is_figure(text)]
    return len(words) == 1 and bool(_TOTAL.fullmatch(words[0].casefold().strip("( ")))


def _is_figure(text: str) -> bool:
    return text.replace(".", "").replace(",", "").isdigit()


def _is_closing(row: Row) -> bool:
    """Place and date, signature, recipients: what stands under the table."""
    texts = _texts(row)
    return len(texts) <= 3 and any(_CLOSING.fullmatch(text.casefold()) for text in texts)


def _section(row: Row, values: dict[str, Cell], needed: list[str], is_spanned: bool) -> str:
    """The text of a heading inside the table ("I. Khối xã, thị trấn"), or "" for a row of the table itself."""
    texts = _texts(row)
    named = any(values.get(name) and not isinstance(values[name], date) for name in needed)
    if len(texts) == 1 and (is_spanned or not named):
        return texts[0]
    if len(texts) > 1 and _ROMAN.fullmatch(texts[0].strip(".) ")) and all(map(_is_figure, texts[2:])):
        return f"{texts[0].strip('.) ')}. {texts[1]}"
    return ""
