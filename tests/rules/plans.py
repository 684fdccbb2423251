"""The rule sets and tables of the product as the tests read them."""

import json
from pathlib import Path
from typing import Any

from congress.rules.agenda import Programme, read_programme
from congress.rules.award_law import AwardLaw
from congress.rules.ruleset import RuleSet

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def seed(name: str) -> Any:
    return json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))


def rule_set(code: str) -> RuleSet:
    return RuleSet.from_document(seed(f"rulesets/{code}"))


CHI_LANG = rule_set("chi-lang-2024")
COMMUNE = CHI_LANG.level("commune")
DISTRICT = CHI_LANG.level("district")
AWARD_LAW = AwardLaw.from_document(seed("awards"))


def standard_programme() -> Programme:
    return read_programme(seed("agenda")["programmes"][0])
