"""Where the data folders are: beside the package in a source tree, inside it in an installed wheel."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent

TEMPLATES = _ROOT / "templates"
STATIC = _ROOT / "static"
SEEDS = _ROOT / "seeds"
MIGRATIONS = _PACKAGE / "migrations"
TRANSLATIONS = _PACKAGE / "translations"


@cache
def read_seed(name: str) -> Any:
    """The parsed JSON of `seeds/<name>.json`; shared by all who ask, so nobody may change it."""
    return json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))
