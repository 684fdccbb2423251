"""The rooms of a meeting, as its side navigation shows them."""

from dataclasses import dataclass

from flask import current_app, g, request, url_for
from flask_babel import lazy_gettext as _l

from congress.meetings.models import Meeting


@dataclass(frozen=True)
class Room:
    """One entry: either permission opens it; `elects_only` rooms are closed to a plain commendation meeting."""

    endpoint: str
    label: object
    icon: str
    permission: str
    elects_only: bool = False
    or_permission: str = ""


ROOMS = (
    Room("overview.board", _l("Bảng chuẩn bị"), "home", "meeting.view"),
    Room("meetings.settings", _l("Thông tin hội nghị"), "calendar", "delegates.view"),
    Room("agenda.programme", _l("Chương trình"), "list", "delegates.view"),
    Room("allocation.workbench", _l("Phân bổ đại biểu"), "chart", "delegates.view", elects_only=True),
    Room("delegates.delegate_list", _l("Đại biểu"), "people", "delegates.view", or_permission="delegates.nominate"),
    Room("selection.workbench", _l("Chọn đại biểu"), "filter", "delegates.edit", elects_only=True),
    Room("door.invitations_room", _l("Mời và trả lời"), "send", "delegates.edit"),
    Room("door.badges", _l("Thẻ đại biểu"), "badge", "badges.print"),
    Room("door.live", _l("Đón tiếp"), "door", "door.view"),
    Room("seating.plan", _l("Chỗ ngồi"), "place", "delegates.view"),
    Room("awards.award_list", _l("Khen thưởng"), "award", "delegates.view"),
    Room("elections.higher_list", _l("Danh sách dự cấp trên"), "vote", "delegates.view", elects_only=True),
    Room("submissions.outbox", _l("Gửi, nhận danh sách"), "send", "delegates.view", elects_only=True),
    Room("documents.papers", _l("Giấy tờ"), "paper", "papers.make"),
    Room("accounts.meeting_people", _l("Người phụ trách"), "lock", "meeting.edit"),
    Room("overview.history", _l("Nhật ký"), "clock", "history.view"),
)


@dataclass(frozen=True)
class Door:
    """An entry of the head of every page; `area` are the blueprints that count as being there."""

    endpoint: str
    label: object
    icon: str
    area: tuple[str, ...]


HEAD = (
    Door("overview.home", _l("Việc của tôi"), "home", ("overview",)),
    Door("meetings.meeting_list", _l("Hội nghị"), "calendar", ("meetings",)),
    Door("plans.plan_list", _l("Kế hoạch"), "list", ("plans",)),
    Door("units.tree", _l("Đơn vị"), "people", ("units",)),
)


def main_nav(inside_meeting: bool) -> list[tuple[str, str, str, bool]]:
    """(address, label, icon, current) of the head of the page."""
    entries = []
    for door in HEAD:
        if door.endpoint in current_app.view_functions:
            current = request.blueprint in door.area and not inside_meeting
            entries.append((url_for(door.endpoint), str(door.label), door.icon, current))
    return entries


def account_nav(administrator: bool) -> list[tuple[str, str]]:
    """(address, label) in the account menu."""
    entries = [("accounts.own_account", _l("Mật khẩu, ngôn ngữ"))]
    if administrator:
        entries.append(("accounts.user_list", _l("Tài khoản và vai trò")))
    return [(url_for(endpoint), str(label)) for endpoint, label in entries if endpoint in current_app.view_functions]


def meeting_nav(meeting: Meeting) -> list[tuple[str, str, str, bool, int | None]]:
    """(address, label, icon, current, badge) of every room this person may enter."""
    entries = []
    for room in ROOMS:
        if may_enter(room.endpoint) and (meeting.elects or not room.elects_only):
            current = request.blueprint == room.endpoint.split(".")[0] and _same_room(room.endpoint)
            entries.append((url_for(room.endpoint, number=meeting.number), str(room.label), room.icon, current, None))
    return entries


def may_enter(endpoint: str) -> bool:
    """True when this person may open that room of the meeting; False for an address that is no room."""
    room = next((room for room in ROOMS if room.endpoint == endpoint), None)
    known = room is not None and endpoint in current_app.view_functions
    return known and not {room.permission, room.or_permission}.isdisjoint(g.permissions)


def _same_room(endpoint: str) -> bool:
    rooms = [room.endpoint for room in ROOMS if room.endpoint.split(".")[0] == request.blueprint]
    return len(rooms) == 1 or request.endpoint == endpoint
