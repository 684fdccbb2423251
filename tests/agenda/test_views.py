from datetime import date, datetime, time

import pytest

from congress.agenda import catalogue, service
from congress.agenda.models import AgendaItem
from congress.agenda.service import NewItem
from congress.db import transaction
from congress.meetings.models import MeetingSession
from congress.web import clock
from tests.building import ACTOR


def address(meeting, rest=""):
    return f"/hoi-nghi/{meeting.number}/chuong-trinh{rest}"


@pytest.fixture
def organizer(build, meeting, browse):
    """A member of the organizing committee, signed in."""
    build.user("to-chuc", role="organizer", meeting=meeting)
    return browse.sign_in("to-chuc")


def line(meeting, number):
    return service.draft(meeting).line(number)


def order(meeting):
    return [item.number for item in service.draft(meeting).lines]


def test_one_click_makes_the_standard_programme(organizer, meeting):
    assert "Tạo từ chương trình mẫu" in organizer.get(address(meeting)).text
    page = organizer.submit(address(meeting, "/tao-mau"))
    assert [e.attributes["data-id"] for e in page.all("li", class_="agenda-line")] == list("123456789")
    assert "Đủ nội dung bắt buộc, đúng thứ tự, vừa thời gian." in page.text


def test_the_page_shows_times_and_what_is_left_of_the_half_day(organizer, standard):
    page = organizer.get(address(standard))
    assert "Từ 07:30 đến 11:10, tính bằng phút" in page.text
    assert "220 / 240" in page.text
    assert "Còn 20 phút" in page.text


def test_a_finding_appears_with_the_change_that_makes_it(organizer, standard):
    organizer.post(address(standard, "/muc/7/xoa"), {"version": 1})
    page = organizer.get(address(standard))
    assert len(page.all("li", class_="finding")) == 1
    assert "Phát động phong trào thi đua" in page.one("li", class_="finding").text


def test_a_ready_item_brings_its_words_minutes_and_coverage(organizer, standard):
    talk = next(entry for entry in catalogue.entries(standard.unit_id) if entry.code == "talk")
    organizer.submit(address(standard, "/them"), {"source": f"entry:{talk.id}", "title": "Tham luận: Trồng na", "place": ""})
    item = line(standard, 10)
    assert (item.title, item.minutes, item.covers, item.kind) == ("Tham luận: Trồng na", 8, ("talks",), "talk")
    assert order(standard) == [1, 2, 3, 4, 10, 5, 6, 7, 8, 9]


def test_own_words_go_after_the_chosen_item(organizer, standard):
    page = organizer.get(address(standard, "?sau=2"))
    chosen = [e.attributes["value"] for e in page.all("option") if "selected" in e.attributes]
    assert "1:2" in chosen
    organizer.submit(address(standard, "/them"), {"source": "", "title": "Hát then", "minutes": "7", "place": "1:2"})
    assert order(standard) == [1, 2, 10, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": "", "minutes": "5"}, "Hãy chọn một mục có sẵn hoặc ghi nội dung."),
        ({"title": "Hát then", "minutes": ""}, "Hãy ghi số phút."),
        ({"title": "Hát then", "minutes": "-3"}, "Cần một số từ 0 đến 1440."),
        ({"title": "Hát then", "minutes": "9" * 40}, "Cần một số từ 0 đến 1440."),
        ({"title": "Hát then", "minutes": "năm"}, "Cần một số nguyên, ví dụ 120 hoặc 3.000."),
        ({"title": "Hát" * 200, "minutes": "5"}, "Dài quá 400 ký tự."),
        ({"title": "Hát then", "minutes": "5", "place": "9:9"}, "Lựa chọn này không có trong danh sách."),
    ],
)
def test_a_bad_new_item_keeps_what_was_typed(organizer, standard, typed, words):
    answer = organizer.post(address(standard, "/them"), {"source": "", "place": "", "presenter": "Bà Lý Thị Mai"} | typed)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in text
    assert "Bà Lý Thị Mai" in text
    assert len(order(standard)) == 9


