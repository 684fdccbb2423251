"""What the tests of the demonstration read: its files, and every code a scenario may refer to."""

import json
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SCENARIOS = ("scenario", "two-tier")


def read(path):
    """Return a seed file, named by its path below `seeds/`."""
    return json.loads((SEEDS / path).read_text(encoding="utf-8"))


def scenario(name):
    return read(f"demo/{name}.json")


def administrative_units(story):
    """Return the code and level of every administrative unit the scenario loads."""
    units = {}
    for name in story["unit_files"]:
        file = read(f"units/{name}")
        code, level = file["columns"].index("code"), file["columns"].index("level")
        units |= {unit[code]: unit[level] for unit in file["units"]}
    return units


def unit_codes(story):
    return set(administrative_units(story)) | {body["code"] for body in story["bodies"]}


def meetings(story, part):
    """Return (meeting, entry) for each entry of a list such as `agenda` in each meeting that has one."""
    return [(meeting, entry) for meeting in story["meetings"] for entry in meeting.get(part, [])]


def texts(value):
    """Yield every text inside a parsed JSON value, keys included."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield key
            yield from texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from texts(entry)
    elif isinstance(value, str):
        yield value
