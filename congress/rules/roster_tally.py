"""A roster counted once, so that one person in another's place is judged without counting all again; no solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from congress.rules.roster import Breach, Problem, lots, places_of


@dataclass(frozen=True, slots=True)
class Tally:
    """`counted_by`: the rules that count each person, `counts`: how many of the roster each rule counts; all by place."""

    problem: Problem
    inside: frozenset[int]
    counted_by: tuple[frozenset[int], ...]
    counts: tuple[int, ...]
    lots: tuple[int, ...]
    place: Mapping[str, int]

    def broken_by(self, leaving: int, joining: int) -> tuple[str, ...]:
        """Rules that would be missed, or missed by more, with `joining` in the place of `leaving`."""
        minus, plus = self.counted_by[leaving], self.counted_by[joining]
        steps = [*((number, -1) for number in sorted(minus - plus)), *((number, 1) for number in sorted(plus - minus))]
        broken = [number for number, step in steps if self._missed(number, step) > max(0, self._missed(number, 0))]
        return tuple(self.problem.rules[number].id for number in sorted(broken))

    def _missed(self, number: int, step: int) -> int:
        rule = self.problem.rules[number]
        return Breach(rule.id, self.counts[number] + step, rule.minimum, rule.maximum).amount

    def rank(self, place: int) -> tuple[int, tuple[int, ...], int]:
        """The larger goes first: score, criteria, then the smaller lot."""
        person = self.problem.people[place]
        return person.score, person.criteria, -self.lots[place]


def tally(problem: Problem, selected: Iterable[str]) -> Tally:
    """The roster counted. Raises BadProblem person_unknown, selected_twice (person)."""
    inside = places_of(problem, selected)
    counted_by: list[set[int]] = [set() for _ in problem.people]
    for number, members in enumerate(problem.members):
        for place in members:
            counted_by[place].add(number)
    counts = tuple(sum(place in inside for place in members) for members in problem.members)
    place_of = {person.id: place for place, person in enumerate(problem.people)}
    return Tally(problem, inside, tuple(map(frozenset, counted_by)), counts, lots(problem), place_of)
