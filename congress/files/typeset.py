"""Typesetting of our templates to PDF. Data travels as JSON beside the template, never inside its source."""

import json
from functools import cache
from pathlib import Path

from congress import paths

_TEMPLATES = Path(__file__).parent / "typst"


@cache
def _fonts():
    """The shipped fonts, opened once; the machine's own fonts are never used, so that a paper looks alike everywhere."""
    import typst

    return typst.Fonts(font_paths=[str(paths.STATIC / "fonts" / "papers")], include_system_fonts=False)


@cache
def _source(template: str) -> bytes:
    return (_TEMPLATES / f"{template}.typ").read_bytes()


def typeset(template: str, data: dict, assets: dict[str, bytes] | None = None) -> bytes:
    """Set `typst/<template>.typ` over the data; the same input gives the same bytes.

    The template reads the data with json("data.json") and pictures by the names of `assets`.
    """
    import typst

    files = _files(template, data) | (assets or {})
    return typst.compile(files, font_paths=_fonts(), ignore_system_fonts=True, timestamp=0)


def pictures(template: str, data: dict, dots: int) -> list[bytes]:
    """The same as PNG, one picture a page, at this many dots an inch."""
    import typst

    made = typst.compile(_files(template, data), font_paths=_fonts(), ignore_system_fonts=True, format="png", ppi=dots)
    return made if isinstance(made, list) else [made]


def _files(template: str, data: dict) -> dict[str, bytes]:
    return {"main.typ": _source(template), "data.json": json.dumps(data, ensure_ascii=False).encode()}
