"""Each sign-in of the demonstration lands where its work is and sees only its own."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from congress.demo.signins import SIGNINS
from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser
ROOMS = "Các phần việc của đại hội"
LOGINS = [signin.login for signin in SIGNINS]
LANDING = {
    "bantochuc": "/hoi-nghi/2",
    "thuongtruc": "/",
    "nhanly": "/",
    "quanson": "/hoi-nghi/6",
    "lienson": "/hoi-nghi/22",
    "dongmo": "/hoi-nghi/9",
    "dontiep": "/hoi-nghi/2/cua-don",
    "xem": "/hoi-nghi/2",
    "tinh": "/",
    "xachilang": "/hoi-nghi/24",
    "quantri": "/",
}
KEPT_FROM_THE_DOOR = ("dai-bieu", "the", "khen-thuong", "danh-sach-cap-tren", "giay-to", "nhat-ky", "thong-tin", "phan-bo")
PUBLIC = {"/cua/chung-chi"}
"""Pages a link leads to that need no account: a phone installs the certificate of the hall before it knows anybody."""
CHANGES_NOTHING = ("/xuat-excel", "/phan-bo")


def rooms(page: Page) -> list[str]:
    """Names of the rooms in the side navigation."""
    return page.get_by_role("navigation", name=ROOMS).get_by_role("link").all_inner_texts()


@pytest.mark.parametrize("login", LOGINS)
def test_sign_in_lands_where_the_work_is(page, login):
    sign_in(page, login)
    # The journey of test_commune_conference gives this commune a second meeting: it then chooses on the front page.
    chooses = login == "lienson" and page.get_by_role("main").get_by_role("link", name="Hội nghị điển hình").count() > 1
    assert urlsplit(page.url).path == ("/" if chooses else LANDING[login])


@pytest.mark.parametrize("login", LOGINS)
def test_no_link_leads_to_an_error(reach, login):
    assert reach[login].broken == []


def test_sign_in_page_of_the_demonstration_shows_every_account(page):
    page.goto("/dang-nhap")
    shown = page.get_by_role("main").inner_text()
    assert [login for login in LOGINS if login not in shown] == []


def test_visitor_is_sent_to_the_sign_in_page_from_everywhere(profiles, reach):
    with profiles.opened("") as visitor:
        answers = {address: visitor.request.get(address) for address in reach["bantochuc"].pages.values()}
    opened = {address for address, answer in answers.items() if urlsplit(answer.url).path != "/dang-nhap"}
    assert opened == PUBLIC


def test_door_volunteer_has_the_door_alone(person):
    page = person("dontiep")
    page.goto("/hoi-nghi/2/cua-don")
    assert rooms(page) == ["Bảng chuẩn bị", "Đón tiếp"]
    statuses = {name: page.request.get(f"/hoi-nghi/2/{name}").status for name in KEPT_FROM_THE_DOOR}
    assert statuses == dict.fromkeys(KEPT_FROM_THE_DOOR, 403)
    assert page.request.get("/hoi-nghi/6").status == 404


def test_viewer_finds_nothing_to_change(person, reach):
    page = person("xem")
    found = []
    for address in reach["xem"].pages.values():
        page.goto(address)
        targets = page.locator("main form[method=post]").evaluate_all("forms => forms.map(form => form.action)")
        found += [f"{address}: {target}" for target in targets if not urlsplit(target).path.endswith(CHANGES_NOTHING)]
    assert [line for line in found if "/tai-khoan/" not in line] == []


def test_unit_officer_sees_the_own_delegation_alone(person):
    page = person("nhanly")
    page.goto("/hoi-nghi/2/dai-bieu")
    units = page.locator("td[data-label='Đơn vị']").all_inner_texts()
    assert set(units) == {"Xã Nhân Lý"}
    own = {int(number) for number in page.locator("td[data-label='Số']").all_inner_texts()}
    strange = next(number for number in range(1, 300) if number not in own)
    assert page.request.get(f"/hoi-nghi/2/dai-bieu/{strange}").status == 404
    assert page.request.get(f"/hoi-nghi/2/dai-bieu/{strange}/sua").status == 404
    assert page.request.get("/hoi-nghi/2/khen-thuong").status == 403
    assert page.request.get("/hoi-nghi/22/dai-bieu").status == 404


def test_officer_of_another_scenario_finds_no_trace_of_this_one(person):
    page = person("xachilang")
    assert [page.request.get(f"/hoi-nghi/{number}").status for number in range(2, 23)] == [404] * 21
