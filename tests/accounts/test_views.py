"""The sign-in page."""

from flask import Flask

from tests.browsing import Browsing
from tests.building import Builder


def test_the_front_page_of_a_visitor_is_the_sign_in_page(browse: Browsing):
    assert browse.get("/").one("h1").text.strip() == "Đăng nhập"


def test_after_signing_in_one_comes_where_one_wanted_to_go(browse: Browsing, build: Builder):
    build.user("lan")
    answer = browse.post("/dang-nhap?tiep=/kieu-dang", {"login": "lan", "password": "mat-khau-thu"}, page="/dang-nhap")
    assert answer.headers["Location"] == "/kieu-dang"


def test_one_is_never_sent_to_another_host(browse: Browsing, build: Builder):
    build.user("lan")
    answer = browse.post("/dang-nhap?tiep=//xau.example", {"login": "lan", "password": "mat-khau-thu"}, page="/dang-nhap")
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_keeps_the_name_and_says_so(browse: Browsing, build: Builder):
    build.user("lan")
    page = browse.submit("/dang-nhap", {"login": "lan", "password": "sai"}, page="/dang-nhap")
    assert page.hidden("login") == "lan"
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in page.text


def test_a_form_without_its_token_is_sent_back(browse: Browsing, app: Flask):
    answer = browse.client.post("/dang-nhap", data={"login": "lan", "password": "x"})
    assert answer.status_code == 400


def test_the_language_is_remembered_for_a_visitor(browse: Browsing):
    browse.post("/ngon-ngu", {"language": "en", "back": "/dang-nhap"})
    assert browse.get("/dang-nhap").one("html").attributes["lang"] == "en"
