"""A citizen card at the door: the server says whose it is; without it the name is looked up, and the number lies nowhere."""

import json

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from congress.db import transaction
from congress.delegates.models import Delegate
from congress.door.devices import gates
from congress.meetings import service as meetings
from congress.people import particulars
from congress.people.sealing import sealer_from
from congress.web import clock
from tests.browser.doors import COMMITTEE, MEETING, Committee, Phone, phone

pytestmark = pytest.mark.browser
NUMBER = "020185001234"
REST = "|082012345|{name}|01021985|Nam|Xã Chi Lăng, Lạng Sơn|10052021"


@pytest.fixture
def matching(committee: Committee):
    """The meeting keeps identity numbers while the test runs."""
    for wanted in (True, False):
        with committee.app.app_context():
            gates.match_cards(COMMITTEE, clock.now(), meetings.by_number(MEETING), wanted=wanted)
        if wanted:
            yield committee


def give_number(committee: Committee, number: int, identity: str) -> None:
    with committee.app.app_context(), transaction() as session:
        meeting = meetings.by_number(MEETING)
        where = Delegate.meeting_id == meeting.id, Delegate.number == number
        person = session.execute(select(Delegate).where(*where)).scalar_one().person
        sealer = sealer_from(committee.app.extensions["congress_settings"].field_key_path)
        particulars.store(session, sealer, person, {"identity_number": identity})


def left_on(device) -> str:
    """Everything this phone has kept, in whatever place."""
    stores = [device.on_disk(store) for store in ("queue", "log", "doors", "lists")]
    kept = device.page.evaluate(
        """async () => {
            const caches_ = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()))
            return [{...localStorage}, {...sessionStorage}, caches_.flat().map(one => one.url), document.body.innerHTML]
        }"""
    )
    return json.dumps([stores, kept], ensure_ascii=False)


@pytest.mark.parametrize("typed", [NUMBER + REST, "０２０１８５００１２３４｜082012345｜{name}｜01021985"])
def test_a_phone_with_a_network_admits_whose_card_it_reads(browser, demonstration, matching, typed: str):
    (badge,) = matching.badges(1)
    give_number(matching, badge.number, NUMBER)
    with phone(browser, demonstration) as (device, _):
        device.pair(matching.secret())
        with device.page.expect_request("**/door/scans") as sent:
            # The name on the card need not be the one on the list.
            expect(device.read(typed.format(name="Luong Van La"))).to_contain_text("Mời vào")
        expect(device.verdict).to_contain_text(badge.name)
        device.sent()
        assert NUMBER not in (sent.value.post_data or "") + left_on(device)
    give_number(matching, badge.number, "")
    scans = matching.scans(badge)
    assert [(scan.verdict, NUMBER in json.dumps(scan.document)) for scan in scans] == [("admitted", False)]


def test_without_a_network_the_name_is_looked_up_and_nothing_is_queued(browser, demonstration, matching):
    (badge,) = matching.badges(1)
    give_number(matching, badge.number, NUMBER)
    with phone(browser, demonstration) as (device, context):
        device.pair(matching.secret())
        context.set_offline(True)
        expect(device.read((NUMBER + REST).format(name=badge.name))).to_contain_text("Đây là căn cước")
        assert (device.on_disk("queue"), NUMBER in left_on(device)) == ([], False)
        device.page.locator(".door__person").filter(has_text=f"số thẻ {badge.number}").click()
        expect(device.verdict).to_contain_text("Mời vào")
        device.kept()
        assert [one["line"]["how"] for one in device.on_disk("queue")] == ["name"]
        context.set_offline(False)
        device.sent()
    give_number(matching, badge.number, "")
    assert matching.verdicts(badge) == ["admitted"]


def test_a_card_of_nobody_opens_the_search_for_its_name(browser, demonstration, matching):
    (badge,) = matching.badges(1)
    with phone(browser, demonstration) as (device, _):
        device.pair(matching.secret())
        expect(device.read((NUMBER + REST).format(name=badge.name))).to_contain_text("Đây là căn cước")
        expect(device.page.locator(".door__person").filter(has_text=f"số thẻ {badge.number}")).to_be_visible()
        assert (device.on_disk("queue"), NUMBER in left_on(device)) == ([], False)


def test_where_the_congress_keeps_no_number_it_is_not_sent(browser, demonstration, committee):
    (badge,) = committee.badges(1)
    asked = []
    with phone(browser, demonstration) as (device, _):
        device.page.on("request", lambda request: asked.append(request.url) if "/door/card" in request.url else None)
        device.pair(committee.secret())
        expect(device.read((NUMBER + REST).format(name=badge.name))).to_contain_text("Đây là căn cước")
    assert asked == []


def test_the_laptops_own_door_asks_as_well(matching, person):
    (badge,) = matching.badges(1)
    give_number(matching, badge.number, NUMBER)
    desk = Phone(person("bantochuc"))
    desk.page.goto(f"/cua/{MEETING}")
    desk.ready()
    expect(desk.read((NUMBER + REST).format(name="Luong Van La"))).to_contain_text("Mời vào")
    expect(desk.verdict).to_contain_text(badge.name)
    desk.sent()
    give_number(matching, badge.number, "")
    assert matching.verdicts(badge) == ["admitted"]


def test_the_number_is_the_twelve_digits_before_the_first_bar(scripts):
    texts = [NUMBER + REST, f" 0201 8500 1234{REST}", "０２０１８５００１２３４｜｜A", f"012345678{REST}", f"0{NUMBER}{REST}"]
    read = """async texts => {
        const { understand } = await import('/static/js/door-reading.js')
        return texts.map(text => understand(text)).map(one => [one.kind, one.identity])
    }"""
    assert scripts.evaluate(read, texts) == [["card", NUMBER]] * 3 + [["card", ""]] * 2
