"""Who will come: reading what is typed, keeping it, counting it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from congress.audit import AuditDetail, AuditEntry, verify
from congress.db import db
from congress.delegates import replies
from congress.delegates.forgetting import forget
from congress.delegates.models import Delegate, DelegateReply
from congress.delegates.replies import Figures, Reply
from congress.errors import Refused
from tests.building import ACTOR
from tests.door.conftest import Hall, hall, open_hall

__all__ = ["hall", "open_hall"]


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("12 c", Reply(12, "yes")),
        ("12. có", Reply(12, "yes")),
        ("12c", Reply(12, "yes")),
        ("12k ốm", Reply(12, "no", "ốm")),
        ("12\tk\tốm", Reply(12, "no", "ốm")),
        ("  7 K đi công tác ", Reply(7, "no", "đi công tác")),
        ("14 t Nguyễn Văn B, Phó Chủ tịch", Reply(14, "substitute", "Nguyễn Văn B, Phó Chủ tịch")),
        ("15\tVi Thị Hoà\tNông dân\tt\tLò Vù Pà", Reply(15, "substitute", "Lò Vù Pà")),
        ("16\tVi Thị Hoà\tNông dân\tc", Reply(16, "yes")),
    ],
)
def test_a_line_is_read_as_people_type_or_paste_it(line: str, reply: Reply):
    assert replies.read_lines(line) == [reply]


def test_headings_and_silent_rows_of_a_sheet_are_passed_over():
    pasted = "Số thẻ\tHọ và tên\tChức vụ\tTrả lời\tNgười thay\n1\tAn\t\tc\t\n2\tBình\t\t\t\n\n"
    assert replies.read_lines(pasted) == [Reply(1, "yes")]


@pytest.mark.parametrize(
    ("text", "code", "lines"), [("12 x\n3 c\nabc", "reply_lines_bad", "1, 3"), ("\n ", "reply_lines_none", None)]
)
def test_what_cannot_be_read_is_told_by_its_line(text: str, code: str, lines: str | None):
    with pytest.raises(Refused) as refused:
        replies.read_lines(text)
    assert (refused.value.code, refused.value.facts.get("lines")) == (code, lines)


def test_the_newest_answer_counts_and_every_one_stands_in_the_history(hall: Hall):
    people = hall.people(3)
    replies.give(ACTOR, hall.now, hall.meeting, [Reply(1, "yes"), Reply(2, "no", "ốm")], by=ACTOR)
    replies.give(ACTOR, hall.now + timedelta(hours=1), hall.meeting, [Reply(1, "substitute", "Lò Vù Pà")], by=ACTOR)
    assert replies.figures(hall.meeting) == Figures(3, yes=0, no=1, substitute=1)
    kept = replies.reply_of(hall.meeting, people[0].id)
    assert (kept.answer, kept.words, kept.by) == ("substitute", "Lò Vù Pà", ACTOR)
    acts = db.session.execute(select(AuditEntry.subject).where(AuditEntry.act == "delegates.reply")).scalars()
    assert sorted(acts) == ["delegate 1", "delegate 1", "delegate 2"]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(9, "yes"), "reply_number_unknown"),
        (Reply(1, "perhaps"), "reply_unknown"),
        (Reply(1, "substitute"), "reply_substitute_missing"),
        (Reply(1, "no", "ố" * 301), "reply_long"),
    ],
)
def test_one_wrong_answer_keeps_none(hall: Hall, reply: Reply, code: str):
    hall.people(2)
    with pytest.raises(Refused) as refused:
        replies.give(ACTOR, hall.now, hall.meeting, [Reply(2, "yes"), reply])
    assert refused.value.code == code
    assert replies.figures(hall.meeting).silent == 2


def test_who_has_withdrawn_is_neither_asked_nor_counted(hall: Hall):
    hall.people(1)
    hall.people(1, start=2, status="withdrawn")
    with pytest.raises(Refused):
        replies.give(ACTOR, hall.now, hall.meeting, [Reply(2, "yes")])
    assert replies.figures(hall.meeting).asked == 1


def test_who_works_there_may_answer_but_stays_outside_the_figures(hall: Hall):
    hall.people(1)
    hall.people(1, start=2, kind="non_delegate")
    replies.give(ACTOR, hall.now, hall.meeting, [Reply(1, "yes"), Reply(2, "yes")])
    assert replies.figures(hall.meeting) == Figures(1, yes=1)


def test_forgetting_a_person_erases_the_reason_here_and_in_the_history_of_this_meeting_alone(hall: Hall, open_hall):
    other = open_hall()
    for place in (hall, other):
        place.people(1)
        replies.give(ACTOR, hall.now, place.meeting, [Reply(1, "no", "nằm viện")])
    db.session.rollback()
    person = db.session.execute(select(Delegate).where(Delegate.meeting_id == hall.meeting.id)).scalar_one().person
    forget(ACTOR, hall.now, person, hall.sealer)
    kept = {reply.meeting_id: (reply.answer, reply.words) for reply in db.session.execute(select(DelegateReply)).scalars()}
    assert kept == {hall.meeting.id: ("no", ""), other.meeting.id: ("no", "nằm viện")}
    statement = select(AuditEntry.chain).join(AuditDetail, AuditDetail.entry_id == AuditEntry.id)
    left = db.session.execute(statement.where(AuditEntry.act == "delegates.reply")).scalars().all()
    assert left == [str(other.meeting.id)]
    assert [chain.broken_at for chain in verify(db.session())] == [None] * len(verify(db.session()))
