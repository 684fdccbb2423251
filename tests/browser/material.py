"""What people bring to the product and take from it: a messy list, printed badges, a camera's picture, workbooks."""

from pathlib import Path

import pypdfium2
import xlsxwriter
import zxingcpp
from python_calamine import CalamineWorkbook

from congress.files import qr

FILM = (640, 480)
MODULE = 8


def messy_list(path: Path, people: list[tuple[str, str, str, str, str]]) -> Path:
    """An .xlsx as offices keep it: title rows, a merged cell, a row of column numbers, empty rows, a total.

    Args:
        people: (name, born if a man, born if a woman, group, achievement) of each.
    """
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Danh sách")
    bold = book.add_format({"bold": True})
    sheet.merge_range("A1:F1", "ỦY BAN NHÂN DÂN XÃ QUAN SƠN", bold)
    sheet.merge_range("A3:F3", "DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ ĐIỂN HÌNH TIÊN TIẾN HUYỆN CHI LĂNG", bold)
    sheet.merge_range("C5:D5", "Năm sinh", bold)
    sheet.write_row("A5", ["TT", "Họ và tên"])
    sheet.write_row("E5", ["Nhóm cơ cấu", "Thành tích"])
    sheet.write_row("C6", ["Nam", "Nữ"])
    sheet.write_row("A7", [1, 2, 3, 4, 5, 6])
    row = 7
    for number, person in enumerate(people, 1):
        sheet.write_row(row, 0, [number, *person])
        row += 2
    sheet.write_row(row, 0, ["", f"Tổng cộng: {len(people)} người"])
    book.close()
    return path


def codes_on(pdf: Path) -> list[str]:
    """Text of every QR on a printed PDF, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=150 / 72, grayscale=True).to_numpy().squeeze() for page in document]
    finally:
        document.close()
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def text_on(pdf: Path) -> str:
    """All text of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def film_of(path: Path, code: str) -> Path:
    """A y4m film of one still picture: the QR of this code in the middle of a white sheet."""
    width, height = FILM
    dark = qr.modules(code)
    left, top = (width - len(dark) * MODULE) // 2, (height - len(dark) * MODULE) // 2
    light = bytearray(b"\xeb" * (width * height))
    for row, cells in enumerate(dark):
        for column, black in enumerate(cells):
            for line in range(MODULE if black else 0):
                start = (top + row * MODULE + line) * width + left + column * MODULE
                light[start : start + MODULE] = b"\x10" * MODULE
    frame = b"FRAME\n" + bytes(light) + b"\x80" * (width * height // 2)
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420mpeg2\n".encode() + frame * 5)
    return path


def rows_of(workbook: Path) -> list[list[str]]:
    """The first sheet as text, row by row."""
    sheet = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]
