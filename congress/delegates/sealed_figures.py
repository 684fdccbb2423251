"""Figures from sealed particulars: each person opened once per state of the list, then remembered as numbers only."""

import uuid
from collections import OrderedDict
from threading import Lock

from sqlalchemy import func, select

from congress.audit import AuditHead
from congress.db import db
from congress.delegates.models import Delegate
from congress.delegates.nomination import LIVE
from congress.kept import Kept
from congress.meetings.models import Meeting
from congress.people.models import Person
from congress.people.particulars import SealedCounts, count
from congress.people.sealing import Sealer

KEPT = 64
State = tuple[uuid.UUID, str, int]
_known: Kept[OrderedDict[State, SealedCounts]] = Kept(OrderedDict)
_guard = Lock()


def sealed_counts(meeting: Meeting, sealer: Sealer) -> SealedCounts:
    """Ethnic minority, religion and party membership among delegates and guests still to come.

    Two queries while the list is unchanged. The state of the list is the newest hash of the meeting's history, which every
    change of the roster moves, and the sum of the versions of its persons, which may be changed from another meeting.
    """
    state, known = _state(meeting), _known.here()
    with _guard:
        if state in known:
            known.move_to_end(state)
            return known[state]
    counted = count(sealer, _persons(meeting))
    with _guard:
        known[state] = counted
        while len(known) > KEPT:
            known.popitem(last=False)
    return counted


def _persons(meeting: Meeting):
    return select(Delegate.person_id).where(
        Delegate.meeting_id == meeting.id, Delegate.status.in_(LIVE), Delegate.kind != "non_delegate"
    )


def _state(meeting: Meeting) -> State:
    versions = select(func.coalesce(func.sum(Person.version), 0)).where(Person.id.in_(_persons(meeting))).scalar_subquery()
    head = select(AuditHead.hash).where(AuditHead.chain == str(meeting.id)).scalar_subquery()
    row = db.session.execute(select(head, versions)).one()
    return meeting.id, row[0] or "", int(row[1])
