"""Seats of a hall: their names, and filling it so that nobody sits twice and winners sit together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.hall import Filling, Hall, Sitter, every_spot, fill, find, label, row_name, usable

SMALL = Hall(3, 6, aisles=(2,), blocked=frozenset({"A-1"}), table=2)


@st.composite
def halls(draw) -> Hall:
    """Halls of up to 6 rows and 8 seats, with aisles, blocked seats and a table."""
    rows, seats = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    aisles = tuple(sorted(draw(st.sets(st.integers(1, seats - 1), max_size=2)))) if seats > 1 else ()
    bare = Hall(rows, seats, draw(st.sampled_from(["letters", "numbers"])), aisles, table=draw(st.integers(0, 4)))
    blocked = draw(st.sets(st.sampled_from([spot.label for spot in every_spot(bare)]), max_size=8))
    return Hall(bare.rows, bare.seats, bare.naming, aisles, frozenset(blocked), bare.table)


@st.composite
def people(draw) -> list[Sitter]:
    """Up to 60 people of a few units and groups, some winners of three batches, some presiding."""
    one = st.tuples(
        st.integers(0, 4), st.integers(0, 2), st.integers(0, 5), st.sampled_from([None, None, None, 1, 2, 3]), st.booleans()
    )
    return [Sitter(number, *what) for number, what in enumerate(draw(st.lists(one, max_size=60)), 1)]


@pytest.mark.parametrize(("row", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (60, "BH")])
def test_rows_of_letters_go_on_after_z(row: int, name: str):
    assert row_name("letters", row) == name
    assert row_name("numbers", row) == str(row)


@given(halls())
def test_every_place_has_a_name_of_its_own_and_is_found_by_it(hall: Hall):
    labels = [spot.label for spot in every_spot(hall)]
    assert len(set(labels)) == len(labels) == hall.rows * hall.seats + hall.table
    assert [find(hall, name) for name in labels] == labels


@pytest.mark.parametrize("text", ["A-5", "a5", "A 05", "a.5", "Hàng A ghế 5", "dãy a, ghế số 5", "HÀNG A – GHẾ 5"])
def test_a_seat_is_understood_as_people_write_it(text: str):
    assert find(SMALL, text) == "A-5"


@pytest.mark.parametrize("text", ["3/6", "3-6", "hàng 3 ghế 6", "3.06"])
def test_rows_of_numbers_are_understood_too(text: str):
    assert find(Hall(3, 6, "numbers"), text) == "3-6"


@pytest.mark.parametrize("text", ["ĐCT-2", "đct 2", "Đoàn Chủ tịch, ghế 2", "Chủ tịch đoàn 2"])
def test_the_table_is_found_by_its_names(text: str):
    assert find(SMALL, text) == "ĐCT-2"


@pytest.mark.parametrize("text", ["", "D-1", "A-7", "ĐCT-3", "1-5", "36", "A", "A-0", "Bàn 3", "A-1000", "A-5 B-6"])
def test_what_is_no_seat_of_the_hall_is_none(text: str):
    assert find(SMALL, text) is None


def test_letters_name_no_row_of_a_hall_that_counts():
    assert find(Hall(3, 6, "numbers"), "A-1") is None


def test_a_filled_hall_reads_as_custom_has_it():
    sitters = [
        Sitter(1, presides=True),
        Sitter(2, unit=1, rank=2),
        Sitter(3, unit=1, rank=1),
        Sitter(4, unit=2, batch=1),
        Sitter(5, unit=1, batch=1),
        Sitter(6, unit=0),
    ]
    assert fill(SMALL, sitters) == Filling(((1, "ĐCT-1"), (5, "A-3"), (4, "A-4"), (6, "A-2"), (3, "A-5"), (2, "A-6")), ())


def test_groups_stay_together_when_asked():
    sitters = [Sitter(1, unit=1, group=2), Sitter(2, unit=2, group=1), Sitter(3, unit=3, group=2)]
    assert fill(SMALL, sitters, by="group").seats == ((2, "A-2"), (1, "A-3"), (3, "A-4"))
    assert fill(SMALL, sitters, by="unit").seats == ((1, "A-2"), (2, "A-3"), (3, "A-4"))


def test_only_the_rows_asked_for_are_used():
    filling = fill(SMALL, [Sitter(number) for number in range(1, 9)], taken={"B-2"}, rows=range(2, 3))
    assert [place for _, place in filling.seats] == ["B-1", "B-3", "B-4", "B-5", "B-6"]
    assert filling.left == (6, 7, 8)


def test_who_finds_no_place_at_the_table_sits_in_the_hall():
    assert fill(SMALL, [Sitter(n, presides=True, rank=n) for n in (1, 2, 3)]).seats == ((1, "ĐCT-1"), (2, "ĐCT-2"), (3, "A-2"))


def test_a_batch_larger_than_any_block_goes_on_in_the_next():
    hall = Hall(1, 6, aisles=(2, 5))
    seats = [place for _, place in fill(hall, [Sitter(n, rank=n, batch=1) for n in range(1, 6)]).seats]
    assert seats == ["A-3", "A-4", "A-5", "A-2", "A-1"]


@given(halls(), people(), st.sampled_from(["unit", "group"]), st.data())
def test_nobody_sits_twice_or_on_a_seat_that_is_not_free(hall: Hall, sitters: list[Sitter], by, data):
    taken = data.draw(st.sets(st.sampled_from([spot.label for spot in every_spot(hall)]), max_size=6))
    filling = fill(hall, sitters, taken, by=by)
    numbers, labels = [number for number, _ in filling.seats], [place for _, place in filling.seats]
    assert sorted([*numbers, *filling.left]) == [one.number for one in sitters]
    assert len(set(labels)) == len(labels)
    assert set(labels) <= {spot.label for spot in usable(hall)} - taken
    rows = {spot.label for spot in usable(hall) if spot.row} - taken
    assert not filling.left or rows <= set(labels)
    assert fill(hall, data.draw(st.permutations(sitters)), taken, by=by) == filling


@given(halls(), people(), st.sampled_from(["unit", "group"]))
def test_delegations_or_groups_lie_side_by_side(hall: Hall, sitters: list[Sitter], by):
    """Among those who are neither presiding nor winners, the seats of one delegation (or group) follow each other."""
    plain = [Sitter(one.number, one.unit, one.group, one.rank) for one in sitters]
    keys = {one.number: getattr(one, by) for one in plain}
    order = [keys[number] for number, _ in fill(hall, plain, by=by).seats]
    places = [spot.label for spot in usable(hall) if spot.row]
    assert [place for _, place in fill(hall, plain, by=by).seats] == places[: len(order)]
    assert order == sorted(order)


@given(halls(), st.integers(1, 8))
def test_a_batch_that_fits_between_two_aisles_sits_there_from_the_aisle_on(hall: Hall, winners: int):
    rows = [spot for spot in usable(hall) if spot.row]
    blocks = {spot.block: [other for other in rows if other.block == spot.block] for spot in rows}
    seated = {place for _, place in fill(hall, [Sitter(n, batch=1) for n in range(1, winners + 1)]).seats}
    roomy = {block: spots for block, spots in blocks.items() if len(spots) >= winners}
    homes = {spot.block for spot in rows if spot.label in seated}
    if roomy:
        assert len(homes) == 1
        last = max(spot.row for spot in rows if spot.label in seated)
        assert last == min(sorted(spot.row for spot in spots)[winners - 1] for spots in roomy.values())
    else:
        assert len(seated) == min(winners, len(rows))


def test_labels_name_rows_and_seats():
    assert (label(SMALL, 0, 1), label(SMALL, 2, 3), label(Hall(1, 1, "numbers"), 1, 1)) == ("ĐCT-1", "B-3", "1-1")
