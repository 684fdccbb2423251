"""What a committee settles about its congress."""

from datetime import date, time

import pytest

from congress.errors import NotFound, Refused
from congress.meetings import service
from congress.meetings.models import Meeting
from congress.meetings.service import Answer, Facts, GroupWish, NewMeeting, NewSession, PaperWish
from congress.rules.provisions import RatioRule
from tests.building import ACTOR, Builder
from tests.conftest import NOW, TODAY

DECIDED = Answer("", "Ban Tổ chức", date(2025, 3, 1), "Theo đề nghị của Phòng Nội vụ")

CALENDAR = Answer("calendar", "Ban Tổ chức", date(2025, 3, 1))


@pytest.fixture
def meeting(build: Builder) -> Meeting:
    """A district congress under the plan of Chi Lăng."""
    district, _communes = build.district()
    plan = build.plan(district)
    wish = NewMeeting(district.id, "Hội nghị huyện", date(2025, 4, 24), "Hội trường", plan.id, assembly="delegates")
    return service.create_meeting(ACTOR, NOW, wish)


def facts(meeting: Meeting, **changes: object) -> Facts:
    names = ["title", "form_code", "held_on", "place", "assembly", "delegate_number", "elects", "higher_meeting_id"]
    return Facts(**({name: getattr(meeting, name) for name in names} | changes))


def wishes(meeting: Meeting, **shares: str) -> list[GroupWish]:
    return [GroupWish(group.code, group.name, shares.get(group.code, group.share), group.colour) for group in meeting.groups]


def test_sessions_of_the_day_move_with_the_meeting(meeting: Meeting):
    service.add_session(ACTOR, NOW, meeting, NewSession("Dâng hương", time(15), 45, "side_event", date(2025, 4, 23)))
    service.save_facts(ACTOR, NOW, meeting, facts(meeting, held_on=date(2025, 4, 28)), meeting.version)
    assert [session.held_on for session in meeting.sessions] == [date(2025, 4, 28), date(2025, 4, 23)]


def test_the_second_editor_is_told(meeting: Meeting):
    seen = meeting.version
    service.save_facts(ACTOR, NOW, meeting, facts(meeting, title="Một"), seen)
    with pytest.raises(Refused) as refusal:
        service.save_facts(ACTOR, NOW, meeting, facts(meeting, title="Hai"), seen)
    assert (refusal.value.code, meeting.title) == ("stale", "Một")


@pytest.mark.parametrize("number", [0, -5, 100_001])
def test_impossible_numbers_of_delegates_are_refused(meeting: Meeting, number: int):
    with pytest.raises(Refused) as refusal:
        service.save_facts(ACTOR, NOW, meeting, facts(meeting, delegate_number=number), meeting.version)
    assert refusal.value.code == "delegate_number_range"


def test_an_answer_keeps_who_decided_and_when(meeting: Meeting):
    service.save_answer(ACTOR, NOW, meeting, "assembly_form", Answer("plenary", "Ban Tổ chức", TODAY, "Đủ chỗ"))
    row = service.answers_of(meeting)["assembly_form"]
    assert (row.answer, row.decided_by, row.decided_on, row.recorded_by) == ("plenary", "Ban Tổ chức", TODAY, ACTOR)
    assert meeting.assembly == "plenary"


def test_an_answer_needs_a_decider(meeting: Meeting):
    with pytest.raises(Refused) as refusal:
        service.save_answer(ACTOR, NOW, meeting, "dossier_counting", Answer("calendar", "", TODAY))
    assert refusal.value.code == "decider_missing"


def test_an_unknown_question_is_not_found(meeting: Meeting):
    with pytest.raises(NotFound):
        service.save_answer(ACTOR, NOW, meeting, "thoi_tiet", Answer("nang", "Ban", TODAY))


def share(meeting: Meeting) -> RatioRule | None:
    return service.ratio_rule(meeting, service.answers_of(meeting))


def test_functions_are_replaced_as_a_whole_and_keep_their_order(meeting: Meeting):
    service.set_functions(ACTOR, NOW, meeting, {"chair": [("Lê A", ""), ("Vi B", "Chủ tịch")], "mc": [("Hà C", "")]})
    service.set_functions(ACTOR, NOW, meeting, {"chair": [("Vi B", "Chủ tịch"), ("Lê A", "")]})
    held = service.functions_of(meeting)
    assert {code: [row.name for row in rows] for code, rows in held.items()} == {"chair": ["Vi B", "Lê A"]}


@pytest.mark.parametrize(
    "save",
    [
        lambda meeting, seen: service.set_functions(ACTOR, NOW, meeting, {"chair": [("Lê A", "")]}, seen),
        lambda meeting, seen: service.set_dossier(ACTOR, NOW, meeting, [], TODAY, seen),
        lambda meeting, seen: service.save_answer(ACTOR, NOW, meeting, "dossier_counting", CALENDAR, seen),
    ],
    ids=["functions", "dossier", "answer"],
)
def test_the_second_of_two_who_edit_the_same_is_told(meeting: Meeting, save):
    seen = meeting.version
    save(meeting, seen)
    with pytest.raises(Refused) as refusal:
        save(meeting, seen)
    assert refusal.value.code == "stale"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Vi Thị Hoa, Chủ tịch UBND xã, Trưởng ban", [("Vi Thị Hoa", "Chủ tịch UBND xã, Trưởng ban")]),
        ("Điểu K'Giắc; Già làng\n\nÝ", [("Điểu K'Giắc", "Già làng"), ("Ý", "")]),
        (", Chủ tịch", []),
    ],
)
def test_a_person_a_line(text: str, people: list[tuple[str, str]]):
    assert service.people_in(text) == people


