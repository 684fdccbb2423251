"""Pages of the seat plan: who may, what they show, what they cost."""

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import update

from congress.db import transaction
from congress.delegates import service as delegates
from congress.delegates.models import Delegate
from congress.seating import service as seating
from congress.seating.service import Wish
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.conftest import NOW
from tests.seating.conftest import Room


@pytest.fixture
def organizer(room: Room, browse: Browsing) -> Browsing:
    """Signed in as the committee of the meeting."""
    room.build.user("btc", role="organizer", meeting=room.meeting)
    return browse.sign_in("btc")


def at(room: Room, path: str = "") -> str:
    return f"/hoi-nghi/{room.meeting.number}/cho-ngoi{path}"


def test_without_a_hall_the_page_says_how_to_begin(room: Room, organizer: Browsing):
    assert "Chưa vẽ hội trường" in organizer.get(at(room)).text
    assert "Chưa vẽ hội trường" in organizer.get(at(room, "/xep")).text
    assert "Chưa vẽ hội trường" in organizer.get(at(room, "/so-do")).text
    assert organizer.fetch(at(room, "/so-do.pdf"), 404).status_code == 404


def test_a_hall_is_drawn_on_the_page(room: Room, organizer: Browsing):
    form = {"rows": "3", "seats": "6", "naming": "letters", "aisles": "2", "blocked": "A-1", "at_table": "2", "version": "0"}
    page = organizer.submit(at(room, "/hoi-truong"), form)
    assert [e.text.strip() for e in page.all("p", class_="stat__value")] == ["19", "0", "0"]
    assert "A-1–" not in organizer.get(at(room, "/hoi-truong")).text


def test_a_hall_that_cannot_be_keeps_what_was_typed(room: Room, organizer: Browsing):
    form = {"rows": "3", "seats": "6", "naming": "letters", "aisles": "9", "blocked": "Z-1", "at_table": "2", "version": "0"}
    answer = organizer.post(at(room, "/hoi-truong"), form)
    assert answer.status_code == 422
    assert "Lối đi nằm sau một ghế từ 1 đến 5" in answer.text or "Hội trường không có ghế: Z-1" in answer.text
    assert 'value="9"' in answer.text


def test_the_grid_names_who_sits_on_a_seat(room: Room, organizer: Browsing):
    room.people(2)
    room.draw()
    room.move(1, "B-2")
    page = organizer.get(at(room, "?ghe=b2"))
    labels = [e.attributes["aria-label"] for e in page.all("a") if e.attributes.get("href", "").startswith("?ghe=B-")]
    assert labels[:3] == ["Hàng B, ghế 1", "Hàng B, ghế 2 I, Nông Văn 001", "Hàng B, ghế 3"]
    assert len(labels) == 6
    assert "Ghế B-2: Nông Văn 001" in page.text


def test_seats_have_the_colours_of_their_groups_as_badges_do(room: Room, organizer: Browsing):
    room.people(1)
    room.draw()
    room.move(1, "B-2")
    page, first = organizer.get(at(room)), room.meeting.groups[0]
    assert at(room, "/mau.css") in [e.attributes["href"] for e in page.all("link") if e.attributes.get("rel") == "stylesheet"]
    assert page.one("td", class_="seat--1").attributes["class"] == "seat seat--taken seat--1"
    sheet = organizer.fetch(at(room, "/mau.css"))
    assert sheet.mimetype == "text/css"
    assert f".seat--1 {{ --tone: {first.colour}; }}" in sheet.get_data(as_text=True)


def test_a_person_is_moved_swapped_and_taken_off_by_forms_alone(room: Room, organizer: Browsing):
    room.people(2)
    room.draw()
    organizer.submit(at(room), {"person": "1", "seat": "B-1", "seen": room.seen})
    organizer.submit(at(room), {"person": "2", "seat": "b 2", "seen": room.seen})
    taken = organizer.post(at(room), {"person": "2", "seat": "B-1", "ghe": "B-2", "seen": room.seen})
    assert (taken.status_code, "Ghế B-1 đã có Nông Văn 001 (số thẻ 1)" in taken.text) == (422, True)
    organizer.submit(at(room), {"person": "2", "seat": "B-1", "swap": "1", "seen": room.seen})
    assert room.seats() == {1: "B-2", 2: "B-1"}
    organizer.submit(at(room), {"person": "2", "seat": "", "seen": room.seen})
    assert room.seats() == {1: "B-2", 2: ""}


def test_a_seat_is_blocked_and_given_back(room: Room, organizer: Browsing):
    room.draw()
    page = organizer.submit(at(room, "/chan"), {"seat": "C-1", "blocked": "1", "version": "1"})
    assert "Ghế C-1: chặn" in page.text
    page = organizer.submit(at(room, "/chan"), {"seat": "C-1", "version": "2"})
    assert "Ghế C-1: còn trống" in page.text
    assert organizer.post(at(room, "/chan"), {"seat": "C-1", "version": "1"}).status_code == 422


def test_people_are_found_by_number_and_by_name_without_accents(room: Room, organizer: Browsing):
    room.people(3)
    room.draw()
    assert "Nông Văn 002: chưa có chỗ" in organizer.get(at(room, "?ghe=2")).text
    assert "Chọn người" in organizer.get(at(room, "?ghe=nong van")).text
    assert "Không có ghế hay người nào như vậy" in organizer.get(at(room, "?ghe=Z-99")).text


