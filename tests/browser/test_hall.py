"""The hall in a real browser: seats moved by keyboard on a telephone, screens that follow the door."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
TELEPHONE = {"viewport": {"width": 360, "height": 740}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
SEATS = "/hoi-nghi/2/cho-ngoi"
ARRIVED = '<section id="hall-screen" data-newest="/hoi-nghi/2/cua-don/vua-den.json"><p>Nông Thị Mới Đến</p></section>'


def overflow(page: Page) -> int:
    """How many pixels of the page stick out to the right."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_a_person_is_moved_by_keyboard_alone_on_a_telephone(person: Callable[..., Page]):
    page = person("bantochuc", **TELEPHONE)
    page.goto(SEATS)
    page.keyboard.press("/")
    page.keyboard.type("O-24")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Ghế O-24"))).to_be_visible()
    if page.get_by_role("heading", name=re.compile("Ghế O-24: còn trống")).count():
        page.get_by_label("Xếp người mang số thẻ").focus()
        page.keyboard.type("1")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"Ghế O-24: (?!còn trống)"))).to_be_visible()
    assert overflow(page) <= 0


def test_every_seat_is_a_link_with_the_name_of_who_sits_there(person: Callable[..., Page]):
    page = person("bantochuc")
    page.goto(SEATS)
    seats = page.get_by_role("region", name="Sơ đồ hội trường").get_by_role("link")
    assert seats.count() == 15 * 24 + 7
    seats.first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("ghe=%C4%90CT-1|ghe=ĐCT-1"))


@pytest.mark.parametrize("size", [TELEPHONE, PROJECTOR], ids=["telephone", "projector"])
def test_the_screens_fit_the_wall_and_the_telephone(person: Callable[..., Page], size):
    page = person("dontiep", **size)
    for screen in ("chao-mung", "khach-quy"):
        page.goto(f"/hoi-nghi/2/cua-don/{screen}")
        assert overflow(page) <= 0, screen


def test_a_screen_outlives_the_network_and_follows_the_door_without_being_loaded_again(person: Callable[..., Page]):
    page, asked = person("dontiep", **PROJECTOR), []
    page.goto("/hoi-nghi/2/cua-don/chao-mung")
    before = page.locator("#hall-screen").inner_text()

    def answer(route) -> None:
        asked.append(route.request.headers.get("if-none-match"))
        if len(asked) < 2:
            route.abort()
        else:
            route.fulfill(status=200, headers={"ETag": '"neu"'}, json={})

    page.route("**/vua-den.json*", answer)
    page.route(re.compile("/chao-mung$"), lambda route: route.fulfill(status=200, content_type="text/html", body=ARRIVED))
    page.wait_for_timeout(2500)
    assert page.locator("#hall-screen").inner_text() == before
    expect(page.get_by_text("Nông Thị Mới Đến")).to_be_visible()
    page.wait_for_timeout(2500)
    assert asked[:3] == [None, None, '"neu"']
