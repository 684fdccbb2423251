from datetime import date
from fractions import Fraction

import pytest

from congress.rules.reading import DocumentError, Node


def refusal(call):
    with pytest.raises(DocumentError) as caught:
        call()
    return caught.value.path, caught.value.problem


def test_values_are_read_by_kind():
    node = Node({"t": "chữ", "n": 3, "f": False, "d": "2025-03-31", "s": [7, 10], "x": "0.15", "l": ["a"]}, "")
    assert (node.text("t"), node.number("n"), node.flag("f"), node.day("d")) == ("chữ", 3, False, date(2025, 3, 31))
    assert (node.fraction("s"), node.decimal("x"), node.texts("l")) == (Fraction(7, 10), Fraction(3, 20), ("a",))
    node.done()


def test_missing_and_null_are_none_where_allowed():
    node = Node({"a": None}, "")
    assert (node.text_or_none("a"), node.day_or_none("b"), node.texts("c"), list(node.children("d"))) == (None, None, (), [])


def test_the_path_leads_through_objects_and_lists():
    node = Node({"levels": [{"name": {"deep": 1}}]}, "plan")
    (level,) = node.children("levels")
    assert refusal(lambda: level.child("name").text("deep")) == ("plan.levels[0].name.deep", "wrong_type")


def test_a_key_nobody_read_is_refused():
    node = Node({"code": "a", "cdoe": "b"}, "")
    node.text("code")
    assert refusal(node.done) == ("cdoe", "unread_key")


@pytest.mark.parametrize(
    ("value", "read", "problem"),
    [
        ({}, lambda node: node.text("k"), "missing"),
        ({"k": ""}, lambda node: node.text("k"), "empty"),
        ({"k": True}, lambda node: node.number("k"), "bad_number"),
        ({"k": -1}, lambda node: node.number("k"), "bad_number"),
        ({"k": 0}, lambda node: node.number("k", 1), "bad_number"),
        ({"k": 1.5}, lambda node: node.number("k"), "wrong_type"),
        ({"k": "c"}, lambda node: node.choice("k", ("a", "b")), "unknown_value"),
        ({"k": "31/03/2025"}, lambda node: node.day("k"), "bad_date"),
        ({"k": [7]}, lambda node: node.fraction("k"), "bad_share"),
        ({"k": [7.0, 10]}, lambda node: node.fraction("k"), "bad_share"),
        ({"k": [11, 10]}, lambda node: node.fraction("k"), "bad_share"),
        ({"k": [0, 0]}, lambda node: node.fraction("k"), "bad_share"),
        ({"k": "1,5"}, lambda node: node.decimal("k"), "bad_decimal"),
        ({"k": "٣"}, lambda node: node.decimal("k"), "bad_decimal"),
        ({"k": ["a", 1]}, lambda node: node.texts("k"), "bad_list"),
    ],
)
def test_a_wrong_value_is_named_by_its_key(value, read, problem):
    assert refusal(lambda: read(Node(value, ""))) == ("k", problem)


def test_an_object_is_needed_where_one_is_read():
    assert refusal(lambda: Node(["a"], "levels")) == ("levels", "not_an_object")
