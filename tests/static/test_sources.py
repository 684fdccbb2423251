"""What templates, style sheets and scripts may not contain, and how large they may grow."""

import gzip
import re
from pathlib import Path

import pytest

from congress.paths import STATIC, TEMPLATES

PAGES = sorted(TEMPLATES.rglob("*.html"))
SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.relative_to(STATIC).parts)
DRAWINGS = sorted(STATIC.rglob("*.svg"))
OTHER_HOST = re.compile(r"""(?:https?:)?//[\w-]+\.[\w.-]+""")
NAMESPACE = "http://www.w3.org/2000/svg"
FORBIDDEN = {
    "style attribute": re.compile(r"\sstyle\s*="),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "script without source": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
}
FIRST_LOAD = ("tokens", "base", "layout", "page", "form", "table", "message", "chart", "print")


def name(path: Path) -> str:
    return path.name


def icon_names() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons/sprite.svg").read_text(encoding="utf-8")))


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_templates_hold_nothing_the_policy_refuses(kind):
    found = [page.relative_to(TEMPLATES) for page in PAGES if FORBIDDEN[kind].search(page.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize("path", [*PAGES, *SHEETS, *SCRIPTS, *DRAWINGS], ids=name)
def test_no_source_names_another_host(path):
    text = path.read_text(encoding="utf-8").replace(NAMESPACE, "")
    assert OTHER_HOST.findall(text) == []


def test_style_sheets_stay_small():
    packed = sum(len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS)
    assert packed <= 20 * 1024


def test_frame_of_a_first_visit_leaves_room_for_the_page():
    shared = [STATIC / f"css/{sheet}.css" for sheet in FIRST_LOAD]
    shared += [STATIC / "icons/sprite.svg", STATIC / "icons/star.svg", STATIC / "js/app.js", STATIC / "js/forms.js"]
    shared += sorted((STATIC / "fonts/web").glob("*.woff2"))
    assert sum(path.stat().st_size for path in shared) <= 170 * 1024


def test_every_sheet_stays_inside_the_layers():
    for sheet in SHEETS:
        text = re.sub(r"@font-face\s*{[^}]*}", "", sheet.read_text(encoding="utf-8"))
        tops = re.findall(r"^([^\s}][^{;]*?)\s*[{;]", text, re.MULTILINE)
        assert all(top.startswith("@layer") for top in tops), sheet.name


def test_every_icon_a_template_names_is_in_the_sprite():
    named = {icon for page in PAGES for icon in re.findall(r"\bicon\('([\w-]+)'", page.read_text(encoding="utf-8"))}
    assert named - icon_names() == set()
    assert len(named) > 5


def test_every_component_is_in_the_guide():
    guide = (TEMPLATES / "components/README.md").read_text(encoding="utf-8")
    inner = {"described", "mark", "below", "heading", "name", "tone_word", "acceptance"}
    for page in sorted((TEMPLATES / "components").glob("*.html")):
        macros = set(re.findall(r"{% macro (\w+)\(", page.read_text(encoding="utf-8"))) - inner
        missing = {macro for macro in macros if f"{macro}(" not in guide and f"`{macro}`" not in guide}
        assert missing - {"icon"} == set(), page.name
