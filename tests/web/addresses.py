"""Every address of the application, with plausible values for what stands in it."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule, UUIDConverter

PACKAGE = Path(__file__).resolve().parents[2] / "congress"
ASKED = re.compile(r"""(?:args|asked|values|held)(?:\.get(?:list)?\(|\[)\s*"([\w-]+)\"""")


@dataclass(frozen=True)
class Address:
    """One method of one route, ready to be asked."""

    method: str
    path: str
    endpoint: str
    arguments: frozenset[str]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def addresses(app: Flask, method: str, integer: int = 1, **values: object) -> Iterator[Address]:
    """Every route that takes this method; `values` name known arguments, other numbers become `integer`."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if method in (rule.methods or ()) and rule.endpoint != "static":
            filled = {name: values.get(name, _plausible(rule, name, integer)) for name in rule.arguments}
            with app.test_request_context():
                path = app.url_map.bind("localhost").build(rule.endpoint, filled, method)
            yield Address(method, path, rule.endpoint, frozenset(rule.arguments))


def _plausible(rule: Rule, name: str, integer: int) -> object:
    converter = rule._converters[name]
    if isinstance(converter, UUIDConverter):
        return uuid.UUID(int=1)
    if isinstance(converter, IntegerConverter):
        return integer
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return "chuong-trinh"


def query_names() -> list[str]:
    """Every name that a view reads from the query, found in the sources, and some that address builders take."""
    sources = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    found = {name for source in sources for name in ASKED.findall(source)}
    return sorted(found | {"trang", "number", "endpoint", "_external"})
