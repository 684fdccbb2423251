"""Who with a part to play has not come in: presidium, speakers, award winners."""

import pytest
from flask import Flask

from congress.agenda import service as agenda
from congress.awards import service as awards
from congress.db import db, transaction
from congress.delegates import replies
from congress.door import absences
from congress.meetings import service as meetings
from congress.meetings.service import set_functions
from congress.overview.missing import missing
from congress.people.sealing import sealer_from
from tests.browsing import Browsing
from tests.building import ACTOR, Builder
from tests.door.conftest import Hall

SPOKEN = {"An": "Nông Thị An", "Bình": "Vi Văn Bình", "Cúc": "Lý Thị Cúc", "Dũng": "Hoàng Văn Dũng"}


@pytest.fixture
def hall(app: Flask, build: Builder) -> Hall:
    """Four on the list, nobody in."""
    meeting = meetings.by_number(build.meeting().number)
    hall = Hall(build, sealer_from(app.extensions["congress_settings"].field_key_path), meeting, build.now)
    for number, name in enumerate(SPOKEN.values(), 1):
        hall.people(1, start=number, name=name)
    return hall


def speaks(hall: Hall, presenter: str) -> None:
    agenda.add_item(ACTOR, hall.now, hall.meeting, agenda.NewItem("Tham luận", 10, presenter=presenter))


def names(hall: Hall) -> tuple[list[str], ...]:
    db.session.rollback()
    hall.meeting = meetings.by_number(hall.meeting.number)
    found = missing(hall.meeting, hall.session)
    return tuple([one.name for one in some.missing] for some in (found.functions, found.speakers, found.winners))


def honour(hall: Hall, number: int) -> None:
    person = next(delegate.person for delegate in hall.people(0) if delegate.number == number)
    awards.add(
        ACTOR, hall.now, hall.meeting, awards.NewAward("person", person.name, "giay_khen", "ct_ubnd_huyen", person_id=person.id)
    )


def test_holders_of_functions_speakers_and_winners_are_awaited_until_they_come(hall: Hall):
    set_functions(ACTOR, hall.now, hall.meeting, {"chair": [("Bà Nông Thị An", "Chủ tịch")]})
    speaks(hall, "Ông Vi Văn Bình, Trưởng thôn; bà Lý Thị Cúc")
    honour(hall, 4)
    assert names(hall) == (["Bà Nông Thị An"], ["Ông Vi Văn Bình", "bà Lý Thị Cúc"], ["Hoàng Văn Dũng"])
    hall.report(*[hall.line(number) for number in (1, 2, 4)])
    assert names(hall) == ([], ["bà Lý Thị Cúc"], [])


def test_the_presidium_is_awaited_first_and_nobody_twice(hall: Hall):
    held = {
        "award_presenter": [("Nông Thị An", "")],
        "reception": [("Lý Thị Cúc", "")],
        "chair": [("Bà Nông Thị An", "Chủ tịch")],
    }
    set_functions(ACTOR, hall.now, hall.meeting, held)
    db.session.rollback()
    found = missing(meetings.by_number(hall.meeting.number), hall.session).functions.missing
    assert [(one.code, one.name) for one in found] == [("chair", "Bà Nông Thị An"), ("reception", "Lý Thị Cúc")]


def test_who_is_on_no_list_is_named_apart_and_not_taken_for_come(hall: Hall):
    set_functions(ACTOR, hall.now, hall.meeting, {"chair": [("Bí thư Huyện ủy", ""), ("Bà Nông Thị An", "Chủ tịch")]})
    speaks(hall, "Đại diện Phòng Giáo dục và Đào tạo")
    speaks(hall, "Vi Văn Bình, Trưởng thôn và Lò Thị Xa, Bí thư")
    awards.add(ACTOR, hall.now, hall.meeting, awards.NewAward("person", "Mã Thị Én", "giay_khen", "ct_ubnd_huyen"))
    awards.add(ACTOR, hall.now, hall.meeting, awards.NewAward("collective", "Thôn Quán Thanh", "giay_khen", "ct_ubnd_huyen"))
    honour(hall, 4)
    db.session.rollback()
    found = missing(meetings.by_number(hall.meeting.number), hall.session)
    unlisted = (found.functions.unlisted, found.speakers.unlisted, found.winners.unlisted)
    assert unlisted == (["Bí thư Huyện ủy"], ["Đại diện Phòng Giáo dục và Đào tạo", "Lò Thị Xa"], ["Mã Thị Én"])


def test_the_page_names_them_and_the_door_clerk_may_read_it(hall: Hall, app: Flask):
    speaks(hall, "Vi Văn Bình")
    hall.build.user("cua1", role="door", meeting=hall.meeting)
    browse = Browsing(app).sign_in("cua1")
    page = browse.get(f"/hoi-nghi/{hall.meeting.number}/cua-don/con-vang").text
    assert "Vi Văn Bình số thẻ 2 · Tham luận" in page
    assert "Không còn phải chờ ai có tên trong danh sách đại biểu." in page
    assert "Không có tên trong danh sách" not in page
    speaks(hall, "Đại diện xã Nhân Lý; Lãnh đạo tỉnh")
    page = browse.get(f"/hoi-nghi/{hall.meeting.number}/cua-don/con-vang").text
    assert "cửa không theo dõi được (1): Đại diện xã Nhân Lý; Lãnh đạo tỉnh" in page
    browse.get(f"/hoi-nghi/{hall.meeting.number}/cua-don/con-vang?phien=9", status=404)


def test_a_meeting_without_sessions_has_no_such_page(hall: Hall, app: Flask):
    with transaction() as session:
        for place in meetings.by_number(hall.meeting.number).sessions:
            session.delete(place)
    hall.build.user("cua1", role="door", meeting=hall.meeting)
    Browsing(app).sign_in("cua1").get(f"/hoi-nghi/{hall.meeting.number}/cua-don/con-vang", status=404)


def test_everybody_absent_stands_under_their_unit_with_what_they_answered(hall: Hall, app: Flask):
    replies.give(
        ACTOR, hall.now, hall.meeting, [replies.Reply(2, "no", "ốm"), replies.Reply(3, "no"), replies.Reply(1, "no", "bận")]
    )
    hall.scan(1)
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    address = f"/hoi-nghi/{hall.meeting.number}/cua-don/con-vang"
    page = Browsing(app).sign_in("btc").get(address).text
    assert "Đại biểu, khách mời chưa đến (3)" in page
    assert "Vi Văn Bình số thẻ 2 · Không dự được: ốm" in page
    assert "Nông Thị An" not in page
    hall.build.user("cua1", role="door", meeting=hall.meeting)
    page = Browsing(app).sign_in("cua1").get(address).text
    assert "Vi Văn Bình số thẻ 2 · Không dự được" in page
    assert "ốm" not in page.replace("gồm", "")


def test_of_many_absent_the_first_are_shown_and_the_others_counted(hall: Hall):
    found, total = absences.absent(hall.meeting, hall.session, 2)
    assert ([one.number for one in found], total) == ([1, 2], 4)
