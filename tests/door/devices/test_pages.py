"""The pages of gates and paired devices; every form works without scripts."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from congress.door.devices import gates, views
from congress.door.devices import service as devices
from congress.door.devices.gates import KeptFor
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import Phone, paired


@pytest.fixture
def committee(hall: Hall, browse: Browsing) -> Browsing:
    """Signed in as the organising committee."""
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    return browse.sign_in("btc")


def address(hall: Hall, page: str = "may") -> str:
    """A page of the doors of this hall."""
    return f"/hoi-nghi/{hall.meeting.number}/cua-don/{page}"


def test_the_pairing_is_shown_once_with_what_to_do_and_its_end(hall: Hall, committee: Browsing, app: Flask):
    page = committee.submit(
        address(hall, "may/ghep"), {"gate": "Cửa 2", "session": "1", "label": "Chị Lan"}, page=address(hall)
    )
    assert page.one("h1").text == "Ghép máy với Cửa 2"
    assert "Mã ghép được một máy, đến 03/03/2025 08:10." in page.text
    assert "Máy đã ghép trực đến hết 24/04/2025, hoặc" in page.text
    secret = re.search(r"http://localhost/cua/ghep#([\w-]{32})", page.html)
    assert secret and page.html.count("<svg xmlns") == 1
    assert devices.pair(hall.now, secret.group(1)).device.label == "Chị Lan"
    assert secret.group(1) not in committee.get(address(hall)).html


def test_a_page_open_as_localhost_says_that_phones_cannot_follow(hall: Hall, committee: Browsing):
    page = committee.submit(address(hall, "may/ghep"), {"gate": "Cửa 1", "session": "1"}, page=address(hall))
    assert "Điện thoại không mở được địa chỉ này" in page.text
    assert page.one("h2", id="quet-ma").text == "Chỉ ghép được một trình duyệt khác trên chính máy này"
    assert "Nối điện thoại vào Wi-Fi" not in page.text


def test_a_page_open_by_an_address_of_the_hall_asks_for_the_camera_of_the_phone(
    hall: Hall, committee: Browsing, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(views, "_origin", lambda: "http://192.168.1.10:8000")
    page = committee.submit(address(hall, "may/ghep"), {"gate": "Cửa 1", "session": "1"}, page=address(hall))
    assert page.one("h2", id="quet-ma").text == "Quét mã này bằng điện thoại"
    assert "Nối điện thoại vào Wi-Fi của hội trường." in page.text


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"gate": " ", "session": "1"}, "Hãy ghi tên cửa, ví dụ: Cửa 1."),
    ({"gate": "Cửa 1", "session": "9"}, "Lựa chọn này không có trong danh sách."),
    ({"gate": "C" * 41, "session": "1"}, "Dài quá 40 ký tự."),
])  # fmt: skip
def test_what_cannot_be_paired_is_said_at_the_field(hall: Hall, committee: Browsing, fields: dict, sentence: str):
    answer = committee.post(address(hall, "may/ghep"), fields, page=address(hall))
    assert (answer.status_code, sentence in answer.get_data(as_text=True)) == (422, True)


def test_devices_are_listed_with_gate_list_queue_and_last_call(hall: Hall, committee: Browsing, app: Flask):
    hall.people(1)
    phone = paired(hall, app, "Cửa 3")
    assert "Chưa tải" in committee.get(address(hall)).text
    version = phone.roster()["version"]
    phone.send(hall.line(1), list_version=version, waiting=12)
    row = committee.get(address(hall)).text
    for shown in ("Máy số 1", "Cửa 3 · Phiên chính thức", "Như lúc 03/03/2025 08:00", " 12 03/03/2025 08:00 Đang trực"):
        assert shown in row
    phone.roster(version)
    assert "Mới nhất, xác nhận 03/03/2025 08:00" in committee.get(address(hall)).text


def test_a_revoked_device_hears_so_and_its_queue_is_kept(hall: Hall, committee: Browsing, app: Flask):
    hall.people(2)
    phone = paired(hall, app)
    assert phone.answer(hall.line(1))["verdict"] == "admitted"
    page = committee.submit(address(hall, "may/1/thoi"), page=address(hall))
    assert "Máy số 1 đã ngừng trực cửa. Lượt nào máy còn gửi về sẽ chờ xem xét." in page.text
    assert (phone.get("roster").status_code, phone.get("live").get_json()["code"]) == (401, "device_revoked")
    late = phone.answer(hall.line(2))
    assert (late["verdict"], late["flags"], hall.inside()) == ("held_for_review", ["device_revoked"], 1)
    for page in (address(hall), f"/hoi-nghi/{hall.meeting.number}/cua-don"):
        assert "1 lượt chờ xem xét, chưa tính vào số có mặt." in committee.get(page).text


def test_after_its_day_a_device_only_delivers(hall: Hall, app: Flask, monkeypatch: pytest.MonkeyPatch):
    hall.people(1)
    phone = paired(hall, app)
    assert devices.barred(devices.by_token(phone.token), devices.end_of_service(hall.meeting, hall.now)) == "device_expired"
    monkeypatch.setattr("congress.web.clock.now", lambda: hall.now + timedelta(days=60))
    assert (phone.get("roster").status_code, phone.get("roster").get_json()["code"]) == (401, "device_expired")
    assert phone.answer(hall.line(1))["flags"][-1] == "device_expired"


def test_a_gate_is_kept_for_groups_and_bodies_and_others_are_sent_to_theirs(hall: Hall, committee: Browsing, app: Flask):
    unit = hall.build.unit("Xã Gia Lộc")
    hall.people(1, unit=unit, group=hall.meeting.groups[0])
    hall.people(1, group=hall.meeting.groups[1], start=2)
    for name in ("Cửa 1", "Cửa 2"):
        committee.submit(address(hall, "cua"), {"name": name}, page=address(hall, "cua"))
    for number, boxes in ((1, {"units": str(unit.id)}), (2, {"groups": str(hall.meeting.groups[1].id)})):
        page = committee.get(address(hall, f"cua/{number}"))
        fields = {"name": f"Cửa {number}", "seen": page.hidden("seen"), **boxes}
        assert f"Đã lưu Cửa {number}." in committee.submit(address(hall, f"cua/{number}"), fields).text
    answers = [paired(hall, app).answer(hall.line(number, gate="Cửa 1")) for number in (1, 2)]
    assert [answer["verdict"] for answer in answers] == ["admitted", "wrong_gate"]
    assert answers[1]["sentence"] == "Mời sang cửa: Cửa 2."
    cells = [cell.text.strip() for cell in committee.get(address(hall, "cua")).all("td", data_label="Dành cho")]
    assert cells == ["1 đơn vị", hall.meeting.groups[1].name, "Mọi người"]


def test_two_who_change_one_gate_at_once_notice_each_other(hall: Hall, committee: Browsing):
    gates.add_gate(ACTOR, hall.now, hall.meeting, "Cửa 1")
    seen = committee.get(address(hall, "cua/1")).hidden("seen")
    gates.change_gate(ACTOR, hall.now, hall.meeting, 1, "Cửa chính", KeptFor())
    answer = committee.post(address(hall, "cua/1"), {"name": "Cửa A", "seen": seen}, page=address(hall, "cua/1"))
    assert (answer.status_code, "Cửa A" in answer.get_data(as_text=True)) == (422, True)
    assert gates.gate_of(hall.meeting, 1).name == "Cửa chính"


def test_a_gate_with_a_device_stays_and_an_idle_one_goes(hall: Hall, committee: Browsing, app: Flask):
    paired(hall, app, "Cửa 1")
    gates.add_gate(ACTOR, hall.now, hall.meeting, "Cửa 2")
    said = [committee.submit(address(hall, f"cua/{number}/bo"), page=address(hall, "cua")).text for number in (1, 2)]
    assert "Đã có máy ghép với cửa này nên không bỏ được" in said[0]
    assert "Đã bỏ cửa." in said[1]
    assert [gate.name for gate in gates.gates_of(hall.meeting)] == ["Cửa 1"]


def test_a_name_stands_once(hall: Hall, committee: Browsing):
    gates.add_gate(ACTOR, hall.now, hall.meeting, "Cửa 1")
    answer = committee.post(address(hall, "cua"), {"name": " Cửa  1 "}, page=address(hall, "cua"))
    assert (answer.status_code, "Đã có cửa mang tên này." in answer.get_data(as_text=True)) == (422, True)


@pytest.mark.parametrize("page", ["may", "cua", "cua/1", "phien/1", "xem-xet"])
@pytest.mark.parametrize(("role", "status"), [("door", 403), ("viewer", 403), (None, 404)])
def test_only_the_committee_opens_these_pages(hall: Hall, browse: Browsing, page: str, role: str | None, status: int):
    gates.add_gate(ACTOR, hall.now, hall.meeting, "Cửa 1")
    scope = {"role": role, "meeting": hall.meeting} if role else {}
    hall.build.user("ai", **scope)
    browse.sign_in("ai").fetch(address(hall, page), status)


def test_things_of_another_meeting_are_not_found(hall: Hall, committee: Browsing, app: Flask, open_hall):
    other = open_hall()
    paired(other, app, "Cửa 1")
    for page in ("cua/1", "phien/7"):
        committee.fetch(address(hall, page), 404)
    for act in ("may/1/thoi", "cua/1/bo"):
        assert committee.post(address(hall, act), page=address(hall)).status_code == 404
    assert committee.post(address(other, "may/1/thoi"), page=address(hall)).status_code == 404


def test_the_pages_cost_the_same_with_many_devices(hall: Hall, committee: Browsing, app: Flask):
    phones = [paired(hall, app, "Cửa 1") for _ in range(3)]
    pages = [address(hall, page) for page in ("may", "cua", "xem-xet")]
    hall.people(30)
    revoke(hall, phones, 3)
    few = [committee.count_queries(page) for page in pages]
    more = [paired(hall, app, f"Cửa {number}") for number in range(2, 20)]
    revoke(hall, more, 21)
    assert [committee.count_queries(page) for page in pages] == few


def revoke(hall: Hall, phones: list[Phone], upto: int) -> None:
    """Each sends one scan after it was revoked."""
    for number, phone in enumerate(phones, upto - len(phones) + 1):
        devices.revoke(ACTOR, hall.now, hall.meeting, number)
        phone.send(hall.line(number))
