"""Names of the papers, what each is for, and what it lacks, in the reader's language."""

from flask_babel import lazy_gettext as _l

TITLES = {
    "chuong-trinh": _l("Chương trình hội nghị"),
    "giay-moi": _l("Giấy mời khách"),
    "giay-trieu-tap": _l("Giấy triệu tập đại biểu"),
    "danh-sach-dai-bieu": _l("Danh sách đại biểu theo đơn vị"),
    "danh-sach-ky-ten": _l("Danh sách ký tên"),
    "quyet-dinh-khen-thuong": _l("Quyết định khen thưởng (dự thảo) và danh sách kèm theo"),
    "danh-sach-trao-thuong": _l("Danh sách khen thưởng theo thứ tự trao"),
    "bien-ban-hoi-nghi": _l("Biên bản hội nghị"),
    "bien-ban-bieu-quyet": _l("Biên bản biểu quyết danh sách dự cấp trên"),
    "danh-sach-trich-ngang": _l("Danh sách trích ngang đại biểu dự cấp trên"),
    "cong-van-gui-danh-sach": _l("Công văn gửi danh sách lên cấp trên"),
    "bang-phan-bo": _l("Bảng phân bổ đại biểu"),
    "bao-cao-dai-bieu": _l("Báo cáo tình hình đại biểu"),
}
SECTIONS = (
    (_l("Trước hội nghị"), ("chuong-trinh", "giay-moi", "giay-trieu-tap", "danh-sach-dai-bieu", "bang-phan-bo")),
    (_l("Tại hội nghị"), ("danh-sach-ky-ten", "quyet-dinh-khen-thuong", "danh-sach-trao-thuong", "bao-cao-dai-bieu")),
    (
        _l("Sau hội nghị, gửi cấp trên"),
        ("bien-ban-hoi-nghi", "bien-ban-bieu-quyet", "danh-sach-trich-ngang", "cong-van-gui-danh-sach"),
    ),
)
MISSING = {
    "day": _l("Chưa có ngày họp"),
    "place": _l("Chưa có địa điểm"),
    "programme": _l("Chưa có chương trình"),
    "published": _l("Chương trình mới là dự thảo hoặc đã sửa sau khi ban hành"),
    "officials": _l("Chưa có đại biểu chính thức"),
    "settled": _l("Còn đại biểu chưa được duyệt"),
    "guests": _l("Chưa có khách mời; giấy để trống tên"),
    "awards": _l("Chưa có ai trong danh sách khen thưởng"),
    "decided": _l("Còn khen thưởng chưa có quyết định"),
    "chairs": _l("Chưa ghi chủ tọa, thư ký"),
    "candidates": _l("Chưa có ai trong danh sách dự cấp trên"),
    "vote": _l("Chưa biểu quyết danh sách"),
    "covers": _l("Danh sách đã đổi sau khi biểu quyết"),
    "allocation": _l("Chưa ban hành bảng phân bổ"),
    "doors": _l("Chưa có số liệu đón tiếp; số có mặt để trống"),
}
REPAIRS = {
    "day": "meetings.settings",
    "place": "meetings.settings",
    "chairs": "meetings.settings",
    "programme": "agenda.programme",
    "published": "agenda.programme",
    "officials": "delegates.delegate_list",
    "settled": "delegates.delegate_list",
    "guests": "delegates.delegate_list",
    "awards": "awards.award_list",
    "decided": "awards.award_list",
    "candidates": "elections.higher_list",
    "vote": "elections.higher_list",
    "covers": "elections.higher_list",
    "allocation": "allocation.workbench",
    "doors": "door.live",
}
"""The page where each thing is entered."""
