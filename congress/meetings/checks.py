"""Everything the plan says about setting a congress up: name, day, order, pilot, assembly, number, half a day, dossier."""

from collections.abc import Iterator
from datetime import date

from congress.meetings.models import Meeting, MeetingAnswer
from congress.meetings.reading import (
    answers_of,
    decided_above,
    dossier_of,
    dossier_rule,
    first_day,
    ratio_rule,
    rules_at,
    rules_of,
    under_same_plan,
)
from congress.rules import agenda, composition, deadlines
from congress.rules.deadlines import HeldCongress
from congress.rules.findings import Finding
from congress.rules.provisions import AssemblyRule, LevelRules
from congress.rules.ruleset import RuleSet
from congress.units.service import head_counts


def findings(meeting: Meeting, today: date) -> list[Finding]:
    """What there is to look at in the set-up of a meeting; a cancelled one has nothing.

    A meeting without election gets no finding about head count, number of delegates or share.
    """
    if meeting.status == "cancelled":
        return []
    rules = rules_of(meeting)
    level = rules_at(rules, meeting.unit)
    answers = answers_of(meeting)
    held_on = first_day([session for session in meeting.sessions if session.kind == "session"], meeting.held_on)
    found = list(composition.check_name(meeting.form_code, form_title(level, meeting), level.names))
    found += deadlines.check_holding(held_on, level.holding, meeting.unit.level)
    found += _around(meeting, rules, held_on)
    found += _sessions(meeting, level)
    found += _dossier(meeting, answers, held_on, today)
    if meeting.elects:
        found += _attendance(meeting, level, answers, today)
    return found


def form_title(level: LevelRules, meeting: Meeting) -> str:
    """The form of name in the words of the plan; the meeting's own title when the plan does not know it."""
    forms = {form.code: form.title for form in level.names.allowed} if level.names else {}
    return forms.get(meeting.form_code, meeting.title)


def _around(meeting: Meeting, rules: RuleSet, held_on: date | None) -> Iterator[Finding]:
    """Order from the base up, and the pilot before all others."""
    around = under_same_plan(meeting)
    held = [HeldCongress(other.unit.level, other.unit.name, other.held_on) for other in around if other.held_on]
    yield from deadlines.check_order(meeting.unit.level, held_on, held, rules.order)
    if rules.pilot is None or meeting.unit.level != _pilot_level(meeting, around):
        return
    if meeting.pilot:
        yield from deadlines.check_pilot(held_on, [other for other in held if other.level == meeting.unit.level], rules.pilot)
    elif held_on and (days := [other.held_on for other in around if other.pilot and other.held_on]):
        this = HeldCongress(meeting.unit.level, meeting.unit.name, held_on)
        checked = deadlines.check_pilot(min(days), [this], rules.pilot)
        yield from (finding for finding in checked if finding.code == "pilot_not_first")


def _pilot_level(meeting: Meeting, around: list[Meeting]) -> str | None:
    return next((other.unit.level for other in [meeting, *around] if other.pilot), None)


def _sessions(meeting: Meeting, level: LevelRules) -> Iterator[Finding]:
    for session in meeting.sessions:
        if session.kind == "session":
            yield from agenda.session_too_long(session.minutes, level.session, str(session.number))


def _dossier(meeting: Meeting, answers: dict[str, MeetingAnswer], held_on: date | None, today: date) -> tuple[Finding, ...]:
    rule = dossier_rule(meeting, answers)
    if rule is None:
        return ()
    noted = dossier_of(meeting)
    sent = [noted[paper.code].sent_on if paper.code in noted else None for paper in rule.papers]
    return deadlines.check_dossier(held_on, rule, sent, today)


def _attendance(meeting: Meeting, level: LevelRules, answers: dict[str, MeetingAnswer], today: date) -> Iterator[Finding]:
    yield from _assembly(meeting, level.assembly, answers, today)
    if level.limit:
        above = decided_above(meeting, level.limit)
        yield from composition.check_limit(meeting.delegate_number, meeting.assembly, level.limit, above)
    ratio = ratio_rule(meeting, answers)
    if ratio and ratio.is_settled(meeting.assembly):
        unsaid = tuple(group.name for group in meeting.groups if group.share == "unsaid")
        if unsaid:
            yield Finding("groups_unsaid", "undecided", ratio.clause, {"groups": unsaid, "number": len(unsaid)})


def _assembly(
    meeting: Meeting, rule: AssemblyRule | None, answers: dict[str, MeetingAnswer], today: date
) -> tuple[Finding, ...]:
    """Where the plan is silent, the form stands only once it is recorded who decided it."""
    if rule is None:
        return ()
    count = head_counts([meeting.unit_id], meeting.held_on or today).get(meeting.unit_id)
    number = count.number if count else None
    chosen = meeting.assembly
    if composition.assembly_form(number, rule) == "undetermined" and "assembly_form" not in answers:
        chosen = ""
    return composition.check_assembly(number, chosen, rule)
