"""Colours of the visual system: every pair of text and ground reaches WCAG 2.2 AA in both themes."""

import re
from fractions import Fraction
from itertools import pairwise

import pytest

from congress.paths import STATIC

SOURCE = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
GROUNDS = ("page", "surface", "sunken")
TONES = ("ok", "warn", "bad", "undecided", "info", "idle")
TEXT_PAIRS = [
    *[(text, ground) for text in ("ink", "ink-quiet", "action", "action-strong", "bad", "ok", "warn") for ground in GROUNDS],
    *[(tone, f"{tone}-soft") for tone in TONES],
    *[("ink", f"{tone}-soft") for tone in TONES],
    ("action-strong", "action-soft"),
    ("action", "action-soft"),
    ("ink", "action-soft"),
    ("action-ink", "action"),
    ("action-ink", "action-strong"),
]
SHAPE_PAIRS = [
    *[(shape, ground) for shape in ("line-strong", "focus") for ground in GROUNDS],
    *[(f"series-{number}", "surface") for number in range(1, 9)],
    *[(tone, "surface") for tone in TONES],
]


def block(selector: str) -> dict[str, str]:
    """Custom properties declared under the selector."""
    start = SOURCE.index(selector + " {")
    body = SOURCE[start : SOURCE.index("}", start)]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))


LIGHT = block(":root")
DARK = block(':root[data-theme="dark"]')
AUTO = block(':root[data-theme="auto"]')
THEMES = {"light": LIGHT, "dark": LIGHT | DARK}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert Fraction(contrast("#000000", "#ffffff")).limit_denominator(100) == 21


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_reaches_four_and_a_half_to_one(theme, text, ground):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_reach_three_to_one(theme, shape, ground):
    assert contrast(THEMES[theme][shape], THEMES[theme][ground]) >= 3


def test_dark_by_system_and_dark_by_choice_are_the_same():
    assert AUTO == DARK


def test_dark_theme_replaces_every_colour_of_the_light_one():
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert colours - set(DARK) == set()


def test_text_sizes_grow_step_by_step():
    sizes = [Fraction(LIGHT[f"text-{step}"].removesuffix("rem")) for step in ("s", "m", "l", "xl", "xxl")]
    assert all(small < large for small, large in pairwise(sizes))
    assert sizes[1] == 1
