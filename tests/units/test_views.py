"""The pages of the tree."""

import uuid

from sqlalchemy import select

from congress.audit import AuditEntry
from congress.db import db
from congress.units import service
from tests.browsing import Browsing
from tests.building import ACTOR, Builder
from tests.conftest import NOW


def test_a_commune_officer_sees_the_commune_and_not_its_neighbour(browse: Browsing, build: Builder):
    _district, [commune, neighbour] = build.district(2)
    build.user("lan", role="unit_officer", unit=commune)
    browse.sign_in("lan")
    assert browse.get(f"/don-vi/{commune.id}").one("h1").text.strip() == commune.name
    browse.get(f"/don-vi/{neighbour.id}", 404)
    browse.get(f"/don-vi/{uuid.uuid4()}", 404)


def test_bodies_above_are_named_without_a_link(browse: Browsing, build: Builder):
    district, [commune] = build.district(1)
    build.user("lan", role="unit_officer", unit=commune)
    page = browse.sign_in("lan").get(f"/don-vi/{commune.id}")
    assert district.name in page.text
    assert not page.all("a", href=f"/don-vi/{district.id}")


def test_a_viewer_may_not_add(browse: Browsing, build: Builder):
    commune = build.unit()
    build.user("xem", role="viewer", unit=commune)
    browse.sign_in("xem").get(f"/don-vi/{commune.id}/them", 403)


def test_pasted_lines_are_previewed_then_saved(browse: Browsing, build: Builder):
    commune = build.unit()
    build.user("lan", role="unit_officer", unit=commune)
    browse.sign_in("lan")
    address, text = f"/don-vi/{commune.id}/them", "Thôn Một\nTrường Mầm non\ttrường học"
    preview = browse.submit(address, {"lines": text, "kind": "", "do": "preview"})
    assert "Xem trước 2 dòng" in preview.text
    assert service.children(commune.id) == []
    saved = browse.submit(address, {"lines": text, "kind": "", "do": "save"})
    assert "Đã thêm 2 đơn vị." in saved.text
    assert [unit.name for unit in service.children(commune.id)] == ["Thôn Một", "Trường Mầm non"]


def test_a_bad_line_is_named_and_the_text_kept(browse: Browsing, build: Builder):
    commune = build.unit()
    build.user("lan", role="unit_officer", unit=commune)
    answer = browse.sign_in("lan").post(f"/don-vi/{commune.id}/them", {"lines": "Làng Một", "kind": "", "do": "save"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Chưa rõ loại đơn vị" in html
    assert "Làng Một</textarea>" in html


def test_a_negative_head_count_is_refused_at_the_field(browse: Browsing, build: Builder):
    commune = build.unit()
    build.user("lan", role="unit_officer", unit=commune)
    data = {"number": "-3", "counted_on": "32/01/2025", "definition": "Cán bộ", "declared_by": "UBND xã"}
    answer = browse.sign_in("lan").post(f"/don-vi/{commune.id}/so-nguoi", data)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Cần một số từ 0 đến 1000000." in html
    assert "Ngày không đọc được" in html


def test_a_declared_head_count_is_shown_with_who_declared_it(browse: Browsing, build: Builder):
    commune = build.unit()
    build.user("lan", role="unit_officer", unit=commune)
    data = {"number": "238", "counted_on": "15/01/2025", "definition": "Cán bộ", "declared_by": "UBND xã Thử"}
    page = browse.sign_in("lan").submit(f"/don-vi/{commune.id}/so-nguoi", data)
    assert "Đã ghi số người." in page.text
    assert "15/01/2025" in page.text
    assert "UBND xã Thử" in page.text


def test_two_editors_of_one_name(browse: Browsing, build: Builder):
    commune = build.unit("Xã Cũ")
    build.user("lan", role="unit_officer", unit=commune)
    browse.sign_in("lan")
    service.change(ACTOR, NOW, commune.id, "Xã Mới", None, 1)
    answer = browse.post(f"/don-vi/{commune.id}/sua", {"name": "Xã Khác", "last_day": "", "version": "1"})
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in answer.get_data(as_text=True)


def test_an_unreadable_day_in_the_address_is_today(browse: Browsing, build: Builder):
    commune = build.unit()
    build.user("lan", role="unit_officer", unit=commune)
    page = browse.sign_in("lan").get(f"/don-vi/{commune.id}?ngay=99/99/99999999999999")
    assert page.one("h1").text.strip() == commune.name


def test_the_page_costs_the_same_with_three_and_thirty_bodies(browse: Browsing, build: Builder):
    district, _communes = build.district(3)
    build.user("huyen", role="standing_body", unit=district)
    browse.sign_in("huyen")
    few = browse.count_queries(f"/don-vi/{district.id}")
    for _number in range(27):
        build.unit(parent=district)
    assert browse.count_queries(f"/don-vi/{district.id}") == few


def test_only_an_administrator_loads_public_lists(browse: Browsing, build: Builder):
    build.user("lan", role="unit_officer", unit=build.unit())
    assert browse.sign_in("lan").post("/don-vi/nap", {"list": "present"}).status_code == 403


def test_the_administrator_loads_the_former_lang_son_and_finds_it(browse: Browsing, build: Builder):
    build.user("quantri", role="administrator")
    browse.sign_in("quantri")
    assert "Đã nạp" in browse.submit("/don-vi/nap", {"list": "former-lang-son"}).text
    assert db.session.execute(select(AuditEntry.actor).where(AuditEntry.act == "units.load")).scalar_one() == "quantri"
    assert "Xã Nhân Lý" in browse.get("/don-vi?tim=nhan+ly").text
