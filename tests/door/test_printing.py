"""Printing badges: what has changed since, tables, printers, what must shrink, large prints beside the server."""

import os
import time
import zipfile
from collections import Counter
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from congress.db import db
from congress.door import badges as reading
from congress.door import service as door
from congress.door.badges import Wanted
from congress.door.labels import SHEETS
from congress.door.printing import desks, faces, jobs
from congress.door.printing.faces import PrintWish, Wording
from congress.errors import NotFound, Refused
from congress.files.badge_layouts import layouts
from congress.files.badges import BadgeEvent
from congress.meetings.models import Meeting
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.test_races import all_at_once

KINDS = {"official": "Đại biểu", "guest": "Khách mời", "non_delegate": "Phục vụ"}


@pytest.fixture
def organizer(hall: Hall, browse: Browsing) -> Browsing:
    """Signed in as the committee of the meeting."""
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    return browse.sign_in("btc")


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


def fetched(hall: Hall, organizer: Browsing, data_dir: Path) -> bytes:
    """The file of the newest job, waited for and fetched as the page does."""
    [job] = jobs.jobs_of(data_dir, hall.meeting)
    wait_for(hall, data_dir, job.token)
    return organizer.post(at(hall, f"the/viec/{job.token}/tai-ve"), {}, page=at(hall, f"the/viec/{job.token}")).data


def wait_for(hall: Hall, data_dir: Path, token: str) -> None:
    """Until the job is no longer at work; a minute at most."""
    for _ in range(600):
        if jobs.job_of(data_dir, hall.meeting, token).state != "running":
            return
        time.sleep(0.1)
    pytest.fail("the job never ended")


def test_a_large_print_is_prepared_beside_the_server_and_noted_when_fetched(hall: Hall, organizer: Browsing, app):
    data_dir = app.extensions["congress_settings"].data_dir
    hall.people(70)
    answer = organizer.post(at(hall, "the/badges.pdf"), {"co": "a7x8"}, page=at(hall, "the"))
    assert answer.status_code == 303
    assert door.totals(hall.meeting).printed == 0
    pdf = fetched(hall, organizer, data_dir)
    document = pypdfium2.PdfDocument(pdf)
    pictures = [page.render(scale=200 / 72, grayscale=True).to_numpy().squeeze() for page in document]
    document.close()
    codes = {found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)}
    assert codes == set(hall.codes.values())
    db.session.rollback()
    assert door.totals(hall.meeting).printed == 70
    assert waiting(hall) == []


def test_a_large_print_is_dropped_with_its_files(hall: Hall, organizer: Browsing, app):
    data_dir = app.extensions["congress_settings"].data_dir
    hall.people(61)
    organizer.post(at(hall, "the/badges.pdf"), {}, page=at(hall, "the"))
    [job] = jobs.jobs_of(data_dir, hall.meeting)
    wait_for(hall, data_dir, job.token)
    organizer.submit(at(hall, f"the/viec/{job.token}/xoa"), page=at(hall, f"the/viec/{job.token}"))
    assert not job.folder.exists()
    assert door.totals(hall.meeting).printed == 0


def test_a_job_of_another_meeting_is_not_found(hall: Hall, open_hall, organizer: Browsing, app):
    data_dir = app.extensions["congress_settings"].data_dir
    other = open_hall()
    wording = Wording(BadgeEvent("Hội nghị"), KINDS, "Bàn {}")
    token = jobs.start_badges(data_dir, other.meeting, [], wording, PrintWish())
    assert organizer.client.get(at(hall, f"the/viec/{token}")).status_code == 404
    for odd in ("..", "a" * 22, "%2e%2e"):
        assert organizer.client.get(at(hall, f"the/viec/{odd}")).status_code == 404


def test_a_job_whose_process_died_says_so_and_goes_on(hall: Hall, app):
    data_dir = app.extensions["congress_settings"].data_dir
    hall.people(3)
    found = reading.faces(hall.meeting, Wanted(), hall.sealer)
    wording = Wording(BadgeEvent("Hội nghị"), KINDS, "Bàn {}")
    token = jobs.start_badges(data_dir, hall.meeting, found, wording, PrintWish())
    wait_for(hall, data_dir, token)
    folder = jobs.job_of(data_dir, hall.meeting, token).folder
    (folder / "result").unlink()
    long_ago = (hall.now - timedelta(days=1)).timestamp()
    os.utime(folder / "beat", (long_ago, long_ago))
    assert jobs.job_of(data_dir, hall.meeting, token).state == "stalled"
    jobs.clean(data_dir, hall.meeting)
    assert not folder.exists()


