"""What the door sees of a person, and how their badge stands."""

from typing import Any

from sqlalchemy import Row, bindparam, case, exists, select

from congress.delegates.models import Delegate
from congress.door.devices.models import DoorOpening
from congress.door.models import Badge
from congress.door.openings import Openings
from congress.door.presence import EXPECTED
from congress.meetings.models import SeatGroup
from congress.people.models import Person
from congress.rules.admission import Decision, Standing
from congress.units.models import Unit

DEAD = {"withdrawn": "withdrawn", "lost": "replaced", "replaced": "replaced"}
"""Why a badge died → how its code stands at the door."""


MEETING = bindparam("meeting")


def card_rows() -> Any:
    """Delegates of the meeting given at execution (`meeting`) with what a card shows.

    `kept`: some gate or session of the meeting is kept for somebody.
    """
    return _named(select(*_shown()).select_from(Delegate)).where(Delegate.meeting_id == MEETING)


def badge_rows() -> Any:
    """Badges of any meeting with what became of them, each with its delegate as in `card_rows`."""
    badge = Badge.meeting_id, Badge.code_digest, Badge.died_at, Badge.cause
    held = (Delegate.meeting_id == Badge.meeting_id) & (Delegate.id == Badge.delegate_id)
    return _named(select(*_shown(), *badge).select_from(Badge).join(Delegate, held))


def _shown() -> tuple[Any, ...]:
    kept = exists().where(DoorOpening.meeting_id == MEETING)
    own = Delegate.id, Delegate.number, Delegate.status, Delegate.kind, Delegate.seat, Delegate.note
    names = Person.name, Unit.name.label("unit"), SeatGroup.name.label("group"), SeatGroup.colour
    return *own, Delegate.group_id, Delegate.unit_id, *names, case((kept, True), else_=False).label("kept")


def _named(delegates: Any) -> Any:
    return (
        delegates.join(Person, Person.id == Delegate.person_id)
        .outerjoin(Unit, Unit.id == Delegate.unit_id)
        .outerjoin(SeatGroup, (SeatGroup.meeting_id == Delegate.meeting_id) & (SeatGroup.id == Delegate.group_id))
    )


def recalled() -> Any:
    """A column beside delegates, `recalled`: the only badge they had was taken away."""
    mine = (Badge.meeting_id == Delegate.meeting_id) & (Badge.delegate_id == Delegate.id)
    taken = exists().where(mine, Badge.cause == "withdrawn") & ~exists().where(mine, Badge.died_at.is_(None))
    return case((taken, True), else_=False).label("recalled")


def standing_of(row: Row[Any] | None, badge_state: Any, openings: Openings) -> Standing | None:
    """How a badge stands: what became of the delegate first, then what became of the badge; None for whom nobody approved."""
    if row is None:
        return None
    if row.status in ("withdrawn", "replaced"):
        return Standing(row.status)
    gates, sessions = openings.of(row)
    return Standing(badge_state, sessions=sessions, gates=gates) if row.status in EXPECTED else None


def why(decision: Decision, row: Row[Any] | None) -> list[str]:
    """Which of two causes a verdict has, where its sentence would differ."""
    if decision.verdict == "withdrawn" and row is not None and row.status in EXPECTED:
        return ["badge_recalled"]
    return ["person_replaced"] if decision.verdict == "replaced" and row is not None and row.status == "replaced" else []
