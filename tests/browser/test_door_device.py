"""The door on a paired phone: it decides alone, keeps what it decided, and tells the server when it can."""

import json
import os
import re
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from congress.rules.admission import badge_code
from congress.rules.names import search_key
from tests.browser.conftest import QUIET
from tests.browser.doors import PHONE, Phone, phone, phone_of_its_own
from tests.browser.material import Scene, film_of, photo_of

pytestmark = pytest.mark.browser
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
HALL = "hoi-truong.thu"
STRANGE = badge_code("4" * 22)
CITIZEN_CARD = "020185001234|082012345|Lương Văn Kiểm|01021985|Nam|Xã Chi Lăng, Lạng Sơn|10052021"


def test_a_pairing_works_once_and_leaves_no_secret_in_the_address(browser, demonstration, committee):
    secret = committee.secret()
    with phone(browser, demonstration) as (device, _), phone(browser, demonstration) as (second, _):
        device.pair(secret)
        assert secret not in device.page.url + json.dumps(device.page.evaluate("history.state"))
        expect(device.page.locator("#hoi-nghi")).to_contain_text("Chi Lăng")
        second.page.goto(f"/cua/ghep#{secret}")
        expect(second.page.get_by_role("status")).to_contain_text("Xin ban tổ chức một mã mới")
        second.page.goto("/cua/")
        expect(second.page.get_by_role("heading", name="Máy này chưa ghép với hội nghị nào")).to_be_visible()


def test_a_phone_holds_what_the_door_needs_of_people_and_its_copy_of_the_page_nothing(paired):
    device, _ = paired
    (people,) = [kept["people"] for kept in device.on_disk("lists")]
    assert set(people[0]) == {
        "digest", "number", "name", "key", "unit", "group", "colour", "kind", "seat", "note",
        "standing", "flag", "gates", "sessions", "inside", "main",
    }  # fmt: skip
    kept = device.page.evaluate(
        """async () => {
            const cache = await caches.open((await caches.keys())[0])
            const texts = (await cache.matchAll()).filter(one => !/wasm|font/.test(one.headers.get('Content-Type')))
            return (await Promise.all(texts.map(one => one.text()))).join()
        }"""
    )
    assert [person["name"] for person in people if person["name"] in kept] == []


def test_the_door_goes_on_without_a_network_and_over_a_reload_and_sends_all_of_it_later(paired, committee):
    device, context = paired
    first, second, third = committee.badges(3)
    context.set_offline(True)
    expect(device.read(first.code)).to_contain_text("Mời vào")
    device.kept()
    expect(device.state).to_have_text("Đang ngoại tuyến – còn 1 lượt chờ gửi")
    device.page.reload()
    expect(device.page.locator("#vua-ghi")).to_contain_text(first.name)
    expect(device.read(str(second.number))).to_contain_text("Mời vào")
    device.read(search_key(third.name))
    device.page.locator(".door__person").filter(has_text=f"số thẻ {third.number}").click()
    expect(device.verdict).to_contain_text("Mời vào")
    device.kept()
    expect(device.state).to_have_text("Đang ngoại tuyến – còn 3 lượt chờ gửi")
    assert committee.scans(first, second, third) == []
    context.set_offline(False)
    expect(device.state).to_be_hidden()
    assert committee.verdicts(first, second, third) == ["admitted"] * 3
    assert device.on_disk("queue") == []


def test_a_verdict_is_there_within_a_tenth_of_a_second(paired, committee):
    device, context = paired
    context.set_offline(True)
    codes = [badge.code for badge in committee.badges(10)]
    spent = device.page.evaluate(
        """codes => codes.map(code => {
            const field = document.getElementById('text'), before = performance.now()
            field.value = code
            field.dispatchEvent(new InputEvent('input', {bubbles: true}))
            if (!document.querySelector('#ket-qua.verdict--ok')) throw new Error('no verdict yet')
            return performance.now() - before
        })""",
        codes,
    )
    assert max(spent) <= 100


def test_foreign_and_unreadable_codes_are_told_apart_kept_nowhere_and_stop_nothing(paired, committee):
    device, context = paired
    first, second = committee.badges(2)
    context.set_offline(True)
    expect(device.read("https://zalo.me/0912345678")).to_contain_text("Không phải thẻ đại biểu")
    expect(device.read(first.code)).to_contain_text("Mời vào")
    expect(device.read(second.code[:-1])).to_contain_text("Chưa đọc được mã")
    expect(device.read(second.code)).to_contain_text("Mời vào")
    expect(device.read(CITIZEN_CARD)).to_contain_text(re.compile("Không tìm thấy|Đây là căn cước"))
    expect(device.read(STRANGE)).to_contain_text("Ghi để kiểm tra")
    expect(device.read("99999")).to_contain_text("Không có số thẻ này")
    codes = [one["line"].get("code") for one in device.on_disk("queue")]
    assert sorted(codes) == sorted([first.code, second.code, STRANGE])
    everything = json.dumps([device.on_disk(store) for store in ("queue", "log", "doors")])
    assert "020185001234" not in everything
    assert "zalo" not in everything


