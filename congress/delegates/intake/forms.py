"""What is typed while a list is taken in: the file or the paste, and what its columns and rows mean."""

import uuid
from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, TextAreaField

from congress.delegates import labels
from congress.delegates.forms import offered
from congress.delegates.intake.cells import Defaults
from congress.delegates.intake.rows import STATES, Settings
from congress.delegates.intake.table import FIELDS, Content
from congress.meetings.models import Meeting
from congress.units.models import Unit
from congress.web.forms import BaseForm, CleanText, VersionField


class UploadForm(BaseForm):
    """A file, or cells pasted from a spreadsheet."""

    file = FileField(_l("Tệp danh sách (.xlsx, .xls, .csv)"))
    sheet = CleanText(_l("Tên trang tính"))
    pasted = TextAreaField(_l("Hoặc dán bảng từ Excel, cả dòng tiêu đề"))


class SettingsForm(BaseForm):
    """Defaults for what rows leave out, and the encoding; columns and choices are read by `settled`."""

    encoding = SelectField(_l("Bảng mã chữ trong tệp"), choices=offered(labels.ENCODINGS))
    unit = SelectField(_l("Đơn vị cho dòng không ghi hoặc không nhận ra"))
    group = SelectField(_l("Nhóm cho dòng không ghi"))
    kind = SelectField(_l("Loại cho dòng không ghi"), choices=offered(labels.KINDS))
    basis = SelectField(_l("Căn cứ cho dòng không ghi"), choices=offered(labels.BASES))
    version = VersionField()

    def offer(self, meeting: Meeting, units: Iterable[Unit]) -> "SettingsForm":
        """Fill the choices."""
        none = {"": _l("— Không đặt —")}
        self.unit.choices = offered({**none, **{str(unit.id): unit.name for unit in units}})
        self.group.choices = offered({**none, **{group.code: group.name for group in meeting.groups}})
        return self

    def settled(self, before: Settings, typed: Mapping[str, str], content: Content) -> Settings:
        """What the page says; what it does not show (rows on other pages) stays as settled before."""
        columns = {place: typed.get(f"column-{place}", before.columns.get(place, "")) for place in content.headings}
        choices = dict(before.choices)
        for name, value in typed.items():
            row = name.removeprefix("row-")
            if name.startswith("row-") and row.isascii() and row.isdigit() and value in STATES:
                choices[int(row)] = value
        unit_id = uuid.UUID(self.unit.data) if self.unit.data else None
        defaults = Defaults(unit_id, self.group.data or "", self.kind.data, self.basis.data or "")
        return Settings(
            {place: name for place, name in columns.items() if name in FIELDS}, self.encoding.data, defaults, choices
        )


def shown_settings(settings: Settings, version: int) -> dict[str, object]:
    """Settings as the form shows them."""
    kept = settings.defaults
    unit = str(kept.unit_id) if kept.unit_id else ""
    return {
        "encoding": settings.encoding, "unit": unit, "group": kept.group, "kind": kept.kind, "basis": kept.basis,
        "version": version,
    }  # fmt: skip
