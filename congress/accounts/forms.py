"""Signing in, passwords, new users, roles."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Optional

from congress.accounts.labels import KINDS, LANGUAGES, LATER, ROLES
from congress.web.forms import BaseForm, CleanText, IntegerField

MEETING_CHOICES = [SelectChoice(name, ROLES[name]) for name in ("door", "organizer", "viewer")]


class SignInForm(BaseForm):
    """Name and password."""

    login = CleanText(_l("Tên đăng nhập"), [InputRequired(), Length(max=80)])
    password = PasswordField(_l("Mật khẩu"), [InputRequired(), Length(max=200)])


class OwnPasswordForm(BaseForm):
    """The old password and the new one twice."""

    old = PasswordField(_l("Mật khẩu hiện tại"), [InputRequired(), Length(max=200)])
    password = PasswordField(_l("Mật khẩu mới"), [InputRequired(), Length(max=200)])
    again = PasswordField(_l("Gõ lại mật khẩu mới"), [InputRequired(), EqualTo("password")])


class LanguageForm(BaseForm):
    """The language of the pages."""

    language = SelectField(_l("Ngôn ngữ của các trang"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()])


class PasswordForm(BaseForm):
    """A new password for somebody else, twice."""

    password = PasswordField(_l("Mật khẩu mới"), [InputRequired(), Length(max=200)])
    again = PasswordField(_l("Gõ lại mật khẩu mới"), [InputRequired(), EqualTo("password")])


class RoleForm(BaseForm):
    """A role and where: `role` is the kind of place and the role, such as `unit:viewer`.

    Without a choice of bodies `unit_id` stays empty; it is offered when several bodies fit what was typed.
    """

    role = SelectField(_l("Vai trò"))
    unit = CleanText(_l("Đơn vị"), [Length(max=160)])
    unit_id = RadioField(_l("Chọn một đơn vị"), validate_choice=False)
    meeting_number = IntegerField(_l("Số hội nghị"), [Optional(), NumberRange(1, 2_000_000_000)])

    def offer_roles(self, kinds: Mapping[str, Sequence[str]], later: bool) -> None:
        """Set the roles to choose from, by kind of place; `later` allows to choose none."""
        choices = [SelectChoice("", str(LATER))] if later else []
        for kind, names in kinds.items():
            choices += [SelectChoice(f"{kind}:{name}", str(ROLES[name]), optgroup=str(KINDS[kind])) for name in names]
        self.role.choices = choices
        self.unit_id.choices = []

    def offer_units(self, found: Iterable[tuple[uuid.UUID, str]]) -> None:
        """Set the bodies to choose from, as (key, name)."""
        self.unit_id.choices = [SelectChoice(str(key), name) for key, name in found]

    @property
    def chosen_unit(self) -> uuid.UUID | None:
        """The body picked from those offered."""
        try:
            return uuid.UUID(self.unit_id.data or "")
        except ValueError:
            return None


class NewUserForm(RoleForm):
    """A new user with a first role."""

    login = CleanText(_l("Tên đăng nhập"), [InputRequired(), Length(max=80)])
    display_name = CleanText(_l("Họ và tên"), [InputRequired(), Length(max=160)])
    password = PasswordField(_l("Mật khẩu"), [InputRequired(), Length(max=200)])
    again = PasswordField(_l("Gõ lại mật khẩu"), [InputRequired(), EqualTo("password")])


class MeetingPersonForm(BaseForm):
    """Somebody to work at a meeting: an existing sign-in name, or a new one with name and password."""

    role = SelectField(_l("Vai trò tại hội nghị"), choices=MEETING_CHOICES)
    login = CleanText(_l("Tên đăng nhập"), [InputRequired(), Length(max=80)])
    display_name = CleanText(_l("Họ và tên"), [Length(max=160)])
    password = PasswordField(_l("Mật khẩu"), [Length(max=200)])
    again = PasswordField(_l("Gõ lại mật khẩu"), [EqualTo("password")])
