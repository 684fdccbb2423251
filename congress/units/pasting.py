"""Bodies pasted as lines, one each: the name alone, or name and kind in two columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congress.rules.names import clean_name, match_key, search_key
from congress.units.levels import Kind, guess_kind

NAME_LIMIT = 160
LINE_LIMIT = 500
_COLUMNS = re.compile(r"\t|;")


@dataclass(frozen=True)
class PastedLine:
    """One line as read: `problem` is a code of refusal_texts.py, empty when the line is good."""

    number: int
    name: str
    kind: Kind | None
    problem: str = ""


def read_lines(text: str, allowed: Sequence[Kind], default: Kind | None, taken: Iterable[str] = ()) -> list[PastedLine]:
    """Every line that is not empty, each with its kind or what is wrong with it.

    The kind is what the second column says, else what the name begins with, else `default`.

    Args:
        taken: names the parent already has below it; the same name twice is a problem.
    """
    seen = {match_key(name) for name in taken}
    read = []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [clean_name(part) for part in _COLUMNS.split(line)]
        if any(parts):
            read.append(_read(number, parts, allowed, default, seen))
    return read


def _read(number: int, parts: list[str], allowed: Sequence[Kind], default: Kind | None, seen: set[str]) -> PastedLine:
    name, named_kind = parts[0], " ".join(parts[1:]).strip()
    kind = _kind_called(named_kind, allowed) if named_kind else guess_kind(name, allowed) or default
    problem = _problem(name, kind, seen)
    seen.add(match_key(name))
    return PastedLine(number, name, kind, problem)


def _problem(name: str, kind: Kind | None, seen: set[str]) -> str:
    if not name:
        return "unit_name_missing"
    if len(name) > NAME_LIMIT:
        return "unit_name_long"
    if match_key(name) in seen:
        return "unit_name_twice"
    return "" if kind else "unit_kind_unknown"


def _kind_called(text: str, allowed: Sequence[Kind]) -> Kind | None:
    wanted = search_key(text)
    for kind in allowed:
        if wanted in (search_key(kind.title), search_key(kind.code)):
            return kind
    return guess_kind(text, allowed)
