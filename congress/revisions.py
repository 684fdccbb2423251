"""The migration a database stands at and the newest one of this version, read without the libraries that write them."""

import re
import sqlite3
from pathlib import Path

from congress import paths
from congress.config import Settings

OWN = re.compile(r"^revision\b[^=\n]*= *['\"]([^'\"]+)", re.MULTILINE)
BEFORE = re.compile(r"^down_revision\b[^=\n]*= *['\"]([^'\"]+)", re.MULTILINE)
STORED = "SELECT version_num FROM alembic_version"
SQLITE = "sqlite:///"


def head_revision(folder: Path = paths.MIGRATIONS) -> str | None:
    """The newest migration: the one no other follows."""
    texts = [path.read_text(encoding="utf-8") for path in (folder / "versions").glob("*.py")]
    followed = {name for text in texts for name in BEFORE.findall(text)}
    return next((name for text in texts for name in OWN.findall(text) if name not in followed), None)


def stored_revision(settings: Settings) -> str | None:
    """The migration the database stands at; None for an empty one.

    Raises:
        OSError: the database cannot be opened; the text says why.
    """
    address = settings.database_uri
    return _in_file(Path(address.removeprefix(SQLITE))) if address.startswith(SQLITE) else _on_server(address)


def _in_file(path: Path) -> str | None:
    try:
        connection = sqlite3.connect(path.as_uri() + "?mode=rw", uri=True)
        try:
            return _first(connection.execute(STORED).fetchone())
        finally:
            connection.close()
    except sqlite3.OperationalError as problem:
        if "no such table" in str(problem):
            return None
        raise OSError(str(problem)) from problem


def _on_server(address: str) -> str | None:
    import psycopg

    try:
        with psycopg.connect(address.replace("+psycopg", "", 1)) as connection:
            return _first(connection.execute(STORED).fetchone())
    except psycopg.errors.UndefinedTable:
        return None
    except psycopg.OperationalError as problem:
        raise OSError(str(problem)) from problem


def _first(row: tuple[str, ...] | None) -> str | None:
    return row[0] if row else None
