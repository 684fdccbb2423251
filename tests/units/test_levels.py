"""Levels and kinds are dated data."""

from datetime import date

from congress.units.levels import kinds_below
from tests.building import Builder

BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)


def codes(parent: object, day: date, line: str) -> list[str]:
    return [kind.code for kind in kinds_below(parent, day) if kind.line == line]


def test_below_a_province_stand_districts_until_july_2025(build: Builder):
    province = build.unit(level="province", kind="tinh")
    assert [kind.code for kind in kinds_below(province, BEFORE) if kind.level == "district"] == [
        "huyen",
        "quan",
        "thi_xa",
        "thanh_pho",
    ]


def test_below_a_province_stand_communes_since_july_2025(build: Builder):
    province = build.unit(level="province", kind="tinh")
    assert [kind.code for kind in kinds_below(province, SINCE) if kind.level == "commune"] == ["xa", "phuong", "dac_khu"]


def test_a_commune_makes_its_own_bodies(build: Builder):
    assert codes(build.unit(), SINCE, "base") == [
        "thon",
        "ban",
        "khu_pho",
        "to_dan_pho",
        "truong",
        "tram_y_te",
        "hop_tac_xa",
        "hoi",
        "doanh_nghiep",
        "co_quan_xa",
    ]


def test_a_union_has_unions_below_it(build: Builder):
    union = build.unit(level="union_province", kind="lien_doan_lao_dong")
    assert [kind.code for kind in kinds_below(union, BEFORE)] == ["cong_doan_cap_tren"]
    assert [kind.code for kind in kinds_below(union, SINCE)] == ["cong_doan_co_so"]


def test_nothing_stands_below_a_village(build: Builder):
    assert kinds_below(build.unit(level="base", kind="thon"), SINCE) == []
