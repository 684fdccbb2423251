"""Code → sentence in the reader's language, filled with its facts."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction

from flask_babel import lazy_gettext as _l

from congress.finding_texts import FINDINGS
from congress.refusal_texts import TEXTS
from congress.rules.local_time import local

UNKNOWN = _l("chưa rõ")

WORDS = {
    "form": {"plenary": _l("hội nghị toàn thể"), "delegates": _l("hội nghị đại biểu")},
    "level": {
        "base": _l("Đơn vị dưới xã"),
        "commune": _l("Cấp xã"),
        "district": _l("Cấp huyện"),
        "province": _l("Cấp tỉnh"),
        "nation": _l("Trung ương"),
    },
    "recipient": {"person": _l("cá nhân"), "household": _l("hộ gia đình"), "collective": _l("tập thể")},
    "group": {"": _l("chưa chọn nhóm")},
    "problem": {
        "not_an_object": _l("phải là một nhóm khóa và giá trị"),
        "missing": _l("thiếu"),
        "wrong_type": _l("sai kiểu giá trị"),
        "empty": _l("để trống"),
        "unread_key": _l("khóa lạ, không ai đọc"),
        "bad_number": _l("số không hợp lệ"),
        "bad_date": _l("ngày không hợp lệ"),
        "bad_period": _l("kỳ hạn không hợp lệ"),
        "bad_share": _l("tỷ lệ không hợp lệ"),
        "bad_decimal": _l("số thập phân không hợp lệ"),
        "bad_list": _l("danh sách không hợp lệ"),
        "unknown_value": _l("giá trị lạ"),
        "unknown_clause": _l("dẫn một điều khoản không có"),
        "number_or_level": _l("cần đúng một trong hai: số hoặc cấp"),
        "ends_before_it_starts": _l("ngày hết hiệu lực trước ngày có hiệu lực"),
    },
}
"""Facts that are codes, as words."""

GROUPED_FROM = 1000
"""Whole numbers that count are shown in groups of three from here on, as pages show them."""

NAMING = frozenset({"born", "number", "numbers", "row", "lines", "header_row"})
"""Facts whose numbers name something: a year, a badge, a line. They are shown as they are typed."""

COUNTING = frozenset(
    {
        "allocation_minimum_above",
        "allocation_total_differs",
        "groups_unsaid",
        "hall_seats_lost",
        "head_count_range",
        "limit_above_higher",
        "limit_exceeded",
        "limit_uncheckable",
        "rehearsal_scans",
        "summoned_over",
    }
)
"""Codes whose `number` is how many."""


def sentence(code: str, /, **facts: object) -> str:
    """The sentence of a refusal, a finding or (as `verdict_…`) a door's verdict, in the reader's language.

    Days are shown as dd/mm/yyyy, exact shares with a decimal comma, codes of levels, forms and recipients as words.
    Raises KeyError for a code without a text or a fact the text names and did not get.
    """
    return fill(spoken(code), facts, _naming(code))


def spoken(code: str, /) -> str:
    """The sentence in the reader's language with the places for its facts; KeyError for a code without a text."""
    return str(FINDINGS[code].sentence if code in FINDINGS else TEXTS[code])


def outline(code: str, /) -> str:
    """The sentence of a finding with … for its facts; the code itself when it has none any more."""
    return re.sub(r"%\(\w+\)s", "…", str(FINDINGS[code].sentence)).replace("%%", "%") if code in FINDINGS else code


def template(code: str, /) -> str:
    """The sentence of a refusal or verdict with {name} for its facts, for doors that fill it in themselves."""
    return re.sub(r"%\((\w+)\)s", r"{\1}", str(TEXTS[code])).replace("%%", "%")


def advice(code: str, /, **facts: object) -> str:
    """What to do about a finding; an empty text when the sentence says it all."""
    return fill(FINDINGS[code].advice, facts, _naming(code)) if code in FINDINGS else ""


def explanation(code: str, /, **facts: object) -> list[str]:
    """The rule's inputs and arithmetic, a line each; empty when there is none."""
    return [fill(line, facts, _naming(code)) for line in FINDINGS[code].arithmetic] if code in FINDINGS else []


def _naming(code: str) -> frozenset[str]:
    return NAMING - {"number"} if code in COUNTING else NAMING


def fill(text: object, facts: Mapping[str, object], naming: frozenset[str] = NAMING) -> str:
    """A text with its facts, each as it is read aloud; the numbers of those `naming` something as they are typed."""
    return str(text) % {key: _shown(key, value, counts=key not in naming) for key, value in facts.items()}


def _shown(key: str, value: object, *, counts: bool) -> object:
    """A fact as it is read aloud.

    Args:
        counts: its numbers say how many, and do not name something.
    """
    if value is None:
        return str(UNKNOWN)
    if key in WORDS and str(value) in WORDS[key]:
        return str(WORDS[key][str(value)])
    if key == "at" and isinstance(value, str):
        return local(datetime.fromisoformat(value)).strftime("%H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, tuple | list):
        return "; ".join(str(_shown(key, part, counts=counts)) for part in value)
    return _number(value) if isinstance(value, Fraction) or (counts and isinstance(value, int)) else value


def _number(value: Fraction | int) -> str:
    """3.000 and 210,7; a share that no short decimal says stays a fraction."""
    if isinstance(value, int) or value.denominator == 1:
        whole = int(value)
        return f"{whole:,}".replace(",", ".") if abs(whole) >= GROUPED_FROM else str(whole)
    for digits in (1, 2, 3):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**digits)
            return f"{whole},{rest:0{digits}d}"
    return f"{value.numerator}/{value.denominator}"
