"""What there is to look at in the set-up of a congress under the plan of Chi Lăng."""

from datetime import date

import pytest

from congress.meetings import service
from congress.meetings.models import Meeting
from congress.meetings.service import Answer, NewMeeting, NewSession, PaperWish
from congress.units import service as units
from congress.units.models import Unit
from tests.building import ACTOR, Builder
from tests.conftest import NOW, TODAY

MARCH = date(2025, 3, 25)
ANSWER = Answer("delegates", "Ban Tổ chức", date(2025, 3, 1), "Hội trường nhỏ")


class Scene:
    """A district with its plan, its meeting of 300 delegates and one commune."""

    def __init__(self, build: Builder) -> None:
        self.build = build
        self.made = 0
        self.district, [self.commune] = build.district(1)
        self.plan = build.plan(self.district)
        self.above = self.meeting(self.district, delegate_number=300, assembly="delegates", held_on=date(2025, 4, 24))

    def meeting(self, unit: Unit, **fields: object) -> Meeting:
        self.made += 1
        usual = {"title": f"Hội nghị {self.made}", "plan_id": self.plan.id, "form_code": "hoi_nghi_dien_hinh", "held_on": MARCH}
        values = usual | fields
        return service.create_meeting(ACTOR, NOW, NewMeeting(unit.id, **values))

    def declare(self, number: int) -> None:
        units.declare_head_count(ACTOR, NOW, self.commune.id, number, date(2025, 1, 15), "Cán bộ", "UBND xã")


@pytest.fixture
def scene(build: Builder) -> Scene:
    return Scene(build)


def codes(meeting: Meeting) -> set[str]:
    return {finding.code for finding in service.findings(service.by_number(meeting.number), TODAY)}


def test_a_name_the_plan_does_not_allow(scene: Scene):
    assert "name_not_allowed" in codes(scene.meeting(scene.commune, form_code="tiec"))


def test_after_the_first_quarter(scene: Scene):
    assert "held_after_deadline" in codes(scene.meeting(scene.commune, held_on=date(2025, 4, 1)))
    assert "held_after_deadline" not in codes(scene.meeting(scene.commune, held_on=date(2025, 3, 31)))


def test_without_a_day_it_is_not_yet_checkable(scene: Scene):
    assert {"holding_day_unknown", "dossier_day_unknown"} <= codes(scene.meeting(scene.commune, held_on=None))


def test_a_commune_after_its_district_breaks_the_order_of_the_district(scene: Scene):
    scene.meeting(scene.commune, held_on=date(2025, 4, 25))
    assert "order_broken" in codes(scene.above)


def test_an_early_commune_is_told_that_the_pilot_comes_first(scene: Scene):
    pilot = scene.build.unit("Xã Nhân Lý", parent=scene.district, code="06496")
    scene.meeting(pilot, pilot=True, held_on=date(2025, 2, 25))
    early = scene.meeting(scene.commune, held_on=date(2025, 2, 20))
    assert "pilot_not_first" in codes(early)
    assert "pilot_not_first" not in codes(scene.above)


def test_a_late_pilot_is_told(scene: Scene):
    pilot = scene.build.unit("Xã Nhân Lý", parent=scene.district, code="06496")
    assert "pilot_late" in codes(scene.meeting(pilot, pilot=True, held_on=date(2025, 3, 1)))


def test_no_head_count_leaves_the_form_open(scene: Scene):
    assert "head_count_missing" in codes(scene.meeting(scene.commune))


def test_250_people_ask_for_delegates(scene: Scene):
    scene.declare(250)
    assert "assembly_differs" in codes(scene.meeting(scene.commune, assembly="plenary"))
    assert not codes(scene.meeting(scene.commune, assembly="delegates")) & {"assembly_differs", "assembly_undecided"}


def test_exactly_200_stays_open_until_it_is_recorded_who_decided(scene: Scene):
    scene.declare(200)
    meeting = scene.meeting(scene.commune, assembly="delegates", delegate_number=100)
    assert "assembly_unsaid" in codes(meeting)
    service.save_answer(ACTOR, NOW, meeting, "assembly_form", ANSWER)
    assert "assembly_unsaid" not in codes(meeting)


