"""The catalogue that items are taken from: common entries for everybody, and each body's own."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from congress import audit
from congress.agenda.draft import usual_programme
from congress.agenda.lines import checked_covers, checked_minutes, checked_texts
from congress.agenda.models import CatalogueItem
from congress.db import db, expect_version, lock, transaction
from congress.errors import NotFound, Refused
from congress.rules.agenda import Programme
from congress.units.models import Unit

OWN = "own"
MOST_ENTRIES = 200


def entries(unit_id: uuid.UUID) -> list[CatalogueItem]:
    """What this body may choose from: the common entries, then its own, each in their order; one query."""
    statement = (
        select(CatalogueItem)
        .where(or_(CatalogueItem.unit_id.is_(None), CatalogueItem.unit_id == unit_id))
        .order_by(CatalogueItem.unit_id.is_not(None), CatalogueItem.position, CatalogueItem.id)
    )
    return list(db.session.execute(statement).scalars())


def standard() -> Programme:
    """The standard programme whose items an entry may cover."""
    return usual_programme()


def _covers(covers: Sequence[str]) -> list[str]:
    return checked_covers(covers, [item.code for item in usual_programme().items])


def entry_of(unit: Unit, key: uuid.UUID) -> CatalogueItem:
    """One of the body's own entries.

    Raises:
        NotFound: it is not there, or not this body's own.
    """
    entry = db.session.get(CatalogueItem, key)
    if entry is None or entry.unit_id != unit.id:
        raise NotFound
    return entry


def add_entry(actor: str, now: datetime, unit: Unit, title: str, minutes: int, covers: Sequence[str] = ()) -> CatalogueItem:
    """Put a new entry at the end of the body's own catalogue.

    Raises:
        Refused: `agenda_title_missing`, `agenda_text_long`, `agenda_minutes_range`, `agenda_cover_unknown`,
            `catalogue_full`.
    """
    with transaction() as session:
        lock(session, unit)
        statement = select(func.count(), func.max(CatalogueItem.position)).where(CatalogueItem.unit_id == unit.id)
        count, highest = session.execute(statement).one()
        if count >= MOST_ENTRIES:
            raise Refused("catalogue_full", limit=MOST_ENTRIES)
        entry = CatalogueItem(unit_id=unit.id, code=OWN, position=(highest or 0) + 1, covers=_covers(covers))
        entry.title, entry.minutes = checked_texts({"title": title})["title"], checked_minutes(minutes)
        session.add(entry)
        session.flush()
        audit.record(
            session, at=now, actor=actor, act="agenda.catalogue_add", subject=f"catalogue {entry.id}", after=_state(entry)
        )
    return entry


def update_entry(
    actor: str, now: datetime, unit: Unit, key: uuid.UUID, title: str, minutes: int, covers: Sequence[str], seen: int
) -> CatalogueItem:
    """Change one of the body's own entries; lines made from it earlier stay as they are.

    Raises:
        Refused: `stale`, and what `add_entry` refuses about title and minutes.
        NotFound: not one of this body's own.
    """
    with transaction() as session:
        entry = entry_of(unit, key)
        expect_version(entry, seen)
        before = _state(entry)
        entry.title, entry.minutes = checked_texts({"title": title})["title"], checked_minutes(minutes)
        entry.covers = _covers(covers)
        audit.record(
            session,
            at=now,
            actor=actor,
            act="agenda.catalogue_update",
            subject=f"catalogue {key}",
            before=before,
            after=_state(entry),
        )
    return entry


def delete_entry(actor: str, now: datetime, unit: Unit, key: uuid.UUID) -> None:
    """Take one of the body's own entries out of the catalogue; programmes made with it stay as they are.

    Raises:
        NotFound: not one of this body's own.
    """
    with transaction() as session:
        entry = entry_of(unit, key)
        audit.record(
            session, at=now, actor=actor, act="agenda.catalogue_delete", subject=f"catalogue {key}", before=_state(entry)
        )
        session.delete(entry)


def _state(entry: CatalogueItem) -> dict[str, object]:
    return {"title": entry.title, "minutes": entry.minutes, "covers": list(entry.covers)}
