"""Whether the share of 70 to 30 is asked of a congress: every room gives the same answer."""

import pytest

from congress.allocation import start, trial
from congress.allocation.trial import UnitWish, Wish
from congress.delegates import figures
from congress.meetings.models import Meeting
from congress.meetings.service import Answer, by_number, save_answer
from congress.meetings.state import settings_state
from congress.overview.board import board
from tests.building import ACTOR, Builder
from tests.conftest import NOW, TODAY
from tests.delegates.rosters import roster_of

ALL = 10
CORE = ("farmers_workers", "exemplars")


def congress(build: Builder, level: str, assembly: str, answer: str | None) -> Meeting:
    """A congress of nine leaders beside one in the core, after its committee answered (None: not yet)."""
    district, communes = build.district(1)
    unit = communes[0] if level == "commune" else district
    meeting = by_number(build.meeting(unit, assembly=assembly, delegate_number=ALL).number)
    if answer:
        save_answer(ACTOR, NOW, meeting, "ratio_in_plenary", Answer(answer, "Ban Tổ chức", TODAY))
    roster_of(meeting, [unit], ALL - 1, group="leaders")
    roster_of(meeting, [unit], 1, ALL, leading_post=True)
    return meeting


def all_leaders(meeting: Meeting) -> Wish:
    """All seats to leaders."""
    seats = {group.code: ALL if group.code == "leaders" else 0 for group in meeting.groups}
    return Wish(ALL, "webster", seats, frozenset(), (UnitWish(meeting.unit_id, "Đơn vị", 100),))


def of_share(found) -> set[str]:
    return {finding.code for finding in found if finding.code.startswith("ratio_")}


@pytest.mark.parametrize(
    ("level", "assembly", "answer", "found"),
    [
        ("commune", "plenary", None, {"ratio_form_unsaid"}),
        ("commune", "plenary", "applies", {"ratio_core_low"}),
        ("commune", "plenary", "does_not_apply", set()),
        ("commune", "delegates", "does_not_apply", {"ratio_core_low"}),
        ("district", "delegates", None, {"ratio_core_low"}),
        ("district", "delegates", "does_not_apply", {"ratio_core_low"}),
    ],
)
def test_roster_allocation_and_board_judge_alike(
    build: Builder, level: str, assembly: str, answer: str | None, found: set[str]
):
    meeting = congress(build, level, assembly, answer)
    home = board(meeting, TODAY)
    assert of_share(figures.findings(meeting, TODAY)) == found
    assert of_share(trial.findings_of(meeting, all_leaders(meeting))) == found
    assert of_share(home.findings["delegates"]) == found
    assert (home.composition.shares is not None) == bool(found)


@pytest.mark.parametrize(("answer", "asked"), [("applies", True), ("does_not_apply", False)])
def test_where_the_share_is_not_asked_no_room_speaks_of_it(build: Builder, answer: str, asked: bool):
    meeting = congress(build, "commune", "plenary", answer)
    about = {finding.code for finding in figures.findings(meeting, TODAY)} & {"leader_in_core"}
    core = sum(start.suggest_groups(meeting, 300)[code] for code in CORE)
    assert (about, core) == (({"leader_in_core"}, 210) if asked else (set(), 150))


@pytest.mark.parametrize(
    ("level", "assembly", "asked"),
    [("commune", "plenary", True), ("commune", "delegates", False), ("district", "delegates", False)],
)
def test_only_a_plenary_is_asked_whether_the_share_holds(build: Builder, level: str, assembly: str, asked: bool):
    state = settings_state(congress(build, level, assembly, None), TODAY)
    assert ("ratio_in_plenary" in {question.code for question, _ in state.questions}) == asked
