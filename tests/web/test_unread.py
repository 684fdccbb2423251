"""A body refused for its size is read to its end, so that the browser shows the answer and not a broken connection."""

from io import BytesIO

import pytest

from congress import MAX_BODY
from congress.web import unread
from tests.browsing import Browsing, Page


def test_the_rest_of_a_refused_upload_is_read(browse: Browsing):
    body = BytesIO(b"x" * (MAX_BODY + 1_000_000))
    answer = browse.client.post("/dang-nhap", input_stream=body, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, Page(answer.get_data(as_text=True)).one("h1").text) == (413, "Tệp quá lớn")
    assert body.read() == b""


def test_an_endless_body_is_not_read_for_ever(browse: Browsing, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unread, "MOST_BYTES", 1000)
    body = BytesIO(b"x" * (MAX_BODY + 5000))
    answer = browse.client.post("/dang-nhap", input_stream=body, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, len(body.read())) == (413, MAX_BODY + 4000)
