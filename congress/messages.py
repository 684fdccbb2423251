"""Code → sentence: the only home of refusal and finding texts."""

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

from flask_babel import lazy_gettext as _l

from congress.finding_texts import FINDINGS

VIETNAM = timezone(timedelta(hours=7))

TEXTS = {
    # shared
    "stale": _l(
        "Người khác vừa sửa mục này. Hãy tải lại trang để xem bản mới, rồi sửa tiếp; nội dung bạn gõ chưa được lưu đè."
    ),
    "clash": _l("Có người vừa ghi cùng lúc nên chưa lưu được. Hãy thử lại."),
    "form_expired": _l("Trang đã mở quá lâu hoặc phiên đăng nhập đã đổi. Hãy gửi lại một lần nữa."),
    # units
    "unit_name_missing": _l("Tên đơn vị không được để trống."),
    "unit_code_taken": _l("Mã đơn vị %(code)s đã có."),
    "head_count_range": _l("Số người phải từ 0 đến 1.000.000; đang ghi %(number)s."),
    # meetings: accepting a finding
    "override_reason_short": _l("Hãy ghi rõ lý do chấp nhận, ít nhất %(minimum)s ký tự."),
    # accounts
    "sign_in_failed": _l("Tên đăng nhập hoặc mật khẩu không đúng."),
    "login_missing": _l("Cần tên đăng nhập."),
    "login_taken": _l("Tên đăng nhập %(login)s đã có người dùng."),
    "password_short": _l("Mật khẩu cần ít nhất %(minimum)s ký tự."),
    "role_unknown": _l("Vai trò %(role)s không giao được ở phạm vi này."),
    # the rules: shares that cannot be made, documents that cannot be read
    "seats_negative": _l("Số chỉ tiêu, trọng số và mức tối thiểu không được âm."),
    "seats_bounds_crossed": _l("Dòng %(line)s: tối thiểu %(minimum)s lớn hơn tối đa %(maximum)s."),
    "seats_minimum_exceeds": _l("Tổng các mức tối thiểu là %(minimum)s, nhiều hơn %(seats)s chỉ tiêu để chia."),
    "seats_maximum_short": _l("Tổng các mức tối đa là %(maximum)s, không đủ nhận %(seats)s chỉ tiêu."),
    "document_unusable": _l("Không đọc được dữ liệu tại “%(path)s”: %(problem)s."),
    # the door: verdicts
    "verdict_admitted": _l("Mời vào."),
    "verdict_repeat": _l("Đã vào lúc %(at)s, %(gate)s."),
    "verdict_wrong_gate": _l("Mời sang cửa: %(gates)s."),
    "verdict_wrong_session": _l("Thẻ không dùng cho phiên này."),
    "verdict_other_meeting": _l("Thẻ của hội nghị khác."),
    "verdict_withdrawn": _l("Đại biểu đã rút; mời gặp ban tổ chức."),
    "verdict_replaced": _l("Thẻ đã được thay; mời gặp ban tổ chức."),
    "verdict_unknown": _l("Không có thẻ này trong danh sách."),
    "verdict_foreign": _l("Đây không phải mã thẻ đại biểu."),
    "verdict_undone": _l("Đã hủy lượt vào lúc %(at)s."),
    "verdict_held_for_review": _l("Đã ghi lại; chờ ban tổ chức xem xét."),
}

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

NUMBERED_FROM = 10_000
"""Whole numbers from here on are shown in groups of three; below it they may be years."""


def sentence(code: str, /, **facts: object) -> str:
    """The sentence of a refusal, a finding or (as `verdict_…`) a door's verdict, in the reader's language.

    Days are shown as dd/mm/yyyy, exact shares with a decimal comma, codes of levels, forms and recipients as words.
    Raises KeyError for a code without a text or a fact the text names and did not get.
    """
    return _filled(FINDINGS[code].sentence if code in FINDINGS else TEXTS[code], facts)


def advice(code: str, /, **facts: object) -> str:
    """What to do about a finding; an empty text when the sentence says it all."""
    return _filled(FINDINGS[code].advice, facts) if code in FINDINGS else ""


def explanation(code: str, /, **facts: object) -> list[str]:
    """The rule's inputs and arithmetic, a line each; empty when there is none."""
    return [_filled(line, facts) for line in FINDINGS[code].arithmetic] if code in FINDINGS else []


def _filled(text: object, facts: dict[str, object]) -> str:
    return str(text) % {key: _shown(key, value) for key, value in facts.items()}


def _shown(key: str, value: object) -> object:
    """A fact as it is read aloud."""
    if value is None:
        return str(UNKNOWN)
    if key in WORDS and str(value) in WORDS[key]:
        return str(WORDS[key][str(value)])
    if key == "at" and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(VIETNAM).strftime("%H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, tuple):
        return "; ".join(str(_shown(key, part)) for part in value)
    return _number(value) if isinstance(value, Fraction | int) else value


def _number(value: Fraction | int) -> str:
    """30.000 and 210,7; a share that no short decimal says stays a fraction."""
    if isinstance(value, int) or value.denominator == 1:
        whole = int(value)
        return f"{whole:,}".replace(",", ".") if abs(whole) >= NUMBERED_FROM else str(whole)
    for digits in (1, 2, 3):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**digits)
            return f"{whole},{rest:0{digits}d}"
    return f"{value.numerator}/{value.denominator}"
