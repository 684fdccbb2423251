"""Shapes of what is typed about the hall and its seats."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from congress.rules.hall import MOST_AT_TABLE, MOST_ROWS, MOST_SEATS
from congress.web.forms import BaseForm, CleanLines, CleanText, IntegerField, VersionField

NAMINGS = (SelectChoice("letters", _l("Chữ: A, B, C …")), SelectChoice("numbers", _l("Số: 1, 2, 3 …")))


class HallForm(BaseForm):
    """The hall as rows and seats."""

    rows = IntegerField(_l("Số hàng ghế"), validators=[InputRequired(), NumberRange(1, MOST_ROWS)])
    seats = IntegerField(_l("Số ghế mỗi hàng"), validators=[InputRequired(), NumberRange(1, MOST_SEATS)])
    naming = RadioField(_l("Tên hàng"), choices=NAMINGS, default="letters")
    aisles = CleanText(_l("Lối đi sau ghế số"), validators=[Length(max=200)])
    blocked = CleanLines(_l("Ghế chặn, không xếp người"), validators=[Length(max=4000)])
    at_table = IntegerField(
        _l("Số chỗ ở bàn Đoàn Chủ tịch"), default=0, validators=[InputRequired(), NumberRange(0, MOST_AT_TABLE)]
    )
    release = BooleanField(_l("Ai ngồi ở ghế không còn dùng được thì thành chưa có chỗ"))
    version = VersionField(default=0)


class MoveForm(BaseForm):
    """One person and a seat; without a seat the person has none any more."""

    person = IntegerField(_l("Số thẻ"), validators=[InputRequired(), NumberRange(1, 999_999)])
    seat = CleanText(_l("Ghế"), validators=[Length(max=40)])
    swap = BooleanField(_l("Đổi chỗ nếu ghế đã có người"))
    seen = HiddenField()


class BlockForm(BaseForm):
    """A seat kept free, or given back."""

    seat = CleanText(_l("Ghế"), validators=[InputRequired(), Length(max=40)])
    blocked = BooleanField()
    version = VersionField()


class FillForm(BaseForm):
    """Storing what was tried out: the wish stands in the address."""

    seen = HiddenField()
