"""The proof of a table says what is wrong, cell by cell, whoever made it."""

import ast
from fractions import Fraction
from pathlib import Path

import pytest

from congress.rules import certificate
from congress.rules.certificate import Factors, check_certificate, check_table
from congress.rules.frames import Frame

WEIGHTS = ((30, 10), (10, 30))
FRAME = Frame((4, 4), (4, 4), ((0, 0), (0, 0)), ((4, 4), (4, 4)))
TENTH = Factors((Fraction(1, 10),) * 2, (Fraction(1),) * 2)


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        (((3, 1), (1, 3)), ()),
        (((4, 0), (0, 4)), ("rounding",)),
        (((3, 1), (2, 3)), ("row_sums", "column_sums", "rounding")),
        (((3, 1), (0, 4)), ("column_sums", "rounding")),
        (((5, -1), (1, 3)), ("column_sums", "bounds", "rounding")),
    ],
)
def test_what_is_wrong_is_named(table, wrong):
    assert check_certificate(WEIGHTS, FRAME, table, TENTH) == wrong


def test_factors_are_above_zero():
    factors = Factors((Fraction(-1, 10),) * 2, (Fraction(-1),) * 2)
    assert check_certificate(WEIGHTS, FRAME, ((3, 1), (1, 3)), factors) == ("factors",)


def test_a_cell_held_by_a_bound_needs_no_rounding_on_that_side():
    frame = Frame((4, 4), (3, 5), ((0, 2), (0, 0)), ((2, 4), (1, 4)))
    assert check_certificate(WEIGHTS, frame, ((2, 2), (1, 3)), TENTH) == ()


def test_at_exactly_a_half_both_roundings_are_right():
    half = Factors((Fraction(1, 2),) * 2, (Fraction(1),) * 2)
    frame = Frame((1, 1), (1, 1), ((0, 0), (0, 0)), ((1, 1), (1, 1)))
    assert check_certificate(((1, 1), (1, 1)), frame, ((1, 0), (0, 1)), half) == ()
    assert check_certificate(((1, 1), (1, 1)), frame, ((0, 1), (1, 0)), half) == ()


def test_a_table_is_checked_without_weights_too():
    assert check_table(FRAME, ((4, 0), (0, 4))) == ()
    assert check_table(FRAME, ((5, 0), (-1, 4))) == ("row_sums", "bounds")


def test_the_check_knows_nothing_of_the_search():
    tree = ast.parse(Path(certificate.__file__).read_text(encoding="utf-8"))
    known = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert known == {"__future__", "collections.abc", "dataclasses", "fractions", "congress.rules.frames"}
