"""Bodies: adding, renaming, ending, head counts."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from congress.web.forms import BaseForm, CleanText, DayField, IntegerField, PastedLines, VersionField


class AddForm(BaseForm):
    """One body or many, a line each."""

    lines = PastedLines(_l("Tên đơn vị, mỗi dòng một tên"), [InputRequired(), Length(max=60_000)])
    kind = SelectField(_l("Loại, khi tên không cho biết"))


class UnitForm(BaseForm):
    """Correct a name, set the last day."""

    name = CleanText(_l("Tên đơn vị"), [InputRequired(), Length(max=160)])
    last_day = DayField(_l("Ngày cuối cùng còn hoạt động"), [Optional()])
    version = VersionField()


class HeadCountForm(BaseForm):
    """A declared number with its day, what it counts, and who declares it."""

    number = IntegerField(_l("Số người"), [InputRequired(), NumberRange(0, 1_000_000)])
    counted_on = DayField(_l("Tính đến ngày"), [InputRequired()])
    definition = CleanText(_l("Gồm những ai"), [InputRequired(), Length(max=300)])
    declared_by = CleanText(_l("Người hoặc cơ quan khai"), [InputRequired(), Length(max=160)])
