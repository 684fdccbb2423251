"""Levels are data: dated chains of them, and the kinds of bodies that stand on each."""

from itertools import pairwise

import pytest

from tests.rules.plans import seed

LEVELS = seed("levels")


def chains(line):
    return sorted((chain for chain in LEVELS["chains"] if chain["line"] == line), key=lambda chain: chain["valid_from"])


def test_the_district_is_a_level_until_the_end_of_june_2025():
    old, new = chains("administrative")
    assert (old["levels"], old["valid_to"]) == (["commune", "district", "province", "nation"], "2025-06-30")
    assert (new["levels"], new["valid_from"]) == (["commune", "province", "nation"], "2025-07-01")


@pytest.mark.parametrize("line", ["administrative", "union"])
def test_one_chain_of_a_line_is_in_force_at_a_time(line):
    for earlier, later in pairwise(chains(line)):
        assert earlier["valid_to"] < later["valid_from"]


def test_chains_and_kinds_name_known_levels():
    codes = {level["code"] for level in LEVELS["levels"]}
    assert {code for chain in LEVELS["chains"] for code in chain["levels"]} <= codes
    assert {kind["level"] for kind in LEVELS["kinds"]} - {None} <= codes


def test_every_kind_in_the_lists_of_units_has_a_title():
    kinds = {kind["code"] for kind in LEVELS["kinds"] if kind["title"]}
    for name in ("nation", "present", "former-lang-son"):
        units = seed(f"units/{name}")
        place = units["columns"].index("kind")
        assert {row[place] for row in units["units"]} <= kinds


def test_a_commune_has_kinds_for_the_bodies_below_it():
    below = {kind["title"] for kind in LEVELS["kinds"] if kind["level"] == "base"}
    assert {"Thôn", "Bản", "Tổ dân phố", "Trường học", "Trạm y tế", "Hợp tác xã", "Doanh nghiệp"} <= below
