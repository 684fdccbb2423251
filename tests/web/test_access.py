"""Who gets past the door of each route: strangers, visitors, forged forms."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from congress.meetings.models import Meeting
from tests.browsing import Browsing
from tests.building import Builder
from tests.web.addresses import Address, addresses

METHODS = ("GET", "POST")
WITHOUT_A_TOKEN = {"door.pair"}
"""A phone that is being paired has no session, so no cookie that another site could ride on: its secret alone speaks."""


@pytest.fixture
def meeting(build: Builder) -> Meeting:
    district, _communes = build.district(1)
    return build.meeting(district, plan_id=build.plan(district).id)


@pytest.fixture
def stranger(browse: Browsing, build: Builder) -> Browsing:
    """Somebody with the largest roles, elsewhere."""
    unit = build.unit("Huyện Khác", level="district", kind="huyen")
    build.user("la", role="standing_body", unit=unit)
    return browse.sign_in("la")


def known(app: Flask, meeting: Meeting, argument: str, method: str) -> Iterator[Address]:
    """Every route about the meeting, its body or its plan."""
    values = {"number": meeting.number, "unit_id": meeting.unit_id, "plan_id": meeting.plan_id}
    return (address for address in addresses(app, method, **values) if argument in address.arguments)


def ask(browse: Browsing, address: Address, token: str | None) -> TestResponse:
    if address.method == "GET":
        return browse.client.get(address.path)
    return browse.client.post(address.path, data={"csrf_token": token} if token else {})


def answers(browse: Browsing, wanted: Iterator[Address], token: str | None) -> dict[str, TestResponse]:
    return {str(address): ask(browse, address, token) for address in wanted}


def taken(browse: Browsing, wanted: Iterator[Address], token: str | None) -> set[str]:
    """Views that look at a form sent with this token instead of refusing it."""
    found = {address.endpoint: ask(browse, address, token).status_code for address in wanted}
    assert found
    return {endpoint for endpoint, status in found.items() if status != 400}


@pytest.mark.parametrize("argument", ["number", "unit_id", "plan_id"])
@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_finds_nothing_anywhere(app: Flask, stranger: Browsing, meeting: Meeting, argument: str, method: str):
    found = answers(stranger, known(app, meeting, argument, method), stranger.token())
    assert found
    assert {name: answer.status_code for name, answer in found.items() if answer.status_code != 404} == {}


@pytest.mark.parametrize("argument", ["number", "unit_id", "plan_id"])
@pytest.mark.parametrize("method", METHODS)
def test_a_visitor_is_sent_to_sign_in(app: Flask, browse: Browsing, meeting: Meeting, argument: str, method: str):
    found = answers(browse, known(app, meeting, argument, method), browse.token())
    assert found
    assert {
        name: answer.status_code
        for name, answer in found.items()
        if not answer.headers.get("Location", "").startswith("/dang-nhap?tiep=")
    } == {}


@pytest.mark.parametrize("method", METHODS)
def test_a_visitor_sees_only_what_is_public(app: Flask, browse: Browsing, method: str):
    token = browse.token()
    closed = [a for a in addresses(app, method) if app.view_functions[a.endpoint].permission != "public"]
    statuses = {str(address): ask(browse, address, token).status_code for address in closed}
    wanted = {name: 401 if " /api/" in name else 302 for name in statuses}
    assert statuses == wanted


def test_only_the_administrator_enters_the_pages_of_the_installation(app: Flask, stranger: Browsing):
    token = stranger.token()
    found = {
        str(address): ask(stranger, address, token).status_code
        for method in METHODS
        for address in addresses(app, method)
        if app.view_functions[address.endpoint].permission == "installation.admin"
    }
    assert found
    assert {name: status for name, status in found.items() if status != 403} == {}


@pytest.mark.parametrize("number", [0, 999_999, 2**31 - 1, 2**31, 10**30])
def test_a_meeting_that_does_not_exist_is_not_found(browse: Browsing, build: Builder, number: int):
    build.user("quantri", role="administrator")
    browse.sign_in("quantri").get(f"/hoi-nghi/{number}", status=404)


def test_things_with_impossible_numbers_are_not_found(app: Flask, browse: Browsing, build: Builder, meeting: Meeting):
    build.user("tochuc", role="organizer", meeting=meeting)
    browse.sign_in("tochuc")
    wanted = [
        address
        for address in addresses(app, "GET", integer=10**12, number=meeting.number)
        if "number" in address.arguments and str(10**12) in address.path
    ]
    found = answers(browse, iter(wanted), None)
    assert found
    assert {name: answer.status_code for name, answer in found.items() if answer.status_code != 404} == {}


def test_every_form_sent_without_its_token_is_refused(app: Flask, browse: Browsing, build: Builder, meeting: Meeting):
    build.user("quantri", role="administrator")
    browse.sign_in("quantri")
    values = {"number": meeting.number, "unit_id": meeting.unit_id, "plan_id": meeting.plan_id}
    assert taken(browse, addresses(app, "POST", **values), None) == WITHOUT_A_TOKEN


def test_every_form_with_the_token_of_another_session_is_refused(
    app: Flask, browse: Browsing, build: Builder, meeting: Meeting
):
    build.user("quantri", role="administrator")
    foreign = Browsing(app).token()
    browse.sign_in("quantri")
    browse.token()
    values = {"number": meeting.number, "unit_id": meeting.unit_id, "plan_id": meeting.plan_id}
    assert taken(browse, addresses(app, "POST", **values), foreign) == WITHOUT_A_TOKEN
