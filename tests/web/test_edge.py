"""What every answer carries: headers, cookies, language, addresses of static files; who is believed behind a proxy."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, request

from congress import create_app
from congress.config import Settings
from congress.web import assets, clock
from congress.web.edge import KEPT_SECONDS, SessionCookie
from congress.web.targets import safe_target
from tests.browsing import Browsing
from tests.building import Builder

PAGES = ("/dang-nhap", "/kieu-dang", "/khong-co-trang-nay")


def make(folder: Path, **settings: object) -> Flask:
    return create_app(Settings(data_dir=folder, secret_key="khóa", **settings))  # type: ignore[arg-type]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_may_run_inline_code_or_talk_to_another_host(sqlite_app: Flask, path: str):
    policy = sqlite_app.test_client().get(path).headers["Content-Security-Policy"]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == rules["script-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == "'none'"
    assert not [word for word in ("unsafe", "http", "*") if word in policy]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_not_kept_and_not_sniffed(sqlite_app: Flask, path: str):
    headers = sqlite_app.test_client().get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_strict_transport_is_asked_for_over_tls_only(sqlite_app: Flask):
    client = sqlite_app.test_client()
    assert "Strict-Transport-Security" not in client.get("/dang-nhap").headers
    over_tls = client.get("/dang-nhap", base_url="https://localhost").headers
    assert over_tls["Strict-Transport-Security"] == "max-age=31536000"


def test_a_static_address_carries_the_digest_of_the_file(sqlite_app: Flask):
    with sqlite_app.test_request_context():
        from_template = sqlite_app.jinja_env.globals["url_for"]("static", filename="css/base.css")
    assert from_template == f"/static/css/base.css?v={assets.digest('css/base.css')}"


@pytest.mark.parametrize(
    ("query", "kept"),
    [("?v={digest}", "public, max-age=31536000, immutable"), ("?v=0000000000", "no-cache"), ("", "no-cache")],
)
def test_only_the_right_digest_is_kept_for_good(sqlite_app: Flask, query: str, kept: str):
    answer = sqlite_app.test_client().get("/static/css/base.css" + query.format(digest=assets.digest("css/base.css")))
    wanted = kept if query else answer.headers["Cache-Control"]
    assert answer.headers["Cache-Control"] == wanted
    assert ("immutable" in answer.headers["Cache-Control"]) == ("{digest}" in query)


def test_static_answers_never_carry_a_session(browse: Browsing, build: Builder):
    build.user("lan")
    browse.sign_in("lan")
    assert "Set-Cookie" not in browse.fetch("/static/css/base.css").headers


@pytest.mark.parametrize("path", ["/static/../congress/config.py", "/static/%2e%2e/pyproject.toml", "/static//etc/passwd"])
def test_nothing_outside_the_folder_is_served(sqlite_app: Flask, path: str):
    assert sqlite_app.test_client().get(path, follow_redirects=True).status_code == 404


def cookie_of(app: Flask, base: str, **headers: str) -> str:
    answer = app.test_client().get("/dang-nhap", base_url=base, headers=headers)
    return answer.headers["Set-Cookie"]


def test_the_session_cookie_is_closed_to_scripts_and_other_sites(tmp_path: Path):
    cookie = cookie_of(make(tmp_path), "http://localhost")
    said = {part.strip().split("=")[0] for part in cookie.split(";")}
    assert said == {"session", "HttpOnly", "Path", "SameSite"}
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("settings", "base", "headers"),
    [
        ({}, "https://localhost", {}),
        ({"tls_cert": "cert.pem"}, "http://localhost", {}),
        ({"trusted_proxies": 1}, "http://localhost", {"X-Forwarded-Proto": "https"}),
    ],
)
def test_over_tls_the_session_cookie_never_leaves_tls(tmp_path: Path, settings, base: str, headers):
    assert "Secure" in cookie_of(make(tmp_path, **settings), base, **headers)


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.7")])
def test_only_counted_proxies_are_believed(tmp_path: Path, proxies: int, seen: str):
    app = make(tmp_path, trusted_proxies=proxies)
    addresses: list[str | None] = []
    app.before_request(lambda: addresses.append(request.remote_addr))
    app.test_client().get("/healthz", headers={"X-Forwarded-For": "6.6.6.6, 198.51.100.7, 203.0.113.9"})
    assert addresses == [seen]


def test_without_a_proxy_nobody_tells_us_our_own_host(tmp_path: Path):
    answer = make(tmp_path).test_client().get("/", headers={"X-Forwarded-Host": "xau.example", "X-Forwarded-Proto": "https"})
    assert answer.headers["Location"] == "/dang-nhap?tiep=/"


def test_a_session_lasts_twelve_idle_hours(sqlite_app: Flask):
    assert sqlite_app.permanent_session_lifetime == timedelta(hours=12)
    assert isinstance(sqlite_app.session_interface, SessionCookie)


def test_a_session_in_use_is_signed_anew_every_few_minutes(browse: Browsing, build: Builder, monkeypatch: pytest.MonkeyPatch):
    build.user("lan")
    moment = clock.running()
    monkeypatch.setattr(clock, "running", lambda: moment)
    browse.sign_in("lan").get("/tai-khoan/cua-toi")
    assert "Set-Cookie" not in browse.fetch("/tai-khoan/cua-toi").headers
    monkeypatch.setattr(clock, "running", lambda: moment + KEPT_SECONDS + 1)
    assert "session=" in browse.fetch("/tai-khoan/cua-toi").headers["Set-Cookie"]


def test_a_session_signed_with_another_secret_is_nobody(app: Flask, browse: Browsing, build: Builder, tmp_path: Path):
    user = build.user("lan", role="administrator")
    forged = make(tmp_path)
    signer = forged.session_interface.get_signing_serializer(forged)
    browse.client._client.set_cookie("session", signer.dumps({"_user_id": user.get_id(), "_fresh": True}))
    assert browse.client.get("/tai-khoan").headers["Location"] == "/dang-nhap?tiep=/tai-khoan"


def test_the_language_is_switched_and_comes_back_to_the_page(browse: Browsing):
    answer = browse.post("/ngon-ngu", {"language": "en", "back": "/kieu-dang?a=1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/kieu-dang?a=1")
    assert browse.get("/dang-nhap").one("html").attributes["lang"] == "en"
    browse.post("/ngon-ngu", {"language": "vi", "back": "/"})
    assert browse.get("/dang-nhap").one("html").attributes["lang"] == "vi"


def test_a_language_we_do_not_speak_is_vietnamese(browse: Browsing):
    browse.post("/ngon-ngu", {"language": "fr", "back": "/dang-nhap"})
    assert browse.get("/dang-nhap").one("html").attributes["lang"] == "vi"


def test_the_language_of_a_user_follows_the_account(browse: Browsing, app: Flask, build: Builder):
    build.user("lan")
    browse.sign_in("lan").post("/ngon-ngu", {"language": "en", "back": "/"})
    assert Browsing(app).sign_in("lan").get("/tai-khoan/cua-toi").one("html").attributes["lang"] == "en"


@pytest.mark.parametrize(
    "target",
    [
        "//xau.example",
        "/\\xau.example",
        "https://xau.example",
        "javascript:alert(1)",
        "/\t/xau.example",
        "xau",
        "",
        "//[",
        "http://[",
        "/a\r\nSet-Cookie: a=b",
        "/a\x00",
        "/\u2028",
    ],
)
def test_a_redirect_stays_inside(target: str):
    assert safe_target(target) == "/"


@pytest.mark.parametrize("target", ["/", "/hoi-nghi/1?trang=2#so-3", "/tai-khoan//x"])
def test_an_address_of_our_own_is_followed(target: str):
    assert safe_target(target) == target


@pytest.mark.parametrize("back", ["//xau.example", "/\\xau.example"])
def test_the_language_switch_leads_nowhere_else(browse: Browsing, back: str):
    assert browse.post("/ngon-ngu", {"language": "en", "back": back}).headers["Location"] == "/"


def test_the_twenty_first_try_in_a_minute_is_told_to_wait(tmp_path: Path):
    app = make(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    statuses = [client.post("/dang-nhap", data={"login": f"nguoi{number}"}).status_code for number in range(21)]
    assert statuses == [422] * 20 + [429]
    assert client.get("/dang-nhap").status_code == 200


def test_healthz_needs_no_database(tmp_path: Path):
    assert make(tmp_path).test_client().get("/healthz").json == {"status": "ok"}


def test_readyz_says_when_the_schema_is_missing(tmp_path: Path, sqlite_app: Flask):
    answer = make(tmp_path).test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "schema"})
    assert sqlite_app.test_client().get("/readyz").status_code == 200
