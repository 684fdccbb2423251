"""How people came in: first arrivals over time and by gate, for the live page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from congress.db import db
from congress.delegates.models import Delegate
from congress.door.models import Scan
from congress.door.presence import EXPECTED, counted
from congress.meetings.models import Meeting, MeetingSession
from congress.rules.local_time import local

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 360, 1440)
MOST_BARS = 60


@dataclass(frozen=True)
class Bar:
    """So many first arrivals in the minutes from `at` on, in Vietnam's time."""

    at: datetime
    people: int


@dataclass(frozen=True)
class Course:
    """First arrivals of delegates and guests: bars of `step` minutes without a gap, and how many each gate let in."""

    step: int
    bars: Sequence[Bar]
    gates: Sequence[tuple[str, int]]

    @property
    def most(self) -> int:
        """People of the highest bar."""
        return max((bar.people for bar in self.bars), default=0)


def course(meeting: Meeting, session: MeetingSession) -> Course:
    """Everybody expected by their first arrival, in one query; non-delegates stand apart from it as from every figure."""
    statement = (
        select(Scan.delegate_id, Scan.scanned_at, Scan.nonce, Scan.gate)
        .join(Delegate, Delegate.id == Scan.delegate_id)
        .where(Scan.meeting_id == meeting.id, Scan.session_id == session.id, counted())
        .where(Delegate.kind != "non_delegate", Delegate.status.in_(EXPECTED))
    )
    first: dict[object, tuple[datetime, str, str]] = {}
    for delegate_id, *arrival in db.session.execute(statement):
        entry = (arrival[0], arrival[1], arrival[2])
        first[delegate_id] = min(first.get(delegate_id, entry), entry)
    gates = Counter(gate for _at, _nonce, gate in first.values())
    return _drawn([at for at, _nonce, _gate in first.values()], sorted(gates.items()))


def _drawn(moments: Sequence[datetime], gates: Sequence[tuple[str, int]]) -> Course:
    if not moments:
        return Course(STEPS[0], (), gates)
    span = int((max(moments) - min(moments)) / timedelta(minutes=1)) + 1
    step = next((step for step in STEPS if span <= step * (MOST_BARS - 1)), STEPS[-1] * (span // (STEPS[-1] * MOST_BARS) + 1))
    found = Counter(_begin(moment, step) for moment in moments)
    bars, at = [], min(found)
    while at <= max(found):
        bars.append(Bar(at, found[at]))
        at += timedelta(minutes=step)
    return Course(step, bars, gates)


def _begin(moment: datetime, step: int) -> datetime:
    """The beginning of the bar a moment falls into; bars begin at full steps of the day."""
    here = local(moment).replace(second=0, microsecond=0)
    minutes = here.hour * 60 + here.minute
    return here - timedelta(minutes=minutes % step if step <= STEPS[-1] else minutes)
