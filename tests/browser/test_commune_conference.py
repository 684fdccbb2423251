"""A commune officer finishes a plain half-day conference: from the list to the covering letter, no setting opened."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.material import text_on

pytestmark = pytest.mark.browser
TITLE = "Hội nghị điển hình tiên tiến xã Liên Sơn"
SETTINGS = re.compile(r"/(phan-bo|thong-tin|nhom|phien|phan-cong|quyet-dinh|nguoi-phu-trach|chi-tieu|chung|ho-so)\b")
MOST_CLICKS, MOST_KEYS = 70, 150
HEAD = "Họ và tên\tNăm sinh\tGiới tính\tChức vụ\tThành tích"
FAMILIES = ("Hoàng", "Vi", "Lý", "Nông", "Lương", "Chu", "Hứa", "Đàm")
GIVEN = ("Hạnh", "Thắm", "Lan", "Điệp", "Mai")
DELEGATES = [f"{family} Thị {given}" for family in FAMILIES for given in GIVEN]
AWARDED = ["Hoàng Thị Hạnh; ; Trồng hồi giỏi", "Hộ ông Vi Văn Tới; Thôn Lạng Nắc; Gia đình hiếu học", "Thôn Bản Mù; ; Hiến đất"]


class Hand:
    """Does what a person does and counts it: clicks, keys typed, a paste being two keys."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.keys = page, 0, 0
        self.visited: list[str] = []
        page.on("framenavigated", lambda frame: self.visited.append(urlsplit(frame.url).path))

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def press(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name, exact=True).first)

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)
        self.clicks, self.keys = self.clicks + 1, self.keys + len(text)

    def paste(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)
        self.clicks, self.keys = self.clicks + 1, self.keys + 2

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(label=option)
        self.clicks += 2

    def save(self, target: Locator, folder: Path) -> Path:
        with self.page.expect_download() as waiting:
            self.click(target)
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path


