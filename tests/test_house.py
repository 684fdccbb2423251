"""The rules of the house, read from the sources: who may import whom, who may commit, which route asks what."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from congress.accounts.service import EVERYTHING

PACKAGE = Path(__file__).resolve().parent.parent / "congress"
ORDER = [
    "units",
    "accounts",
    "people",
    "plans",
    "meetings",
    "preparation",
    "exemplars",
    "agenda",
    "allocation",
    "delegates",
    "door",
    "awards",
    "elections",
    "submissions",
    "documents",
    "overview",
]
SHARED = {"db", "errors", "audit", "rules", "files", "jobs", "paths", "messages"}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def room(path: Path) -> tuple[str, str]:
    """(package or module at the top, name of the file inside it)."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0], parts[-1]


def imports(path: Path) -> list[tuple[str, str]]:
    """(room, module) of every import of the house, wherever it stands."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "congress" and len(parts) > 1:
                found.append((parts[1], parts[2] if len(parts) > 2 else ""))
    return found


def outside(path: Path) -> set[str]:
    """Top names of every import from outside the house."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
    return found - {"congress"}


def test_rules_import_nothing_of_the_house_but_rules():
    for path in (PACKAGE / "rules").rglob("*.py"):
        assert {top for top, _ in imports(path)} <= {"rules"}, path
        assert not outside(path) & {"flask", "sqlalchemy", "wtforms", "time", "random", "secrets"}, path


def test_features_import_only_to_their_left():
    for path in FILES:
        top, name = room(path)
        if top not in ORDER or name == "views":
            continue
        right = set(ORDER[ORDER.index(top) + 1 :])
        assert not {target for target, _ in imports(path)} & right, path


def test_services_and_models_know_neither_flask_nor_pages():
    for path in FILES:
        top, name = room(path)
        if top in ORDER and name not in ("views", "forms", "labels"):
            assert not outside(path) & {"flask", "flask_wtf", "wtforms", "flask_babel"}, path
            assert "web" not in {target for target, _ in imports(path)}, path


def test_views_use_services_and_neither_database_nor_rules():
    for path in FILES:
        top, name = room(path)
        if top in ORDER and name == "views":
            assert not {target for target, _ in imports(path)} & {"db", "rules", "audit"}, path


def test_formats_know_no_feature():
    for path in (PACKAGE / "files").rglob("*.py"):
        assert {top for top, _ in imports(path)} <= {"files", "errors", "paths", "rules"}, path


def test_no_import_of_the_house_hides_in_a_function():
    for path in FILES:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden = [
                    node.module
                    for node in ast.walk(function)
                    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("congress")
                ]
                assert not hidden, f"{path}: {hidden}"


def test_only_transaction_commits():
    for path in FILES:
        if path.name != "db.py":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\.commit\(", text), path


def test_only_the_clock_reads_the_time():
    allowed = {PACKAGE / "web" / "clock.py", PACKAGE / "cli.py", PACKAGE / "db.py", PACKAGE / "demo.py"}
    for path in FILES:
        if path not in allowed:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"datetime\.now\(|date\.today\(|time\.time\(", text), path


def test_there_is_no_drawer_for_everything():
    assert not [path for path in FILES if path.stem in ("utils", "util", "helpers", "misc", "common")]


@pytest.fixture
def routes(sqlite_app: Flask) -> dict[str, object]:
    """Every view but the static files."""
    return {name: view for name, view in sqlite_app.view_functions.items() if name != "static"}


def test_every_route_names_its_permission(routes: dict[str, object]):
    known = EVERYTHING | {"public", "signed_in"}
    assert {
        name: getattr(view, "permission", None)
        for name, view in routes.items()
        if getattr(view, "permission", None) not in known
    } == {}


def test_only_these_routes_are_public(routes: dict[str, object]):
    public = {name for name, view in routes.items() if view.permission == "public"}
    assert public == {"accounts.sign_in", "accounts.sign_out", "web.healthz", "web.readyz", "web.language", "web.style_page"}
