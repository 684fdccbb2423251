"""What is remembered of one database is not known of another."""

import threading
from pathlib import Path

from flask import Flask

from congress import create_app
from congress.config import Settings
from congress.kept import Kept


def test_each_database_of_a_process_has_its_own(sqlite_app: Flask, tmp_path: Path):
    known: Kept[dict[str, str]] = Kept(dict)
    with sqlite_app.app_context():
        known.here()["name"] = "one"
    with create_app(Settings(data_dir=tmp_path)).app_context():
        assert known.here() == {}
    with sqlite_app.app_context():
        assert known.here() == {"name": "one"}


def test_every_thread_sees_the_same(sqlite_app: Flask):
    known: Kept[list[int]] = Kept(list)
    start, seen = threading.Barrier(8), []

    def look(number: int) -> None:
        with sqlite_app.app_context():
            start.wait()
            known.here().append(number)
            seen.append(known.here())

    threads = [threading.Thread(target=look, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(things) for things in seen}) == 1
    assert sorted(seen[0]) == list(range(8))
