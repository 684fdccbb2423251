"""The list for the higher congress as it stands: names in order, seats granted, the newest vote."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from congress.allocation import annex
from congress.allocation import service as allocation
from congress.allocation.models import Allocation
from congress.db import db
from congress.elections.models import Candidate, HigherGrant, ListVote
from congress.errors import NotFound
from congress.meetings.models import Meeting
from congress.people.models import Person
from congress.rules.submission import fingerprint

ON_THE_LIST = ("official", "reserve")


@dataclass(frozen=True)
class GrantedGroup:
    """A group of the higher congress with the seats this body has in it."""

    code: str
    name: str
    seats: int


@dataclass(frozen=True)
class Grant:
    """What the level above granted: from its share-out (`number`: its version), or typed from its paper.

    `reserve` None: the level above set no number of reserves. `groups` is empty when the seats are not told apart.
    """

    official: int
    reserve: int | None
    groups: tuple[GrantedGroup, ...]
    number: int | None
    adopted_at: datetime | None
    paper: str
    paper_on: date | None
    guidance: str


@dataclass(frozen=True)
class HigherList:
    """Everything about the list that pages and checks ask for."""

    meeting: Meeting
    candidates: tuple[Candidate, ...]
    grant: Grant | None
    typed: HigherGrant | None
    votes: tuple[ListVote, ...]

    @property
    def official(self) -> tuple[Candidate, ...]:
        """Official names in order."""
        return tuple(c for c in self.candidates if c.standing == "official")

    @property
    def reserve(self) -> tuple[Candidate, ...]:
        """Reserve names in order."""
        return tuple(c for c in self.candidates if c.standing == "reserve")

    @property
    def vote(self) -> ListVote | None:
        """The vote that counts: the newest."""
        return self.votes[0] if self.votes else None

    @property
    def digest(self) -> str:
        """Fingerprint of what a vote covers."""
        return list_digest(self.candidates)

    @property
    def vote_covers(self) -> bool:
        """True when the newest vote was taken on the list as it is now."""
        return self.vote is not None and self.vote.list_digest == self.digest

    @property
    def put_to_vote(self) -> int:
        """Names that stand on the list by adoption."""
        return sum(1 for c in self.candidates if c.basis == "adopted")

    def named_by_group(self) -> Mapping[str, int]:
        """Official names by group code ('' for none)."""
        return Counter(c.group_code for c in self.official)


def list_digest(candidates: Sequence[Candidate]) -> str:
    """Fingerprint of the names put to the vote, in order, each official or reserve.

    Names chosen by the leadership or ex officio need no vote, so adding one leaves the vote as it is; so does mending a title.
    """
    return fingerprint([[str(c.person_id), c.standing] for c in candidates if c.basis == "adopted"])


def the_list(meeting: Meeting) -> HigherList:
    """The list of a meeting, in a constant number of queries."""
    typed = db.session.execute(select(HigherGrant).where(HigherGrant.meeting_id == meeting.id)).scalar_one_or_none()
    votes = select(ListVote).where(ListVote.meeting_id == meeting.id).order_by(ListVote.number.desc())
    return HigherList(
        meeting=meeting,
        candidates=tuple(_candidates(meeting)),
        grant=_grant(meeting, typed),
        typed=typed,
        votes=tuple(db.session.execute(votes).scalars()),
    )


def _candidates(meeting: Meeting) -> list[Candidate]:
    statement = (
        select(Candidate)
        .where(Candidate.meeting_id == meeting.id, Candidate.standing.in_(ON_THE_LIST))
        .options(joinedload(Candidate.person).joinedload(Person.unit))
        .order_by(Candidate.standing, Candidate.position, Candidate.id)
    )
    return list(db.session.execute(statement).scalars())


def _grant(meeting: Meeting, typed: HigherGrant | None) -> Grant | None:
    shared = _shared_out(meeting, typed)
    if shared is not None and (shared.official or typed is None):
        return shared
    if typed is None:
        return None
    return Grant(typed.official, typed.reserve, (), None, None, typed.paper, typed.paper_on, typed.guidance)


def _shared_out(meeting: Meeting, typed: HigherGrant | None) -> Grant | None:
    """The seats of this body in the higher congress's share-out in force; None while there is none."""
    higher = meeting.higher_meeting
    adopted = allocation.newest(higher) if higher is not None else None
    if higher is None or adopted is None:
        return None
    seats = allocation.granted_to(higher, [meeting.unit_id])
    groups = tuple(GrantedGroup(g.code, g.name, seats[g.id]) for g in higher.groups if seats.get(g.id))
    return Grant(
        official=sum(seats.values()),
        reserve=typed.reserve if typed else None,
        groups=groups,
        number=adopted.number,
        adopted_at=adopted.adopted_at,
        paper=typed.paper if typed else "",
        paper_on=typed.paper_on if typed else None,
        guidance=typed.guidance if typed and typed.guidance else _guidance(adopted, meeting.unit_id),
    )


def _guidance(adopted: Allocation, unit_id: uuid.UUID) -> str:
    """What the version asks this body for at least, and the note it was adopted with."""
    return "; ".join(text for text in (annex.guidance_for(adopted, unit_id), adopted.note) if text)


def group_names(meeting: Meeting) -> dict[str, str]:
    """Code and name of the groups a candidate may stand in: those of the higher congress, else the meeting's own."""
    holder = meeting.higher_meeting or meeting
    return {group.code: group.name for group in holder.groups}


def candidate(meeting: Meeting, number: int) -> Candidate:
    """One name on the list.

    Raises:
        NotFound: no such number in this meeting, or taken off the list.
    """
    statement = select(Candidate).where(
        Candidate.meeting_id == meeting.id, Candidate.number == number, Candidate.standing.in_(ON_THE_LIST)
    )
    found = db.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def standing_of(meeting: Meeting) -> dict[uuid.UUID, str]:
    """Persons on the list, by key: official or reserve."""
    statement = select(Candidate.person_id, Candidate.standing).where(
        Candidate.meeting_id == meeting.id, Candidate.standing.in_(ON_THE_LIST)
    )
    return dict(db.session.execute(statement).all())
