"""What every check answers: a finding with its weight, its clause and every number needed to explain it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

Weight = Literal["hard", "soft", "undecided", "info"]
Value = str | int | date | Fraction | None | tuple["Value", ...]

Facts = dict[str, Value]

WEIGHTS: tuple[Weight, ...] = ("hard", "undecided", "soft", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One matter to look at.

    `code` names the sentence in `congress/finding_texts.py`; `clause` is the key of the clause in the rule set (None when the
    matter is arithmetic or custom, not a sentence of the plan); `facts` hold the inputs and the arithmetic; `subject` says
    which thing is meant (a level, an item, a delegate), so that an override answers this finding and no other.

    Weights: `hard` stops the action, `soft` may be overridden with a reason, `undecided` means "chưa kiểm được / chưa quyết
    định" and is never a pass, `info` is shown only.
    """

    code: str
    weight: Weight
    clause: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    subject: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """(code, subject): what an override is matched by."""
        return self.code, self.subject


def by_weight(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, gravest first; the order inside a weight is kept."""
    return tuple(sorted(findings, key=lambda finding: WEIGHTS.index(finding.weight)))


def stops(findings: Iterable[Finding]) -> bool:
    """True when one of the findings is hard."""
    return any(finding.weight == "hard" for finding in findings)


def still_open(findings: Iterable[Finding], overridden: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """The findings left after overrides, given as `Finding.key`; only soft and undecided ones can be overridden."""
    answered = frozenset(overridden)
    return tuple(finding for finding in findings if finding.weight in ("hard", "info") or finding.key not in answered)
