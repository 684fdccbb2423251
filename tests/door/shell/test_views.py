"""The pages a paired device keeps: for everybody, about nobody, and all there when the server is not."""

import json
import re
from typing import Any

import pytest
from flask import Flask

from congress.door.shell import manifest
from congress.web import assets
from tests.browsing import Apart, Browsing
from tests.door.conftest import Hall

PAGES = ("/cua/", "/cua/ghep")


def worker(app: Flask) -> tuple[str, list[str]]:
    """(version, addresses kept) as the service worker says."""
    text = Apart(app).get("/cua/sw.js").get_data(as_text=True)
    version, files = (json.loads(re.search(rf"const {name} = (.+);", text)[1]) for name in ("VERSION", "FILES"))
    return version, files


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_devices_keep_is_the_same_for_a_visitor_and_for_the_committee(hall: Hall, browse: Browsing, path: str):
    hall.people(2)
    visitor = browse.client.get(path)
    browse.client.set_cookie("theme", "dark")
    in_the_dark = browse.client.get(path)
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    browse.sign_in("btc")
    signed_in = browse.client.get(path)
    assert (visitor.status_code, signed_in.status_code) == (200, 200)
    assert len({answer.get_data() for answer in (visitor, in_the_dark, signed_in)}) == 1
    assert "csrf" not in visitor.get_data(as_text=True)


def test_everything_the_worker_keeps_is_there_once(app: Flask):
    _, files = worker(app)
    assert {*PAGES, "/cua/doc-ma.js"} <= set(files)
    assert len(files) == len(set(files))
    client = Apart(app)
    assert [path for path in files if client.get(path).status_code != 200] == []


def imports_of(name: str) -> list[str]:
    """Files of the same folder that a script imports."""
    return re.findall(r'from "\./([\w-]+\.js)"', (manifest.paths.STATIC / "js" / name).read_text(encoding="utf-8"))


def test_every_script_that_the_door_imports_is_kept(app: Flask):
    _, files = worker(app)
    waiting, seen = ["door.js", "door-pair.js", "app.js"], set()
    while waiting:
        found = set(imports_of(waiting.pop())) - seen
        seen |= found
        waiting += sorted(found)
    assert {f"/static/js/{name}" for name in seen} - set(files) == set()
    assert "door-desk.js" in seen


def test_the_version_follows_what_the_pages_say_and_what_the_scripts_do(app: Flask, monkeypatch: Any):
    before, _ = worker(app)
    assert worker(app)[0] == before
    real = assets.digest
    monkeypatch.setattr(assets, "digest", lambda name: "other" if name == "js/door-desk.js" else real(name))
    changed = worker(app)[0]
    monkeypatch.undo()
    english = Apart(app)
    english.set_cookie("ngon_ngu", "en")
    text = english.get("/cua/sw.js").get_data(as_text=True)
    assert len({before, changed, re.search(r'VERSION = "(\w+)"', text)[1]}) == 3


def test_only_the_door_page_and_the_reader_allow_webassembly(app: Flask):
    client = Apart(app)
    allowed = {
        path: "'wasm-unsafe-eval'" in client.get(path).headers["Content-Security-Policy"] for path in (*PAGES, "/cua/sw.js")
    }
    assert allowed == {"/cua/": True, "/cua/ghep": False, "/cua/sw.js": False}


def test_the_worker_is_never_kept_by_a_cache_in_between(app: Flask):
    answer = Apart(app).get("/cua/sw.js")
    assert (answer.headers["Cache-Control"], answer.mimetype) == ("no-store", "text/javascript")


def test_a_signed_in_door_takes_the_list_by_its_session(hall: Hall, browse: Browsing):
    hall.people(2)
    hall.build.user("cua", role="door", meeting=hall.meeting)
    browse.sign_in("cua")
    answer = browse.client.get(f"/api/v1/door/roster?meeting={hall.meeting.number}")
    assert [person["number"] for person in answer.get_json()["people"]] == ["1", "2"]
    again = browse.client.get(
        f"/api/v1/door/roster?meeting={hall.meeting.number}", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_the_list_is_for_doors_of_this_meeting_alone(hall: Hall, open_hall: Any, browse: Browsing):
    other = open_hall()
    hall.build.user("xem", role="viewer", meeting=hall.meeting)
    browse.sign_in("xem")
    statuses = [browse.client.get(f"/api/v1/door/roster?meeting={one.meeting.number}").status_code for one in (hall, other)]
    assert statuses == [403, 404]
