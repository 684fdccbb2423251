"""Forms of the programme and of the catalogue."""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from congress.agenda.models import CatalogueItem
from congress.agenda.service import NewItem
from congress.agenda.sheet import Sheet
from congress.rules.agenda import Programme
from congress.web.forms import BaseForm, CleanText, IntegerField, VersionField

MINUTES = NumberRange(min=0, max=1440)


class CheckList(SelectMultipleField):
    """Several of a few, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ItemForm(BaseForm):
    """An item of the draft, edited in place."""

    version = VersionField()
    title = CleanText(_l("Nội dung"), [InputRequired(), Length(max=400)])
    minutes = IntegerField(_l("Số phút"), [InputRequired(), MINUTES])
    presenter = CleanText(_l("Người thực hiện"), [Length(max=300)])
    note = CleanText(_l("Ghi chú cho ban tổ chức"), [Length(max=500)])
    covers = CheckList(_l("Thực hiện nội dung bắt buộc"))


class AddForm(BaseForm):
    """A new item: from the standard programme, from the catalogue, or in one's own words."""

    source = SelectField(_l("Chọn mục có sẵn"))
    title = CleanText(_l("Nội dung"), [Length(max=400)])
    minutes = IntegerField(_l("Số phút"), [Optional(), MINUTES])
    presenter = CleanText(_l("Người thực hiện"), [Length(max=300)])
    place = SelectField(_l("Đặt vào chỗ"))

    def wish(self, sheet: Sheet, entries: Sequence[CatalogueItem], standard: Programme) -> NewItem:
        """The item to add: what was typed wins over what the ready item brings."""
        known = {item.code for item in standard.items}
        kind, title, minutes, covers = self._source(entries, standard)
        session, position = seat_of(sheet, self.place.data) if self.place.data else (None, None)
        return NewItem(
            title=self.title.data or title,
            minutes=minutes if self.minutes.data is None else self.minutes.data,
            kind=kind,
            covers=[code for code in covers if code in known],
            presenter=self.presenter.data,
            session_number=session,
            position=position,
            beside_kin=True,
        )

    def _source(self, entries: Sequence[CatalogueItem], standard: Programme) -> tuple[str, str, int, Sequence[str]]:
        for item in standard.items:
            if self.source.data == f"standard:{item.code}":
                return item.code, item.title, item.minutes, [item.code]
        for entry in entries:
            if self.source.data == f"entry:{entry.id}":
                return entry.code, entry.title, entry.minutes, entry.covers
        return "own", "", 0, ()

    def validate(self, extra_validators: Any = None) -> bool:
        """A ready item brings words and minutes; one's own needs both."""
        valid = super().validate(extra_validators)
        if valid and not self.source.data:
            if not self.title.data:
                self.title.errors = [_("Hãy chọn một mục có sẵn hoặc ghi nội dung.")]
            if self.minutes.data is None:
                self.minutes.errors = [_("Hãy ghi số phút.")]
        return not self.errors


class PlaceForm(BaseForm):
    """Where an item goes, in this session or another."""

    version = VersionField()
    place = SelectField(_l("Chuyển đến"))


class SplitForm(BaseForm):
    """Into how many batches an item is divided."""

    version = VersionField()
    parts = IntegerField(_l("Số đợt"), [InputRequired(), NumberRange(min=2, max=20)], default=2)


class CatalogueForm(BaseForm):
    """An entry of a body's own catalogue."""

    version = VersionField()
    title = CleanText(_l("Nội dung"), [InputRequired(), Length(max=400)])
    minutes = IntegerField(_l("Số phút thường dùng"), [InputRequired(), MINUTES])
    covers = SelectField(_l("Thực hiện nội dung bắt buộc"))


def place_choices(sheet: Sheet, moving: int | None = None) -> list[tuple[str, str]]:
    """Every place an item may stand at, as (session:item before it, words); without the item that is moving."""
    choices = []
    for part in sheet.parts:
        prefix = f"{part.name}: " if len(sheet.parts) > 1 else ""
        choices.append((f"{part.number}:0", prefix + _("đầu phiên")))
        for line in part.lines:
            if line.number != moving:
                words = _("sau %(time)s %(title)s", time=f"{line.start:%H:%M}", title=shorten(line.title, 60, placeholder=" …"))
                choices.append((f"{part.number}:{line.number}", prefix + words))
    return choices


def seat_before(sheet: Sheet, number: int) -> str:
    """The choice of `place_choices` that leaves the item where it is."""
    part = sheet.part_of(number)
    numbers = [0, *(line.number for line in part.lines)] if part else [0, number]
    return f"{part.number if part else 0}:{numbers[numbers.index(number) - 1]}"


def seat_of(sheet: Sheet, place: str, moving: int | None = None) -> tuple[int, int]:
    """(session number, position from 1) of a choice of `place_choices`; the end when the item before it is gone."""
    session, before = (int(part) for part in place.split(":"))
    part = sheet.part(session)
    numbers = [line.number for line in part.lines if line.number != moving] if part else []
    if not before:
        return session, 1
    return session, (numbers.index(before) if before in numbers else len(numbers)) + (2 if before in numbers else 1)


def source_choices(entries: Sequence[CatalogueItem], standard: Programme) -> dict[str, list[tuple[str, str]]]:
    """What may be added: free words, the standard programme, the common catalogue, the body's own."""
    groups: dict[str, list[tuple[str, str]]] = {_("Tự ghi"): [("", _("Ghi nội dung riêng ở ô dưới"))]}
    for entry in entries:
        group = _("Danh mục của đơn vị") if entry.unit_id else _("Danh mục chung")
        groups.setdefault(group, []).append((f"entry:{entry.id}", _ready(entry.title, entry.minutes)))
    groups[_("Chương trình mẫu")] = [(f"standard:{item.code}", _ready(item.title, item.minutes)) for item in standard.items]
    return groups


def _ready(title: str, minutes: int) -> str:
    return _("%(title)s (%(minutes)s phút)", title=title, minutes=minutes)


def cover_choices(standard: Programme) -> list[tuple[str, str]]:
    """Required items by code, numbered as in the standard programme."""
    return [(item.code, f"{place}. {item.title}") for place, item in enumerate(standard.items, start=1) if item.required]
