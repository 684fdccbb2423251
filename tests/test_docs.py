"""The documents say what the product has: settings, commands, buttons; links lead somewhere; the table of rules is fresh."""

import re
from dataclasses import fields
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest

from congress.cli import main
from congress.config import PREFIX, Settings
from tools import rules_reference

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")))
GUIDES = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
ADMINISTRATION = [ROOT / "README.md", ROOT / "docs" / "quan-tri.md"]
MADE_LATER = {"docs/measured.md"}  # `make soak` writes it
HEAVIEST_PICTURE = 200 * 1024
LINK = re.compile(r"\]\(([^)\s]+)\)")
OTHER_HOST = re.compile(r"(?:https?:)?//(?!(?:127\.0\.0\.1|localhost)\b)[a-z0-9-]+\.[a-z]", re.IGNORECASE)
THIS_MACHINE = re.compile(r"(?<![\w.-])/(?:work|home|root|tmp|var|Users)/|[A-Z]:\\")


def text_of(page: Path) -> str:
    """A page's text without the addresses of settings, which name a host on purpose."""
    return re.sub(r"postgresql://\S+", "", page.read_text(encoding="utf-8"))


def named(pages: list[Path]) -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def commands(command: click.Command, path: str) -> list[str]:
    """Every command under this one by its full name; a group by those in it."""
    if not isinstance(command, click.Group):
        return [path]
    return [name for word, inner in command.commands.items() for name in commands(inner, f"{path} {word}")]


def options(command: click.Command) -> set[str]:
    """Every long option of the commands under this one."""
    if isinstance(command, click.Group):
        return {option for inner in command.commands.values() for option in options(inner)}
    return {word for parameter in command.params for word in parameter.opts if word.startswith("--")}


@pytest.mark.parametrize("page", ADMINISTRATION, ids=lambda page: page.name)
def test_every_setting_is_named(page):
    names = {PREFIX + field.name.upper() for field in fields(Settings)}
    assert names - set(re.findall(rf"{PREFIX}[A-Z_]+", page.read_text(encoding="utf-8"))) == set()


def test_no_setting_is_named_that_the_product_lacks():
    names = {PREFIX + field.name.upper() for field in fields(Settings)}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", named(PAGES))) - names - {PREFIX} == set()


@pytest.mark.parametrize("page", ADMINISTRATION, ids=lambda page: page.name)
def test_every_command_is_named(page):
    text = page.read_text(encoding="utf-8")
    assert [name for name in commands(main, "congress") if name not in text] == []


def test_every_command_in_the_documents_exists():
    known = {name.split()[1] for name in commands(main, "congress")}
    assert set(re.findall(r"`congress ([a-z-]+)", named(PAGES))) - known == set()


def test_every_option_of_the_commands_is_named():
    assert sorted(options(main) - set(re.findall(r"--[a-z-]+", named(ADMINISTRATION)))) == []


def test_every_make_target_is_named_and_no_other():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE).group(1).split())
    assert set(re.findall(r"make ([a-z][a-z-]+)", named(ADMINISTRATION))) == targets


def test_every_seed_is_told_of():
    seeds = {path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").iterdir()}
    assert [seed for seed in sorted(seeds) if seed not in named(ADMINISTRATION)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_pictures_lead_to_a_file(page):
    lost = []
    for address in LINK.findall(text_of(page)):
        target = page.parent / unquote(urlsplit(address).path)
        name = target.resolve().relative_to(ROOT).as_posix()
        if not urlsplit(address).scheme and name not in MADE_LATER and not target.exists():
            lost.append(address)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_nothing_points_to_another_host_or_to_this_machine(page):
    assert OTHER_HOST.findall(text_of(page)) + THIS_MACHINE.findall(text_of(page)) == []


def test_every_picture_is_shown_and_light():
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    shown = {Path(address).name for page in PAGES for address in LINK.findall(text_of(page))}
    assert [picture.name for picture in pictures if picture.name not in shown] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > HEAVIEST_PICTURE] == []


def shown_words() -> set[str]:
    """Every sentence and label the product can show, cut where a value is filled in."""
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "congress").rglob("*.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    sentences = (single or double for single, double in re.findall(r"""_l?\(\s*(?:'([^']+)'|"([^"]+)")""", source))
    return {piece.strip(" “”.") for sentence in sentences for piece in re.split(r"%\(\w+\)s", sentence)}


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_a_guide_writes_in_bold_only_what_the_product_shows(page):
    bold = re.findall(r"\*\*([^*]+)\*\*", page.read_text(encoding="utf-8"))
    titles = {text for text in bold if text.endswith((".", ":"))}
    pieces = {piece.strip() for text in set(bold) - titles for piece in text.split("…")} - {""}
    assert sorted(pieces - shown_words()) == []


def test_the_tables_of_rules_are_up_to_date():
    old = rules_reference.PAGE.read_text(encoding="utf-8")
    assert rules_reference.page_text(old) == old, "python -m tools.rules_reference"
