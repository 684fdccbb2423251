"""Large prints beside the server: begun once, taken up again, fetched, dropped."""

import os
import time
import zipfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from congress.db import db
from congress.door import badges as reading
from congress.door import service as door
from congress.door.badges import Wanted
from congress.door.printing import jobs
from congress.door.printing.faces import PrintWish, Wording
from congress.errors import NotFound, Refused
from congress.files.badges import BadgeEvent
from congress.meetings.models import Meeting
from tests.browsing import Browsing
from tests.door.conftest import Hall
from tests.door.test_printing import KINDS, at, waiting
from tests.door.test_races import all_at_once


def fetched(hall: Hall, organizer: Browsing, data_dir: Path) -> bytes:
    """The file of the newest job, waited for and fetched as the page does."""
    [job] = jobs.jobs_of(data_dir, hall.meeting)
    wait_for(hall, data_dir, job.token)
    return organizer.post(at(hall, f"the/viec/{job.token}/tai-ve"), {}, page=at(hall, f"the/viec/{job.token}")).data


def large_print(hall: Hall, organizer: Browsing, data_dir: Path) -> jobs.Job:
    """A print too large for a request, begun on the page and waited for."""
    hall.people(61)
    organizer.post(at(hall, "the/badges.pdf"), {}, page=at(hall, "the"))
    [job] = jobs.jobs_of(data_dir, hall.meeting)
    wait_for(hall, data_dir, job.token)
    return job


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
    job = large_print(hall, organizer, data_dir)
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
    job = large_print(hall, organizer, data_dir)
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
