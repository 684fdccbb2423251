"""The pages of the choice, as an organizer uses them."""

import pytest

from congress.delegates import roster, service
from congress.delegates.seating import seats_fingerprint, set_seats
from tests.building import ACTOR
from tests.conftest import NOW
from tests.delegates.rosters import allocate, nominee, roster_of


@pytest.fixture
def page(browse, field):
    """The organizer is signed in, the nominees have scores."""
    field.score(n1=90, n2=80, n3=70, n4=60, n5=90, n6=80, n7=70, n8=80, n9=5, n10=5)
    return browse.sign_in("btc")


def chosen(page) -> list[str]:
    """Numbers ticked on the page."""
    boxes = [box.attributes for box in page.all("input", type="checkbox") if box.attributes["name"].startswith("picked-")]
    return sorted(box["name"].removeprefix("picked-") for box in boxes if "checked" in box)


def typed(**fields: object) -> dict[str, object]:
    return {"do": "choose", "version": "0", "total": "5"} | fields


def marks(**fields: object) -> dict[str, object]:
    return {"row": "1.1", "score-1": "90", "lock-1": ""} | fields


def test_the_button_chooses_the_best_and_says_so(page, field):
    answer = page.submit(f"{field.address}/tinh", typed())
    assert chosen(answer) == ["1", "2", "5", "6", "9"]
    assert "Đã chọn 5 người, tổng 345 điểm, đủ mọi quy định." in answer.text


def test_a_lower_score_above_a_higher_one_is_explained_by_its_rule(page, field):
    answer = page.submit(f"{field.address}/tinh", typed(women="1"))
    assert chosen(answer) == ["1", "2", "5", "8", "9"]
    assert "Dung Thu (80 điểm) được chọn mà" in answer.text
    assert "vì đổi lại sẽ không giữ được: “Nữ”." in answer.text


def test_equal_scores_are_told_with_what_decided(page, field):
    answer = page.submit(f"{field.address}/tinh", typed())
    told = "Trần Thị Mai và Trần Thị Nga cùng 5 điểm; Trần Thị Mai được chọn theo thứ tự trong danh sách của đơn vị."
    assert told in answer.text


def test_what_is_impossible_is_explained_and_its_relaxation_becomes_the_draft(page, field):
    answer = page.submit(f"{field.address}/tinh", typed(women="5"))
    assert "Nữ: cần ít nhất 5, nhưng chỉ có 4 người" in answer.text
    assert "nhiều nhất chọn được 4; đang đòi 5" in answer.text
    relaxed = page.submit(f"{field.address}/noi-muc", {"version": answer.hidden("version")})
    assert relaxed.hidden("women") == "4"
    again = page.submit(f"{field.address}/tinh", typed(women="4", version=relaxed.hidden("version")))
    assert chosen(again) == ["3", "4", "7", "8", "9"]


def test_two_rules_that_collide_are_named_together(page, field):
    trader = nominee("Lý Văn Buôn", field.communes[0], traits=("enterprise",))
    service.add_many(ACTOR, NOW, field.meeting, [trader])
    answer = page.submit(f"{field.address}/tinh", typed(women="4", private_sector="1"))
    collide = "“Doanh nghiệp, hợp tác xã (kinh tế ngoài nhà nước)”; “Nữ”"
    assert f"bỏ bất kỳ quy định nào trong đó thì các quy định còn lại đạt được: {collide}." in answer.text
    assert "Nữ: riêng mức này đạt được (nhiều nhất 4, đang đòi 4)." in answer.text


def test_a_ticked_list_is_repaired_with_the_fewest_changes(page, field):
    for number in (3, 4, 7, 8, 9):
        field.mark(number, 60, picked=True, seen=1)
    field.mark(8, 60, seen=2)
    answer = page.submit(f"{field.address}/tinh", typed(do="repair"))
    assert "Đã sửa bản chọn cho đủ quy định: 1 thay đổi." in answer.text
    assert chosen(answer) == ["3", "4", "5", "7", "9"]


