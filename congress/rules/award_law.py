"""The dated tables behind awards, read from `seeds/awards.json`: who may decide what, coefficients, base wage, rounding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, Protocol, TypeVar, cast

from congress.rules.reading import DocumentError, Node

RoundingMode = Literal["ceil", "nearest"]


class AwardLawError(DocumentError):
    """An award document that cannot be used; `path` names the place."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When a line is in force (both ends inside), where it comes from and whether somebody checked it."""

    valid_from: date
    valid_to: date | None
    source: str
    checked: bool

    def is_in_force(self, day: date) -> bool:
        """True on every day from `valid_from` to `valid_to`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class AwardKind:
    """A title (danh hiệu) or a form of award (hình thức khen thưởng) and who may receive it."""

    code: str
    kind: str
    title: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BaseWage:
    """Mức lương cơ sở in đồng a month."""

    amount: int
    dated: Dated


@dataclass(frozen=True, slots=True)
class Rounding:
    """To which whole amount money is rounded, and how."""

    unit: int
    mode: RoundingMode
    dated: Dated


@dataclass(frozen=True, slots=True)
class Coefficient:
    """How many base wages go with an award to a kind of recipient; `authority` None: whoever decides."""

    award: str
    recipient: str
    authority: str | None
    value: Fraction
    dated: Dated


@dataclass(frozen=True, slots=True)
class Power:
    """What an authority may decide; `never` True: what it can never decide."""

    authority: str
    awards: tuple[str, ...]
    never: bool
    dated: Dated


@dataclass(frozen=True, slots=True)
class AwardLaw:
    """All the tables together."""

    awards: Mapping[str, AwardKind]
    authorities: Mapping[str, str]
    base_wages: tuple[BaseWage, ...]
    roundings: tuple[Rounding, ...]
    coefficients: tuple[Coefficient, ...]
    powers: tuple[Power, ...]

    @staticmethod
    def from_document(document: object) -> AwardLaw:
        """The tables in a parsed JSON document. Raises AwardLawError with the path of what is wrong or was not read."""
        return _read(Node(document, "", AwardLawError))


class _HasDates(Protocol):
    @property
    def dated(self) -> Dated: ...


D = TypeVar("D", bound=_HasDates)


def latest(lines: Iterable[D], day: date) -> D | None:
    """The line in force on `day` with the latest start, or None."""
    return max((line for line in lines if line.dated.is_in_force(day)), key=lambda line: line.dated.valid_from, default=None)


def _read(node: Node) -> AwardLaw:
    _dated(node)
    node.text_or_none("note")
    awards = {award.code: award for award in (_award(entry) for entry in node.children("awards"))}
    authorities = dict(_authority(entry) for entry in node.children("authorities"))
    law = AwardLaw(
        awards=awards,
        authorities=authorities,
        base_wages=tuple(_base_wage(entry) for entry in node.children("base_wages")),
        roundings=tuple(_rounding(entry) for entry in node.children("roundings")),
        coefficients=tuple(_coefficient(entry, awards, authorities) for entry in node.children("coefficients")),
        powers=tuple(_power(entry, awards, authorities) for entry in node.children("powers")),
    )
    node.done()
    return law


def _dated(node: Node) -> Dated:
    return Dated(node.day("valid_from"), node.day_or_none("valid_to"), node.text("source"), node.flag("checked"))


def _award(node: Node) -> AwardKind:
    kind = node.choice("kind", ("title", "form"))
    award = AwardKind(node.text("code"), kind, node.text("title"), node.texts("recipients"))
    node.done()
    return award


def _authority(node: Node) -> tuple[str, str]:
    pair = node.text("code"), node.text("title")
    node.done()
    return pair


def _base_wage(node: Node) -> BaseWage:
    wage = BaseWage(node.number("amount", 1), _dated(node))
    node.done()
    return wage


def _rounding(node: Node) -> Rounding:
    rounding = Rounding(node.number("unit", 1), cast(RoundingMode, node.choice("mode", ("ceil", "nearest"))), _dated(node))
    node.done()
    return rounding


def _coefficient(node: Node, awards: Mapping[str, AwardKind], authorities: Mapping[str, str]) -> Coefficient:
    authority = node.choice("authority", tuple(authorities)) if node.has("authority") else None
    award = node.choice("award", tuple(awards))
    recipient = node.choice("recipient", awards[award].recipients)
    line = Coefficient(award, recipient, authority, node.decimal("value"), _dated(node))
    node.done()
    return line


def _power(node: Node, awards: Mapping[str, AwardKind], authorities: Mapping[str, str]) -> Power:
    codes = node.texts("awards")
    unknown = [code for code in codes if code not in awards]
    if unknown:
        node.fail("awards", "unknown_value", unknown[0])
    power = Power(node.choice("authority", tuple(authorities)), codes, node.flag("never"), _dated(node))
    node.done()
    return power
