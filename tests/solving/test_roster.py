"""Rosters asked from a file: the best, the repaired, the impossible, and every input that cannot be understood."""

from decimal import Decimal

import pytest

from congress.rules.roster import EngineFailed
from congress.solving import roster
from congress.solving.reading import Unreadable
from congress.solving.roster import answer

PEOPLE = [
    {"id": number, "score": number % 4, "unit": "AB"[number % 2], "sex": "fm"[number % 3 == 0]} for number in range(1, 11)
]
"""Ten people, numbers for ids; men are 3, 6 and 9."""
FOUR = {"id": "N", "where": {}, "min": 4, "max": 4}
MEN = {"id": "nam", "where": {"sex": "m"}, "min": 3}
WOMEN = {"id": "nữ", "where": {"sex": "f"}, "min": 2}


def asked(*rules, **changes):
    return answer({"people": PEOPLE, "rules": [FOUR, *rules], **changes})


def test_the_best_are_chosen_and_their_ids_come_back_as_they_were_written():
    assert asked(MEN, locked=[1]) == {"status": "ok", "selected": [1, 3, 6, 9], "merit": 7}


@pytest.mark.parametrize("locked", [[1], {"in": [1]}, {"in": ["1"], "out": None}])
def test_locks_are_a_list_or_two(locked):
    assert asked(MEN, locked=locked)["selected"] == [1, 3, 6, 9]


def test_people_may_be_locked_out():
    assert asked(MEN, locked={"out": [2, 7]}, seed=7)["selected"] == [10, 3, 6, 9]


def test_attributes_may_stand_in_an_object_of_their_own():
    people = [
        {"id": one["id"], "score": one["score"], "attributes": {"unit": one["unit"], "sex": one["sex"]}} for one in PEOPLE
    ]
    assert asked(MEN, people=people) == asked(MEN)


def test_an_edited_list_is_repaired_and_what_it_broke_is_named():
    assert asked(MEN, edited=[1, 2, 3, 4]) == {"status": "ok", "selected": [2, 3, 6, 9], "merit": 8, "broken": ["nam"]}
    assert asked(MEN, edited=[10, 3, 6, 9])["broken"] == []


def test_the_impossible_has_a_conflict_a_relaxation_and_a_sentence():
    assert asked(MEN, WOMEN) == {
        "status": "infeasible",
        "conflict": ["N", "nam", "nữ"],
        "relaxation": [{"rule": "nam", "min": 2, "max": None}],
        "reason": "Các quy tắc “N”, “nam”, “nữ” không thể cùng giữ; bỏ hoặc nới bất kỳ một quy tắc trong số này thì các quy "
        "tắc kia giữ được.",
    }
    assert asked(MEN, WOMEN, edited=[1])["broken"] == ["N", "nam", "nữ"]


def test_rules_may_have_numbers_for_ids():
    found = asked({**MEN, "id": 7, "min": 4}, edited=[1, 2, 4, 5])
    assert (found["conflict"], found["relaxation"], found["broken"]) == ([7], [{"rule": 7, "min": 3, "max": None}], [7])


def test_what_may_not_be_relaxed_is_left_alone():
    fixed = [{**rule, "relaxable": False} for rule in (MEN, WOMEN)]
    assert asked(*fixed)["relaxation"] == [{"rule": "N", "min": 4, "max": 5}]
    assert answer({"people": PEOPLE, "rules": [{**FOUR, "relaxable": False}, *fixed]})["relaxation"] is None
    assert asked({**MEN, "priority": 1}, {**WOMEN, "priority": 3})["relaxation"] == [{"rule": "nữ", "min": 1, "max": None}]


def test_one_rule_too_much_for_the_nominees_is_named_alone():
    found = asked({**MEN, "min": 4})
    assert (found["conflict"], found["relaxation"]) == (["nam"], [{"rule": "nam", "min": 3, "max": None}])
    assert found["reason"] == "Không có danh sách nào giữ được quy tắc “nam”; hãy nới quy tắc này hoặc thêm người."


def test_of_many_rules_that_collide_the_sentence_names_the_first():
    people = [{"id": f"p{number:02}", "score": 1, "unit": number} for number in range(14)]
    rules = [{"id": f"đơn vị {number:02}", "where": {"unit": number}, "min": 1} for number in range(14)]
    found = answer({"people": people, "rules": [{"id": "N", "max": 13}, *rules]})
    assert len(found["conflict"]) == 15
    assert "“đơn vị 10” và 3 quy tắc nữa không thể cùng giữ" in found["reason"]


def test_nobody_or_one_may_be_asked_for():
    for number in (0, 1):
        found = answer({"people": PEOPLE, "rules": [{"id": "N", "min": number, "max": number}]})
        assert (found["merit"], len(found["selected"])) == (3 * number, number)


