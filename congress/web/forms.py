"""The base form: Vietnamese messages for every built-in check, text cleaned to NFC."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectChoice, StringField, TextAreaField, TimeField
from wtforms import IntegerField as AnyIntegerField
from wtforms.validators import StopValidation

from congress.errors import Refused
from congress.messages import sentence
from congress.rules.names import clean_name
from congress.web.numbers import without_groups

YEARS = range(1900, 2200)
MESSAGES = {
    "This field is required.": _l("Mục này bắt buộc phải điền."),
    "Not a valid integer value.": _l("Cần một số nguyên, ví dụ 120 hoặc 3.000."),
    "Not a valid date value.": _l("Ngày không đọc được; viết dạng ngày/tháng/năm, ví dụ 24/04/2025."),
    "Not a valid time value.": _l("Giờ không đọc được; viết dạng giờ:phút, ví dụ 07:30."),
    "Not a valid choice.": _l("Lựa chọn này không có trong danh sách."),
    "Invalid Choice: could not coerce.": _l("Lựa chọn này không có trong danh sách."),
    "'%(value)s' is not a valid choice for this field.": _l("Lựa chọn này không có trong danh sách."),
    "Number must be at least %(min)s.": _l("Số nhỏ nhất được phép là %(min)s."),
    "Number must be at most %(max)s.": _l("Số lớn nhất được phép là %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Cần một số từ %(min)s đến %(max)s."),
    "Field cannot be longer than %(max)d character.": _l("Dài quá %(max)d ký tự."),
    "Field cannot be longer than %(max)d characters.": _l("Dài quá %(max)d ký tự."),
    "Field must be at least %(min)d character long.": _l("Cần ít nhất %(min)d ký tự."),
    "Field must be at least %(min)d characters long.": _l("Cần ít nhất %(min)d ký tự."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Cần từ %(min)d đến %(max)d ký tự."),
    "Field must be equal to %(other_name)s.": _l("Hai ô phải giống nhau."),
    "Invalid input.": _l("Giá trị không hợp lệ."),
    "The CSRF token is missing.": _l("Trang đã mở quá lâu; hãy gửi lại một lần nữa."),
    "The CSRF tokens do not match.": _l("Trang đã mở quá lâu; hãy gửi lại một lần nữa."),
    "The CSRF token is invalid.": _l("Trang đã mở quá lâu; hãy gửi lại một lần nữa."),
    "The CSRF token has expired.": _l("Trang đã mở quá lâu; hãy gửi lại một lần nữa."),
    "The CSRF session token is missing.": _l("Trang đã mở quá lâu; hãy gửi lại một lần nữa."),
}


class Translations:
    """WTForms ships no Vietnamese: these are its sentences."""

    def gettext(self, text: str) -> str:
        """The sentence in the reader's language."""
        known = MESSAGES.get(text)
        return str(known) if known is not None else gettext(text)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Vietnamese has one form for every number."""
        return self.gettext(singular if n == 1 else plural)


_TRANSLATIONS = Translations()


def choices_from(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """(code, words) pairs as the choices of a list or of radio buttons."""
    return [SelectChoice(code, words) for code, words in pairs]


class CleanText(StringField):
    """One line of text: NFC, no odd spaces, trimmed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what was typed."""
        self.data = clean_name(valuelist[0]) if valuelist else ""


class CleanLines(TextAreaField):
    """Lines of text: each cleaned, breaks kept."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean every line of what was typed."""
        lines = valuelist[0].replace("\r\n", "\n").split("\n") if valuelist else []
        self.data = "\n".join(clean_name(line) for line in lines).strip()


class PastedLines(TextAreaField):
    """Lines pasted from a table: kept as typed, tabs between columns too."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Only line ends are made alike."""
        self.data = valuelist[0].replace("\r\n", "\n") if valuelist else ""


class IntegerField(AnyIntegerField):
    """A whole number; what is none is told once, without the limits of a number beside it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The number; groups of three as people here write them (3.000, 3 000) are read."""
        super().process_formdata([without_groups(text) for text in valuelist])

    def pre_validate(self, _form: Any) -> None:
        """Stop at what could not be read; an empty field is for the others to judge."""
        if self.process_errors and any(text.strip() for text in self.raw_data or ()):
            raise StopValidation


class DayField(DateField):
    """A day as people here write it, dd/mm/yyyy; what a date picker sends (yyyy-mm-dd) is taken too.

    A year before 1900 or after 2199 is a slip of the hand, and no deadline could be counted from the ends of the calendar.
    """

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The day, if its year is one of ours."""
        super().process_formdata(valuelist)
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(gettext("Năm phải từ 1900 đến 2199; hãy xem lại ngày."))


class ClockField(TimeField):
    """A time of day, 24 hours; 7:30, 07:30 and 07h30 are the same."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=["%H:%M", "%Hh%M", "%H:%M:%S"], **kwargs)


class VersionField(HiddenField):
    """The state the person saw; a newer one in the database means somebody else was faster."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A number, or 0 when it was tampered with."""
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class BaseForm(FlaskForm):
    """Every form of the house."""

    class Meta(FlaskForm.Meta):
        """Messages of the house in place of the library's."""

        def get_translations(self, _form: Any) -> Translations:
            """Vietnamese first."""
            return _TRANSLATIONS

    def accept(self, refusal: Refused) -> None:
        """Show a refusal of the service: at the field its facts name, else above the form; what was typed stays."""
        text = sentence(refusal.code, **refusal.facts)
        field = self._fields.get(str(refusal.facts.get("field", "")))
        if field is None:
            self.form_errors = [*self.form_errors, text]
        else:
            field.errors = [*field.errors, text]


__all__ = [
    "BaseForm",
    "CleanLines",
    "CleanText",
    "ClockField",
    "DayField",
    "IntegerField",
    "PastedLines",
    "Translations",
    "VersionField",
    "choices_from",
]
