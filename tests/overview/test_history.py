"""The history tells every act in words: no code of an act, a field or a value reaches a reader."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from flask import Flask

import congress
from congress.audit import AuditDetail, AuditEntry
from congress.delegates import service as delegates
from congress.delegates.nomination import Nomination
from congress.meetings.service import by_number
from congress.overview.acts import ACTS
from congress.overview.history import KEY, Names
from congress.overview.telling import Teller
from tests.browsing import Browsing
from tests.building import ACTOR, Builder
from tests.overview.words import has_name

PACKAGE = Path(congress.__file__).parent
ACT = re.compile(r"[a-z]+\.[a-z_*]+")
PERSON, OTHER = "01a1fcee-3089-7d40-9143-8d89ba3e7941", "01a1fcee-30aa-7414-b41a-c29ded66dd7a"
NOT_DETAILS = {"session", "at", "now", "actor", "act", "subject", "meeting_id"}


def recordings() -> Iterator[tuple[str, set[str]]]:
    """(act, names of the details) of every call that records an act, straight or through a room's own `record`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from ((act, {word.arg for word in node.keywords if word.arg} - NOT_DETAILS) for act in acts_in(node))


RECORDERS = {"record", "_record", "note", "_note", "_arrange", "view", "_opened"}


def acts_in(call: ast.Call) -> list[str]:
    """The acts a call names, a changing part of the code as *."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in RECORDERS:
        return []
    words = [*call.args, *(word.value for word in call.keywords if word.arg == "act")]
    return [code for word in words if ACT.fullmatch(code := written(word))]


def written(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(written(part) if isinstance(part, ast.Constant) else "*" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def named_apart() -> Iterator[str]:
    """Codes put into a name `act` before they are recorded."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign):
                names = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else node.targets
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                pairs = zip(names, values, strict=False)
                yield from (written(value) for name, value in pairs if isinstance(name, ast.Name) and name.id == "act")


FOUND = {*(act for act, _details in recordings()), *(code for code in named_apart() if ACT.fullmatch(code))}


def test_every_act_in_the_source_has_words():
    assert sorted(act for act in FOUND if not any(fnmatch(code, act) for code in ACTS)) == []


def test_no_words_are_left_over_from_an_act_that_is_gone():
    assert sorted(code for code in ACTS if not any(fnmatch(code, act) for act in FOUND)) == []


def test_every_detail_in_the_source_has_words():
    named = [(act, field) for act, details in recordings() for field in details - {"before", "after"}]
    assert len(named) > 40
    assert [pair for pair in named if not has_name(*pair)] == []


@pytest.fixture
def teller(app: Flask, build: Builder) -> Iterator[Teller]:
    """Tells entries of a meeting of the Chi Lăng rules in Vietnamese."""
    meeting = by_number(build.meeting(build.district(1)[1][0]).number)
    names = Names({"lan": "Hoàng Thị Lan"}, {"7": "Nông Văn Ba"}, {PERSON: "Vi Văn Long"})
    with app.test_request_context():
        yield Teller(meeting, names)


