"""What a nomination says, and whether it can be taken as it stands."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from congress.errors import Refused
from congress.meetings.models import Meeting, SeatGroup
from congress.meetings.service import level_rules
from congress.people import particulars
from congress.people import service as people
from congress.people.birth import UNKNOWN, Birth
from congress.rules.eligibility import BASES, KINDS, needs_group

TRAITS = ("direct", "enterprise", "research", "reputable")
STATUSES = ("nominated", "approved", "summoned", "withdrawn", "replaced")
LIVE = ("nominated", "approved", "summoned")
_LIMITS = {"represents": 200, "basis_paper": 160, "note": 500, "seat": 20, "achievement": 2000}


@dataclass(frozen=True)
class Nomination:
    """One person for one meeting. `group` is the code of a group, '' for those who stand outside every figure.

    `particulars` are sensitive values by field of `people.particulars.FIELDS`; on an edit only given fields are written.
    `person_id` names a person who is known already; else a new one is made.
    """

    name: str
    unit_id: uuid.UUID | None = None
    group: str = ""
    kind: str = "official"
    sex: str = ""
    birth: Birth = UNKNOWN
    title: str = ""
    phone: str = ""
    traits: tuple[str, ...] = ()
    basis: str = ""
    basis_paper: str = ""
    represents: str = ""
    achievement: str = ""
    head: bool = False
    leading_post: bool = False
    seat: str = ""
    note: str = ""
    position: int = 0
    status: str = "nominated"
    particulars: Mapping[str, str] = field(default_factory=dict)
    person_id: uuid.UUID | None = None

    @property
    def details(self) -> people.PersonDetails:
        """The part that belongs to the person."""
        return people.PersonDetails(self.name, self.sex, self.birth, self.title, self.phone, self.unit_id)


def checked(wish: Nomination, meeting: Meeting, now: datetime) -> Nomination:
    """The nomination cleaned and fit to store.

    Raises:
        Refused: `kind_unknown`, `group_missing`, `group_unknown`, `basis_unknown`, `trait_unknown`, `status_unknown`,
            `text_long`, and what `people.service.checked` and `people.particulars.checked` refuse.
    """
    _check_codes(wish)
    details = people.checked(wish.details, now)
    texts = {key: people.checked_text(getattr(wish, key), limit, key) for key, limit in _LIMITS.items()}
    return replace(
        wish,
        name=details.name,
        title=details.title,
        phone=details.phone,
        birth=details.birth,
        group=_group(wish, meeting),
        traits=tuple(sorted(set(wish.traits))),
        particulars=particulars.checked(_asked(wish, meeting)),
        **texts,
    )


def _asked(wish: Nomination, meeting: Meeting) -> Mapping[str, str]:
    """The sensitive values this meeting asks for: an identity number only where doors match cards by it."""
    return {name: text for name, text in wish.particulars.items() if name != particulars.IDENTITY or meeting.matches_cards}


def _check_codes(wish: Nomination) -> None:
    if wish.kind not in KINDS:
        raise Refused("kind_unknown", field="kind")
    if wish.basis and wish.basis not in BASES:
        raise Refused("basis_unknown", field="basis")
    if wish.status not in STATUSES:
        raise Refused("status_unknown", status=wish.status)
    if not set(wish.traits) <= set(TRAITS):
        raise Refused("trait_unknown", field="traits")


def asks_group(meeting: Meeting) -> bool:
    """Whether each delegate must stand in a group: a meeting that elects nobody, or has no share to keep, asks for none."""
    return meeting.elects and bool(meeting.groups) and level_rules(meeting).ratio is not None


def _group(wish: Nomination, meeting: Meeting) -> str:
    """The code of the one group, where the meeting asks for it."""
    if not needs_group(wish.kind):
        return ""
    if wish.group and wish.group not in {group.code for group in meeting.groups}:
        raise Refused("group_unknown", field="group")
    if not wish.group and asks_group(meeting):
        raise Refused("group_missing", field="group")
    return wish.group


def group_of(meeting: Meeting, code: str) -> SeatGroup | None:
    """The group with this code, or None."""
    return next((group for group in meeting.groups if group.code == code), None)


def columns(wish: Nomination, meeting: Meeting) -> dict[str, Any]:
    """The columns of a delegate row for a checked nomination, but for number, person and status."""
    group = group_of(meeting, wish.group)
    person = people.columns(wish.details)
    return {
        "unit_id": wish.unit_id,
        "group_id": group.id if group else None,
        "kind": wish.kind,
        "basis": wish.basis,
        "basis_paper": wish.basis_paper,
        "title": wish.title,
        "represents": wish.represents,
        "achievement": wish.achievement,
        "head": wish.head,
        "leading_post": wish.leading_post,
        "seat": wish.seat,
        "note": wish.note,
        "position": wish.position,
        "sort_key": person["sort_key"],
        "search_key": person["search_key"],
    }
