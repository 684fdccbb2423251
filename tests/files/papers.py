"""Papers that the tests of DOCX and PDF share."""

import pypdfium2

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
