"""Migrations run inside the application, on the connection it is configured for."""

from alembic import context
from flask import current_app

from congress.db import METADATA, Document, Key, UtcDateTime

engine = current_app.extensions["migrate"].db.engine


def render_item(kind, item, autogen_context):
    """Write our own column types so that a step stands alone."""
    if kind == "type" and isinstance(item, UtcDateTime):
        autogen_context.imports.add("from congress.db import UtcDateTime")
        return "UtcDateTime()"
    if kind == "type" and isinstance(item, Key):
        return "sa.Uuid()"
    if kind == "type" and item is Document:
        autogen_context.imports.add("from congress.db import Document")
        return "Document"
    if kind == "type" and isinstance(item, Key):
        return "sa.Uuid()"
    return False


def run() -> None:
    """Upgrade on one connection; on SQLite the whole step is one write transaction."""
    with engine.connect().execution_options(congress_write=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
