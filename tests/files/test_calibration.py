"""The page to measure a printer with: every figure of its rulers stands clear."""

import pypdfium2
import pypdfium2.raw as pdfium

from congress.files import calibration

Box = tuple[float, float, float, float]


def boxes() -> tuple[list[Box], list[Box]]:
    """(left, lower, right, upper) of each figure at the rulers, and of each line."""
    document = pypdfium2.PdfDocument(calibration.page(["Trang thử"], (0, 0), 20))
    page = document[0]
    text = page.get_textpage()
    figures = [text.get_rect(place) for place in range(text.count_rects())]
    figures = [box for box in figures if text.get_text_bounded(*box).strip().isdigit()]
    lines = [found.get_bounds() for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]
    document.close()
    return figures, lines


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_no_figure_of_the_rulers_lies_on_another_or_on_a_line():
    figures, lines = boxes()
    assert len(figures) == len(range(10, 206, 10)) + len(range(10, 293, 10))
    others = [*figures, *lines]
    assert [box for box in figures if sum(meet(box, other) for other in others) > 1] == []