def edit(meeting, number, **typed):
    item = line(meeting, number)
    values = {"title": item.title, "minutes": item.minutes, "presenter": item.presenter, "note": item.note}
    return values | {"version": item.version, "covers": list(item.covers)} | typed


def test_an_item_is_edited_in_its_place(organizer, standard):
    page = organizer.get(address(standard, "?sua=3"))
    assert page.hidden("title") == "Báo cáo tổng kết phong trào thi đua và công tác khen thưởng"
    organizer.submit(
        address(standard, "/muc/3/sua"), edit(standard, 3, minutes="25", presenter="Chủ tịch huyện", covers=["report", "talks"])
    )
    item = line(standard, 3)
    assert (item.minutes, item.presenter, item.covers) == (25, "Chủ tịch huyện", ("report", "talks"))


def test_the_second_editor_keeps_the_words_and_is_told(organizer, standard):
    stale = edit(standard, 3, title="Báo cáo của tôi")
    organizer.submit(address(standard, "/muc/3/sua"), edit(standard, 3, title="Báo cáo của người khác"))
    answer = organizer.post(address(standard, "/muc/3/sua"), stale)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này." in text
    assert "Báo cáo của tôi" in text
    assert line(standard, 3).title == "Báo cáo của người khác"


def test_a_title_in_decomposed_letters_is_stored_composed(organizer, standard):
    organizer.submit(address(standard, "/muc/1/sua"), edit(standard, 1, title="Chào cờ"))
    assert line(standard, 1).title == "Chào cờ"


def test_up_and_down_work_by_button_and_keep_the_focus(organizer, standard):
    token = organizer.get(address(standard)).hidden("version")
    page = organizer.submit(address(standard, "/doi-cho"), {"shift": "4:up", "version": token})
    assert order(standard) == [1, 2, 4, 3, 5, 6, 7, 8, 9]
    assert [e.attributes["value"] for e in page.all("button") if "data-focus" in e.attributes] == ["4:up"]


def test_an_old_page_cannot_shift_and_says_why(organizer, standard):
    token = organizer.get(address(standard)).hidden("version")
    organizer.post(address(standard, "/doi-cho"), {"shift": "4:up", "version": token})
    page = organizer.submit(address(standard, "/doi-cho"), {"shift": "8:up", "version": token}, page=address(standard))
    assert "Người khác vừa đổi thứ tự chương trình" in page.text
    assert order(standard) == [1, 2, 4, 3, 5, 6, 7, 8, 9]


def test_a_dragged_order_is_stored_and_a_stale_one_waits_as_a_message(organizer, standard):
    token = service.draft(standard).part(1).order
    dragged = {"order": list("213456789"), "version": token}
    assert organizer.post(address(standard, "/phien/1/thu-tu"), dragged).status_code == 204
    assert organizer.post(address(standard, "/phien/1/thu-tu"), dragged).status_code == 409
    assert "Người khác vừa đổi thứ tự chương trình" in organizer.get(address(standard)).text
    assert order(standard) == [2, 1, 3, 4, 5, 6, 7, 8, 9]


def test_an_item_goes_to_another_session(organizer, standard):
    with transaction() as session:
        session.add(MeetingSession(meeting_id=standard.id, number=2, name="Phiên trù bị", starts_at=time(14, 0)))
    organizer.submit(address(standard, "/muc/8/chuyen"), {"place": "2:0", "version": 1})
    assert [item.number for item in service.draft(standard).part(2).lines] == [8]


def test_awards_are_split_and_merged_again(organizer, standard):
    page = organizer.submit(address(standard, "/muc/6/tach"), {"parts": "2", "version": 1})
    assert "Biểu dương, tôn vinh, khen thưởng (đợt 2)" in page.text
    versions = {"version": line(standard, 6).version, "following": 10, "following_version": line(standard, 10).version}
    organizer.submit(address(standard, "/muc/6/gop"), versions)
    assert (order(standard), line(standard, 6).minutes) == (list(range(1, 10)), 40)