def test_the_order_of_rows_changes_nothing():
    given = {"people": PEOPLE, "rules": [FOUR, MEN], "seed": "biên bản 12"}
    assert answer({**given, "people": PEOPLE[::-1], "rules": [MEN, FOUR]}) == answer(given)


def person(**changes):
    return {"people": [*PEOPLE, {"id": "an", "score": 1, **changes}]}


def rule(**changes):
    return {"rules": [FOUR, {"id": "nam", "where": {"sex": "m"}, **changes}]}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"people": []}, "Chưa có người nào: “people” đang trống. Hãy ghi ít nhất một người."),
        ({"people": {}}, "“people” phải là một danh sách trong ngoặc vuông, đang ghi một đối tượng {…}."),
        ({"people": ["an"]}, "Người thứ 1 phải là một đối tượng trong ngoặc nhọn, đang ghi “an” (chữ)."),
        ({"people": [{"id": "an"}]}, "Người thứ 1 thiếu “score”; hãy ghi thêm."),
        (person(id=""), "Mã “id” của người thứ 11 phải là chữ hoặc số nguyên, không để trống, đang ghi “” (chữ)."),
        (person(id="1"), "Có hai người cùng mã “1”; mỗi người cần một mã riêng."),
        (person(score="95"), "Điểm “score” của người “an” phải là số nguyên, đang ghi “95” (chữ). Hãy bỏ dấu ngoặc kép: 95."),
        (
            person(score=Decimal("9.5")),
            "Điểm “score” của người “an” phải là số nguyên, đang ghi 9,5. Hãy làm tròn thành số nguyên.",
        ),
        (
            person(sex=["f"]),
            "Đặc điểm “sex” của người “an” phải là chữ, số nguyên, true hoặc false, đang ghi một danh sách.",
        ),
        (rule(min=3, max=2), "Quy tắc “nam” có số ít nhất 3 lớn hơn số nhiều nhất 2; hãy sửa một trong hai số."),
        (rule(min=-1), "Số ít nhất “min” của quy tắc “nam” phải từ 0 đến 1.000.000, đang ghi -1."),
        (
            rule(where={"gioi": "m"}),
            "Quy tắc “nam” đếm theo “gioi”, nhưng không người nào có đặc điểm này; hãy xem lại tên.",
        ),
        (
            rule(where="nam"),
            "Điều kiện “where” của quy tắc “nam” phải là một đối tượng trong ngoặc nhọn, đang ghi “nam” (chữ).",
        ),
        (
            rule(least=3),
            "Không hiểu “least” trong quy tắc “nam”; chỉ nhận “id”, “max”, “min”, “priority”, “relaxable”, “where”.",
        ),
        (rule(relaxable="có"), "“relaxable” của quy tắc “nam” phải là true hoặc false, đang ghi “có” (chữ)."),
        (
            {"rules": [{"where": {}}]},
            "Mã “id” của quy tắc thứ 1 phải là chữ hoặc số nguyên, không để trống, đang ghi null.",
        ),
        ({"rules": [FOUR, FOUR]}, "Có hai quy tắc cùng mã “N”; mỗi quy tắc cần một mã riêng."),
        ({"locked": ["hoa"]}, "Người bị khóa “hoa” không có trong “people”; hãy xem lại mã."),
        ({"locked": {"in": [1], "out": [1]}}, "Người “1” vừa bị khóa vào vừa bị khóa ra; hãy bỏ một trong hai."),
        ({"locked": {"into": [1]}}, "Không hiểu “into” trong “locked”; chỉ nhận “in”, “out”."),
        ({"edited": ["hoa"]}, "Người “hoa” trong “edited” không có trong “people”; hãy xem lại mã."),
        ({"edited": [1, 1]}, "Người “1” được ghi hai lần trong “edited”; hãy bỏ một lần."),
        ({"edited": [True]}, "Mã thứ 1 trong “edited” phải là chữ hoặc số nguyên, không để trống, đang ghi true."),
        ({"N": 4}, "Không hiểu “N” trong “input”; loại bài này chỉ nhận “people”, “rules”, “edited”, “locked”, “seed”."),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(changes, message):
    with pytest.raises(Unreadable) as refusal:
        answer({"people": PEOPLE, "rules": [FOUR], **changes})
    assert refusal.value.message == message


def test_scores_beyond_exact_sums_are_refused():
    people = [{"id": number, "score": 10**9} for number in range(10)]
    with pytest.raises(Unreadable, match=r"Tổng điểm phải nhỏ hơn 9\.000\.000\.000; hãy chia mọi điểm"):
        answer({"people": people, "rules": []})


def test_an_engine_without_proof_gives_no_list(monkeypatch):
    def fails(*_parts):
        raise EngineFailed("rows")

    monkeypatch.setattr(roster, "choose", fails)
    with pytest.raises(Unreadable, match="nên không đưa ra danh sách"):
        asked(MEN)
