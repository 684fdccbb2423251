"""Seats to units, asked from a file."""

from decimal import Decimal

import pytest

from congress.solving.reading import Unreadable
from congress.solving.vector import answer

FEDERAL = [9061, 7179, 5259, 3319, 1182]
NOBODY_COUNTED = (
    "Các đơn vị nhận được nhiều nhất 2, chưa đủ tổng số chỉ tiêu 1.000. 2 đơn vị có trọng số 0 chỉ nhận số ít nhất của "
    "mình. Hãy tăng số nhiều nhất, ghi trọng số còn thiếu hoặc giảm “N”."
)
THOUSANDS_OR_DECIMALS = (
    "Trọng số thứ 2 phải là số, đang ghi “1.234” (chữ). Dấu chấm, dấu phẩy ở đây có thể là hàng nghìn hoặc thập phân; "
    "nếu là hàng nghìn, hãy ghi 1234."
)


def asked(**changes):
    return answer({"weights": FEDERAL, "N": 26, "method": "webster", **changes})


def test_seats_divisor_and_ties_are_answered():
    assert asked() == {"status": "ok", "seats": [9, 8, 5, 3, 1], "divisor": "957", "ties": []}
    tie = {"seats": 1, "among": [0, 1], "chosen": [0]}
    assert asked(weights=[5, 5], N=3) == {"status": "ok", "seats": [2, 1], "divisor": "10/3", "ties": [tie]}


def test_webster_is_meant_when_no_method_is_named():
    assert answer({"weights": FEDERAL, "N": 26}) == asked()
    with pytest.raises(Unreadable, match="đang ghi null"):
        asked(method=None)


def test_hamilton_names_the_places_a_seat_more_or_fewer_would_turn():
    assert asked(weights=[6, 6, 2], N=10, method="hamilton")["unstable"] == [2]


def test_weights_with_decimals_are_exact_and_the_divisor_is_theirs():
    found = asked(weights=[Decimal("0.3"), Decimal("0.1")], N=4)
    assert (found["seats"], found["divisor"]) == ([3, 1], "1/10")


def test_bounds_are_one_for_all_or_one_each_with_null_for_none():
    assert asked(min=2)["seats"] == [9, 7, 5, 3, 2]
    assert asked(max=[8, None, None, None, None])["seats"] == [8, 8, 6, 3, 1]


def test_one_seat_and_none_are_shared_out_too():
    assert (asked(N=1)["seats"], asked(N=0)["seats"]) == ([1, 0, 0, 0, 0], [0, 0, 0, 0, 0])


def test_where_no_single_divisor_exists_null_is_answered():
    assert asked(N=2, method="adams")["divisor"] is None


@pytest.mark.parametrize(
    ("changes", "reason", "conflict"),
    [
        (
            {"min": [0, 0, 3, 0, 0], "max": 2, "N": 5},
            "Đơn vị thứ 3 có số ít nhất 3 lớn hơn số nhiều nhất 2. Hãy sửa một trong hai số.",
            {"code": "seats_bounds_crossed", "place": 2, "minimum": 3, "maximum": 2},
        ),
        (
            {"min": 6},
            "Cộng số ít nhất của các đơn vị là 30, quá tổng số chỉ tiêu 26. Hãy giảm số ít nhất hoặc tăng “N”.",
            {"code": "seats_minimum_exceeds", "minimum": 30, "seats": 26},
        ),
        (
            {"max": 5},
            "Các đơn vị nhận được nhiều nhất 25, chưa đủ tổng số chỉ tiêu 26. Hãy tăng số nhiều nhất hoặc giảm “N”.",
            {"code": "seats_maximum_short", "maximum": 25, "seats": 26},
        ),
        (
            {"weights": [0, 0], "min": 1, "N": 1000},
            NOBODY_COUNTED,
            {"code": "seats_maximum_short", "maximum": 2, "seats": 1000},
        ),
    ],
)
def test_an_impossible_share_says_which_numbers_collide(changes, reason, conflict):
    assert asked(**changes) == {"status": "infeasible", "reason": reason, "conflict": conflict}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"weights": []}, "Chưa có đơn vị nào: “weights” đang trống. Hãy ghi trọng số của ít nhất một đơn vị."),
        ({"weights": 5}, "Danh sách trọng số “weights” phải là một danh sách trong ngoặc vuông, đang ghi 5."),
        (
            {"weights": [3, "1.234"]},
            THOUSANDS_OR_DECIMALS,
        ),
        (
            {"weights": ["12,5"]},
            "Trọng số thứ 1 phải là số, đang ghi “12,5” (chữ). Hãy ghi số bằng dấu chấm thập phân: 12.5.",
        ),
        ({"weights": [" 120 "]}, "Trọng số thứ 1 phải là số, đang ghi “ 120 ” (chữ). Hãy bỏ dấu ngoặc kép: 120."),
        (
            {"weights": ["x" * 50]},
            f"Trọng số thứ 1 phải là số, đang ghi “{'x' * 40}…” (chữ). Hãy thay bằng một con số; ô trống ghi 0.",
        ),
        ({"weights": [None]}, "Trọng số thứ 1 phải là số, đang ghi null."),
        ({"weights": [True]}, "Trọng số thứ 1 phải là số, đang ghi true."),
        ({"weights": [{}]}, "Trọng số thứ 1 phải là số, đang ghi một đối tượng {…}."),
        (
            {"weights": [-1]},
            "Trọng số thứ 1 phải từ 0 đến 1.000.000.000.000.000, không quá 15 chữ số thập phân, đang ghi -1.",
        ),
        (
            {"weights": [Decimal("1e-999999999")]},
            "Trọng số thứ 1 phải từ 0 đến 1.000.000.000.000.000, không quá 15 chữ số thập phân, đang ghi 1E-999999999.",
        ),
        ({"N": Decimal("26.0")}, "Tổng số chỉ tiêu “N” phải là số nguyên, đang ghi 26,0. Hãy bỏ phần thập phân."),
        ({"N": Decimal("26.5")}, "Tổng số chỉ tiêu “N” phải là số nguyên, đang ghi 26,5. Hãy làm tròn thành số nguyên."),
        ({"N": -1}, "Tổng số chỉ tiêu “N” phải từ 0 đến 1.000.000, đang ghi -1."),
        ({"N": 2_000_000}, "Tổng số chỉ tiêu “N” phải từ 0 đến 1.000.000, đang ghi 2.000.000."),
        ({"N": None}, "Thiếu “N”; hãy thêm vào “input”."),
        (
            {"method": "x"},
            "Cách chia “method” phải là một trong “webster”, “hamilton”, “hill”, “adams”, “jefferson”, đang ghi “x” (chữ).",
        ),
        ({"min": [1, 2]}, "Danh sách “min” có 2 phần tử, phải có 5, bằng số đơn vị trong “weights”."),
        (
            {"max": [1, "2", 3, 4, 5]},
            "Số nhiều nhất của đơn vị thứ 2 phải là số nguyên, đang ghi “2” (chữ). Hãy bỏ dấu ngoặc kép: 2.",
        ),
        ({"max": "2"}, "Danh sách “max” phải là một danh sách trong ngoặc vuông, đang ghi “2” (chữ)."),
        ({"min": True}, "Danh sách “min” phải là một danh sách trong ngoặc vuông, đang ghi true."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_which_and_what_to_do(changes, said):
    with pytest.raises(Unreadable) as caught:
        asked(**changes)
    assert caught.value.message == said
