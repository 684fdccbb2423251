"""Words for the codes of the list, in the reader's language."""

from flask_babel import lazy_gettext as _l

STANDING = {"official": _l("Chính thức"), "reserve": _l("Dự khuyết")}
BASIS = {
    "adopted": _l("Hội nghị thông qua"),
    "chosen": _l("Tập thể lãnh đạo lựa chọn"),
    "ex_officio": _l("Đương nhiên"),
}
BASE = {
    "present": _l("Đại biểu có mặt có quyền biểu quyết"),
    "valid": _l("Số tán thành và không tán thành"),
    "summoned": _l("Đại biểu chính thức được triệu tập"),
}
SEX = {"": _l("Chưa ghi"), "female": _l("Nữ"), "male": _l("Nam")}
