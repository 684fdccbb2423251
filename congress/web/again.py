"""What a kept form sends again is done once: a second press of “Gửi lại” gets the answer of the first.

The key of such a form is remembered in memory of the one server process, with where its success led.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from flask import Flask, Response, current_app, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

KEY = "sent_again"
ORIGIN = "came_from"
LONGEST_KEY = 64
KEYS_KEPT = 10_000
PATIENCE = 60.0
"""Seconds the second press waits for the answer of the first."""


@dataclass
class Sending:
    """One kept form: held while it is being answered; `location` is where its success led."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    location: str = ""


class Sendings:
    """The kept forms that were sent again, by key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, Sending] = OrderedDict()

    def of(self, key: str) -> Sending:
        """The sending with this key, made when it is new; the oldest are forgotten."""
        with self._lock:
            sending = self._known.setdefault(key, Sending())
            if len(self._known) > KEYS_KEPT:
                self._known.popitem(last=False)
            return sending


def install(app: Flask) -> None:
    """Watch what kept forms send; to be called after the protection against forged forms."""
    app.extensions["congress_sendings"] = Sendings()
    app.before_request(_begin)
    app.after_request(_note)
    app.teardown_request(_end)


def refused() -> None:
    """Tell that this request leads back to its page without having done anything."""
    g.sending_refused = True


def _begin() -> ResponseReturnValue | None:
    key = request.form.get(KEY, "") if request.method == "POST" and not request.is_json else ""
    if not key or len(key) > LONGEST_KEY:
        return None
    sending = current_app.extensions["congress_sendings"].of(key)
    if sending.lock.acquire(timeout=PATIENCE):
        g.sending = sending
    if not sending.location:
        return None
    flash(_("Nội dung này đã được lưu ở lần bấm trước nên không lưu thêm lần nữa."), "info")
    return redirect(sending.location, 303)


def _note(response: Response) -> Response:
    sending: Sending | None = g.get("sending")
    done = response.status_code == 303 and current_user.is_authenticated and not g.get("sending_refused")
    if sending is not None and done:
        sending.location = response.location or ""
    return response


def _end(_problem: BaseException | None) -> None:
    sending: Sending | None = g.pop("sending", None)
    if sending is not None:
        sending.lock.release()
