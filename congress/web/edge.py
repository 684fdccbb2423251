"""What every page gets: language, sign-in, protection against forged forms, headers, filters, error pages."""

from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from babel import Locale
from flask import Flask, Request, Response, current_app, g, has_request_context, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_babel import get_locale
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from congress.accounts.labels import ROLES
from congress.accounts.lockout import Failures
from congress.accounts.service import display_names, is_administrator, load_user
from congress.web import again, assets, clock, compression, errors, limits, translation, unread
from congress.web.access import offered
from congress.web.navigation import account_nav, main_nav, meeting_nav

LANGUAGES = ("vi", "en")
LOCALES = {language: Locale.parse(language) for language in LANGUAGES}
KEPT_SECONDS = 300
csrf = CSRFProtect()

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "script-src": "'self'",
    "worker-src": "'self'",
}
PLAIN_POLICY = "; ".join(f"{name} {value}" for name, value in POLICY.items())
WASM_POLICY = PLAIN_POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
ALWAYS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), microphone=(), geolocation=()"),
)


class SessionCookie(SecureCookieSessionInterface):
    """The session's cookie goes over TLS only, wherever the page itself came over TLS (also behind a proxy)."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the cookie; a door's call brings none, and nothing is got ready to read one."""
        brought = "HTTP_COOKIE" in request.environ and self.get_cookie_name(app) in request.cookies
        return super().open_session(app, request) if brought else self.session_class()

    def get_cookie_secure(self, app: Flask) -> bool:
        """Secure when this request is."""
        return super().get_cookie_secure(app) or request.is_secure


class SmallNumber(IntegerConverter):
    """Numbers in addresses are those a database column can hold; a larger one names nothing: 404."""

    def __init__(self, url_map: Map, fixed_digits: int = 0) -> None:
        super().__init__(url_map, fixed_digits=fixed_digits, max=2**31 - 1)


def install(app: Flask) -> None:
    """Put the shared edge round the application."""
    settings = app.extensions["congress_settings"]
    unread.install(app)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, *[settings.trusted_proxies] * 4)  # type: ignore[method-assign]
    translation.install(app, locale_selector=lambda: LOCALES[select_locale()], timezone_selector=lambda: "Asia/Ho_Chi_Minh")
    csrf.init_app(app)
    limits.install(app)
    manager = LoginManager(app)
    manager.user_loader(load_user)
    app.extensions["congress_failures"] = Failures()
    app.session_interface = SessionCookie()
    app.before_request(_refuse_unstorable)
    app.before_request(_keep_session)
    again.install(app)
    app.url_map.converters["int"] = SmallNumber
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    compression.install(app)
    app.after_request(_headers)
    assets.install(app)
    app.context_processor(_page_context)
    app.add_template_filter(format_day, "day")
    app.add_template_filter(format_moment, "moment")
    app.add_template_filter(format_time, "clock")
    app.add_template_filter(format_number, "number")
    app.add_template_filter(format_fraction, "fraction")
    app.add_template_filter(account_name, "account")
    app.add_template_filter(display_names, "accounts")
    errors.install(app)


def select_locale() -> str:
    """The signed-in user's language, else what the visitor chose, else Vietnamese. A token signs nobody in."""
    if g.get("token_holder") is None and current_user and current_user.is_authenticated:
        return current_user.language if current_user.language in LANGUAGES else "vi"
    chosen = "vi"
    if has_request_context() and "HTTP_COOKIE" in request.environ:
        chosen = request.cookies.get("ngon_ngu", chosen)
    return chosen if chosen in LANGUAGES else "vi"


def format_day(day: date | None) -> str:
    """dd/mm/yyyy, or an empty text."""
    return day.strftime("%d/%m/%Y") if day else ""


def format_moment(moment: datetime | None) -> str:
    """dd/mm/yyyy HH:MM in Vietnam's time, or an empty text."""
    return clock.local(moment).strftime("%d/%m/%Y %H:%M") if moment else ""


def format_time(moment: time | datetime | None) -> str:
    """HH:MM, in Vietnam's time for a moment."""
    if moment is None:
        return ""
    return (clock.local(moment) if isinstance(moment, datetime) else moment).strftime("%H:%M")


def format_number(value: int | None) -> str:
    """1.234 as written here, 1,234 in English."""
    if value is None:
        return ""
    grouped = f"{value:,}"
    return grouped if str(get_locale()) == "en" else grouped.replace(",", ".")


def format_fraction(value: Fraction, places: int = 3) -> str:
    """An exact fraction as people write it: 12,345 (12.345 in English), rounded half up; whole numbers stay bare."""
    if value.denominator == 1:
        return str(value.numerator)
    scaled = (2 * value.numerator * 10**places + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(scaled, 10**places)
    return f"{whole}{'.' if str(get_locale()) == 'en' else ','}{rest:0{places}}"


def account_name(login: str) -> str:
    """The name of whoever signs in so; in a table, where every row names somebody, see the filter `accounts`."""
    return display_names([login])[login]


def _refuse_unstorable() -> None:
    """No keyboard types the sign NUL and no database stores it."""
    if request.is_json and not request.query_string:
        return
    typed = (*request.args.values(), *(() if request.is_json else request.form.values()))
    if any("\0" in value for value in typed):
        raise BadRequest


def _keep_session() -> None:
    """Sign the session anew every few minutes of work, so that only an idle one runs out."""
    if request.endpoint == "static" or "_user_id" not in session:
        return
    moment = int(clock.running())
    if not 0 <= moment - session.get("kept_at", 0) < KEPT_SECONDS:
        session["kept_at"] = moment


def _headers(response: Response) -> Response:
    policy = WASM_POLICY if g.get("uses_wasm") else PLAIN_POLICY
    there = {name.lower() for name, _value in response.headers}
    for name, value in (("Content-Security-Policy", policy), *ALWAYS):
        if name.lower() not in there:
            response.headers.add(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _page_context() -> dict[str, Any]:
    meeting = g.get("meeting")
    settings_now = clock.now() if _demonstration() else None
    return {
        "meeting": meeting,
        "locale": str(get_locale() or "vi"),
        "demo_today": clock.local(settings_now).date() if settings_now else None,
        "today": clock.today(),
        "permissions": offered(),
        "meeting_nav": meeting_nav(meeting) if meeting is not None and g.get("permissions") else [],
        "main_nav": main_nav(meeting is not None) if current_user.is_authenticated else [],
        "role_label": _role_label() if current_user.is_authenticated else "",
        "account_nav": account_nav(is_administrator(current_user)) if current_user.is_authenticated else [],
        "version": current_app.extensions["congress_version"],
    }


def _role_label() -> str:
    held = {role.name for role in current_user.roles}
    return ", ".join(str(label) for name, label in ROLES.items() if name in held)


def _demonstration() -> bool:
    return current_app.extensions["congress_settings"].now is not None
