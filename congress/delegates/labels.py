"""Words of the roster as pages show them."""

from flask_babel import lazy_gettext as _l

KINDS = {"official": _l("Đại biểu chính thức"), "guest": _l("Khách mời"), "non_delegate": _l("Phục vụ, không phải đại biểu")}
STATUSES = {
    "nominated": _l("Đã giới thiệu"),
    "approved": _l("Đã duyệt"),
    "summoned": _l("Đã triệu tập"),
    "withdrawn": _l("Đã rút"),
    "replaced": _l("Đã được thay"),
}
STATUS_TONES = {"nominated": "idle", "approved": "info", "summoned": "ok", "withdrawn": "bad", "replaced": "warn"}
STATUS_FILTERS = {"live": _l("Còn trong danh sách"), **STATUSES}
REPLIES = {"yes": _l("Trả lời có dự"), "no": _l("Trả lời không dự"), "substitute": _l("Cử người thay")}
BASES = {
    "": _l("Chưa ghi"),
    "adopted": _l("Đại hội, hội nghị thông qua"),
    "chosen": _l("Tập thể lãnh đạo lựa chọn"),
    "ex_officio": _l("Đương nhiên"),
}
TRAITS = {
    "direct": _l("Trực tiếp sản xuất, công tác"),
    "enterprise": _l("Doanh nghiệp, hợp tác xã"),
    "research": _l("Nghiên cứu khoa học"),
    "reputable": _l("Người có uy tín trong đồng bào dân tộc"),
}
SEXES = {"": _l("Chưa ghi"), "male": _l("Nam"), "female": _l("Nữ")}
PARTY = {"": _l("Không cung cấp"), "yes": _l("Là đảng viên"), "no": _l("Không phải đảng viên")}
SENSITIVE = {
    "ethnic_group": _l("Dân tộc"),
    "religion": _l("Tôn giáo"),
    "party_member": _l("Đảng viên"),
    "education": _l("Trình độ"),
    "identity_number": _l("Số căn cước"),
}
COLUMNS = {
    "name": _l("Họ và tên"),
    "given": _l("Tên (cột riêng)"),
    "birth": _l("Ngày, tháng, năm sinh"),
    "sex": _l("Giới tính"),
    "male": _l("Nam (đánh dấu hoặc năm sinh)"),
    "female": _l("Nữ (đánh dấu hoặc năm sinh)"),
    "unit": _l("Đơn vị"),
    "title": _l("Chức vụ"),
    "group": _l("Nhóm cơ cấu"),
    "kind": _l("Loại đại biểu"),
    "direct": _l("Trực tiếp sản xuất, công tác"),
    "basis": _l("Căn cứ"),
    "represents": _l("Đại diện tập thể"),
    "achievement": _l("Thành tích"),
    "phone": _l("Số điện thoại"),
    "ethnic_group": _l("Dân tộc"),
    "religion": _l("Tôn giáo"),
    "party_member": _l("Đảng viên"),
    "education": _l("Trình độ"),
    "identity_number": _l("Số căn cước"),
    "note": _l("Ghi chú"),
}
ROW_STATES = {"new": _l("Thêm mới"), "update": _l("Cập nhật"), "skip": _l("Bỏ qua"), "error": _l("Lỗi")}
ROW_TONES = {"new": "ok", "update": "info", "skip": "idle", "error": "bad"}
ENCODINGS = {"unicode": _l("Unicode (phổ biến)"), "tcvn3": _l("TCVN3 (.VnTime)"), "vni": _l("VNI-Times")}
SHARES = {"core": _l("Nhóm trực tiếp"), "other": _l("Khách mời, lãnh đạo"), "unsaid": _l("Kế hoạch chưa nói")}
