"""A commune's committee chooses its delegates: automatically, by hand, past what is impossible, and approves them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import accessibility_problems

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("selection")]
ADDRESS = "/hoi-nghi/9/chon-dai-bieu"


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def row(page: Page, rule: str):
    """The line of the table about a rule."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=re.compile(rf"^{rule}")))


def ask(page: Page, women: str, young: str) -> None:
    """Type the fewest women and young people, and choose."""
    page.get_by_label("Nữ", exact=True).fill(women)
    page.get_by_label("Dưới 35 tuổi").fill(young)
    press(page, "Chọn tự động")


@pytest.fixture
def bench(person) -> Page:
    """The workbench of the commune, with what is asked emptied."""
    page = person("dongmo")
    page.goto(ADDRESS)
    ask(page, "", "")
    return page


def test_the_best_choice_is_made_and_explained_unit_by_unit(bench):
    ask(bench, "60", "40")
    expect(bench.get_by_role("status").first).to_contain_text("Đã chọn 150 người")
    expect(row(bench, "Nữ")).to_contain_text("đạt")
    expect(bench.get_by_text(re.compile("được chọn mà .* thì không, vì đổi lại sẽ không giữ được")).first).to_be_visible()
    assert accessibility_problems(bench) == []


def test_what_is_impossible_leads_to_a_choice_after_all(bench):
    ask(bench, "120", "100")
    note = bench.locator("#ket-qua")
    expect(note).to_contain_text("Không có phương án nào giữ được mọi quy định cùng lúc")
    expect(note).to_contain_text(re.compile("Nữ: với số ghế đã phân bổ, nhiều nhất chọn được [0-9]+; đang đòi 120"))
    assert accessibility_problems(bench) == []
    press(bench, "Ghi các mức nới này vào bản nháp")
    press(bench, "Chọn tự động")
    expect(bench.get_by_role("status").first).to_contain_text("Đã chọn 150 người")


def test_a_choice_changed_by_hand_is_mended_with_few_changes(bench):
    boxes = bench.get_by_role("checkbox", name=re.compile("^Chọn "), checked=True, disabled=False)
    first = boxes.first.get_attribute("name")
    boxes.first.uncheck()
    press(bench, "Lưu trang này")
    expect(row(bench, "Tổng số")).to_contain_text("thiếu 1")
    expect(bench.locator(f"[name='{first}']")).not_to_be_checked()
    press(bench, "Sửa cho đủ quy định, ít thay đổi nhất")
    expect(bench.get_by_role("status").first).to_contain_text("1 thay đổi")
    expect(bench.locator(f"[name='{first}']")).to_be_checked()


def test_a_page_of_marks_is_filled_in_by_keyboard_alone(bench):
    score = bench.get_by_label(re.compile("^Điểm của ")).first
    name = score.get_attribute("name")
    score.focus()
    bench.keyboard.press("Control+a")
    bench.keyboard.type("99")
    bench.keyboard.press("Tab")
    bench.keyboard.press("ArrowDown")
    with bench.expect_navigation():
        bench.keyboard.press("Shift+Tab")
        bench.keyboard.press("Enter")
    expect(bench.locator(f"[name='{name}']")).to_have_value("99")
    expect(bench.get_by_role("combobox", name=re.compile("^Giữ hoặc loại ")).first).to_have_value("in")


def test_a_substitute_is_found_for_one_place(bench):
    bench.get_by_label("Xem", exact=True).select_option("locked")
    bench.get_by_role("row").filter(has_text="Đã duyệt").first.get_by_role("link").click()
    bench.get_by_role("link", name="Tìm người thay trong danh sách giới thiệu").click()
    expect(bench.get_by_role("heading", level=1)).to_contain_text("Ai có thể thay")
    assert accessibility_problems(bench) == []
    name = bench.locator("td.lead").first.inner_text().split(" số ")[0].strip()
    bench.get_by_label("Lý do thay").fill("Đi công tác đột xuất")
    with bench.expect_navigation():
        bench.get_by_role("button", name="Chọn người này").first.click()
    expect(bench.get_by_role("heading", level=1)).to_have_text(name)
    expect(bench.get_by_text("Giấy tờ cần làm lại:")).to_be_visible()
