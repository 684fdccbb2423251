"""Every failure has a page of ours, in both languages; a program gets problem+json."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask, abort
from sqlalchemy.exc import IntegrityError, OperationalError

from congress import MAX_BODY, create_app
from congress.config import Settings
from congress.errors import NotAllowed, NotFound, Refused
from congress.web.access import public
from tests.browsing import Browsing, Page
from tests.building import Builder


@pytest.fixture
def app_alone(tmp_path: Path) -> Flask:
    """An application without a database, to which a failing route can be added."""
    return create_app(Settings(data_dir=tmp_path, secret_key="khóa"))


def failing(app: Flask, problem: Exception | int, path: str = "/hong") -> None:
    """Add a route that fails in this way."""

    @public
    def fail() -> str:
        if isinstance(problem, int):
            abort(problem)
        raise problem

    app.add_url_rule(path, "fail", fail, methods=["GET", "POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = False


def page_of(app: Flask, path: str = "/hong", language: str = "vi", status: int = 404) -> Page:
    client = app.test_client()
    client.set_cookie("ngon_ngu", language)
    answer = client.get(path)
    assert answer.status_code == status
    return Page(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("problem", "status", "title"),
    [
        (NotFound(), 404, "Không tìm thấy"),
        (NotAllowed(), 403, "Việc này cần vai trò khác"),
        (400, 400, "Yêu cầu không đọc được"),
        (409, 409, "Người khác vừa sửa"),
        (413, 413, "Nội dung dán vào quá dài"),
        (418, 418, "Yêu cầu không đọc được"),
        (429, 429, "Thử quá nhiều lần"),
        (ZeroDivisionError(), 500, "Hệ thống gặp lỗi"),
        (OperationalError("", {}, sqlite3.OperationalError("database is locked")), 503, "Hệ thống đang bận"),
        (OperationalError("", {}, sqlite3.OperationalError("disk I/O error")), 500, "Hệ thống gặp lỗi"),
        (IntegrityError("", {}, Exception("UNIQUE")), 409, "Người khác vừa sửa"),
        (Refused("stale"), 409, "Người khác vừa sửa"),
        (Refused("login_missing"), 422, "Chưa thực hiện được"),
    ],
)
def test_each_failure_has_its_page(app_alone: Flask, problem: Exception | int, status: int, title: str):
    failing(app_alone, problem)
    page = page_of(app_alone, status=status)
    assert page.one("h1").text == title
    assert page.one("html").attributes["lang"] == "vi"
    assert page.all("a", href="/", class_="button")


def test_a_failure_of_the_program_shows_nothing_of_its_inside(app_alone: Flask):
    failing(app_alone, RuntimeError("mật khẩu trong bộ nhớ"))
    html = page_of(app_alone, status=500).html
    assert not [word for word in ("mật khẩu trong bộ nhớ", "RuntimeError", "Traceback") if word in html]


def test_a_refusal_says_its_sentence(app_alone: Flask):
    failing(app_alone, Refused("password_short", minimum=8))
    assert "Mật khẩu cần ít nhất 8 ký tự." in page_of(app_alone, status=422).text


@pytest.mark.parametrize(("language", "title"), [("vi", "Không tìm thấy"), ("en", "Not found"), ("fr", "Không tìm thấy")])
def test_an_error_page_speaks_the_language_of_the_visitor(app_alone: Flask, language: str, title: str):
    page = page_of(app_alone, "/khong-co", language)
    assert page.one("html").attributes["lang"] == ("en" if language == "en" else "vi")
    assert page.one("h1").text == title


def test_a_wrong_method_says_to_use_the_button(app_alone: Flask):
    assert page_of(app_alone, "/dang-xuat", status=405).one("h1").text == "Không làm được bằng cách này"


def test_an_upload_beyond_the_limit_is_told_so(browse: Browsing, build: Builder):
    build.user("lan")
    browse.sign_in("lan")
    answer = browse.client.post("/ngon-ngu", data=b"x" * (MAX_BODY + 1), content_type="application/octet-stream")
    assert answer.status_code in (400, 413)


def test_a_form_field_beyond_the_limit_is_too_large(browse: Browsing):
    token = browse.token()
    answer = browse.client.post("/ngon-ngu", data={"csrf_token": token, "back": "/" + "x" * (22 * 1024 * 1024)})
    assert answer.status_code == 413
    assert Page(answer.get_data(as_text=True)).one("h1").text == "Nội dung dán vào quá dài"


def test_a_text_pasted_beyond_the_limit_is_told_apart_from_a_file(browse: Browsing):
    token = browse.token()
    typed = {"csrf_token": token, "back": "/" + "x" * (5 * 1024 * 1024)}
    answer = browse.client.post("/ngon-ngu", data=typed, content_type="multipart/form-data")
    page = Page(answer.get_data(as_text=True))
    assert (answer.status_code, page.one("h1").text) == (413, "Nội dung dán vào quá dài")
    assert "Bấm nút Quay lại của trình duyệt để lấy lại nội dung" in page.text


def test_an_expired_form_goes_back_to_its_page_and_says_so(browse: Browsing):
    headers = {"Referer": "http://localhost/dang-nhap"}
    answer = browse.client.post("/dang-nhap", data={"login": "lan"}, headers=headers, follow_redirects=True)
    assert "Trang đã mở quá lâu hoặc phiên đăng nhập đã đổi." in Page(answer.get_data(as_text=True)).text


@pytest.mark.parametrize("referrer", ["http://xau.example/dang-nhap", "http://localhost//xau.example/", ""])
def test_a_refused_form_never_leads_to_another_host(browse: Browsing, referrer: str):
    answer = browse.client.post("/dang-nhap", data={}, headers={"Referer": referrer} if referrer else {})
    assert answer.headers.get("Location", "/") == "/"


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        (NotFound(), 404, "404"),
        (NotAllowed(), 403, "403"),
        (Refused("login_missing"), 422, "login_missing"),
        (ValueError(), 500, "500"),
    ],
)
def test_a_program_gets_a_problem_document(app_alone: Flask, problem: Exception, status: int, code: str):
    failing(app_alone, problem, "/api/v1/hong")
    answer = app_alone.test_client().get("/api/v1/hong")
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert (answer.json["status"], answer.json["code"]) == (status, code)
    assert answer.json["title"]


def test_an_unknown_address_of_the_interface_is_a_problem_document(app_alone: Flask):
    answer = app_alone.test_client().get("/api/v1/khong-co")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_a_forged_call_of_the_interface_is_a_problem_document(browse: Browsing, build: Builder):
    build.user("lan")
    answer = browse.sign_in("lan").client.post("/api/v1/door/scans", json={})
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
