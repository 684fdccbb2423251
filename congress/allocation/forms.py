"""The workbench as it is sent: a wish, with a sentence at each cell that cannot be read."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from congress.allocation.trial import LARGEST, UnitWish, Wish
from congress.web.forms import BaseForm, CleanLines, IntegerField
from congress.web.numbers import without_groups

METHOD_CHOICES = [
    SelectChoice("webster", _l("Webster – chia đều, làm tròn thông thường (nên dùng)")),
    SelectChoice("hamilton", _l("Hamilton – số dư lớn nhất")),
    SelectChoice("hill", _l("Huntington–Hill")),
    SelectChoice("adams", _l("Adams – lợi cho đơn vị nhỏ")),
    SelectChoice("jefferson", _l("Jefferson – lợi cho đơn vị lớn")),
]


class WishForm(BaseForm):
    """The numbers above the table."""

    total = IntegerField(_l("Tổng số đại biểu"), [InputRequired(), NumberRange(1, LARGEST)])
    method = SelectField(_l("Cách chia"), choices=METHOD_CHOICES)
    note = CleanLines(_l("Ghi chú, lý do"), [Length(max=1000)])
    seen = HiddenField()


@dataclass
class TypedWish:
    """The cells as typed, kept word for word, the wish they make (None when one cannot be read), and what is wrong."""

    cells: Mapping[str, str]
    wish: Wish | None
    errors: dict[str, str] = field(default_factory=dict)


def read_wish(
    cells: Mapping[str, str], form: WishForm, units: list[tuple[uuid.UUID, str]], groups: list[str], outside: list[str]
) -> TypedWish:
    """Read the table: cells `take-`, `weight-`, `least-`, `most-` per unit key and `group-` per group code."""
    typed = TypedWish(cells, None)
    seats = {code: _number(typed, f"group-{code}") or 0 for code in groups}
    rows = []
    for key, name in units:
        if f"take-{key}" in cells:
            weight = _number(typed, f"weight-{key}")
            least = _number(typed, f"least-{key}")
            rows.append(UnitWish(key, name, weight or 0, least or 0, _number(typed, f"most-{key}")))
    if not typed.errors and form.validate():
        typed.wish = Wish(form.total.data, form.method.data, seats, frozenset(outside) & set(groups), tuple(rows))
    return typed


def _number(typed: TypedWish, name: str) -> int | None:
    """The whole number in a cell; an empty cell is None; 1.234 and 1 234 are read too."""
    plain = without_groups(typed.cells.get(name, ""))
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()):
        typed.errors[name] = _("“%(text)s” không phải số nguyên từ 0 trở lên.", text=typed.cells[name].strip()[:40])
        return None
    if len(plain) > 20 or int(plain) > 10_000_000:
        typed.errors[name] = _("Số quá lớn.")
        return None
    return int(plain)


def cells_of(wish: Wish) -> dict[str, str]:
    """A wish as cells, to show it in the table."""
    cells = {f"group-{code}": str(seats) for code, seats in wish.group_seats.items()}
    for row in wish.rows:
        cells |= {f"take-{row.unit_id}": "x", f"weight-{row.unit_id}": str(row.weight), f"least-{row.unit_id}": str(row.least)}
        cells[f"most-{row.unit_id}"] = "" if row.most is None else str(row.most)
    return cells
