"""A meeting whose file is closed or that was cancelled: nothing that belongs to it changes until it is opened again."""

from collections.abc import Callable
from datetime import time

import pytest

from congress.agenda import service as agenda
from congress.allocation import service as allocation
from congress.allocation.wish import Wish
from congress.awards import service as awards
from congress.awards.service import NewAward
from congress.db import transaction
from congress.delegates import seating
from congress.delegates import service as delegates
from congress.delegates.hall import save_plan
from congress.delegates.intake import service as intake
from congress.door import service as door
from congress.door.rehearsal import service as rehearsal
from congress.elections import service as elections
from congress.errors import Refused
from congress.meetings import service as meetings
from congress.meetings.models import Meeting
from congress.people.sealing import Sealer
from congress.rules.hall import Hall
from congress.selection import marks, substituting
from congress.selection import service as selection
from tests.browsing import Browsing, Page
from tests.building import ACTOR, Builder
from tests.conftest import NOW
from tests.delegates.rosters import allocate, nominee

SEALER = Sealer(b"test", b"k" * 32)
AWARD = NewAward("person", "Nông Thị Hà", "giay_khen", "ct_ubnd_huyen")
VERBS: dict[str, Callable[[Meeting], object]] = {
    "session": lambda m: meetings.add_session(ACTOR, NOW, m, meetings.NewSession("Phiên trù bị", time(14))),
    "finding": lambda m: meetings.override(ACTOR, NOW, m, "held_late", "", "Đã xin ý kiến cấp trên"),
    "programme": lambda m: agenda.create_standard(ACTOR, NOW, m),
    "item": lambda m: agenda.update_item(ACTOR, NOW, m, 1, agenda.ItemText("Chào cờ", 5), 1),
    "publication": lambda m: agenda.publish(ACTOR, NOW, m),
    "share-out": lambda m: allocation.adopt(ACTOR, NOW, m, Wish(1, "webster", {}, frozenset(), ())),
    "nomination": lambda m: delegates.nominate(ACTOR, NOW, m, nominee("Nông Văn Ba", m.unit)),
    "approval": lambda m: delegates.approve(ACTOR, NOW, m, [1]),
    "import": lambda m: intake.draft_from_paste(ACTOR, NOW, m, SEALER, "Họ và tên\nNông Văn Ba"),
    "marks": lambda m: marks.mark(ACTOR, NOW, m, []),
    "scores": lambda m: marks.set_scores(ACTOR, NOW, m, {1: 90}),
    "question": lambda m: selection.ask(ACTOR, NOW, m, selection.Asked(5, {}, False, ""), 0),
    "relaxation": lambda m: selection.relax(ACTOR, NOW, m, 0),
    "restoring": lambda m: selection.restore(ACTOR, NOW, m, 0),
    "choice": lambda m: selection.approve(ACTOR, NOW, m, ""),
    "substitute": lambda m: substituting.put_in_place(ACTOR, NOW, m, 1, 2),
    "seats": lambda m: seating.set_seats(ACTOR, NOW, m, {1: "A1"}, seating.seats_fingerprint(m)),
    "hall": lambda m: save_plan(ACTOR, NOW, m, Hall(2, 2), 0),
    "rehearsal": lambda m: rehearsal.begin(ACTOR, NOW, m),
    "badges": lambda m: door.issue_badges(ACTOR, NOW, m, SEALER),
    "award": lambda m: awards.add(ACTOR, NOW, m, AWARD),
    "order": lambda m: awards.move(ACTOR, NOW, m, 1, "up"),
    "grant": lambda m: elections.type_grant(ACTOR, NOW, m, elections.PaperGrant(3), 0),
    "vote": lambda m: elections.record_vote(ACTOR, NOW, m, elections.VoteCount(10, 10, 0, 0)),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", ["closed", "cancelled"])
def test_nothing_of_a_meeting_changes_once_its_file_is_closed(build: Builder, status: str, verb: str):
    meeting = build.meeting(status=status)
    with pytest.raises(Refused) as refusal:
        VERBS[verb](meeting)
    assert refusal.value.code == "meeting_closed"


def test_an_opened_file_changes_again(build: Builder):
    meeting = build.meeting(status="closed")
    meetings.set_status(ACTOR, NOW, meeting, "held", meeting.held_on, meeting.version)
    assert len(agenda.create_standard(ACTOR, NOW, meeting)) == 9


def test_who_comes_late_to_a_closed_meeting_is_still_counted(build: Builder):
    meeting = build.meeting()
    delegates.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", meeting.unit, status="approved"))
    with transaction():
        meeting.status = "closed"
    line = {"nonce": "a" * 16, "delegate": "1", "scanned_at": NOW.isoformat()}
    assert [answer.verdict for answer in door.record_scans(ACTOR, NOW, meeting, [line], NOW)] == ["admitted"]


BUTTONS = {
    "chuong-trinh": "Tạo từ chương trình mẫu",
    "dai-bieu": "Giới thiệu đại biểu",
    "dai-bieu/1": "Thay bằng người khác",
    "chon-dai-bieu": "Chọn tự động",
    "khen-thuong": "Dán danh sách",
    "danh-sach-cap-tren": "Chọn từ danh sách",
}


def pressed(page: Page) -> set[str]:
    """What the buttons and links of a page say."""
    return {element.text.strip() for element in (*page.all("button"), *page.all("a"))}


@pytest.mark.parametrize("room", BUTTONS)
def test_buttons_that_would_refuse_are_not_shown(build: Builder, browse: Browsing, room: str):
    district, [commune] = build.district(1)
    meeting = build.meeting(district)
    allocate(meeting, {(commune, "farmers_workers"): 1})
    delegates.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", commune))
    build.user("btc", role="organizer", meeting=meeting)
    browse.sign_in("btc")
    address = f"/hoi-nghi/{meeting.number}/{room}"
    assert BUTTONS[room] in pressed(browse.get(address))
    with transaction():
        meeting.status = "closed"
    page = browse.get(address)
    assert BUTTONS[room] not in pressed(page)
    assert "Mở lại ở mục Trạng thái" in page.text
