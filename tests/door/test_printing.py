"""Printing badges: what has changed since, tables, printers, what must shrink, large prints beside the server."""

from io import BytesIO

import pypdfium2
import pytest

from congress.db import db
from congress.door import badges as reading
from congress.door import service as door
from congress.door.badges import Wanted
from congress.door.labels import SHEETS
from congress.door.printing import desks, faces
from congress.door.printing.faces import PrintWish, Wording
from congress.errors import NotFound, Refused
from congress.files.badge_layouts import layouts
from congress.files.badges import BadgeEvent
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall

KINDS = {"official": "Đại biểu", "guest": "Khách mời", "non_delegate": "Phục vụ"}


def at(hall: Hall, path: str) -> str:
    return f"/hoi-nghi/{hall.meeting.number}/{path}"


def print_all(hall: Hall) -> list[int]:
    """Print what waits; the numbers printed."""
    found = door.print_badges(ACTOR, hall.now, hall.meeting, Wanted(only_changed=True), hall.sealer)
    return [face.number for face in found]


def waiting(hall: Hall) -> list[int]:
    db.session.rollback()
    return [row.number for row in reading.rows(hall.meeting, Wanted(only_changed=True))[0]]


def set_column(hall: Hall, number: int, column: str, value: object) -> None:
    with db.engine.begin() as connection:
        connection.execute(
            db.text(f"UPDATE delegate SET {column} = :value WHERE number = :number"),
            {"value": value, "number": number},
        )


def test_a_printed_badge_waits_again_when_its_seat_title_or_kind_changes(hall: Hall):
    hall.people(4)
    print_all(hall)
    assert waiting(hall) == []
    set_column(hall, 2, "seat", "A - 1")
    set_column(hall, 3, "title", "Trưởng thôn")
    set_column(hall, 4, "kind", "guest")
    assert sorted(waiting(hall)) == [2, 3, 4]
    assert door.totals(hall.meeting).printed == 4
    assert reading.totals_with_changes(hall.meeting).changed == 3
    print_all(hall)
    assert waiting(hall) == []


def test_a_name_mended_after_printing_is_seen(hall: Hall):
    hall.people(2)
    print_all(hall)
    with db.engine.begin() as connection:
        connection.execute(db.text("UPDATE person SET name = 'Nguyễn Văn Ân' WHERE name = 'Nguyễn Văn An'"))
    assert waiting(hall) == [1]


def test_a_new_place_of_the_meeting_makes_every_badge_old(hall: Hall):
    hall.people(2)
    print_all(hall)
    with db.engine.begin() as connection:
        connection.execute(db.text("UPDATE meeting SET place = 'Hội trường mới'"))
    db.session.expire_all()
    assert sorted(waiting(hall)) == [1, 2]


def test_tables_hold_whole_units_and_divide_the_badges_evenly(hall: Hall):
    start = 1
    for name, people in (("Xã An", 4), ("Xã Bình", 1), ("Xã Cao", 3), ("Xã Đông", 2)):
        hall.people(people, unit=hall.build.unit(name), start=start)
        start += people
    desks.set_desks(ACTOR, hall.now, hall.meeting, 2)
    found = [(desk.number, desk.units, desk.badges) for desk in desks.desk_list(hall.meeting)]
    assert found == [(1, ("Xã An", "Xã Bình"), 5), (2, ("Xã Cao", "Xã Đông"), 5)]
    assert {face.unit: face.desk for face in reading.outlines(hall.meeting, Wanted())} == {
        "Xã An": 1, "Xã Bình": 1, "Xã Cao": 2, "Xã Đông": 2,
    }  # fmt: skip


def test_the_check_asks_for_seats_of_delegates_and_guests_alone(hall: Hall, organizer: Browsing):
    hall.people(1)
    hall.people(2, start=2, kind="non_delegate")
    page = organizer.get(f"/hoi-nghi/{hall.meeting.number}/the/kiem-tra").text
    assert "1 thẻ chưa có chỗ ngồi." in page


def test_badges_of_people_of_no_unit_are_divided_too_and_lie_at_the_last_table(hall: Hall):
    start = 1
    for name, people in (("Xã An", 2), ("Xã Bình", 2), ("Xã Cao", 1)):
        hall.people(people, unit=hall.build.unit(name), start=start)
        start += people
    hall.people(3, unit=None, start=start, kind="guest")
    desks.set_desks(ACTOR, hall.now, hall.meeting, 2)
    found = [(desk.units, desk.badges, desk.strangers) for desk in desks.desk_list(hall.meeting)]
    assert found == [(("Xã An", "Xã Bình"), 4, 0), (("Xã Cao",), 4, 3)]
    at_last = [face.desk for face in reading.outlines(hall.meeting, Wanted()) if not face.unit]
    assert at_last == [2, 2, 2]


