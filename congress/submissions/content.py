"""What goes up: the frozen content of a list, its rows, and how two versions differ row by row.

Schema 1 holds texts, whole numbers and None only, so that its canonical form (rules/submission) is the same on every machine.
Sensitive particulars are not in it: above, the same person is reused with what is sealed there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congress.elections.models import Candidate, ListVote
from congress.elections.queries import Grant, HigherList, group_names
from congress.meetings.models import Meeting

SCHEMA = 1
COMPARED = (
    "name",
    "sex",
    "birth_day",
    "birth_month",
    "birth_year",
    "title",
    "unit_name",
    "standing",
    "position",
    "basis",
    "minutes",
    "group_name",
    "achievement",
)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class FieldChange:
    """One field of a row in two versions."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """A row that is new (`added`), gone (`removed`) or `changed`; fields are given for the last only."""

    kind: str
    key: str
    name: str
    fields: tuple[FieldChange, ...] = ()


def compose(listing: HigherList, higher: Meeting) -> dict[str, Any]:
    """The content of a list as it would be frozen now: the same list always gives the same content."""
    meeting = listing.meeting
    return {
        "schema": SCHEMA,
        "from": _meeting(meeting) | {"held_on": meeting.held_on.isoformat() if meeting.held_on else None},
        "to": _meeting(higher),
        "vote": _vote(listing.vote) if listing.vote else None,
        "grant": _grant(listing.grant) if listing.grant else None,
        "rows": rows_of(listing),
    }


def rows_of(listing: HigherList) -> list[dict[str, Any]]:
    """Official rows, then reserve, each part numbered from 1."""
    groups = group_names(listing.meeting)
    rows = []
    for part in (listing.official, listing.reserve):
        rows += [_row(place, candidate, groups) for place, candidate in enumerate(part, 1)]
    return rows


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting.number,
        "title": meeting.title,
        "unit_code": meeting.unit.code,
        "unit_name": meeting.unit.name,
    }


def _vote(vote: ListVote) -> dict[str, Any]:
    fields = ("number", "voters", "in_favour", "against", "other", "base", "base_number", "adopted", "list_digest")
    return {field: getattr(vote, field) for field in fields} | {"taken_at": vote.taken_at.isoformat()}


def _grant(grant: Grant) -> dict[str, Any]:
    return {
        "official": grant.official,
        "reserve": grant.reserve,
        "allocation": grant.number,
        "paper": grant.paper,
        "groups": {group.code: group.seats for group in grant.groups},
    }


def _row(place: int, candidate: Candidate, groups: Mapping[str, str]) -> dict[str, Any]:
    person, unit = candidate.person, candidate.person.unit
    return {
        "key": str(candidate.person_id),
        "standing": candidate.standing,
        "position": place,
        "name": person.name,
        "sex": person.sex,
        "birth_day": person.birth_day,
        "birth_month": person.birth_month,
        "birth_year": person.birth_year,
        "title": candidate.title,
        "unit_code": unit.code if unit else "",
        "unit_name": unit.name if unit else "",
        "basis": candidate.basis,
        "minutes": candidate.minutes,
        "group": candidate.group_code,
        "group_name": groups.get(candidate.group_code, ""),
        "achievement": candidate.achievement,
    }


def differences(before: Sequence[Row], after: Sequence[Row]) -> tuple[RowChange, ...]:
    """How the second version differs from the first: changed and new rows in its order, then rows that are gone."""
    old = {row["key"]: row for row in before}
    found = []
    for row in after:
        known = old.pop(row["key"], None)
        if known is None:
            found.append(RowChange("added", row["key"], row["name"]))
        elif fields := _changed(known, row):
            found.append(RowChange("changed", row["key"], row["name"], fields))
    return (*found, *(RowChange("removed", row["key"], row["name"]) for row in old.values()))


def _changed(before: Row, after: Row) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field, before.get(field), after.get(field)) for field in COMPARED if before.get(field) != after.get(field)
    )
