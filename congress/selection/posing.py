"""The choice as a problem of the rules: attributes of the nominees, and every rule with what it counts."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from congress.delegates.seats import UnitKey
from congress.meetings.models import Meeting
from congress.meetings.service import answers_of, ratio_rule
from congress.people.particulars import is_minority
from congress.rules.composition import band
from congress.rules.roster import Attribute, Person, Problem, Rule, pose
from congress.selection.reading import Ground

MINIMUMS = ("women", "under_35", "private_sector", "minorities", "non_party")
SENSITIVE = frozenset({"minorities", "non_party"})
YOUNG = 35
TOTAL, RATIO, OFFICIALS = "total", "ratio", "officials"
OUTSIDE = "-"
GROUP_PRIORITY, MINIMUM_PRIORITY = 1, 2

Particulars = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A rule against the people: `have` may be chosen, `picked` are chosen. `kind` total, ratio, officials, unit, group, least.

    `code` is the group, the minimum or the key of the unit; `relaxed` says that the rule was given other bounds.
    """

    rule: Rule
    kind: str
    code: str
    have: int
    picked: int
    relaxed: bool = False

    @property
    def missing(self) -> int:
        """People missing below the fewest."""
        return max(0, self.rule.minimum - self.picked)

    @property
    def excess(self) -> int:
        """People beyond the most."""
        return 0 if self.rule.maximum is None else max(0, self.picked - self.rule.maximum)

    @property
    def kept(self) -> bool:
        """True when the draft keeps the rule."""
        return not self.missing and not self.excess

    @property
    def target(self) -> int:
        """The number to compare with: the fewest, or the most where there is no fewest."""
        return self.rule.minimum or self.rule.maximum or 0


def unit_key(holder: uuid.UUID | None) -> str:
    """How rules name whoever holds a seat."""
    return str(holder) if holder else OUTSIDE


def problem_of(ground: Ground, opened: Particulars | None = None) -> Problem:
    """The problem; `opened` are sealed particulars by number, None leaves the rules about them out.

    Raises:
        BadProblem: `nobody` when there is no nominee.
    """
    columns = _columns(ground)
    if opened is not None:
        columns |= _private([opened.get(nominee.number, {}) for nominee in ground.nominees])
    longest = max((nominee.rank for nominee in ground.nominees), default=0)
    people = [
        Person(nominee.key, nominee.score, dict(zip(columns, values, strict=True)), (longest - nominee.rank,))
        for nominee, *values in zip(ground.nominees, *columns.values(), strict=True)
    ]
    inside = [nominee.key for nominee in ground.nominees if nominee.kept_in]
    outside = [nominee.key for nominee in ground.nominees if nominee.kept_out]
    return pose(people, rules_of(ground, opened is not None), inside, outside, ground.seed)


def _columns(ground: Ground) -> dict[str, list[Attribute]]:
    """What rules ask of the nominees, by name, in the order of the nominees."""
    nominees, young = ground.nominees, born_from(ground.meeting)
    codes = {group.id: group.code for group in ground.meeting.groups}
    sides = {group.code: group.share for group in ground.meeting.groups}
    keys = {place.key: unit_key(place.key) for place in ground.places}
    groups = [codes.get(one.group_id, "") if one.group_id else "" for one in nominees]
    return {
        "unit": [keys[one.holder] for one in nominees],
        "group": [*groups],
        "side": [sides.get(group, "unsaid") for group in groups],
        "kind": [one.kind for one in nominees],
        "women": [one.sex == "female" for one in nominees],
        "under_35": [one.birth_year is not None and one.birth_year > young for one in nominees],
        "private_sector": [one.private_sector for one in nominees],
    }


def born_from(meeting: Meeting) -> int:
    """Whoever is born after this year is under 35 at the congress, counted by year of birth."""
    return (meeting.held_on or meeting.created_at).year - YOUNG


def _private(opened: Sequence[Mapping[str, str]]) -> dict[str, list[Attribute]]:
    return {
        "minorities": [is_minority(values) for values in opened],
        "non_party": [values.get("party_member") == "no" for values in opened],
    }


