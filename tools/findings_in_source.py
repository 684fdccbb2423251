"""Reads the sources for every place where a `Finding` is made: its code, its weight, the provision it rests on."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from congress.finding_texts import FINDINGS

PACKAGE = Path(__file__).resolve().parent.parent / "congress"
# Annotation of the rule a check takes → where the rule set keeps it (of a level, or of the whole set).
OF_LEVEL = {
    "NamesRule": "names", "SessionRule": "session", "HoldingRule": "holding", "AssemblyRule": "assembly",
    "LimitRule": "limit", "RatioRule": "ratio", "DossierRule": "dossier",
}  # fmt: skip
OF_ALL = {"AgendaRule": "agenda", "OrderRule": "order", "PilotRule": "pilot"}


@dataclass(frozen=True)
class Made:
    """One place where a finding is made: its code, its weight ('' when the rule set gives it), the rule's annotation or ''."""

    code: str
    weight: str
    rule: str


def made_findings() -> dict[str, list[Made]]:
    """Every finding the product can give, by code; a rule that no feature asks gives none."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    law = [tree for path, tree in trees.items() if "rules" in path.parts]
    asked = _asked({name for tree in trees.values() if tree not in law for name in _names(tree)}, law)
    found: dict[str, list[Made]] = {}
    for tree in trees.values():
        for function in _functions(tree):
            if tree not in law or function.name in asked:
                for one in (one for call in _calls(function) for one in _made(call, function)):
                    found.setdefault(one.code, []).append(one)
    return found


def _asked(names: set[str], law: list[ast.Module]) -> set[str]:
    """The names used by the features, and what those functions of the law use in their turn."""
    while True:
        further = {name for tree in law for function in _functions(tree) if function.name in names for name in _names(function)}
        if further <= names:
            return names
        names = names | further


def _functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _names(tree: ast.AST) -> set[str]:
    loose = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return loose | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [call for call in calls if call.func.id == "Finding" and call.args]


def _made(call: ast.Call, function: ast.FunctionDef) -> Iterator[Made]:
    weight = call.args[1]
    fixed = weight.value if isinstance(weight, ast.Constant) else ""
    cites = len(call.args) > 2 and not isinstance(call.args[2], ast.Constant)
    for code in _codes(call.args[0], function):
        yield Made(code, fixed, _annotation(function) if cites else "")


def _codes(node: ast.expr, function: ast.FunctionDef) -> list[str]:
    """The codes an expression can stand for: a word, a word with an ending, a name given one of two words above."""
    if isinstance(node, ast.JoinedStr):
        ending = str(node.values[-1].value)
        return [code for code in FINDINGS if code.endswith(ending) and not code.endswith("_many")]
    if isinstance(node, ast.Name):
        given = [one.value for one in ast.walk(function) if isinstance(one, ast.Assign) and one.targets[0].id == node.id]
        return [text.value for value in given for text in (value.body, value.orelse)]
    return [node.value]


def _annotation(function: ast.FunctionDef) -> str:
    """The kind of provision among the arguments; a whole meeting's rules are told by the words of the function."""
    text = " ".join(ast.unparse(argument.annotation) for argument in function.args.args if argument.annotation)
    known = [name for name in (*OF_LEVEL, *OF_ALL) if re.search(rf"\b{name}\b", text)]
    body = ast.unparse(function)
    return known[0] if known else "AgendaRule" if "rules.agenda" in body else "RatioRule" if "ratio_rule" in body else ""
