"""Pages of the door that appear after a step, sound as every other page: axe in light and dark, nothing sticks out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from congress.door.invitations import service as invitations
from congress.meetings import service as meetings
from congress.people.sealing import sealer_from
from congress.web import clock
from tests.browser.conftest import AXE
from tests.browser.doors import COMMITTEE, MEETING, Phone, phone
from tests.browser.soundness import measured, problems

pytestmark = pytest.mark.browser
ROOM = f"/hoi-nghi/{MEETING}"


@pytest.fixture
def login() -> str:
    """Who looks at the pages."""
    return COMMITTEE


@pytest.fixture
def own_address(committee) -> str:
    """The secret page of one delegate."""
    with committee.app.app_context():
        sealer = sealer_from(committee.app.extensions["congress_settings"].field_key_path)
        meeting = meetings.by_number(MEETING)
        invitations.make_pages(COMMITTEE, clock.now(), meeting, sealer)
        secrets = invitations.secrets_of(COMMITTEE, clock.now(), meeting, sealer)
    return f"/toi/{secrets[committee.badges(1)[0].number]}"


@pytest.fixture
def handheld(browser, demonstration) -> Iterator[Phone]:
    """A phone with axe in its pages."""
    with phone(browser, demonstration, reduced_motion="reduce") as (device, context):
        context.add_init_script(AXE.read_text(encoding="utf-8"))
        yield device


def test_the_own_page_is_sound_before_and_after_the_answer(tab, own_address):
    page, said = tab
    page.context.clear_cookies()
    found = problems(page, said, own_address)
    assert not found, "\n".join(found)
    page.get_by_label("Có dự", exact=True).check()
    page.get_by_role("button", name="Gửi trả lời").click()
    found = measured(page, said) + problems(page, said, "/toi/khong-co-trang-nay")
    assert not found, "\n".join(found)


def test_the_code_that_pairs_a_phone_is_sound(tab, committee):
    page, said = tab
    page.goto(f"{ROOM}/cua-don/may")
    page.get_by_role("button", name="Hiện mã ghép máy").click()
    expect(page.get_by_role("img", name="Mã QR ghép máy")).to_be_visible()
    found = measured(page, said)
    assert not found, "\n".join(found)


def test_what_is_printed_is_sound_while_it_is_made_and_done(tab, committee):
    page, said = tab
    page.goto(f"{ROOM}/the")
    page.get_by_role("button", name="Tạo tệp PDF để in").click()
    found = measured(page, said)
    page.get_by_role("button", name="Tải về và ghi là đã in").wait_for()
    found += measured(page, said) + problems(page, said, f"{ROOM}/the/kiem-tra?co=a7")
    assert not found, "\n".join(found)


def test_the_pages_of_a_phone_are_sound_without_a_meeting_and_at_its_door(handheld, committee):
    page = handheld.page
    found = problems(page, [], "/cua/ghep") + problems(page, [], "/cua/")
    handheld.pair(committee.secret())
    (badge,) = committee.badges(1, "guest")
    for text, asked in ((badge.code, "Có người đi thay"), ("nguyen", None), ("https://zalo.me/1", None)):
        handheld.read(text)
        if asked:
            page.get_by_role("button", name=asked).click()
        found += measured(page, [])
    page.locator("details").last.evaluate("it => it.open = true")
    found += measured(page, [])
    assert not found, "\n".join(found)


def test_devices_scans_to_review_and_screens_are_sound_when_something_has_happened(tab, paired, committee):
    device, _ = paired
    page, said = tab
    for badge in committee.badges(3):
        device.read(badge.code)
    device.page.locator("summary").last.click()
    device.press("Ghi người ngoài danh sách")
    device.page.get_by_label("Họ và tên").fill("Lục Văn Lạ")
    device.page.locator("#viec-tiep").get_by_role("button", name="Ghi", exact=True).click()
    device.sent()
    paths = ("may", "xem-xet", "", "chao-mung", "khach-quy", "man-hinh", "nhap-giay")
    found = [f"{path}: {one}" for path in paths for one in problems(page, said, f"{ROOM}/cua-don/{path}".rstrip("/"))]
    assert not found, "\n".join(found)


def test_taking_back_what_was_accepted_is_sound(tab, paired, committee):
    device, context = paired
    page, said = tab
    (badge,) = committee.badges(1)
    context.set_offline(True)
    device.read(badge.code)
    device.kept()
    committee.revoke_newest()
    context.set_offline(False)
    expect(device.state).to_contain_text(
        "Ban tổ chức đã cho máy này ngừng trực cửa. Muốn dùng lại, xin mã ghép mới. Mọi lượt đã gửi"
    )
    page.goto(f"{ROOM}/cua-don/xem-xet")
    page.get_by_label(f"Chọn lượt của {badge.name}").check()
    page.get_by_label("Lý do").fill("Người trực xác nhận đã vào")
    page.get_by_role("button", name="Chấp nhận, tính là đã vào").click()
    page.get_by_role("link", name=f"Rút lại lượt của {badge.name}").first.click()
    page.get_by_role("heading", name="Rút lại").wait_for()
    found = measured(page, said)
    assert not found, "\n".join(found)
