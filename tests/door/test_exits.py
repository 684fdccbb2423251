"""Going out and coming in again: who went out has come all the same."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from congress.db import transaction
from congress.door import service as door
from congress.door.devices import gates, review
from congress.door.devices import service as devices
from congress.errors import Refused
from congress.meetings.models import Meeting
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import paired

MINUTE = timedelta(minutes=1)


@pytest.fixture
def watched(hall: Hall) -> Hall:
    """A hall with three people whose doors record exits."""
    hall.people(3)
    gates.track_exits(ACTOR, hall.now, hall.meeting, wanted=True)
    return hall


def pass_by(hall: Hall, number: int, minute: int, **fields: str) -> str:
    """The verdict on a passage so many minutes from now on."""
    at = hall.now + minute * MINUTE
    return hall.report(hall.line(number, scanned_at=at.isoformat(), **fields), now=at)[0].verdict


def figures(hall: Hall) -> tuple[int, int | None]:
    """(who has come, who is in the hall)."""
    return hall.inside(), door.in_hall(hall.meeting, hall.session)


def test_who_went_out_has_come_and_is_not_in_the_hall(watched: Hall):
    assert [pass_by(watched, 1, 0), pass_by(watched, 2, 1), figures(watched)] == ["admitted", "admitted", (2, 2)]
    first = min(entry.at for entry in door.presence(watched.meeting, watched.session).values())
    assert (pass_by(watched, 1, 5, direction="out"), figures(watched)) == ("left", (2, 1))
    assert (pass_by(watched, 1, 9), figures(watched)) == ("returned", (2, 2))
    assert pass_by(watched, 1, 10) == "repeat"
    assert min(entry.at for entry in door.presence(watched.meeting, watched.session).values()) == first
    assert door.freeze("btc", watched.now + 11 * MINUTE, watched.meeting, 1).figures["kinds"]["official"]["present"] == 2


def test_lines_of_a_device_without_a_usable_clock_happened_in_the_order_it_sent_them(watched: Hall):
    broken = [watched.line(1, scanned_at="oh"), watched.line(1, scanned_at="oh", direction="out")]
    answers = watched.report(*broken, watched.line(2, scanned_at="oh"), watched.line(1, scanned_at="oh"))
    assert [answer.verdict for answer in answers] == ["admitted", "left", "admitted", "returned"]
    assert figures(watched) == (2, 2)


def test_an_exit_alone_is_no_arrival_and_says_so(watched: Hall):
    answer = watched.scan(3, direction="out")
    assert (answer.verdict, answer.flags, figures(watched)) == ("left", ("left_unseen",), (0, 0))


def test_an_exit_taken_back_leaves_them_in_the_hall(watched: Hall):
    pass_by(watched, 1, 0)
    pass_by(watched, 1, 5, direction="out", nonce="nonce-ra-1")
    undone = watched.report(
        {"nonce": "nonce-huy-1", "undo": "nonce-ra-1", "reason": "Quét nhầm"}, now=watched.now + 6 * MINUTE
    )[0]
    assert (undone.verdict, undone.facts["at"]) == ("undone", (watched.now + 5 * MINUTE).isoformat())
    assert (figures(watched), pass_by(watched, 1, 7)) == ((1, 1), "repeat")


def test_a_return_stands_as_an_arrival_where_the_first_one_is_taken_back(watched: Hall):
    pass_by(watched, 1, 0, nonce="nonce-vao-1")
    pass_by(watched, 1, 5, direction="out")
    pass_by(watched, 1, 9)
    watched.report({"nonce": "nonce-huy-1", "undo": "nonce-vao-1", "reason": "Quét nhầm"}, now=watched.now + 10 * MINUTE)
    assert figures(watched) == (1, 1)


def test_non_delegates_are_in_no_figure_of_the_hall(watched: Hall):
    watched.people(1, start=9, kind="non_delegate", group=None)
    pass_by(watched, 9, 0)
    assert door.in_hall(watched.meeting, watched.session) == 0


def test_a_held_exit_that_is_accepted_is_an_exit(watched: Hall, app: Flask):
    pass_by(watched, 1, 0)
    phone = paired(watched, app)
    devices.revoke(ACTOR, watched.now, watched.meeting, 1)
    late = (watched.now + timedelta(seconds=1)).isoformat()
    sent = phone.answer(watched.line(1, nonce="nonce-ra-1", direction="out", scanned_at=late), sent_at=late)
    (held,), _ = review.held_scans(watched.meeting)
    assert (sent["verdict"], held.leaving, figures(watched)) == ("held_for_review", True, (1, 1))
    review.settle("btc", watched.now, watched.meeting, ["nonce-ra-1"], "accepted", "Người trực xác nhận")
    assert watched.inside() == 1
    assert {answer["verdict"] for answer in [paired(watched, app).answer(watched.line(1))]} <= {"returned", "repeat"}


def test_the_list_tells_doors_who_went_out_and_whether_they_record_it(watched: Hall, app: Flask):
    phone = paired(watched, app)
    pass_by(watched, 1, 0)
    assert ["last" in person for person in phone.roster()["people"]] == [False, False, False]
    pass_by(watched, 1, 5, direction="out", gate="Cửa 2")
    answer = phone.roster()
    out = {"at": (watched.now + 5 * MINUTE).isoformat(), "gate": "Cửa 2", "out": True}
    assert (answer["exits"], answer["people"][0]["last"]) == (True, {"1": out})
    assert phone.get("live?session=1").get_json()["in_hall"] == 0


def test_the_committee_turns_it_on_and_the_live_page_shows_who_is_in_the_hall(hall: Hall, browse: Browsing):
    hall.people(2)
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    browse.sign_in("btc")
    room, door_page = f"/hoi-nghi/{hall.meeting.number}/cua-don", f"/cua/{hall.meeting.number}"
    hall.scan(1)
    assert "Đang ở trong hội trường" not in browse.get(room).text
    assert 'id="ra-vao" hidden' in browse.get(door_page).html
    assert "Các cửa nay ghi cả lượt ra" in browse.submit(f"{room}/ra-vao", {"theo-doi": "on"}, page=f"{room}/cua").text
    assert "Đang ở trong hội trường" in browse.get(room).text
    said = browse.submit(door_page, {"text": "1", "huong": "ra", "nonce": "nonce-ra-1"})
    assert ("Đã ra" in said.one("section", id="ket-qua").text, 'value="ra" checked' in said.html) == (True, True)
    back = browse.submit(door_page, {"text": "1", "huong": "vao", "nonce": "nonce-vao-1"})
    assert ("Vào lại" in back.one("section", id="ket-qua").text, 'value="vao" checked' in back.html) == (True, True)
    assert "Các cửa nay chỉ ghi lượt vào." in browse.submit(f"{room}/ra-vao", page=f"{room}/cua").text
    assert 'id="ra-vao" hidden' in browse.get(door_page).html


def test_a_closed_meeting_keeps_its_setting(hall: Hall):
    with transaction() as session:
        session.execute(update(Meeting).values(status="closed"))
    with pytest.raises(Refused):
        gates.track_exits(ACTOR, hall.now, hall.meeting, wanted=True)