def words_of(paper: Path) -> str:
    """All text of a DOCX, tables included, or of a PDF."""
    if paper.suffix == ".pdf":
        return text_on(paper)
    document = Document(str(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def paper(hand: Hand, kind: str, name: str, folder: Path) -> str:
    """Text of one paper, fetched from the page of papers as Word or PDF."""
    hand.follow("Giấy tờ")
    named = re.compile(f"^Tải {kind}\\s?: {name}$")
    button = hand.page.get_by_role("link", name=named).or_(hand.page.get_by_role("button", name=named))
    return words_of(hand.save(button, folder))


def test_commune_officer_finishes_a_half_day_conference_without_opening_a_setting(person, tmp_path):
    hand = Hand(person("lienson"))
    create(hand)
    make_list(hand)
    make_programme(hand)
    letters = paper(hand, "Word", "Giấy triệu tập đại biểu", tmp_path)
    assert [name for name in DELEGATES if name not in letters] == []
    assert "Ông (Bà) Lê Bình An, Chủ tịch Hội Người cao tuổi huyện." in paper(hand, "Word", "Giấy mời khách", tmp_path)
    sheet = paper(hand, "PDF", "Danh sách ký tên", tmp_path)
    assert [name for name in DELEGATES if name not in " ".join(sheet.split())] == []
    give_awards(hand)
    assert "Hộ ông Vi Văn Tới" in paper(hand, "PDF", "Danh sách khen thưởng theo thứ tự trao", tmp_path)
    adopt_list(hand)
    letter = paper(hand, "Word", "Công văn gửi danh sách lên cấp trên", tmp_path)
    assert "37 trên 38 đại biểu có mặt tán thành" in letter
    assert "Hoàng Thị Hạnh" in paper(hand, "Word", "Danh sách trích ngang đại biểu dự cấp trên", tmp_path)
    assert [path for path in hand.visited if SETTINGS.search(path)] == []
    assert hand.clicks <= MOST_CLICKS, f"{hand.clicks} clicks"
    assert hand.keys <= MOST_KEYS, f"{hand.keys} keys"


def create(hand: Hand) -> None:
    """Name, day and place: nothing else is asked."""
    hand.page.goto("/hoi-nghi")
    hand.follow("Tạo hội nghị")
    hand.type("Tên hội nghị", TITLE)
    hand.type("Ngày tổ chức", "03/03/2025")
    hand.type("Địa điểm", "Hội trường UBND xã Liên Sơn")
    hand.press("Tạo hội nghị")
    expect(hand.page).to_have_url(re.compile(r"/hoi-nghi/\d+$"))


def make_list(hand: Hand) -> None:
    """Forty delegates pasted from Excel and a guest by hand; all approved and summoned."""
    rows = [f"{name}\t{1960 + place}\tNữ\tNông dân\tHiến đất làm đường" for place, name in enumerate(DELEGATES)]
    hand.follow("Đại biểu")
    hand.follow("Nhập từ Excel")
    hand.paste("Hoặc dán bảng từ Excel, cả dòng tiêu đề", "\n".join([HEAD, *rows]))
    hand.press("Xem trước")
    hand.choose("Nhóm cho dòng không ghi", "Nông dân, người trực tiếp sản xuất")
    hand.press("Xem lại theo lựa chọn này")
    hand.press("Nhập 40 người vào danh sách")
    hand.follow("Xem danh sách")
    hand.follow("Giới thiệu đại biểu")
    hand.type("Họ và tên", "Lê Bình An")
    hand.type("Chức vụ", "Chủ tịch Hội Người cao tuổi huyện")
    hand.choose("Loại", "Khách mời")
    hand.choose("Nhóm cơ cấu", "Đại biểu khách mời")
    hand.press("Lưu")
    for verb in ("Duyệt", "Triệu tập"):
        hand.follow("Đại biểu")
        hand.click(hand.page.get_by_label("Làm với tất cả"))
        hand.choose("Việc cần làm", verb)
        hand.press("Thực hiện")
    expect(hand.page.get_by_role("row").filter(has_text="Hoàng Thị Hạnh")).to_contain_text("Đã triệu tập")


def make_programme(hand: Hand) -> None:
    """The standard one, published as it is."""
    hand.follow("Chương trình")
    hand.press("Tạo từ chương trình mẫu")
    hand.press("Ban hành")
    expect(hand.page.get_by_text("Đã ban hành bản số 1")).to_be_visible()


def give_awards(hand: Hand) -> None:
    """A person, a household and a hamlet, pasted."""
    hand.follow("Khen thưởng")
    hand.follow("Dán danh sách")
    hand.paste("Danh sách", "\n".join(AWARDED))
    hand.choose("Danh hiệu, hình thức khen thưởng", "Giấy khen")
    hand.press("Xem trước")
    hand.press("Lưu 3 dòng")
    expect(hand.page.get_by_role("row").filter(has_text="Hộ ông Vi Văn Tới")).to_be_visible()


def adopt_list(hand: Hand) -> None:
    """One delegate to the district's conference, adopted by a show of hands."""
    hand.follow("Danh sách dự cấp trên")
    hand.follow("Chọn từ danh sách")
    hand.click(hand.page.get_by_label("Chọn Hoàng Thị Hạnh"))
    hand.press("Đưa vào danh sách")
    hand.follow("Ghi kết quả biểu quyết")
    for label, number in (
        ("Số đại biểu có mặt biểu quyết", "38"),
        ("Tán thành", "37"),
        ("Không tán thành", "0"),
        ("Ý kiến khác", "1"),
    ):
        hand.click(hand.page.get_by_role("spinbutton", name=label, exact=True))
        hand.page.get_by_role("spinbutton", name=label, exact=True).fill(number)
        hand.keys += len(number)
    hand.press("Ghi kết quả")
    votes = hand.page.get_by_role("region", name="Biểu quyết thông qua danh sách")
    expect(votes.get_by_role("table")).to_contain_text("Thông qua")
