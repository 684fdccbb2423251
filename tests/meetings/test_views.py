"""The pages on which a congress is set up."""

from html import unescape

import pytest
from flask import Flask, url_for

from congress.meetings import service
from congress.meetings.findings import present
from congress.meetings.overrides import override_address
from congress.messages import sentence
from congress.units.models import Unit
from tests.browsing import Browsing
from tests.building import ACTOR, Builder
from tests.conftest import NOW, TODAY

PLAIN = {"title": "Hội nghị biểu dương", "held_on": "20/03/2025", "place": "Hội trường xã", "starts_at": "07h30", "plan": ""}


def officer(browse: Browsing, build: Builder, unit: Unit | None = None) -> Unit:
    unit = unit or build.unit()
    build.user("lan", role="unit_officer", unit=unit)
    browse.sign_in("lan")
    return unit


def test_three_fields_make_a_plain_conference(browse: Browsing, build: Builder):
    unit = officer(browse, build)
    assert "Đã tạo hội nghị." in browse.submit(f"/don-vi/{unit.id}/hoi-nghi/moi", PLAIN).text
    assert "Không có vấn đề nào về chuẩn bị chung" in browse.get("/hoi-nghi/1/thong-tin").text
    meeting = service.by_number(1)
    assert (meeting.title, meeting.place, meeting.elects) == ("Hội nghị biểu dương", "Hội trường xã", False)


@pytest.mark.parametrize("code", ["x" * 100_000, "hoi_nghi_khac"])
def test_a_form_of_name_that_is_not_offered_is_told(browse: Browsing, build: Builder, code: str):
    unit = officer(browse, build)
    answer = browse.post(f"/don-vi/{unit.id}/hoi-nghi/moi", PLAIN | {"form_code": code})
    assert (answer.status_code, "Lựa chọn này không có trong danh sách." in answer.get_data(as_text=True)) == (422, True)


def test_an_officer_of_one_body_comes_at_once_to_its_form(browse: Browsing, build: Builder):
    officer(browse, build, build.unit("Xã Nhân Lý"))
    page = browse.get("/hoi-nghi/moi")
    assert page.hidden("title") == "Hội nghị xã Nhân Lý năm 2025"


def test_the_plan_of_the_district_is_offered_first(browse: Browsing, build: Builder):
    district, [commune] = build.district(1)
    plan = build.plan(district)
    officer(browse, build, commune)
    page = browse.get("/hoi-nghi/moi")
    assert [option.attributes["value"] for option in page.all("option", selected="")][:1] == [str(plan.id)]
    assert page.hidden("title").startswith("Hội nghị điển hình tiên tiến xã")


