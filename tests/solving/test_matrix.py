"""Tables of units and groups, asked from a file."""

from decimal import Decimal
from fractions import Fraction

import pytest

from congress.rules.certificate import Factors, check_certificate
from congress.rules.frames import frame_for
from congress.rules.matrix import Uncertified
from congress.solving import matrix
from congress.solving.matrix import answer
from congress.solving.reading import Unreadable

SUMS_DIFFER = (
    "Tổng chỉ tiêu các đơn vị là 21, tổng chỉ tiêu các nhóm là 20; hai tổng phải bằng nhau. "
    "Khách mời không thuộc đơn vị nào cần một hàng riêng."
)
COLLIDING = (
    "Đơn vị thứ 1, 3 có tổng cộng 9 chỉ tiêu; ngoài nhóm thứ 1 chỉ nhận được nhiều nhất 0, mà nhóm thứ 1 chỉ có 7: "
    "2 chỉ tiêu không có chỗ."
)
COLLIDING_WITH_MINIMUM = (
    "Đơn vị thứ 1, 3 có tổng cộng 7 chỉ tiêu; ngoài nhóm thứ 1 chỉ nhận được nhiều nhất 0, mà nhóm thứ 1 chỉ có 7, "
    "trong đó 1 phải dành cho đơn vị khác: 1 chỉ tiêu không có chỗ."
)
DECIMAL_COMMA = (
    "Ô hàng 1, cột 1 của “weights” phải là số như “12.5” hoặc “25/2”, đang ghi “1,5” (chữ). "
    "Hãy ghi số bằng dấu chấm thập phân: 1.5."
)
WEIGHTS = [[123, 45, 815], [912, 714, 414], [312, 255, 215]]


def asked(**changes):
    given = {"weights": WEIGHTS, "rows": [5, 11, 4], "cols": [7, 5, 8], "method": "biprop-webster", **changes}
    return answer(given)


def rounded(weights, rows, cols, **more):
    return answer({"weights": weights, "rows": rows, "cols": cols, "method": "controlled-rounding", **more})


def test_the_table_comes_with_factors_that_prove_it():
    found = asked()
    assert found["matrix"] == [[1, 0, 4], [4, 4, 3], [2, 1, 1]]
    factors = [tuple(Fraction(text) for text in found["certificate"][name]) for name in ("row_factors", "column_factors")]
    frame = frame_for(WEIGHTS, (5, 11, 4), (7, 5, 8))
    assert check_certificate(WEIGHTS, frame, found["matrix"], Factors(*factors)) == ()


def test_the_proportional_table_is_meant_when_no_method_is_named():
    assert answer({"weights": WEIGHTS, "rows": [5, 11, 4], "cols": [7, 5, 8]}) == asked()


def test_weights_with_decimals_keep_their_own_factors():
    weights = [[Decimal(cell) / 10 for cell in row] for row in WEIGHTS]
    assert asked(weights=weights)["matrix"] == asked()["matrix"]
    tenfold = [Fraction(text) / 10 for text in asked(weights=weights)["certificate"]["row_factors"]]
    assert tenfold == [Fraction(text) for text in asked()["certificate"]["row_factors"]]


def test_cells_may_be_bounded():
    free = [[None] * 3] * 2
    assert asked(max=[[None, None, 3], *free])["matrix"][0] == [1, 1, 3]
    assert asked(min=[[2, 0, 0], *free])["matrix"][0] == [2, 0, 3]


def test_ties_are_listed_by_place():
    found = asked(weights=[[1, 1], [1, 1]], rows=[1, 1], cols=[1, 1])
    tie = {"seats": 2, "among": [(0, 0), (0, 1), (1, 0), (1, 1)], "chosen": [(0, 0), (1, 1)]}
    assert (found["matrix"], found["certificate"]["ties"]) == ([[1, 0], [0, 1]], [tie])


def test_targets_are_rounded_down_or_up():
    found = rounded([["1.5", "2.25", "1/4"], ["0.5", Decimal("1.75"), "3.75"]], [4, 6], [2, 4, 4])
    assert found["matrix"] == [[2, 2, 0], [0, 2, 4]]
    assert rounded([["0.6", "0.4"], ["0.4", "0.6"]], [1, 1], [1, 1], max=[[0, 1], [1, 1]])["matrix"] == [[0, 1], [1, 0]]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"rows": [5, 11, 5]},
            SUMS_DIFFER,
        ),
        (
            {"max": [[9, 9, 9], [9, 9, 0], [9, 9, 9]], "min": [[0, 0, 0], [0, 0, 1], [0, 0, 0]]},
            "Ô của đơn vị thứ 2, nhóm thứ 3 có số ít nhất 1 lớn hơn số nhiều nhất 0.",
        ),
        ({"max": [[1, 1, 1], [9, 9, 9], [9, 9, 9]]}, "Đơn vị thứ 1 có 5 chỉ tiêu, nhưng các ô chỉ nhận được nhiều nhất 3."),
        (
            {"min": [[2, 2, 2], [0, 0, 0], [0, 0, 0]]},
            "Đơn vị thứ 1 có 5 chỉ tiêu, nhưng số ít nhất của các ô cộng lại đã là 6.",
        ),
        (
            {"max": [[9, 9, 2], [9, 9, 2], [9, 9, 2]]},
            "Nhóm thứ 3 có 8 chỉ tiêu, nhưng các ô chỉ nhận được nhiều nhất 6.",
        ),
        (
            {"min": [[2, 0, 0], [6, 0, 0], [0, 0, 0]]},
            "Nhóm thứ 1 có 7 chỉ tiêu, nhưng số ít nhất của các ô cộng lại đã là 8.",
        ),
        (
            {"weights": [[1, 0, 0], [1, 1, 1], [1, 0, 0]]},
            COLLIDING,
        ),
        (
            {"weights": [[1, 0, 0], [1, 1, 1], [1, 0, 0]], "rows": [4, 13, 3], "min": [[0] * 3, [1, 0, 0], [0] * 3]},
            COLLIDING_WITH_MINIMUM,
        ),
    ],
)
def test_an_impossible_table_says_who_collides(changes, reason):
    found = asked(**changes)
    assert (found["status"], found["reason"]) == ("infeasible", reason)


