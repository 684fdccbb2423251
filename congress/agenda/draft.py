"""Reading the working draft: lines with times, what the rules find in it, and the figures the board shows."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select

from congress.agenda.models import AgendaItem, AgendaVersion
from congress.agenda.sheet import PaperRow, Part, Sheet, content_of, from_content, make_part, paper_rows
from congress.db import db
from congress.meetings.models import Meeting, MeetingSession
from congress.meetings.service import level_rules, rules_of
from congress.paths import read_seed
from congress.rules.agenda import Event, Item, Programme, missing_items, opening_order, overlaps, overrun, read_programme
from congress.rules.findings import Finding
from congress.rules.provisions import SessionRule
from congress.rules.ruleset import RuleSet

DELEGATION_LIST = "delegation_list"


@dataclass(frozen=True)
class Summary:
    """The programme in figures: `planned` and `total` are minutes, `published` the newest version's number or None."""

    items: int
    total: int
    planned: int
    published: int | None
    changed: bool


def draft(meeting: Meeting) -> Sheet:
    """The working draft with computed times, in one query."""
    statement = select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position, AgendaItem.id)
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for item in db.session.execute(statement).scalars():
        rows[item.session_id].append(_row(item))
    parts = [make_part(_fields(meeting, part), rows[part.id]) for part in meeting.sessions]
    return Sheet(tuple(sorted(parts, key=lambda part: (part.begins_at, part.number))))


def _row(item: AgendaItem) -> dict[str, Any]:
    texts = {
        key: getattr(item, key) for key in ("number", "version", "kind", "covers", "title", "minutes", "presenter", "note")
    }
    return {"key": str(item.id), **texts}


def _fields(meeting: Meeting, part: MeetingSession) -> dict[str, Any]:
    day = part.held_on or meeting.held_on
    texts = {key: getattr(part, key) for key in ("number", "kind", "name", "minutes")}
    return {
        **texts,
        "place": part.place or meeting.place,
        "day": day.isoformat() if day else None,
        "starts_at": part.starts_at.isoformat(),
    }


@cache
def _programmes() -> dict[str, Programme]:
    programmes = [read_programme(document) for document in read_seed("agenda")["programmes"]]
    return {programme.code: programme for programme in programmes}


def usual_programme() -> Programme:
    """The standard programme where no plan says which."""
    return next(iter(_programmes().values()))


def standard_of(meeting: Meeting, rules: RuleSet | None = None) -> Programme:
    """The standard programme of the meeting's plan; one that sends nobody upward adopts no list of delegates."""
    agenda = (rules or rules_of(meeting)).agenda
    programme = _programmes()[agenda.standard] if agenda else usual_programme()
    return programme if meeting.elects else programme.without([DELEGATION_LIST])


def findings(meeting: Meeting, _today: date) -> list[Finding]:
    """What the rules find: missing items, order of the opening, programmes too long, sessions and side events that overlap."""
    return check(meeting, draft(meeting))


def check(meeting: Meeting, sheet: Sheet) -> list[Finding]:
    """The same for a draft that has been read already. An empty programme is one finding, not nine missing items."""
    rules = rules_of(meeting)
    lines = [_item(line) for part in sheet.parts if part.kind == "session" for line in part.lines]
    if not lines:
        weight = rules.agenda.weight if rules.agenda else "info"
        found = [Finding("agenda_empty", weight, rules.agenda.clause if rules.agenda else None)]
    elif rules.agenda is None:
        found = []
    else:
        standard = standard_of(meeting, rules)
        found = [*missing_items(lines, standard, rules.agenda), *opening_order(lines, standard, rules.agenda)]
    usual = level_rules(meeting).session
    late = [finding for part in sheet.parts for finding in _overrun(part, usual if part.kind == "session" else None)]
    return [*found, *late, *overlaps(_events(sheet))]


def _item(line: Any) -> Item:
    return Item(line.key, line.title, line.minutes, line.covers)


def _events(sheet: Sheet) -> list[Event]:
    return [Event(str(part.number), part.name, part.begins_at, part.minutes) for part in sheet.parts if part.day]


def _overrun(part: Part, rule: SessionRule | None) -> list[Finding]:
    found = overrun([_item(line) for line in part.lines], part.minutes, rule, str(part.number))
    return [replace(finding, facts={**finding.facts, "session": part.name}) for finding in found]


def newest_version(meeting: Meeting) -> AgendaVersion | None:
    """The newest published programme, or None."""
    statement = select(AgendaVersion).where(AgendaVersion.meeting_id == meeting.id).order_by(AgendaVersion.number.desc())
    return db.session.execute(statement.limit(1)).scalar_one_or_none()


def valid_sheet(meeting: Meeting) -> tuple[Sheet, int | None]:
    """What papers and the stage go by: the newest published programme with its number, else the draft and None."""
    newest = newest_version(meeting)
    return (from_content(newest.content), newest.number) if newest else (draft(meeting), None)


def programme_for_paper(meeting: Meeting) -> list[PaperRow]:
    """Rows (time, content, who) of the newest published programme, else of the draft."""
    return paper_rows(valid_sheet(meeting)[0])


def differs(version: AgendaVersion, sheet: Sheet) -> bool:
    """True when the draft is no longer what this version froze."""
    return version.content != content_of(sheet)


def summary(meeting: Meeting) -> Summary:
    """Items, minutes and the state of publication, in two queries."""
    return summary_of(meeting, draft(meeting))


def summary_of(meeting: Meeting, sheet: Sheet) -> Summary:
    """The same for a draft that has been read already, in one query."""
    newest = newest_version(meeting)
    proper = [part for part in sheet.parts if part.kind == "session"]
    return Summary(
        items=len(sheet.lines),
        total=sum(part.total for part in proper),
        planned=sum(part.minutes for part in proper),
        published=newest.number if newest else None,
        changed=newest is not None and differs(newest, sheet),
    )
