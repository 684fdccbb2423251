"""The provisions a rule set is made of: one plain record per kind of rule, each with its clause and weight.

Every part of a plan is optional: what it does not say is None or empty, and a check on it gives no finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from congress.rules.findings import Weight
from congress.rules.periods import Period

Placing = Literal["core", "other", "unsaid"]
Form = Literal["plenary", "delegates"]
Mode = Literal["at_least", "exact"]
Denominator = Literal["summoned", "official"]
Counting = Literal["calendar", "working", "unsaid"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the source: `ref` is its place there ("II.2.1"), `sentence` its exact words."""

    key: str
    ref: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Named:
    """A thing the plan names: a code to store and the words to print."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class NamesRule:
    """The forms of name a congress of this level may bear."""

    allowed: tuple[Named, ...]
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class SessionRule:
    """The usual length of the congress in minutes."""

    minutes: int
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class HoldingRule:
    """The period in which the congress must be held."""

    period: Period
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class AssemblyRule:
    """Plenary or delegates by head count; a None answer is one the plan does not give."""

    head_count: int
    below: Form | None
    above: Form | None
    equal: Form | None
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class LimitRule:
    """A ceiling on the number of delegates: `number`, or what another `level` decided; for `forms` only (empty: all)."""

    number: int | None
    level: str | None
    forms: tuple[str, ...]
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class RatioRule:
    """The share of the core among those counted.

    `mode`: at_least or exact. `denominator`: summoned (guests inside) or official (guests outside). `settled_forms` are
    the forms of assembly to which the plan clearly applies the share (empty: all); in any other it is undecided. `groups`
    maps the code of a group to core, other or unsaid.
    """

    share: Fraction
    mode: Mode
    denominator: Denominator
    settled_forms: tuple[str, ...]
    groups: Mapping[str, Placing]
    clause: str
    weight: Weight

    def placing(self, group: str) -> Placing:
        """Where a group counts; a group the rule set does not know is unsaid."""
        return self.groups.get(group, "unsaid")

    def is_settled(self, form: str) -> bool:
        """True when the share clearly applies to this form of assembly."""
        return not self.settled_forms or form in self.settled_forms

    def settled(self, groups: Mapping[str, Placing]) -> RatioRule:
        """The same rule with the groups as the committee of a meeting placed them."""
        return replace(self, groups={**self.groups, **groups})


@dataclass(frozen=True, slots=True)
class DossierRule:
    """Papers to be sent `days` before the meeting; `counting` may be unsaid, then calendar days are used and both shown."""

    days: int
    counting: Counting
    papers: tuple[Named, ...]
    recipient: str
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class LevelRules:
    """What the plan says about the congresses of one level."""

    level: str
    names: NamesRule | None = None
    session: SessionRule | None = None
    holding: HoldingRule | None = None
    assembly: AssemblyRule | None = None
    limit: LimitRule | None = None
    ratio: RatioRule | None = None
    dossier: DossierRule | None = None


@dataclass(frozen=True, slots=True)
class PilotRule:
    """The unit that holds its congress first, and by when."""

    unit_code: str
    unit_name: str
    period: Period
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class OrderRule:
    """Levels in the order in which their congresses are held, from the base up."""

    levels: tuple[str, ...]
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class AgendaRule:
    """The standard programme (a code of `seeds/agenda.json`) and the clause that lists it."""

    standard: str
    clause: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Duty:
    """A task the plan gives to a body; `period` is None when the plan gives no day."""

    key: str
    owner: str
    task: str
    period: Period | None
    clause: str
