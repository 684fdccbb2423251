"""What a choice stores, refuses and explains."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from congress.allocation import service as allocation
from congress.audit import AuditDetail, AuditEntry
from congress.db import db, transaction
from congress.delegates import service as delegates
from congress.errors import NotFound, Refused
from congress.meetings.service import ratio_rule
from congress.selection import marks, posing, reading, service
from congress.selection.models import RosterMark
from congress.selection.service import Asked
from tests.building import ACTOR
from tests.conftest import NOW
from tests.delegates.rosters import allocate, nominee
from tests.selection.conftest import sealer_of


def forever() -> bool:
    return True


def run(field, sealer=None, edited=False):
    return service.run(ACTOR, NOW, field.meeting, sealer, forever, edited=edited)


def chosen(field) -> list[int]:
    return sorted(nominee.number for nominee in reading.read(field.meeting).chosen)


def version(field) -> int:
    return reading.wish_of(field.meeting).version


def ask(field, sensitive: bool = False, total: int | None = None, seed: str = "", **minimums: int) -> None:
    service.ask(ACTOR, NOW, field.meeting, Asked(total, minimums, sensitive, seed), version(field))


def last_act(act: str) -> dict:
    statement = (
        select(AuditDetail.details)
        .join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
        .where(AuditEntry.act == act)
        .order_by(AuditEntry.position.desc())
    )
    return db.session.execute(statement).scalars().first()


def test_equal_people_are_chosen_by_their_place_in_the_list(field):
    run(field)
    assert chosen(field) == [1, 2, 5, 6, 9]


def test_the_run_is_on_record_with_seed_merit_number_and_engine(field):
    field.score(n3=7, n9=2)
    ask(field, seed="Bốc thăm ngày 03/3")
    run(field)
    noted = last_act("selection.run")
    assert (noted["kind"], noted["seed"], noted["merit"], noted["number"]) == ("chosen", "Bốc thăm ngày 03/3", 9, 5)
    assert noted["engine"].startswith("HiGHS ")


def test_the_same_list_gives_the_same_choice_again(field):
    field.score(n1=5, n2=5, n3=5, n4=5, n5=5, n6=5, n7=5, n8=5)
    ask(field, women=2)
    run(field)
    first = chosen(field)
    run(field)
    assert chosen(field) == first


def test_whoever_is_kept_is_in_and_whoever_is_left_out_is_not(field):
    field.mark(4, lock="in")
    field.mark(5, score=100, lock="out")
    run(field)
    assert chosen(field) == [1, 4, 6, 7, 9]


def test_approved_people_are_in_whatever_their_mark_says(field):
    field.mark(4, lock="out")
    delegates.approve(ACTOR, NOW, field.meeting, [4])
    run(field)
    assert 4 in chosen(field)


def test_the_score_of_an_approved_person_changes_and_nothing_else(field):
    delegates.approve(ACTOR, NOW, field.meeting, [4])
    field.mark(4, score=9, lock="out")
    stored = next(one for one in reading.read(field.meeting).nominees if one.number == 4)
    assert (stored.score, stored.lock, stored.chosen) == (9, "", True)


def test_people_who_work_at_the_congress_and_those_who_left_are_no_nominees(field):
    delegates.add_many(ACTOR, NOW, field.meeting, [nominee("Hoàng Văn Phục", None, kind="non_delegate", group="", basis="")])
    delegates.withdraw(ACTOR, NOW, field.meeting, [1], "Xin rút vì bận việc nhà")
    assert [one.number for one in reading.read(field.meeting).nominees if one.number in (1, 11)] == []


def test_young_is_counted_by_year_of_birth_on_the_day_of_the_meeting(field):
    ground = reading.read(field.meeting)
    lines = posing.lines_of(ground, posing.rules_of(ground))
    assert [line for line in lines if line.code == "under_35"] == []
    ask(field, under_35=1)
    ground = reading.read(field.meeting)
    line = next(line for line in posing.lines_of(ground, posing.rules_of(ground)) if line.code == "under_35")
    assert (line.have, line.picked, line.missing) == (2, 0, 1)


def test_the_share_of_the_plan_is_a_rule_that_is_never_relaxed(field):
    ratio = next(rule for rule in posing.rules_of(reading.read(field.meeting)) if rule.id == posing.RATIO)
    assert (ratio.where, ratio.minimum, ratio.maximum, ratio.relaxable) == ({"side": "core"}, 4, None, False)


@pytest.mark.parametrize(
    ("silent", "where", "least", "most"),
    [(False, {"side": "core", "kind": "official"}, 3, None), (True, {"side": "other", "kind": "official"}, 0, 1)],
)
def test_where_officials_alone_are_counted_guests_stand_outside_the_share(field, monkeypatch, silent, where, least, most):
    monkeypatch.setattr(posing, "ratio_rule", lambda *parts: replace(ratio_rule(*parts), denominator="official"))
    ground = reading.read(field.meeting)
    field.meeting.groups[-1].share = "unsaid" if silent else field.meeting.groups[-1].share
    ratio = next(rule for rule in posing.rules_of(ground) if rule.id == posing.RATIO)
    assert (ratio.where, ratio.minimum, ratio.maximum) == (where, least, most)


@pytest.mark.parametrize(("assembly", "asked"), [("delegates", True), ("plenary", False)])
def test_the_share_is_no_rule_while_it_is_open_whether_it_applies(build, field, assembly: str, asked: bool):
    commune = field.communes[0]
    meeting = build.meeting(commune, assembly=assembly)
    allocate(meeting, {(commune, "farmers_workers"): 2})
    assert (posing.RATIO in [rule.id for rule in posing.rules_of(reading.read(meeting))]) is asked


def test_sealed_particulars_are_opened_only_where_asked_for_and_on_record(app, field):
    ask(field, sensitive=False, minorities=2)
    run(field, sealer_of(app))
    assert last_act("particulars.count") is None
    ask(field, sensitive=True, minorities=2)
    run(field, sealer_of(app))
    assert chosen(field) == [1, 4, 5, 8, 9]
    assert last_act("particulars.count") == {"persons": 10}


def test_reasons_that_are_stored_tell_nobodys_particulars(app, field):
    ask(field, sensitive=True, minorities=1, non_party=1)
    outcome = run(field, sealer_of(app)).outcome
    told = {rule for border in outcome["borders"] for rule in border["rules"]}
    assert told == {"private"}


def test_without_the_sealer_rules_about_particulars_are_left_out(field):
    ask(field, sensitive=True, minorities=2)
    run(field, None)
    assert chosen(field) == [1, 2, 5, 6, 9]


def test_what_is_impossible_leaves_the_draft_as_it_was(field):
    run(field)
    before = chosen(field)
    ask(field, women=5)
    done = run(field)
    assert done.selected is None
    assert chosen(field) == before
    assert done.outcome["changes"] == [{"rule": "least:women", "minimum": 4, "maximum": None}]


def test_fewer_people_than_seats_can_be_asked_for(field):
    field.score(n2=9, n5=8, n6=7, n9=6)
    ask(field, total=3)
    assert run(field).selected == {"2", "5", "6"}


def test_too_few_nominees_propose_the_number_that_can_be_reached(field):
    delegates.withdraw(ACTOR, NOW, field.meeting, [1, 2, 3], "Xin rút vì bận việc nhà")
    done = run(field)
    assert done.outcome["total"] == 4
    service.relax(ACTOR, NOW, field.meeting, version(field))
    assert run(field).selected == {"4", "5", "6", "9"}


def test_a_group_that_is_too_small_is_relaxed_beside_its_own_number_and_restored(field):
    delegates.withdraw(ACTOR, NOW, field.meeting, [1, 2, 3], "Xin rút vì bận việc nhà")
    delegates.add_many(ACTOR, NOW, field.meeting, [nominee("Vi Thị Lý", field.communes[0], group="exemplars")])
    assert run(field).outcome["changes"] == [{"rule": "group:exemplars", "minimum": 0, "maximum": 1}]
    service.relax(ACTOR, NOW, field.meeting, version(field))
    assert run(field).selected == {"4", "5", "6", "9", "11"}
    service.restore(ACTOR, NOW, field.meeting, version(field))
    assert reading.wish_of(field.meeting).bounds == {}
    assert run(field).selected is None


def test_pressing_the_button_of_an_old_proposal_is_told(field):
    ask(field, women=5)
    run(field)
    seen = version(field)
    service.relax(ACTOR, NOW, field.meeting, seen)
    with pytest.raises(Refused) as refused:
        service.relax(ACTOR, NOW, field.meeting, version(field))
    assert refused.value.code == "selection_no_proposal"
    with pytest.raises(Refused) as stale:
        service.restore(ACTOR, NOW, field.meeting, seen)
    assert stale.value.code == "stale"


def test_a_proposal_for_a_list_that_changed_since_is_not_taken_over(field):
    ask(field, women=5)
    run(field)
    delegates.withdraw(ACTOR, NOW, field.meeting, [1], "Xin rút vì bận việc nhà")
    with pytest.raises(Refused) as refused:
        service.relax(ACTOR, NOW, field.meeting, version(field))
    assert (refused.value.code, reading.wish_of(field.meeting).minimums) == ("stale", {"women": 5})


def test_a_list_that_moves_while_it_is_computed_is_told_and_nothing_is_stored(field, monkeypatch):
    computed = service.compute

    def slowly(*args):
        answer = computed(*args)
        field.score(n1=3)
        return answer

    monkeypatch.setattr(service, "compute", slowly)
    with pytest.raises(Refused) as refused:
        run(field)
    assert refused.value.code == "selection_moved"
    assert chosen(field) == []


def test_time_that_is_up_is_told(field):
    with pytest.raises(Refused) as refused:
        service.run(ACTOR, NOW, field.meeting, None, lambda: False)
    assert refused.value.code == "selection_late"


def test_an_empty_list_is_told(field):
    delegates.withdraw(ACTOR, NOW, field.meeting, range(1, 11), "Xin rút vì bận việc nhà")
    with pytest.raises(Refused) as refused:
        run(field)
    assert refused.value.code == "selection_nobody"


@pytest.mark.parametrize(("score", "lock"), [(-1, ""), (1_000_001, ""), (5, "never")])
def test_marks_that_cannot_be_are_refused(field, score: int, lock: str):
    with pytest.raises(Refused) as refused:
        field.mark(1, score, lock)
    assert refused.value.code == "selection_score_range"


def test_somebody_of_another_list_is_not_found(field):
    with pytest.raises(NotFound):
        field.mark(99, 5)


def test_all_marks_of_a_page_are_stored_or_none(field):
    field.mark(2, score=5)
    with pytest.raises(Refused):
        marks.mark(ACTOR, NOW, field.meeting, [marks.MarkWish(1, 9, "", False, 0), marks.MarkWish(2, 9, "", False, 0)])
    assert [one.score for one in reading.read(field.meeting).nominees if one.number == 1] == [0]


def test_nothing_is_written_where_nothing_changed(field):
    assert field.mark(1) == 0
    assert db.session.execute(select(func.count()).select_from(RosterMark)).scalar_one() == 0


@pytest.mark.parametrize(
    ("text", "score"),
    [("", 0), ("873", 873), ("1.234", 1234), ("1 000 000", 1_000_000), ("8,5", None), ("1.23", None), ("-1", None)],
)
def test_scores_are_read_as_people_type_them(text: str, score: int | None):
    assert marks.score_of(text) == score


def test_minimums_of_the_share_out_are_where_the_committee_begins(field):
    newest = allocation.newest(field.meeting)
    with transaction() as session:
        session.merge(newest).wish = {"minimums": {"women": 2}}
    assert reading.wish_of(field.meeting).minimums == {"women": 2}


def test_relaxed_bounds_fall_away_when_something_else_is_asked(field):
    ask(field)
    draft = reading.draft_of(field.meeting)
    with transaction() as session:
        session.merge(draft).bounds = {"group:farmers_workers": [0, 5]}
    ask(field, seed="khác")
    assert reading.wish_of(field.meeting).bounds == {"group:farmers_workers": (0, 5)}
    ask(field, women=1)
    assert reading.wish_of(field.meeting).bounds == {}
