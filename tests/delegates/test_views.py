"""The pages of the roster, as each role sees them."""

from io import BytesIO

import pytest
from sqlalchemy import select

from congress.audit import AuditDetail, AuditEntry
from congress.db import db
from congress.delegates import figures, roster, service
from congress.delegates.roster import Filter
from congress.files.spreadsheet_in import read_sheet
from congress.people.birth import Birth
from tests.building import ACTOR
from tests.conftest import NOW
from tests.delegates.rosters import allocate, nominee, roster_of


@pytest.fixture
def place(app, build):
    """A district's meeting with two communes, an organizer and an officer of the first commune."""
    district, communes = build.district(2)
    meeting = build.meeting(district)
    build.user("btc", role="organizer", meeting=meeting)
    build.user("canbo", role="unit_officer", unit=communes[0])
    return meeting, communes


def address(meeting, rest: str = "") -> str:
    return f"/hoi-nghi/{meeting.number}/dai-bieu{rest}"


def typed(unit, **fields) -> dict[str, object]:
    values = {
        "name": "Nông Văn Ba", "sex": "male", "birth": "1975", "unit": str(unit.id), "kind": "official",
        "group": "farmers_workers", "basis": "adopted", "party_member": "",
    }  # fmt: skip
    return values | fields


def test_a_person_is_nominated_by_hand_and_seen_in_the_list(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    page = browse.submit(address(meeting, "/gioi-thieu"), typed(unit, traits=["direct"], ethnic_group="Nùng"))
    assert page.one("h1").text == "Nông Văn Ba"
    assert "Nùng" not in page.text
    listed = browse.get(address(meeting))
    assert [cell.text for cell in listed.all("td", data_label="Đơn vị")] == [unit.name]


def test_a_bad_form_says_so_at_the_field_and_keeps_what_was_typed(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    values = typed(unit, name="", birth="31/02/1975", group="", title="Nông dân trồng na")
    answer = browse.post(address(meeting, "/gioi-thieu"), values)
    assert answer.status_code == 422
    page = browse._read(answer)
    assert page.hidden("title") == "Nông dân trồng na"
    assert page.hidden("birth") == "31/02/1975"
    assert {e.attributes["id"] for e in page.all("p", class_="field__error")} >= {"name-error", "birth-error"}


def test_a_missing_group_is_refused_at_its_field(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    page = browse._read(browse.post(address(meeting, "/gioi-thieu"), typed(unit, group="")))
    assert "đúng một nhóm cơ cấu" in page.one("p", id="group-error").text


@pytest.mark.parametrize(
    "name", ["Sáng", "Điểu K'Sang", "Công Tằng Tôn Nữ Hoàng Thị Bảo Ngọc Trâm Anh Nguyệt Quỳnh Như Thiên Hương Diễm Ý"]
)
def test_unusual_names_are_shown_as_written(browse, place, name: str):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    assert browse.submit(address(meeting, "/gioi-thieu"), typed(unit, name=name)).one("h1").text == name


def test_a_homonym_is_asked_about_and_then_let_in(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    browse.submit(address(meeting, "/gioi-thieu"), typed(unit))
    again = browse._read(browse.post(address(meeting, "/gioi-thieu"), typed(unit)))
    assert "Danh sách đã có Nông Văn Ba (số 1)" in again.one("p", id="name-error").text
    page = browse.submit(address(meeting, "/gioi-thieu"), typed(unit, homonym="y"))
    assert "Trùng tên trong danh sách" in page.text


def test_two_people_edit_the_second_is_told_and_keeps_what_was_typed(browse, place):
    meeting, (unit, _) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit))
    browse.sign_in("btc")
    form = browse.get(address(meeting, "/1/sua"))
    seen = form.hidden("version")
    browse.submit(address(meeting, "/1/sua"), typed(unit, name="Nông Văn Bá", version=seen, party_member="keep"))
    answer = browse.post(address(meeting, "/1/sua"), typed(unit, name="Nông Văn Bà", version=seen, party_member="keep"))
    assert answer.status_code == 422
    page = browse._read(answer)
    assert "Người khác vừa sửa" in page.text
    assert page.hidden("name") == "Nông Văn Bà"
    assert roster.by_number(meeting, 1).person.name == "Nông Văn Bá"


def test_an_edit_that_leaves_sealed_fields_alone_keeps_them(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    browse.submit(address(meeting, "/gioi-thieu"), typed(unit, ethnic_group="Tày", party_member="yes"))
    seen = browse.get(address(meeting, "/1/sua")).hidden("version")
    browse.submit(address(meeting, "/1/sua"), typed(unit, name="Nông Văn Bá", version=seen, party_member="keep"))
    page = browse.submit(address(meeting, "/1/thong-tin-rieng"))
    assert "Tày" in page.text
    assert "Là đảng viên" in page.text


def test_looking_at_sealed_particulars_is_recorded(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    browse.submit(address(meeting, "/gioi-thieu"), typed(unit, religion="Phật giáo"))
    assert "Phật giáo" not in browse.get(address(meeting, "/1")).text
    assert "Phật giáo" in browse.submit(address(meeting, "/1/thong-tin-rieng")).text
    acts = db.session.execute(select(AuditEntry.act, AuditEntry.actor, AuditEntry.subject)).all()
    assert ("particulars.view", "btc", "delegate 1") in acts


def test_an_officer_sees_only_own_delegates_and_seats_left(build, browse, place):
    meeting, (unit, other) = place
    allocate(meeting, {(unit, "farmers_workers"): 3, (other, "farmers_workers"): 5})
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit))
    service.nominate(ACTOR, NOW, meeting, nominee("Lý Thị Mai", other))
    page = browse.sign_in("canbo").get(address(meeting))
    assert "Nông Văn Ba" in page.text
    assert "Lý Thị Mai" not in page.text
    assert "trên 3 chỉ tiêu" in page.text
    assert "còn 2" in page.text
    assert "Dân tộc thiểu số" not in page.text


@pytest.mark.parametrize("rest", ["/2", "/2/sua", "/999"])
def test_another_units_delegate_is_not_found(browse, place, rest: str):
    meeting, (unit, other) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit))
    service.nominate(ACTOR, NOW, meeting, nominee("Lý Thị Mai", other))
    browse.sign_in("canbo").get(address(meeting, rest), status=404)


