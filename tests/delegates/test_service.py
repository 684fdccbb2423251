"""The verbs of the roster on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from congress import audit
from congress.db import db, transaction
from congress.delegates import figures, roster, service
from congress.delegates.models import Delegate, DelegateStatus
from congress.delegates.roster import Filter
from congress.delegates.scope import own_scope
from congress.delegates.sealed_figures import sealed_counts
from congress.delegates.service import Nomination
from congress.errors import NotFound, Refused
from congress.meetings import service as meetings
from congress.people.birth import Birth
from congress.people.models import Person
from congress.people.sealing import Sealer
from tests.building import ACTOR
from tests.conftest import NOW, TODAY
from tests.delegates.rosters import allocate, nominee, roster_of

HOUR = timedelta(hours=1)
SEALER = Sealer(b"test", b"k" * 32)


@pytest.fixture
def place(app, build):
    """A district's meeting with two communes."""
    district, communes = build.district(2)
    return build.meeting(district), communes


def refused(call) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_numbers_count_up_inside_each_meeting(build, place):
    meeting, (first, _) = place
    other = build.meeting()
    names = ["Nông Văn Ba", "Hoàng Thị Hòa"]
    assert [service.nominate(ACTOR, NOW, meeting, nominee(name, first)).number for name in names] == [1, 2]
    assert service.nominate(ACTOR, NOW, other, nominee("Vi Văn Long", first)).number == 1


def test_a_delegate_has_exactly_one_group_and_those_outside_have_none(place):
    meeting, (unit, _) = place
    assert refused(lambda: service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit, group=""))) == "group_missing"
    driver = service.nominate(ACTOR, NOW, meeting, nominee("Lái Xe Văn", unit, kind="non_delegate"))
    assert driver.group_id is None


def test_a_plain_commendation_meeting_asks_for_no_group_and_has_no_finding(build):
    meeting = build.meeting(elects=False)
    service.nominate(ACTOR, NOW, meeting, Nomination("Nông Văn Ba", meeting.unit_id))
    assert figures.findings(meeting, TODAY) == []


def test_the_same_person_twice_is_asked_about_and_a_homonym_is_let_in(place):
    meeting, (unit, other) = place
    wish = nominee("Hoàng Văn Hùng", unit, birth=Birth(1972))
    service.nominate(ACTOR, NOW, meeting, wish)
    assert refused(lambda: service.nominate(ACTOR, NOW, meeting, wish)) == "delegate_twice"
    assert service.nominate(ACTOR, NOW, meeting, wish, homonym=True).number == 2
    assert service.nominate(ACTOR, NOW, meeting, nominee("Hoàng Văn Hùng", other, birth=Birth(1972))).number == 3


def test_a_unit_cannot_go_beyond_its_seats(place):
    meeting, (unit, other) = place
    allocate(meeting, {(unit, "farmers_workers"): 2, (other, "leaders"): 1})
    for name in ("Nông Văn Ba", "Vi Văn Long"):
        service.nominate(ACTOR, NOW, meeting, nominee(name, unit), within_seats=True)
    third = nominee("Lý Thị Mai", unit)
    assert refused(lambda: service.nominate(ACTOR, NOW, meeting, third, within_seats=True)) == "seats_full"
    service.nominate(ACTOR, NOW, meeting, third)
    exceeded = [f for f in figures.findings(meeting, TODAY) if f.code == "seats_exceeded"]
    assert [(f.weight, f.facts["nominated"], f.facts["seats"]) for f in exceeded] == [("hard", 3, 2)]
    assert refused(lambda: service.approve(ACTOR, NOW, meeting, [1, 2, 3])) == "seats_over"
    assert figures.summary(meeting).approved == 0


def test_seats_of_a_commune_hold_the_people_of_its_villages(build, place):
    meeting, (unit, _) = place
    village = build.unit(parent=unit, level="base", kind="thon")
    allocate(meeting, {(unit, "farmers_workers"): 1})
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", village), within_seats=True)
    assert (
        refused(lambda: service.nominate(ACTOR, NOW, meeting, nominee("Vi Văn Long", unit), within_seats=True)) == "seats_full"
    )


def test_guests_take_the_seats_that_belong_to_no_unit(place):
    meeting, (unit, _) = place
    allocate(meeting, {(unit, "farmers_workers"): 1, (None, "guests"): 1})
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit), within_seats=True)
    guest = nominee("Vi Văn Long", unit, group="guests", kind="guest")
    service.nominate(ACTOR, NOW, meeting, guest, within_seats=True)
    assert not [f for f in figures.findings(meeting, TODAY) if f.code.startswith("seats")]


