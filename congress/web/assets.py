"""Addresses of static files carry a digest of the content: browsers keep them for good and never see an old one."""

import hashlib
from functools import cache
from typing import Any

from flask import Flask, Response, request

from congress import paths

FOREVER = "public, max-age=31536000, immutable"


@cache
def digest(filename: str) -> str | None:
    """The first ten hex digits of the file's SHA-256; None when there is no such file."""
    path = paths.STATIC / filename
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else None


def install(app: Flask) -> None:
    """Add `v` to every static address and keep answers that carry the right one."""
    if app.debug:
        return

    @app.url_defaults
    def _add_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values and (found := digest(values.get("filename", ""))):
            values["v"] = found

    @app.after_request
    def _keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304) and request.args.get("v"):
            known = digest((request.view_args or {}).get("filename", ""))
            response.headers["Cache-Control"] = FOREVER if request.args["v"] == known else "no-cache"
        return response
