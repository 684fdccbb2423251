"""From the plan to the list sent up, as people would do it: steps 3 to 10, one test for each."""

import re
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.doors import Phone
from tests.browser.material import Scene, codes_on, film_of, messy_list, rows_of, text_on

pytestmark = pytest.mark.browser
DISTRICT, PROVINCE, QUAN_SON = "/hoi-nghi/2", "/hoi-nghi/1", "/hoi-nghi/6"
ROOMS = "Các phần việc của đại hội"
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


def room(page: Page, name: str) -> None:
    """Go to a room by the side navigation."""
    page.get_by_role("navigation", name=ROOMS).get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def saved(page: Page, press: Locator, folder: Path) -> Path:
    """Press and keep what is downloaded."""
    with page.expect_download() as waiting:
        press.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_standing_body_creates_a_plain_commune_meeting_from_the_plan(person):
    page = person("thuongtruc")
    page.goto("/don-vi")
    page.get_by_role("link", name="Huyện Chi Lăng").click()
    page.get_by_role("link", name="Xã Vân Thủy").click()
    page.get_by_role("link", name="Tạo hội nghị").click()
    page.get_by_label("Tên hội nghị").fill("Hội nghị biểu dương gia đình hiếu học xã Vân Thủy")
    page.get_by_label("Ngày tổ chức").fill("18/04/2025")
    page.get_by_label("Địa điểm").fill("Nhà văn hóa xã Vân Thủy")
    page.get_by_label("Hội nghị có thông qua danh sách đại biểu dự cấp trên").uncheck()
    page.get_by_role("button", name="Tạo hội nghị").click()
    expect(page).to_have_url(re.compile(r"/hoi-nghi/\d+$"))
    expect(page.get_by_role("region", name="Hội nghị đang mở")).to_contain_text("18/04/2025")
    rooms = page.get_by_role("navigation", name=ROOMS)
    expect(rooms.get_by_role("link", name="Chương trình")).to_be_visible()
    expect(rooms.get_by_role("link", name="Phân bổ đại biểu")).to_have_count(0)


def titles(page: Page) -> list[str]:
    """Titles of the programme's lines, in order."""
    return page.locator(".agenda-line__title").all_inner_texts()


def test_programme_is_made_of_the_standard_items_then_changed_and_published(person):
    page = person("quanson")
    page.goto(QUAN_SON)
    room(page, "Chương trình")
    page.get_by_role("button", name="Tạo từ chương trình mẫu").click()
    expect(page.locator(".agenda-line__title")).to_have_count(9)
    page.get_by_label("Nội dung", exact=True).fill("Tham luận: Trồng na theo hướng an toàn")
    page.get_by_label("Số phút").fill("8")
    page.get_by_label("Người thực hiện").fill("Đại diện thôn Làng Ca")
    page.get_by_role("button", name="Thêm vào chương trình").click()
    expect(page.locator(".agenda-line__title")).to_have_count(10)
    move_and_drag(page, "Tham luận: Trồng na theo hướng an toàn")
    page.wait_for_load_state("networkidle")  # the times of the new order are on their way, and the page is renewed with them
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("Đã ban hành bản số 1")).to_be_visible()
    shown = titles(page)
    page.get_by_role("link", name="Bản in").click()
    printed = page.get_by_role("table").inner_text()
    assert [title for title in shown if title not in printed] == []


def move_and_drag(page: Page, title: str) -> None:
    """The item goes up by its button, then two places up by dragging its handle; times follow."""
    before = titles(page).index(title)
    page.get_by_role("button", name=f"Chuyển lên: {title}").click()
    expect(page.locator(".agenda-line__title").nth(before - 1)).to_have_text(title)
    handles = page.locator(".agenda-line [data-handle]")
    handles.nth(before - 3).evaluate("handle => handle.scrollIntoView({block: 'center'})")
    handles.nth(before - 1).drag_to(handles.nth(before - 3), target_position={"x": 8, "y": 4})
    expect(page.locator(".agenda-line__title").nth(before - 3)).to_have_text(title)


