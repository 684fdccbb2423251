"""The allocation workbench as a committee works in it: typing, arrow keys, a block pasted from Excel, cells kept by hand."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser
WORKBENCH = "/hoi-nghi/2/phan-bo"
PASTE = """(cell, text) => {
  const clipboard = new DataTransfer()
  clipboard.setData('text/plain', text)
  cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }))
}"""


def line(page: Page, unit: str) -> Locator:
    """The row of a unit in the table of units."""
    return page.locator("#unit-table").get_by_role("row").filter(has=page.get_by_role("rowheader", name=unit, exact=True))


def seats(page: Page, unit: str) -> list[int]:
    """What each group has in the unit's row: typed, or computed and shown as a placeholder."""
    cells = line(page, unit).locator("input.cell--seat")
    return [int(cell.input_value() or cell.get_attribute("placeholder")) for cell in cells.all()]


def test_a_cell_typed_by_hand_is_kept_and_the_others_make_room(person):
    page = person("bantochuc")
    page.goto(WORKBENCH)
    total = int(line(page, "Xã Vạn Linh").locator("strong").inner_text())
    before = seats(page, "Xã Vạn Linh")
    line(page, "Xã Vạn Linh").get_by_label("Gương người tốt, việc tốt").fill(str(before[3] + 2))
    leaders = line(page, "Xã Vạn Linh").locator("input.cell--seat")
    expect(leaders.nth(0)).not_to_have_attribute("placeholder", str(before[0]))
    after = seats(page, "Xã Vạn Linh")
    assert (after[3], sum(after)) == (before[3] + 2, total)
    page.get_by_role("button", name="Tính thử").click()
    assert seats(page, "Xã Vạn Linh") == after


def test_too_many_seats_typed_by_hand_are_explained_and_nothing_is_lost(person):
    page = person("bantochuc")
    page.goto(WORKBENCH)
    cell = line(page, "Xã Nhân Lý").get_by_label("Đại biểu lãnh đạo")
    cell.fill("60")
    expect(page.get_by_role("alert")).to_contain_text("Xã Nhân Lý được chia 8 chỉ tiêu nhưng các ô giữ cố định cộng lại là 60")
    expect(cell).to_be_focused()
    page.get_by_role("button", name="Tính thử").click()
    expect(page.get_by_text("Xã Nhân Lý được chia 8 chỉ tiêu").first).to_be_visible()
    expect(line(page, "Xã Nhân Lý").get_by_label("Đại biểu lãnh đạo")).to_have_value("60")


def test_arrow_keys_walk_the_table_as_in_a_spreadsheet(person):
    page = person("bantochuc")
    page.goto(WORKBENCH)
    line(page, "Xã Vân An").get_by_label("Số người").focus()
    page.keyboard.press("ControlOrMeta+a")
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    expect(line(page, "Xã Gia Lộc").get_by_label("Số người")).to_be_focused()


def test_a_block_pasted_from_a_spreadsheet_fills_the_cells_and_is_computed_at_once(person):
    page = person("bantochuc")
    page.goto(WORKBENCH)
    before = line(page, "Xã Vân An").locator("strong").inner_text()
    line(page, "Xã Vân An").get_by_label("Số người").evaluate(PASTE, "1.480\t9\t30\n1.720\t10\t30\n")
    expect(line(page, "Xã Vân An").locator("strong")).not_to_have_text(before)
    typed = [line(page, "Xã Vân Thủy").get_by_label(label).input_value() for label in ("Số người", "Ít nhất", "Nhiều nhất")]
    assert typed == ["1.720", "10", "30"]


def test_the_steps_are_one_click_away_and_multiply_to_the_seats(person):
    page = person("bantochuc")
    page.goto(WORKBENCH)
    page.locator("summary", has_text="Cách tính từng ô").click()
    table = page.get_by_role("table", name="Cách tính từng ô")
    factors = [float(text.replace(",", ".")) for text in table.locator("thead td").all_inner_texts()]
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Thị trấn Chi Lăng"))
    unit, *cells = row.locator("td").all_inner_texts()
    for factor, cell in zip(factors, cells, strict=True):
        product, number = (float(text.replace(",", ".")) for text in cell.split(" → "))
        assert abs(float(unit.replace(",", ".")) * factor - product) < 0.02
        assert abs(product - number) <= 0.5
    assert [int(cell.split(" → ")[1]) for cell in cells] == seats(page, "Thị trấn Chi Lăng")


def test_a_minimum_becomes_guidance_for_every_unit_and_versions_are_compared(person):
    page = person("bantochuc")
    page.goto(WORKBENCH)
    page.get_by_text("Đối tượng cần có ít nhất").click()
    page.get_by_label("Nữ", exact=True).fill("90")
    page.get_by_label("Ghi chú").click()
    expect(page.get_by_role("columnheader", name="Ít nhất: Nữ")).to_be_visible()
    page.get_by_label("Ghi chú").fill("Đặt mức nữ theo ý kiến Hội Liên hiệp Phụ nữ.")
    page.get_by_role("button", name="Ban hành bảng này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Bảng phân bổ đại biểu, lần"))
    expect(page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Thị trấn Chi Lăng"))).to_contain_text("nữ")
    page.goto(WORKBENCH)
    page.get_by_role("link", name="So hai lần ban hành").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("So hai lần ban hành")
    expect(page.get_by_role("table")).to_contain_text("Thị trấn Chi Lăng")


def test_lines_pasted_with_the_names_of_units_go_to_those_units_and_the_others_are_named(person):
    page = person("bantochuc")
    page.goto(WORKBENCH)
    lines = "STT\tĐơn vị\tSố người\n1\tXã Gia Lộc\t1.111\n2\txã  vân an\t222\n3\tXã Không Có\t3\n"
    line(page, "Thị trấn Đồng Mỏ").get_by_label("Số người").evaluate(PASTE, lines)
    typed = [line(page, unit).get_by_label("Số người").input_value() for unit in ("Xã Gia Lộc", "Xã Vân An")]
    assert typed == ["1.111", "222"]
    expect(page.get_by_role("status").filter(has_text="Chưa dán được")).to_have_text(re.compile("hết dòng: Xã Không Có$"))


def test_what_was_wrong_is_no_longer_told_once_it_is_mended(person):
    page = person("bantochuc")
    page.goto(WORKBENCH)
    cell = line(page, "Xã Nhân Lý").get_by_label("Số người")
    cell.fill("mười")
    page.get_by_role("button", name="Tính thử").click()
    expect(page.get_by_text("Xã Nhân Lý: “mười” không phải số nguyên").first).to_be_visible()
    cell.fill("78")
    expect(page.get_by_text("không phải số nguyên")).to_have_count(0)
    expect(line(page, "Xã Nhân Lý").locator("strong")).to_have_text("8")


def test_on_a_telephone_the_name_of_the_unit_stays_beside_its_numbers(person):
    page = person("bantochuc")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(WORKBENCH)
    page.locator(".allocation-wrap").evaluate("wrap => { wrap.scrollLeft = 420 }")
    name = page.locator("#unit-table").get_by_role("rowheader", name="Xã Vân An").bounding_box()
    assert (name["x"] >= 0, name["width"] < 120) == (True, True)
