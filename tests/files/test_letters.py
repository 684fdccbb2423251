"""One letter for many: the same paper, another name on each page."""

from io import BytesIO

import docx

from congress.files.letters import Letters, filled, letters_to_docx, slot
from congress.files.paper import Header, Paper, Paragraph, Run, SignatureBlock
from congress.files.pdf import letters_to_pdf
from tests.files.papers import pages_of

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
