"""The workbench as it is sent: a wish, with a sentence at each cell that cannot be read."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from congress import paths
from congress.allocation.wish import LARGEST, UnitWish, Wish
from congress.web.forms import BaseForm, CleanLines, IntegerField
from congress.web.numbers import without_groups

METHOD_CHOICES = [
    SelectChoice("webster", _l("Webster – chia đều, làm tròn thông thường (nên dùng)")),
    SelectChoice("hamilton", _l("Hamilton – số dư lớn nhất")),
    SelectChoice("hill", _l("Huntington–Hill")),
    SelectChoice("adams", _l("Adams – lợi cho đơn vị nhỏ")),
    SelectChoice("jefferson", _l("Jefferson – lợi cho đơn vị lớn")),
]
MOST_PART = 100


class WishForm(BaseForm):
    """The numbers above the table."""

    total = IntegerField(_l("Tổng số đại biểu"), [InputRequired(), NumberRange(1, LARGEST)])
    method = SelectField(_l("Cách chia"), choices=METHOD_CHOICES)
    heads_part = IntegerField(_l("Phần theo số người"), [InputRequired(), NumberRange(0, MOST_PART)], default=1)
    points_part = IntegerField(_l("Phần theo kết quả"), [InputRequired(), NumberRange(0, MOST_PART)], default=0)
    note = CleanLines(_l("Ghi chú, lý do"), [Length(max=1000)])
    seen = HiddenField()


@dataclass(frozen=True)
class Minimum:
    """A trait of which the committee may ask a fewest number in the whole congress."""

    code: str
    title: str


def offered_minimums() -> list[Minimum]:
    """Those of seeds/minimums.json, in its order."""
    return [Minimum(found["code"], found["title"]) for found in paths.read_seed("minimums")["minimums"]]


@dataclass
class TypedWish:
    """The cells as typed, kept word for word, the wish they make (None when one cannot be read), and what is wrong."""

    cells: Mapping[str, str]
    wish: Wish | None
    errors: dict[str, str] = field(default_factory=dict)

    def number(self, name: str, unit: str = "") -> int | None:
        """The whole number in a cell (of a unit); an empty cell is None; 1.234 and 1 234 are read too."""
        plain = without_groups(self.cells.get(name, ""))
        if not plain:
            return None
        whose = f"{unit}: " if unit else ""
        if not (plain.isascii() and plain.isdigit()):
            self.errors[name] = whose + _("“%(text)s” không phải số nguyên từ 0 trở lên.", text=self.cells[name].strip()[:40])
            return None
        if len(plain) > 20 or int(plain) > 10_000_000:
            self.errors[name] = whose + _("Số quá lớn.")
            return None
        return int(plain)

    def numbers(self, prefix: str, codes: Sequence[str], unit: str = "") -> dict[str, int]:
        """The cells `prefix`-code that are not empty, by code."""
        found = {code: self.number(f"{prefix}-{code}", unit) for code in codes}
        return {code: number for code, number in found.items() if number is not None}


def read_wish(
    cells: Mapping[str, str], form: WishForm, units: Sequence[tuple[uuid.UUID, str]], groups: Sequence[str], outside: list[str]
) -> TypedWish:
    """Read the table.

    Cells: `take-`, `members-`, `points-`, `least-`, `most-` per unit key, `cell-` per unit key and group code,
    `group-` per group code, `minimum-` per code of a minimum.
    """
    typed = TypedWish(cells, None)
    seats = dict.fromkeys(groups, 0) | typed.numbers("group", groups)
    inner = [code for code in groups if code not in outside]
    rows = tuple(_row(typed, key, name, inner) for key, name in units if f"take-{key}" in cells)
    minimums = {
        code: number for code, number in typed.numbers("minimum", [m.code for m in offered_minimums()]).items() if number
    }
    if not typed.errors and form.validate():
        basis = (form.heads_part.data, form.points_part.data)
        typed.wish = Wish(form.total.data, form.method.data, seats, frozenset(outside) & set(groups), rows, basis, minimums)
    return typed


def _row(typed: TypedWish, key: uuid.UUID, name: str, groups: Sequence[str]) -> UnitWish:
    return UnitWish(
        key,
        name,
        members=typed.number(f"members-{key}", name) or 0,
        least=typed.number(f"least-{key}", name) or 0,
        most=typed.number(f"most-{key}", name),
        points=typed.number(f"points-{key}", name) or 0,
        fixed=typed.numbers(f"cell-{key}", groups, name),
    )


def cells_of(wish: Wish) -> dict[str, str]:
    """A wish as cells, to show it in the table."""
    cells = {f"group-{code}": str(seats) for code, seats in wish.group_seats.items()}
    cells |= {f"minimum-{code}": str(number) for code, number in wish.minimums.items()}
    for row in wish.rows:
        key = row.unit_id
        cells |= {f"take-{key}": "x", f"members-{key}": str(row.members), f"least-{key}": str(row.least)}
        cells |= {f"most-{key}": "" if row.most is None else str(row.most), f"points-{key}": str(row.points or "")}
        cells |= {f"cell-{key}-{code}": str(seats) for code, seats in row.fixed.items()}
    return cells
