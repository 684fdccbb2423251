"""The home board of a meeting: the steps of the preparation with their state, and every finding of every room."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from congress.agenda import draft as agenda
from congress.allocation import service as allocation
from congress.awards import service as awards
from congress.db import transaction
from congress.delegates import figures as delegates
from congress.delegates import replies
from congress.door import service as door
from congress.elections import checks as election_checks
from congress.elections import service as elections
from congress.errors import Refused
from congress.meetings import checks as meetings
from congress.meetings import reading
from congress.meetings.findings import ACCEPTABLE
from congress.meetings.models import Meeting
from congress.meetings.overrides import override, overrides_of
from congress.rules.deadlines import days_left, dossier_due
from congress.rules.findings import Finding, still_open
from congress.rules.local_time import day_of
from congress.submissions import service as submissions


@dataclass(frozen=True)
class Step:
    """One step: `state` is done, problem, current, begun or waiting; `facts` fill its sentence; `due` is a day or None."""

    code: str
    state: str
    facts: dict[str, object]
    due: date | None = None


@dataclass(frozen=True)
class Room:
    """What one visit to a room of the meeting brings: what there is to look at, and how far its steps are."""

    findings: Iterable[Finding]
    steps: tuple[Step, ...] = ()
    composition: delegates.Composition | None = None


@dataclass(frozen=True)
class Board:
    """What the home page shows: steps in order, findings still open per room, the composition."""

    steps: tuple[Step, ...]
    findings: dict[str, tuple[Finding, ...]]
    composition: delegates.Composition
    days_left: int | None
    replies: replies.Figures

    @property
    def done(self) -> int:
        """Steps that are finished."""
        return sum(step.state == "done" for step in self.steps)


def board(meeting: Meeting, today: date) -> Board:
    """The board of one meeting; a constant number of queries, each room read once."""
    accepted = overrides_of(meeting)
    rooms = {code: visit(meeting, today) for code, visit in ROOMS.items()}
    found = {code: still_open(room.findings, accepted) for code, room in rooms.items()}
    steps = sorted((step for room in rooms.values() for step in room.steps), key=lambda step: STEPS.index(step.code))
    days = days_left(meeting.held_on, today) if meeting.held_on else None
    return Board(_with_states(steps, found), found, rooms["delegates"].composition, days, replies.figures(meeting))


def findings_named(meeting: Meeting, today: date, code: str, subject: str) -> tuple[Finding, ...]:
    """The finding a page speaks of, whichever room found it; none when it is settled meanwhile, or a trial's alone."""
    found = (finding for visit in ROOMS.values() for finding in visit(meeting, today).findings)
    return tuple(islice((finding for finding in found if finding.key == (code, subject)), 1))


def accept(actor: str, now: datetime, meeting: Meeting, code: str, subject: str, reason: str) -> None:
    """Accept what was found, see `meetings.overrides.override`; the day is that of `now`.

    Raises:
        Refused: `override_not_open` for a finding no reason answers: a hard one, or one that is shown only.
    """
    with transaction():
        for finding in findings_named(meeting, day_of(now), code, subject):
            if finding.weight not in ACCEPTABLE:
                raise Refused("override_not_open", field="reason")
        override(actor, now, meeting, code, subject, reason)


def _with_states(steps: list[Step], found: dict[str, tuple[Finding, ...]]) -> tuple[Step, ...]:
    """A finished step with an open violation is a problem; the first unfinished one is what to do now."""
    current_seen = False
    states = []
    for step in steps:
        state = step.state
        if state == "done" and any(finding.weight in ("hard", "soft") for finding in found.get(step.code, ())):
            state = "problem"
        elif state != "done" and not current_seen:
            state, current_seen = "current", True
        states.append(Step(step.code, state, step.facts, step.due))
    return tuple(states)


def _state(finished: bool, begun: object = False) -> str:
    return "done" if finished else "begun" if begun else "waiting"


def _settings(meeting: Meeting, today: date) -> Room:
    missing = [name for name in ("held_on", "place") if not getattr(meeting, name)]
    missing += ["assembly"] if meeting.elects and not meeting.assembly else []
    missing += ["sessions"] if not meeting.sessions else []
    step = Step("settings", _state(not missing), {"missing": missing})
    return Room(meetings.findings(meeting, today), (step, *_dossier(meeting)))


