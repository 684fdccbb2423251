"""Badges: one live code per delegate, kept when printed again, killed only by a reissue."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from congress.audit import AuditEntry
from congress.db import db
from congress.door import badges
from congress.door import service as door
from congress.door.badges import Wanted
from congress.door.models import Badge
from congress.errors import NotFound, Refused
from congress.people.sealing import SealBroken
from congress.rules.admission import code_digest, is_badge_code
from tests.building import ACTOR
from tests.door.conftest import Hall


def acts(hall: Hall) -> list[str]:
    statement = select(AuditEntry.act).where(AuditEntry.chain == str(hall.meeting.id)).order_by(AuditEntry.position)
    return list(db.session.execute(statement).scalars())


def reissue(hall: Hall, number: int, cause: str = "lost", **fields: object) -> Badge | None:
    live = [badge for badge in badges.history(badges.delegate_of(hall.meeting, number)) if badge.died_at is None]
    fields = {"seen": live[0].id if live else None, "reason": "Để quên ở nhà"} | fields
    return door.reissue(ACTOR, hall.now, hall.meeting, number, cause, hall.sealer, **fields)


def test_every_approved_or_summoned_attendee_gets_one_valid_code(hall: Hall):
    hall.people(1, status="approved")
    hall.people(1, status="summoned", kind="guest", start=2)
    hall.people(1, status="approved", kind="non_delegate", start=3)
    hall.people(1, status="nominated", start=4)
    hall.people(1, status="withdrawn", start=5)
    assert sorted(hall.codes) == [1, 2, 3]
    assert all(is_badge_code(code) for code in hall.codes.values())
    assert len(set(hall.codes.values())) == 3


def test_a_code_is_stored_sealed_and_bound_to_its_row(hall: Hall):
    hall.people(2)
    first, second = db.session.execute(select(Badge).order_by(Badge.id)).scalars()
    code = hall.sealer.open(first.id, first.code_sealed)
    assert code_digest(code.decode()) == first.code_digest
    assert len(first.code_digest) == 12
    assert code not in first.code_sealed
    with pytest.raises(SealBroken):
        hall.sealer.open(second.id, first.code_sealed)


def test_issuing_again_keeps_every_code_and_records_nothing(hall: Hall):
    hall.people(3)
    before = dict(hall.codes)
    assert door.issue_badges(ACTOR, hall.now, hall.meeting, hall.sealer) == 0
    hall.read_codes()
    assert hall.codes == before
    assert acts(hall).count("badges.issue") == 1


def test_issuing_costs_the_same_number_of_statements_for_many(hall: Hall):
    hall.people(300, status="nominated")
    assert hall.codes == {}
    seen: list[str] = []
    engine = db.engine
    with engine.begin() as connection:
        connection.execute(db.text("UPDATE delegate SET status = 'approved'"))

    def note(_conn: object, _cursor: object, text: str, *_rest: object) -> None:
        seen.append(text)

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert door.issue_badges(ACTOR, hall.now, hall.meeting, hall.sealer) == 300
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len([text for text in seen if "INSERT INTO badge" in text]) == 1
    assert len(seen) < 15


def test_reissue_kills_the_old_code_and_makes_a_new_one(hall: Hall):
    hall.people(1)
    old = hall.codes[1]
    assert reissue(hall, 1).died_at is None
    hall.read_codes()
    assert hall.codes[1] != old
    newest, oldest = badges.history(badges.delegate_of(hall.meeting, 1))
    assert (newest.died_at, newest.cause) == (None, "")
    assert (oldest.died_at, oldest.cause) == (hall.now, "lost")
    assert "badges.reissue" in acts(hall)


@pytest.mark.parametrize("cause", ["lost", "withdrawn"])
def test_what_a_door_scanned_before_a_badge_died_counts_when_it_is_sent_later(hall: Hall, cause: str):
    hall.people(1)
    before, after = hall.line(1), hall.line(1, scanned_at=(hall.now + timedelta(minutes=7)).isoformat())
    died = hall.now + timedelta(minutes=5)
    live = badges.history(badges.delegate_of(hall.meeting, 1))[0]
    door.reissue(ACTOR, died, hall.meeting, 1, cause, hall.sealer, seen=live.id, reason="Theo đề nghị")
    sent = hall.now + timedelta(minutes=9)
    dead = {"lost": "replaced", "withdrawn": "withdrawn"}[cause]
    assert [answer.verdict for answer in hall.report(before, after, now=sent)] == ["admitted", dead]
    assert hall.inside() == 1


def test_a_withdrawn_badge_is_not_given_out_again_until_it_is_reissued(hall: Hall):
    hall.people(1)
    assert reissue(hall, 1, "withdrawn") is None
    assert door.issue_badges(ACTOR, hall.now, hall.meeting, hall.sealer) == 0
    assert reissue(hall, 1, "replaced") is not None


def test_the_second_of_two_reissues_of_one_badge_is_told(hall: Hall):
    hall.people(1)
    seen = badges.history(badges.delegate_of(hall.meeting, 1))[0].id
    reissue(hall, 1, seen=seen)
    with pytest.raises(Refused) as refused:
        reissue(hall, 1, seen=seen)
    assert refused.value.code == "stale"


@pytest.mark.parametrize(
    ("fields", "code"), [({"cause": "stolen"}, "badge_cause_unknown"), ({"reason": ""}, "badge_reason_missing")]
)
def test_reissue_asks_a_known_cause_and_a_reason(hall: Hall, fields: dict[str, str], code: str):
    hall.people(1)
    with pytest.raises(Refused) as refused:
        reissue(hall, 1, **fields)
    assert refused.value.code == code


def test_nobody_who_is_not_coming_gets_a_new_badge(hall: Hall):
    hall.people(1, status="withdrawn")
    with pytest.raises(Refused) as refused:
        reissue(hall, 1, seen=None)
    assert refused.value.code == "badge_not_entitled"


def test_reissue_of_a_number_of_nobody_is_not_found(hall: Hall):
    with pytest.raises(NotFound):
        door.reissue(ACTOR, hall.now, hall.meeting, 9, "lost", hall.sealer, reason="x")


def test_badges_come_in_table_order_by_unit_then_given_name(hall: Hall):
    hall.people(2, unit=hall.build.unit("Xã Y Tịch"))
    hall.people(2, unit=hall.build.unit("Xã Bắc Thủy"), start=3)
    order = [(face.unit, face.name) for face in badges.faces(hall.meeting, Wanted(), hall.sealer)]
    assert order == [
        ("Xã Bắc Thủy", "Hoàng Đình Cường"),
        ("Xã Bắc Thủy", "Lê Hòa"),
        ("Xã Y Tịch", "Nguyễn Văn An"),
        ("Xã Y Tịch", "Trần Thị Bình"),
    ]


def test_printing_makes_what_is_missing_and_then_only_changed_ones_remain_new(hall: Hall):
    hall.people(2)
    assert len(door.print_badges(ACTOR, hall.now, hall.meeting, Wanted(), hall.sealer)) == 2
    hall.people(1, start=3)
    assert [f.number for f in door.print_badges(ACTOR, hall.now, hall.meeting, Wanted(only_changed=True), hall.sealer)] == [3]
    figures = door.totals(hall.meeting)
    assert (figures.entitled, figures.live, figures.printed, figures.printed_at) == (3, 3, 3, hall.now)
    with pytest.raises(Refused) as refused:
        door.print_badges(ACTOR, hall.now, hall.meeting, Wanted(only_changed=True), hall.sealer)
    assert refused.value.code == "badges_none"


def test_opening_badges_once_more_marks_nothing_but_is_recorded(hall: Hall):
    hall.people(2)
    assert len(door.open_badges(ACTOR, hall.now, hall.meeting, Wanted(number=2), hall.sealer)) == 1
    assert door.totals(hall.meeting).printed == 0
    assert acts(hall)[-1] == "badges.open"


def test_findings_name_missing_and_unprinted_badges_until_the_day_is_over(hall: Hall):
    hall.people(2)
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(db.text("DELETE FROM badge WHERE delegate_id = (SELECT id FROM delegate WHERE number = 1)"))
    day = hall.meeting.held_on
    found = [(f.code, f.weight, dict(f.facts)) for f in door.findings(hall.meeting, day)]
    assert found == [
        ("badges_missing", "info", {"missing": 1, "entitled": 2}),
        ("badges_not_printed", "info", {"waiting": 1, "badges": 1}),
    ]
    assert door.findings(hall.meeting, day.replace(year=day.year + 1)) == []
