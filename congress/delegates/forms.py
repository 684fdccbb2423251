"""The shapes of what is typed about one delegate, and about many."""

import uuid
from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from congress.delegates import labels
from congress.delegates.models import Delegate
from congress.delegates.nomination import Nomination
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.messages import sentence
from congress.people.birth import birth_of, birth_text, parse_birth
from congress.rules.eligibility import needs_group
from congress.units.models import Unit
from congress.web import clock
from congress.web.forms import BaseForm, CleanLines, CleanText, VersionField

KEEP = "keep"
VERBS = {
    "approve": _l("Duyệt"),
    "summon": _l("Triệu tập"),
    "withdraw": _l("Rút tên (cần lý do)"),
    "reinstate": _l("Khôi phục người đã rút"),
}


def offered(words: Mapping[str, object]) -> list[SelectChoice]:
    """Choices from words by code."""
    return [SelectChoice(code, word) for code, word in words.items()]


class BoxesField(SelectMultipleField):
    """Several of a few, as boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class PersonFields(BaseForm):
    """Name, birth and what else is true of the person."""

    name = CleanText(_l("Họ và tên"), [InputRequired(), Length(max=160)])
    sex = SelectField(_l("Giới tính"), choices=offered(labels.SEXES))
    birth = CleanText(_l("Ngày hoặc năm sinh"), [Length(max=20)])
    title = CleanText(_l("Chức vụ, nghề nghiệp"), [Length(max=200)])
    phone = CleanText(_l("Số điện thoại"), [Length(max=24)])
    ethnic_group = CleanText(_l("Dân tộc"), [Length(max=80)])
    religion = CleanText(_l("Tôn giáo"), [Length(max=80)])
    education = CleanText(_l("Trình độ"), [Length(max=80)])
    party_member = SelectField(_l("Đảng viên"), choices=offered(labels.PARTY))
    identity_number = CleanText(_l("Số căn cước"), [Length(max=40)])
    homonym = BooleanField(_l("Đây là người khác, trùng tên với người đã có trong danh sách"))

    def validate_birth(self, field: CleanText) -> None:
        """The birth must be one that can be."""
        try:
            parse_birth(field.data or "", clock.today())
        except Refused as refusal:
            raise ValidationError(sentence(refusal.code, **refusal.facts)) from refusal

    def given_particulars(self) -> dict[str, str]:
        """Sensitive fields that were filled in; empty ones stay as they are."""
        values = {key: self[key].data or "" for key in labels.SENSITIVE}
        return {key: value for key, value in values.items() if value and value != KEEP}

    def person_part(self) -> dict[str, object]:
        """What a nomination says of the person."""
        return {
            "name": self.name.data,
            "sex": self.sex.data,
            "birth": parse_birth(self.birth.data or "", clock.today()),
            "title": self.title.data or "",
            "phone": self.phone.data or "",
            "particulars": self.given_particulars(),
        }


class NominationForm(PersonFields):
    """One nomination: the person, and how he or she comes to the meeting."""

    unit = SelectField(_l("Đơn vị"))
    kind = SelectField(_l("Loại"), choices=offered(labels.KINDS))
    group = SelectField(_l("Nhóm cơ cấu"))
    traits = BoxesField(_l("Đặc điểm"), choices=offered(labels.TRAITS))
    leading_post = BooleanField(_l("Giữ chức vụ lãnh đạo"))
    head = BooleanField(_l("Trưởng đoàn"))
    basis = SelectField(_l("Căn cứ"), choices=offered(labels.BASES))
    basis_paper = CleanText(_l("Số, ngày văn bản làm căn cứ"), [Length(max=160)])
    represents = CleanText(_l("Đại diện cho tập thể"), [Length(max=200)])
    achievement = CleanLines(_l("Thành tích tiêu biểu"), [Length(max=2000)])
    note = CleanText(_l("Ghi chú"), [Length(max=500)])
    version = VersionField()

    def offer(self, meeting: Meeting, units: Iterable[Unit]) -> "NominationForm":
        """Fill the choices: bodies the delegate may come from, groups of the meeting."""
        self.unit.choices = offered({"": _l("— Chọn đơn vị —"), **{str(unit.id): unit.name for unit in units}})
        self.group.choices = offered({"": _l("— Chọn nhóm —"), **{group.code: group.name for group in meeting.groups}})
        return self

    def validate_unit(self, field: SelectField) -> None:
        """An official delegate comes from a body."""
        if self.kind.data == "official" and not field.data:
            raise ValidationError(sentence("unit_missing"))

    def nomination(self) -> Nomination:
        """What was typed, as the service takes it."""
        return Nomination(
            **self.person_part(),
            unit_id=uuid.UUID(self.unit.data) if self.unit.data else None,
            kind=self.kind.data,
            group=self.group.data if needs_group(self.kind.data) else "",
            traits=tuple(self.traits.data or ()),
            leading_post=bool(self.leading_post.data),
            head=bool(self.head.data),
            basis=self.basis.data,
            basis_paper=self.basis_paper.data or "",
            represents=self.represents.data or "",
            achievement=self.achievement.data or "",
            note=self.note.data or "",
        )

    def keep_particulars(self) -> "NominationForm":
        """On an edit the sealed values are not shown: leaving a field alone keeps what is stored."""
        said = {code: word for code, word in labels.PARTY.items() if code}
        self.party_member.choices = offered({KEEP: _l("Giữ như đã ghi"), **said})
        return self


def shown_values(delegate: Delegate, state: int) -> Mapping[str, object]:
    """A stored nomination as the form shows it; sealed particulars are left out."""
    person = delegate.person
    return {
        "name": person.name, "sex": person.sex, "birth": birth_text(birth_of(person)), "title": delegate.title,
        "phone": person.phone, "unit": str(delegate.unit_id) if delegate.unit_id else "", "kind": delegate.kind,
        "group": delegate.group.code if delegate.group else "", "traits": [trait.code for trait in delegate.traits],
        "leading_post": delegate.leading_post, "head": delegate.head, "basis": delegate.basis,
        "basis_paper": delegate.basis_paper, "represents": delegate.represents, "achievement": delegate.achievement,
        "note": delegate.note, "version": state,
    }  # fmt: skip


class ReplacementForm(PersonFields):
    """Who comes instead, and why."""

    basis = SelectField(_l("Căn cứ"), choices=offered(labels.BASES))
    basis_paper = CleanText(_l("Số, ngày văn bản làm căn cứ"), [Length(max=160)])
    reason = CleanText(_l("Lý do thay"), [InputRequired(), Length(max=500)])
    version = VersionField()

    def nomination(self) -> Nomination:
        """The new person; place, group and status are taken from the one who leaves."""
        return Nomination(**self.person_part(), basis=self.basis.data, basis_paper=self.basis_paper.data or "")


class BulkForm(BaseForm):
    """What is to be done with the chosen rows."""

    verb = SelectField(
        _l("Việc cần làm"),
        choices=offered(VERBS),
    )
    reason = CleanText(_l("Lý do"), [Length(max=500)])
    everybody = BooleanField(_l("Làm với tất cả người theo bộ lọc"))


class ReadingForm(BaseForm):
    """A press of a button that opens sealed particulars: nothing to type."""


class RemovalForm(BaseForm):
    """The state the person saw when deciding to delete."""

    version = VersionField()
