"""What the page shows of a choice: every rule against the draft, each unit's numbers, and what the last computation found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congress.delegates.seats import UnitKey
from congress.people.sealing import Sealer
from congress.selection.posing import MINIMUMS, OFFICIALS, RATIO, TOTAL, Line, lines_of, rules_of, unit_key
from congress.selection.private import private_lines
from congress.selection.reading import Ground, Place


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One body with its seats, nominees and those chosen; `border` is what was stored about its last one chosen."""

    place: Place
    line: Line
    nominees: int
    border: Mapping[str, Any] | None


@dataclass(frozen=True)
class View:
    """`rules` of the whole congress in the order of the table, `places` by key, `bad_places` those whose seats do not fit.

    `fresh` is False once something changed since the last computation. `waiting` are those chosen and not approved yet.
    """

    rules: tuple[Line, ...]
    places: Mapping[UnitKey, PlaceLine]
    outcome: Mapping[str, Any]
    fresh: bool
    waiting: int

    @property
    def bad_places(self) -> tuple[PlaceLine, ...]:
        """Bodies with too many or too few chosen."""
        return tuple(place for place in self.places.values() if not place.line.kept)

    @property
    def kept(self) -> bool:
        """True when the draft keeps every rule."""
        return all(line.kept for line in self.rules) and not self.bad_places

    @property
    def relaxed(self) -> bool:
        """True when some rule has other bounds than its own."""
        return any(line.relaxed for line in self.rules)

    @property
    def by_rule(self) -> Mapping[str, Line]:
        """The lines of the table by rule."""
        return {line.rule.id: line for line in self.rules}


def look(ground: Ground, sealer: Sealer | None) -> View:
    """The draft against its rules; a constant number of queries. `sealer` counts sealed particulars where the wish asks."""
    lines = lines_of(ground, rules_of(ground))
    if sealer is not None:
        lines += private_lines(ground, sealer)
    outcome = ground.wish.outcome
    fresh = bool(outcome) and outcome.get("state") == ground.state()
    return View(
        rules=tuple(_in_order(ground, lines)),
        places=_places(ground, lines, outcome.get("borders", []) if fresh else []),
        outcome=outcome,
        fresh=fresh,
        waiting=sum(not nominee.settled for nominee in ground.chosen),
    )


def _in_order(ground: Ground, lines: list[Line]) -> list[Line]:
    """The whole, the share, the minimums, the groups; a group without seats and people tells nothing."""
    known = {line.rule.id: line for line in lines}
    minimums = [f"least:{code}" for code in MINIMUMS]
    groups = [f"group:{group.code}" for group in ground.meeting.groups]
    wanted = [known[rule] for rule in (TOTAL, OFFICIALS, RATIO, *minimums, *groups) if rule in known]
    return [line for line in wanted if line.kind != "group" or line.have or line.target]


def _places(ground: Ground, lines: list[Line], borders: list[Mapping[str, Any]]) -> dict[UnitKey, PlaceLine]:
    by_unit = {line.code: line for line in lines if line.kind == "unit"}
    told = {border["unit"]: border for border in borders}
    counted: dict[UnitKey, int] = {}
    for nominee in ground.nominees:
        counted[nominee.holder] = counted.get(nominee.holder, 0) + 1
    return {
        place.key: PlaceLine(place, by_unit[unit_key(place.key)], counted.get(place.key, 0), told.get(unit_key(place.key)))
        for place in ground.places
    }
