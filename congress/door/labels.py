"""Words, tones and icons of the door, in the reader's language."""

from typing import Any

from flask_babel import lazy_gettext as _l

from congress.messages import template

VERDICTS = {
    "admitted": ("ok", "check", _l("Mời vào")),
    "repeat": ("warn", "warning", _l("Đã vào rồi")),
    "returned": ("ok", "check", _l("Vào lại")),
    "left": ("info", "door", _l("Đã ra")),
    "wrong_gate": ("warn", "door", _l("Sang cửa khác")),
    "wrong_session": ("warn", "calendar", _l("Không đúng phiên")),
    "other_meeting": ("bad", "stop", _l("Hội nghị khác")),
    "withdrawn": ("bad", "stop", _l("Không còn tham dự")),
    "replaced": ("bad", "stop", _l("Thẻ đã thay")),
    "unknown": ("bad", "question", _l("Không có trong danh sách")),
    "foreign": ("bad", "question", _l("Không phải thẻ đại biểu")),
    "undone": ("info", "check", _l("Đã hủy lượt")),
    "held_for_review": ("warn", "clock", _l("Chờ xem xét")),
}
"""Verdict → tone, icon, word."""

UNLISTED = {"unlisted": ("warn", "warning", _l("Ghi để kiểm tra"))}
"""What a door says by itself of a badge that its list does not know: let in to be looked at."""

OWN_SENTENCE = (
    "left_unseen", "deputy", "deputy_official", "walk_in", "session_unknown", "undo_unknown", "badge_recalled",
    "person_replaced", "malformed",
)  # fmt: skip
"""Flags whose own sentence says it better than the verdict's."""

CAUSES = {
    "lost": _l("Mất thẻ: hủy thẻ cũ, cấp thẻ mới"),
    "replaced": _l("Thẻ hỏng hoặc in sai: hủy thẻ cũ, cấp thẻ mới"),
    "withdrawn": _l("Thu hồi: hủy thẻ, không cấp thẻ mới"),
}
DEAD = {"lost": _l("Đã báo mất"), "replaced": _l("Đã thay"), "withdrawn": _l("Đã thu hồi")}
KINDS = {"official": _l("Đại biểu"), "guest": _l("Khách mời"), "non_delegate": _l("Phục vụ, báo chí, nghệ sĩ")}
UNDO_REASONS = (_l("Quét nhầm"), _l("Nhầm người"), _l("Đại biểu không vào"))
ADMIT_REASONS = (_l("Ban tổ chức đồng ý"), _l("Cửa kia đang đông"), _l("Đi cùng đoàn"))


def device_words() -> dict[str, Any]:
    """What a door says by itself: word and sentence of each verdict, the sentences of flags, the kinds of people."""
    verdicts = {
        verdict: {"tone": tone, "icon": icon, "word": str(word), "sentence": template(f"verdict_{verdict}")}
        for verdict, (tone, icon, word) in (VERDICTS | UNLISTED).items()
    }
    flags = {flag: template(f"verdict_{flag}") for flag in OWN_SENTENCE}
    return {"verdicts": verdicts, "flags": flags, "kinds": {kind: str(word) for kind, word in KINDS.items()}}


ANSWERS = {"yes": _l("Có dự"), "no": _l("Không dự được"), "substitute": _l("Cử người dự thay")}

SHEETS = {
    "a6x4": _l("A6, bốn thẻ trên tờ A4"),
    "a6": _l("A6, mỗi trang một thẻ"),
    "a7x8": _l("A7, tám thẻ trên tờ A4"),
    "a7": _l("A7, mỗi trang một thẻ"),
    "card10": _l("Cỡ thẻ nhựa 85,6 × 54 mm, mười thẻ trên tờ A4"),
    "l7165": _l("Giấy dán 99,1 × 67,7 mm, tám nhãn (L7165)"),
    "l7173": _l("Giấy dán 99,1 × 57 mm, mười nhãn (L7173)"),
    "l7418": _l("Phôi thẻ cài 86,5 × 55,5 mm, tám thẻ (L7418)"),
}
SHRINKING = {
    "name": _l("Họ và tên"),
    "title": _l("Chức vụ"),
    "unit": _l("Đơn vị"),
    "seat": _l("Chỗ ngồi"),
    "gate": _l("Bàn, cửa"),
}
PRINTS = {
    "badges": _l("Thẻ đại biểu: %(count)s thẻ"),
    "cards": _l("Ảnh mã: %(count)s người"),
    "giay-moi": _l("Giấy mời: %(count)s giấy"),
    "giay-trieu-tap": _l("Giấy triệu tập: %(count)s giấy"),
}
"""Large prints by kind, with how many."""

_BADGES, _PAPERS = ("door.badges", _l("Thẻ đại biểu")), ("documents.papers", _l("Giấy tờ"))
PRINTED_FROM = {"badges": _BADGES, "cards": _BADGES, "giay-moi": _PAPERS, "giay-trieu-tap": _PAPERS}
"""The page where a large print is begun, and its name."""

_ANSWERS = ("door.invitations_room", "delegates.edit", _l("Ghi trả lời"))
_LETTERS = (_l("In hoặc gửi đi sau khi ký, đóng dấu; ai trả lời thì ghi lại."), _ANSWERS)
AFTER_FETCHING = {
    "badges": (
        _l("Thẻ trong tệp được ghi là đã in. In thử một tờ ở tỷ lệ 100 % (kích thước thật), đúng rồi in hết và chia theo bàn."),
        ("door.badge_desks", "badges.print", _l("Chia bàn phát thẻ")),
    ),
    "cards": (
        _l("Giải nén tệp: mỗi đơn vị một thư mục. Gửi ảnh cho từng người, ai trả lời thì ghi lại."),
        _ANSWERS,
    ),
    "giay-moi": _LETTERS,
    "giay-trieu-tap": _LETTERS,
}
"""What to do with the file of a large print, and where: endpoint, the permission it needs, its name."""
