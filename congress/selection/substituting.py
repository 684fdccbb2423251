"""Who could take the place of somebody who leaves: nominees ranked by how they keep the balance."""

from dataclasses import dataclass
from datetime import datetime

from congress.db import transaction
from congress.delegates import departures
from congress.delegates.roster import by_number
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.roster_repair import substitutes
from congress.selection.marks import Change, note, store
from congress.selection.posing import Line, lines_of, problem_of
from congress.selection.reading import Ground, Nominee, read

MOST = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """A nominee who is not chosen, and the rules that would be missed, or missed by more, with them in the place."""

    nominee: Nominee
    broken: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The one who leaves, what was read, and who could come, the best first."""

    leaving: Nominee
    ground: Ground
    offers: tuple[Offer, ...]


def vacancy(meeting: Meeting, number: int) -> Vacancy:
    """The substitutes for the delegate with this number, chosen still or withdrawn already.

    Raises:
        NotFound: nobody has this number, or he or she works at the congress and takes no seat.
        Refused: `selection_not_chosen`, and see `reading.read`.
    """
    ground = read(meeting, also=number)
    leaving = next((nominee for nominee in ground.nominees if nominee.number == number), None)
    if leaving is None:
        raise NotFound
    if not leaving.chosen:
        raise Refused("selection_not_chosen", name=leaving.name)
    problem = problem_of(ground)
    lines = {line.rule.id: line for line in lines_of(ground, problem.rules)}
    people = {nominee.key: nominee for nominee in ground.nominees}
    found = substitutes(problem, [nominee.key for nominee in ground.chosen], leaving.key, MOST)
    offers = tuple(Offer(people[one.person], tuple(lines[rule] for rule in one.broken)) for one in found)
    return Vacancy(leaving, ground, offers)


def put_in_place(actor: str, now: datetime, meeting: Meeting, number: int, coming: int, reason: str = "") -> Nominee:
    """Choose `coming` in the place of `number` in the draft; a place that was approved passes over at once, with the reason.

    Raises:
        NotFound: one of them is not on the list. Refused: `stale` when `coming` is chosen or left out meanwhile; for somebody
            approved see `delegates.departures.take_place`.
    """
    with transaction() as session:
        hold(session, meeting)
        people = {nominee.number: nominee for nominee in read(meeting, also=number).nominees}
        if number not in people or coming not in people or number == coming:
            raise NotFound
        new, old = people[coming], people[number]
        if new.chosen or new.kept_out:
            raise Refused("stale")
        if departures.place_of(by_number(meeting, number)):
            return new._replace(status=departures.take_place(actor, now, meeting, number, coming, reason).status)
        gone = {"picked": False, "lock": "" if old.lock == "in" else old.lock}
        changes: list[Change] = [(new, {"picked": True}), (old, gone)]
        store(session, meeting, changes)
        note(session, now, actor, meeting, "selection.substitute", changes)
        return new._replace(picked=True)
