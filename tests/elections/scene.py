"""A commune's conference below a district's, seats shared out above, people below: the ground of these tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from congress.allocation.models import AllocatedSeats, Allocation
from congress.allocation.wish import UnitWish, Wish
from congress.db import transaction
from congress.elections import service
from congress.elections.service import Proposed, Standing, VoteCount
from congress.meetings.models import Meeting
from congress.meetings.service import by_number
from congress.people import service as people
from congress.people.birth import Birth
from congress.people.models import Person
from congress.units.models import Unit
from tests.building import ACTOR, Builder

HELD = date(2025, 3, 20)
SEATS = {"farmers_workers": 2, "leaders": 1}


@dataclass(frozen=True)
class Scene:
    """`higher` grants seats to `unit`, whose conference is `lower`; `village` lies below the unit."""

    build: Builder
    higher: Meeting
    lower: Meeting
    unit: Unit
    village: Unit

    def person(self, name: str, unit: Unit | None = None, year: int | None = 1980, sex: str = "female") -> Person:
        """Somebody of the village, unless another unit is given."""
        details = people.PersonDetails(name, sex, Birth(year), "Nông dân", "", (unit or self.village).id)
        return people.create(ACTOR, self.build.now, details)

    def propose(self, *names: str, **standing: Any) -> list[int]:
        """New people on the list; the numbers they got."""
        wish = Standing(**{"group_code": "farmers_workers"} | standing)
        proposed = [Proposed(self.person(name).id, wish) for name in names]
        return [row.number for row in service.add_candidates(ACTOR, self.build.now, self.lower, proposed)]

    def vote(self, voters: int = 100, in_favour: int = 99, against: int = 0, other: int = 1, **more: Any):
        """A vote on the list as it stands."""
        return service.record_vote(ACTOR, self.build.now, self.lower, VoteCount(voters, in_favour, against, other, **more))

    def ready(self) -> None:
        """A list that may go up: three official names in their groups, one reserve, adopted."""
        self.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
        self.propose("Vi Quang Thuận", group_code="leaders")
        self.propose("Lâm Văn Điệp", standing="reserve")
        self.vote()

    def names(self, part: str = "candidates") -> list[str]:
        """Names on the list in order."""
        return [row.person.name for row in getattr(service.the_list(self.lower), part)]

    def codes(self, complete: bool = False) -> dict[str, str]:
        """Findings of the list: code and weight."""
        return {f.code: f.weight for f in service.list_findings(service.the_list(self.lower), complete)}


def scene(build: Builder, seats: Mapping[str, int] | None = SEATS, **fields: Any) -> Scene:
    """Two levels with a share-out above; `seats` None: the level above has adopted none."""
    district = build.unit("Huyện Thử", level="district", kind="huyen")
    unit = build.unit("Xã Nhân Lý", parent=district)
    village = build.unit("Thôn Nà Hoa", parent=unit, level="base", kind="thon")
    higher = build.meeting(district)
    lower = build.meeting(
        unit,
        **{
            "title": "Hội nghị điển hình tiên tiến xã Nhân Lý",
            "held_on": HELD,
            "assembly": "plenary",
            "delegate_number": 120,
            "higher_meeting_id": higher.id,
        }
        | fields,
    )
    if seats is not None:
        share_out(build, higher, unit, seats)
    return Scene(build, by_number(higher.number), by_number(lower.number), unit, village)


def share_out(build: Builder, higher: Meeting, unit: Unit, seats: Mapping[str, int], number: int = 1) -> None:
    """An adopted version that grants these seats by group to one body."""
    with transaction() as session:
        higher = session.get_one(Meeting, higher.id)
        wish = Wish(sum(seats.values()), "webster", dict(seats), frozenset(), (UnitWish(unit.id, unit.name, 100),))
        allocation = Allocation(
            meeting_id=higher.id, number=number, total=sum(seats.values()), method="webster", wish=wish.as_document(),
            steps={"rows": [{"minimums": {"women": 1}}]},
            rule_set_id=higher.rule_set_id, overrides=[], note="Ưu tiên nông dân trực tiếp sản xuất.",
            adopted_at=build.now, adopted_by=ACTOR,
        )  # fmt: skip
        session.add(allocation)
        session.flush()
        groups = {group.code: group.id for group in higher.groups}
        for code, count in seats.items():
            session.add(
                AllocatedSeats(
                    meeting_id=higher.id, allocation_id=allocation.id, unit_id=unit.id, group_id=groups[code], seats=count
                )
            )