def test_a_page_of_marks_is_saved_at_once(page, field):
    answer = page.submit(f"{field.address}/danh-dau", marks(**{"score-1": "1.234", "lock-1": "in"}))
    assert answer.hidden("score-1") == "1234"
    assert chosen(answer) == ["1"]


def test_a_score_that_is_none_is_refused_at_its_cell_and_kept(page, field):
    answer = page.post(f"{field.address}/danh-dau", marks(**{"score-1": "chín mươi"}))
    assert answer.status_code == 422
    read = page._read(answer)
    assert read.hidden("score-1") == "chín mươi"
    assert "0 đến 1.000.000" in read.one("span", id="e-1").text


def test_the_second_of_two_editors_is_told(page, field):
    field.mark(1, 77, seen=1)
    answer = page.post(f"{field.address}/danh-dau", marks(**{"score-1": "78"}))
    assert answer.status_code == 422
    read = page._read(answer)
    assert "Người khác vừa sửa" in read.text
    assert read.hidden("score-1") == "78"
    assert "1.1" in [e.attributes["value"] for e in read.all("input", name="row")]


def test_two_people_who_ask_for_different_things_are_told(page, field):
    page.submit(f"{field.address}/tinh", typed(do="save", women="1"))
    answer = page.post(f"{field.address}/tinh", typed(do="save", women="2"))
    assert answer.status_code == 422
    assert page._read(answer).hidden("women") == "2"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("1\tNông\t95\n2;abc", "Không đọc được dòng 2."),
        ("1\t95\n1\t96", "Không đọc được dòng 2."),
        ("99\t5", "không có đại biểu số 99"),
        ("", "Chưa có dòng nào"),
        ("1\t1000001", "Không đọc được dòng 1."),
    ],
)
def test_pasted_lines_that_cannot_be_read_are_named_and_kept(page, field, lines: str, said: str):
    answer = page.post(f"{field.address}/diem", {"lines": lines})
    assert answer.status_code == 422
    read = page._read(answer)
    assert said in read.text
    assert read.one("textarea", id="lines").text.strip() == lines.strip()


def test_pasted_scores_are_written_whatever_heading_stands_above_them(page, field):
    answer = page.submit(f"{field.address}/diem", {"lines": "Số\tHọ và tên\tĐiểm\r\n1\tNông Văn An\t1.000\r\n2\t7\r\n"})
    assert (answer.hidden("score-1"), answer.hidden("score-2")) == ("1000", "7")


def test_the_list_is_filtered_by_unit_and_by_state(page, field):
    page.submit(f"{field.address}/tinh", typed())
    code = field.communes[1].code
    shown = page.get(f"{field.address}?don_vi={code}&xem=left")
    assert [e.attributes["value"] for e in shown.all("input", name="row")] == ["8.1", "7.1"]
    guests = page.get(f"{field.address}?don_vi=-&xem=chosen")
    assert [e.attributes["value"] for e in guests.all("input", name="row")] == ["9.2"]


def state_of(page) -> str:
    return page.one("input", name="state").attributes["value"]


def test_nobody_is_approved_from_a_page_that_showed_another_draft(page, field):
    seen = state_of(page.submit(f"{field.address}/tinh", typed()))
    field.mark(3, 1, picked=True, seen=1)
    answer = page.post(f"{field.address}/duyet", {"state": seen})
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in page._read(answer).text
    assert "Đã duyệt" not in page.get(field.address).text


def test_an_old_proposal_has_no_button(page, field):
    impossible = page.submit(f"{field.address}/tinh", typed(women="5"))
    assert "Ghi các mức nới này vào bản nháp" in impossible.text
    field.mark(3, 1, picked=True, seen=1)
    later = page.get(field.address).text
    assert "Ghi các mức nới này vào bản nháp" not in later
    assert "đã được sửa; bấm “Chọn tự động” để tính lại" in later


def test_whoever_is_chosen_is_approved_together(page, field):
    computed = page.submit(f"{field.address}/tinh", typed())
    answer = page.submit(f"{field.address}/duyet", {"state": state_of(computed)})
    assert "Đã duyệt 5 người." in answer.text
    assert len(answer.all("span", class_="chip--ok")) >= 5


