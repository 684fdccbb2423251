"""How long a roster takes: `python -m tests.bench.roster`. Each size runs in a process of its own, so that its memory shows.

The peer is the engine itself given the whole program at once and asked for merit alone, without ties and re-check: the
least that an exact answer costs on this machine in the same run. Seconds are the processor's: all runs in one thread, so
that a busy machine does not spoil them.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

from congress.rules.roster import Person, Problem, Rule, pose
from congress.rules.roster_choice import choose
from congress.rules.roster_conflict import attainable, conflict
from congress.rules.roster_model import arrays
from congress.rules.roster_program import of_people
from congress.rules.roster_repair import repair
from congress.rules.roster_solver import whole

TRAITS = {"nữ": 40, "dân tộc": 25, "dưới 35": 30, "ngoài Đảng": 15}
"""Of a hundred nominees so many; the targets lie one or two above."""

GROUPS = 10


@dataclass(frozen=True)
class Size:
    """A congress: `seats` of `nominees` from `units`, and the bounds in seconds and megabytes (None: none set)."""

    seats: int
    nominees: int
    units: int
    most: float
    most_conflict: float | None = None
    most_memory: int | None = None


SIZES = (Size(300, 900, 30, 0.1), Size(2_000, 8_000, 63, 2, 2), Size(20_000, 100_000, 3_321, 20, None, 400))


@dataclass(frozen=True)
class Measured:
    """Seconds for the roster with ties settled, the peer, a repair, a conflict; megabytes at most."""

    roster: float
    peer: float
    repair: float
    conflict: float | None
    memory: float


def people(size: Size) -> list[Person]:
    """Invented nominees: unit, group, traits and a score from 0 to 1000."""
    draw = Random(size.nominees)
    weights = [30, 25, 15, 5, 5, 5, 5, 4, 3, 3]
    return [
        Person(
            f"{number:06}",
            draw.randint(0, 1000),
            {
                "unit": number % size.units,
                "group": (group := draw.choices(range(GROUPS), weights)[0]),
                "core": group < 3,
                **{trait: draw.randrange(100) < percent for trait, percent in TRAITS.items()},
            },
        )
        for number in range(size.nominees)
    ]


def rules(size: Size) -> list[Rule]:
    """Exactly so many, seats per unit, the 70/30 share, caps for groups, minimums that overlap."""
    counts = [len(range(unit, size.nominees, size.units)) for unit in range(size.units)]
    seats = [count * size.seats // size.nominees for count in counts]
    seats = [number + (unit < size.seats - sum(seats)) for unit, number in enumerate(seats)]
    return [
        Rule("all", {}, size.seats, size.seats, relaxable=False),
        Rule("core", {"core": True}, -(-7 * size.seats // 10), relaxable=False),
        *(Rule(f"unit {unit:04}", {"unit": unit}, number, number) for unit, number in enumerate(seats)),
        *(Rule(f"group {group}", {"group": group}, 0, size.seats // 20 + 1) for group in range(3, GROUPS)),
        *(Rule(trait, {trait: True}, size.seats * (percent + 2) // 100) for trait, percent in TRAITS.items()),
    ]


def on() -> bool:
    """Never stops."""
    return True


def seconds(act: Callable[[], object], rounds: int) -> float:
    """The best of some runs."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        act()
        found.append(time.process_time() - start)
    return min(found)


def measure(size: Size) -> Measured:
    """All figures of one size in this process."""
    problem = pose(people(size), rules(size), seed="biên bản 12")
    rounds = 1 if size.most_memory else 3
    choose(pose(problem.people[:10], []), on)  # the engine is loaded once in a process
    roster = choose(problem, on)
    taken = seconds(lambda: choose(problem, on), rounds)
    memory = megabytes()
    edited = roster.selected[7:]
    repaired = seconds(lambda: repair(problem, edited, on), rounds)
    named = None
    if size.most_conflict is not None:
        impossible = too_much(problem)
        named = seconds(lambda: conflict(impossible, on), rounds)
    return Measured(taken, seconds(lambda: at_once(problem), rounds), repaired, named, memory)


def at_once(problem: Problem) -> None:
    """The peer."""
    import numpy as np

    whole(arrays(of_people(problem)), np.array([person.score for person in problem.people]), on)


def too_much(problem: Problem) -> Problem:
    """The same with two targets that can be met one by one, not together."""
    first, second = list(TRAITS)[:2]
    background = [rule.id for rule in problem.rules if rule.id not in TRAITS]
    both = []
    for trait in (first, second):
        (limit,) = attainable(with_minimums(problem, dict(both)), [trait], on, [*background, *dict(both)])
        both.append((trait, limit.most if trait == first else limit.most + 1))
    return with_minimums(problem, dict(both))


def with_minimums(problem: Problem, minimums: dict[str, int]) -> Problem:
    """The problem with other minimums for some rules."""
    changed = (replace(rule, minimum=minimums.get(rule.id, rule.minimum)) for rule in problem.rules)
    return replace(problem, rules=tuple(changed))


def megabytes() -> float:
    """The most this process has held; the figure of `getrusage` would be the parent's when that was larger."""
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    assert held is not None
    return int(held.group(1)) / 1024


def lines() -> Iterator[str]:
    """A line for each size, with its bounds."""
    for place, size in enumerate(SIZES):
        command = [sys.executable, "-m", "tests.bench.roster", str(place)]
        done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=Path(__file__).parents[2])
        yield shown(size, Measured(**json.loads(done.stdout)))


def shown(size: Size, got: Measured) -> str:
    """The line of one size."""
    over = got.roster > size.most
    text = (
        f"{size.seats:>6,} of {size.nominees:>7,}: {got.roster:6.3f} s (bound {size.most:g} s), engine at once {got.peer:.3f} s"
    )
    text += f", repair {got.repair:.3f} s"
    if got.conflict is not None and size.most_conflict is not None:
        text += f", conflict {got.conflict:.3f} s (bound {size.most_conflict:g} s)"
        over = over or got.conflict > size.most_conflict
    if size.most_memory is not None:
        text += f", {got.memory:.0f} MB (bound {size.most_memory} MB)"
        over = over or got.memory > size.most_memory
    return f"{text} {'OVER' if over else 'OK'}"


def main() -> None:
    """With a number: one size, as JSON; without: every size as text."""
    if len(sys.argv) > 1:
        json.dump(asdict(measure(SIZES[int(sys.argv[1])])), sys.stdout)
    else:
        for line in lines():
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
