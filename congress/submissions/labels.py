"""Words for the states and fields of a list on its way up, in the reader's language."""

from flask_babel import lazy_gettext as _l

STATUS = {
    "sent": ("info", _l("Đã gửi, chờ tiếp nhận"), "send"),
    "received": ("info", _l("Cấp trên đã tiếp nhận"), "inbox"),
    "returned": ("warn", _l("Trả lại để sửa"), "warning"),
    "accepted": ("ok", _l("Đã chấp nhận"), "check"),
}
INBOX = {
    "sent": ("warn", _l("Chờ tiếp nhận"), "inbox"),
    "received": ("info", _l("Đã tiếp nhận, chờ trả lời"), "clock"),
    "returned": ("idle", _l("Đã trả lại"), "warning"),
    "accepted": ("ok", _l("Đã chấp nhận"), "check"),
}
CHANGE = {"added": ("ok", _l("Thêm"), "plus"), "removed": ("bad", _l("Bỏ"), "cross"), "changed": ("warn", _l("Sửa"), "edit")}
FIELD = {
    "name": _l("Họ và tên"),
    "sex": _l("Giới tính"),
    "birth_day": _l("Ngày sinh"),
    "birth_month": _l("Tháng sinh"),
    "birth_year": _l("Năm sinh"),
    "title": _l("Chức vụ, nghề nghiệp"),
    "unit_name": _l("Đơn vị"),
    "standing": _l("Diện đại biểu"),
    "position": _l("Thứ tự"),
    "basis": _l("Căn cứ cử"),
    "minutes": _l("Biên bản của tập thể lãnh đạo"),
    "group_name": _l("Nhóm cơ cấu"),
    "achievement": _l("Thành tích tiêu biểu"),
}
"""Every field that differences() compares."""
