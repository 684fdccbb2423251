"""Whether the database has the schema of this version."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from congress import paths
from congress.db import db


def head_revision() -> str | None:
    """The newest migration of this version."""
    return ScriptDirectory(str(paths.MIGRATIONS)).get_current_head()


def current_revision() -> str | None:
    """The migration the database stands at; None for an empty one."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_current(app: Flask) -> bool:
    """True when nothing has to be upgraded."""
    with app.app_context():
        return current_revision() == head_revision()
