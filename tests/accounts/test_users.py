"""The pages of users: everywhere for the administrator, inside its tree for a standing body."""

import pytest
from flask import Flask

from congress.accounts import service
from congress.accounts.models import User
from tests.browsing import Browsing
from tests.building import PASSWORD, Builder

NEW_USER = {
    "login": "hoa.dang",
    "display_name": "Đặng Thị Hòa",
    "password": "mat-khau-moi",
    "again": "mat-khau-moi",
    "unit": "",
}


@pytest.fixture
def admin(app: Flask, build: Builder) -> Browsing:
    build.user("quantri", role="administrator")
    return Browsing(app).sign_in("quantri")


def found(login: str) -> User | None:
    return next((user for user in service.users() if user.login == login), None)


def held(login: str) -> list[tuple[str, object, object]]:
    user = found(login)
    return [(role.name, role.unit_id, role.meeting_id) for role in user.roles] if user else []


def test_the_list_shows_everybody_with_their_roles(admin: Browsing, build: Builder):
    build.user("lan", role="unit_officer", unit=build.unit("Xã Nhân Lý"))
    assert "Cán bộ đơn vị, Xã Nhân Lý" in admin.get("/tai-khoan").text


def test_the_list_is_searched(admin: Browsing, build: Builder):
    build.user("lan"), build.user("hoa")
    text = admin.get("/tai-khoan?tim=hoa").one("tbody").text
    assert ("hoa" in text, "lan" in text) == (True, False)


def test_a_search_without_result_says_so(admin: Browsing):
    assert "Không tìm thấy ai" in admin.get("/tai-khoan?tim=zzz").text


def test_the_list_is_paged(admin: Browsing, build: Builder):
    for _number in range(50):
        service.create_user("kiểm thử", build.now, f"z{_number:02}", "Người thử", PASSWORD)
    assert len(admin.get("/tai-khoan").all("tr")) == 51
    assert "Trang 2 / 2" in admin.get("/tai-khoan?trang=2").text


def test_a_user_is_made_with_a_first_role(admin: Browsing, build: Builder):
    unit = build.unit("Xã Nhân Lý")
    typed = {**NEW_USER, "role": "unit:unit_officer", "unit": "nhan ly"}
    page = admin.submit("/tai-khoan/them", typed)
    assert page.one("h1").text == "Đặng Thị Hòa"
    assert held("hoa.dang") == [("unit_officer", unit.id, None)]


def test_a_user_is_made_with_a_role_at_a_meeting(admin: Browsing, build: Builder):
    meeting = build.meeting()
    admin.submit("/tai-khoan/them", {**NEW_USER, "role": "meeting:door", "meeting_number": str(meeting.number)})
    assert held("hoa.dang") == [("door", None, meeting.id)]


def test_an_administrator_is_made_by_an_administrator(admin: Browsing):
    admin.submit("/tai-khoan/them", {**NEW_USER, "role": "installation:administrator"})
    assert held("hoa.dang") == [("administrator", None, None)]


def test_several_bodies_of_a_name_are_offered_and_one_is_picked(admin: Browsing, build: Builder):
    build.unit("Xã Chi Lăng")
    wanted = build.unit("Thị trấn Chi Lăng", parent=build.unit("Huyện Chi Lan"), code="06466")
    typed = {**NEW_USER, "role": "unit:viewer", "unit": "chi lăng"}
    page = admin.submit("/tai-khoan/them", typed)
    assert len(page.all("input", type="radio", name="unit_id")) == 2
    assert "Thị trấn Chi Lăng, Huyện Chi Lan (06466)" in page.text
    admin.submit("/tai-khoan/them", {**typed, "unit_id": str(wanted.id)})
    assert held("hoa.dang") == [("viewer", wanted.id, None)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"login": "quantri"}, "Tên đăng nhập quantri đã có người dùng."),
        ({"login": "Đặng Hòa"}, "Tên đăng nhập gồm 2 đến 80 ký tự"),
        ({"again": "khac-hoan-toan"}, "Hai ô phải giống nhau."),
        ({"display_name": "x" * 161}, "Dài quá 160 ký tự."),
        ({"role": "unit:viewer", "unit": "không có đâu"}, "Không có đơn vị nào tên hoặc mã “không có đâu”"),
        ({"role": "meeting:door", "meeting_number": "99"}, "Không có hội nghị số này trong phạm vi của bạn."),
        ({"role": "meeting:door", "meeting_number": "9" * 30}, "Cần một số từ 1 đến 2000000000."),
        ({"role": "unit:organizer"}, "Lựa chọn này không có trong danh sách."),
    ],
)
def test_a_refused_new_user_keeps_what_was_typed(admin: Browsing, typed: dict[str, str], sentence: str):
    page = admin.submit("/tai-khoan/them", {**NEW_USER, "role": "", **typed})
    assert sentence in page.text
    assert page.hidden("display_name") == {**NEW_USER, **typed}["display_name"]
    assert found("hoa.dang") is None


