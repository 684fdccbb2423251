"""What the fields noted in the history are called, and the words for their values."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from congress.accounts.labels import LANGUAGES, ROLES
from congress.allocation.forms import METHOD_CHOICES
from congress.awards.labels import RECIPIENTS
from congress.awards.labels import STATUSES as AWARD_STATUSES
from congress.delegates.labels import BASES, SENSITIVE, SEXES, TRAITS
from congress.delegates.labels import KINDS as DELEGATE_KINDS
from congress.door.labels import ANSWERS as REPLIES
from congress.door.labels import CAUSES
from congress.elections.labels import BASE, STANDING
from congress.meetings.labels import ANSWERS, ASSEMBLIES, SESSION_KINDS, SHARES, STATUSES
from congress.seating.forms import NAMINGS
from congress.selection.labels import MINIMUM_NAMES, OUTCOMES

FIELDS: Mapping[str, object] = {
    "": "",
    "about": _l("Về"),
    "achievement": _l("Thành tích"),
    "acts": _l("Số dòng nhật ký đã xóa nội dung"),
    "added": _l("Đã thêm"),
    "addressees": _l("Kính gửi"),
    "adopted": _l("Được thông qua"),
    "against": _l("Không tán thành"),
    "already": _l("Đã có sẵn"),
    "answer": _l("Trả lời"),
    "assembly": _l("Hình thức họp"),
    "authority_code": _l("Thẩm quyền"),
    "award": _l("Hình thức khen thưởng"),
    "award_code": _l("Hình thức khen thưởng"),
    "awards": _l("Số trường hợp"),
    "awards.decide:awards": _l("Các trường hợp số"),
    "base": _l("Tính quá bán trên"),
    "basis": _l("Căn cứ"),
    "basis_paper": _l("Văn bản căn cứ"),
    "birth_day": _l("Ngày sinh"),
    "birth_month": _l("Tháng sinh"),
    "birth_year": _l("Năm sinh"),
    "by": _l("Người thay là đại biểu số"),
    "capacity": _l("Quyền hạn, chức vụ người ký"),
    "cause": _l("Trường hợp"),
    "columns": _l("Số cột đã chọn"),
    "covers": _l("Thực hiện nội dung bắt buộc"),
    "day": _l("Ngày ký"),
    "decided_by": _l("Người quyết định"),
    "decided_on": _l("Ngày quyết định"),
    "decision": _l("Số quyết định"),
    "decision_number": _l("Số quyết định"),
    "delegate_number": _l("Số đại biểu quyết định triệu tập"),
    "direction": _l("Chuyển"),
    "door_figure": _l("Số có mặt theo đón tiếp"),
    "engine": _l("Phần mềm tính"),
    "door.freeze:expected": _l("Được triệu tập, mời"),
    "down": _l("Dịch xuống"),
    "elects": _l("Cử đại biểu dự cấp trên"),
    "fields": _l("Các mục đã ghi"),
    "people.forget:fields": _l("Các mục đã xóa"),
    "findings": _l("Các vấn đề còn lại"),
    "fingerprint": _l("Mã kiểm tra"),
    "door.freeze:of_session": _l("Phiên"),
    "door.freeze:digest": _l("Mã kiểm tra các lượt quét"),
    "door.freeze:present": _l("Có mặt"),
    "door.freeze:scans": _l("Số lượt quét"),
    "form": _l("Dạng tệp"),
    "form_code": _l("Hình thức tổ chức"),
    "gate": _l("Cửa"),
    "door:groups": _l("Số nhóm được vào"),
    "door:units": _l("Số đơn vị được vào"),
    "group_code": _l("Nhóm cơ cấu"),
    "group_id": _l("Nhóm cơ cấu"),
    "head": _l("Trưởng đoàn"),
    "held_on": _l("Ngày họp"),
    "higher_meeting_id": _l("Hội nghị cấp trên"),
    "in_favour": _l("Tán thành"),
    "issued_on": _l("Ngày ban hành"),
    "issuer": _l("Cơ quan ban hành"),
    "items": _l("Số mục"),
    "kept": _l("Giữ lại các đại biểu số"),
    "kind": _l("Loại"),
    "selection:kind": _l("Kết quả"),
    "leading_post": _l("Giữ chức vụ lãnh đạo"),
    "linked": _l("Nối với đơn vị cũ"),
    "left": _l("Còn phải nạp"),
    "list_digest": _l("Mã của danh sách"),
    "merit": _l("Tổng điểm"),
    "merged": _l("Gộp từ"),
    "method": _l("Cách chia"),
    "minutes": _l("Số phút"),
    "elections:minutes": _l("Biên bản của tập thể lãnh đạo"),
    "name": _l("Tên"),
    "names": _l("Gồm"),
    "note": _l("Ghi chú"),
    "number": _l("Số lượng"),
    "selection:number": _l("Số người được chọn"),
    "documents:number": _l("Số, ký hiệu"),
    "plans:number": _l("Bản"),
    "numbers": _l("Các số"),
    "official": _l("Chính thức"),
    "organ": _l("Tên cơ quan trong câu văn"),
    "other": _l("Ý kiến khác"),
    "paper": _l("Văn bản"),
    "paper_number": _l("Số, ký hiệu"),
    "parent": _l("Cơ quan chủ quản"),
    "particulars": _l("Kèm dữ liệu nhạy cảm"),
    "person_id": _l("Người được khen"),
    "persons": _l("Số người"),
    "phone": _l("Số điện thoại"),
    "place": _l("Nơi họp"),
    "documents:place": _l("Địa danh"),
    "position": _l("Vị trí"),
    "presenter": _l("Người thực hiện"),
    "awards:presenter": _l("Người trao"),
    "reason": _l("Lý do"),
    "recipient": _l("Đối tượng khen thưởng"),
    "recipients": _l("Nơi nhận"),
    "remarks": _l("Ý kiến"),
    "removed": _l("Đã bỏ"),
    "represents": _l("Đại diện tập thể"),
    "reserve": _l("Dự khuyết"),
    "restored": _l("Đã trả về như cũ"),
    "right": _l("Dịch sang phải"),
    "role": _l("Vai trò"),
    "rows": _l("Số dòng"),
    "seating.plan:rows": _l("Số hàng ghế"),
    "seating.plan:seats": _l("Số ghế mỗi hàng"),
    "aisles": _l("Lối đi sau ghế số"),
    "at_table": _l("Số chỗ ở bàn Đoàn Chủ tịch"),
    "blocked": _l("Số ghế chặn"),
    "lost": _l("Số người thành chưa có chỗ"),
    "naming": _l("Tên hàng"),
    "scope": _l("Nơi giao"),
    "seed": _l("Chữ bốc thăm"),
    "sensitive": _l("Tính cả dân tộc, đảng viên"),
    "session": _l("Phiên"),
    "sex": _l("Giới tính"),
    "share": _l("Phần"),
    "signer": _l("Người ký"),
    "source": _l("Nguồn"),
    "standing": _l("Diện đại biểu"),
    "starts_at": _l("Giờ bắt đầu"),
    "status": _l("Trạng thái"),
    "term_from": _l("Từ năm"),
    "term_to": _l("Đến năm"),
    "title": _l("Chức vụ"),
    "agenda:title": _l("Nội dung"),
    "meetings:title": _l("Tên gọi"),
    "plans:title": _l("Tên gọi"),
    "title_of_recipient": _l("Chức vụ của người được khen"),
    "total": _l("Tổng số đại biểu"),
    "selection:total": _l("Số người cần chọn"),
    "traits": _l("Đặc điểm"),
    "unit_id": _l("Đơn vị"),
    "updated": _l("Cập nhật"),
    "valid_to": _l("Hết hiệu lực"),
    "voters": _l("Có mặt biểu quyết"),
    "words": _l("Lý do, người dự thay"),
    **MINIMUM_NAMES,
}
"""Field → its name; `feature:field` or `act:field` where it is called otherwise there."""

UNTOLD = {
    "agenda": frozenset({"id", "number", "kind"}),
    "badges": frozenset({"number"}),
    "elections": frozenset({"list_digest"}),
}
"""Fields by feature that say nothing to a reader: keys, places that follow from the order."""

SHAPES = {
    "meetings.add_group": ("name", "share"),
    "meetings.change_session": ("kind", "name", "held_on", "starts_at", "minutes", "place"),
    "meetings.remove_session": ("kind", "name", "held_on", "starts_at", "minutes", "place"),
    "plans.change": ("title", "paper_number", "issued_on", "term_from", "term_to"),
    "units.change": ("name", "valid_to"),
}
"""Acts whose before and after are rows: the fields of the row."""

BY_NUMBER = frozenset({"delegates.seats", "selection.mark", "selection.scores", "selection.substitute"})
"""Acts whose before and after are tables by the number of a delegate."""

CODED = BY_NUMBER | {"meetings.dossier", "meetings.functions", "meetings.groups", "selection.relax"}
"""Acts whose before and after are tables by code: the codes are told by name."""

GATHERED = frozenset({"agenda.merge", "agenda.split"})
"""Acts that make one of several or several of one: titles and numbers say it."""

MARKS = {"in": _l("giữ"), "out": _l("loại"), "picked": _l("được chọn")}
PRIVATE = {
    **{field: FIELDS[field] for field in ("birth_day", "birth_month", "birth_year", "phone")},
    "particulars": _l("Dữ liệu nhạy cảm"),
}

VALUES: Mapping[str, Mapping[str, object]] = {
    "accounts.language": LANGUAGES,
    "assembly": ASSEMBLIES,
    "awards:status": AWARD_STATUSES,
    "base": BASE,
    "basis": BASES,
    "cause": CAUSES,
    "delegates:answer": REPLIES,
    "delegates:kind": DELEGATE_KINDS,
    "direction": {"up": _l("lên trên"), "down": _l("xuống dưới")},
    "fields": SENSITIVE,
    "form": {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"},
    "meetings.answer": {**{code: word for words in ANSWERS.values() for code, word in words.items()}, **SHARES},
    "meetings.groups": SHARES,
    "meetings.status": STATUSES,
    "meetings:kind": SESSION_KINDS,
    "method": {choice.value: choice.label for choice in METHOD_CHOICES},
    "naming": {choice.value: choice.label for choice in NAMINGS},
    "people.forget": PRIVATE,
    "recipient": RECIPIENTS,
    "role": ROLES,
    **dict.fromkeys(BY_NUMBER - {"delegates.seats"}, MARKS),
    "selection:kind": OUTCOMES,
    "sex": SEXES,
    "share": SHARES,
    "standing": STANDING,
    "traits": TRAITS,
}
"""Field (`act`, `feature:field` or `field`) → the words for its codes."""