def test_a_list_goes_from_nominated_to_approved_to_summoned(place):
    meeting, units = place
    roster_of(meeting, units, 4)
    assert service.approve(ACTOR, NOW + HOUR, meeting, [1, 2, 3]) == service.Decided(3, 0)
    assert service.summon(ACTOR, NOW + 2 * HOUR, meeting, [1, 2, 4]) == service.Decided(2, 1)
    assert [d.status for d in roster.everybody(meeting, Filter(order="unit"))].count("summoned") == 2
    steps = roster.history(roster.by_number(meeting, 1))
    assert [(step.status, step.by) for step in steps] == [(s, ACTOR) for s in ("nominated", "approved", "summoned")]


def test_withdrawing_needs_a_reason_and_can_be_taken_back(place):
    meeting, units = place
    roster_of(meeting, units, 2)
    assert refused(lambda: service.withdraw(ACTOR, NOW, meeting, [1], " ")) == "reason_short"
    service.withdraw(ACTOR, NOW + HOUR, meeting, [1], "Ốm nặng, không đi được")
    assert figures.summary(meeting).withdrawn == 1
    service.reinstate(ACTOR, NOW + 2 * HOUR, meeting, [1])
    assert [step.reason for step in roster.history(roster.by_number(meeting, 1))] == ["", "Ốm nặng, không đi được", ""]


def test_a_ceiling_of_the_plan_stops_the_summons(place):
    meeting, units = place
    service.add_many(ACTOR, NOW, meeting, [nominee(f"Người {n:03}", units[0], status="approved") for n in range(301)])
    assert refused(lambda: service.summon(ACTOR, NOW, meeting, range(1, 302))) == "summoned_over"
    assert service.summon(ACTOR, NOW, meeting, range(1, 301)).changed == 300


def test_who_comes_in_the_place_of_another_keeps_unit_group_status_and_seat(place):
    meeting, (unit, other) = place
    old = service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit, seat="A12", group="exemplars"))
    service.approve(ACTOR, NOW, meeting, [1])
    old = roster.by_number(meeting, 1)
    new = service.replace(ACTOR, NOW, meeting, old, nominee("Vi Văn Long", other), "Đi công tác đột xuất", old.version)
    assert (new.unit_id, new.group.code, new.status, new.seat, new.number) == (unit.id, "exemplars", "approved", "A12", 2)
    old = roster.by_number(meeting, 1)
    assert (old.status, old.seat) == ("replaced", "")
    assert roster.replaced_by(old).number == 2
    assert roster.replaced(roster.by_number(meeting, 2)).number == 1
    again = nominee("Lý Thị Mai", unit)
    assert refused(lambda: service.replace(ACTOR, NOW, meeting, old, again, "Lại đổi người", old.version)) == "delegate_gone"


def test_two_editors_the_second_is_told(place):
    meeting, (unit, _) = place
    delegate = service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit))
    seen = service.state_of(delegate)
    service.edit(ACTOR, NOW, meeting, delegate, nominee("Nông Văn Bá", unit, traits=("direct",)), seen)
    assert refused(lambda: service.edit(ACTOR, NOW, meeting, delegate, nominee("Nông Văn Bà", unit), seen)) == "stale"
    stored = roster.by_number(meeting, 1)
    assert (stored.person.name, [t.code for t in stored.traits], stored.search_key) == (
        "Nông Văn Bá",
        ["direct"],
        "nong van ba",
    )


def test_only_a_nomination_nobody_approved_can_be_deleted_and_takes_its_person_along(place):
    meeting, units = place
    roster_of(meeting, units, 2)
    service.approve(ACTOR, NOW, meeting, [1])
    first = roster.by_number(meeting, 1)
    assert refused(lambda: service.remove(ACTOR, NOW, meeting, first, first.version)) == "delegate_not_deletable"
    second = roster.by_number(meeting, 2)
    service.remove(ACTOR, NOW, meeting, second, second.version)
    counts = [db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in (Delegate, Person)]
    assert counts == [1, 1]


def test_a_person_who_comes_to_two_meetings_stays_when_one_list_drops_him(build, place):
    meeting, (unit, _) = place
    first = service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit))
    other = build.meeting()
    second = service.nominate(ACTOR, NOW, other, nominee("Nông Văn Ba", unit, person_id=first.person_id))
    service.remove(ACTOR, NOW, other, second, second.version)
    assert roster.by_number(meeting, 1).person.name == "Nông Văn Ba"


def test_many_are_stored_at_once_with_traits_particulars_and_history(place):
    meeting, (unit, _) = place
    rows = [
        nominee(f"Người {n:04}", unit, traits=("direct",), particulars={"ethnic_group": "Nùng"}, status="approved")
        for n in range(1200)
    ]
    assert service.add_many(ACTOR, NOW, meeting, rows, SEALER) == list(range(1, 1201))
    steps = db.session.execute(select(func.count()).select_from(DelegateStatus)).scalar_one()
    assert steps == 1200
    composition = figures.composition(meeting)
    assert (composition.counted, composition.traits) == (1200, {"direct": 1200})
    assert not audit.verify(db.session)[0].broken_at


