"""More nominees than seats, with scores: a congress whose committee still has to choose."""

import random
from collections.abc import Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from congress.allocation import service as allocation
from congress.delegates.nomination import Nomination
from congress.demo.people import Inventor
from congress.meetings.models import Meeting
from congress.selection import marks
from congress.selection.reading import read

if TYPE_CHECKING:
    from congress.demo.scenario import Scenario

ACTOR = "bản trình diễn"
LOWEST, HIGHEST = 60, 100


def nominees(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> Iterator[Nomination]:
    """Everybody for the granted seats, and for every so many of a unit's seats one more; leaders are approved already."""
    every = record.get("one_more_for_every")
    newest = allocation.newest(meeting) if every else None
    if newest is None:
        return
    inventor = Inventor(scenario.names, scenario.seed["seed"] + meeting.number)
    codes = {group.id: group.code for group in meeting.groups}
    seats = sorted(allocation.seats_of(newest).items(), key=lambda seat: (str(seat[0][0]), codes[seat[0][1]]))
    counter = count(1)
    for (unit_id, group_id), number in seats:
        for _seat in range(number):
            yield _one(inventor, codes[group_id], unit_id)
            if unit_id and codes[group_id] != "leaders" and next(counter) % every == 0:
                yield _one(inventor, codes[group_id], unit_id)


def _one(inventor: Inventor, code: str, unit_id: Any) -> Nomination:
    kind, basis = ("guest", "") if code == "guests" else ("official", "ex_officio" if code == "leaders" else "chosen")
    paper = "Biên bản họp tập thể lãnh đạo tháng 02/2025" if basis == "chosen" else ""
    status = "approved" if code == "leaders" else "nominated"
    fields = {"unit_id": unit_id, "kind": kind, "basis": basis, "basis_paper": paper, "status": status}
    return inventor.person(code, "commune" if unit_id else "agency", **fields)


def score(scenario: "Scenario", meeting: Meeting, record: Mapping[str, Any]) -> None:
    """Points out of a hundred, as a committee's sheet has them; the same at every start."""
    if record.get("one_more_for_every"):
        draw = random.Random(scenario.seed["seed"])  # noqa: S311 - not for secrets
        people = sorted(read(meeting).nominees, key=lambda nominee: nominee.number)
        points = {nominee.number: draw.randint(LOWEST, HIGHEST) for nominee in people if not nominee.settled}
        marks.set_scores(ACTOR, scenario.now, meeting, points)
