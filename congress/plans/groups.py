"""The usual groups (nhóm cơ cấu) of seeds/groups.json, placed as a rule set places them at a level."""

from dataclasses import dataclass
from typing import Any

from congress.paths import read_seed
from congress.rules.provisions import Placing
from congress.rules.ruleset import RuleSet


@dataclass(frozen=True)
class GroupDefault:
    """A group to begin with; `placing` is core, other or unsaid (the plan does not say)."""

    code: str
    title: str
    colour: str
    placing: Placing


def _seed() -> list[dict[str, Any]]:
    return read_seed("groups")["groups"]


def titles() -> dict[str, str]:
    """Title of each usual group by its code."""
    return {entry["code"]: entry["title"] for entry in _seed()}


def names_by_code() -> dict[str, tuple[str, ...]]:
    """What each usual group is called in lists: its title and the other names of the seed."""
    return {entry["code"]: (entry["title"], *entry["also"]) for entry in _seed()}


def usual_groups(rules: RuleSet, level: str) -> list[GroupDefault]:
    """The groups a meeting of this level begins with; a rule set without a share leaves every group unsaid."""
    ratio = rules.level(level).ratio
    return [
        GroupDefault(entry["code"], entry["title"], entry["colour"], ratio.placing(entry["code"]) if ratio else "unsaid")
        for entry in _seed()
    ]
