"""What the data of a meeting holds for its papers, and what is still lacking."""

from dataclasses import dataclass

from congress.agenda import service as agenda
from congress.allocation import service as allocation
from congress.awards import queries as awards
from congress.delegates.tally import tallies
from congress.documents.kinds import ALL, PaperKind
from congress.door import service as door
from congress.elections.queries import the_list
from congress.meetings import service as meetings
from congress.meetings.models import Meeting

SETTLED = ("approved", "summoned")


@dataclass(frozen=True)
class Stock:
    """Figures read once for the list of papers; `lacking` are the codes of kinds.py that are not there."""

    officials: int
    guests: int
    awards: int
    candidates: int
    lacking: frozenset[str]

    def missing(self, kind: PaperKind) -> tuple[str, ...]:
        """Codes of what this paper lacks; where the thing itself is missing, its finer points are left out."""
        found = [need for need in kind.needs if need in self.lacking]
        hidden = {finer for whole, finer in FINER if whole in found}
        return tuple(need for need in found if need not in hidden)


FINER = (("programme", "published"), ("officials", "settled"), ("awards", "decided"), ("vote", "covers"))


def stock(meeting: Meeting) -> Stock:
    """Read what there is, in a constant number of queries."""
    people = tallies(meeting)
    officials = sum(row.people for row in people if row.kind == "official")
    settled = sum(row.people for row in people if row.kind == "official" and row.status in SETTLED)
    guests = sum(row.people for row in people if row.kind == "guest")
    honoured, listing = awards.summary(meeting), the_list(meeting) if meeting.elects else None
    programme = agenda.summary(meeting)
    there = {
        "day": meeting.held_on is not None,
        "place": bool(meeting.place),
        "programme": programme.items > 0,
        "published": programme.published is not None and not programme.changed,
        "officials": officials > 0,
        "settled": settled == officials,
        "guests": guests > 0,
        "awards": honoured.total > honoured.revoked,
        "decided": honoured.proposed == 0,
        "chairs": bool(meetings.functions_of(meeting).get("chair")),
        "candidates": listing is not None and bool(listing.candidates),
        "vote": listing is not None and listing.vote is not None,
        "covers": listing is not None and listing.vote_covers,
        "allocation": meeting.elects and allocation.newest(meeting) is not None,
        "doors": door.summary(meeting).present > 0,
    }
    lacking = frozenset(code for code, here in there.items() if not here)
    return Stock(officials, guests, honoured.total, len(listing.candidates) if listing else 0, lacking)


def kinds_of(meeting: Meeting) -> list[PaperKind]:
    """The papers of this meeting; one that sends nobody upward has none about that."""
    return [kind for kind in ALL if meeting.elects or not kind.elects]
