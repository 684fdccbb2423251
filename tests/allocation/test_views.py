"""The workbench as committees use it, without any script."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from congress.db import transaction
from congress.meetings.service import add_group, by_number
from tests.browsing import Browsing
from tests.building import ACTOR, Builder
from tests.conftest import NOW


@pytest.fixture
def workbench(build: Builder, browse: Browsing):
    """(address, communes, browsing) of a district congress, signed in as its organizer."""
    unit, communes = build.district(3)
    meeting = build.meeting(unit)
    build.user("btc", role="organizer", meeting=meeting)
    browse.sign_in("btc")
    return f"/hoi-nghi/{meeting.number}/phan-bo", communes, browse


def filled(communes, do="try", **changes):
    groups = {"farmers_workers": "160", "exemplars": "50", "leaders": "50", "guests": "40"}
    cells = {f"group-{code}": text for code, text in groups.items()}
    for place, commune in enumerate(communes, 1):
        cells |= {f"take-{commune.id}": "x", f"members-{commune.id}": str(100 * place), f"least-{commune.id}": "1"}
    return {
        "total": "300",
        "method": "webster",
        "heads_part": "1",
        "points_part": "0",
        "outside": "guests",
        "seen": "0",
        "do": do,
        **cells,
        **changes,
    }


def test_the_first_visit_offers_every_unit_and_the_ratio(workbench):
    address, communes, browse = workbench
    page = browse.get(address)
    assert page.hidden("total") == "300"
    assert all(commune.name in page.text for commune in communes)


def test_trying_shows_the_seats(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes))
    assert [e.text.strip() for e in page.all("strong") if e.text.strip().isdigit()][-3:] == ["43", "87", "130"]


def test_adopting_leads_to_the_printed_table_and_the_workbook(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes, "adopt"))
    assert "Bảng phân bổ đại biểu, lần 1" in page.text
    book = CalamineWorkbook.from_filelike(BytesIO(browse.fetch(f"{address}/1/bang.xlsx").data))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[-1][-1] == 300
    assert [row[-1] for row in rows if row[1] in {c.name for c in communes}] == [43, 87, 130]


def test_what_was_typed_stays_when_a_cell_cannot_be_read(workbench):
    address, communes, browse = workbench
    wrong = {f"members-{communes[0].id}": "một trăm"}
    page = browse.submit(address, filled(communes, "adopt", **wrong))
    assert page.hidden(f"members-{communes[0].id}") == "một trăm"
    assert "“một trăm” không phải số nguyên" in page.text


def test_numbers_pasted_from_excel_are_read(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes, **{f"members-{communes[0].id}": "1.000"}))
    assert "không phải số nguyên" not in page.text


def test_groups_that_do_not_sum_are_explained_with_both_numbers(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes, "adopt", **{"group-leaders": "49"}))
    assert "cộng lại là 299, khác tổng số 300" in page.text


@pytest.mark.parametrize("text", ["-5", "1e9", "99999999999999999999", "=1+1", "２"])
def test_odd_numbers_never_break_the_page(workbench, text):
    address, communes, browse = workbench
    answer = browse.post(address, filled(communes, **{f"members-{communes[0].id}": text}), page=address)
    assert answer.status_code == 422


def test_the_suggestion_fills_the_groups(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes, "suggest", total="101", **{"group-guests": "0", "group-leaders": "0"}))
    assert int(page.hidden("group-farmers_workers")) + int(page.hidden("group-exemplars")) == 71


def test_a_viewer_may_look_and_not_adopt(build: Builder, browse: Browsing):
    unit, communes = build.district(1)
    meeting = build.meeting(unit)
    build.user("xem", role="viewer", meeting=meeting)
    browse.sign_in("xem")
    address = f"/hoi-nghi/{meeting.number}/phan-bo"
    assert "Ban hành bảng này" not in browse.get(address).text
    assert browse.post(address, filled(communes, "adopt"), page="/kieu-dang").status_code == 403


def test_the_meeting_of_a_stranger_is_not_found(build: Builder, browse: Browsing):
    meeting = build.meeting()
    build.user("la", role="organizer", meeting=build.meeting())
    browse.sign_in("la")
    assert browse.get(f"/hoi-nghi/{meeting.number}/phan-bo", status=404).text


def test_a_unit_officer_sees_the_seats_of_their_own_unit(workbench, build: Builder):
    address, communes, browse = workbench
    browse.submit(address, filled(communes, "adopt"))
    build.user("xa", role="unit_officer", unit=communes[1])
    other = Browsing(browse.app).sign_in("xa")
    page = other.get(f"{address}/cua-toi")
    assert communes[1].name in page.text
    assert communes[0].name not in page.text


def test_the_page_costs_the_same_for_few_units_and_many(build: Builder, browse: Browsing):
    build.user("qt")
    costs = []
    for count in (3, 30):
        unit, _ = build.district(count)
        meeting = by_number(build.meeting(unit).number)
        build.user(f"btc{count}", role="organizer", meeting=meeting)
        browse = Browsing(browse.app).sign_in(f"btc{count}")
        costs.append(browse.count_queries(f"/hoi-nghi/{meeting.number}/phan-bo"))
    assert costs[0] == costs[1]


def test_a_cell_set_by_hand_comes_back_as_typed(workbench):
    address, communes, browse = workbench
    name = f"cell-{communes[2].id}-leaders"
    page = browse.submit(address, filled(communes, **{name: "3"}))
    assert page.hidden(name) == "3"
    assert [e.text for e in page.all("strong") if e.text.isdigit()][-3:] == ["43", "87", "130"]


def test_the_script_gets_only_the_numbers(workbench):
    address, communes, browse = workbench
    answer = browse.post(address, filled(communes), page=address, headers={"X-Part": "answer"})
    assert [answer.json["numbers"][f"seats-{commune.id}"] for commune in communes] == ["43", "87", "130"]
    assert answer.json["errors"] == []


def test_the_script_is_told_which_cells_cannot_be_read(workbench):
    address, communes, browse = workbench
    wrong = f"least-{communes[0].id}"
    answer = browse.post(address, filled(communes, **{wrong: "hai"}), page=address, headers={"X-Part": "answer"})
    assert (answer.json["errors"], answer.json["numbers"]) == ([wrong], {})
    assert "“hai” không phải số nguyên" in answer.json["head"]


def test_points_weigh_in_the_part_that_was_typed(workbench):
    address, communes, browse = workbench
    points = {f"points-{commune.id}": "10" for commune in communes}
    page = browse.submit(address, filled(communes, heads_part="0", points_part="1", **points))
    assert [e.text for e in page.all("strong") if e.text.isdigit()][-3:] == ["87", "87", "86"]


def test_a_minimum_gets_a_column_and_is_kept_when_adopted(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes, "adopt", **{"minimum-women": "90"}))
    assert "ít nhất 30 nữ" in page.text
    assert browse.get(address).hidden("minimum-women") == "90"


def test_two_versions_are_compared(workbench):
    address, communes, browse = workbench
    browse.submit(address, filled(communes, "adopt"))
    browse.submit(address, filled(communes, "adopt", seen="1", **{f"members-{communes[0].id}": "400"}))
    page = browse.get(f"{address}/so-sanh?truoc=1&sau=2")
    assert [e.text for e in page.all("td") if e.text[:1] in ("+", "-")] == ["+72", "-29", "-43"]
    assert browse.get(f"{address}/so-sanh?truoc=9", status=404).text


def test_comparing_before_anything_was_adopted_is_not_found(workbench):
    address, _, browse = workbench
    assert browse.get(f"{address}/so-sanh", status=404).text


def test_every_cell_is_the_product_of_its_two_factors_before_and_after_adopting(workbench):
    address, communes, browse = workbench
    tried = browse.submit(address, filled(communes))
    browse.submit(address, filled(communes, "adopt"))
    adopted = browse.get(f"{address}/1/cach-tinh")
    products = [e.text.strip() for e in tried.all("td") if " → " in e.text]
    assert len(products) == 9
    assert [e.text.strip() for e in adopted.all("td") if " → " in e.text] == products
    numbers = [text.replace(",", ".").split(" → ") for text in products]
    assert all(abs(float(product) - int(seats)) <= 0.5 for product, seats in numbers)


def test_the_first_visit_without_head_counts_says_what_to_type_and_is_no_mistake(workbench):
    address, _, browse = workbench
    page = browse.get(address)
    assert "Chưa đơn vị nào có số người để chia" in page.text
    assert "Có chỗ chưa nhận được" not in page.text


def test_trying_without_head_counts_is_refused_with_the_number_of_seats(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes, **{f"members-{commune.id}": "0" for commune in communes}))
    assert "Chưa đơn vị nào có số người để chia 260 chỉ tiêu" in page.text


def test_a_cell_that_cannot_be_read_is_told_with_its_unit(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes, **{f"most-{communes[1].id}": "hai"}))
    assert f"{communes[1].name}: “hai” không phải số nguyên" in page.text


def test_a_viewer_may_try_other_numbers(build: Builder, browse: Browsing):
    unit, communes = build.district(3)
    meeting = build.meeting(unit)
    build.user("xem", role="viewer", meeting=meeting)
    page = browse.sign_in("xem").submit(f"/hoi-nghi/{meeting.number}/phan-bo", filled(communes))
    assert [e.text for e in page.all("strong") if e.text.isdigit()][-3:] == ["43", "87", "130"]


def test_the_enter_key_only_tries(workbench):
    address, _, browse = workbench
    assert next(e.attributes["value"] for e in browse.get(address).all("button", name="do")) == "try"


def test_no_form_stands_inside_the_form_of_the_workbench(workbench):
    address, communes, browse = workbench
    page = browse.submit(address, filled(communes, total="299", **{"group-leaders": "49"}))
    assert "khác số đại biểu đã quyết định" in page.text
    assert [e for e in page.all("form") if e.attributes.get("action", "").endswith("/van-de/chap-nhan")] == []


def test_the_printed_table_names_who_adopted_it(workbench):
    address, communes, browse = workbench
    assert "người ghi: Người thử." in browse.submit(address, filled(communes, "adopt")).text


def test_an_officer_sees_the_groups_with_seats_alone_and_the_decision(workbench, build: Builder):
    address, communes, browse = workbench
    none = {f"cell-{communes[0].id}-farmers_workers": "0"}
    browse.submit(address, filled(communes, "adopt", note="Theo Kế hoạch 12.", **none))
    build.user("xa", role="unit_officer", unit=communes[0])
    page = Browsing(browse.app).sign_in("xa").get(f"{address}/cua-toi")
    seats = [e.text for e in page.all("td", **{"data-label": "Chỉ tiêu"})]
    assert "0" not in seats
    assert len(seats) > 2
    assert "Theo bảng phân bổ lần 1, ban hành" in page.text
    assert "Ghi chú: Theo Kế hoạch 12." in page.text


def test_a_closed_congress_tries_and_adopts_no_more(workbench):
    address, communes, browse = workbench
    assert "Ban hành bảng này" in browse.submit(address, filled(communes)).text
    with transaction():
        by_number(1).status = "closed"
    page = browse.submit(address, filled(communes))
    assert "Ban hành bảng này" not in page.text
    assert "Cơ cấu 210 / 300" in page.text


def test_a_group_that_came_while_the_page_was_open_is_told_before_adopting(workbench):
    address, communes, browse = workbench
    add_group(ACTOR, NOW, by_number(1), "Nghệ nhân", "core", "#5f6b76")
    page = browse.submit(address, filled(communes, "adopt"))
    assert "Các nhóm cơ cấu vừa thay đổi" in page.text
    assert browse.get(f"{address}/1", status=404).text
