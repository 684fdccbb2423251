"""Bringing a database to the newest migration; the libraries for it are loaded where that is done, not by the server."""

from flask import Flask
from flask_migrate import Migrate
from flask_migrate import upgrade as run_migrations

from congress import paths
from congress.db import db


def prepare(app: Flask) -> None:
    """Get the application ready for the commands of the migrations."""
    Migrate(app, db, directory=str(paths.MIGRATIONS), render_as_batch=True, compare_type=True)


def upgrade(app: Flask) -> None:
    """Bring the database to the newest migration, an empty one too."""
    prepare(app)
    with app.app_context():
        run_migrations()
