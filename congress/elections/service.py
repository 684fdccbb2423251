"""Changing the list for the higher congress: names, their order, official and reserve."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from congress import audit
from congress.db import expect_version, transaction
from congress.elections.checks import findings, list_findings, was_held
from congress.elections.grants import PaperGrant, type_grant
from congress.elections.models import Candidate, ListVote
from congress.elections.people import may_stand
from congress.elections.queries import Grant, HigherList, candidate, group_names, the_list
from congress.elections.standing import STANDINGS, Standing, checked
from congress.elections.voting import VoteCount, VotePaper, record_vote, vote_for_paper
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people import service as people
from congress.people.models import Person
from congress.people.service import PersonDetails

DIRECTIONS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Proposed:
    """A person put forward for the list."""

    person_id: uuid.UUID
    standing: Standing


@dataclass(frozen=True)
class Summary:
    """For the board: seats granted (None: not yet), names, the newest vote and whether it covers the list as it is."""

    seats: int | None
    official: int
    reserve: int
    vote: ListVote | None
    covered: bool


def add_candidates(actor: str, now: datetime, meeting: Meeting, proposed: Sequence[Proposed]) -> list[Candidate]:
    """Put people at the end of the list, all or none, in the order given; who was taken off before may return.

    Raises:
        NotFound: a person who is neither a delegate of the meeting nor of its body or one below it.
        Refused: `candidate_twice`, `candidates_none`, and see `standing.checked`.
    """
    if not proposed:
        raise Refused("candidates_none", field="people")
    with transaction() as session:
        _lock(session, meeting)
        persons = may_stand(meeting, [wish.person_id for wish in proposed])
        known = {row.person_id: row for row in _rows(session, meeting)}
        places = _next_places(known.values())
        number = max((row.number for row in known.values()), default=0)
        added = []
        for wish in proposed:
            person, row = persons[wish.person_id], known.get(wish.person_id)
            if row is not None and row.standing != "withdrawn":
                raise Refused("candidate_twice", name=person.name)
            if row is None:
                number += 1
                row = known[person.id] = Candidate(meeting_id=meeting.id, number=number, person_id=person.id)
            _place(row, checked(meeting, wish.standing), person, places)
            session.add(row)
            added.append(row)
        session.flush()
        _note(session, now, actor, "elections.add", meeting, added)
        return added


def add_person(actor: str, now: datetime, meeting: Meeting, details: PersonDetails, standing: Standing) -> Candidate:
    """Store a new person and put them on the list.

    Raises:
        Refused: see `people.service.create` and `add_candidates`.
    """
    with transaction():
        person = people.create(actor, now, details, meeting_id=meeting.id)
        return add_candidates(actor, now, meeting, [Proposed(person.id, standing)])[0]


def change(actor: str, now: datetime, meeting: Meeting, number: int, standing: Standing, seen: int) -> Candidate:
    """Change how a person stands; going over between official and reserve means the end of the other part.

    Raises:
        NotFound: no such name on the list.
        Refused: `stale`, and see `standing.checked`.
    """
    with transaction() as session:
        _lock(session, meeting)
        row = candidate(meeting, number)
        expect_version(row, seen)
        before = _as_facts(row)
        stays = row.standing == standing.standing
        places = {row.standing: row.position} if stays else _next_places(_rows(session, meeting))
        _place(row, checked(meeting, standing), row.person, places)
        _note(session, now, actor, "elections.change", meeting, [row], before=before, after=_as_facts(row))
        return row


def move(actor: str, now: datetime, meeting: Meeting, number: int, direction: str, seen: int) -> None:
    """Change places with the neighbour above (`up`) or below (`down`) in the same part; at its end nothing happens.

    Raises:
        NotFound: no such name on the list, or no such direction.
        Refused: `stale`.
    """
    if direction not in DIRECTIONS:
        raise NotFound
    with transaction() as session:
        _lock(session, meeting)
        row = candidate(meeting, number)
        expect_version(row, seen)
        part = [c for c in _in_order(_rows(session, meeting)) if c.standing == row.standing]
        place = part.index(row) + DIRECTIONS[direction]
        if not 0 <= place < len(part):
            return
        other = part[place]
        row.position, other.position = other.position, row.position
        _note(session, now, actor, "elections.move", meeting, [row], direction=direction)


def remove(actor: str, now: datetime, meeting: Meeting, number: int, seen: int) -> None:
    """Take a name off the list.

    Raises:
        NotFound: no such name on the list.
        Refused: `stale`.
    """
    with transaction() as session:
        _lock(session, meeting)
        row = candidate(meeting, number)
        expect_version(row, seen)
        _note(session, now, actor, "elections.remove", meeting, [row])
        row.standing = "withdrawn"


def summary(meeting: Meeting) -> Summary:
    """The list in a few figures, in a constant number of queries."""
    return summary_of(the_list(meeting))


def summary_of(listing: HigherList) -> Summary:
    """The figures of a list that has been read already."""
    seats = listing.grant.official if listing.grant else None
    return Summary(seats, len(listing.official), len(listing.reserve), listing.vote, listing.vote_covers)


def _lock(session: Session, meeting: Meeting) -> None:
    """One change of a list at a time: positions and numbers are decided on the whole list."""
    hold(session, meeting)
    if not session.execute(select(Meeting.elects).where(Meeting.id == meeting.id)).scalar_one():
        raise Refused("meeting_elects_not")


def _rows(session: Session, meeting: Meeting) -> list[Candidate]:
    return list(session.execute(select(Candidate).where(Candidate.meeting_id == meeting.id)).scalars())


def _in_order(rows: Iterable[Candidate]) -> list[Candidate]:
    return sorted(rows, key=lambda row: (row.position, row.id))


def _next_places(rows: Iterable[Candidate]) -> dict[str, int]:
    places = dict.fromkeys(STANDINGS, 1)
    for row in rows:
        if row.standing in places:
            places[row.standing] = max(places[row.standing], row.position + 1)
    return places


def _place(row: Candidate, standing: Standing, person: Person, places: dict[str, int]) -> None:
    row.standing, row.position = standing.standing, places[standing.standing]
    places[standing.standing] += 1
    row.basis, row.minutes, row.group_code = standing.basis, standing.minutes, standing.group_code
    row.title, row.achievement = standing.title or person.title, standing.achievement


def _as_facts(row: Candidate) -> dict[str, str]:
    return {key: getattr(row, key) for key in ("standing", "basis", "group_code", "minutes", "title", "achievement")}


def _note(
    session: Session, now: datetime, actor: str, act: str, meeting: Meeting, rows: Sequence[Candidate], **details: object
) -> None:
    subject = f"candidate {rows[0].number}" if len(rows) == 1 else f"candidates {len(rows)}"
    numbers = [row.number for row in rows]
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, numbers=numbers, **details)


__all__ = [
    "Grant",
    "HigherList",
    "PaperGrant",
    "PersonDetails",
    "Proposed",
    "Standing",
    "Summary",
    "VoteCount",
    "VotePaper",
    "add_candidates",
    "add_person",
    "candidate",
    "change",
    "findings",
    "group_names",
    "list_findings",
    "move",
    "record_vote",
    "remove",
    "summary",
    "summary_of",
    "the_list",
    "type_grant",
    "vote_for_paper",
    "was_held",
]