def test_one_bad_row_among_many_stores_nothing(place):
    meeting, (unit, _) = place
    rows = [nominee("Nông Văn Ba", unit), nominee("", unit)]
    assert refused(lambda: service.add_many(ACTOR, NOW, meeting, rows)) == "name_missing"
    assert figures.summary(meeting).counted == 0


def test_the_roster_is_in_the_order_of_given_names(place):
    meeting, (unit, _) = place
    names = ["Lê Thị Ánh", "Trần Văn An", "Nông Văn Đại", "Bùi Thị Dung", "Sáng"]
    service.add_many(ACTOR, NOW, meeting, [nominee(name, unit) for name in names])
    rows = roster.page(meeting, Filter()).rows
    assert [d.person.name for d in rows] == ["Trần Văn An", "Lê Thị Ánh", "Bùi Thị Dung", "Nông Văn Đại", "Sáng"]


def test_filters_narrow_the_roster_and_text_needs_no_accents(place):
    meeting, (unit, other) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Hoàng Thị Hòa", unit, group="exemplars"))
    service.nominate(ACTOR, NOW, meeting, nominee("Điểu K'Sang", other, kind="guest", group="guests"))
    service.approve(ACTOR, NOW, meeting, [2])

    def found(**wanted) -> list[int]:
        return roster.numbers(meeting, Filter(**wanted))

    assert [found(text=text) for text in ("hoang thi hoa", "Hoà", "dieu k", "2", "%")] == [[1], [1], [2], [2], [1, 2]]
    assert [found(unit_id=unit.id), found(group="guests"), found(kind="guest"), found(status="approved")] == [
        [1],
        [2],
        [2],
        [2],
    ]
    assert found(status="live") == [1, 2]


def test_a_page_beyond_the_last_shows_the_last(place):
    meeting, (unit, _) = place
    service.add_many(ACTOR, NOW, meeting, [nominee(f"Người {n:03}", unit) for n in range(60)])
    page = roster.page(meeting, Filter(), number=99)
    assert (page.number, page.pages, page.total, len(page.rows)) == (2, 2, 60, 20)


@pytest.mark.parametrize(("kind", "answer"), [("non_delegate", "stays"), ("official", "seats_full")])
def test_who_was_named_outside_the_figures_takes_no_seat_by_an_edit(place, kind: str, answer: str):
    meeting, (unit, _) = place
    allocate(meeting, {(unit, "farmers_workers"): 1})
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit), within_seats=True)
    driver = service.nominate(ACTOR, NOW, meeting, nominee("Vi Văn Long", unit, kind="non_delegate"), within_seats=True)
    wish, seen = nominee("Vi Văn Long", unit, kind=kind, title="Lái xe"), service.state_of(driver)
    if answer == "stays":
        assert service.edit(ACTOR, NOW, meeting, driver, wish, seen, only_nominated=True).title == "Lái xe"
    else:
        assert refused(lambda: service.edit(ACTOR, NOW, meeting, driver, wish, seen, only_nominated=True)) == answer


def test_whoever_holds_the_last_seat_may_be_edited_and_change_groups(place):
    meeting, (unit, _) = place
    allocate(meeting, {(unit, "farmers_workers"): 1})
    delegate = service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit), within_seats=True)
    wish = nominee("Nông Văn Ba", unit, group="exemplars", title="Trưởng thôn")
    edited = service.edit(ACTOR, NOW, meeting, delegate, wish, service.state_of(delegate), only_nominated=True)
    assert (edited.title, edited.group.code) == ("Trưởng thôn", "exemplars")


def test_an_officer_reaches_only_delegates_of_own_bodies_and_those_below(build, place):
    meeting, (unit, other) = place
    village = build.unit(parent=unit, level="base", kind="thon")
    for name, where in (("Nông Văn Ba", unit), ("Vi Văn Long", village), ("Lý Thị Mai", other)):
        service.nominate(ACTOR, NOW, meeting, nominee(name, where))
    scope = own_scope(meeting, [unit.id, build.unit().id])
    assert roster.numbers(meeting, Filter(), scope) == [1, 2]
    with pytest.raises(NotFound):
        roster.by_number(meeting, 3, scope)
    assert figures.composition(meeting, scope).counted == 2


def test_a_number_of_another_meeting_is_not_found(build, place):
    meeting, (unit, _) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit))
    with pytest.raises(NotFound):
        roster.by_number(build.meeting(), 1)


