"""Setting a congress up."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ColorField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from congress.meetings.labels import ANSWERS, ASSEMBLIES, FUNCTIONS, SESSION_KINDS, SHARES
from congress.web.forms import BaseForm, CleanLines, CleanText, ClockField, DayField, IntegerField, VersionField, choices_from

COLOUR = r"^#[0-9A-Fa-f]{6}$"


class NewMeetingForm(BaseForm):
    """Three fields for a plain conference; the rest has good defaults."""

    title = CleanText(_l("Tên hội nghị"), [InputRequired(), Length(max=400)])
    held_on = DayField(_l("Ngày tổ chức"), [Optional()])
    place = CleanText(_l("Địa điểm"), [Length(max=300)])
    starts_at = ClockField(_l("Giờ bắt đầu"), [InputRequired()])
    plan = SelectField(_l("Theo kế hoạch"))
    form_code = SelectField(_l("Hình thức"))
    elects = BooleanField(_l("Hội nghị có thông qua danh sách đại biểu dự cấp trên"))


class FactsForm(BaseForm):
    """The facts of a congress."""

    title = CleanText(_l("Tên hội nghị"), [InputRequired(), Length(max=400)])
    form_code = SelectField(_l("Hình thức"))
    held_on = DayField(_l("Ngày tổ chức"), [Optional()])
    place = CleanText(_l("Địa điểm"), [Length(max=300)])
    assembly = RadioField(_l("Họp toàn thể hay đại biểu"), choices=choices_from(ASSEMBLIES.items()))
    delegate_number = IntegerField(_l("Số lượng đại biểu đã quyết định"), [Optional(), NumberRange(1, 100_000)])
    elects = BooleanField(_l("Hội nghị có thông qua danh sách đại biểu dự cấp trên"))
    higher = SelectField(_l("Hội nghị cấp trên"))
    version = VersionField()


class SessionForm(BaseForm):
    """A session or a side event."""

    name = CleanText(_l("Tên phiên hoặc hoạt động"), [InputRequired(), Length(max=160)])
    kind = RadioField(_l("Loại"), choices=choices_from(SESSION_KINDS.items()))
    held_on = DayField(_l("Ngày"), [Optional()])
    starts_at = ClockField(_l("Giờ bắt đầu"), [InputRequired()])
    minutes = IntegerField(_l("Thời lượng (phút)"), [InputRequired(), NumberRange(1, 6000)])
    place = CleanText(_l("Địa điểm"), [Length(max=300)])
    version = VersionField()


class FunctionsForm(BaseForm):
    """Who does what: a person a line, the post after a comma or semicolon."""

    version = VersionField()


for _code, _label in FUNCTIONS.items():
    setattr(FunctionsForm, _code, CleanLines(_label, [Length(max=10_000)]))


class AnswerForm(BaseForm):
    """What was decided where the plan is silent."""

    answer = RadioField(_l("Quyết định"), [InputRequired()])
    decided_by = CleanText(_l("Ai quyết định"), [InputRequired(), Length(max=160)])
    decided_on = DayField(_l("Ngày quyết định"), [InputRequired()])
    reason = CleanLines(_l("Lý do"), [Length(max=2000)])
    version = VersionField()

    @classmethod
    def for_question(cls, question: str, **values: object) -> "AnswerForm":
        """The form with the answers this question may have."""
        form = cls(**values)
        form.answer.choices = choices_from(ANSWERS[question].items())
        return form


class DecisionForm(BaseForm):
    """Who placed the groups."""

    decided_by = CleanText(_l("Ai quyết định"), [Length(max=160)])
    decided_on = DayField(_l("Ngày quyết định"), [Optional()])
    reason = CleanText(_l("Lý do"), [Length(max=500)])
    version = VersionField()


def groups_form(codes: Iterable[str], **values: object) -> DecisionForm:
    """The form of a meeting's groups: for each code the fields name_…, share_… and colour_…."""
    fields: dict[str, object] = {}
    for code in codes:
        fields[f"name_{code}"] = CleanText(_l("Tên nhóm"), [InputRequired(), Length(max=200)])
        fields[f"share_{code}"] = SelectField(_l("Tính vào phần"), choices=choices_from(SHARES.items()))
        fields[f"colour_{code}"] = ColorField(_l("Màu"), [Regexp(COLOUR)])
    return type("GroupsForm", (DecisionForm,), fields)(**values)


class OwnGroupForm(BaseForm):
    """A group of the committee's own."""

    name = CleanText(_l("Tên nhóm mới"), [InputRequired(), Length(max=200)])
    share = SelectField(_l("Tính vào phần"), choices=choices_from(SHARES.items()))


def dossier_form(codes: Iterable[str], **values: object) -> BaseForm:
    """The form of a dossier: for each paper the fields sent_on_… and paper_number_…."""
    fields: dict[str, object] = {"version": VersionField()}
    for code in codes:
        fields[f"sent_on_{code}"] = DayField(_l("Ngày gửi"), [Optional()])
        fields[f"paper_number_{code}"] = CleanText(_l("Số, ký hiệu"), [Length(max=60)])
    return type("DossierForm", (BaseForm,), fields)(**values)


class OverrideForm(BaseForm):
    """Accept a finding with a reason."""

    code = HiddenField(validators=[InputRequired(), Length(max=60)])
    subject = HiddenField(validators=[Length(max=120)])
    back = HiddenField()
    reason = CleanLines(_l("Lý do"), [InputRequired(), Length(max=1000)])
