"""Rosters and share-outs for tests, made through the services."""

from collections.abc import Sequence

from congress.allocation.models import AllocatedSeats, Allocation
from congress.db import transaction
from congress.delegates import service
from congress.delegates.service import Nomination
from congress.meetings.models import Meeting
from congress.units.models import Unit
from tests.building import ACTOR
from tests.conftest import NOW


def nominee(name: str, unit: Unit | None, **fields) -> Nomination:
    """A complete nomination of a farmer, adopted, unless told otherwise."""
    values = {"group": "farmers_workers", "basis": "adopted", "sex": "male"} | fields
    return Nomination(name=name, unit_id=unit.id if unit else None, **values)


def roster_of(meeting: Meeting, units: Sequence[Unit], count: int, first: int = 0, **fields) -> list[int]:
    """So many delegates, in turn from each unit."""
    return service.add_many(
        ACTOR,
        NOW,
        meeting,
        [nominee(f"Nông Văn {_word(n)}", units[n % len(units)], **fields) for n in range(first, first + count)],
    )


def _word(number: int) -> str:
    """A different word for each number, of letters only."""
    letters = "BCDGHKLMNPQRSTVX"
    return "".join(letters[int(digit, 16)] for digit in f"{number:x}").capitalize() + "a"


def allocate(meeting: Meeting, cells: dict[tuple[Unit | None, str], int]) -> Allocation:
    """An adopted share-out with these seats by (unit, code of the group)."""
    codes = {group.code: group.id for group in meeting.groups}
    with transaction() as session:
        allocation = Allocation(
            meeting_id=meeting.id, number=1, total=sum(cells.values()), method="webster", wish={}, steps={},
            rule_set_id=meeting.rule_set_id, overrides=[], adopted_at=NOW, adopted_by=ACTOR,
        )  # fmt: skip
        session.add(allocation)
        session.flush()
        for (unit, code), seats in cells.items():
            session.add(
                AllocatedSeats(
                    meeting_id=meeting.id, allocation_id=allocation.id, unit_id=unit.id if unit else None,
                    group_id=codes[code], seats=seats,
                )
            )  # fmt: skip
    return allocation
