"""Who with a part to play has not come in yet: the presidium and other functions, speakers of the programme, award winners."""

import re
from dataclasses import dataclass

from sqlalchemy import exists, select

from congress.agenda.models import AgendaItem
from congress.awards.models import Award
from congress.db import db
from congress.delegates.models import Delegate
from congress.door.presence import EXPECTED, Awaited, Duty, Named, awaited_functions, awaited_named, present_ids
from congress.meetings.models import Meeting, MeetingSession
from congress.people.models import Person

PARTED = re.compile(r"[;\n]| và ")


@dataclass(frozen=True)
class Missing:
    """Who is awaited, by why they are; `winners` in the programme's order, collectives and households left out."""

    functions: Awaited
    speakers: Awaited
    winners: Awaited


def missing(meeting: Meeting, session: MeetingSession) -> Missing:
    """In a constant number of queries. Whoever is not on the list cannot be awaited at the door and is only named."""
    speakers = awaited_named(meeting, session, _speakers(meeting))
    winners = Awaited(_winners(meeting, session), _unlisted_winners(meeting))
    return Missing(awaited_functions(meeting, session), speakers, winners)


def _speakers(meeting: Meeting) -> list[Named]:
    """Names in the programme's column of speakers: those before the first comma are a name, what follows is a title."""
    statement = (
        select(AgendaItem.presenter, AgendaItem.title)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.presenter != "")
        .order_by(AgendaItem.session_id, AgendaItem.position, AgendaItem.number)
    )
    titles: dict[str, str] = {}
    for presenter, title in db.session.execute(statement):
        for part in PARTED.split(presenter):
            titles.setdefault(part.split(",")[0].strip(), title)
    return [Named("speaker", name, title) for name, title in titles.items() if name]


def _winners(meeting: Meeting, session: MeetingSession) -> list[Duty]:
    statement = (
        select(Person.name, Award.name, Delegate.number)
        .join(Delegate, (Delegate.meeting_id == Award.meeting_id) & (Delegate.person_id == Award.person_id))
        .join(Person, Person.id == Delegate.person_id)
        .where(Award.meeting_id == meeting.id, Award.status != "revoked", Delegate.status.in_(EXPECTED))
        .where(Delegate.id.not_in(present_ids(meeting, session)))
        .order_by(Award.batch, Award.position, Award.number)
    )
    found = {number: Duty("winner", person, honoured, number) for person, honoured, number in db.session.execute(statement)}
    return list(found.values())


def _unlisted_winners(meeting: Meeting) -> list[str]:
    """Persons honoured who are on no list; a name stands once."""
    listed = exists().where(
        Delegate.meeting_id == Award.meeting_id, Delegate.person_id == Award.person_id, Delegate.status.in_(EXPECTED)
    )
    statement = (
        select(Award.name)
        .where(Award.meeting_id == meeting.id, Award.status != "revoked", Award.recipient == "person", ~listed)
        .order_by(Award.batch, Award.position, Award.number)
    )
    return list(dict.fromkeys(db.session.execute(statement).scalars()))
