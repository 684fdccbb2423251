"""The pages of plans."""

from congress.plans import service
from tests.browsing import Browsing
from tests.building import Builder


def test_a_plan_is_shown_clause_by_clause_with_its_sentence(browse: Browsing, build: Builder):
    district, _communes = build.district()
    plan = build.plan(district)
    build.user("huyen", role="standing_body", unit=district)
    page = browse.sign_in("huyen").get(f"/ke-hoach/{plan.id}")
    assert "không quá 300 đại biểu" in page.text
    assert "Đơn vị có đúng 200 người: họp toàn thể hay họp đại biểu?" in page.text


def test_a_commune_reads_the_plan_of_its_district_and_may_not_edit_it(browse: Browsing, build: Builder):
    district, [commune] = build.district(1)
    plan = build.plan(district)
    build.user("lan", role="unit_officer", unit=commune)
    browse.sign_in("lan")
    assert plan.title in browse.get("/ke-hoach").text
    browse.get(f"/ke-hoach/{plan.id}")
    browse.get(f"/ke-hoach/{plan.id}/sua", 403)
    browse.get(f"/ke-hoach/{plan.id}/hoi-nghi", 403)


def test_a_stranger_finds_no_plan(browse: Browsing, build: Builder):
    district, _communes = build.district()
    plan = build.plan(district)
    build.user("la", role="standing_body", unit=build.unit("Huyện Khác", level="district", kind="huyen"))
    browse.sign_in("la").get(f"/ke-hoach/{plan.id}", 404)


def test_a_standing_body_writes_a_plan(browse: Browsing, build: Builder):
    district, _communes = build.district()
    build.user("huyen", role="standing_body", unit=district)
    browse.sign_in("huyen")
    data = {
        "unit": str(district.id),
        "rule_set": str(build.rule_set().id),
        "title": "Kế hoạch đại hội các cấp",
        "issued_on": "10/06/2024",
        "term_from": "2020",
        "term_to": "2025",
    }
    page = browse.submit("/ke-hoach/moi", data)
    assert page.one("h1").text.strip() == "Kế hoạch đại hội các cấp"
    assert [plan.issued_on.isoformat() for plan in service.plans_of([district.id])] == ["2024-06-10"]


def test_a_plan_for_another_body_is_refused(browse: Browsing, build: Builder):
    district, _communes = build.district()
    other = build.unit("Huyện Khác", level="district", kind="huyen")
    build.user("huyen", role="standing_body", unit=district)
    data = {"unit": str(other.id), "rule_set": str(build.rule_set().id), "title": "X", "term_from": "2020", "term_to": "2025"}
    answer = browse.sign_in("huyen").post("/ke-hoach/moi", data)
    assert answer.status_code == 422
    assert service.plans_of([other.id]) == []


def test_a_commune_officer_writes_no_plan(browse: Browsing, build: Builder):
    build.user("lan", role="unit_officer", unit=build.unit())
    browse.sign_in("lan").get("/ke-hoach/moi", 403)
