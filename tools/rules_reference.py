"""Writes the tables of docs/quy-dinh.md: what the product checks, by which clause of the plan, and how grave a breach is.

python -m tools.rules_reference [--check]   --check: only say whether the page is up to date

Clauses and thresholds come from the rule set, the sentences from `congress/finding_texts.py`, the weights from the places in
the source where a `Finding` is made, what is unchecked from the seeds themselves.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flask import Flask

from congress import create_app, finding_texts
from congress.config import Settings
from congress.plans.clauses import clause_rows, open_questions
from congress.refusal_texts import TEXTS
from congress.rules.findings import WEIGHTS
from congress.rules.ruleset import RuleSet
from tools.findings_in_source import OF_ALL, OF_LEVEL, Made, made_findings

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "quy-dinh.md"
SEEDS = ROOT / "seeds"
PLAN = SEEDS / "rulesets" / "chi-lang-2024.json"
BEGIN, END = "<!-- bảng do tools/rules_reference.py viết -->", "<!-- hết bảng -->"
WORDS = {"hard": "Vi phạm", "soft": "Cần xem", "undecided": "Chưa kiểm được", "info": "Lưu ý"}
# Title of the family, what its findings rest on where no clause is cited, their texts.
FAMILIES = (
    ("Chương trình, phiên họp", "giờ đã ghi", finding_texts.AGENDA),
    ("Thời hạn, thứ tự", "", finding_texts.DEADLINES),
    ("Hình thức, số lượng, cơ cấu", "phép cộng", finding_texts.COMPOSITION),
    ("Đại biểu, chỉ tiêu", "danh sách, bảng phân bổ", finding_texts.DELEGATES),
    ("Biểu quyết, danh sách dự cấp trên", "số đã ghi, chỉ tiêu", finding_texts.ELECTIONS),
    ("Khen thưởng", "luật, nghị định về khen thưởng", finding_texts.AWARDS),
    ("Thẻ, đón tiếp", "số đã ghi", finding_texts.DOOR),
)
STEPS = ("Các bước khác", "việc đã ghi")
# Findings that only some provisions of their kind can give.
ONLY = {
    "limit_exceeded": lambda rule: rule.level is None,
    "limit_above_higher": lambda rule: rule.level is not None,
    "limit_uncheckable": lambda rule: rule.level is not None,
    "ratio_core_high": lambda rule: rule.mode == "exact",
    "ratio_core_above": lambda rule: rule.mode == "at_least",
    "ratio_form_unsaid": lambda rule: rule.settled_forms,
    "assembly_unsaid": lambda rule: rule.equal is None,
    "dossier_counting_unsaid": lambda rule: rule.counting == "unsaid",
}
RECIPIENTS = {"person": "cá nhân", "household": "hộ gia đình", "collective": "tập thể"}


def provisions(rules: RuleSet, one: Made) -> list[tuple[str, object]]:
    """(level or '', provision) of the rule set that this finding rests on."""
    if one.rule in OF_ALL:
        rule = getattr(rules, OF_ALL[one.rule])
        return [("", rule)] if rule else []
    found = [(level.level, getattr(level, OF_LEVEL[one.rule])) for level in rules.levels.values()] if one.rule else []
    return [(level, rule) for level, rule in found if rule and ONLY.get(one.code, lambda _rule: True)(rule)]


def weights_of(rules: RuleSet, some: list[Made]) -> str:
    """The words of every weight the finding can have under this rule set, gravest first."""
    given = {one.weight for one in some if one.weight}
    given |= {rule.weight for one in some if not one.weight for _, rule in provisions(rules, one)}
    words = [WORDS[weight] for weight in WEIGHTS if weight in given]
    return " hoặc ".join(word.lower() if place else word for place, word in enumerate(words)) or "Theo kế hoạch đó"


def places_of(app: Flask, rules: RuleSet, some: list[Made], otherwise: str) -> str:
    """Where the plan says it: the marks of its sections, with the level where there is one."""
    if not any(one.rule for one in some):
        return otherwise
    name = app.jinja_env.filters["level"]
    marks = [(rules.clauses[rule.clause].ref, level) for one in some for level, rule in provisions(rules, one)]
    shown = dict.fromkeys(f"{ref} ({str(name(level)).lower()})" if level else ref for ref, level in marks)
    return ", ".join(shown) or "chỉ ở kế hoạch khác"


def clause_table(app: Flask, rules: RuleSet) -> Iterator[str]:
    """Each clause that is checked, in the words of the plan's page, then what the plan leaves open."""
    words = app.jinja_env.get_template("plans/_words.html").module
    yield from ("| mục của kế hoạch | phần mềm kiểm gì | mức khi trái |", "|---|---|---|")
    for row in clause_rows(rules):
        for use in row.uses:
            text = re.sub(r"<[^>]+>", "", str(words.use(use))).replace("không được vượt", "")
            weight = "chỉ hiện, chưa nhắc" if use.code == "duty" else WORDS[use.weight]
            yield f"| {row.clause.ref} | {_line(text)} | {weight} |"
    guidance = ", ".join(row.clause.ref for row in clause_rows(rules) if not row.uses)
    yield from ("", f"Câu định hướng chung ở mục {guidance} không được kiểm.", "")
    yield from ("Kế hoạch bỏ ngỏ các điểm sau; phần mềm không đoán:", "")
    for question in open_questions(rules):
        level = f"{app.jinja_env.filters['level'](question.level)}: " if question.level else ""
        yield f"- {level}{_line(str(words.question(question)))}"


