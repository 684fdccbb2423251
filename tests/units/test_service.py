"""Bodies below an office, their days, search without accents."""

from datetime import date

import pytest

from congress.db import transaction
from congress.errors import Refused
from congress.units import own_bodies, service, tree
from congress.units.models import UnitSuccession
from tests.building import ACTOR, Builder
from tests.conftest import NOW, TODAY


def names(page: tree.UnitPage) -> list[str]:
    return [row.unit.name for row in page.rows]


def test_codes_of_own_bodies_go_on_from_the_last_one(build: Builder):
    commune = build.unit(code="06496")
    own_bodies.add_below(ACTOR, NOW, commune, "Thôn Một\nThôn Hai", "", TODAY)
    added = own_bodies.add_below(ACTOR, NOW, commune, "Trường Mầm non", "", TODAY)
    assert [(unit.code, unit.kind, unit.level) for unit in added] == [("06496-003", "truong", "base")]


def test_one_bad_line_keeps_all_others_out(build: Builder):
    commune = build.unit()
    with pytest.raises(Refused) as refusal:
        own_bodies.add_below(ACTOR, NOW, commune, "Thôn Một\nLàng Hai", "", TODAY)
    assert (refusal.value.code, refusal.value.facts["lines"]) == ("units_lines_bad", "2")
    assert service.children(commune.id) == []


def test_more_than_500_lines_are_refused(build: Builder):
    with pytest.raises(Refused) as refusal:
        own_bodies.preview(build.unit(), "\n".join(f"Thôn {number}" for number in range(501)), "", TODAY)
    assert refusal.value.code == "units_too_many"


def test_search_finds_without_accents_inside_the_tree_only(build: Builder):
    district, other = build.unit("Huyện A", level="district"), build.unit("Huyện B", level="district")
    build.unit("Xã Nhân Lý", parent=district)
    build.unit("Xã Nhân Hòa", parent=other)
    assert names(tree.find([district.id], "nhan", TODAY)) == ["Xã Nhân Lý"]
    assert names(tree.find(None, "nhan", TODAY)) == ["Xã Nhân Hòa", "Xã Nhân Lý"]


def test_a_percent_sign_is_no_wild_card(build: Builder):
    build.unit("Xã Nhân Lý")
    assert names(tree.find(None, "%%", TODAY)) == ["Xã Nhân Lý"]
    assert names(tree.find(None, "x_ nhan", TODAY)) == []


def test_an_ended_body_is_gone_the_day_after(build: Builder):
    district, [commune] = build.district(1)
    service.change(ACTOR, NOW, commune.id, commune.name, date(2025, 6, 30), 1)
    assert tree.below(district.id, date(2025, 6, 30)).total == 1
    assert tree.below(district.id, date(2025, 7, 1)).total == 0


def test_a_body_cannot_end_before_it_began(build: Builder):
    [unit] = service.add_units(
        ACTOR, NOW, [service.NewUnit(code="X", name="Xã X", level="commune", kind="xa", valid_from=date(2025, 1, 1))]
    )
    with pytest.raises(Refused) as refusal:
        service.change(ACTOR, NOW, unit.id, "Xã X", date(2024, 12, 31), 1)
    assert refusal.value.code == "unit_ends_early"


def test_the_second_editor_is_told(build: Builder):
    unit = build.unit("Xã Cũ")
    service.change(ACTOR, NOW, unit.id, "Xã Mới", None, 1)
    with pytest.raises(Refused) as refusal:
        service.change(ACTOR, NOW, unit.id, "Xã Khác", None, 1)
    assert refusal.value.code == "stale"
    assert service.by_id(unit.id).name == "Xã Mới"


def test_successors_show_on_both_sides(build: Builder):
    old, new = build.unit("Xã Nhân Lý"), build.unit("Xã Nhân Lý mới")
    with transaction() as session:
        session.add(UnitSuccession(old_id=old.id, new_id=new.id, happened_on=date(2025, 7, 1), source="Nghị quyết 1672"))
    assert [row.unit.id for row in tree.successors(old)] == [new.id]
    assert [row.unit.id for row in tree.predecessors(new)] == [old.id]


def test_3300_bodies_are_shown_fifty_at_a_time(build: Builder):
    province = build.unit("Tỉnh", level="province", kind="tinh")
    wishes = [
        service.NewUnit(code=f"P{number}", name=f"Xã {number:03}", level="commune", kind="xa", parent_id=province.id)
        for number in range(120)
    ]
    service.add_units(ACTOR, NOW, wishes)
    page = tree.below(province.id, TODAY, page=3)
    assert (page.pages, page.total, len(page.rows), page.rows[0].unit.name) == (3, 120, 20, "Xã 100")


def test_a_page_beyond_the_last_is_the_last(build: Builder):
    district, _communes = build.district(2)
    assert tree.below(district.id, TODAY, page=99).number == 1


def test_a_code_that_is_taken_is_refused_with_the_code(build):
    build.unit(code="06496")
    with pytest.raises(Refused) as refusal:
        build.unit(code="06496")
    assert (refusal.value.code, refusal.value.facts) == ("unit_code_taken", {"code": "06496"})