def rules_of(ground: Ground, private: bool = False) -> list[Rule]:
    """Every rule, with the bounds that were relaxed in place of its own; `private` for those about sealed particulars."""
    rules = [Rule(TOTAL, {}, ground.total, ground.total, relaxable=False), *_ratio(ground), *_units(ground), *_groups(ground)]
    for code in MINIMUMS:
        least = ground.wish.minimums.get(code, 0)
        if least and (private or code not in SENSITIVE):
            rules.append(Rule(f"least:{code}", {code: True}, least, None, MINIMUM_PRIORITY))
    return [_relaxed(ground, rule) for rule in rules]


def _relaxed(ground: Ground, rule: Rule) -> Rule:
    if rule.id not in ground.wish.bounds or not rule.relaxable:
        return rule
    low, high = ground.wish.bounds[rule.id]
    return replace(rule, minimum=low, maximum=high)


def _ratio(ground: Ground) -> list[Rule]:
    """The share of the plan over those chosen: the core where every group has its side, else a ceiling for the other side.

    None while it is open whether the share applies at all: then it would be guessed.
    """
    rule = ratio_rule(ground.meeting, answers_of(ground.meeting))
    if rule is None or not rule.is_settled(ground.meeting.assembly):
        return []
    number, rules, counted = ground.total, [], dict[str, Attribute]()
    if rule.denominator == "official":
        guests = sum(nominee.kind == "guest" and not nominee.kept_out for nominee in ground.nominees)
        number -= min(guests, ground.seats.by_unit.get(None, 0), number)
        counted = {"kind": "official"}
        rules.append(Rule(OFFICIALS, counted, number, number, relaxable=False))
    low, high = band(number, rule.share)
    least, most = (low, high) if rule.mode == "exact" else (high, None)
    if any(group.share == "unsaid" for group in ground.meeting.groups):
        return [*rules, Rule(RATIO, {"side": "other", **counted}, 0, number - least, relaxable=False)]
    return [*rules, Rule(RATIO, {"side": "core", **counted}, least, most, relaxable=False)]


def _units(ground: Ground) -> list[Rule]:
    """Nobody beyond the seats; all seats filled as far as there are nominees, unless fewer people than that are wanted."""
    filled = _fillable(ground)
    full = ground.total >= sum(filled.values())
    rules = []
    for place in ground.places:
        seats, key = ground.seats.by_unit.get(place.key, 0), unit_key(place.key)
        rules.append(Rule(f"unit:{key}", {"unit": key}, filled[place.key] if full else 0, seats, relaxable=False))
    return rules


def _fillable(ground: Ground) -> dict[UnitKey, int]:
    """How many seats of each body there are nominees for."""
    there = Counter(nominee.holder for nominee in ground.nominees if not nominee.kept_out)
    return {place.key: min(ground.seats.by_unit.get(place.key, 0), there[place.key]) for place in ground.places}


def _groups(ground: Ground) -> list[Rule]:
    seats = ground.seats.by_group()
    groups = ground.meeting.groups
    return [Rule(f"group:{one.code}", {"group": one.code}, 0, seats[one.id], GROUP_PRIORITY) for one in groups]


def reachable(ground: Ground) -> int:
    """The most people that fit into the seats of the units."""
    return sum(_fillable(ground).values())


def lines_of(ground: Ground, rules: Iterable[Rule]) -> list[Line]:
    """Every rule with its counts; none of the rules may ask for sealed particulars."""
    columns = _columns(ground)
    free = [not nominee.kept_out for nominee in ground.nominees]
    picked = [nominee.chosen for nominee in ground.nominees]
    counted: dict[tuple[str, ...], tuple[Counter[object], Counter[object]]] = {}
    found = []
    for rule in rules:
        names = tuple(rule.where)
        if names not in counted:
            keys = list(zip(*(columns[name] for name in names), strict=True)) if names else [()] * len(ground.nominees)
            counted[names] = (Counter(compress(keys, free)), Counter(compress(keys, picked)))
        have, taken = (counts[tuple(rule.where.values())] for counts in counted[names])
        kind, _colon, code = rule.id.partition(":")
        found.append(Line(rule, kind, code, have, taken, rule.id in ground.wish.bounds))
    return found
