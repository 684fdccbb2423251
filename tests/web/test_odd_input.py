"""No address answers 500, whatever is typed behind the question mark or into a form."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from congress.meetings.models import Meeting
from tests.browsing import Browsing, Page
from tests.building import Builder
from tests.web.addresses import Address, addresses, query_names

ODD = ("-1", "abc", "9" * 30, "31/02/2025", "%'\"<ự", "x" * 3000, "²", "9" * 5000)
LEAVES = {"/dang-xuat", "/ngon-ngu"}


@pytest.fixture
def meeting(build: Builder) -> Meeting:
    district, _communes = build.district(3)
    return build.meeting(district, plan_id=build.plan(district).id)


@pytest.fixture
def administrator(browse: Browsing, build: Builder, meeting: Meeting) -> Browsing:
    build.user("quantri", role="administrator")
    browse.sign_in("quantri")
    base = f"/hoi-nghi/{meeting.number}"
    browse.post(f"{base}/chuong-trinh/tao-mau", page=f"{base}/chuong-trinh")
    return browse


@pytest.fixture
def pages(app: Flask, meeting: Meeting) -> list[Address]:
    values = {"number": meeting.number, "unit_id": meeting.unit_id, "plan_id": meeting.plan_id}
    return list(addresses(app, "GET", **values))


def status(ask: object, *args: object, **kwargs: object) -> int | str:
    """The status of an answer; a failure of the program as its own words."""
    try:
        answer: TestResponse = ask(*args, **kwargs)  # type: ignore[operator]
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"[:200]
    return answer.status_code


def broken(statuses: dict[str, int | str]) -> dict[str, int | str]:
    return {name: found for name, found in statuses.items() if isinstance(found, str) or found >= 500}


@pytest.mark.parametrize("value", ODD)
def test_odd_questions_never_break_a_page(administrator: Browsing, pages: list[Address], value: str):
    query = urlencode(dict.fromkeys(query_names(), value))
    statuses = {page.path: status(administrator.client.get, f"{page.path}?{query}") for page in pages}
    assert broken(statuses) == {}


def test_an_organizer_breaks_nothing_either(browse: Browsing, build: Builder, meeting: Meeting, pages: list[Address]):
    build.user("tochuc", role="organizer", meeting=meeting)
    browse.sign_in("tochuc")
    statuses = {page.path: status(browse.client.get, f"{page.path}?trang=-1&tim=%27") for page in pages}
    assert broken(statuses) == {}


def test_an_empty_form_breaks_nothing(app: Flask, administrator: Browsing, meeting: Meeting):
    token = administrator.token()
    values = {"number": meeting.number, "unit_id": meeting.unit_id, "plan_id": meeting.plan_id}
    posts = [address for address in addresses(app, "POST", **values) if address.path not in LEAVES]
    statuses = {address.path: status(administrator.client.post, address.path, data={"csrf_token": token}) for address in posts}
    assert broken(statuses) == {}


@pytest.mark.parametrize("value", ODD)
def test_odd_words_in_every_field_break_nothing(administrator: Browsing, pages: list[Address], value: str):
    statuses: dict[str, int | str] = {}
    token = administrator.token()
    for page in pages:
        answer = administrator.client.get(page.path)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            for action, fields in forms_of(page.path, Page(answer.get_data(as_text=True))):
                data = {**dict.fromkeys(fields, value), "csrf_token": token}
                statuses[f"{page.path} → {action}"] = status(administrator.client.post, action, data=data)
    assert statuses
    assert broken(statuses) == {}


def forms_of(path: str, page: Page) -> Iterator[tuple[str, set[str]]]:
    """Address and field names of every posting form on a page, those of signing out and of the language left out."""
    action, fields = "", set[str]()
    for element in [*page.elements, None]:
        if element is None or element.tag == "form":
            if action and action not in LEAVES:
                yield action, fields
            posting = element is not None and element.attributes.get("method", "").lower() == "post"
            action, fields = (element.attributes.get("action") or path if element and posting else ""), set()
        elif element.tag in ("input", "select", "textarea", "button") and element.attributes.get("name"):
            fields.add(element.attributes["name"])


@pytest.mark.parametrize("path", ["/tai-khoan?tim=%00", "/hoi-nghi?tim=a%00b", "/?%00=1"])
def test_the_sign_nul_is_refused_before_it_reaches_the_database(administrator: Browsing, path: str):
    expected = 200 if path == "/?%00=1" else 400
    assert administrator.client.get(path).status_code == expected


def test_the_sign_nul_in_a_form_is_refused(administrator: Browsing):
    answer = administrator.client.post("/tai-khoan/them", data={"csrf_token": administrator.token(), "login": "a\0b"})
    assert answer.status_code == 400