def test_nobody_is_approved_when_a_unit_would_have_more_than_its_seats(page, field):
    for number in (1, 2, 3):
        field.mark(number, 1, picked=True, seen=1)
    answer = page.post(f"{field.address}/duyet", {"state": state_of(page.get(field.address))})
    assert answer.status_code == 422
    assert "vượt 2 chỉ tiêu được giao" in page._read(answer).text


def test_substitutes_keep_the_balance_first(page, field):
    page.submit(f"{field.address}/tinh", typed(women="1"))
    offered = page.get(f"{field.address}/thay/8")
    rows = [cell.text.split(" số ")[0].strip() for cell in offered.all("td", class_="lead")]
    assert rows[0] == "Nông Văn Cường Thu"
    assert offered.text.index("giữ đủ mọi quy định") < offered.text.index("lệch 1 quy định")
    taken = page.submit(f"{field.address}/thay/8", {"coming": "7"})
    assert chosen(taken) == ["1", "2", "5", "7", "9"]


def test_whoever_takes_an_approved_place_gets_its_seat_and_the_papers_to_reissue_are_listed(page, field):
    service.approve(ACTOR, NOW, field.meeting, [1])
    set_seats(ACTOR, NOW, field.meeting, {1: "A12"}, seats_fingerprint(field.meeting))
    page.submit(f"{field.address}/tinh", typed())
    refused = page._read(page.post(f"{field.address}/thay/1", {"coming": "3", "reason": "ốm"}))
    assert "Hãy ghi rõ lý do, ít nhất 5 ký tự." in refused.text
    assert refused.one("input", name="reason").attributes["value"] == "ốm"
    taken = page.submit(f"{field.address}/thay/1", {"coming": "3", "reason": "Đi công tác đột xuất"})
    assert "Giấy tờ cần làm lại:" in taken.text
    letter = f"/hoi-nghi/{field.meeting.number}/giay-to/giay-trieu-tap.docx"
    assert (len(taken.all("form", action=letter, method="post")), taken.all("a", href=letter)) == (1, [])
    left, came = roster.by_number(field.meeting, 1), roster.by_number(field.meeting, 3)
    assert (left.status, left.seat, roster.history(left)[-1].reason) == ("replaced", "", "Đi công tác đột xuất")
    assert (came.status, came.seat, came.replaces_id) == ("approved", "A12", left.id)


def test_the_place_of_somebody_who_withdrew_after_approval_passes_over_without_a_second_reason(page, field):
    service.approve(ACTOR, NOW, field.meeting, [1])
    service.withdraw(ACTOR, NOW, field.meeting, [1], "Ốm nặng, không dự được")
    taken = page.submit(f"{field.address}/thay/1", {"coming": "3"})
    assert "Giấy tờ cần làm lại:" in taken.text
    left = roster.by_number(field.meeting, 1)
    assert (left.status, roster.history(left)[-1].reason) == ("replaced", "Ốm nặng, không dự được")
    assert roster.by_number(field.meeting, 3).status == "approved"


def test_whoever_withdrew_before_any_approval_leaves_no_place_but_one_in_the_draft(page, field):
    service.withdraw(ACTOR, NOW, field.meeting, [1], "Xin không tham gia")
    taken = page.submit(f"{field.address}/thay/1", {"coming": "3"})
    assert "3" in chosen(taken)
    assert roster.by_number(field.meeting, 3).status == "nominated"


def test_a_substitute_beyond_the_seats_of_the_unit_is_refused_and_nothing_changes(page, field):
    service.approve(ACTOR, NOW, field.meeting, [1, 2, 5])
    page.submit(f"{field.address}/tinh", typed())
    page.submit(f"{field.address}/thay/5", {"coming": "3", "reason": "Đi công tác đột xuất"})
    assert [roster.by_number(field.meeting, number).status for number in (5, 3)] == ["approved", "nominated"]


def test_a_person_of_no_such_number_has_no_substitutes(page, field):
    page.get(f"{field.address}/thay/99", 404)
    assert page.post(f"{field.address}/thay/1", {"coming": "99"}).status_code == 404