def test_an_officer_cannot_name_somebody_for_another_unit(browse, place):
    meeting, (_, other) = place
    answer = browse.sign_in("canbo").post(address(meeting, "/gioi-thieu"), typed(other))
    assert answer.status_code == 422
    assert figures.summary(meeting).counted == 0


def test_an_officer_is_stopped_at_the_seats_of_the_unit(browse, place):
    meeting, (unit, _) = place
    allocate(meeting, {(unit, "farmers_workers"): 1})
    browse.sign_in("canbo").submit(address(meeting, "/gioi-thieu"), typed(unit))
    page = browse._read(browse.post(address(meeting, "/gioi-thieu"), typed(unit, name="Vi Văn Long")))
    assert "không còn chỉ tiêu" in page.one("p", id="unit-error").text


def test_an_officer_cannot_change_what_was_approved(browse, place):
    meeting, (unit, _) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit))
    seen = browse.sign_in("canbo").get(address(meeting, "/1/sua")).hidden("version")
    service.approve(ACTOR, NOW, meeting, [1])
    browse.get(address(meeting, "/1/sua"), status=403)
    page = browse._read(browse.post(address(meeting, "/1/sua"), typed(unit, version=seen, party_member="keep")))
    assert "đã được duyệt" in page.text


@pytest.mark.parametrize(
    ("method", "rest"),
    [("post", "/hang-loat"), ("get", "/1/thay-the"), ("post", "/1/thong-tin-rieng")],
)
def test_deciding_and_looking_inside_need_the_organizers_role(browse, place, method: str, rest: str):
    meeting, (unit, _) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit))
    browse.sign_in("canbo")
    answer = browse.post(address(meeting, rest)) if method == "post" else browse.client.get(address(meeting, rest))
    assert answer.status_code == 403


def test_the_door_role_has_no_business_in_the_roster(build, browse, place):
    meeting, _ = place
    build.user("cua", role="door", meeting=meeting)
    browse.sign_in("cua").get(address(meeting), status=403)