def test_too_many_batches_are_refused_at_the_field(organizer, standard):
    answer = organizer.post(address(standard, "/muc/6/tach"), {"parts": "100", "version": 1})
    assert answer.status_code == 422
    assert "Cần một số từ 2 đến 20." in answer.get_data(as_text=True)


def test_a_deleted_item_can_be_brought_back_from_the_next_page(organizer, standard):
    page = organizer.submit(address(standard, "/muc/3/xoa"), {"version": 1})
    assert "Đã xóa mục “Báo cáo tổng kết phong trào thi đua và công tác khen thưởng”." in page.text
    back = next(e.attributes["action"] for e in page.all("form") if "khoi-phuc" in e.attributes.get("action", ""))
    organizer.submit(back)
    assert [item.kind for item in service.draft(standard).lines][2] == "report"


def test_a_published_version_shows_what_changed_and_who_speaks(organizer, standard):
    organizer.submit(address(standard, "/ban-hanh"))
    organizer.submit(address(standard, "/muc/1/sua"), edit(standard, 1, presenter="Ông Vi Văn Lập"))
    organizer.post(address(standard, "/muc/4/xoa"), {"version": 1})
    page = organizer.submit(address(standard, "/ban-hanh"))
    assert page.one("h1").text == "Chương trình, bản số 2"
    assert "Người thực hiện: chưa ghi → Ông Vi Văn Lập" in page.text
    kinds = [chip.text.strip() for chip in page.all("span", class_="chip") if chip.text.strip() in ("Bỏ", "Sửa")]
    assert kinds == ["Sửa", "Bỏ"]


def test_the_list_of_versions_compares_the_draft_with_the_newest(organizer, standard):
    organizer.submit(address(standard, "/ban-hanh"))
    assert "Không có thay đổi." in organizer.get(address(standard, "/ban")).text
    organizer.post(address(standard, "/muc/4/xoa"), {"version": 1})
    page = organizer.get(address(standard, "/ban"))
    assert "Bản nháp so với bản số 1" in page.text
    assert "Tham luận của các điển hình tiên tiến" in page.text


def test_print_uses_the_newest_version_unless_the_draft_is_asked_for(organizer, standard):
    organizer.submit(address(standard, "/ban-hanh"))
    organizer.post(address(standard, "/muc/1/xoa"), {"version": 1})
    assert "Chào cờ" in organizer.get(address(standard, "/in")).text
    draft = organizer.get(address(standard, "/in?ban=nhap")).text
    assert ("Chào cờ" in draft, "Dự thảo" in draft) == (False, True)


def test_the_stage_shows_what_is_on_and_what_comes_next(organizer, standard, monkeypatch):
    moment = datetime(2025, 4, 24, 7, 36, tzinfo=clock.VIETNAM)
    monkeypatch.setattr(clock, "now", lambda: moment)
    page = organizer.get(address(standard, "/dieu-hanh"))
    assert page.one("p", class_="stage__now").text == "Tuyên bố lý do, giới thiệu đại biểu và khai mạc"
    assert page.one("p", class_="stage__following").text.startswith("07:50 Báo cáo")


def test_the_stage_lets_a_person_go_ahead_of_the_clock(organizer, standard):
    page = organizer.get(address(standard, "/dieu-hanh?muc=9"))
    assert page.one("p", class_="stage__now").text == "Tổng kết và bế mạc"
    assert "Theo đồng hồ" in page.text


@pytest.mark.parametrize("rest", ["/muc/99/sua", "/muc/99/xoa", "/muc/99/tach", "/muc/99/chuyen", "/phien/9/thu-tu", "/ban/7"])
def test_things_that_are_not_there_are_not_found(organizer, standard, rest):
    method = organizer.client.get if rest == "/ban/7" else organizer.post
    assert method(address(standard, rest)).status_code == 404


