from datetime import date

import pytest

from congress.errors import Refused
from congress.files.people_cells import Birth, NameParts, parse_birth, parse_mark, parse_sex, sex_of_marks, split_honorific

ON = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        (date(1985, 3, 2), Birth(1985, 3, 2)),
        ("02/03/1985", Birth(1985, 3, 2)),
        ("2-3-1985", Birth(1985, 3, 2)),
        ("2.3.1985", Birth(1985, 3, 2)),
        (" 02 / 03 / 1985 ", Birth(1985, 3, 2)),
        ("ngày 2 tháng 3 năm 1985", Birth(1985, 3, 2)),
        ("1985-03-02", Birth(1985, 3, 2)),
        ("1985-03-02 00:00:00", Birth(1985, 3, 2)),
        ("02031985", Birth(1985, 3, 2)),
        ("19850330", Birth(1985, 3, 30)),
        ("31108", Birth(1985, 3, 2)),
        ("03/1985", Birth(1985, 3)),
        ("1985", Birth(1985)),
        ("Sinh năm 1985", Birth(1985)),
        ("02/03/85", Birth(1985, 3, 2)),
        ("85", Birth(1985)),
        ("05", Birth(2005)),
        ("1927", Birth(1927)),
        ("29/02/2012", Birth(2012, 2, 29)),
        ("", None),
    ],
)
def test_a_birth_is_read_as_people_write_it(cell, birth):
    assert parse_birth(cell, ON) == birth


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("không rõ", "birth_unreadable"),
        ("29/02/2025", "birth_unreadable"),
        ("03/25/1985", "birth_unreadable"),
        ("00/00/1985", "birth_unreadable"),
        ("13/1985", "birth_unreadable"),
        ("99999999", "birth_unreadable"),
        ("15", "birth_ambiguous"),
        ("01/01/15", "birth_ambiguous"),
        ("2026", "birth_impossible"),
        ("04/03/2025", "birth_impossible"),
        (date(2030, 1, 1), "birth_impossible"),
        ("1900", "birth_impossible"),
        ("0000", "birth_impossible"),
    ],
)
def test_a_birth_that_cannot_be_is_refused(cell, code):
    with pytest.raises(Refused) as refused:
        parse_birth(cell, ON)
    value = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell
    assert (refused.value.code, refused.value.facts) == (code, {"value": value})


@pytest.mark.parametrize("cell", ["x", "X", "✓", "1", "Có", "v", "TRUE"])
def test_a_mark_is_seen(cell):
    assert parse_mark(cell) is True


@pytest.mark.parametrize("cell", ["", "0", "-", "Không", "FALSE"])
def test_no_mark_is_seen(cell):
    assert parse_mark(cell) is False


def test_a_mark_that_is_something_else_is_refused():
    with pytest.raises(Refused) as refused:
        parse_mark("Tày")
    assert (refused.value.code, refused.value.facts) == ("mark_unreadable", {"value": "Tày"})


@pytest.mark.parametrize(("cell", "sex"), [("Nam", "male"), ("NỮ", "female"), ("nu", "female"), ("F", "female"), ("", None)])
def test_a_sex_is_read(cell, sex):
    assert parse_sex(cell) == sex


def test_a_sex_that_is_neither_is_refused():
    with pytest.raises(Refused) as refused:
        parse_sex("Kinh")
    assert (refused.value.code, refused.value.facts) == ("sex_unreadable", {"value": "Kinh"})


@pytest.mark.parametrize(
    ("male", "female", "sex"), [("x", "", "male"), ("", "1985", "female"), ("-", "x", "female"), ("", "", None)]
)
def test_a_sex_is_read_from_two_columns(male, female, sex):
    assert sex_of_marks(male, female) == sex


def test_two_marks_of_sex_are_refused():
    with pytest.raises(Refused) as refused:
        sex_of_marks("x", "x")
    assert refused.value.code == "sex_unreadable"


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Vi Thị Hoa", NameParts("Vi Thị Hoa")),
        ("Bà Vi Thị Hoa", NameParts("Vi Thị Hoa", "Bà")),
        ("Đ/c Nguyễn Văn A", NameParts("Nguyễn Văn A", "Đ/c")),
        ("Đ/c: Nguyễn Văn A", NameParts("Nguyễn Văn A", "Đ/c")),
        ("Ông (Bà) Nguyễn Văn A", NameParts("Nguyễn Văn A", "Ông (Bà)")),
        ("Sư cô Thích Nữ Diệu Hiền", NameParts("Thích Nữ Diệu Hiền", "Sư cô")),
        ("Vi Thị Hoa (Trưởng đoàn)", NameParts("Vi Thị Hoa", "", "Trưởng đoàn")),
        ("Vi Thị Hoa - Trưởng đoàn", NameParts("Vi Thị Hoa", "", "Trưởng đoàn")),
        ("ông Vi Văn A (Phó đoàn)", NameParts("Vi Văn A", "ông", "Phó đoàn")),
        ("Bà Rịa", NameParts("Bà Rịa")),
        ("Điểu K'Giắc", NameParts("Điểu K'Giắc")),
        ("Bàn Thị Em", NameParts("Bàn Thị Em")),
        ("Páo", NameParts("Páo")),
        ("Phan-Nguyễn Anh", NameParts("Phan-Nguyễn Anh")),
        ("", NameParts("")),
    ],
)
def test_a_name_is_taken_apart(cell, parts):
    assert split_honorific(cell) == parts
