"""The plan for the wall as a file of its own."""

import pypdfium2
import pytest

from congress.files.wall_plan import WallGroup, WallPlan, WallRow, WallSeat, WallWords, wall_plan_pdf

WORDS = WallWords("SƠ ĐỒ CHỖ NGỒI", "Hội nghị điển hình tiên tiến", "SÂN KHẤU", "Bàn Đoàn Chủ tịch", "Dữ liệu minh họa")
NAME = "Người lao động giỏi, lao động sáng tạo, nghiên cứu khoa học"


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_a_long_legend_goes_on_in_the_next_line_and_stays_on_the_sheet(paper: str):
    signs = ("I", "II", "III", "IV", "V", "VI", "VII")
    rows = [WallRow("A", [WallSeat("1", "Nông Thị An", "I", False)])]
    plan = WallPlan(WORDS, rows, (), WallRow("", []), [WallGroup(sign, NAME, "#2e7d32", 40 + len(sign)) for sign in signs])
    document = pypdfium2.PdfDocument(wall_plan_pdf(plan, paper))
    page = document[0]
    text = page.get_textpage()
    edges = [text.get_charbox(place)[2] for place in range(text.count_chars())]
    assert text.get_text_range().count("Người lao động giỏi") == len(signs)
    assert max(edges) <= page.get_width()
    document.close()
