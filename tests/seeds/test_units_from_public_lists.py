"""The script behind `seeds/units/`: names and codes as it writes them, the conversion table read without running it."""

import importlib.util
import sqlite3
import zipfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "units_from_public_lists.py"
TABLE = """
OLD_TO_NEW: dict[int, OldToNewEntry] = {
    6466: OldToNewEntry(OldWardRef(6466, 187, 20, False), (NewWardRef(6463, 20),)),
    6622: OldToNewEntry(OldWardRef(6622, 189, 20, True), (NewWardRef(6625, 20), NewWardRef(6613, 20))),
}
"""


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("units_from_public_lists", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def second_list(folder, rows):
    """Return a wheel holding a database of present communes: code, province, name."""
    database = folder / "dataset.db"
    connection = sqlite3.connect(database)
    connection.execute("create table admin_units (wardCode text, provinceCode text, ward text)")
    connection.executemany("insert into admin_units values (?, ?, ?)", rows)
    connection.commit()
    connection.close()
    wheel = folder / "list.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(database, "vietnamadminunits/data/dataset.db")
    return zipfile.ZipFile(wheel)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("xã Bắc Sơn", "Xã Bắc Sơn"),
        ("Xa\u0303  Chi La\u0306ng", "Xã Chi Lăng"),
        ("Thị trấn NT Thái Bình", "Thị trấn Nông trường Thái Bình"),
    ],
)
def test_a_name_is_written_composed_in_full_and_with_a_capital(script, given, written):
    assert script.official_name(given) == written


def test_a_unit_has_a_padded_code_and_the_kind_its_name_begins_with(script):
    assert script.row({"code": 6463, "name": "Thị trấn Đồng Mỏ"}, "commune", "187") == [
        "06463",
        "Thị trấn Đồng Mỏ",
        "thi_tran",
        "commune",
        "187",
    ]


def test_successors_are_read_from_the_conversion_table(script, tmp_path):
    with zipfile.ZipFile(tmp_path / "list.whl", "w") as archive:
        archive.writestr("vietnam_provinces/_ward_conversion_2025.py", TABLE)
    with zipfile.ZipFile(tmp_path / "list.whl") as wheel:
        assert script.successors_of(wheel) == {"06466": ["06463"], "06622": ["06613", "06625"]}


def test_two_lists_agree_whatever_the_place_of_the_tone(script, tmp_path):
    with second_list(tmp_path, [("06508", "20", "Xã Hoà Bình")]) as wheel:
        assert script.agree([["06508", "Xã Hòa Bình", "xa", "commune", "20"]], wheel, tmp_path) is None


def test_lists_that_differ_in_a_code_stop_the_script(script, tmp_path):
    with (
        second_list(tmp_path, [("00082", "01", "Phường Cửa Nam")]) as wheel,
        pytest.raises(SystemExit, match="khác nhau ở 2 dòng"),
    ):
        script.agree([["00073", "Phường Cửa Nam", "phuong", "commune", "01"]], wheel, tmp_path)
