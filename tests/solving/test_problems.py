"""A list of problems: each answered by its id, the bad ones with a sentence and without harm to the rest."""

import json

import pytest

from congress.solving import problems
from congress.solving.problems import failed, read, solve, written
from congress.solving.reading import Unreadable

LIMIT = {"kind": "limit", "input": {"N": 300, "limit": 300}}


def message(problem):
    """What is said of one bad problem."""
    (answer,) = solve([problem]).values()
    assert answer["status"] == "error"
    return answer["message"]


def test_a_bad_problem_does_not_hinder_the_others():
    answers = solve([{"id": "a", **LIMIT}, {"id": "b", "kind": "limit", "input": {}}, {"id": "c", **LIMIT}])
    assert (answers["a"], answers["c"]) == ({"ok": True}, {"ok": True})
    assert answers["b"] == {"status": "error", "message": "Thiếu “N”, “limit”; hãy thêm vào “input”."}
    assert failed(answers)
    assert not failed(solve([{"id": "a", **LIMIT}]))


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ({"id": "a", "kind": "lottery", "input": {}}, "“lottery” (chữ)"),
        ({"id": "a", "kind": ["limit"], "input": {}}, "đang ghi một danh sách"),
        ({"id": "a", "kind": "limit", "input": [3]}, "“input” phải là một đối tượng"),
        ({"id": "a", "kind": "limit"}, "đang ghi null"),
        ({"id": "a", "kind": "limit", "input": {"N": 3, "limit": 5, "n": 3}}, "Không hiểu “n”"),
    ],
)
def test_what_is_wrong_with_a_problem_is_said(problem, said):
    assert said in message(problem)


@pytest.mark.parametrize("id_", ["", None, True, 1.5, ["a"]])
def test_a_problem_without_an_id_is_answered_by_its_place(id_):
    answers = solve([{"id": "a", **LIMIT}, {"id": id_, **LIMIT}])
    assert answers["#2"]["message"] == "Bài này chưa có mã “id”; hãy ghi một mã bằng chữ hoặc số nguyên."


def test_what_is_no_problem_at_all_is_answered_by_its_place():
    assert solve([7])["#1"]["message"] == "Mỗi bài phải là một đối tượng có “id”, “kind”, “input”, đang ghi 7."


def test_an_id_may_be_a_whole_number():
    assert solve([{"id": 5, **LIMIT}]) == {"5": {"ok": True}}


def test_two_problems_with_one_id_are_both_refused():
    answers = solve([{"id": "a", **LIMIT}, {"id": 1, **LIMIT}, {"id": "a", **LIMIT}, {"id": "1", **LIMIT}])
    assert answers["a"]["message"] == "Có 2 bài cùng mã “a”; mỗi bài cần một mã riêng."
    assert answers["1"]["message"] == "Có 2 bài cùng mã “1”; mỗi bài cần một mã riêng."


def test_an_id_that_looks_like_a_place_stays_its_own():
    answers = solve([{"id": "#2", **LIMIT}, dict(LIMIT)])
    assert answers["#2"] == {"ok": True}
    assert answers["##2"]["status"] == "error"


def test_a_kind_whose_library_is_missing_says_so(monkeypatch):
    monkeypatch.setitem(problems.KINDS, "limit", "congress.solving.nowhere:answer")
    assert message({"id": "a", **LIMIT}) == (
        "Máy này chưa cài phần giải loại “limit” (congress.solving.nowhere); hãy cài lại chương trình."
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe[", "Tệp không phải UTF-8. Hãy lưu lại tệp dạng JSON, mã UTF-8."),
        (b'[\n{"id": }]', "Tệp không phải JSON: sai ở dòng 2, cột 8."),
        (b"", "Tệp không phải JSON: sai ở dòng 1, cột 1."),
        (b"[NaN]", "Tệp không phải JSON đọc được: có số quá dài, NaN hoặc quá nhiều ngoặc lồng nhau."),
        (b"[" * 100_000, "Tệp không phải JSON đọc được: có số quá dài, NaN hoặc quá nhiều ngoặc lồng nhau."),
        (b'{"id": 1}', "Tệp phải là một danh sách bài toán trong ngoặc vuông: [{“id”, “kind”, “input”}, …]."),
    ],
)
def test_a_file_that_is_no_list_of_problems_is_refused(data, said):
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.message == said


def test_a_file_with_a_byte_order_mark_is_read():
    assert read(b"\xef\xbb\xbf[]") == []


def test_answers_are_written_in_the_order_of_ids_a_line_each():
    answers = {"b": {"ok": True, "a": "đủ"}, "a": {"seats": [1, 2]}}
    assert written(answers).decode() == '{\n"a": {"seats": [1, 2]},\n"b": {"a": "đủ", "ok": true}\n}\n'
    assert json.loads(written(answers)) == answers
    assert written({}) == b"{}\n"


def test_a_number_beyond_all_numbers_spoils_only_its_own_problem():
    text = '[{"id": "a", "kind": "limit", "input": {"N": 1e99999999999999999999, "limit": 1}}, {"id": "b", "kind": "x"}]'
    answers = solve(read(text.encode()))
    assert "đang ghi “1e99999999999999999999” (chữ)" in answers["a"]["message"]
    assert set(answers) == {"a", "b"}


def test_half_a_character_in_an_id_is_answered_and_written_back_as_it_was():
    people = [{"id": "\ud800", "score": 1}, {"id": "b", "score": 1}]
    roster = {"id": "\udfff", "kind": "roster", "input": {"people": people, "rules": [{"id": "n", "min": 2, "max": 2}]}}
    answers = json.loads(written(solve(read(json.dumps([roster]).encode()))))
    assert answers["\udfff"]["selected"] == ["b", "\ud800"]