def test_a_citizen_card_opens_the_search_for_its_name(paired, committee):
    device, context = paired
    (badge,) = committee.badges(1)
    context.set_offline(True)
    expect(device.read(CITIZEN_CARD.replace("Lương Văn Kiểm", badge.name))).to_contain_text("Đây là căn cước")
    device.page.locator(".door__person").filter(has_text=f"số thẻ {badge.number}").click()
    expect(device.verdict).to_contain_text("Mời vào")
    assert [one["line"]["delegate"] for one in device.on_disk("queue")] == [str(badge.number)]


def test_the_same_badge_again_says_when_and_an_undo_asks_why(paired, committee):
    device, _ = paired
    (badge,) = committee.badges(1)
    device.read(badge.code)
    expect(device.read(badge.code)).to_contain_text(re.compile(r"Đã nhận.*Đã vào lúc \d\d:\d\d, Cửa 1", re.S))
    expect(device.page.locator("#vua-ghi li")).to_contain_text(f"{badge.name} · số thẻ {badge.number}")
    device.press(f"Hủy lượt: {badge.name}")
    expect(device.page.locator("#vua-ghi li")).to_contain_text(f"Vì sao hủy lượt của {badge.name}?")
    device.press("Nhầm người")
    expect(device.verdict).to_contain_text("Đã hủy lượt")
    expect(device.page.locator("#vua-ghi")).to_be_hidden()
    expect(device.read(badge.code)).to_contain_text("Mời vào")
    device.sent()
    found = committee.scans(badge)
    assert [scan.verdict for scan in found] == ["admitted", "admitted", "undone"]
    assert found[2].document["reason"] == "Nhầm người"


def test_the_question_of_an_undo_stays_while_answers_come_in(paired, committee):
    device, context = paired
    first, second = committee.badges(2)
    device.read(first.code)
    device.sent()
    context.set_offline(True)
    device.read(second.code)
    device.kept()
    device.press(f"Hủy lượt: {first.name}")
    context.set_offline(False)
    device.sent()
    device.press("Nhầm người")
    expect(device.verdict).to_contain_text("Đã hủy lượt")
    device.sent()
    assert [scan.verdict for scan in committee.scans(first)] == ["admitted", "undone"]


def test_people_go_out_and_come_in_again_with_and_without_a_network(browser, demonstration, committee):
    (badge,) = committee.badges(1)
    with committee.watching_exits(), phone(browser, demonstration) as (device, context):
        device.pair(committee.secret())
        way_out, way_in = (device.page.get_by_label(way, exact=True) for way in ("Ra", "Vào"))
        expect(device.read(badge.code)).to_contain_text("Mời vào")
        device.sent()
        context.set_offline(True)
        way_out.check()
        expect(device.read(badge.code)).to_contain_text("Đã ra")
        device.kept()
        expect(device.page.locator("#vua-ghi li").first).to_contain_text(f"đã ra · {badge.name}")
        device.page.reload()
        expect(way_out).to_be_checked()
        way_in.check()
        expect(device.read(badge.code)).to_contain_text(re.compile(r"Vào lại.*Đã ra lúc \d\d:\d\d, Cửa 1", re.S))
        device.kept()
        context.set_offline(False)
        device.sent()
    assert committee.verdicts(badge) == ["admitted", "left", "returned"]


def test_a_phone_says_that_the_door_is_tried_out_and_forgets_the_trial(browser, demonstration, committee):
    (badge,) = committee.badges(1)
    with phone(browser, demonstration) as (device, _):
        trial = device.page.locator("#tap-duot")
        with committee.rehearsing():
            device.pair(committee.secret())
            expect(trial).to_contain_text("Đang tập dượt")
            expect(device.read(badge.code)).to_contain_text("Mời vào")
            device.sent()
        device.look_at_the_list()
        expect(trial).to_be_hidden()
        expect(device.page.locator("#vua-ghi")).to_be_hidden()
        expect(device.read(badge.code)).to_contain_text("Mời vào")
        device.sent()
    assert committee.verdicts(badge) == ["admitted"]


