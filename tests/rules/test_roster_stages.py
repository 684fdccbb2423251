"""Exact stages against a single run over everything, with the smaller programs made as small as they get."""

from dataclasses import replace
from operator import mul
from random import Random

import numpy as np
import pytest

from congress.rules import roster_solver, roster_stages
from congress.rules.roster import EngineFailed
from congress.rules.roster_model import arrays
from congress.rules.roster_program import Program, Row
from congress.rules.roster_solver import engine_version, whole
from congress.rules.roster_stages import Solution, solve
from tests.rules.rosters import on


def a_program(seed):
    """A program with overlapping rows, and two objectives; the same for the same seed, so that every path stays tried."""
    draw = Random(seed)
    count = draw.randint(1, 30)
    lower = [draw.randint(0, 1) for _ in range(count)]
    upper = [low + draw.randint(0, 2) for low in lower]
    rows = []
    for _ in range(draw.randint(0, 5)):
        columns = draw.sample(range(count), draw.randint(0, count))
        factors = draw.choice([(), tuple(draw.randint(-2, 3) for _ in columns)])
        middle = sum(map(mul, factors or [1] * len(columns), (draw.randint(lower[c], upper[c]) for c in columns)))
        low = middle + draw.choice([0, 0, 0, -1, 1])
        rows.append(Row(tuple(columns), low, low + draw.choice([0, 0, 1, 3, 3, -1]), factors))
    worth = [[draw.randint(-9, 9) for _ in range(count)] for _ in range(2)]
    return Program(tuple(lower), tuple(upper), tuple(rows)), *worth


def in_one_run(program, worth):
    """The optimum by the engine alone, over every column at once."""
    point = whole(arrays(program), np.array(worth), on)
    return None if point is None else int(np.array(worth) @ point)


@pytest.mark.parametrize(("spare", "largest"), [(50, 2**62), (-5, 2**62), (0, 1)])
def test_the_stages_reach_what_one_run_reaches(monkeypatch, spare, largest):
    monkeypatch.setattr(roster_stages, "LARGEST", largest)
    for seed in range(100):
        program, first, second = a_program(seed)
        monkeypatch.setattr(roster_stages, "SPARE", max(spare, 1 - len(program.rows)))
        found, best = solve(program, [first, second], on), in_one_run(program, first)
        if found is None or best is None:
            assert (found, best) == (None, None)
        else:
            pinned = replace(program, rows=(*program.rows, Row(tuple(range(len(first))), best, best, tuple(first))))
            assert found.optima == (best, in_one_run(pinned, second))


def test_without_objectives_any_point_will_do():
    assert solve(Program((0, 1), (1, 1), (Row((0, 1), 2, 2),)), [], on) == Solution((1, 1), ())
    assert solve(Program((0, 1), (1, 1), (Row((0, 1), 3, 3),)), [], on) is None


def test_a_stage_that_decides_nothing_is_not_searched(monkeypatch):
    searched = []
    known = roster_stages.linear
    monkeypatch.setattr(roster_stages, "linear", lambda *parts: searched.append(1) or known(*parts))
    program = Program((0,) * 3, (1,) * 3, (Row((0, 1, 2), 2, 2),))
    assert solve(program, [[5, 5, 5], [0, 0, 0], [1, 2, 3], [7, 7, 7]], on) == Solution((0, 1, 1), (10, 0, 5, 14))
    assert len(searched) == 1


def test_a_row_that_asks_for_more_than_it_allows_has_no_point():
    assert solve(Program((0,), (1,), (Row((0,), 1, 0),)), [[1]], on) is None
    assert whole(arrays(Program((0,), (1,), (Row((0,), 1, 0),))), np.array([1]), on) is None


def test_the_order_settles_what_the_objectives_leave_open():
    program = Program((0,) * 5, (1,) * 5, (Row((0, 1, 2, 3, 4), 2, 2), Row((0, 1), 0, 1)))
    assert solve(program, [], on, order=(1, 0, 4, 3, 2)).point == (0, 1, 0, 0, 1)


def test_more_than_one_chunk_of_columns_is_settled(monkeypatch):
    monkeypatch.setattr(roster_stages, "CHUNK", 2)
    program = Program((0,) * 9, (1,) * 9, (Row(tuple(range(9)), 3, 3), Row((8, 7, 6, 5), 0, 1)))
    assert solve(program, [], on, order=range(8, -1, -1)).point == (0, 0, 0, 1, 1, 0, 0, 0, 1)


def test_a_last_count_stands_behind_the_stages(monkeypatch):
    monkeypatch.setattr(roster_stages, "whole", lambda *_parts: np.array([1, 1, 1]))
    pairs = tuple(Row(pair, 1, 1) for pair in ((0, 1), (1, 2), (0, 2)))
    with pytest.raises(EngineFailed, match="rows"):
        solve(Program((0,) * 3, (1,) * 3, pairs), [[1, 1, 1]], on)


def test_an_engine_that_loses_what_it_had_found_is_not_believed(monkeypatch):
    monkeypatch.setattr(roster_stages, "linear", lambda *_parts: None)
    with pytest.raises(EngineFailed, match="lost"):
        solve(Program((0, 0), (1, 1), (Row((0, 1), 0, 1),)), [], on, order=(0, 1))


class Engine:
    """An engine that answers whatever it is told to."""

    def __init__(self, status, values):
        self.status, self.values = status, values

    def run(self):
        pass

    def changeColsIntegrality(self, *_columns):
        pass

    def getModelStatus(self):
        return self.status

    def modelStatusToString(self, status):
        return str(status)

    def getSolution(self):
        return self

    @property
    def col_value(self):
        return self.values


def answering(monkeypatch, status, values):
    monkeypatch.setattr(roster_solver, "_loaded", lambda *_parts: Engine(status, values))


def test_an_answer_that_breaks_a_row_when_rounded_is_not_taken(monkeypatch):
    import highspy

    answering(monkeypatch, highspy.HighsModelStatus.kOptimal, [1, 1])
    with pytest.raises(EngineFailed, match="rounding"):
        whole(arrays(Program((0, 0), (1, 1), (Row((0, 1), 1, 1),))), np.array([1, 1]), on)


def test_an_answer_without_proof_is_not_taken(monkeypatch):
    import highspy

    answering(monkeypatch, highspy.HighsModelStatus.kSolutionLimit, [1, 0])
    with pytest.raises(EngineFailed, match="kSolutionLimit"):
        whole(arrays(Program((0, 0), (1, 1), (Row((0, 1), 1, 1),))), np.array([1, 1]), on)


def test_the_engine_has_a_name_and_a_version():
    assert engine_version().startswith("HiGHS 1.")
