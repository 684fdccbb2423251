"""Scans held for review, and badges that two doors let in."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from congress.db import transaction
from congress.delegates.models import Delegate
from congress.door import service as door
from congress.door.devices import review
from congress.door.devices import service as devices
from congress.door.devices.twice import admitted_twice
from congress.errors import NotFound, Refused
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.paired import Phone, paired


@pytest.fixture
def dismissed(hall: Hall, app: Flask) -> Phone:
    """A phone that was revoked while it held scans of four people."""
    hall.people(4)
    phone = paired(hall, app)
    phone.send(hall.line(4, nonce="nonce-vao-4"))
    devices.revoke(ACTOR, hall.now, hall.meeting, 1)
    return phone


def settle(hall: Hall, decision: str, *nonces: str, reason: str = "Người trực xác nhận") -> int:
    """Decide about held scans."""
    return review.settle("btc", hall.now, hall.meeting, nonces, decision, reason)


def test_an_accepted_scan_counts_from_its_own_moment_in_the_name_of_who_accepts(hall: Hall, dismissed: Phone):
    early = (hall.now - timedelta(minutes=30)).isoformat()
    dismissed.send(hall.line(1, nonce="nonce-0001", scanned_at=early), hall.line(2, nonce="nonce-0002"))
    assert (settle(hall, "accepted", "nonce-0001"), hall.inside()) == (1, 2)
    arrivals = door.presence(hall.meeting, hall.session)
    assert min(entry.at for entry in arrivals.values()) == hall.now - timedelta(minutes=30)
    (left,), total = review.held_scans(hall.meeting)
    assert (left.nonce, left.cause, total) == ("nonce-0002", "device_revoked", 1)
    (done,) = review.settled(hall.meeting)
    assert (done.name, done.decision, done.reason, done.decided_by) == (
        "Nguyễn Văn An",
        "accepted",
        "Người trực xác nhận",
        "btc",
    )


def test_the_answer_to_an_accepted_nonce_stays_what_it_was(hall: Hall, dismissed: Phone):
    line = hall.line(1)
    first = dismissed.answer(line)
    settle(hall, "accepted", line["nonce"])
    assert (first["verdict"], dismissed.answer(line)) == ("held_for_review", first)


def test_a_scan_left_alone_never_counts_and_is_asked_about_no_more(hall: Hall, dismissed: Phone):
    dismissed.send(hall.line(1, nonce="nonce-0001"))
    assert [finding.facts for finding in door.findings(hall.meeting, hall.now.date()) if finding.code == "scans_to_review"] == [
        {"held": 1}
    ]
    settle(hall, "left", "nonce-0001")
    assert (hall.inside(), review.to_review(hall.meeting)) == (1, 0)


def test_what_was_settled_is_not_settled_again(hall: Hall, dismissed: Phone):
    dismissed.send(hall.line(1, nonce="nonce-0001"))
    assert [settle(hall, decision, "nonce-0001") for decision in ("left", "accepted")] == [1, 0]
    assert hall.inside() == 1


def test_an_undo_of_a_device_that_is_not_believed_waits_too(hall: Hall, dismissed: Phone):
    answer = dismissed.answer(hall.line(undo="nonce-vao-4", nonce="nonce-huy-4", reason="Quét nhầm"))
    assert (answer["verdict"], hall.inside()) == ("held_for_review", 1)
    settle(hall, "accepted", "nonce-huy-4")
    assert hall.inside() == 0


def test_nobody_and_somebody_withdrawn_cannot_be_accepted_and_nothing_is_stored(hall: Hall, dismissed: Phone):
    dismissed.send(
        hall.line(1, nonce="nonce-0001"), hall.line(2, nonce="nonce-0002"), hall.line(code="1" * 24, nonce="nonce-la-1")
    )
    with transaction() as session:
        session.execute(update(Delegate).where(Delegate.number == 2).values(status="withdrawn"))
    for nonces, code in (
        (("nonce-0001", "nonce-la-1"), "review_nobody"),
        (("nonce-0001", "nonce-0002"), "review_not_admitted"),
    ):
        with pytest.raises(Refused) as refused:
            settle(hall, "accepted", *nonces)
        assert (refused.value.code, hall.inside(), review.to_review(hall.meeting)) == (code, 1, 3)
    assert settle(hall, "left", "nonce-la-1") == 1


@pytest.mark.parametrize(("fields", "shown", "code"), [
    ({"walk_in": "Bế Văn Lạ, Xã Xa"}, ("Bế Văn Lạ, Xã Xa", "walk_in", ""), "review_nobody"),
    ({"delegate": 1, "deputy": "Bế Văn Thay"}, ("Nguyễn Văn An", "deputy_official", "Bế Văn Thay"), "review_deputy"),
])  # fmt: skip
def test_strangers_and_deputies_of_official_delegates_are_seen_and_left(hall: Hall, fields: dict, shown: tuple, code: str):
    hall.people(1)
    hall.scan(nonce="nonce-0001", **fields)
    (held,), _total = review.held_scans(hall.meeting)
    assert (held.name, held.cause, held.deputy) == shown
    with pytest.raises(Refused) as refused:
        settle(hall, "accepted", "nonce-0001")
    assert (refused.value.code, settle(hall, "left", "nonce-0001"), hall.inside()) == (code, 1, 0)


def test_only_held_scans_of_this_meeting_are_settled(hall: Hall, dismissed: Phone, open_hall):
    hall.scan(1, nonce="nonce-that")
    for meeting, nonce in ((hall.meeting, "nonce-that"), (hall.meeting, "nonce-none"), (open_hall().meeting, "nonce-0001")):
        with pytest.raises(NotFound):
            review.settle("btc", hall.now, meeting, [nonce], "left", "Thử")


def test_the_page_settles_what_is_ticked_and_asks_for_a_reason(hall: Hall, dismissed: Phone, browse: Browsing):
    dismissed.send(hall.line(1, nonce="nonce-0001"), hall.line(2, nonce="nonce-0002"))
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    committee, address = browse.sign_in("btc"), f"/hoi-nghi/{hall.meeting.number}/cua-don/xem-xet"
    wanted = {"luot": ["nonce-0001", "nonce-0002"], "quyet": "accepted"}
    answer = committee.post(address, {**wanted, "reason": ""}, page=address)
    html = answer.get_data(as_text=True)
    assert (answer.status_code, "Hãy ghi lý do." in html, html.count(" checked")) == (422, True, 2)
    page = committee.submit(address, {**wanted, "reason": "Người trực xác nhận"}, page=address)
    assert "Đã chấp nhận 2 lượt." in page.text and "Không còn lượt nào chờ xem xét" in page.text
    assert hall.inside() == 3
    assert committee.post(address, {"reason": "Vì sao"}, page=address).status_code == 422


def offline(hall: Hall, phone: Phone, number: int, minutes: int, behind: int) -> str:
    """A scan so many minutes after the start, delivered so many minutes later; its verdict."""
    at = hall.now
    hall.now = at + timedelta(minutes=minutes)
    line = hall.line(number, scanned_at=hall.now.isoformat())
    hall.now += timedelta(minutes=behind)
    verdict = hall.report({**line, "gate": "Cửa X"}, actor=phone.token[:8])[0].verdict
    hall.now = at
    return verdict


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_doors_that_each_admitted_one_badge_offline_are_two_facts_and_one_finding(hall: Hall, app: Flask, order: tuple):
    hall.people(2)
    phones = [paired(hall, app, gate) for gate in ("Cửa 1", "Cửa 2")]
    scans = [(phones[0], 1, 10), (phones[1], 3, 12)]
    verdicts = [offline(hall, scans[place][0], 1, *scans[place][1:]) for place in order]
    assert (verdicts, hall.inside()) == (["admitted", "repeat"], 1)
    (found,) = admitted_twice(hall.meeting)
    assert (found.number, [passage.at for passage in found.passages]) == (
        1,
        [hall.now + timedelta(minutes=1), hall.now + timedelta(minutes=3)],
    )
    twice = [finding for finding in door.findings(hall.meeting, hall.now.date()) if finding.code == "badge_admitted_twice"]
    assert [(finding.facts["badges"], finding.facts["number"]) for finding in twice] == [(1, 1)]


def test_somebody_shown_in_twice_while_all_doors_are_online_is_no_finding(hall: Hall, app: Flask):
    hall.people(1)
    one, two = paired(hall, app, "Cửa 1"), paired(hall, app, "Cửa 2")
    assert [offline(hall, phone, 1, minutes, 0) for phone, minutes in ((one, 1), (two, 9))] == ["admitted", "repeat"]
    assert admitted_twice(hall.meeting) == []


def test_one_door_that_scans_a_badge_again_is_no_finding(hall: Hall, app: Flask):
    hall.people(1)
    phone = paired(hall, app)
    assert [offline(hall, phone, 1, minutes, 20) for minutes in (1, 2)] == ["admitted", "repeat"]
    assert admitted_twice(hall.meeting) == []


def test_what_was_accepted_by_mistake_is_taken_back_once_and_for_a_reason(hall: Hall, dismissed: Phone, app: Flask):
    dismissed.send(hall.line(1, nonce="nonce-0001"))
    settle(hall, "accepted", "nonce-0001")
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    browse, room = Browsing(app).sign_in("btc"), f"/hoi-nghi/{hall.meeting.number}/cua-don/xem-xet"
    assert (hall.inside(), "Rút lại lượt của Nguyễn Văn An" in browse.get(room).html) == (2, True)
    assert "Hãy ghi lý do." in browse.submit(f"{room}/nonce-0001/rut", {"reason": ""}).text
    assert "Đã rút lại" in browse.submit(f"{room}/nonce-0001/rut", {"reason": "Nhầm người"}).text
    (done,) = review.settled(hall.meeting)
    assert (hall.inside(), done.decision, done.reason) == (1, "reversed", "Nhầm người")
    assert browse.fetch(f"{room}/nonce-0001/rut", 404).status_code == 404
    with pytest.raises(NotFound):
        review.reverse("btc", hall.now, hall.meeting, "nonce-0001", "Lần nữa")


def test_an_undo_accepted_by_mistake_is_made_good_at_its_own_moment(hall: Hall, dismissed: Phone):
    before = door.presence(hall.meeting, hall.session)
    dismissed.send({"nonce": "nonce-huy-4", "undo": "nonce-vao-4", "reason": "Nhầm người"})
    settle(hall, "accepted", "nonce-huy-4")
    assert hall.inside() == 0
    review.reverse("btc", hall.now + timedelta(minutes=5), hall.meeting, "nonce-huy-4", "Người trực nhầm")
    assert hall.inside() == 1
    after = door.presence(hall.meeting, hall.session)
    assert [entry.at for entry in after.values()] == [entry.at for entry in before.values()]


def test_what_was_left_alone_cannot_be_taken_back(hall: Hall, dismissed: Phone):
    dismissed.send(hall.line(1, nonce="nonce-0001"))
    settle(hall, "left", "nonce-0001")
    with pytest.raises(NotFound):
        review.reverse("btc", hall.now, hall.meeting, "nonce-0001", "Nhầm")