def test_the_wrong_gate_names_the_right_one_and_a_reason_lets_in_all_the_same(browser, demonstration, committee):
    badge, other = committee.badges_of_two_bodies()
    with committee.gate_kept_for("Cửa 1", other), phone(browser, demonstration) as (device, _):
        device.pair(committee.secret("Cửa 1"))
        expect(device.read(badge.code)).to_contain_text(re.compile("Sang cửa khác.*Cửa 2", re.S))
        device.press("Vẫn cho vào")
        device.press("Đi cùng đoàn")
        expect(device.verdict).to_contain_text("Mời vào")
        device.sent()
    assert [(scan.verdict, scan.gate) for scan in committee.scans(badge)] == [("admitted", "Cửa 1"), ("wrong_gate", "Cửa 1")]
    assert committee.scans(badge)[0].document["reason"] == "Đi cùng đoàn"


def test_a_device_revoked_with_a_queue_hands_it_over_and_forgets_everybody(paired, committee):
    device, context = paired
    (badge,) = committee.badges(1)
    context.set_offline(True)
    device.read(badge.code)
    device.kept()
    committee.revoke_newest()
    context.set_offline(False)
    expect(device.state).to_contain_text(
        "Ban tổ chức đã cho máy này ngừng trực cửa. Muốn dùng lại, xin mã ghép mới. Mọi lượt đã gửi"
    )
    assert committee.verdicts(badge) == ["held_for_review"]
    assert [device.on_disk(store) for store in ("lists", "log", "queue", "doors")] == [[], [], [], []]
    device.page.reload()
    expect(device.page.get_by_role("heading", name="Máy này chưa ghép với hội nghị nào")).to_be_visible()


def test_the_end_of_a_shift_wipes_the_list_only_after_the_queue_is_empty(paired, committee):
    device, context = paired
    (badge,) = committee.badges(1)
    context.set_offline(True)
    device.read(badge.code)
    device.kept()
    device.page.locator("summary").last.click()
    device.press("Kết thúc ca trực ở máy này")
    device.press("Đồng ý kết thúc")
    expect(device.state).to_contain_text("Còn 1 lượt chờ gửi")
    assert len(device.on_disk("lists")) == 1
    context.set_offline(False)
    expect(device.state).to_contain_text("danh sách đã xóa khỏi máy")
    assert device.on_disk("lists") == []
    assert committee.verdicts(badge) == ["admitted"]


def test_the_head_of_a_delegation_brings_the_others_in_one_step(paired, committee):
    device, _ = paired
    head = next(one for one in committee.badges(6) if one.unit)
    device.read(head.code)
    device.press("Cả đoàn cùng đến")
    members = device.page.locator(".door__members li")
    absent = members.filter(has=device.page.locator("input:enabled")).first
    number = int(re.search(r"số thẻ (\d+)", absent.inner_text())[1])
    absent.get_by_role("checkbox").uncheck()
    brought = device.page.locator(".door__members input:checked:enabled").count()
    device.press(f"Ghi {brought} người vào")
    expect(device.verdict).to_contain_text(f"Đã ghi {brought} người của đoàn {head.unit}")
    device.sent()
    come = [one for one in device.on_disk("log") if one["unit"] == head.unit]
    assert {one["verdict"] for one in come} == {"admitted"}
    assert len(come) == brought + 1
    assert str(number) not in {one["number"] for one in come}


def test_a_delegation_found_by_its_name_is_what_the_panel_speaks_of_with_a_seat_at_each_name(paired, committee):
    device, _ = paired
    member = next(one for one in committee.badges(6) if one.unit and one.seat)
    expect(device.read(member.unit)).to_contain_text("Chọn người")
    device.page.locator("#tim-thay").get_by_role("button").filter(has_text="cả đoàn").click()
    expect(device.verdict).to_contain_text(re.compile(f"Cả đoàn.*{member.unit}", re.S))
    line = f"{member.name} · số thẻ {member.number} · chỗ {member.seat}"
    expect(device.page.locator(".door__members li").filter(has_text=line)).to_have_count(1)


