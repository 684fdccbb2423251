"""What is typed about awards."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from congress.awards.labels import RECIPIENTS
from congress.awards.law import award_law
from congress.web.forms import BaseForm, CleanLines, CleanText, DayField, IntegerField, PastedLines, VersionField


def award_choices() -> list[SelectChoice]:
    """Titles and forms of award, titles first as the law lists them."""
    return [SelectChoice(award.code, award.title) for award in award_law().awards.values()]


def authority_choices() -> list[SelectChoice]:
    """Deciding authorities, from the commune up."""
    return [SelectChoice(code, title) for code, title in award_law().authorities.items()]


def recipient_choices() -> list[SelectChoice]:
    """Kinds of recipient."""
    return [SelectChoice(code, label) for code, label in RECIPIENTS.items()]


class DecisionForm(BaseForm):
    """Number and day of a decision, for the rows that are ticked."""

    decision_number = CleanText(_l("Số quyết định"), [DataRequired(), Length(max=60)])
    decided_on = DayField(_l("Ngày quyết định"), [InputRequired()])
    all_proposed = BooleanField(_l("Ghi cho tất cả các dòng đang đề nghị, không cần đánh dấu"))


class AwardForm(BaseForm):
    """One award; number and day of the decision may come later."""

    recipient = SelectField(_l("Đối tượng"), choices=recipient_choices)
    name = CleanText(_l("Tên cá nhân, hộ, tập thể"), [DataRequired(), Length(max=200)])
    title_of_recipient = CleanText(_l("Chức danh, địa chỉ"), [Length(max=200)])
    unit = SelectField(_l("Đơn vị"), validators=[Optional()])
    award = SelectField(_l("Danh hiệu, hình thức khen thưởng"), choices=award_choices)
    authority = SelectField(_l("Thẩm quyền quyết định"), choices=authority_choices)
    achievement = CleanLines(_l("Thành tích"), [Length(max=2000)])
    decision_number = CleanText(_l("Số quyết định"), [Length(max=60)])
    decided_on = DayField(_l("Ngày quyết định"), [Optional()])
    place = IntegerField(_l("Thứ tự trao"), [Optional(), NumberRange(1, 5000)])
    version = VersionField()


class PasteForm(BaseForm):
    """Many recipients of one award."""

    lines = PastedLines(_l("Danh sách"), [DataRequired(), Length(max=200_000)])
    recipient = SelectField(_l("Đối tượng"), validators=[Optional()])
    award = SelectField(_l("Danh hiệu, hình thức khen thưởng"), choices=award_choices)
    authority = SelectField(_l("Thẩm quyền quyết định"), choices=authority_choices)
    new_batch = SelectField(_l("Đợt trao"), validators=[Optional()])


class BatchForm(BaseForm):
    """What is called out for a batch, and who hands over."""

    name = CleanText(_l("Tên đợt"), [Length(max=160)])
    presenter = CleanText(_l("Người trao"), [Length(max=300)])
    version = VersionField()


class RevokeForm(BaseForm):
    """Why an award is taken back."""

    reason = CleanText(_l("Lý do thu hồi"), [DataRequired(), Length(max=500)])
