"""Trying the door out: everything works as on the day, and nothing of it stays."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from congress.audit import AuditEntry
from congress.db import db, transaction
from congress.documents import service as documents
from congress.door import freezing
from congress.door import service as door
from congress.door.devices import review
from congress.door.models import Scan
from congress.door.rehearsal import service as rehearsal
from congress.errors import Refused
from congress.meetings.service import by_number
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.documents.reading import docx_text
from tests.door.conftest import Hall
from tests.door.paired import paired


def begin(hall: Hall) -> None:
    rehearsal.begin(ACTOR, hall.now, hall.meeting)


def end(hall: Hall) -> int:
    hall.now += timedelta(hours=1)
    return rehearsal.end(ACTOR, hall.now, hall.meeting)


def stored() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count(Scan.id))).scalar_one()


def refusal_of(call, *args) -> Refused:
    with pytest.raises(Refused) as refusal:
        call(*args)
    return refusal.value


def test_the_door_answers_in_a_rehearsal_as_on_the_day(hall: Hall):
    hall.people(2)
    begin(hall)
    assert [hall.scan(1).verdict, hall.scan(1).verdict, hall.scan(2).verdict] == ["admitted", "repeat", "admitted"]
    assert hall.inside() == 2


def test_no_figure_that_stays_counts_a_rehearsal(hall: Hall):
    hall.people(2)
    begin(hall)
    hall.scan(1)
    assert door.present_official(hall.meeting) == 0
    end(hall)
    hall.scan(1)
    assert door.present_official(hall.meeting) == 1


@pytest.mark.parametrize(("years", "told", "stays"), [(10, True, 0), (10, False, 1), (0, True, 1)])
def test_a_device_whose_clock_is_of_no_use_brings_no_trial_back_after_the_wipe(hall: Hall, years: int, told: bool, stays: int):
    hall.people(1)
    begin(hall)
    clock = hall.now - timedelta(days=365 * years)
    end(hall)
    line = hall.line(1, scanned_at=(clock + timedelta(hours=1)).isoformat(), rehearsal=told)
    answer = hall.report(line, sent_at=clock + timedelta(hours=1))[0]
    assert (answer.verdict, stored()) == ("admitted", stays)


@pytest.mark.parametrize("code", ["bao-cao-dai-bieu", "bien-ban-hoi-nghi"])
def test_no_paper_counts_a_rehearsal(hall: Hall, code: str):
    hall.people(3)
    begin(hall)
    hall.scan(1)
    hall.scan(2)
    assert "2 trên 3 đại biểu" not in paper_text(hall, code)
    end(hall)
    hall.scan(1)
    hall.scan(2)
    assert "2 trên 3 đại biểu" in paper_text(hall, code)


def paper_text(hall: Hall, code: str) -> str:
    meeting = by_number(hall.meeting.number)
    sealed = code == "bao-cao-dai-bieu"
    make = partial(documents.build_sealed, ACTOR, form="docx", sealer=hall.sealer) if sealed else documents.build
    return docx_text(documents.as_bytes(make(meeting=meeting, code=code, now=hall.now), "docx"))


def test_no_figure_is_frozen_in_a_rehearsal(hall: Hall):
    begin(hall)
    assert refusal_of(freezing.freeze, ACTOR, hall.now, hall.meeting, 1).code == "rehearsal_freeze"
    end(hall)
    assert freezing.freeze(ACTOR, hall.now, hall.meeting, 1).number == 1


def test_the_end_wipes_every_scan_of_the_rehearsal_and_says_how_many(hall: Hall):
    hall.people(2)
    begin(hall)
    hall.scan(1)
    hall.scan(2)
    assert (end(hall), stored(), hall.inside()) == (2, 0, 0)
    entries = db.session.execute(select(AuditEntry.act).where(AuditEntry.act.like("rehearsal.%"))).scalars()
    assert sorted(entries) == ["rehearsal.begin", "rehearsal.end"]
    assert hall.scan(1).verdict == "admitted"


def test_a_scan_of_the_rehearsal_that_a_door_sends_later_is_answered_and_gone(hall: Hall):
    hall.people(1)
    begin(hall)
    late = hall.line(1)
    end(hall)
    assert hall.report(late)[0].verdict == "admitted"
    assert (stored(), hall.inside()) == (0, 0)
    assert [answer.verdict for answer in hall.report(late, hall.line(1))] == ["admitted", "admitted"]
    assert hall.inside() == 1


def test_a_scan_from_before_the_rehearsal_that_comes_during_it_stays(hall: Hall):
    hall.people(1)
    early = hall.line(1, scanned_at=(hall.now - timedelta(minutes=5)).isoformat())
    begin(hall)
    hall.report(early)
    assert (end(hall), stored(), hall.inside()) == (0, 1, 1)


def test_an_undo_of_the_rehearsal_goes_with_it(hall: Hall):
    hall.people(1)
    begin(hall)
    line = hall.line(1)
    hall.report(line)
    hall.report({"nonce": "u" * 16, "undo": line["nonce"], "scanned_at": hall.now.isoformat()})
    assert (end(hall), stored()) == (2, 0)


def test_a_rehearsal_does_not_begin_where_real_scans_are(hall: Hall):
    hall.people(1)
    hall.scan(1)
    refusal = refusal_of(begin, hall)
    assert (refusal.code, refusal.facts["number"]) == ("rehearsal_scans", 1)


def test_a_rehearsal_begins_when_what_was_tried_before_it_is_taken_back(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    hall.report(line)
    hall.report({"nonce": "u" * 16, "undo": line["nonce"], "scanned_at": hall.now.isoformat()})
    begin(hall)
    hall.scan(1)
    assert (end(hall), stored()) == (1, 2)


def test_a_rehearsal_begins_once_and_ends_once(hall: Hall):
    assert refusal_of(end, hall).code == "rehearsal_off"
    begin(hall)
    assert refusal_of(begin, hall).code == "rehearsal_on"
    assert end(hall) == 0
    assert refusal_of(end, hall).code == "rehearsal_off"


def test_no_rehearsal_after_the_meeting(hall: Hall):
    with transaction():
        hall.meeting.status = "held"
    assert refusal_of(begin, hall).code == "rehearsal_late"


def test_whoever_edits_the_meeting_meanwhile_is_not_told_that_it_is_stale(hall: Hall):
    version = hall.meeting.version
    begin(hall)
    assert hall.meeting.version == version


def at(hall: Hall, path: str) -> str:
    return f"/hoi-nghi/{hall.meeting.number}/cua-don{path}"


def test_every_page_of_the_door_says_that_it_is_a_rehearsal(hall: Hall, browse: Browsing):
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    browse.sign_in("btc")
    pages = [at(hall, path) for path in ("", "/man-hinh", "/chao-mung", "/khach-quy", "/nhap-giay", "/tap-duot")]
    pages.append(f"/cua/{hall.meeting.number}")

    def saying() -> list[str]:
        texts = {address: browse.get(address).html for address in pages}
        return [address for address, text in texts.items() if "Đang tập dượt" in text and 'id="tap-duot" hidden' not in text]

    assert saying() == []
    begin(hall)
    assert saying() == pages


def test_the_committee_begins_and_ends_it_by_one_button_each(hall: Hall, browse: Browsing):
    hall.people(1)
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    browse.sign_in("btc")
    browse.submit(at(hall, "/tap-duot"), {"viec": "mo"})
    hall.scan(1)
    assert "Kết thúc, xóa 1 lượt thử" in browse.get(at(hall, "/tap-duot")).text
    page = browse.submit(at(hall, "/tap-duot"), {"viec": "ket-thuc"})
    assert "Đã kết thúc tập dượt và xóa 1 lượt thử." in page.text
    assert browse.post(at(hall, "/tap-duot"), {"viec": "ket-thuc"}).status_code == 422


def test_only_the_committee_may(hall: Hall, browse: Browsing):
    hall.build.user("don", role="door", meeting=hall.meeting)
    browse.sign_in("don").fetch(at(hall, "/tap-duot"), 403)


def test_a_paired_device_is_told_and_forgets_who_came_in_the_rehearsal(hall: Hall, app: Flask):
    hall.people(1)
    phone = paired(hall, app)
    begin(hall)
    phone.send(hall.line(1))
    tried = phone.roster()
    assert (tried["rehearsal"], [len(person["inside"]) for person in tried["people"]]) == (True, [1])
    end(hall)
    after = phone.roster(tried["version"])
    assert (after["rehearsal"], after["full"], [len(person["inside"]) for person in after["people"]]) == (False, False, [0])


def test_what_was_scanned_out_of_curiosity_before_the_day_may_go_with_the_trial(hall: Hall):
    hall.people(3)
    hall.report(hall.line(1), hall.line(2))
    door.freeze(ACTOR, hall.now, hall.meeting, 1)
    assert refusal_of(rehearsal.begin, ACTOR, hall.now, hall.meeting).code == "rehearsal_scans"
    hall.now += timedelta(minutes=1)
    rehearsal.begin(ACTOR, hall.now, hall.meeting, take_over=True)
    hall.scan(3)
    assert (hall.inside(), end(hall), hall.inside(), stored()) == (3, 3, 0, 0)
    hall.scan(3)
    figures = freezing.figures_of(by_number(hall.meeting.number), hall.session)
    assert (figures.counts.present, figures.frozen_at) == (1, None)


def test_on_the_day_itself_nothing_that_was_scanned_is_taken_for_a_trial(open_hall):
    hall = open_hall(held_on=open_hall().now.date())
    hall.people(1)
    hall.scan(1)
    begun = refusal_of(lambda: rehearsal.begin(ACTOR, hall.now, hall.meeting, take_over=True))
    assert (begun.code, begun.facts["number"], hall.inside()) == ("rehearsal_scans", 1, 1)


def test_what_was_looked_at_and_settled_in_a_trial_goes_with_it(hall: Hall):
    hall.people(1)
    begin(hall)
    line = hall.line(walk_in="Lục Văn Lạ", how="name")
    assert hall.report(line)[0].verdict == "held_for_review"
    review.settle(ACTOR, hall.now, hall.meeting, [line["nonce"]], "left", "Khách lạ")
    end(hall)
    assert (stored(), review.settled(hall.meeting)) == (0, [])
