"""Shapes of what is typed about printing."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length

from congress.web.forms import BaseForm, CleanText, IntegerField

MARK = 20
"""Millimetres from the edges of the paper to the cross on the calibration page."""


class TenthsField(CleanText):
    """A length in millimetres, with a comma or a point, kept in whole tenths."""

    tenths: int = 0

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what the ruler said."""
        super().process_formdata(valuelist)
        if not self.data:
            return
        try:
            length = Decimal(self.data.lower().removesuffix("mm").strip().replace(",", "."))
            self.tenths = int((length * 10).quantize(Decimal(1), ROUND_HALF_UP)) if abs(length) < 1000 else 10_000
        except (InvalidOperation, ValueError) as unreadable:
            raise ValueError(_("Ghi số đo bằng mi-li-mét, ví dụ 19,5.")) from unreadable


class PrinterForm(BaseForm):
    """What the ruler says on the calibration page of one printer."""

    name = CleanText(_l("Tên máy in"), validators=[InputRequired(), Length(max=60)])
    left = TenthsField(_l("Từ mép trái tờ giấy đến tâm dấu cộng (mm)"), validators=[InputRequired()])
    top = TenthsField(_l("Từ mép trên tờ giấy đến tâm dấu cộng (mm)"), validators=[InputRequired()])


class DesksForm(BaseForm):
    """How many tables hand out badges."""

    desks = IntegerField(_l("Số bàn phát thẻ"), validators=[InputRequired()])
