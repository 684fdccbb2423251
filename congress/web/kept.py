"""A form that could not be taken (the session had ended, the disk was full) comes back with all that was typed in it.

Only what our own page sent is shown again: a foreign page must not put words into somebody's form.
"""

import secrets
from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from congress.web import again

NEVER = {"csrf_token", again.KEY, again.ORIGIN}
BY_MACHINE = {*NEVER, "version", "seen", "back", "do", "shift", "trang", "nonce", "language"}
SECRET = ("password", "old", "again")
SIGN_IN = "accounts.sign_in"


def from_our_own_page() -> bool:
    """True when the browser says that a page of this installation sent the request."""
    return urlsplit(request.referrer or "").netloc == request.host


def came_from() -> str:
    """The page of ours on which the form that was sent stood; a form that was kept remembers it."""
    known = request.form.get(again.ORIGIN)
    if known:
        return known
    origin = urlsplit(request.referrer or "")
    return origin.path + (f"?{origin.query}" if origin.query else "")


def kept_page(title: str, text: str, status: int) -> ResponseReturnValue | None:
    """The page with what was typed; None when nothing was, or when it is not to be shown again (passwords, programs)."""
    if not _worth_keeping():
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER]
    page = render_template(
        "web/kept.html",
        code=status,
        title=title,
        text=text,
        fields=fields,
        shown=[value for name, value in fields if name not in BY_MACHINE and _by_hand(value)],
        signed_in=current_user.is_authenticated,
        had_files=any(file.filename for file in request.files.values()),
        target=request.full_path.rstrip("?"),
        guarded={again.KEY: secrets.token_urlsafe(16), again.ORIGIN: came_from()},
    )
    return page, status


def _worth_keeping() -> bool:
    if request.method != "POST" or request.endpoint == SIGN_IN or request.path.startswith("/api/"):
        return False
    if "X-CSRFToken" in request.headers or not from_our_own_page() or not _was_read():
        return False
    names = {name for name, value in request.form.items(multi=True) if value.strip()}
    return bool(names - BY_MACHINE) and not any(name in SECRET for name in request.form)


def _was_read() -> bool:
    """False when reading the request itself failed: reading it again would fail again."""
    return "form" in vars(request)


def _by_hand(value: str) -> bool:
    """Words, as against the codes and keys that lists and boxes send."""
    return not value.isascii() or any(sign.isspace() or sign == "/" for sign in value)
