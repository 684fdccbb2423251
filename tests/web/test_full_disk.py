"""The disk is full while somebody saves: a clear sentence, nothing half stored, and the server goes on.

Files may not grow beyond a few pages meanwhile (RLIMIT_FSIZE): real writes of the real database fail.
"""

import errno
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from flask import Flask, Request
from sqlalchemy import func, select, text

from congress.audit import verify
from congress.db import db
from congress.delegates.models import Delegate
from congress.people.models import Person
from congress.units.models import Unit
from tests.browsing import Browsing, Page
from tests.building import Builder
from tests.delegates.test_intake import address, book, names, person, place, send, take  # noqa: F401

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
NAME = "Thị trấn Chi Lăng, sau sáp nhập"
FULL = "Ổ đĩa của máy chủ đã đầy hoặc không ghi được nên chưa lưu được gì."


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes; the log of the database begins anew."""
    db.session.rollback()
    with db.engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def whole() -> bool:
    """True when the database is sound and every chain of the history fits."""
    db.session.rollback()
    sound = db.session.execute(text("PRAGMA integrity_check")).scalar_one()
    return sound == "ok" and all(chain.broken_at is None for chain in verify(db.session()))


@pytest.mark.parametrize("room", [0, 4096, 40_000])
def test_what_could_not_be_saved_is_said_kept_and_saved_later(browse: Browsing, build: Builder, room: int):
    build.user("quantri", role="administrator")
    unit = build.unit("Thị trấn Chi Lăng")
    form, path = {"name": NAME, "version": "1"}, f"/don-vi/{unit.id}/sua"
    browse.sign_in("quantri").token()
    with full_disk(room):
        answer = browse.post(path, form, page=path)
        assert browse.get("/don-vi").one("h1").text
    page = Page(answer.get_data(as_text=True))
    assert (answer.status_code, FULL in page.text, NAME in page.text) == (507, True, True)
    assert (db.session.execute(select(Unit.name).where(Unit.id == unit.id)).scalar_one(), whole()) == (
        "Thị trấn Chi Lăng",
        True,
    )
    assert browse.post(path, form, page=path).status_code == 303


@pytest.mark.parametrize("room", [0, 100_000])
def test_a_list_that_did_not_fit_on_the_disk_is_taken_in_later(app: Flask, browse: Browsing, place, room: int):  # noqa: F811
    meeting, _ = place
    rows = [person(f"Nông Văn {letter}{other}", number=n) for n, letter in enumerate("BCDGHKLMNPQR") for other in "aeiou"]
    browse.sign_in("btc")
    send(browse, meeting, book(rows))
    with full_disk(room):
        answer = take(browse, meeting)
    assert FULL in answer.text
    counts = [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in (Delegate, Person)]
    assert (counts, whole()) == ([0, 0], True)
    take(browse, meeting)
    assert len(names(meeting)) == len(rows)


def test_an_upload_that_does_not_fit_into_the_folder_for_passing_files_is_refused_in_words(
    browse: Browsing,
    place,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    def no_room(*_args: object, **_values: object) -> BytesIO:
        raise OSError(errno.ENOSPC, "No space left on device")

    meeting, _ = place
    browse.sign_in("btc").token()
    monkeypatch.setattr(Request, "_get_file_stream", no_room)
    answer = browse.client.post(
        address(meeting),
        data={"csrf_token": "x", "file": (book([person("Nông Văn Ba")]), "danh-sach.xlsx")},
        content_type="multipart/form-data",
        headers={"Referer": f"http://localhost{address(meeting)}"},
    )
    assert (answer.status_code, FULL in answer.get_data(as_text=True)) == (507, True)
