"""Papers that the tests of DOCX and PDF share."""

import struct
import zlib
from io import BytesIO

import docx
import numpy
import pypdfium2
import zxingcpp
from docx.oxml.ns import qn

from congress.files.paper import (
    Annex,
    Basis,
    Header,
    Heading,
    Paper,
    Paragraph,
    Run,
    SectionRow,
    SignatureBlock,
    Table,
    TableColumn,
)

COLUMNS = (TableColumn("TT", 8, "center"), TableColumn("Họ và tên", 40), TableColumn("Chức vụ", 40))
ROWS = (SectionRow("I. KHỐI XÃ"), *((str(number), f"Vi Văn {number}", "Nông dân") for number in range(1, 91)))
HEADER = Header(
    parent=("HUYỆN CHI LĂNG",),
    issuer=("ỦY BAN NHÂN DÂN", "XÃ VÂN THỦY"),
    number="15/KH-UBND",
    place_and_date="Vân Thủy, ngày 03 tháng 3 năm 2025",
)
ANNEX = Annex("DANH SÁCH ĐẠI BIỂU", (Table(COLUMNS, ROWS[:3]),), "Phụ lục I", "(Kèm theo Kế hoạch số 15)", landscape=True)
PLAN = Paper(
    title="KẾ HOẠCH",
    summary="Tổ chức Hội nghị điển hình tiên tiến xã Vân Thủy",
    header=HEADER,
    blocks=(
        Basis("Căn cứ Kế hoạch số 01/KH-HĐTĐKT ngày 20/5/2024;"),
        Heading("I. MỤC ĐÍCH"),
        Paragraph((Run("Địa điểm: ", bold=True), Run("Nhà văn hóa xã."))),
        Table(COLUMNS, ROWS, total=("", "Cộng", "90")),
        Paragraph("Trên đây là Kế hoạch tổ chức Hội nghị./."),
    ),
    recipients=("Phòng Nội vụ huyện", "Lưu: VT"),
    signatures=(SignatureBlock(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Lương Văn Ký"),),
    annexes=(
        Annex(
            "DANH SÁCH ĐẠI BIỂU", (Table(COLUMNS, ROWS[:3]),), "Phụ lục I", "(Kèm theo Kế hoạch số 15/KH-UBND)", landscape=True
        ),
    ),
    mark="Dữ liệu minh họa",
)


def pages_of(data: bytes) -> list[str]:
    """Text of each page of a PDF."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [text_of(page) for page in document]
    finally:
        document.close()


def text_of(page) -> str:
    text = page.get_textpage()
    try:
        return text.get_text_range().replace("\r\n", "\n")
    finally:
        text.close()
        page.close()


DOTS = 200
"""An inch, as a page is rasterised to read its codes."""


def page_codes(pdf: bytes) -> list[list[zxingcpp.Barcode]]:
    """The codes on each page, read from its picture as printed."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [zxingcpp.read_barcodes(page.render(scale=DOTS / 72).to_numpy()) for page in document]
    finally:
        document.close()


def drawn_codes(content: bytes) -> list[str]:
    """The codes in the pictures of a Word file, in the order of the text."""
    document = docx.Document(BytesIO(content))
    keys = [blip.get(qn("r:embed")) for blip in document.element.body.iter(qn("a:blip"))]
    pictures = [dots_of(document.part.related_parts[key].blob) for key in keys]
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def dots_of(png: bytes) -> numpy.ndarray:
    """The dots of a PNG of one bit a dot without filters, its checksums proved: 0 is black, 255 white."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    content, place = {}, 8
    while place < len(png):
        size, kind = struct.unpack_from(">I4s", png, place)
        body = png[place + 4 : place + 8 + size]
        assert zlib.crc32(body) == struct.unpack_from(">I", png, place + 8 + size)[0]
        content[kind], place = body[4:], place + size + 12
    width, height, *form = struct.unpack(">IIBBBBB", content[b"IHDR"])
    lines = numpy.frombuffer(zlib.decompress(content[b"IDAT"]), numpy.uint8).reshape(height, -1)
    assert (form, set(lines[:, 0])) == ([1, 0, 0, 0, 0], {0})
    return numpy.unpackbits(lines[:, 1:], axis=1)[:, :width] * 255
