"""A list of bodies in a file, as large as wished."""

import json
import secrets
from pathlib import Path
from typing import Any


def rows(number: int, start: str = "") -> list[list[Any]]:
    """A province and hamlets below it, so many together; their codes begin with `start`."""
    hamlets = [[f"{start}{place}", f"Thôn Nà {place}", "thon", "base", f"{start}P"] for place in range(1, number)]
    return [[f"{start}P", "Tỉnh Lớn", "tinh", "province", "VN"], *hamlets]


def write(path: Path, units: list[list[Any]], **changed: Any) -> Path:
    """The file."""
    document = {"valid_from": "2025-07-01", "valid_to": None, "columns": ["code", "name", "kind", "level", "parent"]}
    path.write_text(json.dumps(document | {"units": units} | changed), encoding="utf-8")
    return path


def generate(path: Path, number: int) -> Path:
    """A file of so many bodies that no database has yet."""
    return write(path, rows(number, f"{secrets.token_hex(4)}-"))
