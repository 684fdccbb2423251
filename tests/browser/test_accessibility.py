"""Every page of the product: nothing for axe (WCAG 2.2 AA) in light and dark, nothing sticks out, nothing in the console."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.conftest import AXE
from tests.browser.crawling import Reach

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]
ACCOUNTS = ("nhanly", "bantochuc", "thuongtruc", "quantri", "lienson", "tinh", "xachilang", "quanson", "dontiep", "xem")
WIDTHS = (320, 360, 1366, 1920)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FILTERS = {"trang", "nhom", "phien", "muc", "ban"}
RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations.map(
    found => found.id + ': ' + found.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | '))"""


def chosen(reach: dict[str, Reach], login: str) -> dict[str, str]:
    """Pages this account examines: those no account before it has come to; filters of a list are the same page."""
    before = {view for other in ACCOUNTS[: ACCOUNTS.index(login)] for view in reach[other].pages}
    return {
        view: address
        for view, address in reach[login].pages.items()
        if view not in before and not set(view.partition("?")[2].split("&")) & FILTERS
    }


@pytest.fixture
def tab(profiles, request) -> Iterator[tuple[Page, list[str]]]:
    """A tab of the account the test is about, axe in each page, and what the console said."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            said.append(message.text)

    with profiles.opened(request.getfixturevalue("login"), reduced_motion="reduce") as context:
        context.add_init_script(AXE.read_text(encoding="utf-8"))
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda problem: said.append(str(problem)))
        yield page, said


def problems(page: Page, said: list[str], address: str) -> list[str]:
    """Everything wrong with one page, each with the width and the theme it shows in."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1366, "height": 800})
    page.goto(address)
    found = [f"1366 light {line}" for line in page.evaluate(RUN, RULES)]
    page.emulate_media(color_scheme="dark")
    found += [f"1366 dark {line}" for line in page.evaluate(RUN, ["color-contrast"])]
    page.set_viewport_size({"width": 360, "height": 800})
    found += [f"360 dark {line}" for line in page.evaluate(RUN, RULES)]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{width} px: the page is {wide} wide"] if wide > width else []
    found += [f"console: {text}" for text in said]
    said.clear()
    return found


@pytest.mark.parametrize("login", ACCOUNTS)
def test_every_page_is_sound(reach, login, tab):
    page, said = tab
    found = [
        f"{view} {address}: {problem}"
        for view, address in chosen(reach, login).items()
        for problem in problems(page, said, address)
    ]
    assert not found, "\n".join(found)
