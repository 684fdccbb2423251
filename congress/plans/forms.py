"""What a plan says of itself."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from congress.web.forms import BaseForm, CleanText, DayField, IntegerField, VersionField


class PlanForm(BaseForm):
    """A plan of a body for a term."""

    unit = SelectField(_l("Đơn vị ban hành"), [InputRequired()])
    rule_set = SelectField(_l("Bộ quy tắc"), [InputRequired()])
    title = CleanText(_l("Tên kế hoạch"), [InputRequired(), Length(max=400)])
    paper_number = CleanText(_l("Số, ký hiệu"), [Length(max=60)])
    issued_on = DayField(_l("Ngày ban hành"), [Optional()])
    term_from = IntegerField(_l("Nhiệm kỳ từ năm"), [InputRequired(), NumberRange(1945, 2100)])
    term_to = IntegerField(_l("đến năm"), [InputRequired(), NumberRange(1945, 2100)])
    version = VersionField()
