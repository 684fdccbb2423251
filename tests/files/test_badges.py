import unicodedata
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from congress.errors import Refused
from congress.files.badge_layouts import layouts
from congress.files.badges import BadgeEvent, BadgeFace, badges_pdf, readable_on, shrunk
from tests.files.papers import pages_of

LAYOUTS = layouts()
EVENT = BadgeEvent(
    "HỘI NGHỊ ĐIỂN HÌNH TIÊN TIẾN HUYỆN CHI LĂNG", "Ngày 25/4/2025", "Trung tâm Hội nghị huyện", "Dữ liệu minh họa"
)
FACE = BadgeFace(
    number="0017",
    code="012345678901234567890123",
    name="Vi Thị Hoà",
    title="Nông dân",
    unit="Xã Vân Thủy",
    group="Người trực tiếp sản xuất",
    group_color="#1f6f43",
    seat="B - 12",
    gate="Bàn 2",
)
LONG_NAME = "Công Tằng Tôn Nữ Thị Hoàng Phương Thảo Quỳnh Như Ngọc Diễm Ái Mỹ Trâm Anh Đào Lan"
LONG_TITLE = "Phó Chủ tịch Hội Liên hiệp Phụ nữ huyện kiêm Trưởng ban Chỉ đạo phong trào thi đua yêu nước"