def test_a_commune_may_have_as_many_delegates_as_the_district_and_no_more(scene: Scene):
    scene.declare(400)
    fields = {"assembly": "delegates", "held_on": MARCH}
    assert "limit_above_higher" not in codes(scene.meeting(scene.commune, delegate_number=300, **fields))
    assert "limit_above_higher" in codes(scene.meeting(scene.commune, delegate_number=301, **fields))


def test_an_undecided_district_is_not_yet_checkable(build: Builder):
    scene = Scene(build)
    facts = service.Facts("Hội nghị", "hoi_nghi_dien_hinh", date(2025, 4, 24), "", "delegates", None, True, None)
    service.save_facts(ACTOR, NOW, scene.above, facts, scene.above.version)
    assert "limit_uncheckable" in codes(scene.meeting(scene.commune, assembly="delegates", delegate_number=100))


def test_a_plenary_is_under_no_ceiling(scene: Scene):
    assert not codes(scene.meeting(scene.commune, assembly="plenary")) & {"limit_above_higher", "number_undecided"}


def test_301_delegates_in_the_district_are_a_hard_breach(scene: Scene):
    meeting = scene.meeting(scene.district, assembly="delegates", delegate_number=301, held_on=date(2025, 4, 24))
    found = {finding.code: finding.weight for finding in service.findings(meeting, TODAY)}
    assert found["limit_exceeded"] == "hard"


def test_longer_than_half_a_day(scene: Scene):
    meeting = scene.meeting(scene.commune)
    service.change_session(ACTOR, NOW, meeting, 1, NewSession("Phiên", meeting.sessions[0].starts_at, 241), 1)
    assert "session_too_long" in codes(meeting)


def test_a_side_event_may_last_a_day(scene: Scene):
    meeting = scene.meeting(scene.commune)
    service.add_session(ACTOR, NOW, meeting, NewSession("Tiệc", meeting.sessions[0].starts_at, 600, "side_event"))
    assert "session_too_long" not in codes(meeting)


def test_a_paper_sent_fourteen_days_before_is_late(scene: Scene):
    meeting = scene.meeting(scene.commune, held_on=date(2025, 3, 15))
    service.set_dossier(ACTOR, NOW, meeting, [PaperWish("ke_hoach", date(2025, 3, 1), "12/KH-UBND")], TODAY)
    assert "dossier_late" in codes(meeting)


def test_calendar_or_working_days_once_settled_is_no_question(scene: Scene):
    meeting = scene.meeting(scene.commune, held_on=date(2025, 3, 17))
    papers = ("ke_hoach", "lich", "bao_cao", "chuong_trinh")
    service.set_dossier(ACTOR, NOW, meeting, [PaperWish(code, date(2025, 3, 1)) for code in papers], TODAY)
    assert "dossier_counting_unsaid" in codes(meeting)
    service.save_answer(ACTOR, NOW, meeting, "dossier_counting", Answer("calendar", "Phòng Nội vụ", TODAY))
    assert not codes(meeting) & {"dossier_counting_unsaid", "dossier_late"}


def test_groups_the_plan_is_silent_about_are_one_finding(scene: Scene):
    found = [finding for finding in service.findings(scene.above, TODAY) if finding.code == "groups_unsaid"]
    assert [finding.facts["number"] for finding in found] == [3]


def test_a_meeting_without_election_hears_nothing_about_numbers_and_shares(scene: Scene):
    scene.declare(400)
    seats = {"head_count_missing", "assembly_undecided", "number_undecided", "groups_unsaid", "limit_uncheckable"}
    assert not codes(scene.meeting(scene.commune, elects=False)) & seats


def test_a_cancelled_meeting_has_no_findings(scene: Scene):
    meeting = scene.meeting(scene.commune, held_on=None)
    service.set_status(ACTOR, NOW, meeting, "cancelled", TODAY, meeting.version)
    assert codes(meeting) == set()
