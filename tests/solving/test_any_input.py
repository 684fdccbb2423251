"""Whatever stands in a problem, it is answered: no input ends the command."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from congress.solving.problems import read, solve, written

VALID = {
    "vector": {"weights": [5, 3, 0], "N": 4, "method": "hill", "min": [0, 1, 0], "max": 4},
    "matrix": {
        "weights": [[1, 2], [3, 0]],
        "rows": [2, 2],
        "cols": [3, 1],
        "method": "biprop-webster",
        "max": [[2, 2], [2, 2]],
    },
    "ratio": {"N": 10, "share": "7/10", "mode": "exact", "core": 7},
    "form": {"headcount": 200, "threshold": 200, "delegates": 10, "district_delegates": 20},
    "limit": {"N": 300, "limit": 300},
}
ODD = [
    "",
    "x",
    "1.234",
    "12,5",
    "1/0",
    "7/10",
    "NaN",
    None,
    True,
    False,
    [],
    {},
    [[]],
    [None],
    -1,
    0,
    1,
    10**30,
    -(10**400),
    0.5,
    1e300,
    "\ud800",
    1e-300,
]
odd_values = st.sampled_from(ODD)


def places(value, way=()):
    """The way to every part of a nested value."""
    found = [way]
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(part, (*way, key))
    return found


def spoiled(value, way, odd):
    """The value with one part replaced."""
    if not way:
        return odd
    copied = copy.deepcopy(value)
    part = copied
    for key in way[:-1]:
        part = part[key]
    part[way[-1]] = odd
    return copied


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(VALID)), st.randoms(use_true_random=False), st.lists(odd_values, min_size=1, max_size=3))
def test_a_spoiled_problem_is_answered(kind, choose, odds):
    given_ = VALID[kind]
    for odd in odds:
        given_ = spoiled(given_, choose.choice(places(given_)), odd)
    problems = read(json.dumps([{"id": "a", "kind": kind, "input": given_}]).encode())
    (answer,) = json.loads(written(solve(problems))).values()
    assert answer.get("status", "ok") in ("ok", "infeasible", "error")
    assert answer.get("message", "x") and answer.get("reason", "x")


def test_an_unspoiled_problem_of_each_kind_is_solved():
    for kind, given_ in VALID.items():
        (answer,) = solve([{"id": "a", "kind": kind, "input": given_}]).values()
        assert answer.get("status", "ok") == "ok", kind
