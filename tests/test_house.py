"""The rules of the house, read from the sources: who may import whom, who may commit, which route asks what."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from congress.accounts.service import EVERYTHING
from congress.web.edge import csrf

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
    "selection",
    "door",
    "awards",
    "seating",
    "elections",
    "submissions",
    "documents",
    "overview",
]
SHARED = {"db", "kept", "together", "errors", "audit", "rules", "files", "jobs", "paths"}
PAGES = ("views", "forms", "labels", "acts", "fields", "telling")
SPEAKS = {PACKAGE / "meetings" / "findings.py"}
"""The one file of a feature that puts sentences to findings, for the pages of every feature."""

LOOKS_RIGHT = {("units", "accounts"), ("units", "directories"), ("accounts", "meetings")}
"""Views only: who administers the installation, the public lists of bodies, the meeting whose people are named."""

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


def test_only_one_file_knows_the_solver_and_it_loads_it_when_asked():
    solver = PACKAGE / "rules" / "roster_solver.py"
    assert [path for path in FILES if "highspy" in outside(path)] == [solver]
    top = [node for node in ast.parse(solver.read_text(encoding="utf-8")).body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert {name.name for node in top for name in node.names} & {"highspy", "numpy"} == set()


def test_services_import_what_is_shared_and_features_to_their_left():
    for path in FILES:
        top, name = room(path)
        if top in ORDER and name not in PAGES:
            allowed = {*ORDER[: ORDER.index(top) + 1], *SHARED, *({"messages"} if path in SPEAKS else ())}
            assert {target for target, _ in imports(path)} <= allowed, path


def test_pages_look_to_the_left_too():
    for path in FILES:
        top, name = room(path)
        if top in ORDER and name in PAGES:
            right = set(ORDER[ORDER.index(top) + 1 :]) | {"install", "directories", "demo", "cli", "server"}
            found = {target for target, _ in imports(path)} & right
            assert {(top, target) for target in found} <= (LOOKS_RIGHT if name == "views" else set()), path


def test_the_shared_edge_knows_only_the_features_it_guards():
    known = {"units", "accounts", "meetings"}
    also = {"access": {"plans"}, "keys": {"people"}, "routes": set(ORDER)}
    for path in (PACKAGE / "web").rglob("*.py"):
        assert {target for target, _ in imports(path)} & set(ORDER) <= known | also.get(path.stem, set()), path


def test_services_and_models_know_neither_flask_nor_pages():
    for path in FILES:
        top, name = room(path)
        if top in ORDER and name not in PAGES:
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
                nodes = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
                named = [getattr(node, "module", "") or node.names[0].name for node in nodes]
                assert not [name for name in named if name.startswith("congress")], path


def test_nobody_imports_by_a_relative_name():
    for path in FILES:
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        assert not [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level], path


def test_the_name_of_translation_is_never_given_to_something_else():
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        translates = {alias.asname for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        assert not stored & translates & {"_", "_l"}, path


def test_rules_know_no_float():
    for path in (PACKAGE / "rules").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
            assert not (isinstance(node, ast.Name) and node.id == "float"), path


def test_only_transaction_commits():
    for path in FILES:
        if path.name != "db.py":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\.commit\(", text), path


READS_THE_TIME = r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.(time|time_ns|monotonic|perf_counter)\("


def test_only_the_clock_reads_the_time():
    allowed = {
        PACKAGE / "web" / "clock.py",
        PACKAGE / "cli.py",
        PACKAGE / "venue" / "command.py",
        PACKAGE / "db.py",
        PACKAGE / "slices.py",
    }
    for path in FILES:
        if path not in allowed:
            text = path.read_text(encoding="utf-8")
            assert not re.search(READS_THE_TIME, text), path


def test_there_is_no_drawer_for_everything():
    assert not [path for path in FILES if path.stem in ("utils", "util", "helpers", "misc", "common")]


@pytest.fixture
def routes(sqlite_app: Flask) -> dict[str, object]:
    """Every view but the static files."""
    return {name: view for name, view in sqlite_app.view_functions.items() if name != "static"}


def test_every_route_names_its_permission(routes: dict[str, object]):
    known = EVERYTHING | {"public", "signed_in", "door_device", "device_or_signed_in"}
    assert {
        name: getattr(view, "permission", None)
        for name, view in routes.items()
        if getattr(view, "permission", None) not in known
    } == {}


def test_only_these_routes_are_public(routes: dict[str, object]):
    public = {name for name, view in routes.items() if view.permission == "public"}
    signing_in = {"accounts.sign_in", "accounts.sign_out", "web.language"}
    about_the_server = {"web.healthz", "web.readyz", "web.style_page", "venue.certificate", "venue.certificate_page"}
    of_paired_devices = {
        "door_shell.shell",
        "door_shell.pair",
        "door_shell.reader_script",
        "door_shell.worker_script",
        "door.pair",
        "door.openapi",
    }
    assert public == signing_in | about_the_server | of_paired_devices | {"door.own_page"}


def test_only_these_routes_open_to_the_token_of_a_door(routes: dict[str, object]):
    """And only these, with the pairing, go without the protection against forged forms where no cookie speaks."""
    held = {name: view.permission for name, view in routes.items() if view.permission in ("door_device", "device_or_signed_in")}
    both = "device_or_signed_in"
    assert held == {"door.roster": both, "door.scans": both, "door.card": both, "door.live_figures": both}
    exempt = {f"{view.__module__}.{view.__name__}" for name, view in routes.items() if name in {*held, "door.pair"}}
    assert csrf._exempt_views == exempt


def test_problems_from_a_file_know_the_rules_alone():
    for path in (PACKAGE / "solving").rglob("*.py"):
        assert {top for top, _ in imports(path)} <= {"solving", "rules"}, path
