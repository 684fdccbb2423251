"""Every code the rules can answer with has its sentence, and every sentence finds its facts."""

import ast
import re
from datetime import date
from fractions import Fraction

import pytest

from congress.finding_texts import FINDINGS
from congress.messages import COUNTING, WORDS, advice, explanation, sentence
from congress.refusal_texts import TEXTS
from congress.rules.admission import VERDICTS
from tests.rules.examples import every_finding
from tests.rules.plans import SEEDS

HOUSE = SEEDS.parent / "congress"
RULES = HOUSE / "rules"
EXAMPLES = {(finding.code, tuple(sorted(finding.facts))): finding for finding in every_finding()}


def calls(name, folder=RULES):
    """The first argument of every call of `name` below a folder, as written."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
                yield node.args[0]


def written_codes(name="Finding", folder=RULES):
    return {node.value for node in calls(name, folder) if isinstance(node, ast.Constant)}


def test_the_examples_show_every_code_written_in_the_rules():
    assert written_codes() - {code for code, _ in EXAMPLES} == set()


def test_every_finding_has_a_text_and_no_text_is_left_over():
    codes = {code for code, _ in EXAMPLES} | written_codes(folder=HOUSE)
    gathered = {f"{code}_many" for code in codes}
    assert codes - set(FINDINGS) - set(TEXTS) == set()
    assert set(FINDINGS) - codes - gathered == set()


@pytest.mark.parametrize("finding", EXAMPLES.values(), ids=lambda finding: finding.code)
def test_a_finding_is_told_from_its_facts(finding):
    facts = dict(finding.facts)
    told = [sentence(finding.code, **facts), advice(finding.code, **facts), *explanation(finding.code, **facts)]
    assert [line for line in told if not line.strip() or "%" in line.replace("70%", "") or "Fraction" in line] == []


def test_every_refusal_has_its_sentence():
    assert written_codes("Refused", HOUSE) - set(TEXTS) == set()


def test_every_impossible_share_has_a_text_of_the_allocation():
    codes = written_codes("Infeasible")
    codes |= {f"matrix_{kind}_{way}" for kind in ("unit", "group") for way in ("over", "short")}
    assert "seats_minimum_exceeds" in codes
    assert {f"allocation_{code}" for code in codes} - set(TEXTS) == set()


def test_every_verdict_has_a_text():
    assert {f"verdict_{verdict}" for verdict in VERDICTS} <= set(TEXTS)


def test_every_problem_of_a_document_has_a_word():
    problems = set()
    for path in RULES.glob("*.py"):
        problems |= set(re.findall(r'(?:fail\([^,]+, |error\(path, )"(\w+)"', path.read_text(encoding="utf-8")))
    assert problems - set(WORDS["problem"]) == set()
    assert "unread_key" in problems


def test_placeholders_take_any_value():
    texts = [*TEXTS.values(), *(part for text in FINDINGS.values() for part in (text.sentence, text.advice, *text.arithmetic))]
    assert [str(text) for text in texts if re.search(r"%\(\w+\)[^s]", str(text))] == []


def test_a_fact_may_be_called_code():
    assert sentence("unit_code_taken", code="06496") == "Mã đơn vị 06496 đã có."


@pytest.mark.parametrize(
    ("code", "facts", "told"),
    [
        (
            "verdict_repeat",
            {"at": "2025-03-14T00:42:00+00:00", "gate": "cửa 1"},
            "Đã vào lúc 07:42, cửa 1. Đúng người trên thẻ thì mời vào; khác người thì mời gặp ban tổ chức.",
        ),
        ("verdict_wrong_gate", {"gates": ("cửa 2", "cửa 3")}, "Mời sang cửa: cửa 2; cửa 3."),
        (
            "limit_uncheckable",
            {"level": "district", "number": 90},
            "Cấp huyện chưa quyết định số lượng đại biểu nên chưa kiểm được số 90 của đơn vị.",
        ),
        (
            "holding_day_unknown",
            {"last_day": date(2025, 3, 31)},
            "Chưa có ngày tổ chức; kế hoạch yêu cầu hoàn thành chậm nhất 31/03/2025.",
        ),
        ("head_count_range", {"number": 2_500_000}, "Số người phải từ 0 đến 1.000.000; đang ghi 2.500.000."),
        ("intake_too_long", {"rows": 3_500, "limit": 3_000}, "Bảng có 3.500 người; mỗi lần nhập không quá 3.000. Hãy chia"),
        ("limit_exceeded", {"number": 3_500, "limit": 3_000}, "Số đại biểu 3.500 vượt mức tối đa 3.000 của kế hoạch."),
        ("delegate_gone", {"number": 1_975}, "Đại biểu số 1975 đã rút hoặc đã được"),
        ("seat_number_unknown", {"numbers": [1_975, 12_000]}, "Không có đại biểu mang số 1975; 12000."),
        ("units_lines_bad", {"lines": (1_500,)}, "Còn dòng chưa nhận được (dòng 1500)."),
        (
            "delegate_double",
            {"first": "Vi An", "second": "Vi An", "born": 1975},
            "“Vi An” và “Vi An” (năm sinh 1975) có thể là một người ghi hai lần.",
        ),
        ("head_count_range", {"number": Fraction(2107, 10)}, "Số người phải từ 0 đến 1.000.000; đang ghi 210,7."),
        ("head_count_range", {"number": Fraction(1, 3)}, "Số người phải từ 0 đến 1.000.000; đang ghi 1/3."),
        (
            "delegate_double",
            {"first": "Vi An", "second": "Vi An", "born": None},
            "“Vi An” và “Vi An” (năm sinh chưa rõ) có thể là một người ghi hai lần.",
        ),
    ],
)
def test_facts_are_shown_as_they_are_read_aloud(code, facts, told):
    assert sentence(code, **facts).startswith(told)


def test_a_number_that_names_something_stands_behind_the_word_of_its_kind():
    texts = {code: str(text) for code, text in TEXTS.items()} | {code: str(text.sentence) for code, text in FINDINGS.items()}
    naming = {code: text for code, text in texts.items() if "%(number)s" in text and code not in COUNTING}
    assert [
        code for code, text in naming.items() if not re.search(r"(số|số thẻ|lần|lần chốt số lượng thứ) %\(number\)s", text)
    ] == []


def test_a_code_of_a_refusal_has_neither_advice_nor_arithmetic():
    assert (advice("stale"), explanation("stale")) == ("", [])


def test_several_words_are_told_one_after_another():
    assert sentence("header_not_found", wanted=["Họ và tên", "Đơn vị"]).endswith("Bảng cần có cột: Họ và tên; Đơn vị.")
