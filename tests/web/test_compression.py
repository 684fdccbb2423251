"""What goes over the wire is small, and the length of a page does not tell what is in it."""

import gzip

from flask import Flask

from congress import paths

TAKES = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_page_goes_as_gzip_where_the_browser_takes_it(sqlite_app: Flask):
    answer = sqlite_app.test_client().get("/kieu-dang", headers=TAKES)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "<!doctype html>" in gzip.decompress(answer.data).decode()
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_page_goes_plain_where_gzip_is_refused(sqlite_app: Flask):
    answer = sqlite_app.test_client().get("/kieu-dang", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "<!doctype html>" in answer.text


def test_the_length_of_a_page_is_blurred(sqlite_app: Flask):
    names = {_name_in(sqlite_app.test_client().get("/kieu-dang", headers=TAKES).data) for _ in range(8)}
    assert len({len(name) for name in names}) > 1


def _name_in(packed: bytes) -> bytes:
    """The name in the header of a gzip file; flag 8 says that there is one (RFC 1952)."""
    return packed[10 : packed.index(b"\0", 10)] if packed[3] & 8 else b""


def test_a_static_file_is_packed_alike_each_time_and_unpacks_to_the_file(sqlite_app: Flask):
    client = sqlite_app.test_client()
    first, second = (client.get("/static/css/page.css", headers=TAKES) for _ in range(2))
    assert first.data == second.data
    assert gzip.decompress(first.data) == (paths.STATIC / "css" / "page.css").read_bytes()


def test_a_file_the_browser_has_is_not_sent_again(sqlite_app: Flask):
    client = sqlite_app.test_client()
    etag = client.get("/static/css/page.css", headers=TAKES).headers["ETag"]
    assert etag.startswith("W/")
    again = client.get("/static/css/page.css", headers=TAKES | {"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_what_is_packed_already_and_what_is_short_go_as_they_are(sqlite_app: Flask):
    client = sqlite_app.test_client()
    font = client.get("/static/fonts/web/be-vietnam-pro-latin-400-normal.woff2", headers=TAKES)
    health = client.get("/healthz", headers=TAKES)
    assert "Content-Encoding" not in font.headers
    assert "Content-Encoding" not in health.headers


def test_a_part_of_a_file_is_not_packed(sqlite_app: Flask):
    answer = sqlite_app.test_client().get("/static/css/page.css", headers=TAKES | {"Range": "bytes=0-99"})
    assert (answer.status_code, len(answer.data)) == (206, 100)
    assert "Content-Encoding" not in answer.headers
