"""Shapes of what is typed about gates and paired devices."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired, Length

from congress.delegates.forms import BoxesField
from congress.web.forms import BaseForm, CleanText


class OfferForm(BaseForm):
    """Pair a phone with a gate."""

    gate = CleanText(_l("Cửa"), [InputRequired(), Length(max=40)])
    session = SelectField(_l("Phiên"), coerce=int)
    label = CleanText(_l("Ai cầm máy này"), [Length(max=40)])


class GateForm(BaseForm):
    """A new gate."""

    name = CleanText(_l("Tên cửa"), [InputRequired(), Length(max=40)])


class KeptForm(BaseForm):
    """Whom a gate or a session is kept for; `seen` is a fingerprint of what the page showed."""

    name = CleanText(_l("Tên cửa"), [InputRequired(), Length(max=40)])
    groups = BoxesField(_l("Nhóm cơ cấu"))
    units = BoxesField(_l("Đơn vị"))
    seen = HiddenField()


class ReviewForm(BaseForm):
    """Why held scans are accepted or left."""

    reason = CleanText(_l("Lý do"), [Length(max=200)])