def test_seats_follow_a_changed_weight_while_one_types_and_are_adopted(person):
    page = person("bantochuc")
    page.goto(DISTRICT)
    room(page, "Phân bổ đại biểu")
    row = page.locator("#unit-table").get_by_role("row").filter(has=page.get_by_role("rowheader", name="Xã Vạn Linh"))
    seats = row.locator("strong")
    before = int(seats.inner_text())
    weight = row.get_by_label("Số người")
    weight.fill(str(3 * int(weight.input_value().replace(".", ""))))
    expect(seats).not_to_have_text(str(before))
    assert int(seats.inner_text()) > before
    expect(weight).to_be_focused()
    wanted = seats.inner_text()
    page.get_by_label("Ghi chú").fill("Theo số dân mới công bố của xã Vạn Linh.")
    page.get_by_role("button", name="Ban hành bảng này").click()
    expect(page.get_by_role("heading", name=re.compile(r"Bảng phân bổ đại biểu, lần [2-9]"))).to_be_visible()
    adopted = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Xã Vạn Linh"))
    expect(adopted.locator("strong")).to_have_text(wanted)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name=ROOMS)).to_be_hidden()
    expect(adopted).to_be_visible()


def find(page: Page, text: str) -> None:
    """Look for people in the roster."""
    page.get_by_label("Tên hoặc số").fill(text)
    page.get_by_role("button", name="Lọc").click()


def test_officer_names_people_by_hand_and_from_a_sheet_and_the_committee_summons_them(person, tmp_path):
    committee, officer = person("bantochuc"), person("quanson")
    officer.goto(f"{DISTRICT}/dai-bieu")
    nominate(officer, "Hoàng Thị Minh Thắm")
    people = [
        ("LÝ VĂN PHÚC", "1971", "", "Nông dân và người trực tiếp sản xuất", "Trồng 3 ha na rải vụ"),
        ("  Vi Thị Xuân  Mai", "", "12/8/1984", "Nông dân và người trực tiếp sản xuất", "Tổ trưởng tổ hợp tác"),
    ]
    officer.get_by_role("link", name="Nhập từ Excel").click()
    officer.get_by_label("Tệp danh sách").set_input_files(messy_list(tmp_path / "danh sách.xlsx", people))
    officer.get_by_role("button", name="Xem trước").click()
    officer.get_by_role("button", name="Nhập 2 người vào danh sách").click()
    expect(officer.get_by_role("heading", name="Kết quả nhập lần 1")).to_be_visible()
    committee.goto(f"{DISTRICT}/dai-bieu")
    for name in ("Hoàng Thị Minh Thắm", "Lý Văn Phúc", "Vi Thị Xuân Mai"):
        summon(committee, name)
    officer.goto(f"{DISTRICT}/dai-bieu?q=xuan+mai")
    expect(officer.get_by_role("row").filter(has_text="Vi Thị Xuân Mai")).to_contain_text("Đã triệu tập")


def nominate(page: Page, name: str) -> None:
    """One person by hand; what was typed stays when something is missing."""
    page.get_by_role("link", name="Giới thiệu đại biểu").click()
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Giới tính").select_option(label="Nữ")
    page.get_by_label("Ngày hoặc năm sinh").fill("31/02/1980")
    page.get_by_label("Nhóm cơ cấu").select_option(label="Nông dân, người trực tiếp sản xuất")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_label("Ngày hoặc năm sinh")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Họ và tên")).to_have_value(name)
    page.get_by_label("Ngày hoặc năm sinh").fill("28/02/1980")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("table", name="Các bước đã qua")).to_contain_text("Đã giới thiệu")
    page.get_by_role("navigation", name=ROOMS).get_by_role("link", name="Đại biểu", exact=True).click()


def summon(page: Page, name: str) -> None:
    """Approve, then summon."""
    find(page, name)
    for verb, state in (("Duyệt", "Đã duyệt"), ("Triệu tập", "Đã triệu tập")):
        find(page, name)
        page.get_by_role("checkbox", name=name).check()
        page.get_by_label("Việc cần làm").select_option(label=verb)
        page.get_by_role("button", name="Thực hiện").click()
        expect(page.get_by_role("row").filter(has_text=name)).to_contain_text(state)


def test_badges_carry_a_code_that_only_a_reader_sees(person, tmp_path):
    page = person("bantochuc")
    page.goto(DISTRICT)
    room(page, "Thẻ đại biểu")
    printed = print_badges(page, "Phòng Nội vụ", tmp_path)
    codes = codes_on(printed)
    assert [len(code) for code in codes] == [24, 24, 24]
    assert len(set(codes)) == 3
    assert "Phòng Nội vụ" in text_on(printed)
    assert [code for code in codes if code in text_on(printed)] == []
    page.reload()  # on the same page a second press within a second is taken for a double click
    again = print_badges(page, "Phòng Nội vụ", tmp_path)
    assert codes_on(again) == codes