def test_the_delegates_page_leads_here(page, field):
    listed = page.get(f"/hoi-nghi/{field.meeting.number}/dai-bieu")
    assert field.address in [e.attributes.get("href") for e in listed.all("a")]


def test_without_a_share_out_the_page_says_what_to_do_first(browse, build):
    meeting = build.meeting()
    build.user("moi", role="organizer", meeting=meeting)
    answer = browse.sign_in("moi").get(f"/hoi-nghi/{meeting.number}/chon-dai-bieu")
    assert "Hãy ban hành bảng phân bổ đại biểu trước" in answer.text


def test_a_meeting_that_elects_nobody_has_nothing_to_choose(browse, build):
    meeting = build.meeting(elects=False)
    build.user("moi", role="organizer", meeting=meeting)
    answer = browse.sign_in("moi").get(f"/hoi-nghi/{meeting.number}/chon-dai-bieu")
    assert "không chọn đại biểu" in answer.text


def test_without_nominees_the_page_says_so(browse, build):
    district, (commune,) = build.district(1)
    meeting = build.meeting(district)
    allocate(meeting, {(commune, "farmers_workers"): 3})
    build.user("moi", role="organizer", meeting=meeting)
    answer = browse.sign_in("moi").get(f"/hoi-nghi/{meeting.number}/chon-dai-bieu")
    assert "Chưa ai được giới thiệu" in answer.text


@pytest.mark.parametrize("role", ["viewer", "door"])
def test_other_roles_do_not_choose(browse, build, field, role: str):
    build.user("khac", role=role, meeting=field.meeting)
    browse.sign_in("khac").get(field.address, 403)
    assert browse.post(f"{field.address}/tinh", typed()).status_code == 403


def test_an_officer_of_a_unit_does_not_choose(browse, build, field):
    build.user("canbo", role="unit_officer", unit=field.communes[0])
    browse.sign_in("canbo").get(field.address, 403)


def test_strangers_find_nothing(browse, build, field):
    build.user("la", role="organizer", meeting=build.meeting())
    browse.sign_in("la").get(field.address, 404)


def test_marks_of_people_at_another_meeting_are_not_found(page, field, build):
    other = build.meeting()
    roster_of(other, [build.unit()], 20)
    assert page.post(f"{field.address}/danh-dau", {"row": "15.0", "score-15": "5"}).status_code == 404


def test_the_page_costs_the_same_with_three_people_and_with_thirty(page, field):
    page.submit(f"{field.address}/tinh", typed(women="1", sensitive="y", minorities="1"))
    few = page.count_queries(field.address)
    roster_of(field.meeting, field.communes, 30)
    page.get(field.address)
    assert page.count_queries(field.address) == few


def test_time_that_runs_out_is_told_and_changes_nothing(page, field, monkeypatch):
    monkeypatch.setattr("congress.selection.views.PATIENCE", 0)
    answer = page.submit(f"{field.address}/tinh", typed())
    assert "bản chọn giữ nguyên như trước" in answer.text
    assert chosen(answer) == []


def test_sealed_figures_are_shown_where_they_are_asked_for(page, field):
    answer = page.submit(f"{field.address}/tinh", typed(sensitive="y", minorities="2"))
    assert chosen(answer) == ["1", "4", "5", "8", "9"]
    assert "Dân tộc thiểu số ít nhất 2 2 2 đạt" in answer.text
    assert "mức ít nhất về dân tộc, đảng viên" in answer.text


def test_removing_a_nominee_with_a_mark_is_possible(page, field):
    field.mark(1, 5, picked=True, seen=1)
    delegate = roster.by_number(field.meeting, 1)
    service.remove(ACTOR, NOW, field.meeting, delegate, delegate.version)
    assert "1" not in chosen(page.get(field.address))


def test_the_button_that_stops_says_that_the_draft_is_as_it_was(field, browse):
    browse.sign_in("btc")
    page = browse.submit(f"{field.address}/dung", page=field.address)
    assert "Đã dừng tính theo yêu cầu; bản chọn giữ nguyên." in page.text
