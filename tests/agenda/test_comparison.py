from itertools import permutations

import pytest

from congress.agenda.comparison import Edit, compare
from congress.agenda.sheet import Sheet, content_of, from_content, make_part


def part(*rows, number=1, name="Phiên chính thức", day="2025-04-24"):
    fields = {"number": number, "kind": "session", "name": name, "place": "", "minutes": 240, "day": day, "starts_at": "07:30"}
    texts = {"kind": "own", "covers": [], "presenter": "", "note": ""}
    lines = [{"key": key, "number": ord(key), "title": key, "minutes": minutes, **texts} for key, minutes in rows]
    return make_part(fields, lines)


def sheet(letters, minutes=10, **fields):
    return Sheet((part(*((letter, minutes) for letter in letters), **fields),))


def kinds(before, after):
    return [(change.kind, change.line.key) for change in compare(before, after) if change.kind != "retimed"]


def test_equal_programmes_have_no_changes():
    assert compare(sheet("abc"), sheet("abc")) == []


def test_an_inserted_item_is_added_and_moves_nothing():
    assert kinds(sheet("abc"), sheet("axbc")) == [("added", "x")]


def test_a_removed_item_comes_last():
    assert kinds(sheet("abcd"), sheet("cxd")) == [("added", "x"), ("removed", "a"), ("removed", "b")]


def test_items_after_a_longer_one_are_only_retimed():
    longer = Sheet((part(("a", 15), ("b", 10)),))
    (first, second) = compare(Sheet((part(("a", 10), ("b", 10)),)), longer)
    assert (first.kind, first.edits) == ("changed", (Edit("minutes", "10", "15"),))
    assert (second.kind, second.edits) == ("retimed", (Edit("start", "07:40", "07:45"),))


def test_one_dragged_item_is_one_move():
    (moved,) = [change for change in compare(sheet("abcdef"), sheet("afbcde")) if change.kind == "moved"]
    assert (moved.line.key, moved.edits) == ("f", (Edit("place", "6", "2"),))


def test_going_to_another_session_is_a_move_that_names_both():
    before = Sheet((part(("a", 10), ("b", 10)), part(number=2, name="Phiên trù bị")))
    after = Sheet((part(("a", 10)), part(("b", 10), number=2, name="Phiên trù bị")))
    (change,) = compare(before, after)
    assert (change.kind, change.edits) == ("moved", (Edit("session", "Phiên chính thức", "Phiên trù bị"),))


def test_another_day_is_told_with_the_day():
    (change,) = compare(sheet("a"), sheet("a", day="2025-04-25"))
    assert change.edits == (Edit("start", "07:30, 24/04/2025", "07:30, 25/04/2025"),)


@pytest.mark.parametrize("order", ["".join(order) for order in permutations("abcd")])
def test_as_few_items_as_possible_count_as_moved(order):
    rising = max(
        sum(chosen)
        for chosen in ([mask >> place & 1 for place in range(4)] for mask in range(16))
        if (kept := [letter for letter, keep in zip(order, chosen, strict=True) if keep]) == sorted(kept)
    )
    assert len(kinds(sheet("abcd"), sheet(order))) == 4 - rising


def test_a_frozen_programme_reads_back_as_it_was():
    before = sheet("abc")
    assert from_content(content_of(before)).lines == before.lines