def print_badges(page: Page, unit: str, folder: Path) -> Path:
    """The PDF of one unit's badges, one to a page."""
    page.get_by_label("In cho").select_option(label=unit)
    page.get_by_label("Khổ thẻ").select_option(label="A6, mỗi trang một thẻ")
    return saved(page, page.get_by_role("button", name="Tạo tệp PDF để in"), folder)


@pytest.fixture
def codes(person, tmp_path) -> list[str]:
    """Codes of the three badges of the Fatherland Front, as printed."""
    page = person("bantochuc")
    page.goto(f"{DISTRICT}/the")
    return codes_on(print_badges(page, "Ủy ban Mặt trận Tổ quốc Việt Nam huyện", tmp_path))


def scan(page: Page, code: str) -> Locator:
    """What the door says after a scanner typed a code and Enter."""
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    return page.get_by_role("status", name="Kết quả")


def arrived(page: Page) -> int:
    """How many are inside, as the figures say."""
    return int(page.locator(".live__present").inner_text())


def test_door_tells_first_arrival_repeat_unknown_and_withdrawn_apart(person, codes):
    door, committee = person("dontiep"), person("bantochuc")
    door.goto("/cua/2")
    committee.goto(f"{DISTRICT}/cua-don")
    before = arrived(committee)
    expect(scan(door, codes[0])).to_contain_text("Mời vào")
    expect(scan(door, codes[0])).to_contain_text(re.compile(r"Đã vào lúc \d\d:\d\d, Cửa 1"))
    expect(scan(door, "29999")).to_contain_text("Không có trong danh sách")
    expect(scan(door, "987654321098765432109876")).to_contain_text("Chưa đọc được mã")
    recall(committee, door, codes[1])
    Phone(door).look_at_the_list()
    expect(scan(door, codes[1])).to_contain_text("Thẻ đã bị thu hồi")
    committee.goto(f"{DISTRICT}/cua-don")
    assert arrived(committee) == before + 2


def recall(committee: Page, door: Page, code: str) -> None:
    """The badge that was just scanned is taken back by the committee."""
    verdict = scan(door, code)
    expect(verdict).to_contain_text("Mời vào")
    number = verdict.locator("[data-fact=number] dd").inner_text()
    committee.goto(f"{DISTRICT}/the/{number}")
    committee.get_by_label("Thu hồi: hủy thẻ, không cấp thẻ mới").check()
    committee.get_by_label("Ghi rõ sự việc").fill("Đại biểu trả thẻ tại bàn đón tiếp")
    committee.get_by_role("button", name="Cấp lại hoặc thu hồi thẻ").click()
    expect(committee.get_by_role("table").get_by_text("Đã thu hồi")).to_be_visible()


