import unicodedata

import pytest
from fontTools.ttLib import TTFont

from congress import paths

FONTS = sorted((paths.STATIC / "fonts" / "papers").glob("*.ttf"))
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
LETTERS = {*SMALL, *(letter.upper() for letter in SMALL), "đ", "Đ"}
SIGNS = set("0123456789.,;:!?()[]{}/\\+-–—“”‘’\"'…%&@*#•×=<>°§₫|_\u00a0")
PLAIN = {chr(code) for code in range(ord("A"), ord("z") + 1)}


def test_the_seven_fonts_of_papers_and_badges_are_shipped():
    assert [font.stem for font in FONTS] == [
        "BeVietnamPro-Bold",
        "BeVietnamPro-Regular",
        "BeVietnamPro-SemiBold",
        "Tinos-Bold",
        "Tinos-BoldItalic",
        "Tinos-Italic",
        "Tinos-Regular",
    ]


def test_the_vietnamese_alphabet_counts_146_accented_and_toned_letters():
    assert len(LETTERS) == 146


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_a_shipped_font_has_every_vietnamese_letter_digit_and_sign(font):
    has = {chr(code) for code in TTFont(font).getBestCmap()}
    assert (LETTERS | SIGNS | PLAIN) - has == set()


@pytest.mark.parametrize("family", ["BeVietnamPro", "Tinos"])
def test_the_licence_stands_beside_the_fonts(family):
    text = (paths.STATIC / "fonts" / "papers" / f"{family}-LICENSE.txt").read_text()
    assert text.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
