"""How papers name bodies, days and shares."""

from datetime import date, time
from types import SimpleNamespace

import pytest

from congress.documents import wording
from congress.documents.kinds import ALL


def unit(name, kind, level="commune", parent=None):
    return SimpleNamespace(name=name, kind=kind, level=level, parent=parent)


DISTRICT = unit("Huyện Chi Lăng", "huyen", "district")
OFFICE = unit("Phòng Nội vụ", "co_quan", "district", DISTRICT)
SCHOOL = unit("Trường Tiểu học Nhân Lý", "truong", "base", unit("Xã Nhân Lý", "xa"))
UNION = unit("Liên đoàn Lao động tỉnh", "lien_doan_lao_dong", "union_province")


def test_a_peoples_committee_issues_the_papers_of_an_administrative_unit():
    assert wording.issuer_lines(DISTRICT) == ["ỦY BAN NHÂN DÂN", "HUYỆN CHI LĂNG"]
    assert wording.parent_lines(DISTRICT) == []
    assert wording.organ_of(DISTRICT) == "Ủy ban nhân dân huyện Chi Lăng"
    assert wording.capacity_of(DISTRICT) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_an_office_stands_under_the_committee_above_it():
    assert wording.parent_lines(OFFICE) == ["ỦY BAN NHÂN DÂN", "HUYỆN CHI LĂNG"]
    assert (wording.issuer_lines(OFFICE), wording.place_of(OFFICE)) == (["PHÒNG NỘI VỤ"], "Chi Lăng")


def test_a_school_and_a_union_sign_in_their_own_capacity():
    assert (wording.capacity_of(SCHOOL), wording.place_of(SCHOOL)) == (["HIỆU TRƯỞNG"], "Nhân Lý")
    assert wording.capacity_of(UNION) == ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH"]
    assert wording.organ_of(UNION) == "Liên đoàn Lao động tỉnh"


@pytest.mark.parametrize(
    ("name", "place"), [("Thị trấn Đồng Mỏ", "Đồng Mỏ"), ("Xã Y Tịch", "Y Tịch"), ("Phường Chi Lăng", "Chi Lăng")]
)
def test_the_place_is_the_name_without_the_kind(name, place):
    assert wording.place_of(unit(name, "xa")) == place


def test_days_and_months_get_a_leading_zero_as_the_decree_says():
    assert wording.day_text(date(2025, 2, 5)) == "ngày 05 tháng 02 năm 2025"
    assert wording.day_text(date(2025, 4, 24)) == "ngày 24 tháng 4 năm 2025"


def test_what_is_not_settled_is_left_open():
    assert wording.when_text(None, None) == "… giờ … phút, ngày … tháng … năm …"
    assert wording.when_text(time(7, 30), date(2025, 4, 24)) == "07 giờ 30 phút, thứ Năm, ngày 24 tháng 4 năm 2025"
    assert wording.dated_place("Chi Lăng", None, 2025).replace("\u00a0", "") == "Chi Lăng, ngàythángnăm 2025"


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(30, 33, "90,9%"), (1, 2, "50%"), (0, 7, "0%"), (2, 3, "66,7%"), (1, 0, "–"), (1, 2000, "0,1%")]
)
def test_shares_are_rounded_half_up_to_one_decimal(part, whole, text):
    assert wording.percent(part, whole) == text


def test_sections_are_numbered_in_roman_figures():
    assert [wording.roman(number) for number in (1, 4, 9, 14, 40, 90)] == ["I", "IV", "IX", "XIV", "XL", "XC"]


def test_a_body_after_a_title_is_written_small():
    assert wording.affiliation("Trưởng thôn", unit("Thị trấn Đồng Mỏ", "thi_tran")) == "Trưởng thôn, thị trấn Đồng Mỏ"
    assert wording.affiliation("", unit("Thị trấn Đồng Mỏ", "thi_tran")) == "Thị trấn Đồng Mỏ"
    assert wording.affiliation("Trưởng thôn", None) == "Trưởng thôn"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("15/GM-UBND", "15/GM-UBND"),
        ("/GM-UBND", f"{wording.BLANK}/GM-UBND"),
        ("/UBND-", f"{wording.BLANK}/UBND-{wording.BLANK}"),
        ("19/UBND-VP", "19/UBND-VP"),
    ],
)
def test_what_is_not_known_of_a_number_leaves_room(number: str, line: str):
    assert wording.number_line(number) == line


DECREE = "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"
"""Decree 30/2020, annex III, part I: abbreviations of the types of paper."""


def test_papers_bear_the_signs_of_the_decree():
    assert {kind.sign for kind in ALL if kind.sign} - set(DECREE.split()) == {"GTT"}, "giấy triệu tập is no type of the decree"
