"""Who with a part to play has not come in yet: the presidium and other functions, speakers of the programme, award winners."""

import re
from collections.abc import Mapping
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
    presenters = _presenters(meeting)
    speakers = awaited_named(meeting, session, [name for names in presenters.values() for name in names])
    strangers = _as_written(presenters, frozenset(speakers.unlisted))
    winners = Awaited(_winners(meeting, session), _unlisted_winners(meeting))
    return Missing(awaited_functions(meeting, session), Awaited(speakers.missing, strangers), winners)


def _presenters(meeting: Meeting) -> dict[str, list[Named]]:
    """The programme's column of speakers as written, with the names in it; what follows a name's first comma is a title.

    A name stands once, where it is written first.
    """
    statement = (
        select(AgendaItem.presenter, AgendaItem.title)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.presenter != "")
        .order_by(AgendaItem.session_id, AgendaItem.position, AgendaItem.number)
    )
    found: dict[str, list[Named]] = {}
    seen: set[str] = set()
    for presenter, title in db.session.execute(statement):
        names = dict.fromkeys(part.split(",")[0].strip() for part in PARTED.split(presenter))
        new = [name for name in names if name and name not in seen]
        seen.update(new)
        found.setdefault(presenter, []).extend(Named("speaker", name, title) for name in new)
    return found


def _as_written(presenters: Mapping[str, list[Named]], unlisted: frozenset[str]) -> list[str]:
    """Who is on no list: the whole of what is written where it names nobody on the list, else the names that are not."""
    found = []
    for presenter, names in presenters.items():
        strange = [one.name for one in names if one.name in unlisted]
        found += [presenter] if strange and len(strange) == len(names) else strange
    return found


def _winners(meeting: Meeting, session: MeetingSession) -> list[Duty]:
    statement = (
        select(Person.name, Award.name, Delegate.number)
        .join(Delegate, (Delegate.meeting_id == Award.meeting_id) & (Delegate.person_id == Award.person_id))
        .join(Person, Person.id == Delegate.person_id)
        .where(Award.meeting_id == meeting.id, Award.status != "revoked", Delegate.status.in_(EXPECTED))
        .where(Delegate.id.not_in(present_ids(meeting, session)))
        .order_by(Award.batch, Award.position, Award.number)
    )
    found = {
        number: Duty("winner", person, "" if honoured == person else honoured, number)
        for person, honoured, number in db.session.execute(statement)
    }
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
