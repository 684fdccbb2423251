"""Small tables, and every table there is for them: what the search is held against."""

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import strategies as st

Table = tuple[tuple[int, ...], ...]


def rows_summing(total: int, low: tuple[int, ...], high: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every row between its bounds with this sum."""
    if not low:
        if total == 0:
            yield ()
        return
    for first in range(low[0], min(high[0], total) + 1):
        for rest in rows_summing(total - first, low[1:], high[1:]):
            yield (first, *rest)


def all_tables(rows: tuple[int, ...], columns: tuple[int, ...], low: Table, high: Table) -> Iterator[Table]:
    """Every table between the bounds with these row and column sums."""
    if not rows:
        if not any(columns):
            yield ()
        return
    caps = tuple(min(most, left) for most, left in zip(high[0], columns, strict=True))
    for row in rows_summing(rows[0], low[0], caps):
        left = tuple(column - cell for column, cell in zip(columns, row, strict=True))
        for rest in all_tables(rows[1:], left, low[1:], high[1:]):
            yield (row, *rest)


def distance(weights: Table, low: Table, table: Table) -> Fraction:
    """The product, over all seats above the minimum, of (2k - 1) / weight: the closer to proportion, the smaller."""
    product = Fraction(1)
    for weight_row, low_row, row in zip(weights, low, table, strict=True):
        for weight, least, seats in zip(weight_row, low_row, row, strict=True):
            for number in range(least + 1, seats + 1):
                product *= Fraction(2 * number - 1, weight)
    return product


@st.composite
def small_tables(draw: st.DrawFn, weight: st.SearchStrategy[int], most: int = 3) -> tuple[Table, ...]:
    """(weights, rows, columns, low, high) of up to 3 × 4 cells; a table need not exist."""
    units, groups = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    cells = st.tuples(*[st.tuples(*[weight] * groups)] * units)
    weights = draw(cells)
    low = draw(st.one_of(st.just(((0,) * groups,) * units), st.tuples(*[st.tuples(*[st.integers(0, 1)] * groups)] * units)))
    spread = draw(st.tuples(*[st.tuples(*[st.integers(0, most)] * groups)] * units))
    high = tuple(tuple(a + b for a, b in zip(x, y, strict=True)) for x, y in zip(low, spread, strict=True))
    taken = draw(st.tuples(*[st.tuples(*[st.integers(0, most)] * groups)] * units))
    table = tuple(
        tuple(min(max(got, a), b if w else a) for got, a, b, w in zip(*lines, strict=True))
        for lines in zip(taken, low, high, weights, strict=True)
    )
    rows = tuple(sum(row) for row in table)
    columns = tuple(sum(column) for column in zip(*table, strict=True))
    if groups > 1 and draw(st.integers(0, 3)) == 0 and columns[0]:
        columns = (columns[0] - 1, columns[1] + 1, *columns[2:])
    return weights, rows, columns, low, high
