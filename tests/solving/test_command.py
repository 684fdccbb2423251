"""`congress solve` as a shell runs it: bytes, exit codes, and how little it loads."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

import congress
from congress.application import create_app
from tests.serving import clean_environment

ROOT = Path(__file__).resolve().parents[2]
INPUTS = {
    "chia": ("vector", {"weights": [5, 5, 5, 2, 0], "N": 9, "method": "hamilton"}),
    "bảng": ("matrix", {"weights": [[1] * 3] * 5, "rows": [2] * 5, "cols": [4, 3, 3], "method": "biprop-webster"}),
    "tròn": ("matrix", {"weights": [["0.5"] * 4] * 4, "rows": [2] * 4, "cols": [2] * 4, "method": "controlled-rounding"}),
    "vướng": ("matrix", {"weights": [[1, 0]] * 2, "rows": [1, 1], "cols": [1, 1], "method": "biprop-webster"}),
    "tỷ lệ": ("ratio", {"N": 300, "core": 210}),
    "hình thức": ("form", {"headcount": 200}),
    "trần": ("limit", {"N": 301, "limit": 300}),
}
PROBLEMS = [{"id": id_, "kind": kind, "input": given} for id_, (kind, given) in INPUTS.items()]


def run(folder, *words, seed="0", code=0, start=("-m", "congress", "solve")):
    """What the command prints, in a folder without any installation; its exit code is checked."""
    environment = clean_environment(PYTHONPATH=str(ROOT), PYTHONHASHSEED=seed)
    done = subprocess.run(
        [sys.executable, *start, *words], cwd=folder, env=environment, capture_output=True, timeout=60, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert done.returncode == code, done.stderr.decode()
    return done


def kept(folder, problems, name="problems.json"):
    (folder / name).write_text(json.dumps(problems, ensure_ascii=False), encoding="utf-8")
    return name


def test_the_same_problems_give_the_same_bytes_in_any_order_and_process(tmp_path):
    first = run(tmp_path, kept(tmp_path, PROBLEMS), seed="1").stdout
    shuffled = random.Random(7).sample(PROBLEMS, len(PROBLEMS))
    run(tmp_path, kept(tmp_path, shuffled), "--out", "answers.json", seed="2")
    assert (tmp_path / "answers.json").read_bytes() == first
    answers = json.loads(first)
    assert list(answers) == sorted(problem["id"] for problem in PROBLEMS)
    assert answers["tỷ lệ"]["ok"] is True


def test_a_bad_problem_ends_with_code_2_and_the_rest_is_answered(tmp_path):
    done = run(tmp_path, kept(tmp_path, [*PROBLEMS, {"id": "hỏng", "kind": "limit", "input": {}}]), code=2)
    answers = json.loads(done.stdout)
    assert answers["hỏng"]["status"] == "error"
    assert len(answers) == len(PROBLEMS) + 1
    assert done.stderr.decode() == "Có bài chưa đọc được; xem “message” của bài đó trong kết quả.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.json",), "Không có tệp nowhere.json.\n"),
        ((".",), "Không mở được tệp .; hãy xem đó có phải là tệp và có quyền đọc không.\n"),
        (("broken.json",), "Tệp không phải JSON: sai ở dòng 1, cột 2.\n"),
        (
            ("problems.json", "--out", "nowhere/answers.json"),
            f"Không ghi được tệp {Path('nowhere/answers.json')}; hãy xem thư mục có chưa và có quyền ghi không.\n",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, words, said):
    kept(tmp_path, PROBLEMS[-1:])
    (tmp_path / "broken.json").write_text("[", encoding="utf-8")
    assert run(tmp_path, *words, code=2).stderr.decode() == said


def test_neither_the_application_nor_a_large_library_is_loaded_without_need(tmp_path):
    name = kept(tmp_path, [problem for problem in PROBLEMS if problem["kind"] != "matrix"])
    script = f"""
import sys
sys.argv = ["congress", "solve", {name!r}]
from congress.start import main
try:
    main()
finally:
    heavy = {{"flask", "sqlalchemy", "numpy", "highspy"}} & set(sys.modules)
    sys.stderr.write(" ".join(sorted(heavy)))
"""
    assert run(tmp_path, start=("-c", script)).stderr == b""


def test_the_application_is_there_when_it_is_asked_for():
    assert congress.create_app is create_app
    with pytest.raises(AttributeError, match="no attribute 'nowhere'"):
        _ = congress.nowhere


def test_the_command_is_listed_with_the_others(tmp_path):
    said = run(tmp_path, start=("-m", "congress", "-h")).stdout.decode()
    assert "solve" in said
    assert "verify" in said
