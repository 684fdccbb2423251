"""The list's pages: who may do what, nothing typed is lost, the second of two is told, the workbook is read back."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from congress.audit import AuditDetail, AuditEntry
from congress.db import db, transaction
from congress.elections import service
from congress.people.models import PersonParticulars
from congress.people.sealing import sealer_from
from tests.browsing import Browsing
from tests.building import Builder
from tests.elections.scene import Scene, scene

VOTE = {"voters": "100", "in_favour": "99", "against": "0", "other": "1", "base": "present", "taken_on": "03/03/2025"}


def room(stage: Scene, rest: str = "") -> str:
    return f"/hoi-nghi/{stage.lower.number}/danh-sach-cap-tren{rest}"


def officer(stage: Scene, browse: Browsing) -> Browsing:
    stage.build.user("can.bo", role="unit_officer", unit=stage.unit)
    return browse.sign_in("can.bo")


def sheet(browse: Browsing, address: str) -> list[list]:
    book = CalamineWorkbook.from_filelike(BytesIO(browse.fetch(address).data))
    return book.get_sheet_by_index(0).to_python()


def acts() -> list[str]:
    db.session.rollback()
    return list(db.session.execute(select(AuditEntry.act).order_by(AuditEntry.position)).scalars())


def test_the_page_shows_names_seats_left_and_the_vote(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    page = officer(stage, browse).get(room(stage))
    assert "Lộc Văn Lập" in page.text
    assert "còn 2 chỉ tiêu" in page.text
    assert "Chưa biểu quyết" in page.text
    assert "Ưu tiên nông dân trực tiếp sản xuất." in page.text


def test_people_are_found_ticked_and_put_on_the_list_together(build: Builder, browse: Browsing):
    stage = scene(build)
    people = [stage.person("Lộc Văn Lập"), stage.person("Hứa Thị Chiêm")]
    officer(stage, browse)
    page = browse.get(room(stage, "/them?tim=chiem"))
    assert [e.attributes["value"] for e in page.all("input", name="people")] == [str(people[1].id)]
    form = {"people": [str(p.id) for p in people], "standing": "official", "basis": "adopted", "group_code": "leaders"}
    assert browse.post(room(stage, "/them"), form).status_code == 303
    assert stage.names("official") == ["Lộc Văn Lập", "Hứa Thị Chiêm"]


def test_nobody_ticked_is_said_and_the_choice_is_kept(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.person("Lộc Văn Lập")
    officer(stage, browse)
    answer = browse.post(room(stage, "/them"), {"standing": "reserve", "basis": "chosen", "group_code": "", "minutes": "05/BB"})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Chưa chọn ai" in page
    assert 'value="05/BB"' in page


def test_a_forged_or_foreign_person_is_not_found(build: Builder, browse: Browsing):
    stage = scene(build)
    stranger = stage.person("Người Xã Khác", unit=build.unit("Xã Khác"))
    officer(stage, browse)
    form = {"people": [str(stranger.id)], "standing": "official", "basis": "adopted", "group_code": ""}
    assert browse.post(room(stage, "/them"), form).status_code == 404
    assert browse.post(room(stage, "/them"), form | {"people": ["không phải khóa"]}).status_code == 422


def test_a_new_person_is_typed_in(build: Builder, browse: Browsing):
    stage = scene(build)
    officer(stage, browse)
    form = {"name": "Ka Hiên", "sex": "female", "birth": "05/1990", "unit": str(stage.village.id), "title": "Nông dân"}
    answer = browse.post(room(stage, "/nguoi-moi"), form | {"standing": "official", "basis": "adopted", "group_code": ""})
    assert answer.status_code == 303
    person = service.the_list(stage.lower).official[0].person
    assert (person.name, person.birth_month, person.birth_year) == ("Ka Hiên", 5, 1990)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"birth": "31/02/1990"}, "Không đọc được ngày sinh"),
        ({"birth": "1850"}, "đã quá 110 năm"),
        ({"name": "  "}, "Mục này bắt buộc phải điền."),
        ({"name": "x" * 161}, "Dài quá 160 ký tự."),
        ({"standing": "vua"}, "Lựa chọn này không có trong danh sách."),
    ],
)
def test_bad_input_is_answered_at_the_field_and_nothing_is_lost(build: Builder, browse: Browsing, typed, sentence):
    stage = scene(build)
    officer(stage, browse)
    form = {"name": "Ka Hiên", "sex": "", "birth": "", "unit": str(stage.unit.id), "standing": "official", "basis": "adopted"}
    answer = browse.post(room(stage, "/nguoi-moi"), form | {"group_code": "", "achievement": "Hiến đất"} | typed)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert "Hiến đất" in answer.get_data(as_text=True)
    assert stage.names() == []


def test_decomposed_letters_are_composed(build: Builder, browse: Browsing):
    stage = scene(build)
    officer(stage, browse)
    form = {"name": "Nguye\u0302\u0303n Thi\u0323 A\u0301nh", "sex": "", "unit": str(stage.unit.id), "standing": "official"}
    browse.post(room(stage, "/nguoi-moi"), form | {"birth": "", "basis": "adopted", "group_code": ""})
    assert stage.names() == ["Nguyễn Thị Ánh"]


def test_two_people_edit_one_name_and_the_second_is_told_with_the_text_kept(build: Builder, browse: Browsing):
    stage = scene(build)
    (number,) = stage.propose("Lộc Văn Lập")
    officer(stage, browse)
    seen = browse.get(room(stage, f"/{number}/sua")).hidden("version")
    form = {"version": seen, "standing": "official", "basis": "adopted", "group_code": "leaders", "title": "Một"}
    assert browse.post(room(stage, f"/{number}/sua"), form).status_code == 303
    answer = browse.post(room(stage, f"/{number}/sua"), form | {"title": "Hai"})
    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này" in answer.get_data(as_text=True)
    assert 'value="Hai"' in answer.get_data(as_text=True)
    assert service.candidate(stage.lower, number).title == "Một"


def test_buttons_move_and_remove_a_name(build: Builder, browse: Browsing):
    stage = scene(build)
    first, second = stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    officer(stage, browse)
    browse.post(room(stage, f"/{second}/chuyen"), {"version": "1", "direction": "up"}, page=room(stage))
    assert stage.names() == ["Hứa Thị Chiêm", "Lộc Văn Lập"]
    seen = service.candidate(stage.lower, first).version
    browse.post(room(stage, f"/{first}/bo"), {"version": str(seen)}, page=room(stage))
    assert stage.names() == ["Hứa Thị Chiêm"]
    page = browse.submit(room(stage, f"/{second}/bo"), {"version": "1"}, page=room(stage))
    assert "Người khác vừa sửa mục này" in page.text


def test_the_vote_is_recorded_from_the_page(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    officer(stage, browse)
    seen = browse.get(room(stage, "/bieu-quyet"))
    form = VOTE | {"taken_time": "7h30", "after": seen.hidden("after"), "list_digest": seen.hidden("list_digest")}
    assert browse.post(room(stage, "/bieu-quyet"), form).status_code == 303
    page = browse.get(room(stage))
    assert "Đã thông qua" in page.text
    assert "ít nhất 51 phiếu thuận; có 99" in page.text


def test_a_sum_that_does_not_fit_is_said_at_the_field_with_the_figures_kept(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    officer(stage, browse)
    form = VOTE | {"taken_time": "07:30", "other": "3", "after": "0"}
    answer = browse.post(room(stage, "/bieu-quyet"), form)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Tổng các ý kiến là 102, khác số người có mặt biểu quyết 100." in html
    assert 'aria-describedby="other-error"' in html
    assert 'value="3"' in html


@pytest.mark.parametrize(
    "typed", [{"voters": "-1"}, {"voters": "10" * 40}, {"in_favour": "một trăm"}, {"taken_on": "31/02/2025"}]
)
def test_impossible_figures_and_days_never_break_the_page(build: Builder, browse: Browsing, typed):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    officer(stage, browse)
    assert browse.post(room(stage, "/bieu-quyet"), VOTE | {"taken_time": "07:30", "after": "0"} | typed).status_code == 422


def test_a_second_recorder_is_told_and_sees_the_first_vote(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    stage.vote()
    officer(stage, browse)
    answer = browse.post(room(stage, "/bieu-quyet"), VOTE | {"taken_time": "07:30", "after": "0"})
    assert answer.status_code == 422
    assert "vừa ghi lượt biểu quyết số 1" in answer.get_data(as_text=True)


def test_the_seats_of_a_paper_are_typed_and_a_huge_number_is_refused(build: Builder, browse: Browsing):
    stage = scene(build, seats=None)
    officer(stage, browse)
    form = {"version": "0", "official": "8", "reserve": "", "paper": "12/HĐTĐKT-VP", "paper_on": "01/02/2025", "guidance": ""}
    assert browse.post(room(stage, "/chi-tieu"), form | {"official": "99999999999"}).status_code == 422
    assert browse.post(room(stage, "/chi-tieu"), form).status_code == 303
    assert "12/HĐTĐKT-VP" in browse.get(room(stage)).text


def test_a_viewer_reads_without_buttons_and_may_not_write(build: Builder, browse: Browsing):
    stage = scene(build)
    (number,) = stage.propose("Lộc Văn Lập")
    build.user("nguoi.xem", role="viewer", unit=stage.unit)
    browse.sign_in("nguoi.xem")
    page = browse.get(room(stage))
    assert not page.all("a", href=room(stage, "/them"))
    assert browse.client.get(room(stage, "/them")).status_code == 403
    assert browse.post(room(stage, f"/{number}/bo"), {"version": "1"}).status_code == 403


def test_another_bodys_list_and_another_meetings_name_are_not_found(build: Builder, browse: Browsing):
    stage = scene(build)
    other = build.meeting(build.unit("Xã Khác"))
    officer(stage, browse)
    browse.get(f"/hoi-nghi/{other.number}/danh-sach-cap-tren", status=404)
    browse.get(room(stage, "/99/sua"), status=404)


def test_the_workbook_reads_back_as_the_table_offices_exchange(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.ready()
    officer(stage, browse)
    rows = sheet(browse, room(stage, ".xlsx"))
    assert rows[0][0] == "DANH SÁCH TRÍCH NGANG"
    assert rows[3][0].startswith("Biểu quyết: 100 đại biểu có mặt, tán thành 99")
    header = next(place for place, row in enumerate(rows) if row[0] == "STT")
    assert rows[header][1:4] == ["Họ và tên", "Ngày sinh (nam)", "Ngày sinh (nữ)"]
    assert [(row[0], row[1], row[3], row[8]) for row in rows[header + 1 :]] == [
        (1, "Lộc Văn Lập", "1980", "Chính thức"),
        (2, "Hứa Thị Chiêm", "1980", "Chính thức"),
        (3, "Vi Quang Thuận", "1980", "Chính thức"),
        (4, "Lâm Văn Điệp", "1980", "Dự khuyết"),
    ]
    assert "elections.export" in acts()


def test_sealed_columns_come_only_on_request_with_the_permission_and_on_record(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    person_id = service.the_list(stage.lower).official[0].person_id
    sealer = sealer_from(build.app.extensions["congress_settings"].field_key_path)
    with transaction() as session:
        sealed = sealer.seal_values(person_id, {"ethnic_group": "Nùng", "party_member": "yes"})
        session.add(PersonParticulars(person_id=person_id, sealed=sealed))
    officer(stage, browse)
    assert "Nùng" not in str(sheet(browse, room(stage, ".xlsx")))
    assert sheet(browse, room(stage, ".xlsx?day-du=1"))[-1][4:7] == ["Nùng", "", "x"]
    statement = (
        select(AuditDetail.details).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id).order_by(AuditEntry.position)
    )
    assert list(db.session.execute(statement.where(AuditEntry.act == "elections.export")).scalars()) == [
        {},
        {"persons": 1, "particulars": True},
    ]
    build.user("nguoi.xem", role="viewer", unit=stage.unit)
    viewer = Browsing(build.app).sign_in("nguoi.xem")
    assert viewer.client.get(room(stage, ".xlsx?day-du=1")).status_code == 403


def test_a_formula_in_a_name_stays_text(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose("=CMD Nguyễn")
    officer(stage, browse)
    assert sheet(browse, room(stage, ".xlsx"))[-1][1] == "=CMD Nguyễn"


def test_the_page_costs_the_same_for_three_and_thirty_names(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose("Người A", "Người B", "Người C")
    officer(stage, browse)
    browse.get(room(stage))
    few = browse.count_queries(room(stage))
    stage.propose(*[f"Người Thứ {number}" for number in range(27)])
    assert browse.count_queries(room(stage)) == few


def test_a_long_list_is_shown_by_pages_and_a_moved_name_is_shown_where_it_went(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose(*[f"Nông Văn {letter}" for letter in "ABCDEGHIKLMNOPQRSTUVXY"])
    officer(stage, browse)
    last = service.the_list(stage.lower).candidates[20]
    page = browse.submit(f"{room(stage)}/{last.number}/chuyen?version=1&direction=up", {}, page=f"{room(stage)}?trang=2")
    numbers = [row.attributes["id"] for row in page.all("tr") if row.attributes.get("id", "").startswith("ung-vien-")]
    assert numbers[-1] == f"ung-vien-{last.number}"
    assert (len(numbers), "Trang 1 / 2" in page.text) == (20, True)
