"""A body that is refused for its size is read to its end all the same.

A browser that is still sending when the connection closes shows "connection reset" in place of the answer, so the person would
never learn that the file is too large. What is read is thrown away at once; beyond a limit the connection may break.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

MOST_BYTES = 512 * 1024 * 1024
CHUNK = 256 * 1024
REFUSED = "413"


def install(app: Flask) -> None:
    """Put the reader round the application."""
    app.wsgi_app = _reading_on(app.wsgi_app)  # type: ignore[method-assign]


def _reading_on(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    def answering(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = environ["wsgi.input"]

        def starting(status: str, *rest: Any) -> Any:
            if status.startswith(REFUSED):
                _read_on(body)
            return start_response(status, *rest)

        return application(environ, starting)

    return answering


def _read_on(body: Any) -> None:
    left = MOST_BYTES
    while left > 0 and (chunk := body.read(min(CHUNK, left))):
        left -= len(chunk)