def without_accents(name: str) -> str:
    """A name as one types it in a hurry."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_door_finds_a_person_by_name_without_accents_and_counts_follow_by_themselves(person):
    door, committee = person("dontiep"), person("bantochuc")
    committee.goto(f"{DISTRICT}/the")
    name = committee.get_by_role("table").get_by_role("link").last.inner_text()
    committee.goto(f"{DISTRICT}/cua-don")
    before = arrived(committee)
    door.goto("/cua/2")
    door.keyboard.type(without_accents(name))
    door.keyboard.press("Enter")
    door.get_by_role("list", name="Người tìm thấy").get_by_role("button", name=name).first.click()
    expect(door.get_by_role("status", name="Kết quả")).to_contain_text("Mời vào")
    expect(committee.locator(".live__present")).to_have_text(str(before + 1), timeout=10_000)


def test_camera_reads_a_badge(playwright_browser, demonstration, codes, tmp_path):
    film = film_of(tmp_path / "the.y4m", Scene(codes[-1]))
    with playwright_browser(f"--use-file-for-fake-video-capture={film}", *CAMERA) as browser:
        context = browser.new_context(base_url=demonstration, permissions=["camera"])
        page = context.new_page()
        sign_in(page, "dontiep")
        page.goto("/cua/2")
        page.get_by_role("button", name="Bật camera").click()
        expect(page.get_by_role("status", name="Kết quả")).to_contain_text("Mời vào", timeout=20_000)
        page.get_by_role("button", name="Tắt camera").click()


def test_awards_are_added_ordered_and_exported(person, tmp_path):
    page = person("bantochuc")
    page.goto(DISTRICT)
    room(page, "Khen thưởng")
    page.get_by_role("link", name="Thêm", exact=True).click()
    page.get_by_label("Đối tượng").select_option(label="Hộ gia đình")
    page.get_by_label("Tên cá nhân, hộ, tập thể").fill("Hộ bà Vi Thị Hiên")
    page.get_by_label("Danh hiệu, hình thức khen thưởng").select_option(label="Giấy khen")
    page.get_by_label("Thứ tự trao").fill("2")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    row = page.get_by_role("row").filter(has_text="Hộ bà Vi Thị Hiên")
    expect(row.get_by_role("cell").nth(1)).to_have_text("2")
    page.get_by_role("button", name="Lên: Hộ bà Vi Thị Hiên").click()
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    rows = rows_of(saved(page, page.get_by_role("link", name="Tải Excel"), tmp_path))
    names = [cell for line in rows for cell in line if cell.startswith(("Hộ bà Vi", "Nhân dân và cán bộ xã Nhân"))]
    assert names == ["Hộ bà Vi Thị Hiên", "Nhân dân và cán bộ xã Nhân Lý"]


def test_list_for_the_province_is_voted_sent_accepted_and_read_back_from_its_workbook(person, tmp_path):
    page = person("bantochuc")
    page.goto(DISTRICT)
    room(page, "Danh sách dự cấp trên")
    candidates = choose(page)
    vote(page)
    rows = rows_of(saved(page, page.get_by_role("link", name="Tải Excel", exact=True), tmp_path))
    written = [cell for line in rows for cell in line if cell in candidates]
    assert written == candidates
    page.get_by_role("link", name="Đến trang gửi cấp trên").click()
    page.get_by_role("button", name="Gửi bản số 1").click()
    expect(page.get_by_text("Đã gửi bản số 1 lên cấp trên.")).to_be_visible()
    accept(person("tinh"), len(candidates))
    room(page, "Gửi, nhận danh sách")
    expect(page.get_by_role("table", name="Các bản đã gửi")).to_contain_text("Đã chấp nhận")


def choose(page: Page) -> list[str]:
    """Two official candidates and one reserve; their names in the order of the list."""
    chosen = []
    for standing, amount in (("Chính thức", 2), ("Dự khuyết", 1)):
        page.get_by_role("link", name="Chọn từ danh sách").first.click()
        free = page.get_by_role("row").filter(has_text="Nông dân").filter(has=page.get_by_role("checkbox", disabled=False))
        for place in range(amount):
            chosen.append(free.nth(place).get_by_role("cell").nth(1).inner_text())
            free.nth(place).get_by_role("checkbox").check()
        page.get_by_role("group", name="Diện đại biểu").get_by_label(standing).check()
        page.get_by_label("Nhóm cơ cấu của cấp trên").select_option(label="Nông dân, người trực tiếp sản xuất")
        page.get_by_role("button", name="Đưa vào danh sách").click()
        expect(page.get_by_role("row").filter(has_text=chosen[-1])).to_be_visible()
    return chosen


def vote(page: Page) -> None:
    """Sums that do not fit are refused with the figures kept; the right ones adopt the list."""
    page.get_by_role("link", name="Ghi kết quả biểu quyết").click()
    figures = {"Số đại biểu có mặt biểu quyết": "6", "Tán thành": "5", "Không tán thành": "1", "Ý kiến khác": "2"}
    for label, number in figures.items():
        page.get_by_role("spinbutton", name=label, exact=True).fill(number)
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Tán thành", exact=True)).to_have_value("5")
    page.get_by_label("Ý kiến khác").fill("0")
    page.get_by_role("button", name="Ghi kết quả").click()
    expect(page.get_by_role("region", name="Biểu quyết thông qua danh sách").get_by_role("table")).to_contain_text("Thông qua")


def accept(page: Page, amount: int) -> None:
    """The province receives the list and takes it."""
    page.goto(f"{PROVINCE}/gui-cap-tren")
    page.get_by_role("row").filter(has_text="Huyện Chi Lăng").get_by_role("link", name="Mở bản số 1").click()
    page.get_by_role("button", name="Tiếp nhận danh sách").click()
    page.get_by_label("Ghi chú khi chấp nhận").fill(f"Đã kiểm tra {amount} người; còn chỉ tiêu thì bổ sung sau.")
    page.get_by_role("button", name="Chấp nhận danh sách").click()
    expect(page.get_by_text("Đã chấp nhận").first).to_be_visible()
