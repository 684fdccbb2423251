"""Screens of the hall: the newest arrivals, and guests of honour for the presidium."""

from datetime import timedelta

import pytest
from flask import Flask

from congress.door.screens import reading
from tests.browsing import Browsing
from tests.door.conftest import Hall


def arrive(hall: Hall, *numbers: int) -> None:
    """One after the other, a minute apart."""
    for number in numbers:
        hall.now += timedelta(minutes=1)
        hall.scan(number)


def names(found: list[reading.Arrival]) -> list[str]:
    return [one.name for one in found]


@pytest.fixture
def filled(hall: Hall) -> Hall:
    """Two delegates, a guest, a leader, and somebody who works there."""
    groups = {group.code: group for group in hall.meeting.groups}
    hall.people(1, name="Vi Thị Dung", title="Nông dân")
    hall.people(1, start=2, name="Lê Khách", kind="guest", group=None, title="Nhà báo")
    hall.people(1, start=3, name="Trần Lãnh Đạo", group=groups["leaders"], title="Bí thư")
    hall.people(1, start=4, name="Nguyễn Phục Vụ", kind="non_delegate", group=None)
    hall.people(1, start=5, name="Lương Văn Em", status="withdrawn")
    return hall


@pytest.fixture
def desk(filled: Hall, browse: Browsing) -> Browsing:
    """Signed in as somebody of the reception."""
    filled.build.user("don", role="door", meeting=filled.meeting)
    return browse.sign_in("don")


def at(hall: Hall, path: str) -> str:
    return f"/hoi-nghi/{hall.meeting.number}/cua-don/{path}"


def test_the_newest_come_first_and_those_who_work_there_are_not_greeted(filled: Hall):
    arrive(filled, 1, 2, 4)
    assert names(reading.arrivals(filled.meeting, filled.session)) == ["Lê Khách", "Vi Thị Dung"]


def test_a_second_scan_greets_nobody_again(filled: Hall):
    arrive(filled, 1, 2, 1)
    assert names(reading.arrivals(filled.meeting, filled.session)) == ["Lê Khách", "Vi Thị Dung"]


def test_guests_and_leaders_are_announced_and_awaited(filled: Hall):
    arrive(filled, 1, 3)
    assert names(reading.arrivals(filled.meeting, filled.session, honoured=True)) == ["Trần Lãnh Đạo"]
    assert names(reading.awaited(filled.meeting, filled.session)) == ["Lê Khách"]


def test_who_comes_instead_of_a_guest_is_greeted_by_the_own_name(filled: Hall):
    arrive(filled, 1)
    filled.now += timedelta(minutes=1)
    filled.scan(2, deputy="Hứa Thị Thay")
    found = reading.arrivals(filled.meeting, filled.session)
    assert [(one.name, one.title) for one in found] == [("Hứa Thị Thay", ""), ("Vi Thị Dung", "Nông dân")]


def test_the_presidium_is_told_whom_a_deputy_came_for(filled: Hall, desk: Browsing):
    filled.scan(2, deputy="Hứa Thị Thay")
    assert "đi thay Lê Khách, Nhà báo" in desk.get(at(filled, "khach-quy")).one("span", class_="honours__who").text


def test_the_screen_greets_by_group_with_name_title_and_unit_alone(filled: Hall, desk: Browsing):
    arrive(filled, 3)
    page = desk.get(at(filled, "chao-mung"))
    first = page.all("p", class_="greetings__name")
    assert [element.text for element in first] == ["Trần Lãnh Đạo"]
    assert "Trân trọng kính chào" in page.text
    assert "Nhiệt liệt chào mừng đại biểu" in page.text
    assert "1980" not in page.text


def test_an_empty_hall_is_greeted_too(filled: Hall, desk: Browsing):
    assert "Kính mời quý vị đại biểu vào hội trường." in desk.get(at(filled, "chao-mung")).text
    assert "Chưa có khách quý nào vào." in desk.get(at(filled, "khach-quy")).text


def test_the_presidium_sees_who_came_when_and_who_is_awaited(filled: Hall, desk: Browsing):
    arrive(filled, 2)
    page = desk.get(at(filled, "khach-quy"))
    assert "08:01" in page.text
    assert "Còn chờ: 1" in page.text


def test_the_poll_answers_nothing_new_until_somebody_comes(filled: Hall, desk: Browsing):
    arrive(filled, 1)
    first = desk.client.get(at(filled, "vua-den.json"))
    assert [one["name"] for one in first.json["arrivals"]] == ["Vi Thị Dung"]
    assert set(first.json["arrivals"][0]) == {"at", "name", "title", "unit", "greeting"}
    again = {"If-None-Match": first.headers["ETag"]}
    assert desk.client.get(at(filled, "vua-den.json"), headers=again).status_code == 304
    arrive(filled, 2)
    assert desk.client.get(at(filled, "vua-den.json"), headers=again).status_code == 200
    assert [one["name"] for one in desk.client.get(at(filled, "vua-den.json?loai=khach")).json["arrivals"]] == ["Lê Khách"]


def test_the_screens_cost_as_many_statements_for_many_as_for_few(filled: Hall, desk: Browsing, app: Flask):
    arrive(filled, 1, 2)
    few = [desk.count_queries(at(filled, path)) for path in ("chao-mung", "khach-quy", "vua-den.json")]
    filled.people(20, start=6)
    arrive(filled, *range(6, 26))
    assert [desk.count_queries(at(filled, path)) for path in ("chao-mung", "khach-quy", "vua-den.json")] == few


def test_who_has_nothing_to_do_with_the_door_sees_no_screen(filled: Hall, browse: Browsing):
    filled.build.user("xem", role="viewer", meeting=filled.meeting)
    browse.sign_in("xem").fetch(at(filled, "chao-mung"), 403)