def test_a_server_killed_while_it_begins_a_job_leaves_a_page_that_opens_and_a_job_to_take_up(hall: Hall, app, monkeypatch):
    data_dir = app.extensions["congress_settings"].data_dir

    def killed(_folder: Path) -> None:
        raise SystemExit

    monkeypatch.setattr(jobs, "_begin", killed)
    with pytest.raises(SystemExit):
        jobs.start_badges(data_dir, hall.meeting, [], Wording(BadgeEvent("H"), KINDS, "Bàn {}"), PrintWish())
    [job] = jobs.jobs_of(data_dir, hall.meeting)
    (job.folder / "job.json").rename(job.folder / "job.new")
    assert jobs.jobs_of(data_dir, hall.meeting) == []
    with pytest.raises(NotFound):
        jobs.job_of(data_dir, hall.meeting, job.token)


def test_a_job_that_deletes_itself_meanwhile_is_not_there(hall: Hall, app, monkeypatch):
    data_dir = app.extensions["congress_settings"].data_dir
    monkeypatch.setattr(jobs, "_begin", lambda _folder: None)
    token = jobs.start_badges(data_dir, hall.meeting, [], Wording(BadgeEvent("H"), KINDS, "Bàn {}"), PrintWish())
    (jobs.job_of(data_dir, hall.meeting, token).folder / "beat").unlink()
    assert jobs.jobs_of(data_dir, hall.meeting) == []
    jobs.clean(data_dir, hall.meeting)
    with pytest.raises(NotFound):
        jobs.drop(data_dir, hall.meeting, token)


def test_the_folder_that_somebody_makes_at_this_moment_is_not_cleaned_away(hall: Hall, app, monkeypatch):
    data_dir = app.extensions["congress_settings"].data_dir
    monkeypatch.setattr(jobs, "_begin", lambda _folder: None)
    token = jobs.start(data_dir, hall.meeting, {"kind": "badges", "stem": "the", "form": "pdf"}, [{}], 1)
    made = jobs.job_of(data_dir, hall.meeting, token).folder.parent / ("b" * 22)
    made.mkdir()
    jobs.clean(data_dir, hall.meeting)
    assert made.exists()
    os.utime(made, (0, 0))
    jobs.clean(data_dir, hall.meeting)
    assert not made.exists()


def test_large_names_extract_composed_from_every_sheet(hall: Hall):
    hall.people(3)
    found = reading.faces(hall.meeting, Wanted(), hall.sealer)
    wording = Wording(BadgeEvent("Hội nghị"), KINDS, "Bàn {}")
    for code in layouts():
        document = pypdfium2.PdfDocument(BytesIO(faces.sheet(found, wording, PrintWish(code))))
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
        document.close()
        assert [face.name for face in found if face.name not in text] == []


def test_a_zip_of_parts_holds_every_badge_once(hall: Hall, app, monkeypatch):
    data_dir = app.extensions["congress_settings"].data_dir
    monkeypatch.setattr(jobs, "PART", 2)
    hall.people(3)
    found = reading.faces(hall.meeting, Wanted(), hall.sealer)
    token = jobs.start_badges(data_dir, hall.meeting, found, Wording(BadgeEvent("H"), KINDS, "Bàn {}"), PrintWish("a6"))
    wait_for(hall, data_dir, token)
    with zipfile.ZipFile(jobs.job_of(data_dir, hall.meeting, token).folder / "result") as bundle:
        assert bundle.namelist() == [f"the-hoi-nghi-{hall.meeting.number}-{place:02d}.pdf" for place in (1, 2)]


@pytest.fixture
def slow(monkeypatch) -> list[Path]:
    """Whoever looks which jobs there are takes a while; no process is begun, the folders are noted."""
    begun: list[Path] = []
    looked = jobs.jobs_of

    def slowly(*place):
        found = looked(*place)
        time.sleep(0.2)
        return found

    monkeypatch.setattr(jobs, "jobs_of", slowly)
    monkeypatch.setattr(jobs, "_begin", begun.append)
    return begun


