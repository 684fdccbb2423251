"""The numbers of a trial as the workbench shows them, by the names of their places in the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from congress.allocation.annex import Annex
from congress.allocation.trial import Row, Trial
from congress.allocation.wish import Wish
from congress.rules.certificate import Factors
from congress.rules.explanation import rounded_by
from congress.web.edge import format_fraction

Names = Sequence[str]
ROUNDING = {
    "webster": _l("làm tròn thông thường (từ 0,5 lên 1)"),
    "hamilton": _l("lấy phần nguyên, rồi thêm một cho các phần lẻ lớn nhất"),
    "hill": _l("làm tròn theo trung bình nhân của hai số nguyên kề nhau"),
    "adams": _l("làm tròn lên"),
    "jefferson": _l("bỏ phần lẻ"),
}
"""What each method does with a quotient."""


def figures(trial: Trial) -> dict[str, str]:
    """Every computed number: `quotient-`, `seats-`, `bound-` per unit, `cell-` and `minimum-` per unit and code, sums."""
    inner = trial.inner_groups
    shown = {"sum-seats": str(trial.wish.total)}
    shown |= {f"sum-{group.code}": str(trial.wish.group_seats[group.code]) for group in inner}
    shown |= {f"sum-minimum-{code}": str(number) for code, number in trial.wish.minimums.items()}
    for row in trial.rows:
        key = row.wish.unit_id
        shown[f"quotient-{key}"] = format_fraction(row.quotient) if row.quotient is not None else "—"
        shown[f"seats-{key}"] = str(row.seats)
        shown[f"bound-{key}"] = _bound(row)
        shown |= {f"cell-{key}-{group.code}": str(seats) for group, seats in zip(inner, row.cells, strict=True)}
        shown |= {f"minimum-{key}-{code}": str(n) for code, n in zip(trial.wish.minimums, row.minimums, strict=True)}
    return shown


def _bound(row: Row) -> str:
    return {"least": _("tối thiểu"), "most": _("tối đa")}.get(row.bound, "")


@dataclass(frozen=True)
class CellStep:
    """The product of both factors as shown, the seats it gave, and whether a fixed cell or a tie decided otherwise."""

    product: str
    seats: int
    plain: bool


@dataclass(frozen=True)
class Steps:
    """(name, factor) of each group; (name, factor, cells) of each unit."""

    groups: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, tuple[CellStep, ...]], ...]


def steps(trial: Trial) -> Steps:
    """How each cell of a trial comes of its two factors."""
    names = [group.name for group in trial.inner_groups]
    codes = [group.code for group in trial.inner_groups]
    cells = [(row.wish.name, row.cells) for row in trial.rows]
    return _steps(trial.wish, names, codes, trial.table.factors, cells)


def adopted_steps(table: Annex) -> Steps:
    """The same of an adopted version, from what was stored with it."""
    kept, wish = table.allocation.steps, Wish.from_document(table.allocation.wish)
    inner = [(place, group) for place, group in enumerate(table.groups) if group.code in kept["factors"]]
    codes = [group.code for _place, group in inner]
    factors = Factors(
        tuple(Fraction(row["factor"]) for row in kept["rows"]), tuple(Fraction(kept["factors"][code]) for code in codes)
    )
    cells = [(row.name, tuple(row.cells[place] for place, _group in inner)) for row in table.rows if row.unit_id]
    return _steps(wish, [group.name for _place, group in inner], codes, factors, cells)


def _steps(wish: Wish, names: Names, codes: Names, factors: Factors, cells: Sequence[tuple[str, tuple[int, ...]]]) -> Steps:
    """The factors of the units are brought to about the size of their seats, those of the groups the other way."""
    raw = [max(1, weight) * factor for weight, factor in zip(wish.weights, factors.rows, strict=True)]
    scale = Fraction(wish.inside) / sum(raw)
    units = [factor * scale for factor in raw]
    groups = [wish.group_seats[code] * factor / scale for code, factor in zip(codes, factors.columns, strict=True)]
    rows = tuple(
        (
            name,
            format_fraction(unit, 4),
            tuple(_cell(unit * group, number) for group, number in zip(groups, seats, strict=True)),
        )
        for (name, seats), unit in zip(cells, units, strict=True)
    )
    return Steps(tuple(zip(names, (format_fraction(group, 4) for group in groups), strict=True)), rows)


def _cell(product: Fraction, seats: int) -> CellStep:
    return CellStep(format_fraction(product, 3), seats, rounded_by("webster", product) == seats)
