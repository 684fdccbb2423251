"""The list for the higher congress: who may stand on it, in which order, against which seats."""

from datetime import date

import pytest
from sqlalchemy import select

from congress.audit import AuditEntry
from congress.db import db
from congress.delegates import service as delegates
from congress.elections import people as finding_people
from congress.elections import service
from congress.elections.grants import PaperGrant
from congress.elections.service import Proposed, Standing
from congress.errors import NotFound, Refused
from congress.meetings.service import by_number
from congress.people.birth import Birth
from congress.people.service import PersonDetails
from tests.building import ACTOR, Builder
from tests.conftest import NOW
from tests.delegates.rosters import nominee
from tests.elections.scene import scene, share_out


def version_of(stage, number: int) -> int:
    return service.candidate(stage.lower, number).version


def refused(call) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def test_names_stand_in_the_order_they_were_proposed(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    stage.propose("An Văn Bình")
    assert stage.names() == ["Lộc Văn Lập", "Hứa Thị Chiêm", "An Văn Bình"]


def test_officials_come_before_reserves_whoever_was_added_first(build: Builder):
    stage = scene(build)
    stage.propose("Lâm Văn Điệp", standing="reserve")
    stage.propose("Lộc Văn Lập")
    assert stage.names() == ["Lộc Văn Lập", "Lâm Văn Điệp"]


def test_the_same_person_is_not_listed_twice_and_nothing_is_stored_of_the_rest(build: Builder):
    stage = scene(build)
    first, second = stage.person("Lộc Văn Lập"), stage.person("Hứa Thị Chiêm")
    wishes = [Proposed(key, Standing()) for key in (first.id, second.id, first.id)]
    refusal = refused(lambda: service.add_candidates(ACTOR, build.now, stage.lower, wishes))
    assert (refusal.code, refusal.facts["name"]) == ("candidate_twice", "Lộc Văn Lập")
    assert stage.names() == []


def test_somebody_of_another_body_is_not_found(build: Builder):
    stage = scene(build)
    stranger = stage.person("Người Xã Khác", unit=build.unit("Xã Khác"))
    with pytest.raises(NotFound):
        service.add_candidates(ACTOR, build.now, stage.lower, [Proposed(stranger.id, Standing())])


def test_a_meeting_that_elects_no_one_has_no_list(build: Builder):
    stage = scene(build, elects=False)
    assert refused(lambda: stage.propose("Lộc Văn Lập")).code == "meeting_elects_not"
    assert service.findings(stage.lower, date(2025, 12, 1)) == []


@pytest.mark.parametrize(
    ("wish", "field"),
    [({"standing": "king"}, "standing"), ({"basis": "drawn"}, "basis"), ({"group_code": "nobody"}, "group_code")],
)
def test_an_unknown_code_is_refused_at_its_field(build: Builder, wish: dict, field: str):
    stage = scene(build)
    assert refused(lambda: stage.propose("Lộc Văn Lập", **wish)).facts["field"] == field


def test_a_new_person_by_hand_belongs_to_the_body_and_the_list(build: Builder):
    stage = scene(build)
    details = PersonDetails("Điểu K'Giắc", "male", Birth(1990, 5, 12), "Nông dân", "", stage.village.id)
    row = service.add_person(ACTOR, build.now, stage.lower, details, Standing(group_code="leaders"))
    assert (row.person.name, row.person.unit_id, row.title) == ("Điểu K'Giắc", stage.village.id, "Nông dân")


def test_a_name_moves_past_its_neighbour_and_stays_at_the_edge(build: Builder):
    stage = scene(build)
    first, second = stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    service.move(ACTOR, build.now, stage.lower, second, "up", version_of(stage, second))
    assert stage.names() == ["Hứa Thị Chiêm", "Lộc Văn Lập"]
    service.move(ACTOR, build.now, stage.lower, second, "up", version_of(stage, second))
    service.move(ACTOR, build.now, stage.lower, first, "down", version_of(stage, first))
    assert stage.names() == ["Hứa Thị Chiêm", "Lộc Văn Lập"]


def test_the_second_of_two_who_move_a_name_is_told(build: Builder):
    stage = scene(build)
    _first, second = stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    seen = version_of(stage, second)
    service.move(ACTOR, build.now, stage.lower, second, "up", seen)
    assert refused(lambda: service.move(ACTOR, build.now, stage.lower, second, "up", seen)).code == "stale"


def test_going_over_to_the_reserve_means_its_end(build: Builder):
    stage = scene(build)
    (first, _second) = stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    stage.propose("Lâm Văn Điệp", standing="reserve")
    service.change(ACTOR, build.now, stage.lower, first, Standing(standing="reserve"), version_of(stage, first))
    assert stage.names("reserve") == ["Lâm Văn Điệp", "Lộc Văn Lập"]


def test_a_change_keeps_the_place_and_records_before_and_after(build: Builder):
    stage = scene(build)
    first, _second = stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    wish = Standing(group_code="leaders", achievement="Hiến 520 m² đất", title="Bí thư chi bộ")
    service.change(ACTOR, build.now, stage.lower, first, wish, version_of(stage, first))
    row = service.candidate(stage.lower, first)
    assert (stage.names()[0], row.group_code, row.title) == ("Lộc Văn Lập", "leaders", "Bí thư chi bộ")
    acts = db.session.execute(select(AuditEntry.act).where(AuditEntry.act == "elections.change")).scalars().all()
    assert acts == ["elections.change"]


def test_who_is_taken_off_is_gone_and_may_return_under_the_same_number(build: Builder):
    stage = scene(build)
    person = stage.person("Lộc Văn Lập")
    row = service.add_candidates(ACTOR, build.now, stage.lower, [Proposed(person.id, Standing())])[0]
    number, seen = row.number, row.version
    service.remove(ACTOR, build.now, stage.lower, number, seen)
    with pytest.raises(NotFound):
        service.candidate(stage.lower, number)
    again = service.add_candidates(ACTOR, build.now, stage.lower, [Proposed(person.id, Standing())])[0]
    assert again.number == number
    assert refused(lambda: service.remove(ACTOR, build.now, stage.lower, number, seen)).code == "stale"


def test_a_number_never_comes_to_mean_somebody_else(build: Builder):
    stage = scene(build)
    (first,) = stage.propose("Lộc Văn Lập")
    service.remove(ACTOR, build.now, stage.lower, first, version_of(stage, first))
    assert stage.propose("Hứa Thị Chiêm") == [first + 1]


def test_the_search_reads_without_accents_and_marks_who_is_listed(build: Builder):
    stage = scene(build)
    stage.propose("Đặng Thị Thủy")
    stage.person("Đặng Văn Thùy")
    stage.person("Đặng Văn Lập")
    found = finding_people.search(stage.lower, "dang THUY")
    assert sorted((row.person.name, row.on_list) for row in found) == [("Đặng Thị Thủy", "official"), ("Đặng Văn Thùy", "")]


def test_the_search_offers_nobody_who_withdrew(build: Builder):
    stage = scene(build)
    for name in ("Nông Văn Ba", "Nông Văn Bốn"):
        delegates.nominate(ACTOR, NOW, stage.lower, nominee(name, stage.unit))
    delegates.withdraw(ACTOR, NOW, stage.lower, [1], "Chuyển công tác")
    assert [row.person.name for row in finding_people.search(stage.lower, "nong van")] == ["Nông Văn Bốn"]


def test_the_grant_is_read_from_the_newest_share_out_above(build: Builder):
    stage = scene(build)
    share_out(build, stage.higher, stage.unit, {"farmers_workers": 4, "guests": 1}, number=2)
    grant = service.the_list(by_number(stage.lower.number)).grant
    assert (grant.number, grant.official, {g.code: g.seats for g in grant.groups}) == (
        2,
        5,
        {"farmers_workers": 4, "guests": 1},
    )
    assert grant.guidance == "ít nhất 1 nữ; Ưu tiên nông dân trực tiếp sản xuất."


def test_a_paper_of_the_level_above_counts_while_nothing_is_shared_out_here(build: Builder):
    stage = scene(build, seats=None)
    assert stage.codes()["grant_missing"] == "undecided"
    service.type_grant(ACTOR, build.now, stage.lower, PaperGrant(8, 2, "12/HĐTĐKT-VP", date(2025, 2, 1)), 0)
    stage.propose("Lộc Văn Lập")
    grant = service.the_list(stage.lower).grant
    assert (grant.official, grant.reserve, grant.paper) == (8, 2, "12/HĐTĐKT-VP")
    assert stage.codes()["names_below_seats"] == "soft"


def test_the_second_of_two_who_type_the_grant_is_told(build: Builder):
    stage = scene(build, seats=None)
    service.type_grant(ACTOR, build.now, stage.lower, PaperGrant(8), 0)
    assert refused(lambda: service.type_grant(ACTOR, build.now, stage.lower, PaperGrant(9), 0)).code == "stale"


def test_more_reserves_than_the_paper_allows_stop_the_list(build: Builder):
    stage = scene(build, seats=None)
    service.type_grant(ACTOR, build.now, stage.lower, PaperGrant(1, 1), 0)
    stage.propose("Lộc Văn Lập")
    stage.propose("Hứa Thị Chiêm", "Lâm Văn Điệp", standing="reserve")
    assert stage.codes()["reserve_exceeds_seats"] == "hard"


@pytest.mark.parametrize(
    ("farmers", "leaders", "found"),
    [
        (2, 1, {}),
        (3, 1, {"names_exceed_seats": "hard", "list_group_differs": "soft"}),
        (2, 0, {"names_below_seats": "soft", "list_group_differs": "soft"}),
        (3, 0, {"list_group_differs": "soft"}),
    ],
)
def test_names_are_held_against_the_seats_in_all_and_by_group(build: Builder, farmers: int, leaders: int, found: dict):
    stage = scene(build)
    stage.propose(*[f"Nông Dân {letter}" for letter in "ABC"[:farmers]])
    if leaders:
        stage.propose("Lãnh Đạo Xã", group_code="leaders")
    assert stage.codes() == found


def test_two_rows_that_may_be_one_person_and_missing_minutes_are_asked_about(build: Builder):
    stage = scene(build)
    stage.propose("Nguyễn Văn Hòa", "Nguyễn Văn Hoà", basis="chosen")
    found = stage.codes()
    assert (found["delegate_double"], found["minutes_missing"]) == ("soft", "soft")


def test_a_name_without_a_group_stops_the_list(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập", group_code="")
    assert stage.codes()["list_group_missing"] == "hard"


def test_before_the_meeting_an_empty_list_is_no_finding_and_after_it_is(build: Builder):
    stage = scene(build)
    assert service.findings(stage.lower, date(2025, 3, 20)) == []
    assert [f.code for f in service.findings(stage.lower, date(2025, 3, 21))] == ["list_empty"]


def test_the_board_reads_the_list_in_five_figures(build: Builder):
    stage = scene(build)
    stage.ready()
    state = service.summary(stage.lower)
    assert (state.seats, state.official, state.reserve, state.vote.number, state.covered) == (3, 3, 1, 1, True)
