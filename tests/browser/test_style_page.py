"""The visual system in a real browser: themes, keys, dialogs, widths, and nothing for axe to say."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import AXE

pytestmark = pytest.mark.browser
ADDRESS = "/kieu-dang"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def style_page(page: Page) -> Page:
    page.goto(ADDRESS)
    return page


def theme(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-theme")


def paper(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1366])
def test_axe_finds_nothing(browser, demonstration, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=demonstration, bypass_csp=True
    )
    page = context.new_page()
    page.goto(ADDRESS)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    context.close()
    assert [(item["id"], [node["target"] for node in item["nodes"]]) for item in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1366, 1920])
def test_nothing_sticks_out_sideways(style_page, width):
    style_page.set_viewport_size({"width": width, "height": 800})
    assert style_page.evaluate("document.documentElement.scrollWidth") == width


def test_chosen_theme_stays_on_the_next_page(style_page):
    before = paper(style_page)
    style_page.get_by_role("button", name="Đổi nền sáng hoặc tối").click()
    style_page.goto("/dang-nhap")
    assert theme(style_page) == "dark"
    assert paper(style_page) != before


def test_system_theme_is_followed_until_one_is_chosen(style_page):
    style_page.emulate_media(color_scheme="dark")
    assert (theme(style_page), paper(style_page)) == ("auto", "rgb(16, 22, 27)")


def test_slash_key_moves_to_the_search_field(style_page):
    style_page.keyboard.press("/")
    assert style_page.evaluate("document.activeElement.id") == "sample-search"


def test_slash_is_an_ordinary_letter_while_typing(style_page):
    field = style_page.get_by_label("Họ và tên")
    field.fill("")
    field.press("/")
    assert field.input_value() == "/"


def test_question_stops_the_form_until_answered(style_page):
    style_page.get_by_role("button", name="Hỏi trước khi làm").click()
    style_page.get_by_role("dialog").get_by_role("button", name="Không, quay lại").click()
    assert style_page.get_by_role("dialog").count() == 0
    assert style_page.evaluate("document.activeElement.textContent.trim()") == "Hỏi trước khi làm"


def test_agreeing_sends_the_form_once(style_page, context: BrowserContext):
    sent: list[str] = []
    context.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    style_page.get_by_role("button", name="Hỏi trước khi làm").click()
    with style_page.expect_navigation():
        style_page.get_by_role("dialog").get_by_role("button", name="Đồng ý").click()
    assert [address.rsplit("/", 1)[1] for address in sent] == ["ngon-ngu"]


def test_skip_link_is_the_first_stop_of_the_keyboard(style_page):
    style_page.keyboard.press("Tab")
    style_page.keyboard.press("Enter")
    assert style_page.evaluate("document.activeElement.id") == "noi-dung"


def test_printing_hides_navigation_and_uses_white_paper(style_page):
    style_page.emulate_media(media="print", color_scheme="dark")
    assert not style_page.locator(".topbar").is_visible()
    assert paper(style_page) == "rgb(255, 255, 255)"


def test_vietnamese_letters_come_from_our_own_font(style_page):
    style_page.evaluate("document.fonts.ready")
    loaded = style_page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert set(loaded) == {"Be Vietnam Pro"}
    assert len(loaded) >= 4
