"""What is to be looked at about the list for the higher congress; the law is in rules/."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from congress.elections.models import Candidate
from congress.elections.queries import HigherList, group_names, the_list
from congress.meetings.models import Meeting
from congress.rules.eligibility import Nominee, basis_missing, doubles
from congress.rules.findings import Finding
from congress.rules.submission import ListedName, check_content
from congress.rules.voting import check_group_quota, check_quota

ONLY_AFTER_THE_MEETING = frozenset({"list_empty", "vote_missing"})


def findings(meeting: Meeting, today: date) -> list[Finding]:
    """Findings of the list for the board; none for a meeting that elects no one.

    Until the meeting has been held an empty list and a vote not yet taken are work to come, not findings.
    """
    return findings_of(the_list(meeting), today) if meeting.elects else []


def findings_of(listing: HigherList, today: date) -> list[Finding]:
    """The same for a list that has been read already."""
    meeting = listing.meeting
    if meeting.status == "cancelled":
        return []
    return list_findings(listing, was_held(meeting, today))


def was_held(meeting: Meeting, today: date) -> bool:
    """True once the meeting is over: said so, or its day has passed."""
    return meeting.status in ("held", "closed") or (meeting.held_on is not None and meeting.held_on < today)


def list_findings(listing: HigherList, complete: bool) -> list[Finding]:
    """Every finding about a list; `complete` when it must be ready to go up."""
    found = [finding for finding in content_findings(listing) if complete or finding.code not in ONLY_AFTER_THE_MEETING]
    if not listing.candidates and listing.grant is None and not complete:
        found += check_quota(0, 0, None)
    return found + _group_findings(listing) + _name_findings(listing.candidates)


def content_findings(listing: HigherList) -> tuple[Finding, ...]:
    """What stops or should be looked at before the list goes up (rules/submission)."""
    names = [ListedName(_key(c), c.person.name, c.standing, c.basis) for c in listing.candidates]
    seats = listing.grant.official if listing.grant else None
    vote = listing.vote
    adopted = vote.adopted if vote else None
    found = check_content(names, seats, adopted, listing.digest, vote.list_digest if vote else "")
    reserve_seats = listing.grant.reserve if listing.grant else None
    if seats is None or reserve_seats is None:
        return found
    too_many = check_quota(seats, len(listing.reserve), seats, reserve_seats)
    return (*found, *too_many)


def _group_findings(listing: HigherList) -> list[Finding]:
    names = group_names(listing.meeting)
    if listing.meeting.higher_meeting is None or not names or not listing.official:
        return []
    granted = {group.code: group.seats for group in listing.grant.groups} if listing.grant else {}
    found = check_group_quota(listing.named_by_group(), granted)
    return [
        replace(finding, facts={**finding.facts, "group": names.get(finding.subject, finding.subject)}) for finding in found
    ]


def _name_findings(candidates: Sequence[Candidate]) -> list[Finding]:
    nominees = [
        Nominee(
            key=_key(c),
            name=c.person.name,
            unit=c.person.unit.name if c.person.unit else "",
            birth_year=c.person.birth_year,
            basis=c.basis,
            minutes=bool(c.minutes),
        )
        for c in candidates
    ]
    return [*doubles(nominees), *basis_missing(nominees)]


def _key(candidate: Candidate) -> str:
    """Tells a name on this list apart from a delegate of the same number in the overrides of a meeting."""
    return f"candidate {candidate.number}"
