"""The door page in a real browser: what it says, how it looks, what its scripts make of what is read."""

import re
import secrets
from base64 import urlsafe_b64encode

import pytest
from playwright.sync_api import Page, expect

from congress.rules.admission import badge_code, code_digest
from congress.rules.names import search_key
from tests.browser.conftest import accessibility_problems
from tests.browser.doors import Phone

pytestmark = pytest.mark.browser
NAMES = (
    "Công Tằng Tôn Nữ Quỳnh Như",
    "ĐẶNG Thuý Hoà",
    "Y Bhiăng Niê Kđăm",
    "Nguye\u0302\u0303n Thị Ổn",
    "H'Hen  Niê",
    "Lò Văn-Đức",
)
TEXTS = {
    badge_code("1" * 22): "code",
    " ".join([badge_code("7" * 22)[:12], badge_code("7" * 22)[12:]]): "code",
    "\uff11\uff12\uff13": "number",
    "00042": "number",
    "9" * 24: "unreadable",
    "1234567": "unreadable",
    "nong van an": "name",
    "Đặng": "name",
    "https://zalo.me/0912345678": "foreign",
    "WIFI:S:hoitruong;T:WPA;P:12345678;;": "foreign",
    "020185001234|082012345|Vi Thị Ba|01021985|Nữ|Lạng Sơn|10052021": "card",
    " ": "empty",
}


def test_codes_and_names_get_the_keys_that_the_server_gives_them(scripts: Page):
    codes = [badge_code(f"{secrets.randbelow(10**22):022d}") for _ in range(50)]
    made = scripts.evaluate(
        """async ([codes, names]) => {
            const { digestOf } = await import('/static/js/door-digest.js')
            const { searchKey } = await import('/static/js/door-reading.js')
            return [codes.map(digestOf), names.map(searchKey)]
        }""",
        [codes, NAMES],
    )
    assert made == [[urlsafe_b64encode(code_digest(code)).decode() for code in codes], [search_key(name) for name in NAMES]]


def test_what_is_read_is_told_apart(scripts: Page):
    told = scripts.evaluate(
        """async texts => {
            const { understand } = await import('/static/js/door-reading.js')
            return texts.map(text => [understand(text).kind, understand(text, true).kind])
        }""",
        list(TEXTS),
    )
    by_camera = {"number": "unreadable", "name": "foreign"}
    assert told == [[kind, by_camera.get(kind, kind)] for kind in TEXTS.values()]


def test_an_input_method_that_holds_digits_back_does_not_hold_up_the_door(paired, committee):
    device, context = paired
    first, second = committee.badges(2)
    device.page.locator("#text").focus()
    keyboard = context.new_cdp_session(device.page)
    keyboard.send("Input.imeSetComposition", {"text": first.code, "selectionStart": 24, "selectionEnd": 24})
    assert device.page.locator("#text").input_value() == first.code
    keyboard.send("Input.insertText", {"text": first.code})
    expect(device.verdict).to_contain_text("Mời vào")
    expect(device.verdict).to_contain_text(first.name)
    wide = "".join(chr(ord(digit) - 0x30 + 0xFF10) for digit in second.code)
    device.page.keyboard.insert_text(wide)
    expect(device.verdict).to_contain_text(second.name)


def test_a_scanner_that_types_into_another_field_or_at_a_button_is_heard(paired, committee):
    device, _ = paired
    first, second = committee.badges(2)
    device.page.locator("summary").last.click()
    device.press("Ghi người ngoài danh sách")
    device.page.keyboard.type(first.code)
    expect(device.verdict).to_contain_text(first.name)
    device.page.get_by_role("button", name="Bật camera").focus()
    device.page.keyboard.type(second.code)
    expect(device.verdict).to_contain_text(second.name)


def test_the_laptop_needs_no_pairing_and_opens_again_without_its_server(person, committee):
    page = person("dontiep")
    (badge,) = committee.badges(1)
    page.goto("/cua/2")
    laptop = Phone(page)
    laptop.ready()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#hoi-nghi")).to_contain_text("Chi Lăng")
    expect(laptop.read(badge.code)).to_contain_text("Mời vào")
    laptop.kept()
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#vua-ghi")).to_contain_text(badge.name)
    laptop.sent(shown=False)
    assert committee.verdicts(badge) == ["admitted"]


