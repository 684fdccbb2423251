import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.names import clean_name, match_key, phrase_key, search_key, sort_key

LETTERS = "aáàảãạăắằâấđeéêếiíoóôốơớuúưứyýbcghklmnpqrstvx"
WORDS = st.text(LETTERS, min_size=1, max_size=6)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def turned(names):
    """The names backwards, so that a sort which does nothing fails."""
    return names[::-1]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn\u00a0 Văn\tA \n", "Nguyễn Văn A"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Hường"), "Nguyễn Thị Hường"),
        ("Ngu\u200byễn \u200b Văn\ufeff", "Nguyễn Văn"),
        ("Điểu K'Giắc", "Điểu K'Giắc"),
        ("Hoà", "Hoà"),
        ("A \x07 B", "A B"),
        (" \u200b ", ""),
        ("\u202eVi\u202c \u2067Văn\u2069 \u200fAn\u200e", "Vi Văn An"),
        ("Vi \ud83dAn", "Vi An"),
    ],
)
def test_a_name_is_cleaned_and_never_rewritten(typed, kept):
    assert clean_name(typed) == kept


def test_tones_follow_the_dictionary():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(turned(tones), key=sort_key) == tones


def test_letters_of_the_alphabet_are_distinct():
    words = ["An", "Anh", "Ánh", "Ẳm", "Ân", "Ẩn", "Dung", "Dũng", "Đào", "Đức", "Êm", "Ong", "Ông", "Ơn", "Uy", "Ưng"]
    assert sorted(turned(words), key=sort_key) == words


def test_people_are_ordered_by_given_name_first():
    people = ["Trần Thị An", "Lý Văn Bình", "Nguyễn Thị Hoa", "An Thị Hòa"]
    assert sorted(turned(people), key=sort_key) == people


def test_every_hoa_comes_before_every_hoa_with_a_tone():
    assert sort_key("Vi Hoa") < sort_key("An Hòa")


def test_the_surname_breaks_a_tie_before_the_middle_name():
    people = ["Lý Văn An", "Nguyễn Bá An"]
    assert sorted(turned(people), key=sort_key) == people


def test_the_middle_name_may_break_the_tie_instead():
    people = ["Nguyễn Bá An", "Lý Văn An"]
    assert sorted(turned(people), key=lambda name: sort_key(name, "middle")) == people


def test_one_word_and_empty_names_have_keys():
    assert sort_key("") == b""
    assert sort_key("Ka") < sort_key("Kăn")


def test_phrases_are_ordered_from_their_first_word():
    units = ["Xã Bằng Hữu", "Xã Bằng Mạc", "Xã Chi Lăng", "Xã Chiến Thắng", "Xã Y Tịch"]
    assert sorted(turned(units), key=phrase_key) == units


def test_foreign_letters_sort_after_vietnamese_ones():
    assert sort_key("Vũ Xyz") < sort_key("Vũ 王")


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("Thủy", "thuỷ"), ("khỏe", "khoẻ"), ("ĐIỂU K’GIẮC", "Điểu K'Giắc")])
def test_spellings_of_one_name_match(one, other):
    assert match_key(one) == match_key(other)
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(("one", "other"), [("hoa", "hòa"), ("Đào", "Dao"), ("An", "Ân"), ("Lý", "Lí")])
def test_different_names_do_not_match(one, other):
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("Nguyễn Thị Hường", "nguyen thi huong"), ("Đặng Đức", "dang duc"), ("Điểu K'Giắc", "dieu kgiac"), ("Bùi-Thị", "buithi")],
)
def test_the_search_key_has_no_marks(name, typed):
    assert search_key(name) == typed


@given(NAMES)
def test_all_keys_are_alike_for_composed_and_decomposed_input(name):
    decomposed = unicodedata.normalize("NFD", name)
    assert (sort_key(decomposed), match_key(decomposed), search_key(decomposed)) == (
        sort_key(name),
        match_key(name),
        search_key(name),
    )


@given(NAMES)
def test_cleaning_twice_changes_nothing(name):
    assert clean_name(clean_name(name)) == clean_name(name)
