"""Pages of the award list."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from congress.audit import AuditEntry
from congress.awards import queries, service
from congress.awards.service import NewAward
from congress.db import db
from tests.browsing import Browsing
from tests.building import Builder
from tests.conftest import NOW
from tests.delegates.rosters import roster_of

ACTOR = "bộ kiểm thử"
DECISION = {"decision_number": "412/QĐ-UBND", "decided_on": date(2025, 2, 26)}


def fill(meeting, count, **fields):
    wishes = [
        NewAward("person", f"Vi Văn {chr(65 + n // 26)}{chr(97 + n % 26)}", "giay_khen", "ct_ubnd_huyen", **fields)
        for n in range(count)
    ]
    service.add_awards(ACTOR, NOW, meeting, wishes)


def names(meeting):
    db.session.rollback()
    return [award.name for award in queries.awards_of(meeting)]


@pytest.fixture
def meeting(build: Builder):
    return build.meeting()


@pytest.fixture
def room(meeting, build: Builder, browse: Browsing):
    """Signed in as organizer; the address of the award list."""
    build.user("to-chuc", role="organizer", meeting=meeting)
    browse.sign_in("to-chuc")
    return f"/hoi-nghi/{meeting.number}/khen-thuong"


TYPED = {
    "recipient": "person",
    "name": "Nông Thị Hà",
    "award": "giay_khen",
    "authority": "ct_ubnd_huyen",
    "unit": "",
    "title_of_recipient": "Bác sĩ",
    "achievement": "Cứu người",
    "decision_number": "",
    "decided_on": "",
    "place": "",
}


def test_an_empty_list_says_so(room, browse):
    page = browse.get(room)
    assert "Chưa có ai trong danh sách khen thưởng" in page.text
    assert "Chưa có ai" in browse.get(f"{room}/trao").text


def test_an_award_is_added_by_hand(room, browse, meeting):
    page = browse.submit(f"{room}/them", TYPED)
    assert "Đã thêm Nông Thị Hà." in page.text
    assert "Bác sĩ" in page.text
    assert names(meeting) == ["Nông Thị Hà"]


def test_a_form_that_cannot_be_taken_keeps_what_was_typed(room, browse, meeting):
    answer = browse.post(f"{room}/them", TYPED | {"name": "", "decided_on": "31/02/2025", "achievement": "Giữ lại"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Mục này bắt buộc phải điền." in text
    assert 'value="31/02/2025"' in text
    assert "Giữ lại" in text
    assert names(meeting) == []


def test_a_delegate_is_found_without_accents_and_fills_the_form(room, browse, meeting, build):
    unit = build.unit(parent=meeting.unit)
    (number,) = roster_of(meeting, [unit], 1, title="Trưởng thôn", achievement="Giỏi")
    page = browse.get(f"{room}/them?tim=nong van")
    assert f"{room}/them?dai-bieu={number}" in page.html
    filled = browse.get(f"{room}/them?dai-bieu={number}")
    assert filled.hidden("name").startswith("Nông Văn")
    assert filled.hidden("title_of_recipient") == "Trưởng thôn"
    browse.post(f"{room}/them?dai-bieu={number}", TYPED | {"name": filled.hidden("name"), "unit": str(unit.id)})
    db.session.rollback()
    award = queries.by_number(meeting, 1)
    assert (award.person.name, award.unit_id) == (filled.hidden("name"), unit.id)


def test_a_unit_of_another_tree_is_no_choice(room, browse, meeting, build):
    answer = browse.post(f"{room}/them", TYPED | {"unit": str(build.unit("Xã lạ").id)})
    assert answer.status_code == 422
    assert names(meeting) == []


def test_pasted_lines_are_shown_before_they_are_stored(room, browse, meeting):
    form = {"lines": "Nông Thị Hà; Thôn Một; Giỏi\nThôn Pá Đa", "award": "giay_khen", "authority": "ct_ubnd_huyen"}
    form |= {"recipient": "", "new_batch": ""}
    page = browse.submit(f"{room}/dan", form | {"do": "preview"})
    assert "Xem trước 2 dòng" in page.text
    assert names(meeting) == []
    assert "Đã thêm 2 dòng" in browse.submit(f"{room}/dan", form | {"do": "save"}).text
    db.session.rollback()
    assert [award.recipient for award in queries.awards_of(meeting)] == ["person", "collective"]


def test_a_bad_paste_stores_nothing_and_keeps_the_text(room, browse, meeting):
    form = {"lines": "Vi An\n--;?\nVi An", "award": "giay_khen", "authority": "ct_ubnd_huyen", "do": "save"}
    answer = browse.post(f"{room}/dan", form)
    assert answer.status_code == 422
    assert "(dòng 2, 3)" in answer.get_data(as_text=True)
    assert "--;?" in answer.get_data(as_text=True)
    assert names(meeting) == []


def test_the_ticked_rows_get_number_and_day(room, browse, meeting):
    fill(meeting, 3)
    page = browse.submit(f"{room}/quyet-dinh", {"chon": ["1", "3"], "decision_number": "7/QĐ-UBND", "decided_on": "26/02/2025"})
    assert "Đã ghi quyết định cho 2 dòng." in page.text
    assert page.text.count("7/QĐ-UBND") == 2


def test_all_proposals_are_decided_without_ticking_any(room, browse, meeting):
    fill(meeting, 1, **DECISION)
    fill(meeting, 22)
    form = {"all_proposed": "y", "decision_number": "7/QĐ-UBND", "decided_on": "26/02/2025"}
    assert "Đã ghi quyết định cho 22 dòng." in browse.submit(f"{room}/quyet-dinh", form).text


def test_a_decision_without_rows_or_with_an_impossible_day_keeps_the_ticks(room, browse, meeting):
    fill(meeting, 3)
    answer = browse.post(f"{room}/quyet-dinh", {"chon": ["2"], "decision_number": "7/QĐ", "decided_on": "32/13/2025"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert page.count(" checked") == 1
    answer = browse.post(f"{room}/quyet-dinh", {"decision_number": "7/QĐ", "decided_on": "26/02/2025"})
    assert (answer.status_code, "Chưa chọn ai." in answer.get_data(as_text=True)) == (422, True)


def test_rows_move_split_and_join_by_buttons(room, browse, meeting):
    fill(meeting, 3)
    browse.submit(f"{room}/thu-tu", {"shift": "3:up"})
    assert names(meeting) == ["Vi Văn Aa", "Vi Văn Ac", "Vi Văn Ab"]
    assert "Đợt 2" in browse.submit(f"{room}/thu-tu", {"shift": "2:split"}).text
    assert "Đợt 2" not in browse.submit(f"{room}/thu-tu", {"shift": "2:merge"}).text


@pytest.mark.parametrize("shift", ["", "9:up", "1:sideways", "x:up", "²:up"])
def test_a_made_up_move_is_not_found(room, browse, meeting, shift):
    fill(meeting, 1)
    assert browse.post(f"{room}/thu-tu", {"shift": shift}).status_code == 404


def test_two_editors_the_second_is_told(room, browse, meeting):
    fill(meeting, 1)
    version = browse.get(f"{room}/1/sua").hidden("version")
    browse.submit(f"{room}/1/sua", TYPED | {"name": "Trước", "version": version})
    answer = browse.post(f"{room}/1/sua", TYPED | {"name": "Sau", "version": version})
    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này" in answer.get_data(as_text=True)
    assert 'value="Sau"' in answer.get_data(as_text=True)
    assert names(meeting) == ["Trước"]


def test_a_commune_is_stopped_at_deciding_a_bang_khen(room, browse, meeting):
    typed = TYPED | {"award": "bang_khen", "authority": "ct_ubnd_xa", "decision_number": "1/QĐ", "decided_on": "26/02/2025"}
    answer = browse.post(f"{room}/them", typed)
    assert answer.status_code == 422
    assert "không có thẩm quyền tặng “Bằng khen”" in answer.get_data(as_text=True)


def test_a_proposal_is_deleted_a_decision_is_revoked_with_a_reason(room, browse, meeting):
    fill(meeting, 1)
    fill(meeting, 1, **DECISION)
    seen = [field.attributes["value"] for field in browse.get(f"{room}/1/sua").all("input", name="version")]
    assert (len(seen), len(set(seen))) == (2, 1)
    assert "Người khác vừa sửa" in browse.submit(f"{room}/1/xoa").text
    assert "Đã xóa" in browse.submit(f"{room}/1/xoa", {"version": seen[0]}).text
    assert "không xóa được" in browse.submit(f"{room}/2/xoa").text
    assert browse.post(f"{room}/2/thu-hoi", {"reason": ""}).status_code == 422
    assert "Đã thu hồi" in browse.submit(f"{room}/2/thu-hoi", {"reason": "Kê khai sai"}).text
    assert "đã thu hồi, không tính" in browse.get(f"{room}/2/sua").text
    assert "Đã bỏ ghi thu hồi." in browse.submit(f"{room}/2/khoi-phuc").text


def test_a_batch_gets_a_name_and_who_hands_over(room, browse, meeting):
    fill(meeting, 1)
    browse.submit(f"{room}/dot/1", {"name": "Tập thể", "presenter": "Chủ tịch huyện", "version": "0"})
    page = browse.get(f"{room}/trao")
    assert "Đợt 1: Tập thể" in page.text
    assert "Người trao: Chủ tịch huyện" in page.text
    assert browse.post(f"{room}/dot/5", {"name": "x", "presenter": "", "version": "0"}).status_code == 404


def test_the_workbook_holds_the_list_in_the_order_of_presentation(room, browse, meeting):
    fill(meeting, 2)
    fill(meeting, 1, **DECISION)
    service.move(ACTOR, NOW, meeting, 3, "up")
    content = browse.fetch(f"{room}/danh-sach.xlsx").data
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    header = next(place for place, row in enumerate(rows) if row[0] == "Thứ tự trao")
    found = [(row[0], row[2], row[7], row[8], row[11], row[12]) for row in rows[header + 1 : header + 4]]
    unchecked = "mức tiền chưa kiểm tra"
    assert found == [
        (1, "Vi Văn Aa", "", "", 710_000, f"Đề nghị; tiền tạm tính; {unchecked}"),
        (2, "Vi Văn Aa", "412/QĐ-UBND", date(2025, 2, 26), 710_000, unchecked),
        (3, "Vi Văn Ab", "", "", 710_000, f"Đề nghị; tiền tạm tính; {unchecked}"),
    ]
    assert rows[header + 4][11] == 2_130_000
    db.session.rollback()
    last = db.session.execute(select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())).scalars().first()
    assert (last.act, last.actor) == ("awards.export", "to-chuc")


def test_the_page_says_what_is_not_checked(room, browse, meeting):
    fill(meeting, 1)
    page = browse.get(room)
    assert "Chưa kiểm tra mức tiền với văn bản gốc" in page.text
    assert "tạm tính" in page.text


def test_the_list_costs_the_same_number_of_queries_at_3_and_30_rows(room, browse, meeting):
    fill(meeting, 3)
    few = browse.count_queries(room)
    fill(meeting, 27, **DECISION)
    assert browse.count_queries(room) == few


def test_a_long_list_comes_in_pages(room, browse, meeting):
    fill(meeting, 25, achievement="Đạt nhiều thành tích xuất sắc. " * 5)
    page = browse.get(f"{room}?trang=2")
    assert "Trang 2 / 2" in page.text
    assert len(page.html) < 60_000
    assert len(browse.get(room).html) < 60_000
    assert len(page.all("input", name="chon")) == 5


@pytest.mark.parametrize("address", ["/them", "/dan", "/1/sua", "/dot/1"])
def test_a_viewer_reads_and_changes_nothing(build, browse, meeting, address):
    fill(meeting, 1)
    build.user("xem", role="viewer", meeting=meeting)
    browse.sign_in("xem")
    room = f"/hoi-nghi/{meeting.number}/khen-thuong"
    page = browse.get(room)
    assert not page.all("input", name="chon")
    assert not [link for link in page.all("a") if link.attributes.get("href", "").endswith("/sua")]
    browse.get(room + address, status=403)
    assert browse.post(f"{room}/1/xoa").status_code == 403


def test_an_officer_of_another_unit_finds_nothing(build, browse, meeting):
    fill(meeting, 1)
    build.user("nguoi-la", role="unit_officer", unit=build.unit("Xã khác"))
    browse.sign_in("nguoi-la")
    browse.get(f"/hoi-nghi/{meeting.number}/khen-thuong", status=404)


def test_an_award_of_another_meeting_is_not_found(room, browse, build, meeting):
    other = build.meeting(build.unit())
    fill(other, 1)
    browse.get(f"{room}/1/sua", status=404)
    assert browse.post(f"{room}/1/xoa").status_code == 404
    assert names(other) == ["Vi Văn Aa"]
