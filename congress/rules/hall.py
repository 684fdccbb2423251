"""The hall: rows of seats with aisles, seats kept free, the presidium's table; and who sits where.

No plan or decree says how a hall is filled; custom does: whoever presides sits at the table, the winners of one award batch sit
together by an aisle near the stage, the others by delegation or by group, from the stage backwards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from congress.rules.names import clean_name

Naming = Literal["letters", "numbers"]
Order = Literal["unit", "group"]

MOST_ROWS = 60
MOST_SEATS = 80
MOST_AT_TABLE = 60
TABLE = "ĐCT"
"""The presidium's table as labels name it: no row of letters can be called so."""

_NOISE = re.compile(r"\b(hàng|dãy|ghế|số|chỗ)\b")
_PRESIDIUM = re.compile(r"đoàn chủ tịch|chủ tịch đoàn")
_LABEL = re.compile(r"(đct|[a-z]{1,2})[\s\-–./,]*0*([1-9]\d{0,2})|0*([1-9]\d{0,2})[\s\-–./,]+0*([1-9]\d{0,2})")


@dataclass(frozen=True, slots=True)
class Hall:
    """A hall: `rows` of `seats` each, row 1 nearest to the stage, seats counted from the left as the stage is faced.

    `aisles` are the seats after which an aisle runs; `blocked` the labels of seats nobody may take; `table` how many places
    the presidium's table has.
    """

    rows: int
    seats: int
    naming: Naming = "letters"
    aisles: tuple[int, ...] = ()
    blocked: frozenset[str] = frozenset()
    table: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """One place: its label, its row (0: the presidium's table), its seat in the row, its block between aisles from 0."""

    label: str
    row: int
    seat: int
    block: int = 0


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody to be seated. `unit`, `group` and `rank` (in the order of names) are places in orders of the caller.

    `presides`: sits at the table. `batch`: the award batch in which the person is called to the stage.
    """

    number: int
    unit: int = 0
    group: int = 0
    rank: int = 0
    batch: int | None = None
    presides: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """Who got which label, in the order of filling, and the numbers of those for whom no seat was left."""

    seats: tuple[tuple[int, str], ...]
    left: tuple[int, ...]


def row_name(naming: Naming, row: int) -> str:
    """What row `row` (from 1) is called: A … Z, AA, AB …, or its number."""
    if naming == "numbers":
        return str(row)
    letters, place = "", row
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def label(hall: Hall, row: int, seat: int) -> str:
    """What a place is called: A-12, 3-12, ĐCT-1 (row 0)."""
    return f"{row_name(hall.naming, row) if row else TABLE}-{seat}"


def every_spot(hall: Hall) -> list[Spot]:
    """All places, blocked ones too: the table first, then row by row from the stage, each from the left."""
    blocks = [sum(seat > aisle for aisle in hall.aisles) for seat in range(hall.seats + 1)]
    table = [Spot(label(hall, 0, seat), 0, seat) for seat in range(1, hall.table + 1)]
    return table + [
        Spot(label(hall, row, seat), row, seat, blocks[seat])
        for row in range(1, hall.rows + 1)
        for seat in range(1, hall.seats + 1)
    ]


def usable(hall: Hall) -> list[Spot]:
    """The places somebody may sit at, in the order of `every_spot`."""
    return [spot for spot in every_spot(hall) if spot.label not in hall.blocked]


def find(hall: Hall, text: str) -> str | None:
    """The label of the place a text names (A12, a 12, “Hàng A ghế 12”, 3/12), blocked or not; None when the hall has none."""
    plain = _PRESIDIUM.sub("đct", _NOISE.sub(" ", clean_name(text).casefold()))
    found = _LABEL.fullmatch(" ".join(plain.split()))
    if found is None:
        return None
    row, seat = found[1] or found[3], int(found[2] or found[4])
    if row == TABLE.casefold():
        return label(hall, 0, seat) if seat <= hall.table else None
    place = _row_number(hall.naming, row)
    return label(hall, place, seat) if 0 < place <= hall.rows and seat <= hall.seats else None


def _row_number(naming: Naming, name: str) -> int:
    """The row of this name; 0 for a name of the other kind."""
    if name.isdigit():
        return int(name) if naming == "numbers" else 0
    place = 0
    for letter in name:
        place = 26 * place + ord(letter) - ord("a") + 1
    return place if naming == "letters" else 0


def fill(
    hall: Hall, sitters: Iterable[Sitter], taken: Collection[str] = (), *, by: Order = "unit", rows: range | None = None
) -> Filling:
    """Seat people: presidium, award batches, then everybody else; the same input in any order gives the same seats.

    Args:
        sitters: each number once.
        taken: labels where somebody sits who stays.
        by: whether delegations or groups stay together.
        rows: the rows to use (from 1), all when None; the table is no row.
    """
    order = sorted(sitters, key=lambda one: (one.unit, one.group, one.rank, one.number))
    if by == "group":
        order.sort(key=lambda one: one.group)
    free = [
        spot for spot in usable(hall) if spot.label not in set(taken) and (not spot.row or rows is None or spot.row in rows)
    ]
    table = [spot for spot in free if not spot.row]
    seats = dict(zip((one.number for one in order if one.presides), (spot.label for spot in table), strict=False))
    free = [spot for spot in free if spot.row]
    for batch in sorted({one.batch for one in order if one.batch is not None}):
        winners = [one.number for one in order if one.batch == batch and one.number not in seats]
        places = _together(hall, free, len(winners))
        seats |= dict(zip(winners, (spot.label for spot in places), strict=False))
        used = set(places)
        free = [spot for spot in free if spot not in used]
    others = [one.number for one in order if one.number not in seats]
    seats |= dict(zip(others, (spot.label for spot in free), strict=False))
    return Filling(tuple(seats.items()), tuple(number for number in others if number not in seats))


def _together(hall: Hall, free: Sequence[Spot], number: int) -> list[Spot]:
    """So many free places of one block, beginning at its aisle, in the block where they end nearest to the stage.

    Where no block has room for all, the block with the most room is taken whole and the rest go on in the next.
    """
    blocks: dict[int, list[Spot]] = {}
    for spot in sorted(free, key=lambda spot: (spot.block, spot.row, _from_aisle(hall, spot))):
        blocks.setdefault(spot.block, []).append(spot)
    places: list[Spot] = []
    while number > len(places) and blocks:
        lacking = number - len(places)
        roomy = [block for block, spots in blocks.items() if len(spots) >= lacking]
        if roomy:
            best = min(roomy, key=lambda block: (blocks[block][lacking - 1].row, block))
        else:
            best = min(blocks, key=lambda block: (-len(blocks[block]), block))
        places += blocks.pop(best)[:lacking]
    return places


def _from_aisle(hall: Hall, spot: Spot) -> int:
    """How far a place is from the aisle of its block: the left one, in the first block the right one."""
    return -spot.seat if spot.block == 0 and hall.aisles else spot.seat
