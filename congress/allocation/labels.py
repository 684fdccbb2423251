"""The numbers of a trial as the workbench shows them, by the names of their places in the table."""

from flask_babel import gettext as _

from congress.allocation.trial import Row, Trial
from congress.web.edge import format_fraction


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