def test_a_role_is_given_and_taken_on_the_page_of_the_user(admin: Browsing, build: Builder):
    user, unit = build.user("lan"), build.unit("Xã Nhân Lý")
    admin.submit(f"/tai-khoan/{user.id}/vai-tro", {"role": "unit:viewer", "unit": "nhân lý"})
    assert held("lan") == [("viewer", unit.id, None)]
    role = found("lan").roles[0]
    admin.submit(f"/tai-khoan/{user.id}/vai-tro/{role.id}/bo", page=f"/tai-khoan/{user.id}")
    assert held("lan") == []


def test_a_role_of_another_user_is_not_taken_through_this_page(admin: Browsing, build: Builder):
    user, other = build.user("lan"), build.user("hoa", role="viewer", unit=build.unit())
    answer = admin.post(f"/tai-khoan/{user.id}/vai-tro/{found('hoa').roles[0].id}/bo", page="/tai-khoan")
    assert answer.status_code == 404
    assert len(held(other.login)) == 1


def test_a_forgotten_password_is_set_anew(admin: Browsing, app: Flask, build: Builder):
    user = build.user("lan")
    admin.submit(f"/tai-khoan/{user.id}/mat-khau", {"password": "mat-khau-moi", "again": "mat-khau-moi"})
    Browsing(app).sign_in("lan", "mat-khau-moi")


def test_the_own_password_is_not_set_without_the_old_one(admin: Browsing):
    user = found("quantri")
    page = admin.submit(f"/tai-khoan/{user.id}/mat-khau", {"password": "mat-khau-moi", "again": "mat-khau-moi"})
    assert service.sign_in("quantri", PASSWORD).id == user.id
    assert "Đổi mật khẩu của tôi" in page.text


def test_an_account_is_closed_and_opened_again(admin: Browsing, build: Builder):
    user = build.user("lan")
    assert "Tài khoản đang khóa" in admin.submit(f"/tai-khoan/{user.id}/khoa", page=f"/tai-khoan/{user.id}").text
    assert "Đã mở lại tài khoản." in admin.submit(f"/tai-khoan/{user.id}/mo", page=f"/tai-khoan/{user.id}").text


def test_the_own_account_has_no_button_to_close_it_and_refuses(admin: Browsing):
    page = admin.get(f"/tai-khoan/{found('quantri').id}")
    assert not page.all("form", action=f"/tai-khoan/{found('quantri').id}/khoa")
    page = admin.submit(f"/tai-khoan/{found('quantri').id}/khoa", page=f"/tai-khoan/{found('quantri').id}")
    assert "Bạn không tự khóa được tài khoản của chính mình" in page.text


def test_the_list_costs_the_same_for_3_and_30_users(admin: Browsing, build: Builder):
    units = [build.unit() for _number in range(30)]
    for unit in units[:2]:
        build.user(role="viewer", unit=unit)
    few = admin.count_queries("/tai-khoan")
    for unit in units[2:]:
        build.user(role="viewer", unit=unit)
    assert admin.count_queries("/tai-khoan") == few


def test_only_an_administrator_sees_everybody(browse: Browsing, build: Builder):
    build.user("lan", role="standing_body", unit=build.unit())
    assert browse.sign_in("lan").client.get("/tai-khoan").status_code == 403


@pytest.fixture
def district(build: Builder):
    district, communes = build.district(1)
    build.user("thuongtruc", role="standing_body", unit=district)
    return district, communes[0]


@pytest.fixture
def standing(browse: Browsing, district) -> Browsing:
    return browse.sign_in("thuongtruc")


