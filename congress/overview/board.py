"""The home board of a meeting: the steps of the preparation with their state, and every finding of every room."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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
from congress.meetings.overrides import open_findings
from congress.rules.findings import Finding
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
    found = {room: open_findings(meeting, read(meeting, today)) for room, read in ROOMS.items()}
    steps = [_settings(meeting), _agenda(meeting)]
    if meeting.elects and meeting.assembly == "delegates":
        steps.append(_allocation(meeting))
    steps += [_delegates(meeting), _awards(meeting)]
    dossier = _dossier(meeting)
    steps += [dossier] if dossier else []
    steps += [_badges(meeting), _day(meeting)]
    if meeting.elects:
        steps += [_list(meeting), _submission(meeting)]
    days = (meeting.held_on - today).days if meeting.held_on else None
    return Board(_with_states(steps, found), found, delegates.composition(meeting), days)


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


def _delegates(meeting: Meeting) -> Step:
    figures = delegates.summary(meeting)
    wanted = meeting.delegate_number or figures.seats
    enough = figures.counted > 0 and (wanted is None or meeting.assembly == "plenary" or figures.counted >= wanted)
    facts = {"counted": figures.counted, "wanted": wanted, "nominated": figures.nominated, "summoned": figures.summoned}
    return Step("delegates", _state(enough and figures.nominated == 0, figures.counted), facts)


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
    due = meeting.held_on - timedelta(days=rule.days) if meeting.held_on else None
    return Step("dossier", _state(sent == len(rule.papers), sent), {"sent": sent, "papers": len(rule.papers)}, due)


def _badges(meeting: Meeting) -> Step:
    figures = door.summary(meeting)
    enough = figures.entitled > 0 and figures.badges >= figures.entitled
    return Step("badges", _state(enough, figures.badges), {"badges": figures.badges, "delegates": figures.entitled})


def _day(meeting: Meeting) -> Step:
    figures = door.summary(meeting)
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