def words(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def codes_on(data: bytes) -> list[list[str]]:
    """Codes a reader finds on each page at 150 dots an inch, a common office printer's draft."""
    document = pypdfium2.PdfDocument(data)
    try:
        pictures = [page.render(scale=150 / 72, grayscale=True).to_numpy().squeeze() for page in document]
        return [sorted(found.text for found in zxingcpp.read_barcodes(picture)) for picture in pictures]
    finally:
        document.close()


def letters_of(data: bytes) -> list[tuple[str, float, float, float, float]]:
    """Each visible letter of the first page with its left, top, right and bottom in millimetres from the top left corner."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    text = page.get_textpage()
    height = page.get_height()
    letters = []
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        left, bottom, right, top = text.get_charbox(index)
        if letter.strip():
            letters.append((letter, *(side / 72 * 25.4 for side in (left, height - top, right, height - bottom))))
    text.close()
    page.close()
    document.close()
    return letters


def test_a_badge_shows_all_that_was_given():
    [page] = pages_of(badges_pdf([FACE], EVENT))
    wanted = [EVENT.meeting, "Ngày 25/4/2025 · Trung tâm Hội nghị huyện", FACE.group, FACE.name, FACE.title, FACE.unit]
    wanted += ["Chỗ ngồi", "B - 12", "Số thẻ", "0017", "Cửa, bàn", "Bàn 2"]
    places = [words(page).index(text) for text in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize(("layout", "sheets"), [("a6x4", 3), ("a6", 9), ("a7x8", 2), ("a7", 9)])
def test_every_code_of_every_layout_is_read_from_the_printed_page(layout, sheets):
    codes = [f"{number * 31415926535897932384:024d}" for number in range(1, 10)]
    faces = [replace(FACE, code=code, number=str(place)) for place, code in enumerate(codes)]
    found = codes_on(badges_pdf(faces, EVENT, layout))
    per_sheet = LAYOUTS[layout].across * LAYOUTS[layout].down
    assert found == [sorted(codes[sheet * per_sheet : (sheet + 1) * per_sheet]) for sheet in range(sheets)]


@pytest.mark.parametrize("layout", ["a6x4", "a7x8"])
def test_the_code_is_at_least_25_millimetres_wide(layout):
    document = pypdfium2.PdfDocument(badges_pdf([replace(FACE, group="")], EVENT, layout))
    picture = document[0].render(scale=300 / 72, grayscale=True).to_numpy().squeeze()
    document.close()
    [found] = zxingcpp.read_barcodes(picture)
    width = (found.position.top_right.x - found.position.top_left.x) / 300 * 25.4
    assert 24.8 <= width <= 26.3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_longest_name_and_title_stay_on_their_badge(layout):
    face = replace(FACE, name=LONG_NAME, title=LONG_TITLE, unit=LONG_TITLE, group=LONG_TITLE, seat=LONG_TITLE, gate=LONG_TITLE)
    data = badges_pdf([face], replace(EVENT, meeting=f"{EVENT.meeting} {LONG_TITLE.upper()}"), layout)
    [page] = pages_of(data)
    assert words(page).count(LONG_NAME) == 1
    assert words(page).count(LONG_TITLE) == 5
    badge = LAYOUTS[layout]
    right, bottom = badge.left + badge.badge[0] - 2, badge.top + badge.badge[1] - 1
    inside = [(x0 > badge.left + 2, y0 > badge.top + 2, x1 < right, y1 < bottom) for _, x0, y0, x1, y1 in letters_of(data)]
    assert set(inside) == {(True, True, True, True)}


@pytest.mark.parametrize("layout", ["a6", "a7"])
def test_the_longest_name_does_not_run_into_the_title(layout):
    face = BadgeFace("", "1", LONG_NAME.upper(), LONG_TITLE.lower())
    letters = letters_of(badges_pdf([face], BadgeEvent(""), layout))
    name = [bottom for letter, _, _, _, bottom in letters if letter.isupper()]
    title = [top for letter, _, top, _, _ in letters if letter.islower()]
    assert len(name) == len(LONG_NAME.replace(" ", ""))
    assert max(name) < min(title)


def test_a_name_without_a_space_is_broken_rather_than_cut():
    data = badges_pdf([replace(FACE, name="W" * 80)], EVENT, "a6")
    letters = [letter for letter in letters_of(data) if letter[0] == "W"]
    assert len(letters) == 80
    assert all(left > 5 and right < 100 for _, left, _, right, _ in letters)


def test_a_short_name_is_larger_than_a_long_one():
    def height(name: str) -> float:
        letters = letters_of(badges_pdf([replace(FACE, name=name, group="")], BadgeEvent(""), "a6"))
        return max(bottom - top for letter, _, top, _, bottom in letters if letter == "X")

    assert height("X") > 1.5 * height(f"{LONG_NAME} X")


def test_a_name_in_separate_marks_is_printed_composed():
    face = replace(FACE, name=unicodedata.normalize("NFD", "Nguyễn Thị Hoà Ước"))
    assert "Nguyễn Thị Hoà Ước" in words(pages_of(badges_pdf([face], EVENT))[0])


def test_markup_in_a_name_is_printed_as_typed():
    nasty = '#panic() *a* $x$ [b] "c"'
    assert nasty in words(pages_of(badges_pdf([replace(FACE, name=nasty)], EVENT))[0])


def test_a_badge_with_nothing_but_name_and_code_is_printed():
    assert words(pages_of(badges_pdf([BadgeFace("", "1", "Páo")], BadgeEvent("")))[0]) == "Páo"


def test_the_same_badges_give_the_same_bytes():
    assert badges_pdf([FACE] * 3, EVENT) == badges_pdf([FACE] * 3, EVENT)


def test_an_offset_moves_every_letter():
    still, moved = (letters_of(badges_pdf([FACE], EVENT, offset_mm=offset)) for offset in ((0, 0), (2, 3)))
    steps = {(round(b[1] - a[1], 1), round(b[2] - a[2], 1)) for a, b in zip(still, moved, strict=True)}
    assert steps == {(2.0, 3.0)}


def test_no_badges_make_an_empty_sheet():
    assert [words(page) for page in pages_of(badges_pdf([], EVENT))] == [""]


def test_three_hundred_badges_stay_under_5_megabytes():
    faces = [replace(FACE, code=f"{number * 31415926535897932384:024d}", number=str(number)) for number in range(300)]
    data = badges_pdf(faces, EVENT)
    assert len(data) < 5_000_000
    assert len(pages_of(data)) == 75


def test_a_code_that_is_no_badge_code_is_refused():
    with pytest.raises(Refused) as refused:
        badges_pdf([replace(FACE, code="abc")], EVENT)
    assert refused.value.code == "qr_not_digits"


@pytest.mark.parametrize(
    ("color", "ink"), [("#ffffff", "#000000"), ("#f2c230", "#000000"), ("#1d4e89", "#ffffff"), ("#000000", "#ffffff")]
)
def test_words_on_the_band_take_the_ink_with_more_contrast(color, ink):
    assert readable_on(color) == ink


def test_a_colour_that_is_none_becomes_grey():
    assert badges_pdf([replace(FACE, group_color='red"')], EVENT) == badges_pdf([replace(FACE, group_color="#4a4a4a")], EVENT)


def numbers_at(data: bytes, page: int) -> dict[str, float]:
    """Where each digit of a page stands, in millimetres from the left."""
    document = pypdfium2.PdfDocument(data)
    text = document[page].get_textpage()
    found = {text.get_text_range(place, 1): text.get_charbox(place)[0] / 72 * 25.4 for place in range(text.count_chars())}
    document.close()
    return {letter: left for letter, left in found.items() if letter.isdigit()}


@pytest.mark.parametrize("layout", ["a6x4", "l7165", "card10"])
def test_the_back_of_each_badge_lies_behind_its_face(layout):
    faces = [BadgeFace(str(number), "1", "Páo") for number in (1, 2)]
    data = badges_pdf(faces, BadgeEvent("", programme=(("", "Khai mạc"),)), layout, backs=True)
    places = LAYOUTS[layout]
    first = places.left + places.badge[0]
    back = numbers_at(data, 1)
    assert back["2"] < places.paper[0] / 2 < back["1"] < places.paper[0] - places.left
    assert numbers_at(data, 0)["1"] < first < numbers_at(data, 0)["2"]


@pytest.mark.parametrize("layout", ["a6", "card10"])
def test_a_programme_of_any_length_is_whole_on_the_back(layout):
    rows = tuple((f"{7 + place // 6:02d}:{place % 6}0", f"Tham luận số {place} của điển hình tiên tiến") for place in range(40))
    pages = pages_of(badges_pdf([FACE], replace(EVENT, programme=rows), layout, backs=True))
    assert len(pages) == 2
    assert [text for _, text in rows if text not in words(pages[1])] == []


def test_without_a_programme_the_back_is_white_but_for_the_number():
    pages = pages_of(badges_pdf([replace(FACE, number="17")], EVENT, "a6", backs=True))
    assert words(pages[1]) == "17"


def test_shrunken_words_are_told_with_their_size():
    long = replace(FACE, name=LONG_NAME, title=LONG_TITLE)
    assert shrunk([FACE, long], "a6x4") == []
    assert [(found.place, found.field) for found in shrunk([FACE, long], "card10")] == [(1, "name"), (1, "title")]
