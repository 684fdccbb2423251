"""Every page of the product on a full database: time, processor time, size, statements."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, jsonify
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from congress.db import db
from tests.bench.addresses import addresses, lists
from tests.bench.congresses import ADMINISTRATOR, Ground
from tests.bench.measuring import Times, timed
from tests.browsing import Apart, Browsing

MOST_MS = 100
MOST_BYTES = 60_000
ROUNDS = 15


@dataclass(frozen=True)
class PageRow:
    """One address: its times, bytes of the answer, statements it cost, and whether it is a page (not a file, not data)."""

    name: str
    times: Times
    size: int
    statements: int
    page: bool

    @property
    def verdict(self) -> str:
        """What breaks a bound, or OK; files and data have no bound."""
        if not self.page:
            return ""
        over = ["SLOW"] if self.times.median > MOST_MS else []
        return " ".join([*over, "BIG"] if self.size > MOST_BYTES else over) or "OK"


def floor(rounds: int = 200) -> Times:
    """An empty answer of the bare framework through the same kind of client: nothing can be faster."""
    bare = Flask("floor")
    bare.add_url_rule("/", view_func=lambda: jsonify({}))
    client = bare.test_client()
    return timed(lambda: client.get("/"), rounds)


def measure(app: Flask, ground: Ground, rounds: int = ROUNDS, only: str = "") -> Iterator[PageRow]:
    """Each page as the administrator sees it; the sign-in page as a stranger does."""
    signed_in = Browsing(app).sign_in(ADMINISTRATOR).client
    wanted = {f"{name} {_code(address)}".strip(): address for name, some in addresses(app, ground).items() for address in some}
    for name, address in (wanted | lists(ground)).items():
        if only in name:
            client = app.test_client() if name == "accounts.sign_in" else signed_in
            yield _row(app, client, name, address, rounds)


def _code(address: str) -> str:
    return address.rsplit("/", 1)[1] if "/giay-to/" in address else ""


def _row(app: Flask, client: FlaskClient | Apart, name: str, address: str, rounds: int) -> PageRow:
    statements, answer = visit(app, client, address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    page = answer.mimetype == "text/html"
    times = timed(lambda: client.get(address), rounds) if page else timed(lambda: client.get(address), 1, 0)
    return PageRow(name, times, len(answer.get_data()), statements, page)


def visit(app: Flask, client: FlaskClient | Apart, address: str) -> tuple[int, TestResponse]:
    """The first visit: its answer, and how many statements it took."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        answer = client.get(address)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen), answer
