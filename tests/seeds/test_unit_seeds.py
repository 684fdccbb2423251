"""The dated trees of administrative units in `seeds/units/`: counts, codes, parents, names, successors."""

import json
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "units"
FILES = sorted(FOLDER.glob("*.json"))
CHI_LANG = "187"


def read(name):
    """Return the head of a file and its units as dictionaries."""
    head = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return head, [dict(zip(head["columns"], unit, strict=True)) for unit in head["units"]]


def of_level(units, level):
    return [unit for unit in units if unit["level"] == level]


@pytest.fixture(scope="module")
def present():
    return read("present.json")[1]


@pytest.fixture(scope="module")
def former():
    return read("former-lang-son.json")[1]


def test_the_folder_holds_the_nation_the_present_tree_and_the_former_lang_son():
    assert [file.name for file in FILES] == ["former-lang-son.json", "nation.json", "present.json"]


def test_present_tree_has_34_provinces_and_3321_communes(present):
    assert Counter(unit["level"] for unit in present) == {"province": 34, "commune": 3321}


def test_present_provinces_are_28_and_six_cities(present):
    assert Counter(unit["kind"] for unit in of_level(present, "province")) == {"tinh": 28, "thanh_pho_tw": 6}


def test_present_communes_are_xa_phuong_and_dac_khu(present):
    assert Counter(unit["kind"] for unit in of_level(present, "commune")) == {"xa": 2621, "phuong": 687, "dac_khu": 13}


def test_present_lang_son_has_61_xa_and_4_phuong(present):
    assert Counter(unit["kind"] for unit in present if unit["parent"] == "20") == {"xa": 61, "phuong": 4}


def test_former_lang_son_has_11_districts_and_194_communes(former):
    assert Counter(unit["level"] for unit in former) == {"province": 1, "district": 11, "commune": 194}


def test_chi_lang_had_18_xa_and_2_thi_tran(former):
    assert Counter(unit["kind"] for unit in former if unit["parent"] == CHI_LANG) == {"xa": 18, "thi_tran": 2}


def test_chi_lang_is_the_name_of_a_district_a_township_and_a_commune(former):
    names = {unit["name"] for unit in former if unit["code"] == CHI_LANG or unit["parent"] == CHI_LANG}
    assert {name for name in names if name.endswith("Chi Lăng")} == {"Huyện Chi Lăng", "Thị trấn Chi Lăng", "Xã Chi Lăng"}


def test_each_commune_of_chi_lang_was_succeeded_by_one_of_six_present_communes(former, present):
    names = {unit["code"]: unit["name"] for unit in present}
    heirs = Counter(names[code] for unit in former if unit["parent"] == CHI_LANG for code in unit["successors"])
    assert heirs == {
        "Xã Chi Lăng": 3,
        "Xã Quan Sơn": 2,
        "Xã Chiến Thắng": 4,
        "Xã Nhân Lý": 4,
        "Xã Bằng Mạc": 4,
        "Xã Vạn Linh": 3,
    }


def test_every_former_commune_has_successors_in_the_present_lang_son(former, present):
    here = {unit["code"] for unit in present if unit["parent"] == "20"}
    assert [unit["name"] for unit in of_level(former, "commune") if not unit["successors"]] == []
    assert {code for unit in of_level(former, "commune") for code in unit["successors"]} == here


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_codes_are_unique_within_a_validity(file):
    units = read(file.name)[1]
    assert [code for code, times in Counter(unit["code"] for unit in units).items() if times > 1] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_parent_exists(file):
    units = read(file.name)[1]
    known = {unit["code"] for unit in units} | {"VN"}
    assert [unit["name"] for unit in units if unit["parent"] not in known and unit["level"] != "nation"] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_names_are_composed_trimmed_and_begin_with_a_capital(file):
    names = [unit["name"] for unit in read(file.name)[1]]
    tidy = [unicodedata.normalize("NFC", " ".join(name.split())) for name in names]
    assert names == [name[0].upper() + name[1:] for name in tidy]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_codes_have_the_width_of_their_level(file):
    width = {"nation": 2, "province": 2, "district": 3, "commune": 5}
    assert [unit for unit in read(file.name)[1] if len(unit["code"]) != width[unit["level"]]] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_file_names_its_source_its_days_and_whether_it_was_checked(file):
    head = read(file.name)[0]
    assert head["source"].strip() != ""
    assert isinstance(head["checked"], bool)
    assert head["valid_to"] is None or date.fromisoformat(head["valid_from"]) < date.fromisoformat(head["valid_to"])


def test_the_former_tree_ends_the_day_before_the_present_one_begins():
    ended = date.fromisoformat(read("former-lang-son.json")[0]["valid_to"])
    begun = date.fromisoformat(read("present.json")[0]["valid_from"])
    assert (begun - ended).days == 1
