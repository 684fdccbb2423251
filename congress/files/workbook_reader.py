"""Opens a workbook and hands out plain values; refuses by a code, never by an exception of the reader.

A program of its own (workbook on standard input, JSON on standard output), started by spreadsheet_in: on some damaged files the
reader takes its whole process down (one false count is enough), so it runs in a child that may die. It imports nothing of ours.
"""

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO

MEMORY = 2 << 30


def read_workbook(data: bytes, wanted: str | None, most_rows: int, most_columns: int) -> dict:
    """Read the wanted sheet, by default the first visible one with content.

    Returns {"name", "names", "rows", "merged"}: rows of str, date or ""; merged as ((row, column), (row, column)) from 0;
    or {"refused": code} with "limit" where there is one.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _read_book(book, wanted, most_rows, most_columns)
    except PasswordError:
        return {"refused": "file_encrypted"}
    except (CalamineError, ValueError, OverflowError, OSError):
        return {"refused": "file_unreadable"}
    except BaseException as error:
        # A panic of the reader on a damaged file is no Exception; its class cannot be imported, only named.
        if type(error).__name__ != "PanicException":
            raise
        return {"refused": "file_unreadable"}


def _read_book(book, wanted: str | None, most_rows: int, most_columns: int) -> dict:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [entry for entry in book.sheets_metadata if entry.typ == SheetTypeEnum.WorkSheet]
    names = [entry.name for entry in sheets]
    if wanted is not None and wanted not in names:
        return {"refused": "sheet_missing"}
    visible_first = sorted(sheets, key=lambda entry: entry.visible != SheetVisibleEnum.Visible)
    for name in [wanted] if wanted is not None else [entry.name for entry in visible_first]:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return _refused_size(sheet, most_rows, most_columns) or _contents(sheet, name, names)
    return {"refused": "sheet_empty"}


def _refused_size(sheet, most_rows: int, most_columns: int) -> dict | None:
    if sheet.end[0] >= most_rows:
        return {"refused": "too_many_rows", "limit": most_rows}
    if sheet.end[1] >= most_columns:
        return {"refused": "too_many_columns", "limit": most_columns}
    return None


def _contents(sheet, name: str, names: list[str]) -> dict:
    left = [""] * sheet.start[1]
    rows = [left + [plain(value) for value in values] for values in sheet.iter_rows()]
    return {"name": name, "names": names, "rows": rows, "merged": sheet.merged_cell_ranges or []}


def plain(value: object) -> str | date:
    """One value as a person sees it: no floats where digits were meant, no clock where a day was meant, a ticked box as x."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, time | timedelta):
        return _clock(value)
    return value


def _clock(value: time | timedelta) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    minutes = int(value.total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def as_json(contents: dict) -> str:
    return json.dumps(contents, default=lambda day: {"day": day.isoformat()})


def from_json(text: str | bytes) -> dict:
    return json.loads(text, object_hook=lambda found: date.fromisoformat(found["day"]) if set(found) == {"day"} else found)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; there the child's own death is the guard
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit_memory()
    rows_limit, columns_limit, *asked = sys.argv[1:]
    found_contents = read_workbook(sys.stdin.buffer.read(), asked[0] if asked else None, int(rows_limit), int(columns_limit))
    sys.stdout.write(as_json(found_contents))