def test_strangers_find_nothing_and_viewers_change_nothing(build, browse, standard):
    build.user("nguoi-la", role="organizer", meeting=build.meeting())
    browse.sign_in("nguoi-la")
    assert browse.client.get(address(standard)).status_code == 404
    build.user("nguoi-xem", role="viewer", meeting=standard)
    browse.sign_in("nguoi-xem")
    page = browse.get(address(standard))
    assert page.all("a", class_="icon-button") == []
    for rest in ("/them", "/muc/1/xoa", "/doi-cho", "/ban-hanh", "/phien/1/thu-tu", "/tao-mau"):
        assert browse.post(address(standard, rest), {"version": 1}).status_code == 403
    assert order(standard) == list(range(1, 10))


def test_the_number_of_queries_does_not_grow_with_the_programme(organizer, meeting, build):
    pages = ("", "?sua=1", "/in", "/dieu-hanh")
    fill(meeting, 3)
    few = [organizer.count_queries(address(meeting, rest)) for rest in pages]
    fill(meeting, 200)
    assert [organizer.count_queries(address(meeting, rest)) for rest in pages] == few


def fill(meeting, count):
    with transaction() as session:
        part = meeting.sessions[0]
        first = len(service.draft(meeting).lines) + 1
        values = {"meeting_id": meeting.id, "session_id": part.id, "kind": "own", "minutes": 1, "covers": ["talks"]}
        places = range(first, count + 1)
        session.add_all([AgendaItem(number=place, position=place, title=f"Mục {place}", **values) for place in places])


def shelf(unit, rest=""):
    return f"/don-vi/{unit.id}/muc-chuong-trinh{rest}"


def test_a_body_keeps_its_own_catalogue(build, browse):
    unit = build.unit()
    build.user("can-bo", role="unit_officer", unit=unit)
    browse.sign_in("can-bo")
    page = browse.submit(shelf(unit, "/them"), {"title": "Hát then", "minutes": "8", "covers": ""}, page=shelf(unit))
    assert "Hát then" in page.text
    entry = catalogue.entries(unit.id)[-1]
    typed = {"title": "Hát then, đàn tính", "minutes": "9", "covers": "exchange", "version": entry.version}
    browse.submit(shelf(unit, f"/{entry.id}/sua"), typed, page=shelf(unit))
    entry = catalogue.entries(unit.id)[-1]
    assert (entry.title, entry.minutes, entry.covers) == ("Hát then, đàn tính", 9, ["exchange"])
    browse.submit(shelf(unit, f"/{entry.id}/xoa"), page=shelf(unit))
    assert catalogue.entries(unit.id)[-1].unit_id is None


def test_another_body_cannot_touch_that_catalogue(build, browse):
    ours, theirs = build.unit(), build.unit()
    entry = catalogue.add_entry(ACTOR, build.now, theirs, "Múa sư tử", 5)
    build.user("can-bo", role="unit_officer", unit=ours)
    browse.sign_in("can-bo")
    assert browse.post(shelf(theirs, f"/{entry.id}/xoa")).status_code == 404
    assert browse.post(shelf(ours, f"/{entry.id}/xoa")).status_code == 404
    assert [row.title for row in catalogue.entries(theirs.id) if row.unit_id] == ["Múa sư tử"]


def test_a_meeting_of_several_days_shows_each_session_with_its_day(organizer, standard, build):
    with transaction() as session:
        values = {"name": "Phiên trù bị", "held_on": date(2025, 4, 23), "starts_at": time(14, 0), "minutes": 90}
        session.add(MeetingSession(meeting_id=standard.id, number=2, **values))
    service.add_item(ACTOR, build.now, standard, NewItem("Thông qua nội quy", 5, session_number=2))
    page = organizer.get(address(standard))
    assert [e.text for e in page.all("h2") if e.attributes.get("id", "").startswith("phien")] == [
        "Phiên trù bị",
        "Phiên chính thức",
    ]
