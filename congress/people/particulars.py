"""Sensitive particulars of persons: sealed per person, counted by opening each once, seen only on record."""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from congress import audit
from congress.db import db, transaction, uuid7
from congress.errors import Refused
from congress.people.models import Person, PersonParticulars
from congress.people.sealing import SealBroken, Sealer
from congress.people.service import SLICE, checked_text
from congress.rules.names import match_key

IDENTITY = "identity_number"
FIELDS = ("ethnic_group", "religion", "party_member", "education", IDENTITY)
PARTY = ("", "yes", "no")
LONGEST = 80
MAJORITY = match_key("Kinh")
NO_RELIGION = {match_key("Không"), match_key("Không theo tôn giáo")}

Values = Mapping[str, str]


@dataclass(frozen=True)
class SealedCounts:
    """Figures over a set of persons; `unsaid_…` are those who gave no answer, `unreadable` blobs no key opens."""

    persons: int
    ethnic_minority: int
    unsaid_ethnic_group: int
    religious: int
    party_members: int
    unsaid_party: int
    unreadable: int


def checked(values: Values) -> dict[str, str]:
    """The known fields, cleaned, empty ones left out.

    Raises:
        Refused: `text_long`, `party_unknown`, `identity_old`, `identity_wrong`.
    """
    cleaned = {field: checked_text(values.get(field, ""), LONGEST, field) for field in FIELDS}
    cleaned[IDENTITY] = checked_identity(cleaned[IDENTITY])
    if cleaned["party_member"] not in PARTY:
        raise Refused("party_unknown", field="party_member")
    return {field: text for field, text in cleaned.items() if text}


def plain_identity(text: str) -> str:
    """An identity number as it is compared: plain digits, without the spaces, dots and dashes that people write into it."""
    return re.sub(r"[\s.\-]", "", unicodedata.normalize("NFKC", text))


def checked_identity(text: str) -> str:
    """A number of 12 digits (số định danh cá nhân), or an empty text. The 9 digits of the card before it name nobody any more.

    Raises:
        Refused: `identity_old`, `identity_wrong`, at the field.
    """
    number = plain_identity(text)
    if re.fullmatch(r"[0-9]{9}", number):
        raise Refused("identity_old", field=IDENTITY)
    if number and not re.fullmatch(r"[0-9]{12}", number):
        raise Refused("identity_wrong", field=IDENTITY)
    return number


def identity_mark(sealer: Sealer, values: Values) -> bytes | None:
    """What stands beside the sealed values for the identity number in them."""
    return sealer.mark(values[IDENTITY]) if values.get(IDENTITY) else None


def sealed_row(sealer: Sealer, person_id: uuid.UUID, values: Values) -> dict[str, object] | None:
    """The row to store for checked values, or None when there is nothing to keep."""
    if not values:
        return None
    return {
        "person_id": person_id,
        "sealed": sealer.seal_values(person_id, values),
        "identity_mark": identity_mark(sealer, values),
    }


def store(session: Session, sealer: Sealer, person: Person, values: Values) -> None:
    """Replace a person's particulars inside the open transaction; no values removes them. The person counts as changed.

    Raises:
        Refused: see `checked`.
    """
    kept = checked(values)
    row = session.execute(select(PersonParticulars).where(PersonParticulars.person_id == person.id)).scalar_one_or_none()
    flag_modified(person, "name")
    if not kept:
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = PersonParticulars(id=uuid7(), person_id=person.id)
        session.add(row)
    row.sealed, row.identity_mark = sealer.seal_values(person.id, kept), identity_mark(sealer, kept)


def merge(session: Session, sealer: Sealer, person: Person, given: Values) -> None:
    """Write the fields that were given over what is sealed; the other fields stay as they are."""
    if given:
        store(session, sealer, person, {**_opened(sealer, person), **given})


def _opened(sealer: Sealer, person: Person) -> dict[str, str]:
    statement = select(PersonParticulars.sealed).where(PersonParticulars.person_id == person.id)
    sealed = db.session.execute(statement).scalar_one_or_none()
    if sealed is None:
        return {}
    try:
        return sealer.open_values(person.id, sealed)
    except SealBroken:
        return {}


def view(
    actor: str,
    now: datetime,
    sealer: Sealer,
    person_ids: Iterable[uuid.UUID],
    *,
    act: str,
    subject: str,
    meeting_id: uuid.UUID | None = None,
    **details: Any,
) -> dict[uuid.UUID, dict[str, str]]:
    """Open particulars for a reader or a file; who saw whose, and when, is recorded before anything is given out.

    `details` stand in the record beside the number of persons: an export needs no second one.
    Persons without particulars, and blobs that no key opens, are left out.
    """
    wanted = list(person_ids)
    with transaction() as session:
        audit.record(
            session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting_id, persons=len(wanted), **details
        )
        opened = {}
        for start in range(0, len(wanted), SLICE):
            statement = select(PersonParticulars.person_id, PersonParticulars.sealed).where(
                PersonParticulars.person_id.in_(wanted[start : start + SLICE])
            )
            for person_id, sealed in session.execute(statement):
                try:
                    opened[person_id] = sealer.open_values(person_id, sealed)
                except SealBroken:
                    continue
        return opened


def count(sealer: Sealer, persons: Select[tuple[uuid.UUID]]) -> SealedCounts:
    """Figures over the persons a query names; each blob is opened once, in one query.

    Args:
        persons: a select of person ids, one row per person.
    """
    wanted = persons.subquery()
    statement = select(wanted.c[0], PersonParticulars.sealed).outerjoin(
        PersonParticulars, PersonParticulars.person_id == wanted.c[0]
    )
    total = unreadable = minority = no_group = religious = party = no_party = 0
    for person_id, sealed in db.session.execute(statement):
        total += 1
        try:
            values = sealer.open_values(person_id, sealed) if sealed else {}
        except SealBroken:
            unreadable += 1
            continue
        minority += is_minority(values)
        no_group += not values.get("ethnic_group")
        religious += bool(values.get("religion")) and match_key(values["religion"]) not in NO_RELIGION
        party += values.get("party_member") == "yes"
        no_party += not values.get("party_member")
    return SealedCounts(total, minority, no_group, religious, party, no_party, unreadable)


def is_minority(values: Values) -> bool:
    """True for a person who named an ethnic group other than Kinh."""
    group = values.get("ethnic_group", "")
    return bool(group) and match_key(group) != MAJORITY
