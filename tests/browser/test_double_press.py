"""A button clicked twice in a row, as many people do, acts once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
PAUSE = 1100


@pytest.fixture
def press(person: Callable[..., Page]) -> tuple[Locator, list[str]]:
    """The button that adds an item, and what it sent: the server is not asked and the page stays."""
    page, sent = person("bantochuc"), []
    page.goto("/hoi-nghi/2/chuong-trinh")

    def answer(route) -> None:
        sent.append(route.request.post_data)
        route.fulfill(status=204)

    page.route("**/chuong-trinh/them", answer)
    return page.get_by_role("button", name="Thêm vào chương trình"), sent


def test_a_double_click_sends_a_form_once(press: tuple[Locator, list[str]]):
    button, sent = press
    button.dblclick(delay=100)
    button.page.wait_for_timeout(PAUSE)
    assert len(sent) == 1


def test_the_same_form_can_be_sent_again_a_moment_later(press: tuple[Locator, list[str]]):
    button, sent = press
    button.click()
    button.page.wait_for_timeout(PAUSE)
    button.click()
    button.page.wait_for_timeout(PAUSE)
    assert len(sent) == 2
