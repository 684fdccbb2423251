"""The English interface: navigation, headings, labels and buttons hold no Vietnamese but names and other data."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from congress.demo.signins import SIGNINS

pytestmark = pytest.mark.browser
SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"
ACCENTED = re.compile("[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]", re.IGNORECASE)
WORDS = re.compile(r"\w+")
PLACES = "nav a, h1, h2, h3, th, caption, legend, label, button, summary, dt"
READ = """async ([address, places]) => {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html')
    for (const own of page.querySelectorAll('select, [lang], .account, .meeting-head')) own.remove()
    return [...page.querySelectorAll(places)].map(place => place.textContent.replace(/\\s+/g, ' ').trim())
}"""


def texts(value: object) -> Iterator[str]:
    """Every string inside stored data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


@cache
def data() -> tuple[re.Pattern[str], frozenset[str]]:
    """A pattern of everything the demonstration's seeds write, longest first; and the syllables of its people's names."""
    files = [path for folder in ("demo", "rulesets", "units") for path in sorted((SEEDS / folder).glob("*.json"))]
    files += [SEEDS / "groups.json", SEEDS / "awards.json", SEEDS / "agenda.json", SEEDS / "levels.json"]
    written = {text for path in files for text in texts(json.loads(path.read_text(encoding="utf-8"))) if ACCENTED.search(text)}
    written |= {signin.name for signin in SIGNINS}
    names = json.loads((SEEDS / "demo" / "names.json").read_text(encoding="utf-8"))
    people = " ".join(texts([names[part] for part in ("ethnic_groups", "middles", "given", "tricky", "homonyms")]))
    ordered = sorted(written, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), frozenset(WORDS.findall(people))


def leftover(text: str) -> bool:
    """True when Vietnamese is left after data and people's names are taken out."""
    pattern, syllables = data()
    rest = pattern.sub(" ", text)
    return any(ACCENTED.search(word) and word not in syllables for word in WORDS.findall(rest))


def test_leftovers_are_told_from_data():
    assert [leftover(text) for text in ("Chọn Nông Thị Ẳm", "Choose Nông Thị Ẳm", "Xã Nhân Lý", "Đợt trao")] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("login", ["nhanly", "bantochuc", "thuongtruc", "quantri", "dontiep"])
def test_no_vietnamese_is_left_in_the_english_interface(person, reach, login):
    page = person(login)
    page.goto("/tai-khoan/cua-toi")
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    found = [
        f"{view} {address}: {text}"
        for view, address in reach[login].pages.items()
        for text in page.evaluate(READ, [address, PLACES])
        if leftover(text)
    ]
    page.get_by_role("button", name="Tiếng Việt").click()
    page.wait_for_selector("html[lang=vi]")
    assert not found, "\n".join(found)
