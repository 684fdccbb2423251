"""Shapes of what is keyed in from paper."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from congress.web.forms import BaseForm, CleanLines


class PaperForm(BaseForm):
    """Numbers of badges beside which somebody signed; boxes ticked in the list come beside it."""

    numbers = CleanLines(_l("Số thẻ có chữ ký"), validators=[Length(max=20_000)])
