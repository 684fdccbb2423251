"""Signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from congress.web.forms import BaseForm, CleanText


class SignInForm(BaseForm):
    """Name and password."""

    login = CleanText(_l("Tên đăng nhập"), [InputRequired(), Length(max=80)])
    password = PasswordField(_l("Mật khẩu"), [InputRequired(), Length(max=200)])
