"""The rule set of Chi Lăng read clause by clause."""

import json

from congress import paths
from congress.plans.clauses import clause_rows, open_questions
from congress.plans.groups import usual_groups
from congress.rules.ruleset import RuleSet

RULES = RuleSet.from_document(json.loads((paths.SEEDS / "rulesets" / "chi-lang-2024.json").read_text(encoding="utf-8")))


def uses(ref_key: str) -> list[tuple[str, str]]:
    row = next(row for row in clause_rows(RULES) if row.clause.key == ref_key)
    return [(use.code, use.level) for use in row.uses]


def test_every_clause_is_shown_once_in_the_order_of_the_plan():
    assert [row.clause.key for row in clause_rows(RULES)] == list(RULES.clauses)


def test_one_sentence_may_carry_two_checks():
    assert uses("commune-assembly") == [("assembly", "commune"), ("limit", "commune")]


def test_a_sentence_of_guidance_carries_none():
    assert uses("purpose-thrift") == []


def test_what_the_plan_leaves_open_is_listed_level_by_level():
    found = [(question.code, question.level) for question in open_questions(RULES)]
    assert found == [
        ("assembly_form", "commune"),
        ("ratio_in_plenary", "commune"),
        ("groups", "commune"),
        ("dossier_counting", "commune"),
        ("groups", "district"),
        ("duty_day", ""),
        ("duty_day", ""),
        ("duty_day", ""),
    ]


def test_groups_stand_where_the_level_places_them():
    places = {group.code: group.placing for group in usual_groups(RULES, "district")}
    assert (places["local_leaders"], places["direct_producers"], places["good_deeds"]) == ("other", "core", "unsaid")
    commune = {group.code: group.placing for group in usual_groups(RULES, "commune")}
    assert (commune["local_leaders"], commune["good_deeds"]) == ("unsaid", "core")
