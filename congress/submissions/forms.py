"""Forms of lists sent and received."""

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, HiddenField
from wtforms.validators import Length, Optional

from congress.web.forms import BaseForm, CleanLines, CleanText, DayField, VersionField

MOST_REMARK = 2000


class SendForm(BaseForm):
    """What the person was about to send: the number of the version and the fingerprint of the list on the page."""

    seen = VersionField()
    fingerprint = HiddenField()


class StepForm(BaseForm):
    """A button: the version of the record that was seen."""

    version = VersionField()


class PaperForm(BaseForm):
    """The signed paper that carried the list."""

    version = VersionField()
    paper_number = CleanText(_l("Số, ký hiệu công văn"), [Length(max=60)])
    paper_on = DayField(_l("Ngày công văn"), [Optional()])


class AcceptForm(BaseForm):
    """Accepting a list, with a reason where something is left open."""

    version = VersionField()
    remarks = CleanLines(_l("Ghi chú khi chấp nhận"), [Length(max=MOST_REMARK)])


class ReturnForm(BaseForm):
    """What has to be mended: about the whole list, and row by row in the order of the list."""

    version = VersionField()
    remarks = CleanLines(_l("Nhận xét chung"), [Length(max=MOST_REMARK)])
    rows = FieldList(CleanText(_l("Nhận xét"), [Length(max=500)]))
