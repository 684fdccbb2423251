"""How often one address may ask for a page; whoever asks more often is told to wait (429)."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from flask import Flask, current_app, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

View = Callable[..., Any]


def install(app: Flask) -> None:
    """Count in memory of the one server process; `LIMITED = False` counts nothing."""
    app.config.setdefault("LIMITED", True)
    app.extensions["congress_limits"] = FixedWindowRateLimiter(MemoryStorage())


def at_most(rate: str, methods: Collection[str]) -> Callable[[View], View]:
    """At most so often (“20/minute”) from one address by these methods."""
    item = parse(rate)

    def wrap(view: View) -> View:
        @wraps(view)
        def limited(*args: Any, **kwargs: Any) -> Any:
            if request.method in methods and current_app.config["LIMITED"]:
                key = view.__module__, view.__name__, request.remote_addr or ""
                if not current_app.extensions["congress_limits"].hit(item, *key):
                    raise TooManyRequests
            return view(*args, **kwargs)

        return limited

    return wrap
