"""What a committee asks of a share-out: totals, bases, bounds, fixed cells; and the same as JSON values."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from congress.rules.apportionment import mixed_weights

LARGEST = 100_000


@dataclass(frozen=True)
class UnitWish:
    """A body that takes part: head count and points (>= 0), fewest and most seats (None: no own bound).

    `fixed` are the cells that the committee set by hand: seats per group code.
    """

    unit_id: uuid.UUID
    name: str
    members: int
    least: int = 0
    most: int | None = None
    points: int = 0
    fixed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """What the committee asks for.

    `group_seats` per group code; `outside` are groups that belong to no unit (guests); `basis` is how much head count and
    points weigh, such as (7, 3); `minimums` say how many bearers of a trait the whole congress needs.
    """

    total: int
    method: str
    group_seats: Mapping[str, int]
    outside: frozenset[str]
    rows: tuple[UnitWish, ...]
    basis: tuple[int, int] = (1, 0)
    minimums: Mapping[str, int] = field(default_factory=dict)

    @property
    def inside(self) -> int:
        """Seats that are shared out over the units."""
        return self.total - sum(self.group_seats.get(code, 0) for code in self.outside)

    @property
    def weights(self) -> list[int]:
        """Weight of each unit as whole numbers: each basis as a share of its own sum, in the proportion `basis` says."""
        heads, points = [row.members for row in self.rows], [row.points for row in self.rows]
        if not self.basis[1]:
            return heads
        return list(mixed_weights((heads, points), [Fraction(part) for part in self.basis]))

    def as_document(self) -> dict[str, Any]:
        """The wish as JSON values."""
        rows = [asdict(row) | {"unit_id": str(row.unit_id), "fixed": dict(row.fixed)} for row in self.rows]
        plain = {"total": self.total, "method": self.method, "group_seats": dict(self.group_seats)}
        more = {"basis": list(self.basis), "minimums": dict(self.minimums)}
        return plain | more | {"outside": sorted(self.outside), "rows": rows}

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Wish":
        """Read what `as_document` wrote."""
        rows = tuple(UnitWish(**{**row, "unit_id": uuid.UUID(row["unit_id"])}) for row in document["rows"])
        return cls(
            document["total"], document["method"], document["group_seats"], frozenset(document["outside"]), rows,
            (document["basis"][0], document["basis"][1]), document["minimums"],
        )  # fmt: skip
