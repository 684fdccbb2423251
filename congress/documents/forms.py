"""The particulars of a paper as they are typed: one line of the paper per line."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length, Optional

from congress.documents.particulars import LISTS, Particulars
from congress.web.forms import BaseForm, CleanLines, CleanText, DayField, VersionField

TEXT = [Length(max=300)]
LINES = [Length(max=4000)]


class CommonForm(BaseForm):
    """What stands on every paper."""

    parent = CleanLines(_l("Cơ quan chủ quản"), LINES)
    issuer = CleanLines(_l("Cơ quan ban hành"), [DataRequired(), *LINES])
    organ = CleanText(_l("Tên cơ quan trong câu văn"), TEXT)
    place = CleanText(_l("Địa danh"), TEXT)
    capacity = CleanLines(_l("Quyền hạn, chức vụ người ký"), LINES)
    signer = CleanText(_l("Họ tên người ký"), TEXT)
    version = VersionField()


class PaperForm(CommonForm):
    """What stands on one paper."""

    number = CleanText(_l("Số, ký hiệu"), TEXT)
    day = DayField(_l("Ngày ký"), [Optional()])
    addressees = CleanLines(_l("Kính gửi"), LINES)
    basis = CleanLines(_l("Căn cứ"), LINES)
    recipients = CleanLines(_l("Nơi nhận"), LINES)


def shown(given: Particulars) -> dict[str, object]:
    """The particulars as the form shows them."""
    return {key: "\n".join(value) if key in LISTS else value for key, value in vars(given).items()}


def wish(form: CommonForm, given: Particulars) -> Particulars:
    """What the form says; fields it does not have stay as they are."""
    values = dict(vars(given))
    for key in values:
        field = getattr(form, key, None)
        if field is not None:
            values[key] = tuple((field.data or "").split("\n")) if key in LISTS else field.data
    return Particulars(**values)
