"""Code → sentence: the only home of refusal and finding texts."""

from datetime import date

from flask_babel import lazy_gettext as _l

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
}


ADVICE: dict[str, object] = {}
"""What to do about a finding, by code."""

EXPLANATIONS: dict[str, tuple[object, ...]] = {}
"""The arithmetic of a finding line by line, by code."""


def sentence(code: str, **facts: object) -> str:
    """The sentence of a code in the reader's language, dates as dd/mm/yyyy."""
    return _filled(TEXTS[code], facts)


def advice(code: str, **facts: object) -> str:
    """What to do about a finding; an empty text when the sentence says it all."""
    return _filled(ADVICE[code], facts) if code in ADVICE else ""


def explanation(code: str, **facts: object) -> list[str]:
    """The rule's inputs and arithmetic, a line each; empty when there is none."""
    return [_filled(line, facts) for line in EXPLANATIONS.get(code, ())]


def _filled(text: object, facts: dict[str, object]) -> str:
    shown = {key: value.strftime("%d/%m/%Y") if isinstance(value, date) else value for key, value in facts.items()}
    return str(text) % shown
