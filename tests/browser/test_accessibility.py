"""Every page of the product: nothing for axe (WCAG 2.2 AA) in light and dark, nothing sticks out, nothing in the console."""

import pytest
from playwright.sync_api import Page

from tests.browser.crawling import Reach
from tests.browser.soundness import problems

pytestmark = pytest.mark.browser
ACCOUNTS = (
    "nhanly",
    "bantochuc",
    "thuongtruc",
    "quantri",
    "lienson",
    "dongmo",
    "tinh",
    "xachilang",
    "quanson",
    "dontiep",
    "xem",
)
FILTERS = {"trang", "nhom", "phien", "muc", "ban"}
FILES = {
    "static", "web.healthz", "web.readyz", "door.live_figures", "door.roster", "door_shell.reader_script",
    "door_shell.worker_script", "door.badges_again", "door.openapi",
    "allocation.export", "awards.workbook", "delegates.template", "delegates.wrong_rows", "documents.download",
    "elections.workbook", "venue.certificate", "seating.wall_pdf", "seating.colours", "screens.newest",
    "door.calibration_page", "door.print_progress", "door.reply_sheets",
}  # fmt: skip
# A visitor's page, a page of its own tests, and pages that appear after a step: an upload, a form sent back, bodies waiting.
WITHOUT_A_LINK = {
    "accounts.sign_in", "web.style_page", "door_shell.shell", "door_shell.pair", "delegates.preview", "overview.override",
    "meetings.create_all",
    "door.badges_check", "door.own_page",
}  # fmt: skip
FOR_A_WHILE = {"door.print_job", "door.review_reverse"}
"""Linked while a print that somebody ordered, or a scan that somebody accepted, is there; examined in test_door_sound.py."""
FOCUSED = """() => {
    const it = document.activeElement, box = it.getBoundingClientRect()
    const drawn = [it, it.closest('.choice')].filter(Boolean).map(one => getComputedStyle(one))
    const outlined = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    return {
        page: it === document.body,
        name: (it.getAttribute('aria-label') || it.textContent || it.name || '').trim().slice(0, 60),
        ring: drawn.some(style => outlined(style) || style.boxShadow !== 'none'),
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    }
}"""


def chosen(reach: dict[str, Reach], login: str) -> dict[str, str]:
    """Pages this account examines: those no account before it has come to; filters of a list are the same page."""
    before = {view for other in ACCOUNTS[: ACCOUNTS.index(login)] for view in reach[other].pages}
    return {
        view: address
        for view, address in reach[login].pages.items()
        if view not in before and not set(view.partition("?")[2].split("&")) & FILTERS
    }


def test_links_lead_to_every_page_of_the_product(reach, url_map):
    reached = {view.partition("?")[0] for one in reach.values() for view in one.pages}
    pages = {rule.endpoint for rule in url_map.iter_rules() if "GET" in rule.methods}
    assert pages - reached - FILES - FOR_A_WHILE == WITHOUT_A_LINK


@pytest.mark.parametrize("login", ["nhanly"])
def test_pages_without_a_link_are_sound(tab, login):
    page, said = tab
    page.goto("/hoi-nghi/3/dai-bieu/nhap-tep")
    page.get_by_label("Hoặc dán bảng từ Excel").fill("Họ và tên\tNăm sinh\nVi Văn Ba\t1980\nLý Thị\tkhông rõ")
    page.get_by_role("button", name="Xem trước").click()
    addresses = [page.url, "/hoi-nghi/99999"]
    found = [f"{address}: {problem}" for address in addresses for problem in problems(page, said, address)]
    page.context.clear_cookies()
    found += problems(page, said, "/dang-nhap")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("login", ["bantochuc"])
def test_the_page_that_accepts_a_finding_is_sound(tab, login):
    page, said = tab
    page.goto("/hoi-nghi/2")
    form = page.locator('form[action$="/van-de/chap-nhan"]').first
    code, subject = (form.locator(f"[name={name}]").input_value() for name in ("code", "subject"))
    found = problems(page, said, f"/hoi-nghi/2/van-de/chap-nhan?code={code}&subject={subject}")
    assert page.locator(".finding__sentence").count() == 1
    assert not found, "\n".join(found)


@pytest.mark.parametrize("login", ["thuongtruc"])
def test_the_page_that_makes_all_congresses_is_sound(reach, tab, login):
    page, said = tab
    found = problems(page, said, f"{reach[login].pages['meetings.progress']}/tao")
    assert page.locator("table tbody tr").count() == 20
    assert not found, "\n".join(found)


@pytest.mark.parametrize("login", ACCOUNTS)
def test_every_page_is_sound(reach, login, tab):
    page, said = tab
    found = [
        f"{view} {address}: {problem}"
        for view, address in chosen(reach, login).items()
        for problem in problems(page, said, address)
    ]
    assert not found, "\n".join(found)


def focused(page: Page) -> dict[str, object]:
    """What has the focus: its name, whether a ring is drawn round it, whether it lies inside the window."""
    return page.evaluate(FOCUSED)


@pytest.mark.parametrize("address", ["/hoi-nghi/2", "/hoi-nghi/2/chuong-trinh", "/hoi-nghi/2/khen-thuong/them", "/don-vi"])
def test_every_stop_of_the_keyboard_is_seen(person, address):
    page = person("bantochuc")
    page.goto(address)
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(focused(page))
    assert [stop for stop in stops if stop["page"] is False and not (stop["ring"] and stop["inside"])] == []


@pytest.mark.parametrize("address", ["/hoi-nghi/2", "/don-vi", "/ke-hoach"])
def test_skip_link_leads_past_the_navigation(person, address):
    page = person("bantochuc")
    page.goto(address)
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
