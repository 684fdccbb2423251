"""Findings as pages show them, and accepting them."""

from fractions import Fraction

import pytest

from congress.errors import NotFound, Refused
from congress.meetings import service
from congress.meetings.findings import present
from congress.rules.findings import Finding, still_open
from tests.building import ACTOR, Builder
from tests.conftest import NOW

SOFT = Finding("held_before_period", "soft", "commune-time", {"held_on": 1, "first_day": 2, "last_day": 3})
HARD = Finding("limit_exceeded", "hard", "district-limit", {"number": 301, "limit": 300, "excess": 1})
OPEN = Finding("group_unplaced", "undecided", "district-share", {"group": "guests", "members": 5}, "guests")


def test_the_sentence_the_clause_and_the_arithmetic_are_shown(build: Builder):
    [shown] = present(build.meeting(), [HARD])
    assert shown.sentence == "Số đại biểu 301 vượt mức tối đa 300 của kế hoạch."
    assert shown.clause_sentence == "- Thành phần, số lượng đại biểu: không quá 300 đại biểu."
    assert shown.clause_ref.startswith("II.2.2 – Kế hoạch tổ chức")
    assert shown.explanation == ("301 − 300 = 1.",)


def test_the_gravest_stand_first(build: Builder):
    assert [shown.tone for shown in present(build.meeting(), [SOFT, OPEN, HARD])] == ["hard", "undecided", "soft"]


def test_a_group_is_named_not_coded(build: Builder):
    [shown] = present(build.meeting(), [OPEN])
    assert "“Đại biểu khách mời” (5 đại biểu)" in shown.sentence


def test_a_hard_finding_cannot_be_accepted(build: Builder):
    meeting = build.meeting()
    service.override(ACTOR, NOW, meeting, HARD.code, "", "Lý do chính đáng")
    [shown] = present(meeting, [HARD])
    assert (shown.override_url, shown.overridden) == (None, None)


def test_an_accepted_finding_names_reason_person_and_moment_and_stands_last(build: Builder):
    meeting = build.meeting()
    build.user("lan")
    service.override("lan", NOW, meeting, SOFT.code, "", "Cấp trên đã đồng ý")
    shown = present(meeting, [SOFT, Finding("allocation_total_differs", "info", None, {"number": 1, "total": Fraction(2)})])
    assert shown[-1].overridden.__dict__ == {"reason": "Cấp trên đã đồng ý", "who": "Người thử", "when": "03/03/2025 08:00"}


def test_an_acceptance_answers_its_own_subject_only(build: Builder):
    meeting = build.meeting()
    service.override(ACTOR, NOW, meeting, OPEN.code, "guests", "Đã hỏi cấp trên")
    other = Finding("group_unplaced", "undecided", "district-share", {"group": "leaders", "members": 1}, "leaders")
    assert still_open([OPEN, other], service.overrides_of(meeting)) == (other,)


def test_an_acceptance_of_one_meeting_says_nothing_in_another(build: Builder):
    service.override(ACTOR, NOW, build.meeting(), SOFT.code, "", "Cấp trên đã đồng ý")
    assert service.overrides_of(build.meeting()) == {}


def test_a_withdrawn_acceptance_opens_the_finding_again(build: Builder):
    meeting = build.meeting()
    service.override(ACTOR, NOW, meeting, SOFT.code, "", "Cấp trên đã đồng ý")
    service.withdraw_override(ACTOR, NOW, meeting, SOFT.code, "")
    assert service.overrides_of(meeting) == {}
    with pytest.raises(NotFound):
        service.withdraw_override(ACTOR, NOW, meeting, SOFT.code, "")


def test_a_reason_of_two_letters_is_none(build: Builder):
    with pytest.raises(Refused) as refusal:
        service.override(ACTOR, NOW, build.meeting(), SOFT.code, "", "ok")
    assert refusal.value.code == "override_reason_short"
