"""Two adopted versions side by side: what each unit and each group gained or lost."""

import uuid
from dataclasses import dataclass

from congress.allocation.annex import Annex, AnnexRow


@dataclass(frozen=True)
class Change:
    """One unit: seats before and now per group and in all; None on the side where the unit takes no part."""

    name: str
    before: AnnexRow | None
    now: AnnexRow | None

    @property
    def moved(self) -> int:
        """Seats gained (above 0) or lost (below 0) in all."""
        return (self.now.seats if self.now else 0) - (self.before.seats if self.before else 0)

    def cell(self, place: int) -> tuple[int, int]:
        """Seats before and now of the group at this place."""
        return (self.before.cells[place] if self.before else 0, self.now.cells[place] if self.now else 0)

    @property
    def differs(self) -> bool:
        """True when any number of the unit changed."""
        return self.before is None or self.now is None or self.before.cells != self.now.cells


def compare(before: Annex, now: Annex) -> list[Change]:
    """Every unit of either version: those of the newer one in its order, then those that no longer take part."""
    old: dict[uuid.UUID | None, AnnexRow] = {row.unit_id: row for row in before.rows}
    kept = [Change(row.name, old.pop(row.unit_id, None), row) for row in now.rows]
    return kept + [Change(row.name, row, None) for row in old.values()]
