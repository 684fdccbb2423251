"""Words for the codes of this room, for views and forms."""

from flask_babel import lazy_gettext as _l

ASSEMBLIES = {
    "": _l("Chưa quyết định"),
    "plenary": _l("Hội nghị toàn thể"),
    "delegates": _l("Hội nghị đại biểu"),
}
STATUSES = {
    "preparing": _l("Đang chuẩn bị"),
    "held": _l("Đã họp"),
    "closed": _l("Đã kết thúc hồ sơ"),
    "cancelled": _l("Đã hủy"),
}
STATUS_ACTS = {
    ("preparing", "held"): _l("Ghi nhận đã họp"),
    ("preparing", "cancelled"): _l("Hủy hội nghị"),
    ("held", "closed"): _l("Kết thúc hồ sơ"),
    ("held", "preparing"): _l("Trở lại chuẩn bị"),
    ("closed", "held"): _l("Mở lại hồ sơ"),
    ("cancelled", "preparing"): _l("Khôi phục hội nghị"),
}
SESSION_KINDS = {"session": _l("Phiên họp"), "side_event": _l("Hoạt động bên lề (dâng hương, văn nghệ, tiệc …)")}
SHARES = {
    "core": _l("Phần trực tiếp"),
    "other": _l("Phần khách mời, lãnh đạo"),
    "unsaid": _l("Chưa xếp vào phần nào"),
}
PLACED = {
    "core": _l("Kế hoạch tính vào phần trực tiếp."),
    "other": _l("Kế hoạch tính vào phần khách mời, lãnh đạo."),
    "unsaid": _l("Kế hoạch không nói; ban tổ chức quyết định."),
}
FUNCTIONS = {
    "chair": _l("Chủ tọa"),
    "secretary": _l("Thư ký"),
    "credentials": _l("Thẩm tra tư cách đại biểu"),
    "counting": _l("Kiểm phiếu, kiểm đếm biểu quyết"),
    "mc": _l("Dẫn chương trình"),
    "award_presenter": _l("Trao thưởng"),
    "reception": _l("Đón tiếp đại biểu"),
}
QUESTIONS = {
    "assembly_form": _l("Họp toàn thể hay họp đại biểu?"),
    "ratio_in_plenary": _l("Hội nghị toàn thể có giữ cơ cấu tỷ lệ không?"),
    "dossier_counting": _l("Hạn gửi hồ sơ tính theo ngày lịch hay ngày làm việc?"),
}
ANSWERS = {
    "assembly_form": {"plenary": _l("Họp toàn thể"), "delegates": _l("Họp đại biểu")},
    "ratio_in_plenary": {"applies": _l("Có, giữ cơ cấu tỷ lệ"), "does_not_apply": _l("Không, toàn thể thì không tính tỷ lệ")},
    "dossier_counting": {"calendar": _l("Ngày lịch"), "working": _l("Ngày làm việc")},
}
PLAIN_FORM = _l("Hội nghị")
