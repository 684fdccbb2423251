"""The database: base model, column types, and transaction(), the only place that commits."""

import secrets
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, MetaData, Uuid, event, inspect, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from congress.errors import Refused

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT_MS = 5000
BUSY_PAUSE = 0.002
IDLE_SECONDS = 2.0
CHECKPOINT_PAGES = 4000
"""16 MB of changes before they are copied into the database: a rush at the door is seldom interrupted by it."""
RETRIED_STATES = {"40001", "40P01"}
T = TypeVar("T")


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    drawn = secrets.randbits(74)
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | drawn >> 62 << 64 | 0b10 << 62 | drawn & (1 << 62) - 1
    return uuid.UUID(int=value)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware moments, stored as UTC; a naive one is a programming error and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("moments are aware")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Key(Uuid[uuid.UUID]):
    """A UUID; where the database holds it as text, each is read once: a page names the same bodies thousands of times."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return super().result_processor(dialect, coltype) if dialect.supports_native_uuid else _read_key


@lru_cache(maxsize=20_000)
def _read_key(text: str | None) -> uuid.UUID | None:
    return None if text is None else uuid.UUID(text)


Document = JSON().with_variant(JSONB(), "postgresql")
"""A JSON value: text on SQLite, jsonb on PostgreSQL."""


METADATA = MetaData(naming_convention=NAMING)


class Base(DeclarativeBase):
    """Base of every table: UUIDv7 key made here."""

    metadata = METADATA
    registry = registry(
        metadata=METADATA,
        type_annotation_map={datetime: UtcDateTime(), dict[str, Any]: Document, list[Any]: Document, uuid.UUID: Key()},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
Model: Any = db.Model
_sqlite_write_lock = threading.RLock()
_before_commit: list[Callable[[Session], None]] = []


def before_commit(step: Callable[[Session], None]) -> Callable[[Session], None]:
    """Register the last step of every outermost transaction (audit.py closes its chains there)."""
    _before_commit.append(step)
    return step


@contextmanager
def transaction() -> Iterator[Session]:
    """Open the write transaction, or join the one that is open; commit when the outermost block ends.

    The read that went before is ended and everything loaded is read again: on SQLite under the write lock
    (BEGIN IMMEDIATE, and one lock inside the process, because waiting in the busy handler is unfair),
    on PostgreSQL at READ COMMITTED, where services lock the rows they decide on.
    """
    session = db.session()
    if session.info.get("writing"):
        yield session
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside transaction()")
    session.rollback()
    with _write_lock(session):
        session.info["writing"] = True
        try:
            session.connection(execution_options={"congress_write": True})
            yield session
            session.flush()
            for step in _before_commit:
                step(session)
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.clear()


def one_moment() -> Session:
    """Begin to read anew: until the reading ends, every statement sees the database as it was at the first one.

    SQLite reads so by itself; PostgreSQL has to be told. Not to be called inside transaction().
    """
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("one_moment() inside transaction()")
    session.rollback()
    if session.get_bind().dialect.name != "sqlite":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return session


def retried(call: Callable[[], T]) -> T:
    """Run the whole call, up to three times when PostgreSQL reports a serialization failure or a deadlock."""
    for attempt in (1, 2, 3):
        try:
            return call()
        except DBAPIError as problem:
            if getattr(problem.orig, "sqlstate", None) not in RETRIED_STATES or attempt == 3:
                raise
            db.session.rollback()
    raise AssertionError("unreachable")


@contextmanager
def _write_lock(session: Session) -> Iterator[None]:
    if session.get_bind().dialect.name != "sqlite":
        yield
        return
    with _sqlite_write_lock:
        yield


def prepare_engine(engine: Engine) -> None:
    """SQLite: WAL, foreign keys, full sync, and transactions begun by us. PostgreSQL: plans for short answers."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _postgresql_connect)
        event.listen(engine, "checkin", _note_return)
        event.listen(engine, "checkout", partial(_try_after_a_pause, engine))
        return
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)


def _postgresql_connect(connection: Any, _record: object) -> None:
    """A page reads a few thousand rows by their keys: the server must not take every one for a seek of a turning disk and
    read whole tables with helpers instead, nor compile what is over in milliseconds."""
    with connection.cursor() as cursor:
        for setting in ("random_page_cost = 1.1", "max_parallel_workers_per_gather = 0", "jit = off"):
            cursor.execute(f"SET {setting}")
    connection.commit()


def _note_return(_connection: Any, record: Any) -> None:
    record.info["returned"] = time.monotonic()


def _try_after_a_pause(engine: Engine, connection: Any, record: Any, _proxy: object) -> None:
    """Ask a connection that lay idle whether it still stands: a restarted server is noticed. One just used is not asked.

    Raises:
        DisconnectionError: it does not; the pool then opens another.
    """
    if time.monotonic() - record.info.get("returned", time.monotonic()) > IDLE_SECONDS:
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as problem:
            raise DisconnectionError from problem


def _sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "temp_store=MEMORY",
        f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    if connection.get_execution_options().get("congress_write", False):
        _begin_to_write(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_to_write(connection: Connection) -> None:
    """Ask again every two milliseconds while another process writes.

    SQLite's own waiting sleeps up to a tenth of a second at a time, so that a process which stores slice after slice would
    always be faster than the door.
    """
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA busy_timeout=0")
    try:
        end = time.monotonic() + BUSY_TIMEOUT_MS / 1000
        while not raw.in_transaction:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as problem:
                if "locked" not in str(problem) or time.monotonic() > end:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails likewise, in the library's own words
                time.sleep(BUSY_PAUSE)
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def lock(session: Session, row: Any) -> None:
    """Hold a stored row until the open transaction ends: what hangs on it is decided by one transaction at a time.

    The row's key is taken from memory, so that its columns are read only once it is held. What merely points to the row,
    as a scan points to its meeting, goes on meanwhile (PostgreSQL: FOR NO KEY UPDATE).
    """
    table, key = type(row), inspect(row).identity[0]
    session.execute(select(table.id).where(table.id == key).with_for_update(key_share=True))


def expect_version(row: Any, seen: int) -> None:
    """Refuse to overwrite what somebody else changed since the page was opened.

    Args:
        seen: the version the page carried.

    Raises:
        Refused: `stale`.
    """
    if row.version != seen:
        raise Refused("stale")
