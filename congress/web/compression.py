"""Text goes over the wire as gzip where the browser takes it; a static file is compressed once and remembered.

Pages carry the token against forged forms and, after a search, what was typed: the ground of the BREACH attack, which reads
a secret from the length of many compressed answers. Here it finds no hold. The token's signature changes every second, so
guesses do not add up, and the unsigned rest of it is of no use alone; the session's cookie is SameSite=Lax, so that another
site cannot fetch pages in somebody's name; and each page's length is blurred by a name of random length in the gzip header,
as Django does. Sensitive particulars are only ever shown in answer to POST.
"""

import gzip
import io
import secrets
from functools import lru_cache

from flask import Flask, Response, request

LEAST_BYTES = 1024
LEVEL, LEVEL_ONCE = 5, 9
BLUR = 100
TEXT = {"application/json", "application/manifest+json", "application/wasm", "image/svg+xml"}


def install(app: Flask) -> None:
    """Compress every answer of text longer than a kilobyte."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not _is_text(response.mimetype) or "Content-Encoding" in response.headers or _is_short(response):
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not _taken() or (response.is_streamed and not response.direct_passthrough):
        return response
    response.direct_passthrough = False
    response.set_data(_packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    etag, _weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response


def _is_short(response: Response) -> bool:
    length = response.content_length
    return length is not None and length < LEAST_BYTES


def _is_text(mimetype: str | None) -> bool:
    return bool(mimetype) and (mimetype.startswith("text/") or mimetype in TEXT)


def _taken() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def _packed(plain: bytes) -> bytes:
    if request.endpoint == "static":
        return _packed_file(plain)
    name = secrets.token_hex(BLUR // 2)[: secrets.randbelow(BLUR + 1)]
    return _gzip(plain, LEVEL, name)


@lru_cache(maxsize=128)
def _packed_file(plain: bytes) -> bytes:
    """By content, because a file may change under the same name while it is worked on."""
    return _gzip(plain, LEVEL_ONCE)


def _gzip(plain: bytes, level: int, name: str = "") -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(name, "wb", level, packed, mtime=0) as file:
        file.write(plain)
    return packed.getvalue()