def test_dividing_anew_makes_the_badges_that_move_wait(hall: Hall):
    hall.people(2, unit=hall.build.unit("Xã An"))
    hall.people(2, unit=hall.build.unit("Xã Bình"), start=3)
    desks.set_desks(ACTOR, hall.now, hall.meeting, 1)
    print_all(hall)
    desks.set_desks(ACTOR, hall.now, hall.meeting, 2)
    assert sorted(waiting(hall)) == [3, 4]


@pytest.mark.parametrize(("number", "code"), [(-1, "desks_range"), (21, "desks_range"), (3, "desks_many")])
def test_tables_are_few_and_none_is_empty(hall: Hall, number: int, code: str):
    hall.people(2, unit=hall.build.unit("Xã An"))
    with pytest.raises(Refused) as refused:
        desks.set_desks(ACTOR, hall.now, hall.meeting, number)
    assert refused.value.code == code


def test_a_printer_keeps_its_offset_under_its_name_and_belongs_to_its_body(hall: Hall, open_hall):
    desks.keep_printer(ACTOR, hall.now, hall.meeting, "Máy phòng họp", 5, -10)
    kept = desks.keep_printer(ACTOR, hall.now, hall.meeting, "máy phòng họp", 7, 0)
    assert [printer.name for printer in desks.printers_of(hall.meeting)] == ["Máy phòng họp"]
    assert desks.offset_of(hall.meeting, kept.id) == (7, 0)
    other = open_hall(unit=hall.build.unit("Xã khác"))
    with pytest.raises(NotFound):
        desks.offset_of(other.meeting, kept.id)


def test_what_must_shrink_is_told_before_printing(hall: Hall):
    hall.people(1)
    hall.people(1, start=2, name="Công Tằng Tôn Nữ Thị Hoàng Phương Thảo Quỳnh Như Ngọc Diễm")
    wording = Wording(BadgeEvent("Hội nghị"), KINDS, "Bàn {}")
    found = reading.outlines(hall.meeting, Wanted())
    told = {
        code: [(entry.face.number, entry.field) for entry in faces.small_words(found, wording, PrintWish(code))]
        for code in ("a6x4", "card10")
    }
    assert told == {"a6x4": [], "card10": [(2, "name")]}


def test_letters_that_no_face_has_are_named_before_printing(hall: Hall, organizer: Browsing):
    hall.people(1)
    hall.people(1, start=2, name="Nguyễn 文 An")
    page = organizer.get(at(hall, "the/kiem-tra?co=a6x4"))
    told = [element.text.strip() for element in page.all("div", class_="note--warn")]
    assert told == ["Phông chữ in không có chữ “文”: chữ ấy bị bỏ trống trên thẻ số 2."]


def test_every_sheet_has_a_name(hall: Hall):
    assert SHEETS.keys() == layouts().keys()
    assert PrintWish("khong-co").sheet.code == "a6x4"


def test_the_ruler_on_the_calibration_page_becomes_an_offset(hall: Hall, organizer: Browsing):
    page = organizer.submit(at(hall, "the/may-in"), {"name": "Máy A", "left": "19,5", "top": "21 mm"})
    assert "Đã ghi độ lệch của máy in Máy A" in page.text
    [printer] = desks.printers_of(hall.meeting)
    assert (printer.right_tenths, printer.down_tenths) == (5, -10)
    answer = organizer.fetch(at(hall, f"the/may-in/trang-thu.pdf?may-in={printer.id}"))
    assert answer.data[:5] == b"%PDF-"


@pytest.mark.parametrize("typed", ["hai mươi", "", "100", "NaN", "1e9"])
def test_a_measure_that_is_none_is_refused_at_its_field(hall: Hall, organizer: Browsing, typed: str):
    answer = organizer.post(at(hall, "the/may-in"), {"name": "Máy A", "left": typed, "top": "20"})
    assert answer.status_code == 422
    assert desks.printers_of(hall.meeting) == []


def test_the_check_counts_sheets_and_prints_nothing(hall: Hall, organizer: Browsing):
    hall.people(5)
    page = organizer.get(at(hall, "the/kiem-tra?co=a6x4"))
    assert [element.text.strip() for element in page.all("p", class_="stat__value")] == ["5", "2", "0"]
    assert door.totals(hall.meeting).printed == 0


def test_a_print_with_backs_has_the_programme_behind_every_sheet(hall: Hall, organizer: Browsing):
    hall.people(5)
    answer = organizer.post(at(hall, "the/badges.pdf"), {"co": "a6x4", "mat-sau": "1"}, page=at(hall, "the"))
    document = pypdfium2.PdfDocument(answer.data)
    assert len(document) == 4
    document.close()


def test_large_names_extract_composed_from_every_sheet(hall: Hall):
    hall.people(3)
    found = reading.faces(hall.meeting, Wanted(), hall.sealer)
    wording = Wording(BadgeEvent("Hội nghị"), KINDS, "Bàn {}")
    for code in layouts():
        document = pypdfium2.PdfDocument(BytesIO(faces.sheet(found, wording, PrintWish(code))))
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
        document.close()
        assert [face.name for face in found if face.name not in text] == []