def finding_tables(app: Flask, rules: RuleSet, made: dict[str, list[Made]]) -> Iterator[str]:
    """Each finding with its weight and clause, family by family; those that fold several rows into one are left out."""
    others = {code: TEXTS[code] for code in sorted(made) if code not in finding_texts.FINDINGS}
    for title, otherwise, texts in (*FAMILIES, (*STEPS, others)):
        yield from ("", f"### {title}", "", "| mức | câu hiện ra | căn cứ |", "|---|---|---|")
        for code, text in texts.items():
            if code in made:
                sentence = _line(str(getattr(text, "sentence", text)))
                yield f"| {weights_of(rules, made[code])} | {sentence} | {places_of(app, rules, made[code], otherwise)} |"


def unchecked_table() -> Iterator[str]:
    """Values of the seeds that nobody has compared with the original text."""
    law = json.loads((SEEDS / "awards.json").read_text(encoding="utf-8"))
    yield from ("| số liệu | giá trị đang dùng | nguồn ghi trong dữ liệu |", "|---|---|---|")
    for wage in _open(law["base_wages"]):
        yield f"| Lương cơ sở từ {_day(wage['valid_from'])} | {_grouped(wage['amount'])} đồng | {wage['source']} |"
    for rounding in _open(law["roundings"]):
        yield f"| Làm tròn tiền thưởng | bội số của {_grouped(rounding['unit'])} đồng | {rounding['source']} |"
    yield from _coefficients(law)
    titles = {award["code"]: award["title"] for award in (*law["awards"], *law["authorities"])}
    for power in _open(law["powers"]):
        names = ", ".join(titles[code] for code in power["awards"])
        since = _day(power["valid_from"])
        yield f"| Thẩm quyền của {titles[power['authority']]} từ {since} | {names} | {power['source']} |"
    for path in sorted((*SEEDS.glob("rulesets/*.json"), *SEEDS.glob("units/*.json"))):
        seed = json.loads(path.read_text(encoding="utf-8"))
        if not seed["checked"]:
            yield f"| {seed['title']} | cả danh mục `{path.relative_to(ROOT).as_posix()}` | {seed['source']} |"


def _coefficients(law: dict) -> Iterator[str]:
    """One row for each award of an authority: the coefficients of every kind of recipient."""
    titles = {award["code"]: award["title"] for award in (*law["awards"], *law["authorities"])}
    rows: dict[tuple[str, str], list[dict]] = {}
    for row in _open(law["coefficients"]):
        rows.setdefault((row["award"], row["authority"]), []).append(row)
    for (award, authority), some in rows.items():
        values = dict.fromkeys(f"{RECIPIENTS[row['recipient']]} {row['value'].replace('.', ',')}" for row in some)
        sources = dict.fromkeys(row["source"] for row in some)
        yield f"| Hệ số {titles[award]} của {titles[authority]} | {'; '.join(values)} | {'; '.join(sources)} |"


def _open(rows: list[dict]) -> list[dict]:
    return [row for row in rows if not row["checked"]]


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def _line(text: str) -> str:
    """One line for a table: values become dots, signs of the notation are kept apart."""
    return re.sub(r"%\(\w+\)s", "…", " ".join(text.split())).replace("….", "…").replace("%%", "%").replace("|", "\\|")


def page_text(old: str) -> str:
    """The page with its tables written anew; what stands outside them is kept."""
    rules = RuleSet.from_document(json.loads(PLAN.read_text(encoding="utf-8")))
    app, made = create_app(Settings(secret_key="tai-lieu")), made_findings()
    with app.test_request_context("/"):
        lines = [BEGIN, "", "## Từng mục của kế hoạch", "", *clause_table(app, rules), "", "## Từng điểm được nêu"]
        lines += [
            *finding_tables(app, rules, made),
            "",
            "## Số liệu chưa đối chiếu với văn bản gốc",
            "",
            *unchecked_table(),
            "",
            END,
        ]
    head, rest = old.split(BEGIN)
    return head + "\n".join(lines) + rest.split(END)[1]


def main() -> int:
    """Write the page, or with --check say whether it would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    old = PAGE.read_text(encoding="utf-8")
    new = page_text(old)
    if asked.check:
        return int(old != new)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
