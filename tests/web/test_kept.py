"""Nothing typed is lost when the session ends or the database cannot write: the form comes back to be sent again."""

import sqlite3
from collections.abc import Callable

import pytest
from flask import Flask
from psycopg.errors import DiskFull
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.test import TestResponse

from congress.db import db
from congress.units import views as unit_views
from congress.units.models import Unit
from tests.browsing import Browsing, Page
from tests.building import Builder

TYPED = "Thị trấn Chi Lăng, sau sáp nhập"


@pytest.fixture
def unit(build: Builder) -> Unit:
    build.user("quantri", role="administrator")
    return build.unit("Thị trấn Chi Lăng")


@pytest.fixture
def send(browse: Browsing, unit: Unit) -> Callable[..., TestResponse]:
    """Send the name of the body as its own page does, with a token that may be stale."""
    browse.sign_in("quantri")
    path = f"/don-vi/{unit.id}/sua"

    def sending(
        token: str = "", referrer: str = f"http://localhost{path}", by: Browsing = browse, **fields: str
    ) -> TestResponse:
        data = {"csrf_token": token, "name": TYPED, "version": "1"} | fields
        return by.client.post(path, data=data, headers={"Referer": referrer} if referrer else {})

    return sending


def kept(answer: TestResponse) -> dict[str, str]:
    """Names and values of what the page would send again."""
    page = Page(answer.get_data(as_text=True))
    return {field.attributes["name"]: field.text.strip("\n") for field in page.all("textarea")}


def test_after_the_session_has_ended_everything_typed_is_still_there(app: Flask, send: Callable[..., TestResponse]):
    answer = send(by=Browsing(app))
    page = Page(answer.get_data(as_text=True))
    assert (answer.status_code, page.one("h1").text) == (400, "Phiên đăng nhập đã hết")
    assert kept(answer) == {"name": TYPED, "version": "1"}
    assert page.one("a", target="_blank").attributes["href"] == "/dang-nhap"


def test_what_was_kept_is_stored_when_it_is_sent_again(
    app: Flask, browse: Browsing, send: Callable[..., TestResponse], unit: Unit
):
    again = kept(send(by=Browsing(app)))
    assert send(browse.token(), **again).status_code == 303
    db.session.rollback()
    assert db.session.execute(select(Unit.name).where(Unit.id == unit.id)).scalar_one() == TYPED


def test_a_page_open_too_long_is_sent_again_with_one_press(send: Callable[..., TestResponse]):
    answer = send("cũ")
    page = Page(answer.get_data(as_text=True))
    assert (answer.status_code, page.one("h1").text) == (400, "Chưa gửi được")
    assert send(page.hidden("csrf_token"), **kept(answer)).status_code == 303


def test_signing_out_elsewhere_loses_nothing_either(app: Flask, send: Callable[..., TestResponse]):
    visitor = Browsing(app)
    answer = send(visitor.token("/dang-nhap"), by=visitor)
    assert (answer.status_code, kept(answer)["name"]) == (401, TYPED)


@pytest.mark.parametrize("referrer", ["", "http://xau.example/", "http://localhost.xau.example/"])
def test_words_of_a_foreign_page_are_not_shown_again(send: Callable[..., TestResponse], referrer: str):
    answer = send("giả", referrer)
    assert answer.status_code == 400
    assert TYPED not in answer.get_data(as_text=True)


def test_a_password_is_never_shown_again(browse: Browsing, unit: Unit):
    browse.sign_in("quantri")
    headers = {"Referer": "http://localhost/tai-khoan/them"}
    answer = browse.client.post("/tai-khoan/them", data={"login": "lan", "password": "bí mật"}, headers=headers)
    assert (answer.status_code, answer.location) == (303, "/tai-khoan/them")


def test_a_button_alone_goes_back_to_its_page(browse: Browsing, unit: Unit):
    browse.sign_in("quantri")
    headers = {"Referer": "http://localhost/don-vi"}
    answer = browse.client.post(f"/don-vi/{unit.id}/sua", data={"version": "1"}, headers=headers)
    assert (answer.status_code, answer.location) == (303, "/don-vi")


@pytest.mark.parametrize(
    ("problem", "status", "title"),
    [
        (OperationalError("", {}, DiskFull("could not extend file")), 507, "Máy chủ hết chỗ lưu"),
        (OperationalError("", {}, sqlite3.OperationalError("database is locked")), 503, "Hệ thống đang bận"),
        (OperationalError("", {}, sqlite3.OperationalError("disk I/O error")), 500, "Hệ thống gặp lỗi"),
        (IntegrityError("", {}, Exception("UNIQUE")), 409, "Người khác vừa sửa"),
    ],
)
def test_a_database_that_cannot_write_loses_nothing_typed(
    browse: Browsing,
    send: Callable[..., TestResponse],
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception,
    status: int,
    title: str,
):
    def fail(*_args: object, **_values: object) -> None:
        raise problem

    monkeypatch.setattr(unit_views.service, "change", fail)
    answer = send(browse.token())
    assert (answer.status_code, Page(answer.get_data(as_text=True)).one("h1").text) == (status, title)
    assert kept(answer)["name"] == TYPED


def test_a_failure_of_the_database_is_on_record(
    browse: Browsing, send: Callable[..., TestResponse], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_args: object, **_values: object) -> None:
        raise OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(unit_views.service, "change", fail)
    send(browse.token())
    assert [record.getMessage() for record in caplog.records] == ["the database failed"]
    assert "disk I/O error" in caplog.text
