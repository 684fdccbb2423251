import unicodedata
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from congress.files.paper import Header, Paper, Paragraph, SignatureBlock, Table, TableColumn, place_and_date
from congress.files.pdf import paper_to_pdf
from tests.files.papers import COLUMNS, PLAN, pages_of


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_first_page_holds_the_head_of_the_decree_in_order():
    first = words(pages_of(paper_to_pdf(PLAN))[0])
    wanted = [
        "HUYỆN CHI LĂNG ỦY BAN NHÂN DÂN XÃ VÂN THỦY",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 15/KH-UBND",
        "Vân Thủy, ngày 03 tháng 3 năm 2025",
        "KẾ HOẠCH Tổ chức Hội nghị điển hình tiên tiến xã Vân Thủy",
    ]
    places = [first.index(text) for text in wanted]
    assert places == sorted(places)


def test_a_long_table_repeats_its_heading_and_keeps_every_row():
    pages = pages_of(paper_to_pdf(PLAN))
    body = pages[:-1]
    assert len(body) >= 3
    assert [words(page).count("TT Họ và tên Chức vụ") for page in body[:-1]] == [1] * (len(body) - 1)
    everything = words(" ".join(body))
    assert all(f"Vi Văn {number} Nông dân" in everything for number in range(1, 91))


def test_pages_are_numbered_from_the_second_and_an_annex_anew():
    starts = [page.split("\n")[0].strip() for page in pages_of(paper_to_pdf(replace(PLAN, annexes=PLAN.annexes * 2)))]
    body = len(starts) - 2
    assert starts[1:body] == [str(number) for number in range(2, body + 1)]
    assert [starts[0], *starts[body:]] == ["HUYỆN CHI LĂNG", "Phụ lục I", "Phụ lục I"]


def test_the_signature_stands_with_the_last_words_of_the_text():
    [page] = [words(page) for page in pages_of(paper_to_pdf(PLAN)) if "Lương Văn Ký" in page]
    assert "Trên đây là Kế hoạch" in page
    assert "Nơi nhận: - Phòng Nội vụ huyện; - Lưu: VT." in page


def test_an_annex_may_lie_across_while_the_paper_stands():
    document = pypdfium2.PdfDocument(paper_to_pdf(PLAN))
    sizes = [tuple(round(side / 72 * 25.4) for side in document.get_page_size(index)) for index in range(len(document))]
    document.close()
    assert (sizes[0], sizes[-1]) == ((210, 297), (297, 210))


def test_text_in_separate_marks_is_printed_composed():
    messy = unicodedata.normalize("NFD", "Nguyễn Thị Hoà, Đặng Quý Ước")
    [page] = pages_of(paper_to_pdf(Paper(title="DANH SÁCH", blocks=(Paragraph(messy),))))
    assert "Nguyễn Thị Hoà, Đặng Quý Ước" in page


def test_markup_in_the_text_is_printed_as_typed():
    nasty = "#panic() *đậm* _nghiêng_ $x$ [a] <b> \\ `c` // d @e ~f \"g\" 'h' -- ... = i"
    [page] = pages_of(paper_to_pdf(Paper(title=nasty, blocks=(Paragraph(nasty), Table((TableColumn("A"),), ((nasty,),))))))
    assert words(page).count(nasty) == 3


def test_the_same_paper_gives_the_same_bytes():
    assert paper_to_pdf(PLAN) == paper_to_pdf(PLAN)


def test_only_the_shipped_face_is_used():
    data = paper_to_pdf(PLAN)
    assert data.count(b"Tinos") > 0
    assert b"Libertinus" not in data


def test_several_signatures_stand_side_by_side():
    signatures = (
        SignatureBlock(("THƯ KÝ",), "Hoàng Thị B", "(Ký tên)"),
        SignatureBlock(("CHỦ TỌA",), "Lương Văn Ký", "(Ký tên)"),
    )
    [page] = pages_of(paper_to_pdf(Paper(title="BIÊN BẢN", blocks=(), signatures=signatures)))
    assert words(page) == "BIÊN BẢN THƯ KÝ (Ký tên) Hoàng Thị B CHỦ TỌA (Ký tên) Lương Văn Ký"


def test_a_letter_names_its_subject_and_its_addressees():
    header = Header(issuer=("UBND XÃ VÂN THỦY",), number="     /UBND", subject="V/v gửi danh sách đại biểu")
    letter = Paper(
        title="", header=header, addressees=("Phòng Nội vụ huyện", "Hội đồng Thi đua"), blocks=(Paragraph("Nội dung."),)
    )
    [page] = [words(page) for page in pages_of(paper_to_pdf(letter))]
    assert page.endswith("V/v gửi danh sách đại biểu Kính gửi: - Phòng Nội vụ huyện; - Hội đồng Thi đua. Nội dung.")


def test_a_cell_longer_than_a_page_loses_nothing():
    table = Table(COLUMNS, (("1", "Vi Văn A", " ".join(f"chữ{number}" for number in range(1500))),))
    everything = words(" ".join(pages_of(paper_to_pdf(Paper(title="DANH SÁCH", blocks=(table,))))))
    assert all(f"chữ{number}" in everything for number in range(1500))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 1, 5), "Chi Lăng, ngày 05 tháng 01 năm 2025"),
        (date(2025, 2, 28), "Chi Lăng, ngày 28 tháng 02 năm 2025"),
        (date(2025, 3, 9), "Chi Lăng, ngày 09 tháng 3 năm 2025"),
        (date(2025, 12, 10), "Chi Lăng, ngày 10 tháng 12 năm 2025"),
    ],
)
def test_a_day_under_10_and_a_month_under_3_take_a_zero(day, text):
    assert place_and_date("Chi Lăng", day) == text
