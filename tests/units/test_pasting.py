"""Reading pasted lines: name and kind, what is wrong with a line."""

from congress.units.levels import kinds
from congress.units.pasting import read_lines

BASE = [kind for kind in kinds().values() if kind.line == "base"]


def read(text: str, default: str = "", taken: tuple[str, ...] = ()) -> list[tuple[str, str | None, str]]:
    lines = read_lines(text, BASE, kinds().get(default), taken)
    return [(line.name, line.kind.code if line.kind else None, line.problem) for line in lines]


def test_the_name_tells_the_kind():
    assert read("Thôn Làng Đăng\nTrường Tiểu học Nhân Lý\nTrạm Y tế xã\nHTX Na Chi Lăng") == [
        ("Thôn Làng Đăng", "thon", ""),
        ("Trường Tiểu học Nhân Lý", "truong", ""),
        ("Trạm Y tế xã", "tram_y_te", ""),
        ("HTX Na Chi Lăng", "hop_tac_xa", ""),
    ]


def test_the_second_column_tells_the_kind():
    assert read("Làng Đăng\tThôn\nNa Chi Lăng; hợp tác xã") == [
        ("Làng Đăng", "thon", ""),
        ("Na Chi Lăng", "hop_tac_xa", ""),
    ]


def test_a_name_that_says_nothing_takes_the_default():
    assert read("Làng Đăng", default="ban") == [("Làng Đăng", "ban", "")]


def test_a_name_that_says_nothing_without_a_default_is_a_problem():
    assert read("Làng Đăng") == [("Làng Đăng", None, "unit_kind_unknown")]


def test_an_unknown_kind_in_the_second_column_is_a_problem():
    assert read("Làng Đăng\tlục địa") == [("Làng Đăng", None, "unit_kind_unknown")]


def test_the_same_name_twice_is_a_problem_even_with_the_tone_elsewhere():
    assert [line[2] for line in read("Thôn Hòa\nThôn Hoà")] == ["", "unit_name_twice"]


def test_a_name_already_there_is_a_problem():
    assert read("Thôn Hòa", taken=("thôn hoà",)) == [("Thôn Hòa", "thon", "unit_name_twice")]


def test_empty_lines_are_passed_over_and_numbers_stay_those_of_the_text():
    lines = read_lines("\nThôn Một\n\n  \nThôn Hai\n", BASE, None)
    assert [(line.number, line.name) for line in lines] == [(2, "Thôn Một"), (5, "Thôn Hai")]


def test_decomposed_letters_are_put_together():
    assert read("Thôn Nguye\u0302\u0303n")[0][0] == "Thôn Nguyễn"


def test_a_name_of_more_than_160_letters_is_a_problem():
    assert read("Thôn " + "a" * 156)[0][2] == "unit_name_long"


def test_a_kind_without_a_name_is_a_problem():
    assert read("\tThôn")[0][2] == "unit_name_missing"
