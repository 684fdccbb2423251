"""Persons: what is true of them at every meeting, finding the same person again, and storing many at once."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from congress import audit
from congress.db import db, expect_version, transaction, uuid7
from congress.errors import NotFound, Refused
from congress.people.birth import UNKNOWN, Birth, check_birth
from congress.people.models import Person, PersonParticulars
from congress.rules.local_time import day_of
from congress.rules.names import clean_name, match_key, search_key, sort_key

NAME_LONGEST = 160
TITLE_LONGEST = 200
SEXES = ("", "female", "male")
SLICE = 500
_PHONE = re.compile(r"\+?[0-9]{8,15}")


@dataclass(frozen=True)
class PersonDetails:
    """What a paper says of a person that is not sensitive; `sex` is female, male or '' (not known)."""

    name: str
    sex: str = ""
    birth: Birth = UNKNOWN
    title: str = ""
    phone: str = ""
    unit_id: uuid.UUID | None = None


def checked(details: PersonDetails, now: datetime) -> PersonDetails:
    """The details cleaned: NFC, single spaces, a phone number without dots and spaces.

    Raises:
        Refused: what `checked_name` refuses, `text_long`, `sex_unknown`, `phone_wrong`, `birth_unreadable`, `birth_impossible`.
    """
    if details.sex not in SEXES:
        raise Refused("sex_unknown", field="sex")
    return replace(
        details,
        name=checked_name(details.name),
        birth=check_birth(details.birth, day_of(now)),
        title=checked_text(details.title, TITLE_LONGEST, "title"),
        phone=checked_phone(details.phone),
    )


def checked_name(text: str) -> str:
    """A person's name, one word or many, with at least one letter.

    Raises:
        Refused: `name_missing`, `name_without_letters`, `name_long`.
    """
    name = clean_name(text)
    if not name:
        raise Refused("name_missing", field="name")
    if not any(sign.isalpha() for sign in name):
        raise Refused("name_without_letters", field="name", value=name[:40])
    if len(name) > NAME_LONGEST:
        raise Refused("name_long", field="name", limit=NAME_LONGEST)
    return name


def checked_text(text: str, longest: int, field: str) -> str:
    """One line of text of at most so many signs.

    Raises:
        Refused: `text_long` at the field.
    """
    cleaned = clean_name(text)
    if len(cleaned) > longest:
        raise Refused("text_long", field=field, limit=longest)
    return cleaned


def checked_phone(text: str) -> str:
    """Digits with an optional leading +, or an empty text.

    Raises:
        Refused: `phone_wrong`.
    """
    phone = re.sub(r"[\s.\-()]", "", text)
    if phone and not _PHONE.fullmatch(phone):
        raise Refused("phone_wrong", field="phone")
    return phone


def by_id(person_id: uuid.UUID) -> Person:
    """One person with the unit.

    Raises:
        NotFound: there is none with this key.
    """
    person = db.session.get(Person, person_id, options=[joinedload(Person.unit)])
    if person is None:
        raise NotFound
    return person


def create(actor: str, now: datetime, details: PersonDetails, *, meeting_id: uuid.UUID | None = None) -> Person:
    """Store a new person. The act goes into the meeting's history when the person is entered for one.

    Raises:
        Refused: see `checked`.
    """
    details = checked(details, now)
    with transaction() as session:
        person = Person(id=uuid7(), **columns(details))
        session.add(person)
        session.flush()
        subject = f"person {person.id}"
        audit.record(
            session, at=now, actor=actor, act="people.create", subject=subject, meeting_id=meeting_id, name=person.name
        )
        return person


def update(
    actor: str,
    now: datetime,
    person: Person,
    details: PersonDetails,
    *,
    seen_version: int | None = None,
    meeting_id: uuid.UUID | None = None,
) -> Person:
    """Correct a person; nothing is recorded when nothing changes.

    Args:
        seen_version: the version the page carried; None when a row that belongs to the person was compared already.

    Raises:
        Refused: `stale`, and see `checked`.
    """
    details = checked(details, now)
    with transaction() as session:
        person = session.get_one(Person, person.id)
        if seen_version is not None:
            expect_version(person, seen_version)
        before = {key: shown(getattr(person, key)) for key, value in columns(details).items() if getattr(person, key) != value}
        for key, value in columns(details).items():
            setattr(person, key, value)
        changed = {key: shown(getattr(person, key)) for key in before if not key.endswith("_key")}
        if before:
            session.flush()
            audit.record(
                session,
                at=now,
                actor=actor,
                act="people.update",
                subject=f"person {person.id}",
                meeting_id=meeting_id,
                before={key: before[key] for key in changed},
                after=changed,
            )
        return person


def shown(value: object) -> object:
    """A value as the history keeps it: keys of bytes left out, ids as text."""
    return None if isinstance(value, bytes) else str(value) if isinstance(value, uuid.UUID) else value


def columns(details: PersonDetails) -> dict[str, Any]:
    """The columns of a person row for checked details."""
    return {
        "name": details.name,
        "sort_key": sort_key(details.name),
        "search_key": search_key(details.name)[:200],
        "sex": details.sex,
        "birth_year": details.birth.year,
        "birth_month": details.birth.month,
        "birth_day": details.birth.day,
        "title": details.title,
        "phone": details.phone,
        "unit_id": details.unit_id,
    }


def forget_unused(session: Session, person_ids: Sequence[uuid.UUID]) -> bool:
    """Delete persons whom nothing refers to any more, inside the open transaction; False when one of them is still needed.

    They go all or none: what still refers to them may belong to a part of the house that this one does not know.
    """
    try:
        with session.begin_nested():
            for start in range(0, len(person_ids), SLICE):
                some = person_ids[start : start + SLICE]
                session.execute(delete(PersonParticulars).where(PersonParticulars.person_id.in_(some)))
                session.execute(delete(Person).where(Person.id.in_(some)))
    except IntegrityError:
        return False
    return True


def insert_many(session: Session, rows: Sequence[Mapping[str, Any]], sealed: Sequence[Mapping[str, Any]] = ()) -> None:
    """Store many persons (rows of `columns` with `id`) and their sealed particulars inside the open transaction."""
    if rows:
        session.execute(insert(Person.__table__), [{"version": 1, **row} for row in rows])
    if sealed:
        session.execute(insert(PersonParticulars.__table__), [{"id": uuid7(), **row} for row in sealed])


def likely_same(name: str, birth_year: int | None, unit_id: uuid.UUID | None) -> list[Person]:
    """Persons of one unit whose name reads the same (hòa = hoà) with the same or an unknown year of birth."""
    return likely_same_many([(name, birth_year, unit_id)])[0]


def likely_same_many(wanted: Sequence[tuple[str, int | None, uuid.UUID | None]]) -> list[list[Person]]:
    """`likely_same` for many people at once, in one query per 500 different names."""
    by_key: dict[tuple[str, uuid.UUID | None], list[Person]] = defaultdict(list)
    units = {unit_id for _, _, unit_id in wanted if unit_id}
    for person in _with_search_keys({search_key(name)[:200] for name, _, _ in wanted}, units):
        by_key[match_key(person.name), person.unit_id].append(person)
    return [
        [person for person in by_key.get((match_key(name), unit_id), ()) if same_year(person.birth_year, year)]
        for name, year, unit_id in wanted
    ]


def same_year(first: int | None, second: int | None) -> bool:
    """True when two births may be one: equal years, or one of them unknown."""
    return first is None or second is None or first == second


def _with_search_keys(keys: Iterable[str], unit_ids: set[uuid.UUID]) -> list[Person]:
    wanted = sorted(key for key in keys if key)
    found: list[Person] = []
    for start in range(0, len(wanted), SLICE):
        statement = select(Person).options(joinedload(Person.unit)).where(Person.search_key.in_(wanted[start : start + SLICE]))
        if len(unit_ids) == 1:
            statement = statement.where(Person.unit_id == next(iter(unit_ids)))
        found += db.session.execute(statement.order_by(Person.sort_key, Person.id)).scalars()
    return found
