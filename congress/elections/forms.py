"""Forms of the list for the higher congress; choices are handed in."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from congress.elections.labels import BASE, BASIS, SEX, STANDING
from congress.units.models import Unit
from congress.web.forms import BaseForm, CleanLines, CleanText, ClockField, DayField, IntegerField, VersionField

MOST_VOTERS = 100_000


def _choices(words: Mapping[str, object]) -> list[SelectChoice]:
    return [SelectChoice(code, word) for code, word in words.items()]


class StandingForm(BaseForm):
    """How someone stands on the list."""

    standing = RadioField(_l("Diện đại biểu"), choices=_choices(STANDING), default="official")
    basis = SelectField(_l("Căn cứ cử"), choices=_choices(BASIS), default="adopted")
    minutes = CleanText(_l("Biên bản của tập thể lãnh đạo"), [Length(max=200)])
    group_code = SelectField(_l("Nhóm cơ cấu của cấp trên"))

    def offer_groups(self, groups: dict[str, str]) -> None:
        """The groups of the higher congress, none chosen first."""
        self.group_code.choices = [SelectChoice("", _l("Chưa chọn nhóm")), *_choices(groups)]


class PickForm(StandingForm):
    """People ticked in a search, put on the list together."""

    people = SelectMultipleField(_l("Người được chọn"), coerce=uuid.UUID, validate_choice=False)


class CandidateForm(StandingForm):
    """One name on the list."""

    version = VersionField()
    title = CleanText(_l("Chức vụ, nghề nghiệp"), [Length(max=200)])
    achievement = CleanLines(_l("Thành tích tiêu biểu"), [Length(max=2000)])


class NewPersonForm(StandingForm):
    """Somebody who is not in the system yet."""

    name = CleanText(_l("Họ và tên"), [DataRequired(), Length(max=160)])
    sex = SelectField(_l("Giới tính"), choices=_choices(SEX))
    birth = CleanText(_l("Ngày sinh hoặc năm sinh"), [Length(max=20)])
    unit = SelectField(_l("Đơn vị, nơi công tác"))
    title = CleanText(_l("Chức vụ, nghề nghiệp"), [Length(max=200)])
    achievement = CleanLines(_l("Thành tích tiêu biểu"), [Length(max=2000)])

    def offer_units(self, bodies: Iterable[Unit]) -> None:
        """The bodies the person may belong to."""
        self.unit.choices = [SelectChoice(str(body.id), body.name) for body in bodies]


class RowForm(BaseForm):
    """A button beside a name, its values in its address: the version that was seen, and where to."""

    version = VersionField()
    direction = SelectField(choices=[SelectChoice("up"), SelectChoice("down")], default="up")


class GrantForm(BaseForm):
    """Seats as a paper of the level above grants them."""

    version = VersionField()
    official = IntegerField(_l("Số đại biểu chính thức"), [InputRequired(), NumberRange(0, 10_000)])
    reserve = IntegerField(_l("Số đại biểu dự khuyết"), [Optional(), NumberRange(0, 10_000)])
    paper = CleanText(_l("Số, ký hiệu văn bản"), [Length(max=200)])
    paper_on = DayField(_l("Ngày văn bản"), [Optional()])
    guidance = CleanLines(_l("Hướng dẫn về cơ cấu"), [Length(max=2000)])


class VoteForm(BaseForm):
    """What the counting board announced."""

    voters = IntegerField(_l("Số đại biểu có mặt biểu quyết"), [InputRequired(), NumberRange(1, MOST_VOTERS)])
    in_favour = IntegerField(_l("Tán thành"), [InputRequired(), NumberRange(0, MOST_VOTERS)])
    against = IntegerField(_l("Không tán thành"), [InputRequired(), NumberRange(0, MOST_VOTERS)])
    other = IntegerField(_l("Ý kiến khác"), [InputRequired(), NumberRange(0, MOST_VOTERS)])
    base = SelectField(_l("Quá nửa tính trên"), choices=_choices(BASE), default="present")
    taken_on = DayField(_l("Ngày biểu quyết"), [InputRequired()])
    taken_time = ClockField(_l("Giờ biểu quyết"), [InputRequired()])
    note = CleanLines(_l("Ghi chú của tổ kiểm phiếu"), [Length(max=2000)])
    list_digest = HiddenField()
    after = VersionField()

    def start(self, day: date, clock: time, **values: Any) -> None:
        """First figures of an empty form."""
        self.taken_on.data, self.taken_time.data = day, clock.replace(second=0, microsecond=0)
        for name, value in values.items():
            self[name].data = value
