"""The door's calls: shapes, verdicts, refusals of the whole request."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.browsing import Browsing
from tests.door.conftest import Hall

SCANS = "/api/v1/door/scans"
FOREIGN = "Đây không phải mã thẻ đại biểu. Xin xem lại thẻ, hoặc gõ số thẻ, họ tên."
UNKNOWN = "Không có thẻ này trong danh sách. Hãy xem lại số thẻ, hoặc tìm theo họ tên."


@pytest.fixture
def clerk(hall: Hall, browse: Browsing) -> Browsing:
    """Signed in as the clerk of a door."""
    hall.build.user("cua1", role="door", meeting=hall.meeting)
    return browse.sign_in("cua1")


def send(hall: Hall, clerk: Browsing, *lines: Any, **fields: Any) -> TestResponse:
    """Send lines as the door page does."""
    body = {"meeting": hall.meeting.number, "sent_at": hall.now.isoformat(), "scans": list(lines)} | fields
    return clerk.client.post(SCANS, json=body, headers={"X-CSRFToken": clerk.token(), "Referer": "http://localhost/"})


def test_an_answer_has_nonce_verdict_facts_flags_and_words_for_people(hall: Hall, clerk: Browsing):
    hall.people(1, unit=hall.build.unit("Xã Gia Lộc"), seat="Hàng A", note="Nhận thưởng")
    group = hall.meeting.groups[0]
    (answer,) = send(hall, clerk, hall.line(1, nonce="nonce-0001")).get_json()["answers"]
    assert answer.pop("facts") == {
        "gate": "Cửa 1",
        "number": "1",
        "name": "Nguyễn Văn An",
        "unit": "Xã Gia Lộc",
        "group": group.name,
        "colour": group.colour,
        "seat": "Hàng A",
        "note": "Nhận thưởng",
    }
    words = {"tone": "ok", "icon": "check", "word": "Mời vào", "sentence": "Lượt vào đầu tiên, mời đại biểu vào hội trường."}
    fixed = {"nonce": "nonce-0001", "verdict": "admitted", "flags": [], "at": "2025-03-03T01:00:00+00:00"}
    assert answer == fixed | words


def test_a_repeat_says_the_time_in_vietnam_and_the_gate(hall: Hall, clerk: Browsing):
    hall.people(1)
    send(hall, clerk, hall.line(1))
    again = send(hall, clerk, hall.line(1, gate="Cửa 2")).get_json()["answers"][0]
    assert (again["verdict"], again["tone"], again["sentence"]) == (
        "repeat",
        "warn",
        "Đã vào lúc 08:00, Cửa 1. Đúng người trên thẻ thì mời vào; khác người thì mời gặp ban tổ chức.",
    )


def test_a_person_without_a_group_is_named_by_kind(hall: Hall, clerk: Browsing):
    hall.people(1, kind="guest", group=None)
    answer = send(hall, clerk, hall.line(1)).get_json()["answers"][0]
    assert (answer["facts"]["group"], answer["facts"]["colour"]) == ("Khách mời", "")


@pytest.mark.parametrize(
    ("line", "verdict", "sentence"),
    [
        (
            {"code": "https://example.invalid"},
            "foreign",
            FOREIGN,
        ),
        ({"delegate": "77"}, "unknown", UNKNOWN),
        ({"undo": "nonce-none"}, "unknown", "Không có lượt vào này để hủy, hoặc lượt này của người khác."),
        ({"delegate": "77", "session": 5}, "wrong_session", "Hội nghị không có phiên này; hãy chọn lại phiên ở đầu trang."),
        ({}, "held_for_review", "Lượt quét không đọc được; hãy quét lại."),
        ({"nonce": "x"}, "unknown", "Lượt quét không đọc được; hãy quét lại."),
    ],
)
def test_every_odd_line_has_its_own_sentence(hall: Hall, clerk: Browsing, line: dict[str, Any], verdict: str, sentence: str):
    answer = send(hall, clerk, hall.line(**line)).get_json()["answers"][0]
    assert (answer["verdict"], answer["sentence"]) == (verdict, sentence)


def test_a_door_clerk_cannot_take_back_another_ones_scan(hall: Hall, clerk: Browsing):
    hall.people(1)
    line = hall.line(1)
    hall.report(line, actor="cua-khac")
    assert send(hall, clerk, hall.line(undo=line["nonce"])).get_json()["answers"][0]["verdict"] == "unknown"
    assert hall.inside() == 1


def test_the_committee_can_take_back_anybodys(hall: Hall, browse: Browsing):
    hall.people(1)
    line = hall.line(1)
    hall.report(line, actor="cua-khac")
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    answer = send(hall, browse.sign_in("btc"), hall.line(undo=line["nonce"], reason="Nhầm người"))
    assert answer.get_json()["answers"][0]["verdict"] == "undone"


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"scans": []}, 400, "scans_count"),
        ({"scans": [{}] * 501}, 413, "scans_count"),
        ({"scans": {}}, 400, "scans_shape"),
        ({"scans": None}, 400, "scans_shape"),
        ({"sent_at": None}, 400, "scans_shape"),
        ({"sent_at": "hôm qua"}, 400, "scans_shape"),
        ({"sent_at": "2025-03-03T08:00:00"}, 400, "scans_shape"),
        ({"meeting": None}, 404, "404"),
        ({"meeting": 999}, 404, "404"),
        ({"meeting": "1' OR 1"}, 404, "404"),
        ({"scans": ["x" * 1_200_000]}, 413, "body_too_large"),
    ],
)
def test_a_request_of_the_wrong_shape_or_size_is_a_problem_document(
    hall: Hall, clerk: Browsing, fields: dict[str, Any], status: int, code: str
):
    answer = send(hall, clerk, hall.line(code="x"), **fields)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.get_json()["code"] == code


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 20000, b'{"scans": ' + b"9" * 5000 + b"}", b"null"])
def test_a_body_that_is_no_object_is_refused_without_an_error(hall: Hall, clerk: Browsing, body: bytes):
    headers = {"X-CSRFToken": clerk.token(), "Content-Type": "application/json"}
    answer = clerk.client.post(SCANS, data=body, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (400, "scans_shape")


def test_a_visitor_gets_401_and_a_forged_request_400(hall: Hall, clerk: Browsing, app: Flask):
    body = {"meeting": hall.meeting.number, "sent_at": hall.now.isoformat(), "scans": [hall.line(code="x")]}
    stranger = Browsing(app)
    answer = stranger.client.post(SCANS, json=body, headers={"X-CSRFToken": stranger.token("/dang-nhap")})
    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")
    assert clerk.client.post(SCANS, json=body).status_code == 400


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("organizer", 200), ("door", 200)])
def test_only_those_who_may_scan_scan(hall: Hall, browse: Browsing, role: str, status: int):
    hall.build.user("ai", role=role, meeting=hall.meeting)
    assert send(hall, browse.sign_in("ai"), hall.line(code="x")).status_code == status


def test_a_clerk_of_one_meeting_has_no_business_at_another(hall: Hall, clerk: Browsing, open_hall):
    other = open_hall()
    assert send(other, clerk, other.line(code="x")).status_code == 404
    for call in ("live", "people"):
        assert clerk.client.get(f"/api/v1/door/{call}?meeting={other.meeting.number}&q=nguyen").status_code == 404


def test_live_counts_answer_304_until_somebody_comes(hall: Hall, clerk: Browsing):
    hall.people(2)
    address = f"/api/v1/door/live?meeting={hall.meeting.number}"
    first = clerk.fetch(address)
    assert (first.get_json()["expected"], first.get_json()["present"]) == (2, 0)
    tag = {"If-None-Match": first.headers["ETag"]}
    assert clerk.client.get(address, headers=tag).status_code == 304
    hall.scan(1)
    changed = clerk.client.get(address, headers=tag)
    assert (changed.status_code, changed.get_json()["present"]) == (200, 1)
    assert [seen["name"] for seen in changed.get_json()["latest"]] == ["Nguyễn Văn An"]
