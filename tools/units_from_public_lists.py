"""Write `seeds/units/*.json` from two public lists of Vietnam's administrative units.

The lists are packages of the Python index. They are downloaded into a temporary folder and read there: nothing is installed,
nothing of them is executed. Run `python tools/units_from_public_lists.py` again when the lists change; the output is the same
for the same versions.
"""

import ast
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from contextlib import closing
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "units"

PRESENT = "vietnam-provinces==2026.9.0"
FORMER = "vietnam-provinces==0.6.0"
SECOND_OPINION = "vietnamadminunits==1.0.4"
# The newer list asks for a newer Python than ours; only its data files are read.
DATA_ONLY = ["--no-deps", "--only-binary=:all:", "--python-version=3.13", "--quiet"]

LANG_SON = 20
TWO_TIER_SINCE = "2025-07-01"
COLUMNS = ["code", "name", "kind", "level", "parent"]
CODE_WIDTH = {"province": 2, "district": 3, "commune": 5}

# Longest first: the first that the name begins with is its kind.
KIND_OF_PREFIX = {
    "province": {"thành phố": "thanh_pho_tw", "tỉnh": "tinh"},
    "district": {"thành phố": "thanh_pho", "thị xã": "thi_xa", "huyện": "huyen", "quận": "quan"},
    "commune": {"thị trấn": "thi_tran", "đặc khu": "dac_khu", "phường": "phuong", "xã": "xa"},
}
# Abbreviated in the list, written in full by the other one.
SPELLED_OUT = {"Thị trấn NT Thái Bình": "Thị trấn Nông trường Thái Bình"}


def download(requirement: str, folder: Path) -> zipfile.ZipFile:
    """Return the wheel of `requirement`, opened for reading; raises `CalledProcessError` when the index does not have it."""
    target = folder / re.sub(r"\W", "_", requirement)
    subprocess.run([sys.executable, "-m", "pip", "download", *DATA_ONLY, "--dest", str(target), requirement], check=True)
    return zipfile.ZipFile(next(target.glob("*.whl")))


def provinces_of(wheel: zipfile.ZipFile) -> list[dict]:
    """Return the nested list of provinces as the package keeps it."""
    return json.loads(wheel.read("vietnam_provinces/data/nested-divisions.json"))


def official_name(name: str) -> str:
    """Return `name` in NFC, in full, beginning with a capital."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    name = SPELLED_OUT.get(name, name)
    return name[0].upper() + name[1:]


def code_of(entry: dict, level: str) -> str:
    """Return the statistical code as text with its leading zeros: 2 digits a province, 3 a district, 5 a commune."""
    return str(entry["code"]).zfill(CODE_WIDTH[level])


def row(entry: dict, level: str, parent: str) -> list:
    """Return one unit in the order of `COLUMNS`."""
    name = official_name(entry["name"])
    kind = next(kind for prefix, kind in KIND_OF_PREFIX[level].items() if name.lower().startswith(prefix))
    return [code_of(entry, level), name, kind, level, parent]


def present_rows(provinces: list[dict]) -> list[list]:
    """Return the 34 provinces, then their communes, each part by code."""
    upper = [row(province, "province", "VN") for province in provinces]
    lower = [row(ward, "commune", code_of(province, "province")) for province in provinces for ward in province["wards"]]
    return sorted(upper) + sorted(lower)


def successors_of(wheel: zipfile.ZipFile) -> dict[str, list[str]]:
    """Return, for each former commune's code, the codes of the present communes that took its area over.

    The package keeps the statistics office's conversion table as Python source; it is parsed, not run.
    """
    tree = ast.parse(wheel.read("vietnam_provinces/_ward_conversion_2025.py"))
    table = next(n.value for n in tree.body if isinstance(n, ast.AnnAssign) and n.target.id == "OLD_TO_NEW")
    return {
        str(key.value).zfill(5): sorted(str(ward.args[0].value).zfill(5) for ward in entry.args[1].elts)
        for key, entry in zip(table.keys, table.values, strict=True)
    }


def former_rows(province: dict, successors: dict[str, list[str]]) -> list[list]:
    """Return the province, its districts and their communes with the codes of those that succeeded each."""
    code = code_of(province, "province")
    districts = [[*row(district, "district", code), []] for district in province["districts"]]
    communes = [
        [*line, successors[line[0]]]
        for district in province["districts"]
        for line in (row(ward, "commune", code_of(district, "district")) for ward in district["wards"])
    ]
    return [[*row(province, "province", "VN"), [code]], *sorted(districts), *sorted(communes)]


def folded(name: str) -> str:
    """Return the bare letters of `name`, so that two spellings of a tone compare as equal."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", plain.encode("ascii", "ignore").decode())


