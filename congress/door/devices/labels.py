"""Words for what is held and decided at the door."""

from flask_babel import lazy_gettext as _l

CAUSES = {
    "walk_in": _l("Không có trong danh sách"),
    "deputy_official": _l("Đi thay đại biểu chính thức"),
    "device_revoked": _l("Máy đã ngừng trực cửa"),
    "device_expired": _l("Máy đã hết phiên trực"),
    "malformed": _l("Lượt quét không đọc được"),
}
DECISIONS = {
    "accepted": ("ok", _l("Đã chấp nhận")),
    "left": ("idle", _l("Để nguyên, không tính")),
    "reversed": ("warn", _l("Đã rút lại")),
}
