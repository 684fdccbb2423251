import pytest
from fontTools.ttLib import TTFont

from congress import paths
from congress.files.fitting import Box, fit, height_of
from congress.files.font_widths import width_of

BOX = Box(0, 0, 60, 22, (30, 24, 18, 14, 12), "bold", one_line_floor=18)


@pytest.mark.parametrize("face", ["Regular", "SemiBold", "Bold"])
def test_widths_are_those_the_face_itself_tells(face: str):
    font = TTFont(paths.STATIC / "fonts" / "papers" / f"BeVietnamPro-{face}.ttf")
    units, advances = font["head"].unitsPerEm, font["hmtx"].metrics
    told = {chr(code): advances[glyph][0] / units for code, glyph in font.getBestCmap().items()}
    assert {letter: width_of(letter, face.lower()) for letter in told} == told


def test_a_short_name_takes_the_largest_size():
    assert fit("Lò Vù Pà", BOX).size == 30


def test_a_longer_name_shrinks_on_one_line_down_to_the_floor():
    fitted = fit("Nguyễn Thị Hoà", BOX)
    assert (fitted.size, len(fitted.lines)) == (18, 1)


def test_beyond_the_floor_a_name_breaks_between_words_and_may_grow_again():
    fitted = fit("Nguyễn Thị Phương Thảo", BOX)
    assert fitted.size > 18
    assert fitted.lines == ("Nguyễn Thị", "Phương Thảo")


def test_lines_of_a_centred_name_are_of_like_length():
    assert fit("Công Tằng Tôn Nữ Thị Hoàng Phương Thảo", Box(0, 0, 90, 30, (25,), "bold")).lines == (
        "Công Tằng Tôn Nữ Thị",
        "Hoàng Phương Thảo",
    )


def test_what_fits_at_no_size_shrinks_on_instead_of_being_cut():
    long = fit(" ".join(["Trưởng ban Chỉ đạo phong trào"] * 12), BOX)
    assert long.size < BOX.sizes[-1]
    assert height_of(len(long.lines), long.size) <= BOX.height


@pytest.mark.parametrize("words", ["Công Tằng Tôn Nữ Thị Hoàng Phương Thảo Quỳnh Như", "W" * 200, "a", ""])
def test_no_letter_is_lost_and_no_line_is_too_wide(words: str):
    fitted = fit(words, BOX)
    assert "".join(fitted.lines).replace(" ", "") == words.replace(" ", "")
    assert all(width_of(line, "bold") * fitted.size * 25.4 / 72 <= BOX.width for line in fitted.lines)
