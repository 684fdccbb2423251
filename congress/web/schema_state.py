"""Whether the database has the schema of this version."""

from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from congress.db import db
from congress.revisions import STORED, head_revision


def is_current(app: Flask) -> bool:
    """True when nothing has to be upgraded.

    Raises:
        OperationalError: the database does not answer.
    """
    with app.app_context(), db.engine.connect() as connection:
        try:
            return connection.execute(text(STORED)).scalar() == head_revision()
        except (OperationalError, ProgrammingError) as problem:
            if "alembic_version" in str(problem.orig):
                return False
            raise
