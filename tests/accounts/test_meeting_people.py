"""Naming the people who work at one meeting."""

import pytest

from congress.accounts import service
from congress.meetings.models import Meeting
from tests.browsing import Browsing
from tests.building import PASSWORD, Builder


@pytest.fixture
def meeting(build: Builder) -> Meeting:
    meeting = build.meeting()
    build.user("tochuc", role="organizer", meeting=meeting)
    return meeting


@pytest.fixture
def address(meeting: Meeting) -> str:
    return f"/hoi-nghi/{meeting.number}/nguoi-phu-trach"


@pytest.fixture
def organizer(browse: Browsing, meeting: Meeting) -> Browsing:
    return browse.sign_in("tochuc")


def people(meeting: Meeting) -> list[tuple[str, str]]:
    return [(row.user.login, role.name) for row in service.held_at(meeting.id) for role in row.roles]


def test_the_page_stands_in_the_side_navigation(organizer: Browsing, address: str):
    links = [link for link in organizer.get(address).all("a", href=address) if link.attributes.get("aria-current") == "page"]
    assert [link.text.strip() for link in links] == ["Người phụ trách"]


def test_a_door_volunteer_with_an_account_is_named(organizer: Browsing, meeting: Meeting, address: str, build: Builder):
    build.user("lan")
    page = organizer.submit(address, {"role": "door", "login": " Lan "})
    assert people(meeting) == [("lan", "door"), ("tochuc", "organizer")]
    assert "Đón tiếp (cửa)" in page.one("tbody").text


def test_a_new_account_is_made_in_the_same_form(organizer: Browsing, meeting: Meeting, address: str):
    typed = {"role": "door", "login": "cua1", "display_name": "Cửa số 1", "password": "mat-khau-moi", "again": "mat-khau-moi"}
    organizer.submit(address, typed)
    assert people(meeting) == [("cua1", "door"), ("tochuc", "organizer")]
    assert service.sign_in("cua1", "mat-khau-moi").display_name == "Cửa số 1"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"login": "khong-co"}, "Chưa có tài khoản khong-co."),
        ({"login": "tochuc", "password": PASSWORD, "again": PASSWORD}, "Tên đăng nhập tochuc đã có người dùng."),
        ({"login": "cua1", "password": "mat-khau-moi", "again": ""}, "Hai ô phải giống nhau."),
        ({"login": "cua1", "password": "ngan", "again": "ngan"}, "Mật khẩu cần ít nhất 8 ký tự."),
        ({"login": ""}, "Mục này bắt buộc phải điền."),
        ({"login": "tochuc", "role": "administrator"}, "Lựa chọn này không có trong danh sách."),
        ({"login": "tochuc", "role": "standing_body"}, "Lựa chọn này không có trong danh sách."),
    ],
)
def test_a_refusal_is_said_and_nobody_is_added(organizer: Browsing, meeting: Meeting, address: str, typed, sentence: str):
    page = organizer.submit(address, {"role": "door", **typed})
    assert sentence in page.text
    assert page.hidden("login") == typed["login"]
    assert people(meeting) == [("tochuc", "organizer")]


def test_a_role_is_taken_away(organizer: Browsing, meeting: Meeting, address: str, build: Builder):
    build.user("lan", role="door", meeting=meeting)
    role = next(row.roles[0] for row in service.held_at(meeting.id) if row.user.login == "lan")
    organizer.submit(f"{address}/{role.id}/bo", page=address)
    assert people(meeting) == [("tochuc", "organizer")]


def test_a_role_at_another_meeting_is_not_there(organizer: Browsing, address: str, build: Builder):
    other = build.meeting()
    build.user("lan", role="door", meeting=other)
    answer = organizer.post(f"{address}/{service.held_at(other.id)[0].roles[0].id}/bo", page="/kieu-dang")
    assert answer.status_code == 404
    assert people(other) == [("lan", "door")]


def test_the_own_role_stays(organizer: Browsing, meeting: Meeting, address: str):
    role = service.held_at(meeting.id)[0].roles[0]
    page = organizer.submit(f"{address}/{role.id}/bo", page=address)
    assert "Bạn không tự bỏ được vai trò của chính mình" in page.text
    assert people(meeting) == [("tochuc", "organizer")]


@pytest.mark.parametrize("role", ["door", "viewer"])
def test_only_those_who_organize_name_people(browse: Browsing, meeting: Meeting, address: str, build: Builder, role: str):
    build.user("lan", role=role, meeting=meeting)
    assert browse.sign_in("lan").client.get(address).status_code == 403


def test_a_stranger_finds_no_page(browse: Browsing, address: str, build: Builder):
    build.user("la", role="organizer", meeting=build.meeting())
    browse.sign_in("la").get(address, status=404)


def test_the_page_costs_the_same_for_3_and_30_people(organizer: Browsing, meeting: Meeting, address: str, build: Builder):
    for _number in range(2):
        build.user(role="door", meeting=meeting)
    few = organizer.count_queries(address)
    for _number in range(27):
        build.user(role="door", meeting=meeting)
    assert organizer.count_queries(address) == few
