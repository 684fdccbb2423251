"""Findings as pages show them: sentence, the clause of the plan, the arithmetic, and who accepted what with which reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from congress import messages
from congress.meetings.models import Meeting
from congress.meetings.overrides import Override, override_address, overrides_of
from congress.meetings.reading import rules_of
from congress.rules.findings import Finding, Value, by_weight
from congress.rules.local_time import local
from congress.rules.ruleset import RuleSet

ACCEPTABLE = frozenset({"soft", "undecided"})


@dataclass(frozen=True)
class Accepted:
    """The reason a finding was accepted with, the name of the person, and the moment as dd/mm/yyyy HH:MM."""

    reason: str
    who: str
    when: str


@dataclass(frozen=True)
class ShownFinding:
    """What `message.html: finding(f)` shows.

    `tone` is hard, soft, undecided or info; `override_url` is where an acceptance is sent (code, subject, reason), None
    when the finding cannot be accepted; `overridden` is set once it was.
    """

    tone: str
    code: str
    subject: str
    sentence: str
    advice: str
    clause_ref: str
    clause_sentence: str
    explanation: tuple[str, ...]
    override_url: str | None
    overridden: Accepted | None


def present(
    meeting: Meeting, findings: Iterable[Finding], overrides: Mapping[tuple[str, str], Override] | None = None
) -> list[ShownFinding]:
    """The findings of a meeting, gravest first; accepted ones at the end.

    Args:
        overrides: what `overrides_of(meeting)` gave, when the caller has read it already.
    """
    found = by_weight(findings)
    if not found:
        return []
    known = overrides_of(meeting) if overrides is None else overrides
    rules = rules_of(meeting)
    shown = [_shown(meeting, rules, finding, known.get(finding.key)) for finding in found]
    return sorted(shown, key=lambda finding: finding.overridden is not None)


def _shown(meeting: Meeting, rules: RuleSet, finding: Finding, override: Override | None) -> ShownFinding:
    clause = rules.clause(finding.clause)
    facts = readable(meeting, finding.facts)
    acceptable = finding.weight in ACCEPTABLE
    return ShownFinding(
        tone=finding.weight,
        code=finding.code,
        subject=finding.subject,
        sentence=messages.sentence(finding.code, **facts),
        advice=messages.advice(finding.code, **facts),
        clause_ref=f"{clause.ref} – {clause.source}" if clause else "",
        clause_sentence=clause.sentence if clause else "",
        explanation=tuple(messages.explanation(finding.code, **facts)),
        override_url=override_address(meeting) if acceptable else None,
        overridden=_accepted(override) if override and acceptable else None,
    )


def _accepted(override: Override) -> Accepted:
    return Accepted(override.reason, override.who, shown_moment(override.at))


def shown_moment(moment: datetime) -> str:
    """dd/mm/yyyy HH:MM in Vietnam's time."""
    return local(moment).strftime("%d/%m/%Y %H:%M")


def readable(meeting: Meeting, facts: Mapping[str, Value]) -> dict[str, Value]:
    """The facts of a finding, with the code of a group turned into the name it bears in this meeting."""
    names = {group.code: group.name for group in meeting.groups}
    return {key: names.get(str(value), value) if key == "group" else value for key, value in facts.items()}
