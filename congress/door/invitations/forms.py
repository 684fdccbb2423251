"""Shapes of answers: on the own page, and keyed in by the committee."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from congress.door.labels import ANSWERS
from congress.web.forms import BaseForm, CleanText, PastedLines


class AnswerForm(BaseForm):
    """Yes, no, or who comes instead."""

    answer = RadioField(_l("Trả lời"), choices=[SelectChoice(*pair) for pair in ANSWERS.items()], validators=[InputRequired()])
    words = CleanText(_l("Lý do vắng, hoặc họ tên và chức vụ người dự thay"), validators=[Length(max=300)])


class KeyedForm(BaseForm):
    """Answers keyed in: one line each."""

    lines = PastedLines(_l("Trả lời"), validators=[Length(max=200_000)])


class QuickForm(BaseForm):
    """One answer, then Enter."""

    line = CleanText(_l("Số thẻ và trả lời"), validators=[Length(max=320)])
