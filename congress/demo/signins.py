"""The people who may sign in to the demonstration: one for each role."""

from dataclasses import dataclass

PASSWORD = "trinh-dien-2025"  # noqa: S105 - printed and shown on purpose; the demonstration holds invented people only


@dataclass(frozen=True)
class Signin:
    """A user: roles as (role, `unit` or `meeting`, code or key of the scenario)."""

    login: str
    name: str
    label: str
    roles: tuple[tuple[str, str, str], ...]


SIGNINS = (
    Signin(
        "bantochuc", "Ban Tổ chức hội nghị huyện", "Ban Tổ chức Hội nghị huyện Chi Lăng", (("organizer", "meeting", "187"),)
    ),
    Signin(
        "thuongtruc", "Phòng Nội vụ huyện", "Cơ quan thường trực huyện: theo dõi 20 xã", (("standing_body", "unit", "187"),)
    ),
    Signin("nhanly", "Cán bộ xã Nhân Lý", "Cán bộ xã Nhân Lý (hội nghị điểm, đã họp)", (("unit_officer", "unit", "06496"),)),
    Signin("quanson", "Cán bộ xã Quan Sơn", "Cán bộ xã Quan Sơn (sắp họp ngày 06/3)", (("unit_officer", "unit", "06517"),)),
    Signin("lienson", "Cán bộ xã Liên Sơn", "Cán bộ xã Liên Sơn (chưa bắt đầu)", (("unit_officer", "unit", "06502"),)),
    Signin(
        "dongmo",
        "Cán bộ thị trấn Đồng Mỏ",
        "Cán bộ thị trấn Đồng Mỏ (đang chọn đại biểu)",
        (("unit_officer", "unit", "06463"),),
    ),
    Signin("dontiep", "Tổ đón tiếp", "Đón tiếp, quét thẻ ở cửa", (("door", "meeting", "187"),)),
    Signin("xem", "Người xem", "Người xem, không sửa được gì", (("viewer", "meeting", "187"),)),
    Signin("tinh", "Sở Nội vụ", "Cấp tỉnh, nhận danh sách của huyện", (("standing_body", "unit", "20"),)),
    Signin(
        "xachilang", "Cán bộ xã Chi Lăng", "Xã Chi Lăng theo mô hình hai cấp", (("unit_officer", "unit", "06463@2025-07-01"),)
    ),
    Signin("quantri", "Quản trị hệ thống", "Quản trị: tài khoản, mọi đơn vị", (("administrator", "", ""),)),
)
