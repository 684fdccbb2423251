"""Making congresses."""

from datetime import date, time

import pytest

from congress.db import transaction
from congress.errors import Refused
from congress.meetings import service
from congress.meetings.reading import CANCELLED
from congress.meetings.service import NewMeeting, Wish
from congress.units import service as units
from tests.building import ACTOR, Builder
from tests.conftest import NOW, TODAY

FORM = "hoi_nghi_dien_hinh"


def declare(unit: object, number: int) -> None:
    units.declare_head_count(ACTOR, NOW, unit.id, number, date(2025, 1, 15), "Cán bộ", "UBND xã")


def test_a_plain_conference_needs_a_name_a_day_and_a_place(build: Builder):
    wish = NewMeeting(build.unit().id, "Hội nghị biểu dương", date(2025, 3, 20), "Hội trường xã", elects=False)
    meeting = service.create_meeting(ACTOR, NOW, wish)
    session = service.main_session(meeting)
    assert (meeting.rule_set.code, meeting.status, meeting.version) == ("plain", "preparing", 1)
    assert (session.held_on, session.starts_at, session.minutes, session.place) == (
        date(2025, 3, 20),
        time(7, 30),
        240,
        "Hội trường xã",
    )
    assert service.findings(meeting, TODAY) == []


def test_numbers_of_meetings_run_on(build: Builder):
    unit = build.unit()
    numbers = [service.create_meeting(ACTOR, NOW, NewMeeting(unit.id, f"Hội nghị {n}")).number for n in range(3)]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


@pytest.mark.parametrize("day", [None, date(2025, 3, 20)])
def test_a_form_sent_twice_makes_one_congress(build: Builder, day: date | None):
    wish = NewMeeting(build.unit().id, "Hội nghị biểu dương", day)
    number = service.create_meeting(ACTOR, NOW, wish).number
    with pytest.raises(Refused) as refusal:
        service.create_meeting(ACTOR, NOW, wish)
    assert (refusal.value.code, dict(refusal.value.facts)) == ("meeting_twice", {"field": "title", "number": number})


def test_a_namesake_of_another_day_body_or_of_a_cancelled_congress_is_another(build: Builder):
    unit, day = build.unit(), date(2025, 3, 20)
    first = service.create_meeting(ACTOR, NOW, NewMeeting(unit.id, "Hội nghị biểu dương", day))
    service.create_meeting(ACTOR, NOW, NewMeeting(unit.id, "Hội nghị biểu dương", date(2025, 3, 21)))
    service.create_meeting(ACTOR, NOW, NewMeeting(build.unit().id, "Hội nghị biểu dương", day))
    with transaction():
        first.status = CANCELLED
    again = service.create_meeting(ACTOR, NOW, NewMeeting(unit.id, "Hội nghị biểu dương", day))
    assert again.number == first.number + 3


def test_a_plan_of_a_neighbour_is_refused(build: Builder):
    plan = build.plan(build.district()[0])
    with pytest.raises(Refused) as refusal:
        service.create_meeting(ACTOR, NOW, NewMeeting(build.unit().id, "Hội nghị", plan_id=plan.id))
    assert refusal.value.code == "plan_elsewhere"


def test_a_commune_meeting_prepares_for_the_district_meeting_of_its_plan(build: Builder):
    district, [commune] = build.district(1)
    plan = build.plan(district)
    above = service.create_meeting(ACTOR, NOW, NewMeeting(district.id, "Hội nghị huyện", plan_id=plan.id))
    service.create_meeting(ACTOR, NOW, NewMeeting(district.id, "Hội nghị khác của huyện"))
    meeting = service.create_meeting(ACTOR, NOW, NewMeeting(commune.id, "Hội nghị xã", plan_id=plan.id))
    assert meeting.higher_meeting_id == above.id


@pytest.mark.parametrize(("number", "assembly"), [(199, "plenary"), (200, ""), (201, "delegates")])
def test_the_head_count_proposes_the_form_of_assembly(build: Builder, number: int, assembly: str):
    district, [commune] = build.district(1)
    plan = build.plan(district)
    declare(commune, number)
    [proposal] = service.proposals(plan, TODAY)
    assert (proposal.head_count, proposal.assembly) == (number, assembly)


def test_all_communes_get_their_meeting_in_one_step(build: Builder):
    district, communes = build.district(3)
    plan = build.plan(district)
    made = service.create_for_plan(ACTOR, NOW, plan, [Wish(unit.id, FORM) for unit in communes], TODAY)
    assert [(meeting.unit_id, meeting.title) for meeting in made] == [
        (unit.id, f"Hội nghị điển hình tiên tiến xã{unit.name[2:]} năm {plan.term_to}") for unit in communes
    ]


def test_a_second_time_makes_none_twice(build: Builder):
    district, communes = build.district(2)
    plan = build.plan(district)
    wishes = [Wish(unit.id, FORM) for unit in communes]
    service.create_for_plan(ACTOR, NOW, plan, wishes[:1], TODAY)
    assert [meeting.unit_id for meeting in service.create_for_plan(ACTOR, NOW, plan, wishes, TODAY)] == [communes[1].id]


def test_a_form_the_plan_does_not_allow_makes_none(build: Builder):
    district, communes = build.district(2)
    plan = build.plan(district)
    with pytest.raises(Refused) as refusal:
        service.create_for_plan(ACTOR, NOW, plan, [Wish(communes[0].id, FORM), Wish(communes[1].id, "tiec")], TODAY)
    assert refusal.value.code == "meeting_form_unknown"
    assert [proposal.existing for proposal in service.proposals(plan, TODAY)] == [None, None]


def test_agencies_get_no_meeting_of_their_own(build: Builder):
    district, [commune] = build.district(1)
    build.unit("Phòng Nội vụ", parent=district, level="district", kind="co_quan")
    assert [proposal.unit.id for proposal in service.proposals(build.plan(district), TODAY)] == [commune.id]


def test_the_pilot_of_the_plan_is_marked(build: Builder):
    district, _communes = build.district()
    build.unit("Xã Nhân Lý", parent=district, code="06496")
    [proposal] = service.proposals(build.plan(district), TODAY)
    assert proposal.pilot


def test_groups_are_placed_as_the_plan_places_them(build: Builder):
    district, _communes = build.district()
    plan = build.plan(district)
    meeting = service.create_meeting(ACTOR, NOW, NewMeeting(district.id, "Hội nghị huyện", plan_id=plan.id))
    shares = {group.code: group.share for group in meeting.groups}
    assert (shares["guests"], shares["direct_producers"], shares["exemplary_individuals"]) == ("other", "core", "unsaid")


def test_a_day_in_the_year_9999_is_refused(build: Builder):
    with pytest.raises(Refused) as refusal:
        service.create_meeting(ACTOR, NOW, NewMeeting(build.unit().id, "Hội nghị", date(9999, 1, 1)))
    assert refusal.value.code == "meeting_day_range"
