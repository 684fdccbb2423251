"""The migrations as the light reader of `serve` sees them, beside what the library says."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask

from congress import paths
from congress.config import Settings
from congress.revisions import head_revision, stored_revision


def test_the_newest_migration_is_the_one_the_library_names():
    assert head_revision() == ScriptDirectory(str(paths.MIGRATIONS)).get_current_head()


def test_the_newest_migration_is_the_one_no_other_follows(tmp_path: Path):
    (tmp_path / "versions").mkdir()
    for name, before in (("0001", "None"), ("0003", "'0002'"), ("0002", "'0001'")):
        (tmp_path / "versions" / f"{name}.py").write_text(f"revision = '{name}'\ndown_revision = {before}\n", encoding="utf-8")
    assert head_revision(tmp_path) == "0003"


def test_a_database_that_was_upgraded_stands_at_the_newest_migration(app: Flask):
    assert stored_revision(app.extensions["congress_settings"]) == head_revision()


def test_an_empty_file_stands_nowhere_and_a_missing_one_is_not_made(tmp_path: Path):
    settings = Settings(data_dir=tmp_path)
    with pytest.raises(OSError, match="unable to open"):
        stored_revision(settings)
    (tmp_path / "congress.sqlite3").touch()
    assert stored_revision(settings) is None
