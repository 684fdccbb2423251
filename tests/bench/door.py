"""Speed of badges and door on a file of SQLite: `python -m tests.bench.door` prints the table."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from congress import create_app, install
from congress.config import Settings
from congress.db import db
from congress.door import badges, printing, service
from congress.door.badges import Wanted
from congress.files.badges import BadgeEvent
from congress.meetings import service as meetings
from congress.people.sealing import sealer_from
from tests.browsing import Browsing
from tests.building import ACTOR, Builder
from tests.conftest import NOW
from tests.door.conftest import Hall

DELEGATES = 2500
SINGLE = 500
BATCH = 200
ROUNDS = 10
Row = tuple[str, str, str]


def measure() -> list[Row]:
    """(what, median, p99 or rate) of everything, on a fresh database with a full meeting."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder), secret_key="khóa đo", now=NOW))
        app.config.update(RATELIMIT_ENABLED=False, SERVER_NAME="localhost")
        with app.app_context():
            upgrade()
            install.load_seeds(NOW)
            hall, issued = _full_hall(app)
            rows = [("2.500 mã thẻ cấp một lần", f"{issued * 1000:.0f} ms", "")]
            rows += [*_scans(hall), *_calls(app, hall), *_print(hall)]
            db.session.remove()
            db.engine.dispose()
    return rows


def _full_hall(app: Flask) -> tuple[Hall, float]:
    build = Builder(app, NOW)
    meeting = meetings.by_number(build.meeting().number)
    build.user("cua1", role="organizer", meeting=meeting)
    hall = Hall(build, sealer_from(app.extensions["congress_settings"].field_key_path), meeting, NOW)
    unit = build.unit()
    hall.people(DELEGATES, unit=unit, status="nominated")
    with db.engine.begin() as connection:
        connection.execute(db.text("UPDATE delegate SET status = 'summoned'"))
    start = time.perf_counter()
    service.issue_badges(ACTOR, NOW, meeting, hall.sealer)
    issued = time.perf_counter() - start
    hall.read_codes()
    return hall, issued


def _scans(hall: Hall) -> Iterator[Row]:
    """Without the web: one by one, then in batches."""
    numbers = iter(range(1, DELEGATES + 1))

    def one() -> None:
        hall.meeting = meetings.by_number(hall.meeting.number)
        hall.scan(next(numbers))

    yield _shown("một lượt (dịch vụ, kể cả đọc hội nghị)", _times(one, SINGLE))
    lots = iter(range(SINGLE + 1, DELEGATES, BATCH))

    def batch() -> None:
        start = next(lots)
        hall.meeting = meetings.by_number(hall.meeting.number)
        hall.report(*[hall.line(number) for number in range(start, start + BATCH) if number <= DELEGATES])

    times = _times(batch, (DELEGATES - SINGLE) // BATCH)
    yield ("200 lượt một yêu cầu (dịch vụ)", f"{_median(times):.1f} ms", f"{BATCH / _median(times) * 1000:.0f} lượt/s")


def _calls(app: Flask, hall: Hall) -> Iterator[Row]:
    """Through the web, signed in, one connection."""
    browse = Browsing(app).sign_in("cua1")
    headers = {"X-CSRFToken": browse.token(), "Referer": "http://localhost/"}
    number = hall.meeting.number
    body = {"meeting": number, "sent_at": NOW.isoformat()}

    def send(count: int) -> Callable[[], None]:
        def call() -> None:
            lines = [hall.line(place + 1) for place in range(count)]
            answer = browse.client.post("/api/v1/door/scans", json=body | {"scans": lines}, headers=headers)
            assert answer.status_code == 200

        return call

    yield _shown("một lượt qua web", _times(send(1), SINGLE // 2))
    yield _shown("200 lượt qua web", _times(send(BATCH), ROUNDS))
    for name, address in (
        ("số liệu trực tiếp (JSON)", f"/api/v1/door/live?meeting={number}"),
        ("trang đón tiếp", f"/hoi-nghi/{number}/cua-don"),
        ("trang thẻ", f"/hoi-nghi/{number}/the"),
        ("tìm tên không dấu", f"/api/v1/door/people?meeting={number}&q=nguyen%20an"),
    ):
        yield _shown(name, _times(_opening(browse.client, address), 3 * ROUNDS))


def _opening(client: FlaskClient, address: str) -> Callable[[], None]:
    def call() -> None:
        assert client.get(address).status_code == 200

    return call


def _print(hall: Hall) -> Iterator[Row]:
    faces = badges.faces(hall.meeting, Wanted(), hall.sealer)[:300]
    wording = printing.Wording(BadgeEvent(hall.meeting.title), {"official": "Đại biểu"})
    times = _times(lambda: printing.sheet(faces, wording), 3)
    yield ("PDF 300 thẻ A6", f"{_median(times):.0f} ms", f"{len(printing.sheet(faces, wording)) // 1024} KB")


def _times(act: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each run; each begins without a read of the one before."""
    found = []
    for _ in range(times):
        db.session.rollback()
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return found


def _median(times: list[float]) -> float:
    return statistics.median(times)


def _shown(name: str, times: list[float]) -> Row:
    worst = sorted(times)[min(len(times) - 1, len(times) * 99 // 100)]
    return name, f"{_median(times):.1f} ms", f"p99 {worst:.1f} ms"


def main() -> None:
    """Print the table."""
    for name, median, more in measure():
        print(f"{name:<42} {median:>10} {more:>16}")


if __name__ == "__main__":
    main()