SAMPLES = [
    (
        "people.forget",
        {"fields": ["birth_year", "particulars"], "acts": 2},
        ["Các mục đã xóa: Năm sinh; Dữ liệu nhạy cảm", "Số dòng nhật ký đã xóa nội dung: 2"],
    ),
    ("meetings.change", {"before": {"held_on": None}, "after": {"held_on": "2025-04-25"}}, ["Ngày họp: 25/04/2025"]),
    ("meetings.change", {"before": {"place": "Hội trường"}, "after": {"place": ""}}, ["Nơi họp: Hội trường → (trống)"]),
    ("meetings.change", {"before": {"elects": True}, "after": {"elects": False}}, ["Cử đại biểu dự cấp trên: Có → Không"]),
    ("meetings.status", {"before": "preparing", "after": "held"}, ["Đang chuẩn bị → Đã họp"]),
    (
        "meetings.change_session",
        {
            "before": ["session", "Phiên", None, "07:30:00", 240, ""],
            "after": ["side_event", "Phiên", None, "08:00:00", 240, ""],
        },
        ["Loại: Phiên họp → Hoạt động bên lề (dâng hương, văn nghệ, tiệc …)", "Giờ bắt đầu: 07:30 → 08:00"],
    ),
    (
        "meetings.groups",
        {"before": {"guests": ["Khách", "other"]}, "after": {"guests": ["Khách", "core"]}},
        ["Đại biểu khách mời: Khách; Phần khách mời, lãnh đạo → Khách; Phần trực tiếp"],
    ),
    (
        "meetings.dossier",
        {"after": {"bao_cao": ["2025-02-03", "40/BC-UBND"], "lich": [None, ""]}},
        ["Báo cáo tổng kết: 03/02/2025; 40/BC-UBND"],
    ),
    ("meetings.functions", {"after": {"chair": ["Lê A", "Vi B"], "mc": []}}, ["Chủ tọa: Lê A; Vi B"]),
    ("meetings.override", {"about": "guests", "reason": "Đã hỏi"}, ["Về: Đại biểu khách mời", "Lý do: Đã hỏi"]),
    (
        "agenda.update",
        {"before": {"covers": []}, "after": {"covers": ["report"]}},
        ["Thực hiện nội dung bắt buộc: (trống) → Báo cáo tổng kết phong trào thi đua và công tác khen thưởng"],
    ),
    ("agenda.move", {"before": {"session": 1, "position": 1}, "after": {"session": 1, "position": 3}}, ["Vị trí: 1 → 3"]),
    (
        "agenda.merge",
        {"before": [{"title": "Chào cờ"}, {"title": "Khai mạc"}], "after": {"id": PERSON, "title": "Mở đầu"}},
        ["Nội dung: Mở đầu", "Gộp từ: Chào cờ; Khai mạc"],
    ),
    (
        "awards.edit",
        {"before": {"award_code": "giay_khen"}, "after": {"award_code": "cu_khac"}},
        ["Hình thức khen thưởng: Giấy khen → cu_khac"],
    ),
    (
        "awards.edit",
        {"before": {"status": "decided"}, "after": {"status": "proposed"}},
        ["Trạng thái: Đã có quyết định → Đề nghị"],
    ),
    ("delegates.summoned", {"numbers": [1, 2, 3, 7]}, ["Các số: 1–3, 7"]),
    (
        "delegates.nominate",
        {"name": "Ba", "kind": "guest", "source": "submission 1 of meeting 3"},
        ["Tên: Ba", "Loại: Khách mời", "Nguồn: Danh sách gửi lần 1 của hội nghị số 3"],
    ),
    ("people.update", {"before": {"unit_id": PERSON}, "after": {"unit_id": OTHER}}, ["Đơn vị: Vi Văn Long → không còn"]),
    ("badges.reissue", {"cause": "lost", "reason": "Rơi"}, ["Trường hợp: Mất thẻ: hủy thẻ cũ, cấp thẻ mới", "Lý do: Rơi"]),
    ("delegates.seats", {"before": {"1": ""}, "after": {"1": "Hàng A"}}, ["Đại biểu số 1: (trống) → Hàng A"]),
    ("people.create", {"name": "x" * 300}, [f"Tên: {'x' * 200}…"]),
    (
        "agenda.add",
        {"after": {"id": PERSON, "covers": [], "number": 1, "position": 1, "kind": "own", "minutes": 5, "title": "Hát then"}},
        ["Nội dung: Hát then", "Số phút: 5"],
    ),
    (
        "agenda.split",
        {"before": {"title": "Trao thưởng", "minutes": 40}, "after": [6, 10]},
        ["Nội dung: Trao thưởng", "Các số: 6, 10"],
    ),
    ("agenda.delete", {"before": {"title": "Hát then", "minutes": 5, "note": ""}}, ["Nội dung: Hát then", "Số phút: 5"]),
    ("meetings.add_session", {"after": "Dâng hương"}, ["Dâng hương"]),
    ("meetings.change_session", {"before": ["session"], "after": ["session"]}, ["Không có gì thay đổi."]),
    ("gone.act", {"odd": {"name": "Cũ"}}, ["odd: Cũ"]),
]


@pytest.mark.parametrize(("act", "details", "lines"), SAMPLES)
def test_an_act_is_told_in_words(teller: Teller, act: str, details: dict[str, object], lines: list[str]):
    assert teller.content(AuditEntry(act=act), AuditDetail(details=details)) == lines


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("agenda item 3", "Mục 3 của chương trình"),
        ("awards", "Danh sách khen thưởng"),
        ("delegate 7", "Đại biểu số 7: Nông Văn Ba"),
        ("delegate 8", "Đại biểu số 8"),
        ("delegates 12", "12 đại biểu"),
        ("delegates 1-120", "Đại biểu số 1–120"),
        ("finding agenda_too_long", "Chương trình dài … phút, vượt thời lượng của phiên … phút."),
        ("finding gone_code", "gone_code"),
        ("group guests", "Đại biểu khách mời"),
        ("paper giay-moi", "Giấy mời khách"),
        ("paper all", "Mọi giấy tờ"),
        (f"person {PERSON}", "Vi Văn Long"),
        (f"person {OTHER}", "không còn"),
        ("question assembly_form", "Họp toàn thể hay họp đại biểu?"),
        ("question group:guests", "Đại biểu khách mời"),
    ],
)
def test_the_thing_an_act_is_about_is_called_by_its_name(teller: Teller, subject: str, words: str):
    assert teller.subject(AuditEntry(subject=subject)) == words


def test_a_deleted_content_says_why(teller: Teller):
    told = teller.content(AuditEntry(act="people.update"), None)
    assert told == ["Nội dung đã xóa theo thời hạn bảo vệ dữ liệu cá nhân."]


def test_long_contents_are_cut(teller: Teller):
    after = {str(number): f"Ghế {number}" for number in range(1, 51)}
    told = teller.content(AuditEntry(act="delegates.seats"), AuditDetail(details={"after": after}))
    assert (len(told), told[-1]) == (13, "… và 38 thay đổi khác.")


def test_the_page_names_persons_not_keys_and_costs_the_same_for_few_and_many(build: Builder, browse: Browsing):
    costs = []
    for count in (2, 12):
        meeting = by_number(build.meeting().number)
        for number in range(count):
            delegates.nominate(ACTOR, build.now, meeting, Nomination(name=f"Nông Văn A{number}", group="guests"))
        build.user(f"btc{count}", role="organizer", meeting=meeting)
        address = f"/hoi-nghi/{meeting.number}/nhat-ky"
        visitor = Browsing(browse.app).sign_in(f"btc{count}")
        assert KEY.findall(re.sub(r'(?:href|src|action|value|name)="[^"]*"', "", visitor.get(address).text)) == []
        costs.append(visitor.count_queries(address))
    assert costs[0] == costs[1]