def test_a_group_the_plan_leaves_open_is_placed_with_who_decided(meeting: Meeting):
    service.set_groups(ACTOR, NOW, meeting, wishes(meeting, good_deeds="core"), DECIDED, meeting.version)
    assert service.answers_of(meeting)["group:good_deeds"].answer == "core"
    assert share(meeting).placing("good_deeds") == "core"


def test_a_group_placed_otherwise_than_the_plan_needs_who_decided(meeting: Meeting):
    with pytest.raises(Refused) as refusal:
        service.set_groups(ACTOR, NOW, meeting, wishes(meeting, guests="core"), None, meeting.version)
    assert refusal.value.code == "group_decider_missing"
    assert share(meeting).placing("guests") == "other"


def test_renaming_a_group_needs_nobody(meeting: Meeting):
    [first, *others] = wishes(meeting)
    renamed = [GroupWish(first.code, "Nông dân", first.share, first.colour), *others]
    service.set_groups(ACTOR, NOW, meeting, renamed, None, meeting.version)
    assert meeting.groups[0].name == "Nông dân"


def test_two_editors_of_the_groups(meeting: Meeting):
    seen = meeting.version
    service.set_groups(ACTOR, NOW, meeting, wishes(meeting), None, seen)
    with pytest.raises(Refused) as refusal:
        service.set_groups(ACTOR, NOW, meeting, wishes(meeting), None, seen)
    assert refusal.value.code == "stale"


def test_a_group_that_came_or_went_meanwhile_is_told(meeting: Meeting):
    for change in (
        lambda: service.add_group(ACTOR, NOW, meeting, "Nghệ nhân", "core", "#5f6b76"),
        lambda: service.remove_group(ACTOR, NOW, meeting, "own_1"),
    ):
        seen, asked = meeting.version, wishes(meeting)
        change()
        with pytest.raises(Refused) as refusal:
            service.set_groups(ACTOR, NOW, meeting, asked, None, seen)
        assert refusal.value.code == "stale"


def test_own_groups_come_and_go(meeting: Meeting):
    before = [group.code for group in meeting.groups]
    row = service.add_group(ACTOR, NOW, meeting, "Nghệ nhân", "core", "#5f6b76")
    assert [group.code for group in meeting.groups] == [*before, row.code]
    service.remove_group(ACTOR, NOW, meeting, row.code)
    assert [group.code for group in meeting.groups] == before


def test_a_paper_cannot_have_gone_up_tomorrow(build: Builder):
    district, [commune] = build.district(1)
    plan = build.plan(district)
    meeting = service.create_meeting(ACTOR, NOW, NewMeeting(commune.id, "Hội nghị xã", plan_id=plan.id))
    with pytest.raises(Refused) as refusal:
        service.set_dossier(ACTOR, NOW, meeting, [PaperWish("lich", date(2025, 3, 4))], TODAY)
    assert refusal.value.code == "paper_sent_later"
    assert service.dossier_of(meeting) == {}


def test_the_only_session_stays(meeting: Meeting):
    with pytest.raises(Refused) as refusal:
        service.remove_session(ACTOR, NOW, meeting, 1)
    assert refusal.value.code == "session_last"


def test_a_side_event_goes(meeting: Meeting):
    row = service.add_session(ACTOR, NOW, meeting, NewSession("Dâng hương", time(6), 45, "side_event"))
    service.remove_session(ACTOR, NOW, meeting, row.number)
    assert [session.name for session in meeting.sessions] == ["Phiên chính thức"]


@pytest.mark.parametrize("minutes", [0, -30, 6001])
def test_a_session_lasts_a_possible_time(meeting: Meeting, minutes: int):
    with pytest.raises(Refused) as refusal:
        service.add_session(ACTOR, NOW, meeting, NewSession("Phiên hai", time(13), minutes))
    assert refusal.value.code == "session_minutes"


def test_a_meeting_still_to_come_was_not_held(meeting: Meeting):
    with pytest.raises(Refused) as refusal:
        service.set_status(ACTOR, NOW, meeting, "held", TODAY, meeting.version)
    assert refusal.value.code == "held_too_early"


def test_a_closed_meeting_is_not_edited_until_it_is_opened_again(meeting: Meeting):
    day = date(2025, 4, 24)
    for status in ("held", "closed"):
        service.set_status(ACTOR, NOW, meeting, status, day, meeting.version)
    with pytest.raises(Refused) as refusal:
        service.save_facts(ACTOR, NOW, meeting, facts(meeting, title="Khác"), meeting.version)
    assert refusal.value.code == "meeting_closed"
    service.set_status(ACTOR, NOW, meeting, "held", day, meeting.version)
    assert service.save_facts(ACTOR, NOW, meeting, facts(meeting, title="Khác"), meeting.version).title == "Khác"


def test_a_meeting_is_not_closed_before_it_was_held(meeting: Meeting):
    with pytest.raises(Refused) as refusal:
        service.set_status(ACTOR, NOW, meeting, "closed", TODAY, meeting.version)
    assert refusal.value.code == "status_step"
