"""The pages of one's own account, and what a session survives."""

import pytest
from flask import Flask

from congress.accounts import service
from congress.accounts.lockout import LIMIT
from tests.browsing import Browsing
from tests.building import PASSWORD, Builder

NEW = {"old": PASSWORD, "password": "mat-khau-moi", "again": "mat-khau-moi"}
PAGE = "/tai-khoan/cua-toi"


@pytest.fixture
def lan(browse: Browsing, build: Builder) -> Browsing:
    build.user("lan", role="unit_officer", unit=build.unit("Xã Nhân Lý"))
    return browse.sign_in("lan")


def change(browse: Browsing, **typed: str):
    return browse.submit(f"{PAGE}/mat-khau", {**NEW, **typed}, page=PAGE)


def test_the_page_names_the_roles_in_words(lan: Browsing):
    assert "Cán bộ đơn vị, Xã Nhân Lý" in lan.get(PAGE).text


def test_the_password_is_changed_and_this_session_goes_on(lan: Browsing):
    assert "Đã đổi mật khẩu." in change(lan).text
    assert lan.get(PAGE).one("h1").text == "Tài khoản của tôi"


def test_another_session_of_the_account_ends_with_the_old_password(lan: Browsing, app: Flask):
    elsewhere = Browsing(app).sign_in("lan")
    change(lan)
    assert elsewhere.get(PAGE).one("h1").text == "Đăng nhập"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "sai-mat-khau"}, "Mật khẩu hiện tại không đúng."),
        ({"again": "khac-hoan-toan"}, "Hai ô phải giống nhau."),
        ({"password": "ngan", "again": "ngan"}, "Mật khẩu cần ít nhất 8 ký tự."),
        ({"password": PASSWORD, "again": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện tại."),
    ],
)
def test_a_refused_change_says_why_at_the_field(lan: Browsing, typed: dict[str, str], sentence: str):
    assert sentence in change(lan, **typed).text


def test_guessing_the_old_password_closes_the_name(lan: Browsing):
    for _time in range(LIMIT):
        change(lan, old="sai-mat-khau")
    assert "tạm khóa" in change(lan).text


def test_the_language_is_changed_and_kept(lan: Browsing, app: Flask):
    lan.submit(f"{PAGE}/ngon-ngu", {"language": "en"}, page=PAGE)
    assert Browsing(app).sign_in("lan").get(PAGE).one("html").attributes["lang"] == "en"


def test_a_language_that_does_not_exist_is_refused(lan: Browsing):
    answer = lan.post(f"{PAGE}/ngon-ngu", {"language": "fr"}, page=PAGE)
    assert answer.status_code == 422


def test_a_visitor_is_sent_to_sign_in_and_back(browse: Browsing):
    assert browse.client.get(PAGE).headers["Location"] == "/dang-nhap?tiep=/tai-khoan/cua-toi"


def test_the_tenth_wrong_password_closes_the_name_with_a_sentence(browse: Browsing, build: Builder):
    build.user("lan")
    for _time in range(LIMIT):
        page = browse.submit("/dang-nhap", {"login": "lan", "password": "sai-mat-khau"}, page="/dang-nhap")
    assert "Đã nhập sai mật khẩu 10 lần liên tiếp nên tên đăng nhập này tạm khóa. Hãy thử lại sau 10 phút." in page.text
    page = browse.submit("/dang-nhap", {"login": "lan", "password": PASSWORD}, page="/dang-nhap")
    assert page.one("h1").text == "Đăng nhập"


def test_what_was_in_the_session_before_signing_in_is_gone(browse: Browsing, build: Builder):
    build.user("lan")
    with browse.client._client.session_transaction() as session:
        session["planted"] = "của người khác"
    browse.sign_in("lan")
    with browse.client._client.session_transaction() as session:
        assert "planted" not in session


def test_signing_in_gives_a_new_protection_token(browse: Browsing, build: Builder):
    build.user("lan")
    browse.get("/dang-nhap")
    with browse.client._client.session_transaction() as session:
        before = session["csrf_token"]
    browse.sign_in("lan")
    browse.get(PAGE)
    with browse.client._client.session_transaction() as session:
        assert session["csrf_token"] != before


def test_signing_out_empties_the_session(lan: Browsing):
    lan.post("/dang-xuat")
    with lan.client._client.session_transaction() as session:
        assert dict(session) == {}
    assert lan.get(PAGE).one("h1").text == "Đăng nhập"


def test_a_closed_account_is_signed_out_at_its_next_step(lan: Browsing, app: Flask, build: Builder):
    build.user("quantri", role="administrator")
    key = next(user.id for user in service.users() if user.login == "lan")
    Browsing(app).sign_in("quantri").post(f"/tai-khoan/{key}/khoa")
    assert lan.get(PAGE).one("h1").text == "Đăng nhập"
