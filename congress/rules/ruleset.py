"""The rule set of a plan, dated, read from a JSON document in which every threshold cites the sentence it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar, cast

from congress.rules.findings import Weight
from congress.rules.periods import Period, parse_period
from congress.rules.provisions import (
    AgendaRule,
    AssemblyRule,
    Clause,
    Counting,
    Denominator,
    DossierRule,
    Duty,
    Form,
    HoldingRule,
    LevelRules,
    LimitRule,
    Mode,
    Named,
    NamesRule,
    OrderRule,
    PilotRule,
    Placing,
    RatioRule,
    SessionRule,
)
from congress.rules.reading import DocumentError, Node

R = TypeVar("R")


class RuleSetError(DocumentError):
    """A rule-set document that cannot be used; `path` names the place."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A plan's rules under a code and version, in force from `valid_from` to `valid_to` (both inside; None: open)."""

    code: str
    version: int
    title: str
    source: str
    valid_from: date
    valid_to: date | None
    checked: bool
    note: str | None
    clauses: Mapping[str, Clause]
    levels: Mapping[str, LevelRules]
    agenda: AgendaRule | None
    order: OrderRule | None
    pilot: PilotRule | None
    duties: tuple[Duty, ...]

    @staticmethod
    def from_document(document: object) -> RuleSet:
        """The rule set in a parsed JSON document. Raises RuleSetError with the path of what is wrong or was not read."""
        return _read(Node(document, "", RuleSetError))

    def level(self, code: str) -> LevelRules:
        """The rules of a level; an empty record when the plan says nothing about it."""
        return self.levels.get(code) or LevelRules(code)

    def clause(self, key: str | None) -> Clause | None:
        """The clause under `key`, or None."""
        return self.clauses.get(key) if key else None

    def is_in_force(self, day: date) -> bool:
        """True on every day from `valid_from` to `valid_to`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def _read(node: Node) -> RuleSet:
    source = node.text("source")
    clauses = _clauses(node.child("clauses"), source)
    reader = _Provisions(clauses)
    rules = RuleSet(
        code=node.text("code"),
        version=node.number("version", 1),
        title=node.text("title"),
        source=source,
        valid_from=node.day("valid_from"),
        valid_to=node.day_or_none("valid_to"),
        checked=node.flag("checked"),
        note=node.text_or_none("note"),
        clauses=clauses,
        levels=_levels(node.child("levels"), reader),
        agenda=reader.part(node, "agenda", reader.agenda),
        order=reader.part(node, "order", reader.order),
        pilot=reader.part(node, "pilot", reader.pilot),
        duties=tuple(reader.closed(entry, reader.duty) for entry in node.children("duties")),
    )
    if rules.valid_to is not None and rules.valid_to < rules.valid_from:
        node.fail("valid_to", "ends_before_it_starts", rules.valid_to)
    node.done()
    return rules


def _clauses(node: Node, source: str) -> dict[str, Clause]:
    clauses = {}
    for key in node.codes():
        entry = node.child(key)
        clauses[key] = Clause(key, entry.text("ref"), entry.text("sentence"), entry.text_or_none("source") or source)
        entry.done()
    return clauses


def _levels(node: Node, reader: _Provisions) -> dict[str, LevelRules]:
    return {code: reader.closed(node.child(code), partial(reader.level, code)) for code in node.codes()}


class _Provisions:
    """Reads each kind of provision; a clause it cites must be among the clauses of the document."""

    def __init__(self, clauses: Mapping[str, Clause]) -> None:
        self._clauses = clauses

    def closed(self, node: Node, read: Callable[[Node], R]) -> R:
        """What `read` makes of the object, refusing keys it left unread."""
        result = read(node)
        node.done()
        return result

    def part(self, node: Node, key: str, read: Callable[[Node], R]) -> R | None:
        """The provision under `key`, or None when the plan has none."""
        return self.closed(node.child(key), read) if node.has(key) else None

    def level(self, code: str, node: Node) -> LevelRules:
        return LevelRules(
            level=code,
            names=self.part(node, "names", self.names),
            session=self.part(node, "session", self.session),
            holding=self.part(node, "holding", self.holding),
            assembly=self.part(node, "assembly", self.assembly),
            limit=self.part(node, "limit", self.limit),
            ratio=self.part(node, "ratio", self.ratio),
            dossier=self.part(node, "dossier", self.dossier),
        )

    def names(self, node: Node) -> NamesRule:
        return NamesRule(_named(node, "allowed"), self._clause(node), _weight(node))

    def session(self, node: Node) -> SessionRule:
        return SessionRule(node.number("minutes", 1), self._clause(node), _weight(node))

    def holding(self, node: Node) -> HoldingRule:
        return HoldingRule(_period(node, "period"), self._clause(node), _weight(node))

    def assembly(self, node: Node) -> AssemblyRule:
        return AssemblyRule(
            head_count=node.number("head_count", 1),
            below=_form(node, "below"),
            above=_form(node, "above"),
            equal=_form(node, "equal"),
            clause=self._clause(node),
            weight=_weight(node),
        )

    def limit(self, node: Node) -> LimitRule:
        number = node.number("number", 1) if node.has("number") else None
        level = node.text_or_none("level")
        if (number is None) == (level is None):
            node.fail("number", "number_or_level")
        return LimitRule(number, level, node.texts("forms"), self._clause(node), _weight(node))

    def ratio(self, node: Node) -> RatioRule:
        return RatioRule(
            share=node.fraction("share"),
            mode=cast(Mode, node.choice("mode", ("at_least", "exact"))),
            denominator=cast(Denominator, node.choice("denominator", ("summoned", "official"))),
            settled_forms=node.texts("settled_forms"),
            groups=_groups(node.child("groups")),
            clause=self._clause(node),
            weight=_weight(node),
        )

    def dossier(self, node: Node) -> DossierRule:
        return DossierRule(
            days=node.number("days", 1),
            counting=cast(Counting, node.choice("counting", ("calendar", "working", "unsaid"))),
            papers=_named(node, "papers"),
            recipient=node.text("recipient"),
            clause=self._clause(node),
            weight=_weight(node),
        )

    def agenda(self, node: Node) -> AgendaRule:
        return AgendaRule(node.text("standard"), self._clause(node), _weight(node))

    def order(self, node: Node) -> OrderRule:
        return OrderRule(node.texts("levels"), self._clause(node), _weight(node))

    def pilot(self, node: Node) -> PilotRule:
        return PilotRule(
            unit_code=node.text("unit_code"),
            unit_name=node.text("unit_name"),
            period=_period(node, "period"),
            clause=self._clause(node),
            weight=_weight(node),
        )

    def duty(self, node: Node) -> Duty:
        period = _period(node, "period") if node.has("period") else None
        return Duty(node.text("key"), node.text("owner"), node.text("task"), period, self._clause(node))

    def _clause(self, node: Node) -> str:
        key = node.text("clause")
        return key if key in self._clauses else node.fail("clause", "unknown_clause", key)


def _named(node: Node, key: str) -> tuple[Named, ...]:
    things = []
    for entry in node.children(key):
        things.append(Named(entry.text("code"), entry.text("title")))
        entry.done()
    return tuple(things)


def _weight(node: Node) -> Weight:
    return cast(Weight, node.choice("weight", ("hard", "soft", "info")))


def _form(node: Node, key: str) -> Form | None:
    return cast(Form, node.choice(key, ("plenary", "delegates"))) if node.has(key) else None


def _period(node: Node, key: str) -> Period:
    text = node.text(key)
    try:
        return parse_period(text)
    except ValueError:
        node.fail(key, "bad_period", text)


def _groups(node: Node) -> dict[str, Placing]:
    return {code: cast(Placing, node.choice(code, ("core", "other", "unsaid"))) for code in node.codes()}