def test_a_viewer_reads_without_buttons(build, browse, place):
    meeting, units = place
    roster_of(meeting, units, 2)
    build.user("xem", role="viewer", meeting=meeting)
    page = browse.sign_in("xem").get(address(meeting))
    assert not page.all("input", name="chosen")
    browse.get(address(meeting, "/gioi-thieu"), status=403)


def test_chosen_rows_are_approved_and_summoned(browse, place):
    meeting, units = place
    roster_of(meeting, units, 3)
    browse.sign_in("btc")
    page = browse.submit(address(meeting, "/hang-loat"), {"verb": "approve", "chosen": ["1", "3"]}, page=address(meeting))
    assert "Đã làm với 2 người." in page.text
    page = browse.submit(address(meeting, "/hang-loat"), {"verb": "summon", "everybody": "y"}, page=address(meeting))
    assert "Đã làm với 2 người. 1 người khác giữ nguyên" in page.text


def test_everybody_of_a_filter_means_that_filter_only(browse, place):
    meeting, units = place
    roster_of(meeting, units, 4)
    browse.sign_in("btc")
    browse.submit(
        address(meeting, f"/hang-loat?don_vi={units[0].id}"), {"verb": "approve", "everybody": "y"}, page=address(meeting)
    )
    assert roster.numbers(meeting, Filter(status="approved")) == [1, 3]


def test_a_withdrawal_without_reason_keeps_the_choice(browse, place):
    meeting, units = place
    roster_of(meeting, units, 2)
    browse.sign_in("btc")
    answer = browse.post(
        address(meeting, "/hang-loat"), {"verb": "withdraw", "chosen": ["2"], "reason": ""}, page=address(meeting)
    )
    assert answer.status_code == 422
    page = browse._read(answer)
    assert [box.attributes["value"] for box in page.all("input", name="chosen") if "checked" in box.attributes] == ["2"]
    assert "ít nhất 5 ký tự" in page.one("p", id="reason-error").text


def test_nobody_chosen_is_said(browse, place):
    meeting, units = place
    roster_of(meeting, units, 1)
    browse.sign_in("btc")
    assert "Chưa chọn ai" in browse.submit(address(meeting, "/hang-loat"), {"verb": "approve"}, page=address(meeting)).text


def test_somebody_comes_in_the_place_of_another(browse, place):
    meeting, units = place
    roster_of(meeting, units, 1)
    browse.sign_in("btc")
    form = browse.get(address(meeting, "/1/thay-the"))
    values = {"name": "Vi Văn Long", "birth": "1980", "sex": "male", "reason": "Đi công tác", "version": form.hidden("version")}
    page = browse.submit(address(meeting, "/1/thay-the"), values | {"party_member": "", "basis": "adopted"})
    assert page.one("h1").text == "Vi Văn Long"
    assert "Đến thay cho" in page.text
    assert "Đã được thay" in browse.get(address(meeting, "/1")).text


def test_whoever_comes_for_somebody_approved_gets_the_papers_to_make_again(browse, place):
    meeting, units = place
    roster_of(meeting, units, 1)
    browse.sign_in("btc")
    seen = {"verb": "approve", "chosen": "1"}
    browse.submit(address(meeting, "/hang-loat"), seen, page=address(meeting))
    version = browse.get(address(meeting, "/1/thay-the")).hidden("version")
    values = {
        "name": "Vi Văn Long",
        "sex": "male",
        "party_member": "",
        "reason": "Đi công tác",
        "version": version,
        "basis": "",
    }
    page = browse.submit(address(meeting, "/1/thay-the"), values)
    ways = [(tag, path) for tag, name in (("a", "href"), ("form", "action")) for one in page.all(tag)
            if "/giay-to/" in (path := one.attributes.get(name, "")) or "/the/" in path]  # fmt: skip
    assert [(tag, path.rsplit("/", 1)[1]) for tag, path in ways] == [
        ("a", "2"), ("a", "danh-sach-dai-bieu.docx"), ("a", "danh-sach-ky-ten.docx"), ("form", "giay-trieu-tap.docx"),
    ]  # fmt: skip


