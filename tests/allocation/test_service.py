"""Trying stores nothing; adopting computes again, refuses what the plan forbids, keeps every version."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from congress import messages
from congress.allocation import annex, service, start, trial
from congress.allocation.models import AllocatedSeats, Allocation
from congress.allocation.wish import UnitWish, Wish
from congress.db import db
from congress.errors import NotFound, Refused
from congress.meetings.service import by_number
from tests.building import ACTOR, Builder


def district(build: Builder, weights: list[int], **fields):
    """A district congress whose communes have these head counts."""
    unit, communes = build.district(len(weights))
    meeting = build.meeting(unit, **fields)
    rows = tuple(UnitWish(c.id, c.name, weight, 1) for c, weight in zip(communes, weights, strict=True))
    return by_number(meeting.number), rows


def wish_of(rows, total=300, method="webster", **groups):
    seats = {"farmers_workers": 160, "exemplars": 50, "leaders": 50, "guests": 40} | groups
    return Wish(total, method, seats, frozenset({"guests"}), rows)


def codes(answer):
    return {finding.code: finding.weight for finding in answer.findings}


def test_a_trial_meets_every_sum_exactly(build: Builder):
    meeting, rows = district(build, [100, 200, 300, 77])
    answer = trial.try_out(meeting, wish_of(rows))
    assert sum(row.seats for row in answer.rows) == 260
    assert [sum(row.cells[place] for row in answer.rows) for place in range(3)] == [160, 50, 50]
    assert all(sum(row.cells) == row.seats for row in answer.rows)


def test_the_number_of_another_level_is_no_ceiling_for_a_commune(build: Builder):
    commune, province = build.unit(), build.unit("Tỉnh Thử", level="province", kind="tinh")
    higher = build.meeting(province, delegate_number=100)
    meeting = by_number(build.meeting(commune, higher_meeting_id=higher.id).number)
    village = build.unit("Thôn Một", parent=commune, level="base", kind="thon")
    answer = trial.try_out(meeting, wish_of((UnitWish(village.id, village.name, 10, 1),)))
    assert codes(answer)["limit_uncheckable"] == "undecided"


def test_a_trial_stores_nothing(build: Builder):
    meeting, rows = district(build, [100, 200])
    trial.try_out(meeting, wish_of(rows))
    assert db.session.execute(select(func.count()).select_from(Allocation)).scalar_one() == 0


def test_the_divisor_explains_every_unit(build: Builder):
    meeting, rows = district(build, [101, 203, 307])
    answer = trial.try_out(meeting, wish_of(rows))
    for row in answer.rows:
        assert row.quotient == row.wish.members / answer.divisor
        assert row.seats == max(1, (2 * row.quotient.numerator + row.quotient.denominator) // (2 * row.quotient.denominator))


def test_seventy_percent_of_three_hundred_is_two_hundred_and_ten(build: Builder):
    meeting, rows = district(build, [100, 200])
    answer = trial.try_out(meeting, wish_of(rows))
    assert (answer.core, answer.target) == (210, 210)
    assert "ratio_core_low" not in codes(answer)


def test_one_seat_below_the_share_is_a_finding_with_the_clause_of_the_plan(build: Builder):
    meeting, rows = district(build, [100, 200])
    answer = trial.try_out(meeting, wish_of(rows, farmers_workers=159, leaders=51))
    finding = next(f for f in answer.findings if f.code == "ratio_core_low")
    assert (finding.facts["lack"], finding.clause is not None) == (1, True)


def test_three_hundred_passes_and_three_hundred_and_one_does_not(build: Builder):
    meeting, rows = district(build, [100, 200])
    assert "limit_exceeded" not in codes(trial.try_out(meeting, wish_of(rows)))
    answer = trial.try_out(meeting, wish_of(rows, total=301, farmers_workers=161))
    assert codes(answer)["limit_exceeded"] in ("hard", "soft")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"total": 0}, "allocation_total_range"),
        ({"total": 299}, "allocation_groups_sum"),
        ({"method": "gieo quẻ"}, "allocation_method_unknown"),
        ({"rows": ()}, "allocation_no_units"),
    ],
)
def test_an_impossible_wish_is_refused(build: Builder, changes: dict, code: str):
    meeting, rows = district(build, [100, 200])
    with pytest.raises(Refused) as refusal:
        trial.try_out(meeting, wish_of(changes.get("rows", rows), changes.get("total", 300), changes.get("method", "webster")))
    assert refusal.value.code == code


def test_crossed_bounds_name_the_unit(build: Builder):
    meeting, rows = district(build, [100, 200])
    crossed = (UnitWish(rows[0].unit_id, rows[0].name, 100, 5, 4), rows[1])
    with pytest.raises(Refused) as refusal:
        trial.try_out(meeting, wish_of(crossed))
    assert (refusal.value.code, refusal.value.facts["unit"]) == ("allocation_seats_bounds_crossed", rows[0].name)


def test_adopting_stores_seats_wish_steps_and_law(build: Builder):
    meeting, rows = district(build, [100, 200])
    adopted = service.adopt(ACTOR, build.now, meeting, wish_of(rows))
    stored = service.version(meeting, 1)
    assert (stored.id, stored.total, stored.rule_set_id) == (adopted.id, 300, meeting.rule_set_id)
    assert Wish.from_document(stored.wish) == wish_of(rows)
    assert sum(service.seats_of(stored).values()) == 300


def test_a_second_adoption_is_a_new_version_and_keeps_the_first(build: Builder):
    meeting, rows = district(build, [100, 200])
    service.adopt(ACTOR, build.now, meeting, wish_of(rows))
    service.adopt(ACTOR, build.now, meeting, wish_of(rows, method="jefferson"))
    assert [found.number for found in service.versions(meeting)] == [2, 1]
    assert db.session.execute(select(func.count(func.distinct(AllocatedSeats.allocation_id)))).scalar_one() == 2


def test_the_second_of_two_committees_adopting_is_told(build: Builder):
    meeting, rows = district(build, [100, 200])
    service.adopt(ACTOR, build.now, meeting, wish_of(rows), seen_number=0)
    with pytest.raises(Refused) as refusal:
        service.adopt(ACTOR, build.now, meeting, wish_of(rows), seen_number=0)
    assert refusal.value.code == "stale"


def test_a_soft_finding_needs_a_reason_and_then_passes(build: Builder):
    meeting, rows = district(build, [100, 200], delegate_number=299)
    with pytest.raises(Refused) as refusal:
        service.adopt(ACTOR, build.now, meeting, wish_of(rows))
    assert refusal.value.code == "allocation_unanswered"
    assert service.adopt(ACTOR, build.now, meeting, wish_of(rows), "Huyện ủy cho thêm một đại biểu").number == 1


def test_a_unit_is_granted_what_its_row_says(build: Builder):
    meeting, rows = district(build, [100, 200])
    answer = trial.try_out(meeting, wish_of(rows))
    service.adopt(ACTOR, build.now, meeting, wish_of(rows))
    assert sum(service.granted_to(meeting, [rows[1].unit_id]).values()) == answer.rows[1].seats


def test_a_version_of_another_meeting_is_not_found(build: Builder):
    meeting, rows = district(build, [100, 200])
    service.adopt(ACTOR, build.now, meeting, wish_of(rows))
    with pytest.raises(NotFound):
        service.version(build.meeting(), 1)


def test_the_suggestion_gives_the_core_its_target(build: Builder):
    meeting, _ = district(build, [100])
    for total in (10, 101, 123, 250, 299, 300):
        seats = start.suggest_groups(meeting, total)
        assert sum(seats.values()) == total
        assert seats["farmers_workers"] + seats["exemplars"] == -(-7 * total // 10)


def test_a_tie_is_listed_with_the_units_that_share_it(build: Builder):
    meeting, rows = district(build, [100, 100])
    free = tuple(UnitWish(row.unit_id, row.name, row.members) for row in rows)
    answer = trial.try_out(meeting, wish_of(free, total=41, farmers_workers=1, exemplars=0, leaders=0))
    assert answer.ties == (rows[0].name, rows[1].name)
    assert [row.seats for row in answer.rows] == [1, 0]


def fixed(row: UnitWish, **cells: int) -> UnitWish:
    """The row with these cells set by hand."""
    return replace(row, fixed=cells)


def test_a_cell_set_by_hand_stays_and_every_sum_still_holds(build: Builder):
    meeting, rows = district(build, [100, 200, 300])
    wish = wish_of((fixed(rows[0], leaders=0, exemplars=1), *rows[1:]))
    answer = trial.try_out(meeting, wish)
    assert answer.rows[0].cells[1:] == (1, 0)
    assert [sum(row.cells[place] for row in answer.rows) for place in range(3)] == [160, 50, 50]
    assert all(sum(row.cells) == row.seats for row in answer.rows)


def test_more_fixed_than_a_unit_has_names_the_unit_and_both_numbers(build: Builder):
    meeting, rows = district(build, [100, 200])
    with pytest.raises(Refused) as refusal:
        trial.try_out(meeting, wish_of((fixed(rows[0], leaders=99), rows[1])))
    assert refusal.value.code == "allocation_matrix_unit_over"
    assert refusal.value.facts == {"unit": rows[0].name, "seats": 87, "room": 99}


def test_fixed_cells_that_leave_no_table_name_the_units_and_groups_that_collide(build: Builder):
    meeting, rows = district(build, [100, 100, 100])
    empty = tuple(fixed(row, farmers_workers=0) for row in rows[:2])
    with pytest.raises(Refused) as refusal:
        trial.try_out(meeting, wish_of((*empty, rows[2])))
    assert refusal.value.code.startswith("allocation_matrix_")
    assert "Nông dân" in messages.sentence(refusal.value.code, **refusal.value.facts)


def test_points_without_any_number_are_refused(build: Builder):
    meeting, rows = district(build, [100, 200])
    with pytest.raises(Refused) as refusal:
        trial.try_out(meeting, replace(wish_of(rows), basis=(1, 1)))
    assert refusal.value.code == "allocation_points_missing"


def test_a_minimum_is_shared_out_by_seats_and_never_above_them(build: Builder):
    meeting, rows = district(build, [100, 200, 900])
    answer = trial.try_out(meeting, replace(wish_of(rows), minimums={"women": 200}))
    asked = [row.minimums[0] for row in answer.rows]
    assert sum(asked) == 200
    assert all(number <= row.seats for number, row in zip(asked, answer.rows, strict=True))


def test_a_minimum_above_the_seats_is_refused_at_its_field(build: Builder):
    meeting, rows = district(build, [100, 200])
    with pytest.raises(Refused) as refusal:
        trial.try_out(meeting, replace(wish_of(rows), minimums={"women": 261}))
    assert (refusal.value.code, refusal.value.facts["field"]) == ("allocation_minimum_above", "minimum-women")


def test_the_annex_tells_each_unit_what_it_is_asked_for(build: Builder):
    meeting, rows = district(build, [100, 300])
    adopted = service.adopt(ACTOR, build.now, meeting, replace(wish_of(rows), minimums={"women": 4, "minorities": 0}))
    assert [row.guidance for row in annex.table_of(meeting, adopted).rows] == ["ít nhất 1 nữ", "ít nhất 3 nữ", ""]


@pytest.mark.parametrize("method", ["webster", "hamilton", "hill", "adams", "jefferson"])
def test_a_unit_without_bounds_of_its_own_is_held_by_none(build: Builder, method: str):
    meeting, rows = district(build, [101, 203, 307])
    free = tuple(replace(row, least=0) for row in rows)
    assert [row.bound for row in trial.try_out(meeting, wish_of(free, method=method)).rows] == ["", "", ""]


def test_what_a_method_rounds_to_is_not_told_as_a_minimum(build: Builder):
    meeting, rows = district(build, [100, 100, 1])
    answer = trial.try_out(meeting, wish_of((*rows[:2], replace(rows[2], least=2)), method="adams"))
    assert (answer.rows[2].seats, answer.rows[2].bound) == (2, "")
    least = trial.try_out(meeting, wish_of((*rows[:2], replace(rows[2], least=9)), method="adams"))
    assert (least.rows[2].seats, least.rows[2].bound) == (9, "least")


def test_units_asked_for_more_traits_than_they_have_seats_are_named(build: Builder):
    meeting, rows = district(build, [100, 200])
    asked = {"women": 150, "minorities": 150}
    found = {f.code: f.facts for f in trial.try_out(meeting, replace(wish_of(rows), minimums=asked)).findings}
    assert found["allocation_minimums_crowded"] == {"units": f"{rows[0].name}, {rows[1].name}", "count": 2}
    few = trial.try_out(meeting, replace(wish_of(rows), minimums={"women": 100, "minorities": 100}))
    assert "allocation_minimums_crowded" not in codes(few)
