"""Fields of the house: what they take and what they say."""

from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired, NumberRange

from congress.web.forms import BaseForm, DayField, IntegerField


class DayForm(BaseForm):
    """One day."""

    day = DayField("Ngày")


def typed(app: Flask, text: str) -> DayForm:
    """The form with this text in its field."""
    with app.test_request_context():
        form = DayForm(formdata=MultiDict({"day": text}), meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize("text", ["24/04/2025", "2025-04-24", "24-04-2025", "24.04.2025"])
def test_a_day_is_read_as_people_write_it(sqlite_app: Flask, text: str):
    form = typed(sqlite_app, text)
    assert (form.day.data, form.errors) == (date(2025, 4, 24), {})


@pytest.mark.parametrize("text", ["01/01/0001", "31/12/1899", "01/01/2200", "31/12/9999"])
def test_a_year_that_is_a_slip_of_the_hand_is_told_and_stays_to_be_mended(sqlite_app: Flask, text: str):
    form = typed(sqlite_app, text)
    assert form.errors == {"day": ["Năm phải từ 1900 đến 2199; hãy xem lại ngày."]}
    assert f'value="{text}"' in str(form.day())


@pytest.mark.parametrize("text", ["31/02/2025", "29/02/2025", "99999", "hôm nay", "²/4/2025"])
def test_a_day_that_is_none_is_told(sqlite_app: Flask, text: str):
    assert typed(sqlite_app, text).errors == {"day": ["Ngày không đọc được; viết dạng ngày/tháng/năm, ví dụ 24/04/2025."]}


class NumberForm(BaseForm):
    """One number."""

    number = IntegerField("Số", [InputRequired(), NumberRange(1, 300)])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("²", "Cần một số nguyên, ví dụ 120 hoặc 3.000."),
        ("1,5", "Cần một số nguyên, ví dụ 120 hoặc 3.000."),
        ("9" * 5000, "Cần một số nguyên, ví dụ 120 hoặc 3.000."),
        ("3,000", "Cần một số nguyên, ví dụ 120 hoặc 3.000."),
        ("3.00", "Cần một số nguyên, ví dụ 120 hoặc 3.000."),
        ("3 00", "Cần một số nguyên, ví dụ 120 hoặc 3.000."),
        ("1.234 567", "Cần một số nguyên, ví dụ 120 hoặc 3.000."),
        ("", "Mục này bắt buộc phải điền."),
        ("0", "Cần một số từ 1 đến 300."),
        ("9" * 30, "Cần một số từ 1 đến 300."),
    ],
)
def test_a_wrong_number_is_told_in_one_sentence(sqlite_app: Flask, text: str, said: str):
    with sqlite_app.test_request_context():
        form = NumberForm(formdata=MultiDict({"number": text}), meta={"csrf": False})
        form.validate()
        assert form.errors == {"number": [said]}


class LargeForm(BaseForm):
    """One number without limits."""

    number = IntegerField("Số")


@pytest.mark.parametrize("text", ["3000", "3.000", "3 000", "3\u00a0000", " 3000 "])
def test_thousands_are_read_as_people_write_them(sqlite_app: Flask, text: str):
    with sqlite_app.test_request_context():
        form = LargeForm(formdata=MultiDict({"number": text}), meta={"csrf": False})
        assert (form.validate(), form.number.data) == (True, 3000)