def test_of_many_who_begin_the_same_print_at_once_one_does(hall: Hall, app, slow: list[Path]):
    data_dir = app.extensions["congress_settings"].data_dir
    db.session.rollback()

    def press(_thread: int, meeting: Meeting) -> str:
        try:
            jobs.start(data_dir, meeting, {"kind": "badges", "stem": "the", "form": "pdf"}, [{}], 1)
        except Refused as refused:
            return refused.code
        return "begun"

    assert Counter(all_at_once(app, hall.meeting.number, press)) == {"begun": 1, "print_going_on": 7}
    [job] = jobs.jobs_of(data_dir, hall.meeting)
    assert slow == [job.folder]
    assert list(job.folder.parent.iterdir()) == [job.folder]


def test_of_many_who_take_up_a_broken_print_at_once_one_does(hall: Hall, app, slow: list[Path]):
    data_dir = app.extensions["congress_settings"].data_dir
    token = jobs.start(data_dir, hall.meeting, {"kind": "badges", "stem": "the", "form": "pdf"}, [{}], 1)
    (slow.pop() / "failed").touch()
    db.session.rollback()
    all_at_once(app, hall.meeting.number, lambda _thread, meeting: jobs.resume(data_dir, meeting, token))
    assert [folder.name for folder in slow] == [token]


def test_one_print_of_a_kind_and_two_of_any_are_at_work(hall: Hall, app, monkeypatch):
    data_dir = app.extensions["congress_settings"].data_dir
    monkeypatch.setattr(jobs, "_begin", lambda _folder: None)
    refused = []
    for kind in ("badges", "badges", "cards", "other"):
        try:
            jobs.start(data_dir, hall.meeting, {"kind": kind, "stem": "the", "form": "pdf"}, [{}], 1)
        except Refused as refusal:
            refused.append((kind, refusal.code))
    assert refused == [("badges", "print_going_on"), ("other", "print_busy")]


def test_a_print_that_a_killed_process_left_behind_bars_no_new_one_and_waits_for_it(hall: Hall, app, monkeypatch):
    data_dir = app.extensions["congress_settings"].data_dir
    monkeypatch.setattr(jobs, "_begin", lambda _folder: None)
    left = jobs.start(data_dir, hall.meeting, {"kind": "badges", "stem": "the", "form": "pdf"}, [{}], 1)
    beat = jobs.job_of(data_dir, hall.meeting, left).folder / "beat"
    os.utime(beat, (beat.stat().st_mtime - jobs.SILENT - 1,) * 2)
    new = jobs.start(data_dir, hall.meeting, {"kind": "badges", "stem": "the", "form": "pdf"}, [{}], 1)
    states = {job.token: job.state for job in jobs.jobs_of(data_dir, hall.meeting)}
    assert states == {left: "stalled", new: "running"}
    with pytest.raises(Refused) as refused:
        jobs.resume(data_dir, hall.meeting, left)
    assert refused.value.code == "print_going_on"


def test_the_page_of_a_print_says_that_the_file_was_fetched_and_what_comes_next(hall: Hall, organizer: Browsing, app):
    data_dir = app.extensions["congress_settings"].data_dir
    hall.people(61)
    organizer.post(at(hall, "the/badges.pdf"), {}, page=at(hall, "the"))
    [job] = jobs.jobs_of(data_dir, hall.meeting)
    wait_for(hall, data_dir, job.token)
    page = at(hall, f"the/viec/{job.token}")
    before = organizer.get(page)
    assert (organizer.fetch(f"{page}/tien-do").json["state"], "đã được tải về lúc" in before.text) == ("done", False)
    organizer.post(f"{page}/tai-ve", {}, page=page)
    after = organizer.get(page)
    assert organizer.fetch(f"{page}/tien-do").json == {"state": "fetched", "done": 1, "parts": 1}
    assert "Tệp đã được tải về lúc" in after.text
    assert after.one("a", class_="button--primary").attributes["href"] == at(hall, "the/ban-phat")
    assert "Đã tải về" in organizer.get(at(hall, "the")).text
    assert organizer.post(f"{page}/tai-ve", {}, page=page).data[:5] == b"%PDF-"