def test_a_standing_body_sees_users_below_it_and_no_others(standing: Browsing, district, build: Builder):
    build.user("xa", role="unit_officer", unit=district[1])
    build.user("cua", role="door", meeting=build.meeting(district[1]))
    build.user("la", role="unit_officer", unit=build.unit())
    text = standing.get(f"/don-vi/{district[0].id}/tai-khoan").one("tbody").text
    assert [login in text.split() for login in ("xa", "cua", "la", "thuongtruc")] == [True, True, False, True]


def test_a_standing_body_makes_a_user_for_a_body_below(standing: Browsing, district):
    typed = {**NEW_USER, "role": "unit:unit_officer", "unit": district[1].code}
    standing.submit(f"/don-vi/{district[0].id}/tai-khoan/them", typed)
    assert held("hoa.dang") == [("unit_officer", district[1].id, None)]


def test_without_a_name_the_role_is_on_the_body_itself(standing: Browsing, district):
    standing.submit(f"/don-vi/{district[1].id}/tai-khoan/them", {**NEW_USER, "role": "unit:unit_officer"})
    assert held("hoa.dang") == [("unit_officer", district[1].id, None)]


@pytest.mark.parametrize("role", ["installation:administrator", ""])
def test_a_standing_body_makes_no_administrator_and_nobody_without_a_role(standing: Browsing, district, role: str):
    answer = standing.post(f"/don-vi/{district[0].id}/tai-khoan/them", {**NEW_USER, "role": role})
    assert (answer.status_code, found("hoa.dang")) == (422, None)


def test_a_standing_body_gives_nothing_outside_its_tree(standing: Browsing, district, build: Builder):
    build.unit("Xã Ngoài Vùng", code="99999")
    typed = {**NEW_USER, "role": "unit:viewer", "unit": "99999"}
    answer = standing.post(f"/don-vi/{district[0].id}/tai-khoan/them", typed)
    assert (answer.status_code, found("hoa.dang")) == (422, None)


def test_the_page_of_a_stranger_is_not_there(standing: Browsing, district, build: Builder):
    stranger = build.user("la", role="viewer", unit=build.unit())
    standing.get(f"/don-vi/{district[0].id}/tai-khoan/{stranger.id}", status=404)


@pytest.mark.parametrize("act", ["vai-tro", "mat-khau"])
def test_nothing_is_done_to_a_stranger(standing: Browsing, district, build: Builder, act: str):
    stranger = build.user("la", role="viewer", unit=build.unit())
    typed = {"role": "unit:viewer", "unit": "", "password": "mat-khau-moi", "again": "mat-khau-moi"}
    answer = standing.post(f"/don-vi/{district[0].id}/tai-khoan/{stranger.id}/{act}", typed, page="/kieu-dang")
    assert answer.status_code == 404
    assert service.sign_in("la", PASSWORD).id == stranger.id


def test_a_role_outside_the_tree_is_not_taken(standing: Browsing, district, build: Builder):
    user = build.user("la", role="viewer", unit=district[1])
    outside = service.grant("kiểm thử", build.now, user, "viewer", unit_id=build.unit().id)
    answer = standing.post(f"/don-vi/{district[0].id}/tai-khoan/{user.id}/vai-tro/{outside.id}/bo", page="/kieu-dang")
    assert answer.status_code == 404


def test_taking_the_last_role_leads_back_to_the_list(standing: Browsing, district, build: Builder):
    user = build.user("xa", role="viewer", unit=district[1])
    role = service.user_row(service.EVERYWHERE, user.id).roles[0]
    base = f"/don-vi/{district[0].id}/tai-khoan"
    page = standing.submit(f"{base}/{user.id}/vai-tro/{role.id}/bo", page=f"{base}/{user.id}")
    assert "Đã bỏ vai trò của Người thử." in page.text


def test_an_officer_of_a_unit_does_not_look_after_accounts(browse: Browsing, build: Builder):
    unit = build.unit()
    build.user("xa", role="unit_officer", unit=unit)
    assert browse.sign_in("xa").client.get(f"/don-vi/{unit.id}/tai-khoan").status_code == 403


def test_somebody_who_also_works_elsewhere_has_no_password_form(standing: Browsing, district, build: Builder):
    user = build.user("xa", role="viewer", unit=district[1])
    service.grant("kiểm thử", build.now, user, "viewer", unit_id=build.unit().id)
    page = standing.get(f"/don-vi/{district[0].id}/tai-khoan/{user.id}")
    assert "Người này còn làm việc ở nơi khác" in page.text
    assert not page.all("input", type="password")
