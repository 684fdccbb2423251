"""The verbs of the seat plan: drawing the hall, one person or two, many at once."""

import dataclasses
import re
from datetime import datetime

from congress.delegates import seating
from congress.delegates.hall import hall_in, plan_of, save_plan
from congress.delegates.models import SeatPlan
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.rules.hall import Hall, every_spot, find, label
from congress.seating.filling import Shortage, Trial, Wish, place_words, store, try_out, unit_words
from congress.seating.reading import Guest, Mark, Place, SeatMap, asked, guests_of, seat_map

_RUN = re.compile(r"(.+?)\s*(?:–|…|\.\.|đến)\s*(.+)")


def move(actor: str, now: datetime, meeting: Meeting, number: int, text: str, seen: str, *, swap: bool = False) -> None:
    """Give one person another seat, or none (`text` empty); with `swap` who sits there takes the seat that is left.

    Raises:
        Refused: `hall_missing`, `stale`, `seat_not_in_plan`, `seat_blocked`, `seat_number_unknown`; `seat_taken` without
            `swap`.
    """
    found = seat_map(meeting)
    seats = {number: text}
    if swap and text:
        wanted = find(found.hall, text)
        other = next((place.guest for place in found.places if place.guest and place.spot.label == wanted), None)
        here = next((guest for guest in found.guests if guest.number == number), None)
        if other is not None and here is not None and other is not here:
            seats[other.number] = here.seat
    seating.set_seats(actor, now, meeting, seats, seen, field="seat")


def set_blocked(actor: str, now: datetime, meeting: Meeting, text: str, blocked: bool, seen: int) -> None:
    """Keep a seat free for good, or give it back.

    Raises:
        Refused: `hall_missing`, `stale`, `seat_not_in_plan`; `hall_seats_lost` when somebody sits there.
    """
    plan = plan_of(meeting)
    if plan is None:
        raise Refused("hall_missing")
    hall = hall_in(plan)
    place = find(hall, text)
    if place is None:
        raise Refused("seat_not_in_plan", seats=text[:20])
    kept = hall.blocked | {place} if blocked else hall.blocked - {place}
    save_plan(actor, now, meeting, dataclasses.replace(hall, blocked=kept), seen)


def read_blocked(hall: Hall, text: str) -> frozenset[str]:
    """Labels of the seats a text lists: A-1, “A-5–8”, “A-5 đến A-8”, or a whole row by its name, between commas or lines.

    Raises:
        Refused: `hall_blocked` with what names no seat.
    """
    found: set[str] = set()
    strange = []
    for piece in (part.strip() for part in re.split(r"[,;\n]", text)):
        some = _seats_in(hall, piece) if piece else []
        found |= set(some)
        if piece and not some:
            strange.append(piece)
    if strange:
        raise Refused("hall_blocked", field="blocked", seats=", ".join(piece[:30] for piece in strange[:8]))
    return frozenset(found)


def _seats_in(hall: Hall, piece: str) -> list[str]:
    """The labels one piece names; none when it names none."""
    spots = every_spot(hall)
    one = find(hall, piece)
    if one is not None:
        return [one]
    run = _RUN.fullmatch(piece)
    if run:
        first = find(hall, run[1])
        row = first.rpartition("-")[0] if first else ""
        last = find(hall, run[2]) or (find(hall, f"{row}-{run[2]}") if row else None)
        labels = [spot.label for spot in spots]
        if first and last and labels.index(first) <= labels.index(last):
            return labels[labels.index(first) : labels.index(last) + 1]
        return []
    start = find(hall, f"{piece}-1")
    row = start.rpartition("-")[0] if start else ""
    return [spot.label for spot in spots if row and spot.label.rpartition("-")[0] == row]


def blocked_text(hall: Hall) -> str:
    """The blocked seats as `read_blocked` reads them, runs of one row together: "A-1, C-5–8"."""
    runs: list[list[tuple[int, int]]] = []
    for spot in every_spot(hall):
        if spot.label in hall.blocked:
            if runs and runs[-1][-1] == (spot.row, spot.seat - 1):
                runs[-1].append((spot.row, spot.seat))
            else:
                runs.append([(spot.row, spot.seat)])
    return ", ".join(label(hall, *run[0]) + (f"–{run[-1][1]}" if len(run) > 1 else "") for run in runs)


def shape_of(plan: SeatPlan) -> dict[str, object]:
    """The plan as the texts of the page that changes it."""
    shape = {name: getattr(plan, name) for name in ("rows", "seats", "naming", "at_table", "version")}
    return shape | {"aisles": ", ".join(str(aisle) for aisle in plan.aisles), "blocked": blocked_text(hall_in(plan))}


def hall_from(rows: int, seats: int, naming: str, aisles: str, blocked: str, at_table: int) -> Hall:
    """The hall that the texts of the page describe.

    Raises:
        Refused: `hall_aisles`, `hall_blocked`.
    """
    bare = Hall(rows, seats, "numbers" if naming == "numbers" else "letters", table=at_table)
    return dataclasses.replace(bare, aisles=read_aisles(bare, aisles or ""), blocked=read_blocked(bare, blocked or ""))


def read_aisles(hall: Hall, text: str) -> tuple[int, ...]:
    """The aisles a text lists, "10, 20".

    Raises:
        Refused: `hall_aisles`.
    """
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
        raise Refused("hall_aisles", field="aisles", last=hall.seats - 1)
    return tuple(sorted({int(part) for part in parts}))


__all__ = [
    "Guest",
    "Mark",
    "Place",
    "SeatMap",
    "Shortage",
    "Trial",
    "Wish",
    "asked",
    "blocked_text",
    "guests_of",
    "hall_from",
    "move",
    "place_words",
    "plan_of",
    "read_aisles",
    "read_blocked",
    "save_plan",
    "seat_map",
    "set_blocked",
    "shape_of",
    "store",
    "try_out",
    "unit_words",
]
