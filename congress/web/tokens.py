"""Calls of programs that carry a token of their own instead of the cookie of a signed-in person."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, g, request
from flask_login import current_user

from congress.db import retried
from congress.messages import sentence
from congress.web.access import View, to_sign_in
from congress.web.edge import csrf
from congress.web.errors import problem


def by_token(find: Callable[[str], Any], permission: str, *, or_signed_in: bool = False) -> Callable[[View], View]:
    """For whoever holds a token that `find` knows; `g.token_holder` is what it found, None for somebody signed in.

    A request with a token is judged by the token alone. Its cookie counts for nothing, and no other site can make a browser
    send such a token: it needs no protection against forged forms. A request without a token needs it as every other.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.token_holder = None
            if or_signed_in and request.authorization is None:
                csrf.protect()
                if not current_user.is_authenticated:
                    return to_sign_in()
            else:
                g.token_holder = find(_token())
                if g.token_holder is None:
                    answer = current_app.make_response(problem(401, "device_unknown", sentence("device_unknown")))
                    answer.headers["WWW-Authenticate"] = "Bearer"
                    return answer
            return retried(lambda: view(*args, **kwargs))

        guarded.permission = permission  # type: ignore[attr-defined]
        return csrf.exempt(guarded)  # type: ignore[no-any-return]

    return wrap


def _token() -> str:
    held = request.authorization
    return held.token or "" if held is not None and held.type == "bearer" else ""
