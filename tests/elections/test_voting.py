"""The show of hands: figures that fit, numbered records, the list each vote fixed."""

from datetime import UTC, datetime, timedelta

import pytest

from congress.db import transaction
from congress.delegates.models import Delegate
from congress.delegates.nomination import Nomination
from congress.delegates.service import nominate
from congress.door.models import Scan
from congress.elections import service, voting
from congress.elections.service import Standing
from congress.errors import Refused
from congress.meetings.service import by_number
from tests.building import ACTOR, Builder
from tests.elections.scene import Scene, scene


def refused(call) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def with_officials(stage: Scene, count: int, present: int = 0, status: str = "summoned") -> None:
    """So many officials on the settled list of the lower meeting, of whom some were scanned in."""
    now, meeting = stage.build.now, stage.lower
    for place in range(count):
        wish = Nomination(f"Đại Biểu Số {place}", group="exemplars", unit_id=stage.unit.id, status=status)
        delegate = nominate(ACTOR, now, meeting, wish, homonym=True)
        if place < present:
            _scan(stage, delegate, place)


def _scan(stage: Scene, delegate: Delegate, place: int) -> None:
    now = stage.build.now
    with transaction() as session:
        session.add(
            Scan(
                meeting_id=delegate.meeting_id, session_id=by_number(stage.lower.number).sessions[0].id, nonce=f"lượt {place}",
                delegate_id=delegate.id, gate="cửa 1", how="camera", scanned_at=now, received_at=now, verdict="admitted",
                facts={}, by="cua",
            )
        )  # fmt: skip


