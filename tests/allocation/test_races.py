"""Several people adopt the share-out at the same moment: one version comes of it, the others are told."""

from sqlalchemy import func, select

from congress.allocation.models import AllocatedSeats, Allocation
from congress.audit import verify
from congress.db import db
from tests.allocation.test_views import filled
from tests.building import Builder
from tests.pressing import Press, all_press, signed_in, statuses, told

PEOPLE = tuple(f"nguoi.{place}" for place in range(1, 5))


def test_four_who_adopt_at_once_adopt_one_version(build: Builder):
    unit, communes = build.district(3)
    meeting = build.meeting(unit)
    for login in PEOPLE:
        build.user(login, role="organizer", meeting=meeting)
    address, form = f"/hoi-nghi/{meeting.number}/phan-bo", filled(communes, "adopt")
    answers = all_press([Press(one, address, form) for one in signed_in(build.app, PEOPLE)])
    db.session.rollback()
    versions = db.session.execute(select(func.count()).select_from(Allocation)).scalar_one()
    seats = db.session.execute(select(func.sum(AllocatedSeats.seats))).scalar_one()
    assert (statuses(answers), versions, seats) == ({303: 1, 422: 3}, 1, 300)
    assert told(answers).count("Người khác vừa sửa mục này") == 3
    assert [chain for chain in verify(db.session()) if chain.broken_at is not None] == []
