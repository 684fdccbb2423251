"""The signed list keyed in: one arrival for each signature, at the beginning of the session, never twice."""

import pytest

from congress.db import db
from congress.delegates import service as delegates
from congress.door import service as door
from congress.door.models import Scan
from congress.door.paper import service as paper
from congress.errors import Refused
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.conftest import NOW
from tests.door.conftest import Hall


def key_in(hall: Hall, *numbers: int) -> paper.Keyed:
    return paper.key_in(ACTOR, hall.now, hall.meeting, hall.session, numbers)


def test_signatures_count_from_the_beginning_of_the_session(hall: Hall):
    people = hall.people(3)
    hall.now = hall.now.replace(month=5)
    assert key_in(hall, 1, 3) == paper.Keyed(2, 0, ())
    present = door.presence(hall.meeting, hall.session)
    begun = "2025-04-24T00:30:00+00:00"
    assert {key: entry.at.isoformat() for key, entry in present.items()} == {people[0].id: begun, people[2].id: begun}
    scans = db.session.query(Scan).order_by(Scan.delegate_id).all()
    assert {(scan.how, scan.gate, scan.by) for scan in scans} == {("paper", "Danh sách giấy", ACTOR)}


def test_the_same_paper_keyed_in_twice_is_recorded_once(hall: Hall):
    hall.people(2)
    key_in(hall, 1, 2)
    assert key_in(hall, 1, 2) == paper.Keyed(0, 2, ())
    assert db.session.query(Scan).count() == 2


def test_who_came_through_a_door_keeps_the_arrival_of_the_door(hall: Hall):
    (person,) = hall.people(1)
    hall.scan(1)
    assert key_in(hall, 1) == paper.Keyed(0, 1, ())
    assert door.presence(hall.meeting, hall.session)[person.id].gate == "Cửa 1"


def test_a_signature_counts_again_after_it_was_taken_back(hall: Hall):
    hall.people(1)
    key_in(hall, 1)
    hall.report({"nonce": "b" * 16, "undo": "giay-1-1-1", "scanned_at": hall.now.isoformat()})
    assert hall.inside() == 0
    assert key_in(hall, 1) == paper.Keyed(1, 0, ())
    assert hall.inside() == 1


def test_who_withdrew_and_numbers_of_nobody_are_told_and_the_others_recorded(hall: Hall):
    hall.people(2)
    delegates.withdraw(ACTOR, NOW, hall.meeting, [1], "Bận việc nhà")
    keyed = key_in(hall, 1, 2, 77)
    assert (keyed.recorded, [(number, one.verdict) for number, one in keyed.strange]) == (
        1,
        [(1, "withdrawn"), (77, "unknown")],
    )


def test_six_hundred_signatures_are_recorded_at_once(hall: Hall):
    hall.people(600)
    assert key_in(hall, *range(1, 601)).recorded == 600
    assert hall.inside() == 600


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1, 3-5 12", [1, 3, 4, 5, 12]), ("7;7\n2", [2, 7]), ("3 – 5", [3, 4, 5]), ("", [])],
)
def test_numbers_are_read_as_people_write_them(text: str, numbers: list[int]):
    assert paper.read_numbers(text) == numbers


@pytest.mark.parametrize("text", ["5-3", "x", "1-9999", "1234567", "1-2-3", "١"])
def test_what_is_no_list_of_numbers_is_refused(text: str):
    with pytest.raises(Refused) as refusal:
        paper.read_numbers(text)
    assert refusal.value.code == "paper_numbers_bad"


def test_paper_of_nobody_is_refused(hall: Hall):
    hall.people(1)
    with pytest.raises(Refused) as refusal:
        key_in(hall)
    assert refusal.value.code == "paper_nobody"


@pytest.fixture
def desk(hall: Hall, browse: Browsing) -> Browsing:
    """Signed in as somebody of the reception."""
    hall.build.user("don", role="door", meeting=hall.meeting)
    return browse.sign_in("don")


def at(hall: Hall, query: str = "") -> str:
    return f"/hoi-nghi/{hall.meeting.number}/cua-don/nhap-giay{query}"


def test_the_page_takes_boxes_of_a_unit_and_numbers_beside_them(hall: Hall, desk: Browsing):
    people = hall.people(3)
    page = desk.get(at(hall, f"?don-vi={people[0].unit_id}"))
    assert [box.attributes["value"] for box in page.all("input", name="ky")] == ["1", "2", "3"]
    page = desk.submit(at(hall, f"?don-vi={people[0].unit_id}"), {"ky": ["1", "2"], "numbers": "3"})
    assert "Đã ghi 3 người có mặt." in page.text
    assert hall.inside() == 3


def test_the_page_names_whom_it_could_not_record(hall: Hall, desk: Browsing):
    hall.people(1)
    answer = desk.post(at(hall), {"numbers": "1, 9"})
    assert (answer.status_code, "1 số chưa ghi được, mời xem lại" in answer.text) == (200, True)
    assert hall.inside() == 1


def test_what_cannot_be_read_keeps_what_was_typed(hall: Hall, desk: Browsing):
    answer = desk.post(at(hall), {"numbers": "1, năm"})
    assert (answer.status_code, "“năm” không phải số thẻ" in answer.text, "1, năm" in answer.text) == (422, True, True)


def test_who_only_looks_keys_nothing_in(hall: Hall, browse: Browsing):
    hall.build.user("xem", role="viewer", meeting=hall.meeting)
    browse.sign_in("xem").fetch(at(hall), 403)
