import io
import unicodedata
from dataclasses import replace

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from congress.files.docx import to_docx
from congress.files.paper import PageBreak, Paper, Paragraph, SignatureBlock, Table
from tests.files.papers import COLUMNS, PLAN


def opened(paper: Paper):
    return docx.Document(io.BytesIO(to_docx(paper)))


def lines(cell) -> list[str]:
    return [paragraph.text for paragraph in cell.paragraphs if paragraph.text]


def test_the_page_is_a4_with_the_margins_of_the_decree():
    section = opened(PLAN).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in (*sides, section.right_margin)] == [210, 297, 20, 20, 30, 15]


def test_running_text_is_times_new_roman_14_for_every_script():
    style = opened(PLAN).styles["Normal"]
    faces = style.element.rPr.rFonts
    assert (style.font.name, style.font.size.pt) == ("Times New Roman", 14)
    assert {faces.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}


def test_the_head_stands_in_two_columns():
    head = opened(PLAN).tables[0]
    assert lines(head.cell(0, 0)) == ["HUYỆN CHI LĂNG", "ỦY BAN NHÂN DÂN", "XÃ VÂN THỦY"]
    assert lines(head.cell(0, 1)) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines(head.cell(1, 0)) == ["Số: 15/KH-UBND"]
    assert lines(head.cell(1, 1)) == ["Vân Thủy, ngày 03 tháng 3 năm 2025"]
    assert [run.bold for paragraph in head.cell(0, 0).paragraphs for run in paragraph.runs] == [None, True, True]


def test_body_paragraphs_follow_in_order_with_their_looks():
    looks = [(p.text, p.runs[0].bold, p.runs[0].italic) for p in opened(PLAN).paragraphs if p.text][:6]
    assert looks == [
        ("KẾ HOẠCH", True, None),
        ("Tổ chức Hội nghị điển hình tiên tiến xã Vân Thủy", True, None),
        ("Căn cứ Kế hoạch số 01/KH-HĐTĐKT ngày 20/5/2024;", None, True),
        ("I. MỤC ĐÍCH", True, None),
        ("Địa điểm: Nhà văn hóa xã.", True, None),
        ("Trên đây là Kế hoạch tổ chức Hội nghị./.", None, None),
    ]


def test_the_table_repeats_its_heading_and_holds_every_row():
    table = opened(PLAN).tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[:3] == [["TT", "Họ và tên", "Chức vụ"], ["I. KHỐI XÃ"] * 3, ["1", "Vi Văn 1", "Nông dân"]]
    assert (len(rows), rows[-1]) == (93, ["", "Cộng", "90"])
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True] + [False] * 92


def test_rows_to_sign_have_room():
    table = opened(Paper(title="", blocks=(Table(COLUMNS, (("1", "A", ""),), row_mm=12),))).tables[0]
    assert round(table.rows[1].height.mm) == 12


def test_the_page_number_stands_in_the_top_margin_but_not_on_the_first_page():
    section = opened(PLAN).sections[0]
    assert section.different_first_page_header_footer
    assert [element.text for element in section.header._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert list(section.first_page_header._element.iter(qn("w:instrText"))) == []


def test_the_mark_stands_in_the_foot_of_every_page():
    section = opened(PLAN).sections[0]
    assert [footer.paragraphs[0].text for footer in (section.footer, section.first_page_footer)] == ["Dữ liệu minh họa"] * 2


def test_recipients_and_signature_stand_side_by_side():
    end = opened(PLAN).tables[2]
    assert lines(end.cell(0, 0)) == ["Nơi nhận:", "- Phòng Nội vụ huyện;", "- Lưu: VT."]
    assert lines(end.cell(0, 1)) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lương Văn Ký"]


def test_the_last_words_stay_on_the_page_of_the_signature():
    before_annex = list(opened(replace(PLAN, annexes=())).paragraphs)[-2:]
    assert before_annex[0].text == "Trên đây là Kế hoạch tổ chức Hội nghị./."
    assert [paragraph.paragraph_format.keep_with_next for paragraph in before_annex] == [True, True]


def test_several_signatures_stand_side_by_side():
    signatures = (SignatureBlock(("THƯ KÝ",), "Hoàng Thị B", "(Ký tên)"), SignatureBlock(("CHỦ TỌA",), "Lương Văn Ký"))
    row = opened(Paper(title="BIÊN BẢN", blocks=(), signatures=signatures)).tables[0].rows[0]
    assert [lines(cell) for cell in row.cells] == [["THƯ KÝ", "(Ký tên)", "Hoàng Thị B"], ["CHỦ TỌA", "Lương Văn Ký"]]


def test_an_annex_is_a_section_of_its_own_numbered_from_1():
    section = opened(PLAN).sections[1]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_text_in_separate_marks_and_control_signs_are_written_clean():
    messy = unicodedata.normalize("NFD", "Nguyễn Thị Hoà") + "\x00\x07\x0bdòng hai\ud800"
    assert opened(Paper(title="", blocks=(Paragraph(messy),))).paragraphs[0].text == "Nguyễn Thị Hoà\ndòng hai"


def test_the_library_and_the_hour_leave_no_trace():
    properties = opened(replace(PLAN, blocks=(PageBreak(),))).core_properties
    assert (properties.author, properties.comments, properties.created.year) == ("", "", 2000)
    assert properties.title == "KẾ HOẠCH Tổ chức Hội nghị điển hình tiên tiến xã Vân Thủy"
