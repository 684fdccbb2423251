"""The sample form of the living style page: one field of each kind, one of them refused."""

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from congress.web.forms import BaseForm, CleanText, ClockField, DayField

TYPED = MultiDict(
    {"full_name": "Hoàng Thị Mẫu", "born_on": "", "seats": "-3", "group": "core", "assembly": "delegates", "checked": "y"}
)


class SampleForm(BaseForm):
    """Shown, never sent."""

    full_name = CleanText(_l("Họ và tên"), [InputRequired()])
    born_on = DayField(_l("Ngày sinh"), [Optional()])
    starts_at = ClockField(_l("Giờ bắt đầu"), [Optional()])
    seats = IntegerField(_l("Số chỉ tiêu"), [InputRequired(), NumberRange(0, 300)])
    group = SelectField(
        _l("Nhóm cơ cấu"),
        choices=[SelectChoice("core", _l("Nông dân, người trực tiếp sản xuất")), SelectChoice("other", _l("Khách mời"))],
    )
    assembly = RadioField(
        _l("Hình thức"),
        choices=[SelectChoice("plenary", _l("Hội nghị toàn thể")), SelectChoice("delegates", _l("Hội nghị đại biểu"))],
    )
    checked = BooleanField(_l("Đã đối chiếu với hồ sơ giấy"))
    file = FileField(_l("Danh sách đại biểu"))
    remark = TextAreaField(_l("Ghi chú"), [Optional()])


def sample_form() -> SampleForm:
    """The form as it looks after a refusal."""
    form = SampleForm(formdata=TYPED, meta={"csrf": False})
    form.validate()
    return form
