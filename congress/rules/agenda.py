"""The programme of a session: times from durations, required items and their order, half a day, overlaps.

An item says which required items it covers, so that one may be split (awards in batches between talks) or several merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from congress.rules.findings import Facts, Finding, Weight
from congress.rules.provisions import AgendaRule, SessionRule
from congress.rules.reading import Node


@dataclass(frozen=True, slots=True)
class StandardItem:
    """An item of a standard programme: `title` short, `words` as the plan has it, `minutes` a suggestion.

    The order of the `opening` items matters.
    """

    code: str
    title: str
    words: str
    minutes: int
    required: bool
    opening: bool


@dataclass(frozen=True, slots=True)
class Programme:
    """A standard programme: its items in the order of the plan."""

    code: str
    title: str
    items: tuple[StandardItem, ...]

    def without(self, codes: Iterable[str]) -> Programme:
        """The same programme without some items: a meeting that sends nobody upward adopts no list."""
        dropped = frozenset(codes)
        return Programme(self.code, self.title, tuple(item for item in self.items if item.code not in dropped))


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a draft: `key` names it among the others, `covers` holds codes of required items, minutes >= 0."""

    key: str
    title: str
    minutes: int
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """An item with its computed times."""

    item: Item
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """A session or side event as it stands in time."""

    key: str
    name: str
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        """The moment after its last minute."""
        return self.starts_at + timedelta(minutes=self.minutes)


def read_programme(document: object) -> Programme:
    """The programme in a parsed JSON object {code, title, items}. Raises DocumentError."""
    node = Node(document, "agenda")
    items = []
    for entry in node.children("items"):
        items.append(
            StandardItem(
                code=entry.text("code"),
                title=entry.text("title"),
                words=entry.text("words"),
                minutes=entry.number("minutes"),
                required=entry.flag("required"),
                opening=entry.flag("opening"),
            )
        )
        entry.done()
    programme = Programme(node.text("code"), node.text("title"), tuple(items))
    node.done()
    return programme


def schedule(starts_at: datetime, items: Iterable[Item]) -> tuple[Slot, ...]:
    """Each item with its times, one after the other from `starts_at`."""
    slots = []
    for item in items:
        ends_at = starts_at + timedelta(minutes=item.minutes)
        slots.append(Slot(item, starts_at, ends_at))
        starts_at = ends_at
    return tuple(slots)


def missing_items(items: Iterable[Item], programme: Programme, rule: AgendaRule) -> tuple[Finding, ...]:
    """One finding for each required item that no line covers (II.1 of the reference plan)."""
    covered = {code for item in items for code in item.covers}
    return tuple(
        Finding("agenda_item_missing", rule.weight, rule.clause, {"item": wanted.title}, wanted.code)
        for wanted in programme.items
        if wanted.required and wanted.code not in covered
    )


def opening_order(items: Iterable[Item], programme: Programme, rule: AgendaRule) -> tuple[Finding, ...]:
    """A finding for each opening item that first appears before one the programme puts ahead of it.

    Only the opening items are ordered (chào cờ, tuyên bố lý do …, báo cáo): the rest may stand as the unit likes. Items
    that are absent are left to `missing_items`; a line that covers both of two items is in order.
    """
    first: dict[str, int] = {}
    for place, item in enumerate(items):
        for code in item.covers:
            first.setdefault(code, place)
    present = [wanted for wanted in programme.items if wanted.opening and wanted.code in first]
    return tuple(
        Finding(
            "agenda_order_wrong",
            rule.weight,
            rule.clause,
            {
                "first": earlier.title,
                "second": later.title,
                "first_place": first[earlier.code] + 1,
                "second_place": first[later.code] + 1,
            },
            f"{earlier.code}-{later.code}",
        )
        for earlier, later in pairwise(present)
        if first[later.code] < first[earlier.code]
    )


def overrun(items: Iterable[Item], limit: int, rule: SessionRule | None, session: str = "") -> tuple[Finding, ...]:
    """A finding when the items last longer than `limit` minutes, the length of the session.

    A rule set that speaks of half a day gives clause and weight; without one the matter is only shown.
    """
    total = sum(item.minutes for item in items)
    if total <= limit:
        return ()
    weight: Weight = rule.weight if rule else "info"
    facts: Facts = {"total": total, "limit": limit, "excess": total - limit}
    return (Finding("agenda_too_long", weight, rule.clause if rule else None, facts, session),)


def session_too_long(minutes: int, rule: SessionRule | None, session: str = "") -> tuple[Finding, ...]:
    """A finding when the session itself is planned longer than the plan's usual length (1/2 ngày)."""
    if rule is None or minutes <= rule.minutes:
        return ()
    facts: Facts = {"total": minutes, "limit": rule.minutes, "excess": minutes - rule.minutes}
    return (Finding("session_too_long", rule.weight, rule.clause, facts, session),)


def overlaps(events: Sequence[Event]) -> tuple[Finding, ...]:
    """A soft finding for each pair of sessions or side events that share a minute."""
    ordered = sorted(events, key=lambda event: (event.starts_at, event.key))
    return tuple(
        Finding(
            "events_overlap",
            "soft",
            None,
            {
                "first": first.name,
                "first_ends": f"{first.ends_at:%H:%M}",
                "second": second.name,
                "second_starts": f"{second.starts_at:%H:%M}",
            },
            f"{first.key}-{second.key}",
        )
        for place, first in enumerate(ordered)
        for second in ordered[place + 1 :]
        if second.starts_at < first.ends_at and first.starts_at < second.ends_at
    )