def _dossier(meeting: Meeting) -> Iterator[Step]:
    rule = reading.dossier_rule(meeting, reading.answers_of(meeting))
    if rule is None:
        return
    papers = reading.dossier_of(meeting)
    sent = sum(1 for paper in rule.papers if paper.code in papers and papers[paper.code].sent_on)
    due = dossier_due(meeting.held_on, rule).due_on if meeting.held_on else None
    yield Step("dossier", _state(sent == len(rule.papers), sent), {"sent": sent, "papers": len(rule.papers)}, due)


def _agenda(meeting: Meeting, _today: date) -> Room:
    sheet = agenda.draft(meeting)
    figures = agenda.summary_of(meeting, sheet)
    facts = {"items": figures.items, "minutes": figures.total, "published": figures.published, "changed": figures.changed}
    state = _state(figures.published is not None and not figures.changed, figures.items)
    return Room(agenda.check(meeting, sheet), (Step("agenda", state, facts),))


def _allocation(meeting: Meeting, _today: date) -> Room:
    if not meeting.elects or meeting.assembly == "plenary":
        return Room(())
    version = allocation.newest(meeting)
    facts = {"number": version.number if version else None, "total": version.total if version else None}
    steps = (Step("allocation", _state(version is not None), facts),) if meeting.assembly == "delegates" else ()
    return Room(allocation.findings_about(meeting, version), steps)


def _delegates(meeting: Meeting, _today: date) -> Room:
    roster = delegates.read(meeting)
    figures = delegates.composition_of(roster)
    wanted, statuses = meeting.delegate_number or figures.seats, figures.by_status
    nominated, summoned = statuses.get("nominated", 0), statuses.get("summoned", 0)
    enough = figures.counted > 0 and (wanted is None or meeting.assembly == "plenary" or figures.counted >= wanted)
    facts = {"counted": figures.counted, "wanted": wanted, "nominated": nominated, "summoned": summoned}
    step = Step("delegates", _state(enough and nominated == 0, figures.counted), facts)
    return Room(delegates.findings_of(roster), (step,), figures)


def _awards(meeting: Meeting, today: date) -> Room:
    found, figures = awards.figures_of(meeting, today)
    state = _state(figures.total > 0 and figures.decided == figures.total, figures.total)
    step = Step("awards", state, {"total": figures.total, "decided": figures.decided})
    return Room(found, (step,))


def _door(meeting: Meeting, today: date) -> Room:
    figures = door.summary(meeting)
    enough = figures.entitled > 0 and figures.badges >= figures.entitled
    printed = Step("badges", _state(enough, figures.badges), {"badges": figures.badges, "delegates": figures.entitled})
    held = meeting.status in ("held", "closed")
    facts = {"present": figures.present, "delegates": figures.attending}
    day = Step("day", _state(held, figures.present), facts, meeting.held_on)
    return Room(door.findings_of(meeting, figures, today), (printed, day))


def _list(meeting: Meeting, today: date) -> Room:
    if not meeting.elects:
        return Room(())
    listing = elections.the_list(meeting)
    figures = elections.summary_of(listing)
    adopted = figures.vote is not None and figures.vote.adopted and figures.covered
    facts = {
        "official": figures.official,
        "reserve": figures.reserve,
        "seats": figures.seats,
        "voted": figures.vote is not None,
    }
    step = Step("list", _state(adopted, figures.official), facts)
    return Room(election_checks.findings_of(listing, today), (step,))


def _submission(meeting: Meeting, _today: date) -> Room:
    if not meeting.elects:
        return Room(())
    figures = submissions.summary(meeting)
    status = figures.last.status if figures.last else None
    step = Step("submission", _state(status not in (None, "returned"), status), {"status": status})
    return Room(submissions.findings_of(meeting, figures), (step,))


ROOMS: dict[str, Callable[[Meeting, date], Room]] = {
    "settings": _settings,
    "agenda": _agenda,
    "allocation": _allocation,
    "delegates": _delegates,
    "badges": _door,
    "awards": _awards,
    "list": _list,
    "submission": _submission,
}
STEPS = ("settings", "agenda", "allocation", "delegates", "awards", "dossier", "badges", "day", "list", "submission")