def test_the_collision_is_given_as_numbers_too():
    assert asked(weights=[[1, 0, 0], [1, 1, 1], [1, 0, 0]])["conflict"] == {
        "code": "matrix_collision", "units": [0, 2], "groups": [0], "unit_seats": 9, "elsewhere": 0, "reserved": 0,
        "group_seats": 7, "lack": 2,
    }  # fmt: skip


def test_a_long_list_of_units_is_shortened_in_the_sentence_only():
    weights = [[1, 0, 0]] * 20 + [[1, 1, 1]] * 2
    found = asked(weights=weights, rows=[1] * 20 + [5] * 2, cols=[19, 5, 6])
    assert len(found["conflict"]["units"]) == 20
    assert found["reason"].startswith("Đơn vị thứ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 và 8 nơi nữa có tổng cộng 20 ")


def test_sums_out_of_reach_of_rounding_say_so():
    found = rounded([["0.5", "0.5"], ["0.5", "0.5"]], [2, 0], [2, 0])
    assert found["reason"] == (
        "Đơn vị thứ 1 có 2 chỉ tiêu, nhưng các ô chỉ nhận được nhiều nhất 1. "
        "Mỗi ô chỉ được làm tròn xuống hoặc lên một đơn vị; hãy sửa tổng hàng, tổng cột hoặc các ô này."
    )


def test_a_table_that_fails_the_independent_check_is_not_given_out(monkeypatch):
    def wrong(*_):
        raise Uncertified(("rounding",))

    monkeypatch.setattr(matrix, "share_table", wrong)
    with pytest.raises(Unreadable, match="không qua phép kiểm tra độc lập"):
        asked()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows": [], "cols": [], "weights": []}, "Chưa có đơn vị nào: “rows” đang trống. Hãy ghi ít nhất một số."),
        ({"cols": []}, "Chưa có nhóm nào: “cols” đang trống. Hãy ghi ít nhất một số."),
        ({"rows": [1] * 120, "cols": [1] * 120}, "Bảng có 120 đơn vị và 120 nhóm; chiều ngắn hơn không được quá 100."),
        ({"weights": WEIGHTS[:2]}, "Bảng “weights” có 2 phần tử, phải có 3, bằng số đơn vị trong “rows”."),
        (
            {"weights": [*WEIGHTS[:2], [1, 2]]},
            "Hàng 3 của “weights” có 2 phần tử, phải có 3, bằng số nhóm trong “cols”.",
        ),
        (
            {"weights": [*WEIGHTS[:2], [1, 2, "12,5"]]},
            "Ô hàng 3, cột 3 của “weights” phải là số, đang ghi “12,5” (chữ). Hãy ghi số bằng dấu chấm thập phân: 12.5.",
        ),
        (
            {"rows": [5, Decimal("11.5"), 4]},
            "Chỉ tiêu của đơn vị thứ 2 phải là số nguyên, đang ghi 11,5. Hãy làm tròn thành số nguyên.",
        ),
        ({"cols": [5, -1, 4]}, "Chỉ tiêu của nhóm thứ 2 phải từ 0 đến 1.000.000, đang ghi -1."),
        ({"max": [[1, 2, 3]]}, "Bảng “max” có 1 phần tử, phải có 3, bằng số đơn vị trong “rows”."),
        (
            {"method": "controlled-rounding", "weights": [["1,5", "1", "1"], *WEIGHTS[:2]]},
            DECIMAL_COMMA,
        ),
        (
            {"method": "controlled-rounding", "min": [[0] * 3] * 3},
            "“controlled-rounding” không nhận “min”: mỗi ô chỉ được làm tròn xuống hoặc lên.",
        ),
    ],
)
def test_what_cannot_be_read_says_which_and_what_to_do(changes, said):
    with pytest.raises(Unreadable) as caught:
        asked(**changes)
    assert caught.value.message == said


def test_targets_with_long_denominators_are_rounded_as_exactly():
    found = rounded([[f"1/{3**30}", f"2/{7**17}"], [f"4/{11**14}", f"1/{2**49}"]], [1, 1], [1, 1])
    assert found["matrix"] == [[0, 1], [1, 0]]


def test_denominators_that_differ_beyond_measure_are_refused():
    weights = [[f"1/{10**14 + 2 * place + 1}"] for place in range(1000)]
    with pytest.raises(Unreadable, match="mẫu số của các ô khác nhau quá nhiều"):
        rounded(weights, [0] * 1000, [0])
