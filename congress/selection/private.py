"""Figures about sealed particulars for the table of rules: numbers only, nobody's particulars leave this file."""

import uuid

from sqlalchemy import Select, select

from congress.delegates.decisions import SETTLED
from congress.delegates.models import Delegate
from congress.delegates.nomination import LIVE
from congress.delegates.sealed_figures import sealed_counts
from congress.meetings.models import Meeting
from congress.people.particulars import SealedCounts, count
from congress.people.sealing import Sealer
from congress.rules.roster import Rule
from congress.selection.models import RosterMark
from congress.selection.posing import MINIMUM_PRIORITY, MINIMUMS, SENSITIVE, Line
from congress.selection.reading import Ground


def private_lines(ground: Ground, sealer: Sealer) -> list[Line]:
    """The minimums about sealed particulars that are asked for, with their counts; empty where the wish leaves them out."""
    asked = {code: ground.wish.minimums.get(code, 0) for code in MINIMUMS if code in SENSITIVE}
    if not ground.wish.sensitive or not any(asked.values()):
        return []
    there = _figures(sealed_counts(ground.meeting, sealer))
    chosen = _figures(count(sealer, _chosen(ground.meeting)))
    found = []
    for code, least in asked.items():
        if least:
            found.append(
                Line(
                    Rule(f"least:{code}", {code: True}, least, None, MINIMUM_PRIORITY), "least", code, there[code], chosen[code]
                )
            )
    return found


def _figures(counts: SealedCounts) -> dict[str, int]:
    known = counts.persons - counts.unreadable - counts.unsaid_party
    return {"minorities": counts.ethnic_minority, "non_party": known - counts.party_members}


def _chosen(meeting: Meeting) -> Select[tuple[uuid.UUID]]:
    mark = (RosterMark.meeting_id == Delegate.meeting_id) & (RosterMark.delegate_id == Delegate.id)
    marked = (RosterMark.lock == "in") | (RosterMark.picked & (RosterMark.lock != "out"))
    return (
        select(Delegate.person_id)
        .outerjoin(RosterMark, mark)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(LIVE), Delegate.kind != "non_delegate")
        .where(Delegate.status.in_(SETTLED) | marked)
    )
