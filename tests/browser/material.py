"""What people bring to the product and take from it: a messy list, printed badges, a camera's picture, workbooks."""

import math
import struct
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Scene:
    """What a camera sees for a while: a code, how large its modules are, how far turned, how light paper and ink are."""

    text: str
    module: float = MODULE
    degrees: float = 0
    paper: int = 0xEB
    ink: int = 0x10


def film_of(path: Path, *scenes: Scene, frames: int = 5) -> Path:
    """A y4m film, 10 pictures a second, of one still picture after another; it starts anew at its end."""
    width, height = FILM
    with path.open("wb") as film:
        film.write(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420mpeg2\n".encode())
        for scene in scenes:
            film.write((b"FRAME\n" + _picture(scene) + b"\x80" * (width * height // 2)) * frames)
    return path


def _picture(scene: Scene) -> bytes:
    """The brightness of each dot: the code in the middle of a sheet, turned round its own middle."""
    width, height = FILM
    cells = qr.modules(scene.text) if scene.text.isdigit() else qr.matrix(scene.text)
    light = bytearray([scene.paper]) * (width * height)
    angle = math.radians(scene.degrees)
    across, down = math.cos(angle) / scene.module, math.sin(angle) / scene.module
    half = len(cells) / 2
    reach = min(height // 2, math.ceil(half * scene.module * 1.5))
    for y in range(-reach, reach):
        for x in range(-reach, reach):
            column, row = math.floor(x * across + y * down + half), math.floor(y * across - x * down + half)
            if 0 <= row < len(cells) and 0 <= column < len(cells) and cells[row][column]:
                light[(y + height // 2) * width + x + width // 2] = scene.ink
    return bytes(light)


def photo_of(path: Path, code: str) -> Path:
    """A picture file (BMP) with the QR of this code, as a phone's camera would hand it over."""
    width, height = FILM
    light = _picture(Scene(code))
    rows = b"".join(
        bytes(dot for value in light[y * width : (y + 1) * width] for dot in (value,) * 3) for y in reversed(range(height))
    )
    header = struct.pack("<2sIHHI", b"BM", 54 + len(rows), 0, 0, 54)
    path.write_bytes(header + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(rows), 2835, 2835, 0, 0) + rows)
    return path


def rows_of(workbook: Path) -> list[list[str]]:
    """The first sheet as text, row by row."""
    sheet = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python()]
