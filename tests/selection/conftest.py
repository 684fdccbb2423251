"""A congress with more nominees than seats."""

from dataclasses import dataclass

import pytest

from congress.delegates import service as delegates
from congress.delegates.nomination import Nomination
from congress.meetings.models import Meeting
from congress.people.birth import Birth
from congress.people.sealing import sealer_from
from congress.selection import marks
from congress.selection.marks import MarkWish
from congress.units.models import Unit
from tests.building import ACTOR
from tests.conftest import NOW
from tests.delegates.rosters import allocate, nominee

NAMES = ("An", "Bình", "Cường", "Dung", "Giang", "Hòa", "Khánh", "Lan", "Mai", "Nga", "Oanh", "Phúc")


@dataclass
class Field:
    """Two communes, the first with numbers 1…4 for 2 seats, the second with 5…8 for 2; 9 and 10 are guests for 1 seat."""

    meeting: Meeting
    communes: list[Unit]

    @property
    def address(self) -> str:
        return f"/hoi-nghi/{self.meeting.number}/chon-dai-bieu"

    def score(self, **scores: int) -> None:
        """`score(n1=90, n5=80)`."""
        marks.set_scores(ACTOR, NOW, self.meeting, {int(name[1:]): score for name, score in scores.items()})

    def mark(self, number: int, score: int = 0, lock: str = "", picked: bool = False, seen: int = 0) -> int:
        return marks.mark(ACTOR, NOW, self.meeting, [MarkWish(number, score, lock, picked, seen)])


def sealer_of(app):
    """The sealer of this application's key."""
    return sealer_from(app.extensions["congress_settings"].field_key_path)


@pytest.fixture
def field(app, build) -> Field:
    """The congress; of each commune's four the last two are women, the fourth is born in 1999 and of Nùng people."""
    district, communes = build.district(2)
    meeting = build.meeting(district, delegate_number=5)
    first, second = communes
    allocate(meeting, {(first, "farmers_workers"): 2, (second, "farmers_workers"): 2, (None, "guests"): 1})
    wishes = [_wish(place, unit, unit is first) for unit in communes for place in range(4)]
    wishes += [nominee(f"Trần Thị {NAMES[8 + n]}", None, group="guests", kind="guest", basis="") for n in range(2)]
    delegates.add_many(ACTOR, NOW, meeting, wishes, sealer_of(app))
    build.user("btc", role="organizer", meeting=meeting)
    return Field(meeting, communes)


def _wish(place: int, unit: Unit, first: bool) -> Nomination:
    birth = Birth(1999 if place == 3 else 1970, None, None)
    particulars = {"ethnic_group": "Nùng" if place == 3 else "Kinh", "party_member": "no" if place == 2 else "yes"}
    name, sex = f"Nông Văn {NAMES[place]} {'Xuân' if first else 'Thu'}", "female" if place >= 2 else "male"
    return nominee(name, unit, sex=sex, birth=birth, particulars=particulars)
