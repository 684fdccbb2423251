"""One letter for many: the same paper, another name on each page."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx

from congress.files.letters import Letters, filled, letters_to_docx, slot
from congress.files.paper import CodeBlock, Header, Paper, Paragraph, Run, SignatureBlock
from congress.files.pdf import letters_to_pdf
from tests.files.papers import DOTS, drawn_codes, page_codes, pages_of

PAPER = Paper(
    "GIẤY MỜI",
    [Paragraph([Run("Kính mời: "), Run(slot("name"), bold=True), Run(slot("title"))])],
    header=Header(["ỦY BAN NHÂN DÂN"], number="/GM-UBND", place_and_date="Chi Lăng, ngày 01 tháng 4 năm 2025"),
    signatures=(SignatureBlock(["CHỦ TỊCH"]),),
)
NAMES = ("Vi Văn An", "Nguye\u0302\u0303n Thi\u0323 Hoa\u0300", "Đỗ <b> & «Bình»")
LETTERS = Letters(PAPER, [{"name": name, "title": f", số {number}"} for number, name in enumerate(NAMES, 1)])
SHOWN = ("Vi Văn An", "Nguyễn Thị Hoà", "Đỗ <b> & «Bình»")


def test_a_slot_is_filled_and_other_text_stays():
    assert filled(f"Ông {slot('name')}, {slot('other')}", {"name": "An"}) == f"Ông An, {slot('other')}"
    assert filled("{name}", {"name": "An"}) == "{name}"


def test_the_pdf_has_a_page_for_each_person_without_page_numbers():
    pages = [" ".join(page.split()) for page in pages_of(letters_to_pdf(LETTERS))]
    assert [page[: len("ỦY BAN NHÂN DÂN")] for page in pages] == ["ỦY BAN NHÂN DÂN"] * 3
    assert [f"Kính mời: {name}, số {n}" in pages[n - 1] for n, name in enumerate(SHOWN, 1)] == [True] * 3


def test_the_document_has_a_section_for_each_person():
    document = docx.Document(BytesIO(letters_to_docx(LETTERS)))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text.startswith("Kính mời")]
    assert lines == [f"Kính mời: {name}, số {n}" for n, name in enumerate(SHOWN, 1)]
    assert [section.different_first_page_header_footer for section in document.sections] == [True] * 3


def test_no_slot_is_left_in_a_file():
    document = docx.Document(BytesIO(letters_to_docx(LETTERS)))
    assert "\ue000" not in document.element.xml


CODES = ("104729384756102938475610", "000000000000000000000017", "")
ENTRY = CodeBlock(slot("code"), (slot("entrance"), slot("page")))
CODED = Letters(
    replace(PAPER, blocks=[*PAPER.blocks, ENTRY, Paragraph("Trân trọng./.")]),
    [{"name": name, "title": "", "code": code, "entrance": f"Mã của {name}", "page": page}
     for name, code, page in zip(SHOWN, CODES, ("", "https://dh.vn/toi/a", ""), strict=True)],
)  # fmt: skip


def test_each_page_of_the_pdf_shows_the_code_of_its_own_letter():
    found = page_codes(letters_to_pdf(CODED))
    assert [[code.text for code in codes] for codes in found] == [[CODES[0]], [CODES[1]], []]
    corners = found[0][0].position
    assert 25 <= (corners.top_right.x - corners.top_left.x) / DOTS * 25.4 < 26


def test_each_letter_of_the_document_has_its_own_picture():
    content = letters_to_docx(CODED)
    assert drawn_codes(content) == [CODES[0], CODES[1]]
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert len([name for name in parts.namelist() if name.startswith("word/media/")]) == 2


def test_the_picture_of_a_document_is_as_wide_as_on_the_pdf():
    document = docx.Document(BytesIO(letters_to_docx(CODED)))
    assert [round(shape.width.mm, 1) for shape in document.inline_shapes] == [35.0, 35.0]


def test_the_lines_of_a_code_stand_alone_where_there_is_none():
    document = docx.Document(BytesIO(letters_to_docx(CODED)))
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text.startswith("Mã của")] == [
        f"Mã của {SHOWN[2]}"
    ]
    beside = [[line.text for line in cell.paragraphs] for table in document.tables for cell in table.column_cells(1)]
    assert [lines for lines in beside if lines[0].startswith("Mã của")] == [
        [f"Mã của {SHOWN[0]}"],
        [f"Mã của {SHOWN[1]}", "https://dh.vn/toi/a"],
    ]
    assert [f"Mã của {name}" in page for name, page in zip(SHOWN, pages_of(letters_to_pdf(CODED)), strict=True)] == [True] * 3