def test_acts_are_in_the_meetings_history_and_the_chain_holds(place):
    meeting, units = place
    roster_of(meeting, units, 2)
    service.approve(ACTOR, NOW, meeting, [1, 2])
    statement = (
        select(audit.AuditEntry.act).where(audit.AuditEntry.chain == str(meeting.id)).order_by(audit.AuditEntry.position)
    )
    assert db.session.execute(statement).scalars().all()[-1] == "delegates.approved"
    with transaction() as session:
        assert all(chain.broken_at is None for chain in audit.verify(session))


def test_very_many_findings_of_one_kind_are_told_as_one(place):
    meeting, units = place
    roster_of(meeting, units, 5, basis="")
    assert [f.code for f in figures.findings(meeting, TODAY)].count("basis_missing") == 5
    roster_of(meeting, units, 3, first=5, basis="")
    folded = [f for f in figures.findings(meeting, TODAY) if f.code.startswith("basis_missing")]
    assert [(f.code, f.facts["members"], f.facts["name"], f.subject) for f in folded] == [
        ("basis_missing_many", 8, "Nông Văn Ba", "8")
    ]


def test_a_choice_of_the_leadership_wants_its_minutes(place):
    meeting, (unit, other) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit, basis="chosen"))
    service.nominate(ACTOR, NOW, meeting, nominee("Vi Văn Long", other, basis="chosen", basis_paper="Biên bản 05/BB"))
    assert [f.facts["name"] for f in figures.findings(meeting, TODAY) if f.code == "minutes_missing"] == ["Nông Văn Ba"]


def test_the_share_counts_delegates_and_guests_and_no_one_else(place):
    meeting, (unit, _) = place
    rows = [nominee(f"Nông Văn {n}a", unit) for n in "BCDGHKL"] + [
        nominee(f"Vi Văn {n}o", unit, kind="guest", group="guests") for n in "BCD"
    ]
    rows += [nominee(f"Lái Xe {n}", unit, kind="non_delegate") for n in "BCDG"]
    service.add_many(ACTOR, NOW, meeting, rows)
    shares = figures.composition(meeting).shares
    assert (shares.counted, shares.core, shares.other, shares.unsaid) == (10, 7, 3, 0)


def test_what_the_committee_answered_decides_whether_the_share_is_judged(build):
    unit = build.unit(parent=build.district()[0])
    meeting = build.meeting(unit, assembly="plenary")
    service.add_many(ACTOR, NOW, meeting, [nominee(f"Vi Văn {n}o", unit, group="leaders") for n in "BCD"])

    def codes() -> set[str]:
        return {f.code for f in figures.findings(meeting, TODAY) if f.code.startswith("ratio")}

    assert codes() == {"ratio_form_unsaid"}
    meetings.save_answer(ACTOR, NOW, meeting, "ratio_in_plenary", meetings.Answer("applies", "Ban Tổ chức", TODAY))
    assert codes() == {"ratio_core_low"}
    meetings.save_answer(ACTOR, NOW, meeting, "ratio_in_plenary", meetings.Answer("does_not_apply", "Ban Tổ chức", TODAY))
    assert codes() == set()


def test_a_leader_in_the_core_is_a_soft_finding(place):
    meeting, (unit, _) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Vi Văn Long", unit, leading_post=True))
    found = [f for f in figures.findings(meeting, TODAY) if f.code == "leader_in_core"]
    assert [(f.weight, f.subject) for f in found] == [("soft", "1")]


def test_sealed_figures_follow_every_change_of_the_list(place):
    meeting, (unit, _) = place
    wish = nominee("Vi Văn Long", unit, particulars={"ethnic_group": "Nùng"})
    service.nominate(ACTOR, NOW, meeting, wish, SEALER)
    assert sealed_counts(meeting, SEALER).ethnic_minority == 1
    delegate = roster.by_number(meeting, 1)
    changed = nominee("Vi Văn Long", unit, particulars={"ethnic_group": "Kinh"})
    service.edit(ACTOR, NOW, meeting, delegate, changed, service.state_of(delegate), SEALER)
    assert sealed_counts(meeting, SEALER).ethnic_minority == 0
    service.nominate(ACTOR, NOW, meeting, nominee("Lý Thị Mai", unit, particulars={"ethnic_group": "Dao"}), SEALER)
    assert sealed_counts(meeting, SEALER).ethnic_minority == 1
    service.withdraw(ACTOR, NOW, meeting, [2], "Đi vắng dài ngày")
    assert sealed_counts(meeting, SEALER).ethnic_minority == 0


def test_somebody_known_from_another_meeting_is_not_made_twice_unless_said_to_be_another(build, place):
    meeting, (unit, _) = place
    wish = nominee("Nông Văn Ba", unit, birth=Birth(1975))
    first = service.nominate(ACTOR, NOW, build.meeting(), wish)
    assert service.nominate(ACTOR, NOW, meeting, wish).person_id == first.person_id
    assert service.nominate(ACTOR, NOW, meeting, wish, homonym=True).person_id != first.person_id
