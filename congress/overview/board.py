"""The home board of a meeting: the steps of the preparation with their state, and every finding of every room."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from congress.agenda import draft as agenda
from congress.allocation import service as allocation
from congress.awards import service as awards
from congress.delegates import figures as delegates
from congress.door import service as door
from congress.elections import checks as election_checks
from congress.elections import service as elections
from congress.meetings import checks as meetings
from congress.meetings import reading
from congress.meetings.models import Meeting
from congress.meetings.overrides import overrides_of
from congress.rules.deadlines import days_left, dossier_due
from congress.rules.findings import Finding, still_open
from congress.submissions import service as submissions

ROOMS: dict[str, Callable[[Meeting, date], Iterable[Finding]]] = {
    "settings": meetings.findings,
    "agenda": agenda.findings,
    "allocation": allocation.findings,
    "delegates": delegates.findings,
    "badges": door.findings,
    "awards": awards.findings,
    "list": election_checks.findings,
    "submission": submissions.findings,
}


@dataclass(frozen=True)
class Step:
    """One step: `state` is done, problem, current, begun or waiting; `facts` fill its sentence; `due` is a day or None."""

    code: str
    state: str
    facts: dict[str, object]
    due: date | None = None


@dataclass(frozen=True)
class Board:
    """What the home page shows: steps in order, findings still open per room, the composition."""

    steps: tuple[Step, ...]
    findings: dict[str, tuple[Finding, ...]]
    composition: delegates.Composition
    days_left: int | None

    @property
    def done(self) -> int:
        """Steps that are finished."""
        return sum(step.state == "done" for step in self.steps)

    @property
    def next_step(self) -> Step | None:
        """The step to do now."""
        return next((step for step in self.steps if step.state == "current"), None)


def board(meeting: Meeting, today: date) -> Board:
    """The board of one meeting; a constant number of queries."""
    roster = delegates.read(meeting)
    composition = delegates.composition_of(roster)
    found = _found(meeting, today, roster)
    steps = [_settings(meeting), _agenda(meeting)]
    if meeting.elects and meeting.assembly == "delegates":
        steps.append(_allocation(meeting))
    steps += [_delegates(meeting, composition), _awards(meeting)]
    dossier = _dossier(meeting)
    steps += [dossier] if dossier else []
    arrivals = door.summary(meeting)
    steps += [_badges(arrivals), _day(meeting, arrivals)]
    if meeting.elects:
        steps += [_list(meeting), _submission(meeting)]
    days = days_left(meeting.held_on, today) if meeting.held_on else None
    return Board(_with_states(steps, found), found, composition, days)


def _found(meeting: Meeting, today: date, roster: delegates.Reading) -> dict[str, tuple[Finding, ...]]:
    """Findings per room, those accepted with a reason left out; roster and acceptances are read once for all rooms."""
    accepted = overrides_of(meeting)
    found = {room: read(meeting, today) for room, read in ROOMS.items() if room != "delegates"}
    found["delegates"] = delegates.findings_of(roster)
    return {room: still_open(found[room], accepted) for room in ROOMS}


def findings_named(meeting: Meeting, today: date, code: str, subject: str) -> tuple[Finding, ...]:
    """The finding a page speaks of, whichever room found it; none when it is settled meanwhile, or a trial's alone."""
    found = (finding for read in ROOMS.values() for finding in read(meeting, today))
    return tuple(islice((finding for finding in found if finding.key == (code, subject)), 1))


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


def _settings(meeting: Meeting) -> Step:
    missing = [name for name in ("held_on", "place") if not getattr(meeting, name)]
    missing += ["assembly"] if meeting.elects and not meeting.assembly else []
    missing += ["sessions"] if not meeting.sessions else []
    return Step("settings", _state(not missing), {"missing": missing})


def _agenda(meeting: Meeting) -> Step:
    figures = agenda.summary(meeting)
    facts = {"items": figures.items, "minutes": figures.total, "published": figures.published, "changed": figures.changed}
    return Step("agenda", _state(figures.published is not None and not figures.changed, figures.items), facts)


def _allocation(meeting: Meeting) -> Step:
    figures = allocation.summary(meeting)
    return Step("allocation", _state(figures.number is not None), {"number": figures.number, "total": figures.total})


def _delegates(meeting: Meeting, figures: delegates.Composition) -> Step:
    wanted, statuses = meeting.delegate_number or figures.seats, figures.by_status
    nominated, summoned = statuses.get("nominated", 0), statuses.get("summoned", 0)
    enough = figures.counted > 0 and (wanted is None or meeting.assembly == "plenary" or figures.counted >= wanted)
    facts = {"counted": figures.counted, "wanted": wanted, "nominated": nominated, "summoned": summoned}
    return Step("delegates", _state(enough and nominated == 0, figures.counted), facts)


def _awards(meeting: Meeting) -> Step:
    figures = awards.summary(meeting)
    facts = {"total": figures.total, "decided": figures.decided}
    return Step("awards", _state(figures.total > 0 and figures.decided == figures.total, figures.total), facts)


def _dossier(meeting: Meeting) -> Step | None:
    rule = reading.dossier_rule(meeting, reading.answers_of(meeting))
    if rule is None:
        return None
    papers = reading.dossier_of(meeting)
    sent = sum(1 for paper in rule.papers if paper.code in papers and papers[paper.code].sent_on)
    due = dossier_due(meeting.held_on, rule).due_on if meeting.held_on else None
    return Step("dossier", _state(sent == len(rule.papers), sent), {"sent": sent, "papers": len(rule.papers)}, due)


def _badges(figures: door.DoorSummary) -> Step:
    enough = figures.entitled > 0 and figures.badges >= figures.entitled
    return Step("badges", _state(enough, figures.badges), {"badges": figures.badges, "delegates": figures.entitled})


def _day(meeting: Meeting, figures: door.DoorSummary) -> Step:
    held = meeting.status in ("held", "closed")
    return Step(
        "day", _state(held, figures.present), {"present": figures.present, "delegates": figures.entitled}, meeting.held_on
    )


def _list(meeting: Meeting) -> Step:
    figures = elections.summary(meeting)
    adopted = figures.vote is not None and figures.vote.adopted and figures.covered
    facts = {
        "official": figures.official,
        "reserve": figures.reserve,
        "seats": figures.seats,
        "voted": figures.vote is not None,
    }
    return Step("list", _state(adopted, figures.official), facts)


def _submission(meeting: Meeting) -> Step:
    last = submissions.summary(meeting).last
    status = last.status if last else None
    return Step("submission", _state(status not in (None, "returned"), status), {"status": status})