def test_a_nomination_is_deleted(browse, place):
    meeting, units = place
    roster_of(meeting, units, 1)
    browse.sign_in("btc")
    seen = browse.get(address(meeting, "/1")).hidden("version")
    page = browse.submit(address(meeting, "/1/xoa"), {"version": seen}, page=address(meeting, "/1"))
    assert "Đã xóa giới thiệu" in page.text
    assert figures.summary(meeting).counted == 0


def test_the_exported_list_is_text_and_keeps_the_filter(browse, place):
    meeting, (unit, other) = place
    service.nominate(ACTOR, NOW, meeting, nominee("=1+1 Ba", unit, phone="0912345678", birth=Birth(1975, 5, 2)))
    service.nominate(ACTOR, NOW, meeting, nominee("Lý Thị Mai", other))
    browse.sign_in("btc")
    answer = browse.post(address(meeting, f"/xuat-excel?don_vi={unit.id}"), page=address(meeting))
    rows = [row.cells for row in read_sheet(BytesIO(answer.data), "x.xlsx").rows]
    assert [cell for cell in rows[-1] if cell][:4] == ["1", "=1+1 Ba", "Nam", "02/05/1975"]
    assert "0912345678" in rows[-1]
    assert len(rows) == 5


def test_sensitive_columns_leave_the_house_only_on_record(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    browse.submit(address(meeting, "/gioi-thieu"), typed(unit, ethnic_group="Nùng"))

    def exported(**data) -> str:
        answer = browse.post(address(meeting, "/xuat-excel"), data, page=address(meeting))
        return str(read_sheet(BytesIO(answer.data), "x.xlsx").rows)

    assert "Nùng" not in exported()
    assert "Nùng" in exported(sensitive="1")
    told = select(AuditDetail.details).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id).order_by(AuditEntry.position)
    assert db.session.execute(told.where(AuditEntry.act == "delegates.export")).scalars().all() == [
        {},
        {"persons": 1, "particulars": True},
    ]


def test_an_officer_gets_no_sensitive_columns(browse, place):
    meeting, _ = place
    answer = browse.sign_in("canbo").post(address(meeting, "/xuat-excel"), {"sensitive": "1"}, page=address(meeting))
    assert answer.status_code == 403


def test_figures_stand_beside_the_list(browse, place):
    meeting, (unit, other) = place
    allocate(meeting, {(unit, "farmers_workers"): 1, (other, "leaders"): 1})
    service.nominate(ACTOR, NOW, meeting, nominee("Lý Thị Mai", unit, sex="female", particulars={}))
    service.nominate(ACTOR, NOW, meeting, nominee("Lái Xe Văn", unit, kind="non_delegate"))
    text = browse.sign_in("btc").get(address(meeting)).text
    assert "Đại biểu và khách mời 1 trên 2 chỉ tiêu" in text
    assert "Phục vụ (ngoài số đại biểu)1" in text
    assert "chiếm 70%" in text


@pytest.mark.parametrize("login", ["btc", "canbo"])
def test_the_list_costs_the_same_queries_however_long(browse, place, login: str):
    meeting, units = place
    browse.sign_in(login)
    roster_of(meeting, units, 3)
    browse.get(address(meeting))
    few = browse.count_queries(address(meeting))
    roster_of(meeting, units, 30, first=3, kind="guest", group="guests", sex="female")
    browse.get(address(meeting))
    assert browse.count_queries(address(meeting)) == few


def test_a_full_page_stays_small(browse, place):
    meeting, units = place
    title = "Chủ tịch Hội Nông dân xã, bí thư chi bộ thôn"
    rows = [nominee(f"Công Tằng Tôn Nữ Hoàng Thị {n:03}", units[n % 2], title=title) for n in range(120)]
    service.add_many(ACTOR, NOW, meeting, rows)
    browse.sign_in("btc")
    answer = browse.client.get(address(meeting))
    assert len(answer.data) <= 60 * 1024


@pytest.mark.parametrize(
    "query", ["?trang=abc", "?trang=-4", "?don_vi=x&loai=y&trang_thai=z&nhom=q", "?q=%25_%27", "?trang=9999999999999999999999"]
)
def test_odd_addresses_show_a_list(browse, place, query: str):
    meeting, units = place
    roster_of(meeting, units, 1)
    page = browse.sign_in("btc").get(address(meeting, query))
    assert page.one("h1").text == "Đại biểu"
