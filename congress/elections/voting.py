"""The show of hands on the whole list: what the counting board states, kept as numbered records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from congress import audit
from congress.db import db, transaction
from congress.delegates.decisions import SETTLED
from congress.delegates.models import Delegate
from congress.door import freezing
from congress.elections.models import Candidate, ListVote
from congress.elections.queries import HigherList, the_list
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.findings import Finding
from congress.rules.voting import BASES, ShowOfHands, check_count, is_adopted, majority_base, votes_needed

FIELD_OF = {"vote_figures_impossible": "voters", "vote_sum_differs": "other", "voters_exceed_summoned": "voters"}


@dataclass(frozen=True)
class VoteCount:
    """One vote as the counting board states it.

    Args:
        voters: those present with the vote when it was taken, 1 or more.
        other: ý kiến khác; the three figures sum to `voters`.
        base: of what more than half is needed: present, valid (for or against) or summoned.
        taken_at: the moment of the vote; None: now.
        list_digest: the list as the person saw it; '' when nobody looked (a command).
        after: number of the last vote the person saw (0: none); None when nobody looked.
    """

    voters: int
    in_favour: int
    against: int
    other: int
    base: str = "present"
    note: str = ""
    taken_at: datetime | None = None
    list_digest: str = ""
    after: int | None = None

    @property
    def hands(self) -> ShowOfHands:
        """The figures as the rules read them."""
        return ShowOfHands(self.voters, self.in_favour, self.against, self.other)


@dataclass(frozen=True)
class Proposal:
    """What is offered when a vote is about to be recorded; None: not known. `frozen_at`: the door's figure is a frozen one."""

    door_figure: int | None
    summoned: int | None
    frozen_at: datetime | None = None


@dataclass(frozen=True)
class VotePaper:
    """The newest vote for the minutes: figures, the votes that were needed, and the names voted on, in order."""

    vote: ListVote
    needed: int
    official: tuple[Candidate, ...]
    reserve: tuple[Candidate, ...]
    without_vote: tuple[Candidate, ...]
    covers: bool


def proposal(meeting: Meeting) -> Proposal:
    """Official delegates present by the frozen figures, else by the scans as of now (None: no scans); those summoned."""
    present, frozen_at = freezing.official_present(meeting) if meeting.sessions else (0, None)
    return Proposal(present or None, summoned_voters(meeting), frozen_at if present else None)


def summoned_voters(meeting: Meeting) -> int | None:
    """Official delegates on the settled list, whom the door expects; None for a plenary or while the list is empty.

    Whether their letter is noted as sent makes no difference: the door lets them in all the same.
    """
    if meeting.assembly == "plenary":
        return None
    statement = select(func.count()).where(
        Delegate.meeting_id == meeting.id, Delegate.kind == "official", Delegate.status.in_(SETTLED)
    )
    return db.session.execute(statement).scalar_one() or None


def record_vote(actor: str, now: datetime, meeting: Meeting, count: VoteCount) -> ListVote:
    """Keep a vote under the next number; it fixes the list as it stands, and the newest number counts.

    Raises:
        Refused: `vote_list_empty`, `vote_list_changed`, `vote_recorded_meanwhile`, `vote_in_future`, `vote_base_unknown`,
            `summoned_unknown`, or the code of a hard finding about the figures, naming its field.
    """
    with transaction() as session:
        hold(session, meeting)
        listing = the_list(meeting)
        _check_moment(listing, count, now)
        offered = proposal(meeting)
        _stop_at_hard(check_count(count.hands, offered.summoned))
        vote = _row(actor, now, listing, count, offered)
        session.add(vote)
        audit.record(
            session, at=now, actor=actor, act="elections.vote", subject=f"vote {vote.number}", meeting_id=meeting.id,
            voters=vote.voters, in_favour=vote.in_favour, against=vote.against, other=vote.other, base=vote.base,
            adopted=vote.adopted, list_digest=vote.list_digest, door_figure=vote.door_figure,
        )  # fmt: skip
        return vote


def _check_moment(listing: HigherList, count: VoteCount, now: datetime) -> None:
    last = listing.vote
    if count.after is not None and count.after != (last.number if last else 0):
        raise Refused("vote_recorded_meanwhile", number=last.number if last else 0, by=last.recorded_by if last else "")
    if not listing.put_to_vote:
        raise Refused("vote_list_empty")
    if count.list_digest and count.list_digest != listing.digest:
        raise Refused("vote_list_changed")
    if count.taken_at is not None and count.taken_at > now:
        raise Refused("vote_in_future", field="taken_on")
    if count.base not in BASES:
        raise Refused("vote_base_unknown", field="base")


def _stop_at_hard(findings: Iterable[Finding]) -> None:
    for finding in findings:
        if finding.weight == "hard":
            raise Refused(finding.code, field=FIELD_OF[finding.code], **finding.facts)


def _row(actor: str, now: datetime, listing: HigherList, count: VoteCount, offered: Proposal) -> ListVote:
    if count.base == "summoned" and offered.summoned is None:
        raise Refused("summoned_unknown", field="base")
    base_number = majority_base(count.hands, count.base, offered.summoned or 0)
    return ListVote(
        meeting_id=listing.meeting.id,
        number=(listing.vote.number if listing.vote else 0) + 1,
        voters=count.voters,
        in_favour=count.in_favour,
        against=count.against,
        other=count.other,
        door_figure=offered.door_figure,
        base=count.base,
        base_number=base_number,
        adopted=is_adopted(count.hands, count.base, offered.summoned or 0),
        list_digest=listing.digest,
        note=count.note,
        taken_at=count.taken_at or now,
        recorded_by=actor,
    )


def needed(vote: ListVote) -> int:
    """The least number in favour that adopts the list."""
    return votes_needed(vote.base_number)


def vote_findings(vote: ListVote) -> tuple[Finding, ...]:
    """What is noted about a recorded vote: a difference from the door's figure."""
    return check_count(ShowOfHands(vote.voters, vote.in_favour, vote.against, vote.other), door_figure=vote.door_figure)


def vote_for_paper(meeting: Meeting) -> VotePaper | None:
    """The newest vote and the names for the minutes; None while there was no vote."""
    listing = the_list(meeting)
    if listing.vote is None:
        return None
    return VotePaper(
        vote=listing.vote,
        needed=needed(listing.vote),
        official=tuple(c for c in listing.official if c.basis == "adopted"),
        reserve=tuple(c for c in listing.reserve if c.basis == "adopted"),
        without_vote=tuple(c for c in listing.candidates if c.basis != "adopted"),
        covers=listing.vote_covers,
    )
