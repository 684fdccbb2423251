"""Who may be put on the list: delegates of the meeting and people of its body and the bodies below it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from congress.db import db
from congress.delegates.models import Delegate
from congress.delegates.nomination import LIVE
from congress.elections.queries import standing_of
from congress.errors import NotFound
from congress.meetings.models import Meeting
from congress.people.models import Person
from congress.rules.names import search_key
from congress.units.models import Unit
from congress.units.tree import descendants

MOST = 50


@dataclass(frozen=True)
class Findable:
    """A person the search offers; `delegate` is their number at the meeting, `on_list` official, reserve or ''."""

    person: Person
    delegate: int | None
    achievement: str
    on_list: str


def search(meeting: Meeting, text: str, most: int = MOST) -> list[Findable]:
    """Delegates of the meeting first, then other people of the body, by given name; words are matched without accents.

    Whoever withdrew from the meeting or was replaced is not offered.

    Others are looked for only when the delegates do not fill the page: they may be all people of a province.
    """
    listed, words = standing_of(meeting), search_key(text).split()
    found = [
        Findable(person, number, achievement or "", listed.get(person.id, ""))
        for person, number, achievement in db.session.execute(_matching(_delegates(meeting), words, most))
    ]
    if len(found) < most:
        others = db.session.execute(_matching(_others(meeting), words, most - len(found))).scalars()
        found += [Findable(person, None, "", listed.get(person.id, "")) for person in others]
    return found


def _delegates(meeting: Meeting) -> Select[tuple[Person, int, str]]:
    statement = select(Person, Delegate.number, Delegate.achievement).join(Delegate, Delegate.person_id == Person.id)
    return statement.where(Delegate.meeting_id == meeting.id, Delegate.status.in_(LIVE))


def _others(meeting: Meeting) -> Select[tuple[Person]]:
    present = select(Delegate.person_id).where(Delegate.meeting_id == meeting.id)
    bodies = select(descendants([meeting.unit_id]))
    return select(Person).where(Person.unit_id.in_(bodies), Person.id.not_in(present))


def _matching(statement: Select, words: Iterable[str], most: int) -> Select:
    for word in words:
        statement = statement.where(Person.search_key.contains(word, autoescape=True))
    return statement.options(joinedload(Person.unit)).order_by(Person.sort_key, Person.id).limit(most)


def may_stand(meeting: Meeting, person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """The persons by key, each a delegate of the meeting or of its body or one below it.

    Raises:
        NotFound: one of them is not.
    """
    wanted = set(person_ids)
    statement = select(Person).outerjoin(Delegate, _delegate_of(meeting)).where(Person.id.in_(wanted), _in_reach(meeting))
    found = {person.id: person for person in db.session.execute(statement).scalars()}
    if len(found) != len(wanted):
        raise NotFound
    return found


def achievements(meeting: Meeting, person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What the meeting's own list of delegates says of these people."""
    statement = select(Delegate.person_id, Delegate.achievement).where(
        Delegate.meeting_id == meeting.id, Delegate.person_id.in_(list(person_ids))
    )
    return dict(db.session.execute(statement).all())


def own_bodies(meeting: Meeting) -> list[Unit]:
    """The meeting's body and those below it, the body itself first, then by name."""
    statement = (
        select(Unit)
        .where(Unit.id.in_(select(descendants([meeting.unit_id]))))
        .order_by(Unit.id != meeting.unit_id, Unit.sort_key, Unit.id)
    )
    return list(db.session.execute(statement).scalars())


def _delegate_of(meeting: Meeting) -> ColumnElement[bool]:
    return and_(Delegate.person_id == Person.id, Delegate.meeting_id == meeting.id)


def _in_reach(meeting: Meeting) -> ColumnElement[bool]:
    return or_(Delegate.id.is_not(None), Person.unit_id.in_(select(descendants([meeting.unit_id]))))