def test_an_impossible_day_is_told_and_the_rest_kept(browse: Browsing, build: Builder):
    unit = officer(browse, build)
    answer = browse.post(f"/don-vi/{unit.id}/hoi-nghi/moi", PLAIN | {"held_on": "30/02/2025"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Ngày không đọc được" in html
    assert 'value="Hội trường xã"' in html


def test_a_neighbour_may_not_create_here(browse: Browsing, build: Builder):
    officer(browse, build)
    browse.get(f"/don-vi/{build.unit().id}/hoi-nghi/moi", 404)


def test_all_communes_get_their_meetings_from_the_page(browse: Browsing, build: Builder):
    district, communes = build.district(3)
    plan = build.plan(district)
    build.user("huyen", role="standing_body", unit=district)
    browse.sign_in("huyen")
    chosen = communes[:2]
    data = {"unit": [str(unit.id) for unit in chosen]} | {f"form-{unit.id}": "dai_hoi" for unit in chosen}
    page = browse.submit(f"/ke-hoach/{plan.id}/hoi-nghi/tao", data)
    assert "Đã tạo 2 hội nghị." in page.text
    assert [row.meeting.title for row in service.progress(plan, TODAY)] == [
        f"Đại hội thi đua yêu nước xã{unit.name[2:]} năm 2030" for unit in chosen
    ]


def test_choosing_none_is_told(browse: Browsing, build: Builder):
    district, _communes = build.district(1)
    plan = build.plan(district)
    build.user("huyen", role="standing_body", unit=district)
    answer = browse.sign_in("huyen").post(f"/ke-hoach/{plan.id}/hoi-nghi/tao", {})
    assert answer.status_code == 422
    assert "Chưa chọn đơn vị nào" in answer.get_data(as_text=True)


def test_the_list_shows_own_higher_and_lower_meetings_and_no_others(browse: Browsing, build: Builder):
    district, [commune, neighbour] = build.district(2)
    for unit, title in ((district, "Của huyện"), (commune, "Của xã"), (neighbour, "Của xã bên")):
        build.meeting(unit, title=title)
    officer(browse, build, commune)
    page = browse.get("/hoi-nghi")
    titles = ("Của huyện", "Của xã", "Của xã bên")
    assert [title for title in titles if any(a.text == title for a in page.all("a"))] == ["Của huyện", "Của xã"]


def test_the_list_is_filtered_by_status_and_name(browse: Browsing, build: Builder):
    build.user("quantri", role="administrator")
    build.meeting(build.unit("Xã Nhân Lý"), title="Một", status="held")
    build.meeting(build.unit("Xã Vân An"), title="Hai")
    browse.sign_in("quantri")
    assert [a.text for a in browse.get("/hoi-nghi?trang-thai=held").all("a") if a.text in ("Một", "Hai")] == ["Một"]
    assert [a.text for a in browse.get("/hoi-nghi?tim=van+an").all("a") if a.text in ("Một", "Hai")] == ["Hai"]


def test_the_settings_page_says_why_it_is_a_delegate_conference(browse: Browsing, build: Builder):
    district, [commune] = build.district(1)
    plan = build.plan(district)
    service.create_for_plan(ACTOR, NOW, plan, [service.Wish(commune.id, "dai_hoi")], TODAY)
    officer(browse, build, commune)
    data = {"number": "238", "counted_on": "15/01/2025", "definition": "Cán bộ", "declared_by": "UBND xã"}
    browse.submit(f"/don-vi/{commune.id}/so-nguoi", data)
    assert "238 > 200 nên theo kế hoạch là hội nghị đại biểu." in browse.get("/hoi-nghi/1/thong-tin").text


def test_facts_are_changed_and_a_second_editor_is_told(browse: Browsing, build: Builder):
    meeting = build.meeting()
    officer(browse, build, meeting.unit)
    data = {
        "title": "Tên mới",
        "form_code": meeting.form_code,
        "held_on": "25/04/2025",
        "place": "",
        "assembly": "delegates",
        "delegate_number": "280",
        "elects": "y",
        "higher": "",
        "version": "1",
    }
    address = f"/hoi-nghi/{meeting.number}/thong-tin/sua"
    assert "Tên mới" in browse.submit(address, data).text
    answer = browse.post(address, data | {"title": "Tên khác"})
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in answer.get_data(as_text=True)


def test_an_open_question_is_answered_with_who_decided(browse: Browsing, build: Builder):
    district, [commune] = build.district(1)
    plan = build.plan(district)
    service.create_for_plan(ACTOR, NOW, plan, [service.Wish(commune.id, "dai_hoi")], TODAY)
    officer(browse, build, commune)
    data = {"answer": "calendar", "decided_by": "Phòng Nội vụ", "decided_on": "01/03/2025", "reason": ""}
    data["version"] = browse.get("/hoi-nghi/1/quyet-dinh/dossier_counting").hidden("version")
    page = browse.submit("/hoi-nghi/1/quyet-dinh/dossier_counting", data)
    assert "Ngày lịch – Phòng Nội vụ, ngày 01/03/2025" in page.text
    browse.get("/hoi-nghi/1/quyet-dinh/thoi_tiet", 404)


def test_groups_functions_sessions_and_dossier_are_edited(browse: Browsing, build: Builder):
    district, [commune] = build.district(1)
    plan = build.plan(district)
    service.create_for_plan(ACTOR, NOW, plan, [service.Wish(commune.id, "dai_hoi")], TODAY)
    officer(browse, build, commune)
    form = browse.get("/hoi-nghi/1/nhom")
    groups = {
        field.attributes["name"]: field.attributes["value"] for field in form.all("input") if "_" in field.attributes["name"]
    }
    shares = {f"share_{group.code}": group.share for group in service.by_number(1).groups}
    groups |= shares | {"share_local_leaders": "other", "decided_by": "Ban Tổ chức", "version": form.hidden("version")}
    assert "Ban Tổ chức, ngày" in browse.submit("/hoi-nghi/1/nhom", groups).text
    people = {"chair": "Vi Thị Hoa, Chủ tịch", "version": browse.get("/hoi-nghi/1/phan-cong").hidden("version")}
    assert "Vi Thị Hoa, Chủ tịch" in browse.submit("/hoi-nghi/1/phan-cong", people).text
    session = {"kind": "side_event", "name": "Dâng hương", "starts_at": "6:15", "minutes": "45", "held_on": ""}
    assert "Dâng hương" in browse.submit("/hoi-nghi/1/phien/moi", session).text
    sent = {"sent_on_ke_hoach": "01/03/2025", "paper_number_ke_hoach": "12/KH-UBND"}
    sent["version"] = browse.get("/hoi-nghi/1/ho-so").hidden("version")
    assert "12/KH-UBND" in browse.submit("/hoi-nghi/1/ho-so", sent).text


def test_a_viewer_sees_no_edit_button_and_may_not_edit(browse: Browsing, build: Builder):
    meeting = build.meeting()
    build.user("xem", role="viewer", meeting=meeting)
    page = browse.sign_in("xem").get(f"/hoi-nghi/{meeting.number}/thong-tin")
    assert "Sửa thông tin" not in page.text
    assert not [form for form in page.all("form") if "van-de" in form.attributes.get("action", "")]
    browse.get(f"/hoi-nghi/{meeting.number}/thong-tin/sua", 403)


def test_a_stranger_finds_no_meeting(browse: Browsing, build: Builder):
    meeting = build.meeting()
    officer(browse, build)
    browse.get(f"/hoi-nghi/{meeting.number}/thong-tin", 404)


def test_a_session_of_another_meeting_is_not_found(browse: Browsing, build: Builder):
    meeting = build.meeting()
    officer(browse, build, meeting.unit)
    browse.get(f"/hoi-nghi/{meeting.number}/phien/7/sua", 404)


def test_accepting_a_finding_comes_back_to_its_page_and_can_be_withdrawn(browse: Browsing, build: Builder):
    meeting = build.meeting(held_on=TODAY.replace(month=5))
    officer(browse, build, meeting.unit)
    address, home = f"/hoi-nghi/{meeting.number}/van-de/chap-nhan", f"/hoi-nghi/{meeting.number}/thong-tin"
    assert ("held_after_deadline", "district") in {found.key for found in service.findings(meeting, TODAY)}
    data = {"code": "held_after_deadline", "subject": "district", "back": home, "reason": "Cấp trên đồng ý"}
    answer = browse.post(address, data)
    assert answer.headers["Location"] == home
    assert service.overrides_of(meeting)["held_after_deadline", "district"].reason == "Cấp trên đồng ý"
    browse.post(address, data | {"withdraw": "y"})
    assert service.overrides_of(meeting) == {}


def test_no_reason_answers_a_hard_finding(browse: Browsing, build: Builder):
    meeting = build.meeting(delegate_number=301)
    [finding] = [found for found in service.findings(meeting, TODAY) if found.code == "limit_exceeded"]
    assert finding.weight == "hard"
    officer(browse, build, meeting.unit)
    data = {"code": finding.code, "subject": finding.subject, "reason": "Cấp trên đồng ý"}
    answer = browse.post(f"/hoi-nghi/{meeting.number}/van-de/chap-nhan", data)
    assert answer.status_code == 422
    assert "không bỏ qua bằng lý do được" in answer.get_data(as_text=True)
    assert service.overrides_of(meeting) == {}


@pytest.mark.parametrize("back", ["//xau.example", "https://xau.example/"])
def test_accepting_never_leads_to_another_host(browse: Browsing, build: Builder, back: str):
    meeting = build.meeting()
    officer(browse, build, meeting.unit)
    data = {"code": "dossier_late", "subject": "", "back": back, "reason": "Cấp trên đồng ý"}
    assert browse.post(f"/hoi-nghi/{meeting.number}/van-de/chap-nhan", data).headers["Location"] == "/"


def test_a_reason_too_short_keeps_what_was_typed(browse: Browsing, build: Builder):
    meeting = build.meeting()
    officer(browse, build, meeting.unit)
    answer = browse.post(f"/hoi-nghi/{meeting.number}/van-de/chap-nhan", {"code": "dossier_late", "reason": "ừ"})
    assert answer.status_code == 422
    assert "ừ</textarea>" in answer.get_data(as_text=True)


def test_the_page_of_a_reason_repeats_the_finding_and_its_clause(browse: Browsing, build: Builder):
    meeting = build.meeting(held_on=TODAY.replace(month=5))
    officer(browse, build, meeting.unit)
    address = f"/hoi-nghi/{meeting.number}/van-de/chap-nhan"
    [shown] = [f for f in present(meeting, service.findings(meeting, TODAY)) if f.code == "held_after_deadline"]
    texts = [browse.get(f"{address}?code=held_after_deadline&subject=district").text]
    texts.append(browse.post(address, {"code": shown.code, "subject": "district", "reason": "ừ"}).get_data(as_text=True))
    for text in map(unescape, texts):
        assert shown.sentence in text
        assert shown.clause_sentence in text
        assert shown.clause_ref in text


def test_a_finding_settled_meanwhile_is_still_named(browse: Browsing, build: Builder):
    meeting = build.meeting()
    officer(browse, build, meeting.unit)
    page = browse.get(f"/hoi-nghi/{meeting.number}/van-de/chap-nhan?code=agenda_too_long&subject=x")
    assert "Chương trình dài … phút, vượt thời lượng của phiên … phút." in page.text


def test_the_address_of_an_acceptance_is_the_route(app: Flask, build: Builder):
    meeting = build.meeting()
    with app.test_request_context():
        assert override_address(meeting) == url_for("overview.override", number=meeting.number)


def test_pages_cost_the_same_with_three_and_thirty_rows(browse: Browsing, build: Builder):
    district, communes = build.district(30)
    plan = build.plan(district)
    build.user("huyen", role="standing_body", unit=district)
    browse.sign_in("huyen")
    wishes = [service.Wish(unit.id, "dai_hoi") for unit in communes]
    service.create_for_plan(ACTOR, NOW, plan, wishes[:3], TODAY)
    addresses = ("/hoi-nghi", f"/ke-hoach/{plan.id}/hoi-nghi", "/hoi-nghi/1/thong-tin", f"/ke-hoach/{plan.id}/hoi-nghi/tao")
    few = [browse.count_queries(address) for address in addresses]
    service.create_for_plan(ACTOR, NOW, plan, wishes, TODAY)
    assert [browse.count_queries(address) for address in addresses] == few


@pytest.mark.parametrize("change", ["them", "own_1/xoa"])
def test_names_typed_while_somebody_adds_or_removes_a_group_are_kept_and_told(browse: Browsing, build: Builder, change: str):
    meeting = build.meeting()
    build.user("btc", role="organizer", meeting=meeting)
    browse.sign_in("btc")
    if change != "them":
        browse.submit("/hoi-nghi/1/nhom/them", {"moi-name": "Nghệ nhân", "moi-share": "core"})
    form = browse.get("/hoi-nghi/1/nhom")
    typed = {f.attributes["name"]: f.attributes["value"] for f in form.all("input") if "_" in f.attributes["name"]}
    typed |= {f"share_{group.code}": group.share for group in service.by_number(1).groups}
    typed |= {"name_farmers_workers": "Nông dân Chi Lăng", "version": form.hidden("version")}
    if change == "them":
        browse.submit("/hoi-nghi/1/nhom/them", {"moi-name": "Nghệ nhân", "moi-share": "core"})
    else:
        browse.submit("/hoi-nghi/1/nhom/own_1/xoa")
    page = browse.submit("/hoi-nghi/1/nhom", typed)
    assert page.hidden("name_farmers_workers") == "Nông dân Chi Lăng"
    assert sentence("stale") in page.text