def test_a_deputy_takes_a_guests_place_and_a_stranger_is_noted_for_checking(paired, committee):
    device, _ = paired
    (guest,) = committee.badges(1, "guest")
    device.read(guest.code)
    device.press("Có người đi thay")
    device.page.get_by_label("Họ tên, chức vụ người đi thay").fill("Hoàng Thị Thay, Phó Trưởng ban")
    device.page.keyboard.press("Enter")
    expect(device.verdict).to_contain_text(re.compile("Mời vào.*Người đi thay: Hoàng Thị Thay, Phó Trưởng ban", re.S))
    device.page.locator("summary").last.click()
    device.press("Ghi người ngoài danh sách")
    device.page.get_by_label("Họ và tên").fill("Lục Văn Lạ")
    device.page.get_by_label("Đơn vị, chức vụ").fill("Hợp tác xã na")
    device.page.locator("#viec-tiep").get_by_role("button", name="Ghi", exact=True).click()
    expect(device.verdict).to_contain_text("Chờ xem xét")
    expect(device.state).to_be_hidden()
    device.sent()
    assert committee.scans(guest)[-1].document["deputy"] == "Hoàng Thị Thay, Phó Trưởng ban"
    strangers = [scan for scan in committee.scans() if scan.document.get("walk_in")]
    assert [(scan.verdict, scan.document["walk_in"]) for scan in strangers] == [
        ("held_for_review", "Lục Văn Lạ, Hợp tác xã na")
    ]


def test_the_camera_reads_badges_turned_small_and_dim_past_a_foreign_code(
    playwright_browser, demonstration, committee, tmp_path
):
    plain, turned, small, dim = committee.badges(4)
    scenes = [
        Scene(plain.code),
        Scene("https://zalo.me/0912345678"),
        Scene(turned.code, degrees=33),
        Scene(small.code, module=3),
        Scene(dim.code, paper=70, ink=40, degrees=12),
    ]
    film = film_of(tmp_path / "the.y4m", *scenes, frames=10)
    flags = [f"--use-file-for-fake-video-capture={film}", *CAMERA]
    with phone_of_its_own(playwright_browser, flags, demonstration, permissions=["camera"]) as (device, context):
        device.pair(committee.secret())
        context.set_offline(True)
        device.page.get_by_label("Quét nhanh").check()
        for badge in (plain, turned, small, dim):
            expect(device.page.locator("#vua-ghi")).to_contain_text(badge.name)
        device.page.get_by_label("Quét nhanh").uncheck()
        assert {one["line"].get("code") for one in device.on_disk("queue")} == {
            scene.text for scene in scenes if scene.text.isdigit()
        }


def test_plain_http_leaves_scanner_number_name_and_photo(playwright_browser, demonstration, committee, tmp_path):
    first, second = committee.badges(2)
    port = demonstration.rstrip("/").rpartition(":")[2]
    flags = [f"--host-resolver-rules=MAP {HALL} 127.0.0.1"]
    with phone_of_its_own(playwright_browser, flags, f"http://{HALL}:{port}/") as (device, context):
        device.pair(committee.secret())
        expect(device.page.get_by_role("button", name="Bật camera")).to_be_hidden()
        device.page.locator("summary").last.click()
        expect(device.page.locator("#may-nay")).to_contain_text("chỉ cho dùng khi trang mở bằng https")
        context.set_offline(True)
        expect(device.read(first.code)).to_contain_text("Mời vào")
        device.kept()
        context.set_offline(False)
        device.page.locator("[data-photo]").set_input_files(photo_of(tmp_path / "the.bmp", second.code))
        expect(device.verdict).to_contain_text(second.name)
        device.sent()
    assert committee.verdicts(first, second) == ["admitted", "admitted"]


def killed(profile: Path) -> None:
    """End the browser that works in this profile, as a phone without a battery does."""
    for entry in Path("/proc").iterdir():
        words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() and (entry / "cmdline").exists() else []
        if f"--user-data-dir={profile}".encode() in words and not any(word.startswith(b"--type=") for word in words):
            os.kill(int(entry.name), signal.SIGKILL)


def test_scans_survive_a_killed_browser(chromium, chromium_path, demonstration, committee, tmp_path):
    badges, profile = committee.badges(5), tmp_path / "profile"
    options = {"executable_path": chromium_path, "args": QUIET, "base_url": demonstration, "viewport": PHONE}
    context = chromium.launch_persistent_context(profile, **options)
    device = Phone(context.new_page())
    device.pair(committee.secret())
    context.set_offline(True)
    for badge in badges:
        expect(device.read(badge.code)).to_contain_text(badge.name)
        device.kept()
    killed(profile)
    with suppress(Error):
        context.close()
    assert committee.scans(*badges) == []
    context = chromium.launch_persistent_context(profile, **options)
    device = Phone(context.new_page())
    device.page.goto("/cua/")
    expect(device.page.locator("#vua-ghi")).to_contain_text(badges[0].name)
    device.sent(shown=False)
    context.close()
    assert committee.verdicts(*badges) == ["admitted"] * 5
