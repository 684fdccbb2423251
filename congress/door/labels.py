"""Words, tones and icons of the door, in the reader's language."""

from flask_babel import lazy_gettext as _l

VERDICTS = {
    "admitted": ("ok", "check", _l("Mời vào")),
    "repeat": ("warn", "warning", _l("Đã vào rồi")),
    "wrong_gate": ("warn", "door", _l("Sang cửa khác")),
    "wrong_session": ("warn", "calendar", _l("Không đúng phiên")),
    "other_meeting": ("bad", "stop", _l("Hội nghị khác")),
    "withdrawn": ("bad", "stop", _l("Không còn tham dự")),
    "replaced": ("bad", "stop", _l("Thẻ đã thay")),
    "unknown": ("bad", "question", _l("Không có trong danh sách")),
    "foreign": ("bad", "question", _l("Không phải thẻ đại biểu")),
    "undone": ("info", "check", _l("Đã hủy lượt vào")),
    "held_for_review": ("warn", "clock", _l("Chờ xem xét")),
}
"""Verdict → tone, icon, word."""

OWN_SENTENCE = ("session_unknown", "undo_unknown", "badge_recalled", "person_replaced", "malformed")
"""Flags whose own sentence says it better than the verdict's."""

CAUSES = {
    "lost": _l("Mất thẻ: hủy thẻ cũ, cấp thẻ mới"),
    "replaced": _l("Thẻ hỏng hoặc in sai: hủy thẻ cũ, cấp thẻ mới"),
    "withdrawn": _l("Thu hồi: hủy thẻ, không cấp thẻ mới"),
}
DEAD = {"lost": _l("Đã báo mất"), "replaced": _l("Đã thay"), "withdrawn": _l("Đã thu hồi")}
KINDS = {"official": _l("Đại biểu"), "guest": _l("Khách mời"), "non_delegate": _l("Phục vụ, báo chí, nghệ sĩ")}
UNDO_REASONS = (_l("Quét nhầm"), _l("Nhầm người"), _l("Đại biểu không vào"))