def test_the_figures_of_the_board_are_kept_with_the_majority_they_needed(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    vote = stage.vote(100, 51, 40, 9)
    assert (vote.number, vote.adopted, vote.base_number, voting.needed(vote)) == (1, True, 100, 51)


@pytest.mark.parametrize(
    ("in_favour", "against", "other", "base", "adopted"),
    [
        (50, 50, 0, "present", False),
        (51, 49, 0, "present", True),
        (50, 10, 40, "present", False),
        (50, 10, 40, "valid", True),
        (0, 0, 100, "valid", False),
    ],
)
def test_half_is_not_enough_and_the_base_decides_of_what(build: Builder, in_favour, against, other, base, adopted):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    assert stage.vote(100, in_favour, against, other, base=base).adopted is adopted


@pytest.mark.parametrize(
    ("figures", "code", "field"),
    [
        ((100, 99, 0, 0), "vote_sum_differs", "other"),
        ((100, 99, 1, 1), "vote_sum_differs", "other"),
        ((100, 101, 0, -1), "vote_figures_impossible", "voters"),
        ((0, 0, 0, 0), "vote_figures_impossible", "voters"),
    ],
)
def test_figures_that_do_not_fit_are_refused_at_their_field(build: Builder, figures, code, field):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    refusal = refused(lambda: stage.vote(*figures))
    assert (refusal.code, refusal.facts["field"]) == (code, field)
    assert service.the_list(stage.lower).votes == ()


def test_more_voters_than_were_summoned_are_refused(build: Builder):
    stage = scene(build, assembly="delegates")
    with_officials(stage, 3)
    stage.propose("Lộc Văn Lập")
    refusal = refused(lambda: stage.vote(4, 4, 0, 0))
    assert (refusal.code, refusal.facts["summoned"]) == ("voters_exceed_summoned", 3)
    assert stage.vote(3, 2, 1, 0, base="summoned").base_number == 3


def test_whoever_the_door_expects_may_vote_though_only_some_letters_are_noted_as_sent(build: Builder):
    stage = scene(build, assembly="delegates")
    with_officials(stage, 1)
    with_officials(stage, 2, status="approved")
    stage.propose("Lộc Văn Lập")
    assert voting.proposal(stage.lower).summoned == 3
    assert stage.vote(3, 3, 0, 0).adopted is True


def test_the_majority_of_those_summoned_needs_their_number(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    assert refused(lambda: stage.vote(base="summoned")).facts["field"] == "base"


def test_the_door_proposes_and_a_difference_is_only_noted(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    assert voting.proposal(stage.lower).door_figure is None
    with_officials(stage, 3, present=2)
    assert voting.proposal(stage.lower).door_figure == 2
    vote = stage.vote(3, 3, 0, 0)
    assert vote.door_figure == 2
    assert [(f.code, f.weight) for f in voting.vote_findings(vote)] == [("voters_differ_from_door", "info")]


def test_an_empty_list_is_not_voted_on(build: Builder):
    stage = scene(build)
    stage.propose("Vi Quang Thuận", basis="ex_officio")
    assert refused(stage.vote).code == "vote_list_empty"


def test_a_vote_in_the_future_is_refused(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    refusal = refused(lambda: stage.vote(taken_at=build.now + timedelta(minutes=1)))
    assert refusal.facts["field"] == "taken_on"


def test_votes_are_numbered_and_the_newest_counts(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    stage.vote(100, 40, 60, 0)
    stage.vote(100, 90, 10, 0)
    listing = service.the_list(stage.lower)
    assert [(vote.number, vote.adopted) for vote in listing.votes] == [(2, True), (1, False)]
    assert listing.vote.number == 2


def test_the_second_of_two_who_record_the_vote_is_told(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    stage.vote(after=0)
    assert refused(lambda: stage.vote(after=0)).code == "vote_recorded_meanwhile"


def test_a_list_changed_under_the_hands_of_the_recorder_is_told(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    seen = service.the_list(stage.lower).digest
    stage.propose("Hứa Thị Chiêm")
    assert refused(lambda: stage.vote(list_digest=seen)).code == "vote_list_changed"


def test_a_name_added_after_the_vote_uncovers_the_list_until_it_is_taken_off(build: Builder):
    stage = scene(build)
    stage.ready()
    (number,) = stage.propose("Chu Văn Cảnh", standing="reserve")
    assert stage.codes()["list_changed_since_vote"] == "hard"
    service.remove(ACTOR, build.now, stage.lower, number, service.candidate(stage.lower, number).version)
    assert "list_changed_since_vote" not in stage.codes()


def test_a_new_order_or_standing_uncovers_the_list(build: Builder):
    stage = scene(build)
    first, _second = stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    stage.vote()
    service.move(ACTOR, build.now, stage.lower, first, "down", service.candidate(stage.lower, first).version)
    assert not service.the_list(stage.lower).vote_covers


def test_a_mended_title_and_an_ex_officio_name_leave_the_vote_as_it_is(build: Builder):
    stage = scene(build)
    (first,) = stage.propose("Lộc Văn Lập")
    stage.vote()
    wish = Standing(group_code="farmers_workers", title="Trưởng thôn")
    service.change(ACTOR, build.now, stage.lower, first, wish, service.candidate(stage.lower, first).version)
    stage.propose("Vi Quang Thuận", basis="ex_officio", group_code="leaders")
    assert service.the_list(stage.lower).vote_covers


def test_a_list_voted_down_is_a_finding(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    stage.vote(100, 10, 90, 0)
    assert stage.codes()["list_not_adopted"] == "hard"


def test_the_minutes_get_figures_needed_votes_and_names_in_order(build: Builder):
    stage = scene(build)
    assert service.vote_for_paper(stage.lower) is None
    stage.ready()
    stage.propose("Nông Văn Định", basis="chosen", group_code="leaders", minutes="05/BB-ĐU")
    paper = service.vote_for_paper(stage.lower)
    assert [c.person.name for c in paper.official] == ["Lộc Văn Lập", "Hứa Thị Chiêm", "Vi Quang Thuận"]
    assert [c.person.name for c in (*paper.reserve, *paper.without_vote)] == ["Lâm Văn Điệp", "Nông Văn Định"]
    assert (paper.needed, paper.vote.in_favour, paper.covers) == (51, 99, True)


def test_the_moment_of_the_vote_may_lie_before_its_recording(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    moment = datetime(2025, 2, 20, 3, 35, tzinfo=UTC)
    assert stage.vote(taken_at=moment).taken_at == moment
