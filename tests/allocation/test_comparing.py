"""Two versions side by side."""

from congress.allocation import annex, comparing, service
from congress.allocation.wish import UnitWish, Wish
from congress.meetings.service import by_number
from tests.building import ACTOR, Builder

SEATS = {"farmers_workers": 160, "exemplars": 50, "leaders": 50, "guests": 40}


def adopted(build: Builder, *choices: dict[int, int]):
    """One table per choice {place of the commune: its head count}, adopted one after the other."""
    unit, communes = build.district(3)
    meeting = by_number(build.meeting(unit).number)
    tables = []
    for chosen in choices:
        rows = tuple(UnitWish(communes[place].id, communes[place].name, members, 1) for place, members in chosen.items())
        wish = Wish(300, "webster", SEATS, frozenset({"guests"}), rows)
        tables.append(annex.table_of(meeting, service.adopt(ACTOR, build.now, meeting, wish)))
    return tables


def test_a_version_does_not_differ_from_itself(build: Builder):
    (table,) = adopted(build, {0: 100, 1: 200})
    assert [change.differs for change in comparing.compare(table, table)] == [False, False, False]


def test_what_one_unit_gains_the_other_loses(build: Builder):
    before, now = adopted(build, {0: 100, 1: 100}, {0: 100, 1: 300})
    assert [change.moved for change in comparing.compare(before, now)] == [-65, 65, 0]


def test_a_unit_that_left_stands_last_with_its_seats_lost(build: Builder):
    before, now = adopted(build, {0: 100, 2: 100}, {0: 100, 1: 100})
    found = comparing.compare(before, now)
    assert [(change.before is None, change.now is None, change.moved) for change in found] == [
        (False, False, 0),
        (True, False, 130),
        (False, False, 0),
        (False, True, -130),
    ]


def test_cells_show_seats_before_and_now(build: Builder):
    before, now = adopted(build, {0: 100, 1: 100}, {0: 100, 1: 300})
    cells = [comparing.compare(before, now)[1].cell(place) for place in range(3)]
    assert [sum(side) for side in zip(*cells, strict=True)] == [130, 195]
