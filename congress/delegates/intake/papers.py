"""Workbooks around an import: the template to fill in, and the wrong rows given back with their errors."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from congress.delegates.intake.rows import Judged
from congress.delegates.intake.table import Content
from congress.files.spreadsheet_out import Column, Sheet, write_workbook

TEMPLATE = ("name", "birth", "sex", "title", "unit", "group", "kind", "direct", "basis", "represents", "achievement", "phone",
            "ethnic_group", "religion", "party_member", "education", "note")  # fmt: skip
WIDTHS = {"name": 26, "title": 26, "unit": 26, "group": 30, "achievement": 40}
IDENTITY = "identity_number"
TEXT_COLUMNS = ("birth", "phone", IDENTITY)


def template(
    words: Mapping[str, str],
    title: str,
    guide: tuple[str, str, str],
    units: Sequence[str],
    groups: Sequence[str],
    made_at: datetime,
    *,
    asks_identity: bool = False,
) -> bytes:
    """An empty list with its headings, and a second sheet with the names of units and groups as this meeting knows them.

    Args:
        words: headings by field.
        guide: name of the second sheet, headings of its two columns.
        asks_identity: whether there is a column for identity numbers.
    """
    names = (*TEMPLATE, IDENTITY) if asks_identity else TEMPLATE
    columns = [Column(words[name], WIDTHS.get(name, 16), "id" if name in TEXT_COLUMNS else "text") for name in names]
    longest = max(len(units), len(groups))
    rows = [[_at(units, place), _at(groups, place)] for place in range(longest)]
    sheets = [
        Sheet(title, columns, [[""] * len(columns) for _ in range(20)]),
        Sheet(guide[0], [Column(guide[1], 36), Column(guide[2], 44)], rows),
    ]
    return write_workbook(sheets, made_at=made_at)


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def wrong_rows(
    content: Content, rows: Sequence[Judged], sentences: Mapping[int, str], title: str, heading: str, made_at: datetime
) -> bytes:
    """The rows with errors as they were sent, and one more column that says what is wrong; it can be sent in again.

    Args:
        sentences: what is wrong, by row number.
    """
    places = sorted(content.headings)
    columns = [Column(heading, 50), *(Column(content.headings[place], 20, "id") for place in places)]
    cells = {line.row: line.cells for line in content.lines}
    lines = [
        [sentences.get(row.row, ""), *(_text(cells[row.row], place) for place in places)]
        for row in rows
        if row.state == "error"
    ]
    return write_workbook([Sheet(title, columns, lines, landscape=True)], made_at=made_at)


def _text(cells: Sequence[object], place: int) -> str:
    cell = cells[place] if place < len(cells) else ""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
