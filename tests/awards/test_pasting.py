"""Lines pasted into the award list."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from congress.awards import pasting
from congress.errors import Refused

HOA = SimpleNamespace(id=uuid4(), name="Xã Hòa Bình")
TWINS = [SimpleNamespace(id=uuid4(), name="Thôn Làng Đăng"), SimpleNamespace(id=uuid4(), name="Thôn Làng Đăng")]


def read(text, **more):
    return pasting.read_lines(text, [HOA, *TWINS], **more)


def test_three_columns_of_a_table_with_its_heading_and_running_numbers():
    text = "STT\tHọ và tên\tĐơn vị\tThành tích\n1\tNông Thị Hà\tXã Hoà Bình\tLàm kinh tế giỏi\n\n2\tVi Văn Tú\tXã khác\t"
    assert [(line.name, line.title, line.unit_id, line.achievement) for line in read(text)] == [
        ("Nông Thị Hà", "", HOA.id, "Làm kinh tế giỏi"),
        ("Vi Văn Tú", "Xã khác", None, ""),
    ]


def test_typed_lines_are_parted_by_semicolons_and_numbers_before_names_fall_away():
    (line,) = read("1. Hộ ông Nông Văn Kiên; Xã Y Tịch; Gia đình văn hóa")
    assert (line.name, line.recipient, line.title, line.achievement) == (
        "Hộ ông Nông Văn Kiên",
        "household",
        "Xã Y Tịch",
        "Gia đình văn hóa",
    )


def test_a_name_that_two_bodies_bear_stays_text():
    (line,) = read("Vi Văn Tú; Thôn Làng Đăng")
    assert (line.unit_id, line.title) == (None, "Thôn Làng Đăng")


@pytest.mark.parametrize(
    ("name", "recipient"),
    [
        ("Thôn Pá Đa", "collective"),
        ("Tập thể Trạm Y tế xã", "collective"),
        ("Đoàn xã Nhân Lý", "collective"),
        ("Đoàn Minh Đức", "person"),
        ("Tô Thị Bản", "person"),
        ("Hồ Văn Trường", "person"),
        ("Gia đình bà Lành", "household"),
        ("Bàn Thị Lành", "person"),
        ("Sáng", "person"),
        ("Đoàn", "person"),
        ("K'Giắc", "person"),
    ],
)
def test_who_receives_is_guessed_from_the_name(name, recipient):
    assert pasting.guess_recipient(name) == recipient


def test_the_choice_of_the_person_goes_before_the_guess():
    assert read("Thôn Pá Đa", recipient="household")[0].recipient == "household"


def test_problems_stand_at_their_line():
    lines = read(f"Vi Văn Tú\n---\nvi văn tú\n{'N' * 201}\nHoàng Thị Hoà", taken=["Hoàng Thị Hòa"])
    assert [line.problem for line in lines] == ["", "award_name_missing", "award_twice", "award_line_long", "award_twice"]


@pytest.mark.parametrize(
    ("text", "code"), [("\n \t \n", "awards_none"), ("A\nA", "awards_lines_bad"), ("x\n" * 501, "awards_lines_many")]
)
def test_a_paste_with_problems_is_refused_as_a_whole(text, code):
    with pytest.raises(Refused) as refusal:
        pasting.checked(read(text))
    assert (refusal.value.code, refusal.value.facts["field"]) == (code, "lines")