def agree(rows: list[list], wheel: zipfile.ZipFile, folder: Path) -> None:
    """Stop unless the second public list has the same present communes: code, province and name."""
    database = wheel.extract("vietnamadminunits/data/dataset.db", folder)
    with closing(sqlite3.connect(database)) as connection:
        theirs = {(c, p, folded(n)) for c, p, n in connection.execute("select wardCode, provinceCode, ward from admin_units")}
    ours = {(code, parent, folded(name)) for code, name, _, level, parent in rows if level == "commune"}
    if ours != theirs:
        sys.exit(f"Hai danh mục công khai khác nhau ở {len(ours ^ theirs)} dòng.")


def write(name: str, head: dict, columns: list[str], rows: list[list]) -> None:
    """Write one file: the head, then one unit a line, so that a change of one unit is a change of one line."""
    compact = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in rows]
    text = json.dumps({**head, "columns": columns}, ensure_ascii=False, indent=1)[:-2]
    (SEEDS / name).write_text(text + ',\n "units": [\n' + ",\n".join(compact) + "\n ]\n}\n", encoding="utf-8")


def nation() -> None:
    head = {
        "title": "Cả nước",
        "source": "Nghị quyết của Quốc hội ngày 02/7/1976 đặt tên nước là Cộng hòa xã hội chủ nghĩa Việt Nam",
        "valid_from": "1976-07-02",
        "valid_to": None,
        "checked": False,
        "note": "Một đơn vị duy nhất làm gốc của cây; mã VN do phần mềm đặt. Ngày hiệu lực chưa đối chiếu với văn bản.",
    }
    write("nation.json", head, COLUMNS, [["VN", "Việt Nam", "quoc_gia", "nation", None]])


def present(rows: list[list]) -> None:
    head = {
        "title": "Các tỉnh, thành phố và xã, phường, đặc khu từ ngày 01/7/2025",
        "source": f"Gói dữ liệu công khai {PRESENT} (danh mục của cơ quan thống kê, lấy ngày 20/9/2026)",
        "valid_from": TWO_TIER_SINCE,
        "valid_to": None,
        "checked": True,
        "note": f"Mã, tỉnh và tên của cả 3.321 xã, phường, đặc khu khớp với danh mục công khai thứ hai ({SECOND_OPINION}). "
        "Bản 2025.10.1 của gói thứ nhất lấy mã từ dự thảo: 123 mã khác, vì vậy không dùng.",
    }
    write("present.json", head, COLUMNS, rows)


def former(rows: list[list]) -> None:
    head = {
        "title": "Tỉnh Lạng Sơn trước ngày 01/7/2025: huyện, thành phố và xã, phường, thị trấn",
        "source": f"Gói dữ liệu công khai {FORMER} (danh mục của cơ quan thống kê)",
        "successors_source": f"Bảng chuyển đổi đơn vị hành chính của cơ quan thống kê trong gói {PRESENT}; "
        "riêng 20 xã, thị trấn của huyện Chi Lăng khớp với hai danh mục công khai khác, trong đó một danh mục xếp theo "
        "các khoản 52 đến 57 Điều 1 Nghị quyết 1672/NQ-UBTVQH15 ngày 16/6/2025",
        "valid_from": "2020-01-01",
        "valid_to": "2025-06-30",
        "checked": False,
        "note": "Tên và mã đã đối chiếu giữa hai danh mục công khai. Ngày bắt đầu chưa đối chiếu: lấy theo đợt sắp xếp của "
        "Nghị quyết 818/NQ-UBTVQH14 ngày 21/11/2019. Từ 01/12/2024 một số xã, thị trấn của các huyện Tràng Định, Văn Quan, "
        "Lộc Bình, Hữu Lũng nhận thêm địa bàn; các xã đã nhập khi đó không có trong danh mục. "
        "Cấp huyện không có đơn vị kế tục; có hai mã kế tục trở lên nghĩa là địa bàn được chia.",
    }
    write("former-lang-son.json", head, [*COLUMNS, "successors"], rows)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        newer = download(PRESENT, folder)
        today = present_rows(provinces_of(newer))
        agree(today, download(SECOND_OPINION, folder), folder)
        province = next(p for p in provinces_of(download(FORMER, folder)) if p["code"] == LANG_SON)
        SEEDS.mkdir(parents=True, exist_ok=True)
        nation()
        present(today)
        former(former_rows(province, successors_of(newer)))


if __name__ == "__main__":
    main()
