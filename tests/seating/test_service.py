"""The seat plan: one person a seat, whichever way the seat was given."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from congress.awards import service as awards
from congress.awards.service import NewAward
from congress.db import transaction
from congress.delegates import seating as pasting
from congress.delegates import service as delegates
from congress.delegates.models import Delegate
from congress.errors import Refused
from congress.rules.hall import Hall
from congress.seating import service as seating
from congress.seating.service import Wish
from tests.building import ACTOR
from tests.conftest import NOW
from tests.delegates.rosters import nominee
from tests.seating.conftest import SMALL, Room


def refused(call, *args, **more) -> Refused:
    with pytest.raises(Refused) as refusal:
        call(*args, **more)
    return refusal.value


def test_without_a_plan_any_text_is_a_seat_and_two_may_share_it(room: Room):
    room.people(2)
    pasting.set_seats(ACTOR, NOW, room.meeting, {1: "Bàn 3", 2: "Bàn 3"}, room.seen)
    assert room.seats() == {1: "Bàn 3", 2: "Bàn 3"}


def test_a_pasted_list_is_read_as_the_plan_names_its_seats(room: Room):
    room.people(2)
    room.draw()
    pasting.set_seats(ACTOR, NOW, room.meeting, {1: "hàng a ghế 3", 2: "B6"}, room.seen)
    assert room.seats() == {1: "A-3", 2: "B-6"}


@pytest.mark.parametrize(
    ("seats", "code"),
    [({1: "Z-1"}, "seat_not_in_plan"), ({1: "A1"}, "seat_blocked"), ({1: "B1", 2: "b 1"}, "seat_taken")],
)
def test_a_pasted_seat_that_nobody_can_have_is_refused_and_nothing_stored(room: Room, seats, code: str):
    room.people(2)
    room.draw()
    assert refused(pasting.set_seats, ACTOR, NOW, room.meeting, seats, room.seen).code == code
    assert room.seats() == {1: "", 2: ""}


def test_a_taken_seat_is_refused_with_the_name_of_who_sits_there(room: Room):
    room.people(2)
    room.draw()
    room.move(1, "B-1")
    refusal = refused(room.move, 2, "B 1")
    assert (refusal.code, refusal.facts["name"], refusal.facts["number"]) == ("seat_taken", "Nông Văn 001", 1)


def test_the_database_itself_holds_one_person_a_seat(room: Room):
    room.people(2)
    room.draw()
    room.move(1, "B-1")
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(update(Delegate).where(Delegate.number == 2).values(seat="B-1", placed=True))


def test_two_people_change_places(room: Room):
    room.people(2)
    room.draw()
    room.move(1, "B-1")
    room.move(2, "B-2")
    room.move(1, "B-2", swap=True)
    assert room.seats() == {1: "B-2", 2: "B-1"}


def test_who_comes_without_a_seat_takes_it_from_the_one_who_sits_there_when_asked_to(room: Room):
    room.people(2)
    room.draw()
    room.move(1, "B-1")
    room.move(2, "B-1", swap=True)
    assert room.seats() == {1: "", 2: "B-1"}


def test_a_seat_is_taken_away(room: Room):
    room.people(1)
    room.draw()
    room.move(1, "B-1")
    room.move(1, "")
    assert room.seats() == {1: ""}


def test_two_editors_of_the_seats_do_not_overwrite_each_other(room: Room):
    room.people(2)
    room.draw()
    seen = room.seen
    room.move(1, "B-1")
    assert refused(seating.move, ACTOR, NOW, room.meeting, 2, "B-2", seen).code == "stale"


def test_who_withdraws_leaves_the_seat_and_another_takes_it(room: Room):
    room.people(2)
    room.draw()
    room.move(1, "B-1")
    delegates.withdraw(ACTOR, NOW, room.meeting, [1], "Bận việc nhà")
    room.move(2, "B-1")
    assert room.seats() == {1: "", 2: "B-1"}


def test_who_comes_back_has_the_seat_again_while_nobody_took_it(room: Room):
    room.people(2)
    room.draw()
    room.move(1, "B-1")
    room.move(2, "B-2")
    delegates.withdraw(ACTOR, NOW, room.meeting, [1, 2], "Bận việc nhà")
    delegates.reinstate(ACTOR, NOW, room.meeting, [1])
    assert room.seats() == {1: "B-1", 2: "B-2"}
    room.move(1, "B-2")
    assert room.seats() == {1: "B-2", 2: ""}
    delegates.reinstate(ACTOR, NOW, room.meeting, [2])
    assert refused(room.move, 2, "B-2").facts["number"] == 1


def test_the_seat_somebody_left_passes_to_the_substitute(room: Room):
    room.people(2)
    room.people(1, status="nominated")
    room.draw()
    room.move(1, "B-1")
    delegates.withdraw(ACTOR, NOW, room.meeting, [2], "Bận việc nhà")
    delegates.take_place(ACTOR, NOW, room.meeting, 1, 3, "Bận việc nhà")
    assert room.seats() == {1: "", 2: "", 3: "B-1"}
    assert refused(room.move, 2, "B-1").facts["number"] == 3


def test_the_seat_of_who_withdrew_is_named_anew_with_the_rows(room: Room):
    room.people(1)
    room.draw()
    room.move(1, "B-1")
    delegates.withdraw(ACTOR, NOW, room.meeting, [1], "Bận việc nhà")
    assert room.draw(Hall(3, 6, "numbers")) == 0
    assert room.seats() == {1: "2-1"}
    assert room.draw(Hall(1, 6, "numbers")) == 0
    assert room.seats() == {1: ""}


def test_the_seat_passes_to_who_comes_in_the_place_of_somebody(room: Room):
    room.people(1)
    room.draw()
    room.move(1, "B-1")
    old = delegates.by_number(room.meeting, 1)
    wish = nominee("Nông Thị Thay", old.unit)
    new = delegates.replace(ACTOR, NOW, room.meeting, old, wish, "Bận việc nhà", old.version)
    assert (room.seats(), new.placed) == ({1: "", 2: "B-1"}, True)


def test_rows_named_anew_keep_everybody_in_place(room: Room):
    room.people(1)
    room.draw()
    room.move(1, "B-4")
    room.draw(Hall(3, 6, "numbers"))
    assert room.seats() == {1: "2-4"}


def test_a_smaller_hall_is_refused_while_somebody_sits_where_no_seat_will_be(room: Room):
    room.people(2)
    room.draw()
    room.move(1, "C-6")
    refusal = refused(room.draw, Hall(2, 6))
    assert (refusal.code, refusal.facts["people"]) == ("hall_seats_lost", "C-6 (số thẻ 1)")
    assert room.draw(Hall(2, 6), release=True) == 1
    assert room.seats() == {1: "", 2: ""}


def test_a_hall_drawn_later_takes_up_the_seats_that_were_pasted_before(room: Room):
    room.people(3)
    pasting.set_seats(ACTOR, NOW, room.meeting, {1: "Hàng B ghế 1", 2: "b1", 3: "Bàn 3"}, room.seen)
    assert refused(room.draw).facts["number"] == 2
    assert room.draw(release=True) == 2
    assert room.seats() == {1: "B-1", 2: "", 3: ""}


@pytest.mark.parametrize(
    ("hall", "code"),
    [
        (Hall(0, 6), "hall_size"),
        (Hall(3, 81), "hall_size"),
        (Hall(3, 6, table=61), "hall_table"),
        (Hall(3, 6, aisles=(6,)), "hall_aisles"),
        (Hall(3, 6, blocked=frozenset({"D-1"})), "hall_blocked"),
    ],
)
def test_a_hall_that_cannot_be_is_refused(room: Room, hall: Hall, code: str):
    assert refused(room.draw, hall).code == code


def test_two_editors_of_the_hall_do_not_overwrite_each_other(room: Room):
    room.draw()
    assert refused(room.draw, Hall(4, 6), seen=0).code == "stale"


def test_a_seat_somebody_sits_on_is_not_blocked(room: Room):
    room.people(1)
    room.draw()
    room.move(1, "B-1")
    version = seating.plan_of(room.meeting).version
    assert refused(seating.set_blocked, ACTOR, NOW, room.meeting, "B-1", True, version).code == "hall_seats_lost"
    seating.set_blocked(ACTOR, NOW, room.meeting, "A-1", False, version)
    assert seating.seat_map(room.meeting).hall.blocked == frozenset()


def test_everybody_gets_a_seat_the_winners_by_the_aisle(room: Room):
    room.people(4)
    room.draw()
    room.award(3)
    room.award(4)
    assert seating.store(ACTOR, NOW, room.meeting, Wish(), room.seen) == 4
    assert room.seats() == {1: "A-2", 2: "A-5", 3: "A-3", 4: "A-4"}


def test_only_those_without_a_seat_are_seated_unless_asked_anew(room: Room):
    room.people(3)
    room.draw()
    room.move(3, "A-2")
    seating.store(ACTOR, NOW, room.meeting, Wish(first=1), room.seen)
    assert room.seats() == {1: "A-3", 2: "A-4", 3: "A-2"}
    seating.store(ACTOR, NOW, room.meeting, Wish(anew=True, first=2), room.seen)
    assert room.seats() == {1: "B-1", 2: "B-2", 3: "B-3"}


def test_one_group_or_unit_is_seated_in_the_rows_named(room: Room):
    unit = room.build.unit("Xã Riêng")
    room.people(2)
    room.people(2, unit)
    room.draw()
    seating.store(ACTOR, NOW, room.meeting, Wish(f"unit:{unit.id}", first=3, last=3), room.seen)
    assert room.seats() == {1: "", 2: "", 3: "C-1", 4: "C-2"}


def test_too_few_seats_are_said_with_how_many_and_for_whom(room: Room):
    room.people(3, room.build.unit("Xã Một"))
    room.people(5, room.build.unit("Xã Hai"))
    room.draw()
    refusal = refused(seating.store, ACTOR, NOW, room.meeting, Wish(first=2, last=2), room.seen)
    facts = {name: refusal.facts[name] for name in ("missing", "wanted", "free", "place", "units")}
    assert (refusal.code, facts) == (
        "hall_short",
        {"missing": 2, "wanted": 8, "free": 6, "place": "B", "units": "Xã Một 2"},
    )
    assert set(room.seats().values()) == {""}


def test_a_trial_stores_nothing_and_shows_the_hall_as_it_would_be(room: Room):
    room.people(2)
    room.draw()
    trial = seating.try_out(room.meeting, Wish())
    assert [place.spot.label for place in trial.map.places if place.guest] == ["A-2", "A-3"]
    assert room.seats() == {1: "", 2: ""}


def test_nobody_to_seat_is_said(room: Room):
    room.draw()
    assert refused(seating.try_out, room.meeting, Wish("group:khong-co")).code == "fill_nobody"
    assert refused(seating.try_out, room.meeting, Wish()).code == "fill_nobody"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("A-1, b2", {"A-1", "B-2"}),
        ("C-2–4", {"C-2", "C-3", "C-4"}),
        ("C2 đến C-3\nĐCT-1", {"C-2", "C-3", "ĐCT-1"}),
        ("hàng A", {f"A-{seat}" for seat in range(1, 7)}),
        ("", set()),
    ],
)
def test_blocked_seats_are_read_from_a_list(text: str, labels: set[str]):
    assert seating.read_blocked(SMALL, text) == labels


@pytest.mark.parametrize("text", ["Z-9", "C-4–2", "A-1–Z-9", "ghế hỏng"])
def test_what_names_no_seat_is_not_taken_for_one(text: str):
    assert refused(seating.read_blocked, SMALL, text).code == "hall_blocked"


def test_blocked_seats_are_written_as_they_are_read(room: Room):
    hall = Hall(3, 6, blocked=frozenset({"A-1", "C-5", "C-6", "C-3"}), table=1)
    assert seating.blocked_text(hall) == "A-1, C-3, C-5–6"
    assert seating.read_blocked(hall, seating.blocked_text(hall)) == hall.blocked


def test_who_works_there_is_seated_one_by_one_and_never_with_the_others(room: Room):
    room.people(1)
    room.people(1, kind="non_delegate", group_id=None)
    room.draw()
    seating.store(ACTOR, NOW, room.meeting, Wish(), room.seen)
    assert (room.seats(), seating.seat_map(room.meeting).unseated) == ({1: "A-2", 2: ""}, [])
    room.move(2, "C-6")
    assert seating.seat_map(room.meeting).seated == 2


def test_who_stands_for_a_collective_sits_with_its_batch(room: Room):
    room.people(2)
    room.people(1, represents="Hợp tác xã Na Chi Lăng")
    room.draw()
    wish = NewAward("collective", "Hợp tác xã Na Chi Lăng", "giay_khen", "ct_ubnd_huyen")
    awards.add(ACTOR, NOW, room.meeting, wish)
    assert [(guest.number, guest.batch) for guest in seating.guests_of(room.meeting)] == [(1, None), (2, None), (3, 1)]
