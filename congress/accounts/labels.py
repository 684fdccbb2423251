"""Roles in words."""

from flask_babel import lazy_gettext as _l

ROLES = {
    "administrator": _l("Quản trị hệ thống"),
    "standing_body": _l("Cơ quan thường trực"),
    "unit_officer": _l("Cán bộ đơn vị"),
    "organizer": _l("Ban tổ chức"),
    "door": _l("Đón tiếp (cửa)"),
    "viewer": _l("Người xem"),
}

DUTIES = {
    "administrator": _l("Tài khoản, danh mục và mọi đơn vị, mọi hội nghị."),
    "standing_body": _l("Kế hoạch, hội nghị và tài khoản của đơn vị; theo dõi, giao tài khoản cho các đơn vị bên dưới."),
    "unit_officer": _l("Tổ chức hội nghị của đơn vị mình, giới thiệu đại biểu dự hội nghị cấp trên."),
    "organizer": _l("Mọi việc của một hội nghị: chương trình, đại biểu, thẻ, khen thưởng, biểu quyết, gửi danh sách."),
    "door": _l("Quét thẻ và xem số người đã vào ở một hội nghị."),
    "viewer": _l("Xem, không sửa."),
}

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}

KINDS = {"unit": _l("Ở một đơn vị"), "meeting": _l("Ở một hội nghị"), "installation": _l("Toàn hệ thống")}

LATER = _l("Chưa giao vai trò")
