"""What a broken or hostile device sends."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.door.conftest import Hall
from tests.door.paired import paired


@pytest.mark.parametrize(("lines", "status", "code"), [(0, 400, "scans_count"), (500, 200, None), (501, 413, "scans_count")])
def test_five_hundred_scans_are_the_most(hall: Hall, app: Flask, lines: int, status: int, code: str | None):
    hall.people(1)
    answer = paired(hall, app).send(*[hall.line(1) for _ in range(lines)])
    assert (answer.status_code, answer.get_json().get("code")) == (status, code)


def test_fifty_megabytes_are_refused_whether_their_length_is_told_or_not(hall: Hall, app: Flask):
    phone = paired(hall, app)
    body = b'{"scans": ["' + b"x" * 50_000_000 + b'"]}'
    headers = phone.headers | {"Content-Type": "application/json"}
    told = phone.client.post("/api/v1/door/scans", data=body, headers=headers)
    untold = phone.client.post(
        "/api/v1/door/scans",
        data=body[:2_000_000],
        headers=headers,
        environ_overrides={"CONTENT_LENGTH": "", "wsgi.input_terminated": True},
    )
    for answer in (told, untold):
        assert (answer.status_code, answer.content_type) == (413, "application/problem+json")


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_off_admits_all_the_same_at_the_servers_time(hall: Hall, app: Flask, years: int):
    hall.people(1)
    wrong = (hall.now + timedelta(days=3650 * years // abs(years))).isoformat()
    answer = paired(hall, app).answer(hall.line(1, scanned_at=wrong), sent_at=wrong)
    assert (answer["verdict"], answer["at"], answer["flags"]) == ("admitted", hall.now.isoformat(), ["clock"])


def test_odd_list_versions_and_queues_cost_nothing(hall: Hall, app: Flask):
    phone = paired(hall, app)
    for odd in (-1, 10**30, "x", None, [], {}, True, 1.5):
        answer = phone.send(hall.line(code="x"), list_version=odd, waiting=odd)
        assert answer.status_code == 200


def test_a_reused_nonce_with_another_badge_gets_the_first_answer(hall: Hall, app: Flask):
    hall.people(2)
    phone = paired(hall, app)
    first = phone.answer(hall.line(1, nonce="nonce-0001"))
    assert phone.answer(hall.line(2, nonce="nonce-0001")) == first
