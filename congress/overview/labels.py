"""Words of the board: titles and sentences of steps, rooms, states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from congress.delegates.figures import Composition
from congress.meetings.models import Meeting
from congress.overview.board import Step
from congress.web.navigation import may_enter

ROOM_LABELS = {
    "settings": (_l("Thông tin hội nghị"), "meetings.settings"),
    "agenda": (_l("Chương trình"), "agenda.programme"),
    "allocation": (_l("Phân bổ đại biểu"), "allocation.workbench"),
    "delegates": (_l("Đại biểu"), "delegates.delegate_list"),
    "badges": (_l("Thẻ đại biểu"), "door.badges"),
    "awards": (_l("Khen thưởng"), "awards.award_list"),
    "list": (_l("Danh sách dự cấp trên"), "elections.higher_list"),
    "submission": (_l("Gửi, nhận danh sách"), "submissions.outbox"),
}
STEP_TITLES = {
    "settings": (_l("Định ngày, nơi họp, hình thức"), "meetings.settings"),
    "agenda": (_l("Dựng và ban hành chương trình"), "agenda.programme"),
    "allocation": (_l("Phân bổ đại biểu cho các đơn vị"), "allocation.workbench"),
    "delegates": (_l("Lập và duyệt danh sách đại biểu"), "delegates.delegate_list"),
    "awards": (_l("Lập danh sách khen thưởng"), "awards.award_list"),
    "dossier": (_l("Gửi hồ sơ lên cấp trên"), "meetings.settings"),
    "badges": (_l("Cấp và in thẻ đại biểu"), "door.badges"),
    "day": (_l("Đón đại biểu, điều hành hội nghị"), "door.live"),
    "list": (_l("Thông qua danh sách dự cấp trên"), "elections.higher_list"),
    "submission": (_l("Gửi danh sách lên cấp trên"), "submissions.outbox"),
}
MISSING = {
    "held_on": _l("ngày họp"),
    "place": _l("nơi họp"),
    "assembly": _l("hình thức (toàn thể hay đại biểu)"),
    "sessions": _l("phiên họp"),
}
LIST_STATUS = {
    "": _l("Chưa gửi"),
    "sent": _l("Đã gửi, chờ tiếp nhận"),
    "received": _l("Đã tiếp nhận"),
    "returned": _l("Bị trả lại"),
    "accepted": _l("Đã chấp nhận"),
}


@dataclass(frozen=True)
class ShownStep:
    """What the steps macro asks."""

    state: str
    title: str
    text: str
    url: str
    due: str
    action: str


def room_links(meeting: Meeting, rooms: Iterable[str]) -> dict[str, tuple[str, str]]:
    """{room: (label, address)} of rooms with findings; the address is empty where this person may not go."""
    found = {room: ROOM_LABELS[room] for room in rooms}
    return {
        room: (str(label), url_for(endpoint, number=meeting.number) if may_enter(endpoint) else "")
        for room, (label, endpoint) in found.items()
    }


def shown_step(meeting: Meeting, step: Step) -> ShownStep:
    """A step in words; its address is empty where this person may not go."""
    title, endpoint = STEP_TITLES[step.code]
    url = url_for(endpoint, number=meeting.number) if may_enter(endpoint) else ""
    due = _("hạn %(day)s", day=step.due.strftime("%d/%m/%Y")) if isinstance(step.due, date) else ""
    return ShownStep(step.state, str(title), _text(step.code, step.facts), url, due, "")


def _text(code: str, facts: Mapping[str, object]) -> str:
    return {
        "settings": _settings,
        "agenda": _agenda,
        "allocation": _allocation,
        "delegates": _delegates,
        "awards": _awards,
        "dossier": lambda f: _("Đã gửi %(sent)s trên %(papers)s văn bản.", **f),
        "badges": lambda f: _("Đã cấp %(badges)s thẻ cho %(delegates)s người.", **f),
        "day": lambda f: _("Đã vào %(present)s trên %(delegates)s đại biểu, khách mời.", **f),
        "list": _list,
        "submission": lambda f: str(LIST_STATUS[str(f["status"] or "")]) + ".",
    }[code](facts)


def _settings(facts: Mapping[str, object]) -> str:
    missing = facts["missing"]
    if not missing:
        return _("Đã đủ thông tin chính.")
    return _("Còn thiếu: %(names)s.", names=", ".join(str(MISSING[name]) for name in missing))  # type: ignore[attr-defined]


def _agenda(facts: Mapping[str, object]) -> str:
    if not facts["items"]:
        return _("Chưa có mục nào.")
    if facts["published"] is None:
        return _("%(items)s mục, %(minutes)s phút; chưa ban hành bản nào.", **facts)
    if facts["changed"]:
        return _("Bản ban hành lần %(published)s đã khác bản đang soạn; cần ban hành lại.", **facts)
    return _("%(items)s mục, %(minutes)s phút; đã ban hành lần %(published)s.", **facts)


def _allocation(facts: Mapping[str, object]) -> str:
    if facts["number"] is None:
        return _("Chưa ban hành bảng phân bổ.")
    return _("Bảng lần %(number)s: %(total)s đại biểu.", **facts)


def _delegates(facts: Mapping[str, object]) -> str:
    if not facts["counted"]:
        return _("Chưa có đại biểu nào.")
    if facts["wanted"]:
        return _("%(counted)s trên %(wanted)s; chờ duyệt %(nominated)s, đã triệu tập %(summoned)s.", **facts)
    return _("%(counted)s đại biểu; chờ duyệt %(nominated)s, đã triệu tập %(summoned)s.", **facts)


def _awards(facts: Mapping[str, object]) -> str:
    if not facts["total"]:
        return _("Chưa có ai trong danh sách khen thưởng.")
    return _("%(total)s trường hợp, %(decided)s đã có quyết định.", **facts)


def _list(facts: Mapping[str, object]) -> str:
    if not facts["official"]:
        return _("Chưa có ai trong danh sách.")
    words = _("Chính thức %(official)s, dự khuyết %(reserve)s.", **facts)
    return words if facts["voted"] else words + " " + _("Chưa biểu quyết.")


def bars(composition: Composition) -> list[dict[str, object]]:
    """Each group against its seats, as the chart asks: fewer or more than the seats is named."""
    rows = []
    for line in composition.groups:
        lack = (line.seats or 0) - line.people
        tone, word = (
            ("ok", _("Đủ"))
            if not lack
            else ("warn", _("Thiếu %(count)s", count=lack) if lack > 0 else _("Thừa %(count)s", count=-lack))
        )
        known = line.seats is not None
        rows.append(
            {
                "label": line.name,
                "value": line.people,
                "target": line.seats,
                "tone": tone if known else None,
                "word": word if known else "",
            }
        )
    return rows
