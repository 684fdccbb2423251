"""Somebody comes for a guest, a stranger stands at the door, a whole delegation arrives."""

import pytest
from flask import Flask

from congress.door import service as door
from congress.door.devices import service as devices
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import paired


def test_a_deputy_takes_the_guests_place_and_the_guest_is_represented(hall: Hall):
    hall.people(1, kind="guest", group=None)
    answer = hall.scan(1, deputy="Hoàng Thị Thay, Phó Chủ tịch")
    assert (answer.verdict, answer.facts["deputy"], answer.flags) == ("admitted", "Hoàng Thị Thay, Phó Chủ tịch", ("deputy",))
    (seen,) = door.represented(hall.meeting, hall.session)
    assert (seen.number, seen.deputy, hall.inside()) == (1, "Hoàng Thị Thay, Phó Chủ tịch", 1)


def test_the_name_of_the_deputy_may_follow_the_scan_of_the_badge(hall: Hall):
    hall.people(1, kind="guest", group=None)
    answers = hall.report(hall.line(1), hall.line(1, deputy="Người đến sau"))
    assert [answer.verdict for answer in answers] == ["admitted", "repeat"]
    assert [seen.deputy for seen in door.represented(hall.meeting, hall.session)] == ["Người đến sau"]


def test_a_deputy_taken_back_represents_nobody(hall: Hall):
    hall.people(1, kind="guest", group=None)
    answer = hall.scan(1, deputy="Nhầm người")
    assert hall.scan(undo=answer.nonce, reason="Nhầm người").verdict == "undone"
    assert door.represented(hall.meeting, hall.session) == []


def test_nobody_comes_for_an_official_delegate_before_the_committee_has_looked(hall: Hall):
    hall.people(1)
    answer = hall.scan(1, deputy="Hoàng Thị Thay")
    assert (answer.verdict, answer.flags) == ("held_for_review", ("deputy_official",))
    assert (hall.inside(), door.represented(hall.meeting, hall.session)) == (0, [])


def test_a_deputy_with_a_dead_badge_is_told_so(hall: Hall):
    hall.people(1, kind="guest", group=None, status="withdrawn")
    number = hall.line(delegate="1", deputy="Hoàng Thị Thay")
    (answer,) = hall.report(number)
    assert (answer.verdict, answer.flags) == ("withdrawn", ())


def test_a_stranger_is_noted_for_checking_and_counts_nowhere(hall: Hall):
    answer = hall.scan(walk_in="Lục Văn Lạ, Hợp tác xã na", how="name")
    assert (answer.verdict, answer.flags, answer.card) == ("held_for_review", ("walk_in",), None)
    assert hall.inside() == 0


def test_what_a_barred_device_says_of_deputies_and_strangers_is_put_aside(hall: Hall, app: Flask):
    hall.people(1, kind="guest", group=None)
    phone = paired(hall, app)
    devices.revoke(ACTOR, hall.now, hall.meeting, 1)
    answers = phone.send(hall.line(1, deputy="Hoàng Thị Thay"), hall.line(walk_in="Lục Văn Lạ")).get_json()["answers"]
    assert [answer["verdict"] for answer in answers] == ["held_for_review"] * 2
    assert door.represented(hall.meeting, hall.session) == []


@pytest.mark.parametrize("value", [7, None, "", " \u200b ", ["Hoàng"]])
def test_a_deputy_without_a_name_is_none(hall: Hall, value: object):
    hall.people(1, kind="guest", group=None)
    assert hall.scan(1, deputy=value).flags == ()
    assert door.represented(hall.meeting, hall.session) == []
