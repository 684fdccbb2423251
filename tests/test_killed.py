"""A process killed amid a write leaves all of it or nothing, the history fits, and the act can be done (once) afterwards."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from congress.audit import AuditEntry, verify
from congress.db import db
from congress.delegates.intake import service as intake
from congress.delegates.models import Delegate, DelegateStatus
from congress.elections.models import ListVote
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.service import by_number
from congress.people.models import Person
from congress.people.sealing import sealer_from
from congress.submissions.models import Submission
from tests.building import ACTOR, Builder
from tests.conftest import NOW
from tests.dying import ACTS, AFTER, AMID, LAST, die
from tests.elections.scene import scene

ROWS = 300
SYLLABLES = ("An", "Ba", "Cam", "Dung", "Giang", "Hoa", "Khanh", "Lan", "Minh", "Nga", "Oanh", "Phong", "Quang", "Sen", "Thu",
             "Uyen", "Vinh", "Xuan", "Yen", "Tam")  # fmt: skip


def count(*tables: type) -> tuple[int, ...]:
    """Rows of these tables, read afresh."""
    db.session.rollback()
    return tuple(db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def acts(act: str) -> int:
    """Lines of the history about this act, after every chain was found to fit."""
    assert [chain for chain in verify(db.session()) if chain.broken_at is not None] == []
    return db.session.execute(select(func.count()).select_from(AuditEntry).where(AuditEntry.act == act)).scalar_one()


def listed(app: Flask, build: Builder) -> Meeting:
    """A meeting with an imported list of 300 people that nobody has taken in yet."""
    unit = build.unit("Xã Nhân Lý")
    meeting = by_number(build.meeting(unit).number)
    names = [f"Nông {SYLLABLES[n // 20 % 20]} {SYLLABLES[n % 20]}" for n in range(ROWS)]
    lines = [f"{name}\t1975\tNam\tXã Nhân Lý\tNông dân, người trực tiếp sản xuất\tNùng" for name in names]
    text = "\n".join(["Họ và tên\tNăm sinh\tGiới tính\tĐơn vị\tNhóm cơ cấu\tDân tộc", *lines])
    sealer = sealer_from(app.extensions["congress_settings"].field_key_path)
    intake.draft_from_paste(ACTOR, NOW, meeting, sealer, text)
    return meeting


@pytest.mark.parametrize(("moment", "stored"), [(AMID, 0), (LAST, 0), (AFTER, ROWS)])
def test_a_list_of_three_hundred_is_taken_in_whole_or_not_at_all(app: Flask, build: Builder, moment: str, stored: int):
    meeting = listed(app, build)
    die(app, "take", moment, meeting)
    assert count(Delegate, DelegateStatus, Person) == (stored, stored, stored)
    assert acts("delegates.intake") == (1 if stored else 0)
    assert _again(app, "take", meeting) == ("intake_taken" if stored else "done")
    assert (count(Delegate), acts("delegates.intake")) == ((ROWS,), 1)


@pytest.mark.parametrize(("moment", "stored"), [(LAST, 0), (AFTER, 1)])
def test_a_vote_is_recorded_whole_or_not_at_all(app: Flask, build: Builder, moment: str, stored: int):
    stage = scene(build)
    stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    die(app, "vote", moment, stage.lower)
    assert (count(ListVote), acts("elections.vote")) == ((stored,), stored)
    assert _again(app, "vote", stage.lower) == "done"
    assert (count(ListVote), acts("elections.vote")) == ((stored + 1,), stored + 1)


@pytest.mark.parametrize(("moment", "stored"), [(LAST, 0), (AFTER, 1)])
def test_a_list_is_sent_whole_or_not_at_all(app: Flask, build: Builder, moment: str, stored: int):
    stage = scene(build)
    stage.ready()
    die(app, "send", moment, stage.lower)
    assert (count(Submission), acts("submissions.send")) == ((stored,), 2 * stored)
    assert _again(app, "send", stage.lower) == ("submission_waiting" if stored else "done")
    assert (count(Submission), acts("submissions.send")) == ((1,), 2)


def _again(app: Flask, act: str, meeting: Meeting) -> str:
    """Somebody does it again: 'done' or the code it is refused with."""
    try:
        ACTS[act](app, meeting)
    except Refused as refusal:
        return refusal.code
    return "done"
