"""A rule set read clause by clause: what is checked by each sentence, and what the plan leaves open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from congress.plans.groups import titles
from congress.rules.findings import Value
from congress.rules.provisions import Clause, LevelRules
from congress.rules.ruleset import RuleSet


@dataclass(frozen=True)
class Use:
    """A check that rests on a clause: `code` says which, `level` for whom ('' for all), `weight` how grave a breach is."""

    code: str
    level: str
    weight: str
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class ClauseRow:
    """A sentence of the plan and the checks that rest on it; no checks: it is guidance only."""

    clause: Clause
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class OpenQuestion:
    """What the plan does not say; `code` is the question a meeting's answer is stored under."""

    code: str
    level: str
    clause: Clause | None
    facts: Mapping[str, Value] = field(default_factory=dict)


def clause_rows(rules: RuleSet) -> list[ClauseRow]:
    """Every clause in the order of the document, with the checks that cite it."""
    uses: dict[str, list[Use]] = {}
    for key, use in _uses(rules):
        uses.setdefault(key, []).append(use)
    return [ClauseRow(clause, tuple(uses.get(key, ()))) for key, clause in rules.clauses.items()]


def _uses(rules: RuleSet) -> Iterator[tuple[str, Use]]:
    for code, rule in (("agenda", rules.agenda), ("order", rules.order)):
        if rule:
            yield rule.clause, Use(code, "", rule.weight)
    if rules.pilot:
        facts = {"unit": rules.pilot.unit_name, "last_day": rules.pilot.period.last_day}
        yield rules.pilot.clause, Use("pilot", "", rules.pilot.weight, facts)
    for level in rules.levels.values():
        yield from _level_uses(level)
    for duty in rules.duties:
        last_day = duty.period.last_day if duty.period else None
        yield duty.clause, Use("duty", "", "soft", {"owner": duty.owner, "task": duty.task, "last_day": last_day})


def _level_uses(level: LevelRules) -> Iterator[tuple[str, Use]]:
    for code, rule, facts in (
        ("names", level.names, lambda rule: {"allowed": tuple(form.title for form in rule.allowed)}),
        ("session", level.session, lambda rule: {"minutes": rule.minutes}),
        ("holding", level.holding, lambda rule: {"first_day": rule.period.first_day, "last_day": rule.period.last_day}),
        ("assembly", level.assembly, lambda rule: {"threshold": rule.head_count}),
        ("limit", level.limit, lambda rule: {"number": rule.number, "higher": rule.level}),
        ("ratio", level.ratio, lambda rule: {"share": rule.share, "mode": rule.mode}),
        ("dossier", level.dossier, lambda rule: {"days": rule.days, "papers": tuple(paper.title for paper in rule.papers)}),
    ):
        if rule is not None:
            yield rule.clause, Use(code, level.level, rule.weight, facts(rule))


def open_questions(rules: RuleSet) -> list[OpenQuestion]:
    """What the plan leaves open, level by level, then the duties without a day."""
    found = [question for level in rules.levels.values() for question in level_questions(rules, level)]
    for duty in rules.duties:
        if duty.period is None:
            facts = {"owner": duty.owner, "task": duty.task}
            found.append(OpenQuestion("duty_day", "", rules.clause(duty.clause), facts))
    return found


def level_questions(rules: RuleSet, level: LevelRules) -> list[OpenQuestion]:
    """What the plan leaves open for the congresses of one level."""
    found = []
    if level.assembly and level.assembly.equal is None:
        facts = {"threshold": level.assembly.head_count}
        found.append(OpenQuestion("assembly_form", level.level, rules.clause(level.assembly.clause), facts))
    if level.ratio:
        if level.assembly and level.ratio.settled_forms and "plenary" not in level.ratio.settled_forms:
            found.append(OpenQuestion("ratio_in_plenary", level.level, rules.clause(level.ratio.clause)))
        unsaid = tuple(titles().get(code, code) for code, placing in level.ratio.groups.items() if placing == "unsaid")
        if unsaid:
            found.append(OpenQuestion("groups", level.level, rules.clause(level.ratio.clause), {"groups": unsaid}))
    if level.dossier and level.dossier.counting == "unsaid":
        facts = {"days": level.dossier.days}
        found.append(OpenQuestion("dossier_counting", level.level, rules.clause(level.dossier.clause), facts))
    return found
