import unicodedata

import pytest

from congress.files.legacy_encodings import convert, detect
from congress.files.spreadsheet_in import read_pasted
from congress.files.syllables import is_vietnamese

TCVN3 = {
    "NguyÔn V¨n Hoµ": "Nguyễn Văn Hoà",
    "§Æng ThÞ Thuû": "Đặng Thị Thuỷ",
    "UBND x· Chi L¨ng": "UBND xã Chi Lăng",
    "TRÇN THÞ HOA": "TRẦN THỊ HOA",
    "Chñ tÞch H§ND": "Chủ tịch HĐND",
    "Tr\u00adêng THCS Qu¶ng L¹c": "Trường THCS Quảng Lạc",
}
VNI = {
    "Nguyeãn Vaên": "Nguyễn Văn",
    "Traàn Thò Höôøng": "Trần Thị Hường",
    "Ñaëng Vaên Ñöùc": "Đặng Văn Đức",
    "TRÖÔÛNG THOÂN": "TRƯỞNG THÔN",
    "Lyù Thò Kyø": "Lý Thị Kỳ",
}
UNICODE = [
    "Nguyễn Văn Hoà",
    "Hà Bình",
    "Lò Vù Pà",
    "Lã Thị Hoà",
    "Vàng A Só",
    "Điểu K'Giắc",
    "José Müller",
    "Chi Lang",
    "",
    "12/03/1985",
    "TẬP THỂ",
    "Ý",
    "½ ngày",
]


@pytest.mark.parametrize(("typed", "meant"), TCVN3.items())
def test_text_in_a_vntime_font_is_told_and_converted(typed, meant):
    assert (detect(typed), convert(typed, "tcvn3")) == ("tcvn3", meant)


@pytest.mark.parametrize(("typed", "meant"), VNI.items())
def test_text_in_a_vni_font_is_told_and_converted(typed, meant):
    assert (detect(typed), convert(typed, "vni")) == ("vni", meant)


@pytest.mark.parametrize("text", UNICODE)
@pytest.mark.parametrize("encoding", ["unicode", "tcvn3", "vni"])
def test_unicode_is_never_converted(text, encoding):
    assert (detect(text), convert(text, encoding)) == ("unicode", text)


def test_unicode_in_separate_marks_is_told_as_unicode():
    assert detect(unicodedata.normalize("NFD", "Nguyễn Văn Hoà")) == "unicode"


def test_an_unknown_encoding_is_an_error_of_the_program():
    with pytest.raises(KeyError):
        convert("NguyÔn", "viscii")


def test_cleaning_a_cell_keeps_the_letter_that_looks_like_a_soft_hyphen():
    cell = read_pasted("Tr\u00adêng\tTrư\u00adờng").rows[0].cells
    assert cell == ("Tr\u00adêng", "Trường")


@pytest.mark.parametrize("word", ["nguyễn", "giếng", "gì", "quyết", "Khuỷu", "ƯỚT", "nghiêng", "giết", "oanh", "ý", "Thuở"])
def test_a_vietnamese_syllable_is_recognised(word):
    assert is_vietnamese(word)


@pytest.mark.parametrize("word", ["nguyôn", "cac", "hàch", "vaên", "josé", "hoµ", "nñ", "ää", "tít́", "müll"])
def test_what_no_vietnamese_syllable_can_be_is_told(word):
    assert not is_vietnamese(word)
