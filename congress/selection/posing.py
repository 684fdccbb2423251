"""The choice as a problem of the rules: attributes of the nominees, and every rule with what it counts."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

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
    codes = {group.id: group.code for group in ground.meeting.groups}
    sides = {group.code: group.share for group in ground.meeting.groups}
    keys = {place.key: unit_key(place.key) for place in ground.places}
    longest = max((nominee.rank for nominee in ground.nominees), default=0)
    young = born_from(ground.meeting)
    people = []
    for nominee in ground.nominees:
        group = codes.get(nominee.group_id, "") if nominee.group_id else ""
        attributes: dict[str, Attribute] = {
            "unit": keys[nominee.holder],
            "group": group,
            "side": sides.get(group, "unsaid"),
            "kind": nominee.kind,
            "women": nominee.sex == "female",
            "under_35": nominee.birth_year is not None and nominee.birth_year > young,
            "private_sector": nominee.private_sector,
        }
        if opened is not None:
            attributes |= _private(opened.get(nominee.number, {}))
        people.append(Person(nominee.key, nominee.score, attributes, (longest - nominee.rank,)))
    inside = [nominee.key for nominee in ground.nominees if nominee.kept_in]
    outside = [nominee.key for nominee in ground.nominees if nominee.kept_out]
    return pose(people, rules_of(ground, opened is not None), inside, outside, ground.seed)


def born_from(meeting: Meeting) -> int:
    """Whoever is born after this year is under 35 at the congress, counted by year of birth."""
    return (meeting.held_on or meeting.created_at).year - YOUNG


def _private(values: Mapping[str, str]) -> dict[str, Attribute]:
    return {"minorities": is_minority(values), "non_party": values.get("party_member") == "no"}


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


def lines_of(ground: Ground, problem: Problem) -> list[Line]:
    """Every rule with its counts."""
    chosen = {nominee.key for nominee in ground.chosen}
    picked = [person.id in chosen for person in problem.people]
    free = [person.id not in problem.locked_out for person in problem.people]
    found = []
    for rule, members in zip(problem.rules, problem.members, strict=True):
        kind, _colon, code = rule.id.partition(":")
        have, taken = sum(free[place] for place in members), sum(picked[place] for place in members)
        found.append(Line(rule, kind, code, have, taken, rule.id in ground.wish.bounds))
    return found
