"""The page about `congress solve` shows what the command answers."""

import json
import re
from pathlib import Path

import pytest

from congress.solving.problems import read, solve

PAGE = Path(__file__).resolve().parents[2] / "docs" / "giai-bai-toan.md"
BLOCKS = re.findall(r"```json\n(.+?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("problem", "answer"), [*zip(BLOCKS[::2], BLOCKS[1::2], strict=True)])
def test_every_example_gives_the_answer_shown(problem, answer):
    (found,) = solve(read(f"[{problem}]".encode())).values()
    assert json.dumps(found, ensure_ascii=False, sort_keys=True) == answer


def test_the_kinds_have_an_example():
    assert {json.loads(problem)["kind"] for problem in BLOCKS[::2]} >= {"vector", "matrix", "roster", "ratio", "form", "limit"}
