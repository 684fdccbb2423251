"""How a congress stands against its plan, piece by piece, for the page that shows and settles it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from congress.meetings.models import DossierPaper, Meeting, MeetingAnswer, MeetingFunction
from congress.meetings.reading import answers_of, decided_above, dossier_of, dossier_rule, functions_of, level_rules, rules_of
from congress.plans.clauses import OpenQuestion, level_questions
from congress.rules.composition import assembly_form
from congress.rules.deadlines import DossierDue, days_left, dossier_due
from congress.rules.provisions import Clause, DossierRule, LevelRules, LimitRule
from congress.units.models import HeadCount
from congress.units.service import head_counts


@dataclass(frozen=True)
class AssemblyState:
    """Plenary or delegates: the declared head count against the plan's threshold.

    `asked` is plenary, delegates or undetermined; `threshold` None when the plan has no such rule.
    """

    head_count: HeadCount | None
    threshold: int | None
    asked: str
    clause: Clause | None


@dataclass(frozen=True)
class LimitState:
    """The ceiling on delegates: `most` is None while the level above has not decided; `level` names that level."""

    most: int | None
    level: str | None
    clause: Clause | None


@dataclass(frozen=True)
class DossierState:
    """The papers asked for with what is noted, and when they are due; `due` None while the day is open."""

    rule: DossierRule
    due: DossierDue | None
    left: int | None
    papers: Sequence[tuple[str, str, DossierPaper | None]]
    clause: Clause | None


@dataclass(frozen=True)
class SettingsState:
    """Everything the settings page shows beside the meeting's own row."""

    level: LevelRules
    form: str
    assembly: AssemblyState
    limit: LimitState | None
    dossier: DossierState | None
    questions: Sequence[tuple[OpenQuestion, MeetingAnswer | None]]
    group_answers: dict[str, MeetingAnswer]
    group_clause: Clause | None
    functions: dict[str, list[MeetingFunction]]


def settings_state(meeting: Meeting, today: date) -> SettingsState:
    """How the set-up of a meeting stands; a constant number of queries."""
    rules, level = rules_of(meeting), level_rules(meeting)
    answers = answers_of(meeting)
    assembly = _assembly(meeting, level, today)
    asked = [question for question in level_questions(rules, level) if _concerns(question.code, meeting, assembly)]
    forms = forms_of(meeting)
    return SettingsState(
        level=level,
        form=forms.get(meeting.form_code, ""),
        assembly=assembly,
        limit=limit_state(meeting, level.limit) if meeting.elects and level.limit else None,
        dossier=_dossier(meeting, answers, today),
        questions=[(question, answers.get(question.code)) for question in asked],
        group_answers={key.removeprefix("group:"): row for key, row in answers.items() if key.startswith("group:")},
        group_clause=rules.clause(level.ratio.clause) if level.ratio else None,
        functions=functions_of(meeting),
    )


def forms_of(meeting: Meeting) -> dict[str, str]:
    """The forms of name the plan allows at this level, by code."""
    names = level_rules(meeting).names
    return {form.code: form.title for form in names.allowed} if names else {}


def _assembly(meeting: Meeting, level: LevelRules, today: date) -> AssemblyState:
    rule = level.assembly
    count = head_counts([meeting.unit_id], meeting.held_on or today).get(meeting.unit_id)
    if rule is None:
        return AssemblyState(count, None, "undetermined", None)
    asked = assembly_form(count.number if count else None, rule)
    return AssemblyState(count, rule.head_count, asked, rules_of(meeting).clause(rule.clause))


def limit_state(meeting: Meeting, rule: LimitRule) -> LimitState | None:
    """The ceiling in force, None when the rule says nothing about the form of assembly chosen."""
    if rule.forms and meeting.assembly not in rule.forms:
        return None
    return LimitState(rule.number or decided_above(meeting, rule), rule.level, rules_of(meeting).clause(rule.clause))


def _concerns(code: str, meeting: Meeting, assembly: AssemblyState) -> bool:
    """Whether the committee has to settle this here."""
    if code == "dossier_counting":
        return True
    if code == "assembly_form":
        return meeting.elects and assembly.head_count is not None and assembly.asked == "undetermined"
    return code == "ratio_in_plenary" and meeting.elects and meeting.assembly == "plenary"


def _dossier(meeting: Meeting, answers: dict[str, MeetingAnswer], today: date) -> DossierState | None:
    rule = dossier_rule(meeting, answers)
    if rule is None:
        return None
    noted = dossier_of(meeting)
    papers = [(paper.code, paper.title, noted.get(paper.code)) for paper in rule.papers]
    due = dossier_due(meeting.held_on, rule) if meeting.held_on else None
    left = days_left(due.due_on, today) if due else None
    return DossierState(rule, due, left, papers, rules_of(meeting).clause(rule.clause))