def test_filling_is_shown_before_it_is_stored(room: Room, organizer: Browsing):
    room.people(3)
    room.draw()
    page = organizer.get(at(room, "/xep?thu=1"))
    assert "3 người có chỗ như sơ đồ dưới đây" in page.text
    assert set(room.seats().values()) == {""}
    organizer.submit(at(room, "/xep?thu=1"), {"seen": room.seen})
    assert room.seats() == {1: "A-2", 2: "A-3", 3: "A-4"}


def test_too_few_seats_are_told_in_the_preview_and_when_storing(room: Room, organizer: Browsing):
    room.people(8, room.build.unit("Xã Một"))
    room.draw()
    page = organizer.get(at(room, "/xep?thu=1&tu=2&den=2"))
    assert "Thiếu 2 chỗ" in page.text
    assert "Cần xếp 8 người mà hàng B chỉ còn 6 ghế trống. Còn chưa có chỗ: Xã Một 2." in page.text
    assert organizer.post(at(room, "/xep?thu=1&tu=2&den=2"), {"seen": room.seen}).status_code == 422


def test_people_of_no_unit_are_named_among_those_without_a_seat_and_rows_may_be_given_backwards(
    room: Room, organizer: Browsing
):
    room.people(8)
    with transaction() as session:
        session.execute(update(Delegate).where(Delegate.meeting_id == room.meeting.id).values(unit_id=None))
    room.draw()
    assert "Còn chưa có chỗ: người không thuộc đơn vị nào 2." in organizer.get(at(room, "/xep?thu=1&tu=2&den=2")).text
    page = organizer.get(at(room, "/xep?thu=1&tu=3&den=2"))
    assert "Xem thử: 8 người có chỗ" in page.text
    assert page.all("option", selected="")[-2].text + page.all("option", selected="")[-1].text == "BC"


def test_a_preview_made_before_somebody_else_moved_people_is_not_stored(room: Room, organizer: Browsing):
    room.people(2)
    room.draw()
    seen = room.seen
    room.move(1, "C-1")
    assert organizer.post(at(room, "/xep?thu=1"), {"seen": seen}).status_code == 422
    assert room.seats() == {1: "C-1", 2: ""}


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_the_plan_for_the_wall_is_one_sheet_with_every_name(room: Room, organizer: Browsing, paper: str):
    room.people(3)
    room.draw()
    seating.store(ACTOR, NOW, room.meeting, Wish(), room.seen)
    answer = organizer.fetch(at(room, f"/so-do.pdf?kho={paper}"))
    document = pypdfium2.PdfDocument(answer.data)
    size = tuple(round(side / 72 * 25.4) for side in document[0].get_size())
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert (len(document), size) == (1, {"a3": (420, 297), "a4": (297, 210)}[paper])
    document.close()
    assert all(word in text for word in ("SÂN KHẤU", "Nông Văn 001", "Nông Văn 003", "Nông dân, người trực tiếp sản xuất (3)"))


def test_the_plan_by_groups_names_nobody(room: Room, organizer: Browsing):
    room.people(1)
    room.draw()
    room.move(1, "B-1")
    page = organizer.get(at(room, "/so-do?kieu=nhom"))
    assert ("Nông Văn 001" in page.text, "1 I" in page.text) == (False, True)
    assert "Nông Văn 001" in organizer.get(at(room, "/so-do")).text


def test_the_seat_stands_on_badge_list_and_sign_in_sheet(room: Room, organizer: Browsing):
    room.people(1)
    room.draw()
    room.move(1, "B-1")
    root = f"/hoi-nghi/{room.meeting.number}"
    assert "B-1" in organizer.get(f"{root}/the").text
    assert "B-1" in organizer.get(f"{root}/cua-don/danh-sach-ky").text


def test_a_viewer_sees_the_plan_and_changes_nothing(room: Room, browse: Browsing):
    room.draw()
    room.build.user("xem", role="viewer", meeting=room.meeting)
    browse.sign_in("xem")
    assert "Chặn ghế này" not in browse.get(at(room, "?ghe=B-1")).text
    assert browse.fetch(at(room, "/xep"), 403).status_code == 403
    assert browse.post(at(room), {"person": "1", "seat": "B-1"}, page=at(room)).status_code == 403


def test_the_plan_costs_as_many_statements_with_thirty_people_as_with_three(room: Room, organizer: Browsing, app: Flask):
    room.people(3)
    room.draw()
    seating.store(ACTOR, NOW, room.meeting, Wish(), room.seen)
    few = [organizer.count_queries(at(room, path)) for path in ("", "/xep?thu=1&lai=1", "/so-do")]
    for _ in range(9):
        room.people(3)
    assert [organizer.count_queries(at(room, path)) for path in ("", "/xep?thu=1&lai=1", "/so-do")] == few


def test_who_withdrew_is_not_on_the_plan(room: Room, organizer: Browsing):
    room.people(1)
    room.draw()
    room.move(1, "B-1")
    delegates.withdraw(ACTOR, NOW, room.meeting, [1], "Bận việc nhà")
    assert "Ghế B-1: còn trống" in organizer.get(at(room, "?ghe=B-1")).text