def test_a_name_typed_before_the_list_is_there_is_looked_up_when_it_comes(person, committee):
    page, held = person("dontiep"), []
    (badge,) = committee.badges(1)
    page.route("**/api/v1/door/roster*", lambda route: held.append(route), times=1)  # noqa: PLW0108 - no builtin will do
    page.goto("/cua/2")
    expect(page.locator("#danh-sach")).not_to_be_empty()
    page.get_by_label("Quét thẻ, hoặc gõ số thẻ, họ tên").fill(badge.name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status", name="Kết quả")).to_contain_text("Danh sách chưa tải về máy này")
    held.pop().continue_()
    expect(page.get_by_role("list", name="Người tìm thấy").get_by_role("button", name=badge.name).first).to_be_visible()


def test_what_the_server_knew_better_is_said(paired, committee):
    device, context = paired
    badge, other = committee.badges(2)
    context.set_offline(True)
    for one in (badge, other):
        expect(device.read(one.code)).to_contain_text("Mời vào")
        device.kept()
    committee.recall(badge)
    context.set_offline(False)
    told = device.page.locator("#vua-ghi li").filter(has_text=badge.name)
    expect(told).to_contain_text("Máy chủ trả lời: Không còn tham dự. Thẻ đã bị thu hồi")
    expect(device.verdict).to_contain_text(other.name)
    assert (committee.verdicts(badge), committee.verdicts(other)) == (["withdrawn"], ["admitted"])


def test_a_badge_taken_back_is_known_at_the_next_look_at_the_list(paired, committee):
    device, context = paired
    (badge,) = committee.badges(1)
    committee.recall(badge)
    device.look_at_the_list()
    context.set_offline(True)
    expect(device.read(badge.code)).to_contain_text("Thẻ đã bị thu hồi")
    expect(device.read(str(badge.number))).to_contain_text("Thẻ đã bị thu hồi")


def test_who_was_let_in_by_the_list_of_that_moment_is_in(paired, committee):
    device, context = paired
    badge, other = committee.badges_of_two_bodies()
    context.set_offline(True)
    expect(device.read(badge.code)).to_contain_text("Mời vào")
    device.kept()
    with committee.gate_kept_for("Cửa 1", other):
        context.set_offline(False)
        expect(device.state).to_be_hidden()
        (scan,) = committee.scans(badge)
    assert (scan.verdict, "anyway" in scan.document["flags"]) == ("admitted", True)
    assert scan.document["reason"] == "Máy đón đã cho vào theo danh sách khi ấy"


def problems(page: Page) -> list[str]:
    """What axe finds in light and dark, and what sticks out, on a phone and on a projector."""
    found = []
    for width, height in ((360, 740), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{width} {scheme} {line}" for line in accessibility_problems(page)]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{width} px: the page is {wide} wide"] if wide > width else []
    return found


def test_each_state_of_the_door_is_sound_on_a_phone_and_a_projector(paired, committee):
    device, context = paired
    badge, guest = committee.badges(1)[0], committee.badges(1, "guest")[0]
    found = []
    context.set_offline(True)
    device.read(badge.code)
    device.page.locator("summary").first.click()
    device.page.locator("summary").last.click()
    found += problems(device.page)
    device.press("Cả đoàn cùng đến")
    found += problems(device.page)
    device.read(guest.code)
    device.press("Có người đi thay")
    found += problems(device.page)
    device.read("https://zalo.me/0912345678")
    device.press(f"Hủy lượt: {badge.name}")
    found += problems(device.page)
    assert found == []


def test_the_pairing_page_and_an_unpaired_door_are_sound(scripts: Page):
    found = problems(scripts)
    scripts.goto("/cua/ghep")
    expect(scripts.locator("#may-nay li")).to_have_count(4)
    assert [*found, *problems(scripts)] == []


def test_the_last_of_a_full_hall_is_decided_on_as_fast_as_the_first(scripts: Page):
    spent = scripts.evaluate(
        """async () => {
            const { List } = await import('/static/js/door-list.js')
            const { Arrivals } = await import('/static/js/door-arrivals.js')
            const { decide } = await import('/static/js/door-decide.js')
            const list = new List(null, 'hall'), arrivals = new Arrivals(null, 'hall')
            const name = { name: 'Nông Văn An', key: 'nong van an', unit: 'Tỉnh' }
            const rest = { ...name, main: true, standing: 'live', gates: [], sessions: [], inside: {} }
            const people = Array.from({ length: 2500 }, (_, at) => ({ ...rest, digest: `d${at}`, number: String(at) }))
            list.fill({ version: 1, etag: '', at: '', people })
            for (const { number } of people) {
                const at = '2025-03-03T01:00:00Z'
                arrivals.note({ nonce: `n${number}`, number, session: '1', at, made: 0, verdict: 'admitted' })
            }
            const before = performance.now()
            const entry = list.byDigest('d2499')
            const { verdict } = decide(entry, arrivals.first(entry, '1'), { session: '1', gate: 'Cửa 1' })
            const come = list.ofUnit('Tỉnh').filter(person => arrivals.first(person, '1')).length
            arrivals.recent()
            list.search('van an')
            return [verdict, come, performance.now() - before]
        }"""
    )
    assert spent[:2] == ["repeat", 2500]
    assert spent[2] <= 100


def test_sound_and_words_go_with_every_colour(paired, committee):
    device, _ = paired
    (badge,) = committee.badges(1)
    device.read(badge.code)
    expect(device.verdict).to_have_class(re.compile("verdict--ok"))
    expect(device.verdict).to_have_attribute("aria-live", "assertive")
    icon = device.verdict.locator("use").get_attribute("href")
    assert icon.endswith("#check")
    device.read("https://zalo.me/0912345678")
    assert device.verdict.locator("use").get_attribute("href").endswith("#question")
