"""Plans: made, changed, found from below."""

from dataclasses import replace

import pytest

from congress.errors import Refused
from congress.plans import service
from congress.plans.service import NewPlan
from tests.building import ACTOR, Builder
from tests.conftest import NOW


def wish(build: Builder, unit: object, **fields: object) -> NewPlan:
    values = {"title": "Kế hoạch thử", "term_from": 2020, "term_to": 2025} | fields
    return NewPlan(unit_id=unit.id, rule_set_id=build.rule_set().id, **values)


def test_a_commune_finds_the_plan_of_its_district(build: Builder):
    district, [commune] = build.district(1)
    plan = service.create_plan(ACTOR, NOW, wish(build, district))
    assert [found.id for found in service.plans_for(commune.id)] == [plan.id]


def test_a_neighbouring_district_does_not(build: Builder):
    district, _communes = build.district()
    other = build.unit("Huyện Khác", level="district", kind="huyen")
    service.create_plan(ACTOR, NOW, wish(build, district))
    assert service.plans_for(other.id) == []


def test_a_term_cannot_end_before_it_begins(build: Builder):
    district, _communes = build.district()
    with pytest.raises(Refused) as refusal:
        service.create_plan(ACTOR, NOW, wish(build, district, term_from=2026))
    assert refusal.value.code == "plan_term"


def test_the_second_editor_is_told(build: Builder):
    district, _communes = build.district()
    first = wish(build, district)
    plan = service.create_plan(ACTOR, NOW, first)
    service.change_plan(ACTOR, NOW, plan.id, replace(first, title="Tên mới"), 1)
    with pytest.raises(Refused) as refusal:
        service.change_plan(ACTOR, NOW, plan.id, replace(first, title="Tên khác"), 1)
    assert refusal.value.code == "stale"
    assert service.by_id(plan.id).title == "Tên mới"
