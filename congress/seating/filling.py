"""Filling the hall: tried as often as one likes, stored by sending the wish again, never the result."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from congress.db import transaction
from congress.delegates import seating
from congress.delegates.hall import listed
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.hall import Filling, Order, fill, row_name, usable
from congress.seating.reading import Guest, SeatMap, seat_map

WINNERS = "awards"
PRESIDIUM = "presidium"


@dataclass(frozen=True)
class Wish:
    """Who is seated where.

    `who`: '' everybody, `awards` (all winners), `presidium`, `group:<code>`, `unit:<key>` or `batch:<number>`. `first` and
    `last` are rows from 1, None: to the end. `anew` gives those who have a seat a new one; else they keep it.
    """

    who: str = ""
    by: Order = "unit"
    first: int | None = None
    last: int | None = None
    anew: bool = False


@dataclass(frozen=True)
class Shortage:
    """Seats that are missing: how many of how many, what is free there, the units of those without and how many each."""

    missing: int
    wanted: int
    free: int
    units: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Trial:
    """What a wish would do: the hall as it would be, who would get which place, what is missing."""

    map: SeatMap
    filling: Filling
    given: tuple[tuple[Guest, str], ...]
    shortage: Shortage | None


def try_out(meeting: Meeting, wish: Wish) -> Trial:
    """Compute the seats of a wish; nothing is stored.

    Raises:
        Refused: `hall_missing`, `fill_nobody`.
    """
    before = seat_map(meeting)
    chosen = [guest for guest in before.guests if _means(guest, wish.who) and (wish.anew or not guest.seat)]
    if not chosen:
        raise Refused("fill_nobody")
    moving = {guest.number for guest in chosen}
    holders = {place.spot.label: place.guest.number for place in before.places if place.guest}
    taken = {label for label, number in holders.items() if number not in moving}
    rows = range(wish.first or 1, (wish.last or before.hall.rows) + 1)
    filling = fill(before.hall, [guest.sitter for guest in chosen], taken, by=wish.by, rows=rows)
    seats = {guest.number: "" if guest.number in moving else guest.seat for guest in before.guests} | dict(filling.seats)
    people = {guest.number: guest for guest in chosen}
    given = tuple((people[number], place) for number, place in filling.seats)
    free = sum(bool(spot.row) and spot.row in rows and spot.label not in taken for spot in usable(before.hall))
    return Trial(seat_map(meeting, seats), filling, given, _shortage([people[one] for one in filling.left], len(chosen), free))


def _means(guest: Guest, who: str) -> bool:
    """Whether a wish is about this person; who works there is seated one by one, never with the others."""
    if guest.kind == "non_delegate":
        return False
    kind, _, key = who.partition(":")
    meant = {
        "": True,
        PRESIDIUM: guest.presides,
        WINNERS: guest.batch is not None,
        "group": guest.group == key,
        "batch": str(guest.batch) == key,
        "unit": str(guest.unit_id) == key,
    }
    return meant.get(kind, False)


def _shortage(left: Sequence[Guest], wanted: int, free: int) -> Shortage | None:
    if not left:
        return None
    return Shortage(len(left), wanted, free, tuple(Counter(guest.unit for guest in left).most_common()))


def store(actor: str, now: datetime, meeting: Meeting, wish: Wish, seen: str) -> int:
    """Compute the wish again and store it, all or nothing; how many seats changed.

    Args:
        seen: the fingerprint of the plan on which the preview was made.

    Raises:
        Refused: `stale`, `hall_missing`, `fill_nobody`, `hall_short` with how many seats are missing and for whom.
    """
    with transaction() as session:
        hold(session, meeting)
        trial = try_out(meeting, wish)
        short = trial.shortage
        if short is not None:
            facts = {"missing": short.missing, "wanted": short.wanted, "free": short.free}
            raise Refused("hall_short", place=place_words(trial.map, wish), units=unit_words(short), **facts)
        moving = {guest.number: "" for guest, _ in trial.given}
        return seating.set_seats(actor, now, meeting, moving | dict(trial.filling.seats), seen, field="")


def place_words(found: SeatMap, wish: Wish) -> str:
    """The rows of a wish: "A–C", or "B" alone."""
    ends = wish.first or 1, min(wish.last or found.hall.rows, found.hall.rows)
    return "–".join(dict.fromkeys(row_name(found.hall.naming, row) for row in ends))


def unit_words(short: Shortage, nobodys: str = "không thuộc đơn vị nào") -> str:
    """Delegations whose people found no seat, and how many each; `nobodys` is what people of no unit are called."""
    return listed(f"{unit or nobodys} {number}" for unit, number in short.units)
