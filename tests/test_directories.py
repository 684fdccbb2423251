"""Lists of bodies: loaded once, in slices, completed after a load that was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from congress import directories
from congress.audit import AuditDetail, AuditEntry, verify
from congress.db import db
from congress.errors import Refused
from congress.units.models import Unit, UnitSuccession
from tests import unit_lists
from tests.building import Builder
from tests.serving import clean_environment

MANY = 20_000
PATIENCE = 60.0


def number_of(table) -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def noted() -> list[dict[str, Any]]:
    """What the history says of loads, in its order."""
    statement = select(AuditDetail.details).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
    return list(db.session.execute(statement.where(AuditEntry.act == "units.load").order_by(AuditEntry.position)).scalars())


def test_a_unit_list_is_loaded_once(app: Flask, build: Builder):
    assert directories.load_units(build.now, "former-lang-son") == 1 + 1 + 11 + 194
    assert directories.load_units(build.now, "former-lang-son") == 0
    assert noted() == [{"added": 207}, {"added": 0, "linked": 0}]


def test_both_lists_together_tie_each_former_commune_to_its_successors(app: Flask, build: Builder):
    directories.load_units(build.now, "former-lang-son")
    assert number_of(UnitSuccession) == 0
    assert directories.load_units(build.now, "present") == 34 + 3321
    former = db.session.execute(select(Unit).where(Unit.code == "06496", Unit.valid_to.is_not(None))).scalar_one()
    new = db.session.execute(
        select(Unit).join(UnitSuccession, UnitSuccession.new_id == Unit.id).where(UnitSuccession.old_id == former.id)
    ).scalar_one()
    assert (former.name, new.name, new.parent.name) == ("Xã Nhân Lý", "Xã Nhân Lý", "Tỉnh Lạng Sơn")
    assert noted()[-1]["linked"] == number_of(UnitSuccession)


def test_a_list_of_a_file_hangs_below_what_is_in_the_tree(app: Flask, build: Builder, tmp_path: Path):
    directories.load_units(build.now, "former-lang-son")
    directories.load_units(build.now, "present")
    file = unit_lists.write(tmp_path / "thon.json", [["T1", "Thôn  Làng Đăng", "thon", "base", "20"]])
    assert directories.load(build.now, directories.from_file(file)) == 1
    hamlet = db.session.execute(select(Unit).where(Unit.code == "T1")).scalar_one()
    assert (hamlet.name, hamlet.parent.name, hamlet.parent.valid_to) == ("Thôn Làng Đăng", "Tỉnh Lạng Sơn", None)


GOOD = ["A", "Tỉnh Lớn", "tinh", "province", "VN"]


@pytest.mark.parametrize(
    "row",
    [
        ["", "Tỉnh", "tinh", "province", "VN"],
        ["B" * 41, "Tỉnh", "tinh", "province", "VN"],
        ["B", " ", "tinh", "province", "VN"],
        ["B", "T" * 161, "tinh", "province", "VN"],
        ["B", "Tỉnh\0", "tinh", "province", "VN"],
        ["B", "Tỉnh", "không có", "province", "VN"],
        ["B", "Tỉnh", "tinh", "không có", "VN"],
        ["B", "Tỉnh", "tinh", "province", "B"],
        ["B", "Tỉnh", "tinh", "province", 7],
        ["B", "Tỉnh", "tinh", "province", "nowhere"],
        [7, "Tỉnh", "tinh", "province", "VN"],
        GOOD,
    ],
)
def test_a_row_that_cannot_be_a_body_is_named_and_nothing_is_loaded(app: Flask, build: Builder, tmp_path: Path, row: list):
    file = unit_lists.write(tmp_path / "list.json", [GOOD, row])
    with pytest.raises(Refused) as refusal:
        directories.load(build.now, directories.from_file(file))
    assert (refusal.value.code, refusal.value.facts["row"]) == ("unit_list_row", 2)
    assert number_of(Unit) == 0


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"units": []}', "[" * 100_000, '{"valid_from": "x", "valid_to": null, "columns": [], "units": []}',
     '{"valid_from": null, "valid_to": null, "columns": ["code", "name", "kind", "level", "parent"], "units": [[1]]}'],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: str):
    (tmp_path / "list.json").write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="unit_list_unreadable"):
        directories.from_file(tmp_path / "list.json")


def test_a_load_that_is_killed_leaves_whole_slices_and_is_completed_by_the_next(app: Flask, build: Builder, tmp_path: Path):
    file = unit_lists.generate(tmp_path / "list.json", MANY)
    process = _loading(app, file)
    stored = _killed_amid(process)
    assert 0 < stored < MANY
    assert stored == sum(one["added"] for one in noted())
    assert noted()[-1]["left"] == MANY + 1 - stored
    again = _loading(app, file)
    assert again.communicate(timeout=PATIENCE)[0].splitlines()[-1] == f"Đã nạp {MANY + 1 - stored} đơn vị."
    assert (number_of(Unit), sum(one["added"] for one in noted())) == (MANY + 1, MANY + 1)
    assert db.session.execute(select(func.count(func.distinct(Unit.code)))).scalar_one() == MANY + 1
    assert [chain for chain in verify(db.session()) if chain.broken_at is not None] == []


def test_two_loads_of_one_list_at_once_store_every_body_once(app: Flask, build: Builder, tmp_path: Path):
    file = unit_lists.generate(tmp_path / "list.json", 3000)
    both = [_loading(app, file) for _ in range(2)]
    told = [process.communicate(timeout=PATIENCE)[0].splitlines()[-1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(int(line.split()[2]) for line in told) == number_of(Unit) == 3001


def _loading(app: Flask, file: Path) -> subprocess.Popen[str]:
    settings = app.extensions["congress_settings"]
    db.session.rollback()
    return subprocess.Popen(
        [sys.executable, "-m", "congress", "load-units", str(file)], stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env=clean_environment(
            CONGRESS_DATA_DIR=str(settings.data_dir), CONGRESS_DATABASE_URL=settings.database_url, CONGRESS_SECRET_KEY="x"
        ),
    )  # fmt: skip


def _killed_amid(process: subprocess.Popen[str]) -> int:
    """Kill the process as soon as something is there; how many bodies it left."""
    end = time.monotonic() + PATIENCE
    while number_of(Unit) == 0:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return number_of(Unit)
