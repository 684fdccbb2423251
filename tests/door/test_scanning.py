"""Scans: verdicts, nonces, undo, clocks, bad lines."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, func, select, update

from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.door import badges, register
from congress.door import service as door
from congress.door.models import Scan
from congress.errors import Refused
from congress.meetings import service as meetings
from congress.meetings.models import MeetingSession
from congress.rules.admission import badge_code
from tests.building import ACTOR
from tests.door.conftest import Hall


def set_status(number: int, status: str) -> None:
    with transaction() as session:
        session.execute(update(Delegate).where(Delegate.number == number).values(status=status))


def set_day(hall: Hall, day: date | None) -> None:
    with transaction():
        for place in hall.meeting.sessions:
            place.held_on = day


def stored() -> int:
    return db.session.execute(select(func.count(Scan.id))).scalar_one()


def test_the_first_scan_admits_and_shows_who_it_is(hall: Hall):
    unit = hall.build.unit("Xã Chi Lăng")
    hall.people(1, unit=unit, seat="Hàng A ghế 12", note="Ngồi hàng nhận thưởng")
    answer = hall.scan(1)
    assert (answer.verdict, answer.facts, answer.flags) == ("admitted", {"gate": "Cửa 1"}, ())
    card = answer.card
    assert (card.number, card.name, card.unit, card.seat) == (1, "Nguyễn Văn An", "Xã Chi Lăng", "Hàng A ghế 12")
    assert (card.note, card.group) == ("Ngồi hàng nhận thưởng", hall.meeting.groups[0].name)


def test_the_second_scan_says_when_and_where_the_first_was(hall: Hall):
    hall.people(1)
    hall.scan(1, gate="Cửa 1")
    answer = hall.scan(1, gate="Cửa 2")
    assert (answer.verdict, answer.facts) == ("repeat", {"at": hall.now.isoformat(), "gate": "Cửa 1"})
    assert hall.inside() == 1


def test_the_same_nonce_has_the_same_answer_whatever_happened_since(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    first = hall.report(line)
    set_status(1, "withdrawn")
    later = hall.now + timedelta(minutes=30)
    assert hall.report(line, now=later) == first
    assert stored() == 1


def test_the_same_nonce_twice_in_one_request_is_one_scan(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    assert [answer.verdict for answer in hall.report(line, line)] == ["admitted", "admitted"]
    assert stored() == 1


def test_a_nonce_belongs_to_its_meeting(open_hall):
    here, there = open_hall(), open_hall()
    here.people(1)
    there.people(1)
    assert here.scan(1, nonce="nonce-0001").verdict == "admitted"
    assert there.scan(1, nonce="nonce-0001").verdict == "admitted"


def test_a_badge_of_another_meeting_is_told_apart_and_names_nobody(open_hall):
    here, there = open_hall(), open_hall()
    there.people(1)
    answer = here.scan(code=there.codes[1])
    assert (answer.verdict, answer.card) == ("other_meeting", None)


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (badge_code("1234567890123456789012"), "unknown"),
        ("123456789012345678901200", "foreign"),
        ("https://example.invalid/zalo", "foreign"),
        ("020090001234|123456789|Nguyễn Văn A|01011990|Nam|Chi Lăng|01012021", "foreign"),
        ("1234", "foreign"),
        ("\ud800", "foreign"),
    ],
)
def test_codes_that_are_no_badge_of_ours(hall: Hall, code: str, verdict: str):
    answer = hall.scan(code=code)
    assert (answer.verdict, answer.card) == (verdict, None)


def test_nothing_of_a_foreign_code_is_kept(hall: Hall):
    hall.scan(code="020090001234|Nguyễn Văn A|01011990")
    row = db.session.execute(select(Scan)).scalar_one()
    assert "020090001234" not in str(row.facts)
    assert row.delegate_id is None


def test_a_bad_code_does_not_stop_the_next_good_one(hall: Hall):
    hall.people(2)
    bad = hall.line(code="https://example.invalid")
    answers = hall.report(bad, hall.line(1), hall.line(code="x" * 5000), hall.line(2))
    assert [answer.verdict for answer in answers] == ["foreign", "admitted", "foreign", "admitted"]


@pytest.mark.parametrize(
    ("cause", "verdict", "flags"),
    [("lost", "replaced", ()), ("replaced", "replaced", ()), ("withdrawn", "withdrawn", ("badge_recalled",))],
)
def test_a_dead_badge_says_what_became_of_it(hall: Hall, cause: str, verdict: str, flags: tuple[str, ...]):
    hall.people(1)
    live = badges.history(badges.delegate_of(hall.meeting, 1))[0]
    door.reissue(ACTOR, hall.now, hall.meeting, 1, cause, hall.sealer, seen=live.id, reason="Thử")
    answer = hall.scan(1)
    assert (answer.verdict, answer.flags) == (verdict, flags)
    assert hall.inside() == 0


def test_the_new_badge_opens_where_the_old_one_no_longer_does(hall: Hall):
    hall.people(1)
    old = hall.codes[1]
    live = badges.history(badges.delegate_of(hall.meeting, 1))[0]
    door.reissue(ACTOR, hall.now, hall.meeting, 1, "lost", hall.sealer, seen=live.id, reason="Thử")
    hall.read_codes()
    assert hall.scan(1).verdict == "admitted"
    assert hall.scan(code=old).verdict == "replaced"


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("withdrawn", "withdrawn"), ("replaced", "replaced"), ("nominated", "unknown"), ("summoned", "admitted")],
)
def test_the_delegates_status_decides_before_the_badge(hall: Hall, status: str, verdict: str):
    hall.people(1)
    set_status(1, status)
    assert hall.scan(1).verdict == verdict
    assert hall.scan(delegate="1").verdict == ("repeat" if verdict == "admitted" else verdict)


@pytest.mark.parametrize(("number", "verdict"), [("1", "admitted"), (1, "admitted"), ("001", "admitted"), ("7", "unknown")])
def test_a_badge_number_is_as_good_as_a_code(hall: Hall, number: object, verdict: str):
    hall.people(1)
    assert hall.scan(delegate=number, how="number").verdict == verdict


def test_a_number_does_not_get_round_a_withdrawn_badge(hall: Hall):
    hall.people(1)
    live = badges.history(badges.delegate_of(hall.meeting, 1))[0]
    door.reissue(ACTOR, hall.now, hall.meeting, 1, "withdrawn", hall.sealer, seen=live.id, reason="Thử")
    answer = hall.scan(delegate="1")
    assert (answer.verdict, answer.flags) == ("withdrawn", ("badge_recalled",))


@pytest.mark.parametrize("by", ["code", "number"])
def test_what_was_scanned_before_a_badge_was_taken_away_counts_however_late_it_is_sent(hall: Hall, by: str):
    hall.people(1)
    before = hall.line(1) if by == "code" else hall.line(delegate="1")
    before |= {"scanned_at": (hall.now - timedelta(minutes=20)).isoformat()}
    live = badges.history(badges.delegate_of(hall.meeting, 1))[0]
    door.reissue(ACTOR, hall.now, hall.meeting, 1, "withdrawn", hall.sealer, seen=live.id, reason="Thử")
    assert hall.report(before)[0].verdict == "admitted"


def test_each_session_has_its_own_door(hall: Hall):
    hall.people(1)
    afternoon = {"number": 2, "name": "Phiên chiều", "starts_at": hall.session.starts_at}
    with transaction() as session:
        session.add(MeetingSession(meeting_id=hall.meeting.id, **afternoon))
    db.session.refresh(hall.meeting, ["sessions"])
    assert hall.scan(1, session=1).verdict == "admitted"
    assert hall.scan(1, session="2").verdict == "admitted"
    assert hall.scan(1, session=2).verdict == "repeat"


@pytest.mark.parametrize("session", [9, "xyz", [], {}, 1.5, True])
def test_a_session_the_meeting_has_not_is_said_and_kept(hall: Hall, session: object):
    hall.people(1)
    answer = hall.scan(1, session=session)
    assert (answer.verdict, answer.flags) == ("wrong_session", ("session_unknown",))
    assert answer.facts == {"sessions": ["Phiên chính thức"]}
    assert (hall.inside(), stored()) == (0, 1)


def test_an_undone_scan_counts_no_more_and_the_next_one_admits(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    hall.report(line)
    answer = hall.scan(undo=line["nonce"], reason="Quét nhầm")
    assert (answer.verdict, answer.facts) == ("undone", {"at": hall.now.isoformat(), "gate": "Cửa 1"})
    assert hall.inside() == 0
    assert hall.scan(1).verdict == "admitted"
    kept = db.session.execute(select(Scan.facts).where(Scan.verdict == "undone")).scalar_one()
    assert kept["reason"] == "Quét nhầm"


def test_an_undo_may_come_in_the_same_request(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    answers = hall.report(line, hall.line(undo=line["nonce"]), hall.line(1))
    assert [answer.verdict for answer in answers] == ["admitted", "undone", "admitted"]


def test_a_scan_is_undone_once(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    hall.report(line)
    verdicts = [hall.scan(undo=line["nonce"]) for _ in range(2)]
    assert [(answer.verdict, answer.flags) for answer in verdicts] == [("undone", ()), ("unknown", ("undo_unknown",))]


def test_a_door_takes_back_its_own_scans_only_a_manager_any(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    hall.report(line, actor="cua1")
    assert hall.report(hall.line(undo=line["nonce"]), actor="cua2")[0].verdict == "unknown"
    assert hall.inside() == 1
    assert hall.report(hall.line(undo=line["nonce"]), actor="ban-to-chuc", undo_any=True)[0].verdict == "undone"
    assert hall.inside() == 0


def test_taking_back_the_first_scan_leaves_the_second_one_standing(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    hall.report(line, hall.line(1, gate="Cửa 2"))
    hall.scan(undo=line["nonce"])
    assert [entry.gate for entry in door.presence(hall.meeting, hall.session).values()] == ["Cửa 2"]


def test_an_undo_that_comes_before_its_scan_still_holds(hall: Hall):
    hall.people(1)
    line = hall.line(1)
    hall.scan(undo=line["nonce"])
    hall.report(line)
    assert hall.inside() == 0


def test_first_arrival_is_the_same_in_whatever_order_the_scans_come(hall: Hall):
    hall.people(2)
    early, late = hall.now - timedelta(minutes=9), hall.now - timedelta(minutes=2)
    for number, order in ((1, (early, late)), (2, (late, early))):
        for moment in order:
            hall.scan(number, scanned_at=moment.isoformat())
    assert [entry.at for entry in door.presence(hall.meeting, hall.session).values()] == [early, early]


def test_the_devices_clock_is_corrected_by_its_offset(hall: Hall):
    hall.people(1)
    wrong = timedelta(hours=3)
    line = hall.line(1, scanned_at=(hall.now + wrong - timedelta(minutes=1)).isoformat())
    answer = hall.report(line, sent_at=hall.now + wrong)[0]
    assert answer.flags == ("clock_differs",)
    row = db.session.execute(select(Scan)).scalar_one()
    assert (row.scanned_at, row.received_at) == (hall.now - timedelta(minutes=1), hall.now)
    assert row.facts["offset"] == -3 * 3600


@pytest.mark.parametrize(("held", "stamped"), [(True, "2025-02-27T16:59:00+00:00"), (False, "2025-02-01T00:59:00+00:00")])
def test_a_scan_stamped_before_anybody_could_come_is_no_first_arrival(hall: Hall, held: bool, stamped: str):
    hall.people(1)
    set_day(hall, date(2025, 3, 1) if held else None)
    answer = hall.scan(1, scanned_at=stamped)
    assert (answer.verdict, answer.flags, answer.at) == ("admitted", ("clock",), hall.now)


def test_a_scan_of_the_day_before_delivered_late_keeps_its_moment(hall: Hall):
    hall.people(1)
    set_day(hall, date(2025, 3, 1))
    answer = hall.scan(1, scanned_at="2025-02-27T17:00:00+00:00")
    assert (answer.flags, answer.at) == (("late",), datetime(2025, 2, 27, 17, tzinfo=UTC))


@pytest.mark.parametrize("sent_at", ["2035-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_clock_that_is_years_off_is_not_believed(hall: Hall, sent_at: str):
    hall.people(1)
    answer = hall.report(hall.line(1, scanned_at=sent_at), sent_at=datetime.fromisoformat(sent_at))[0]
    assert (answer.verdict, answer.flags) == ("admitted", ("clock",))
    assert db.session.execute(select(Scan.scanned_at)).scalar_one() == hall.now


UNREADABLE = [None, "", "hôm nay", 5, "2025-03-03T08:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]


@pytest.mark.parametrize("scanned_at", UNREADABLE)
def test_a_scan_without_a_readable_moment_is_taken_as_of_now(hall: Hall, scanned_at: object):
    hall.people(1)
    answer = hall.scan(1, scanned_at=scanned_at)
    assert (answer.verdict, answer.flags) == ("admitted", ("clock",))


def test_a_late_scan_is_taken_and_flagged(hall: Hall):
    hall.people(1)
    answer = hall.scan(1, scanned_at=(hall.now - timedelta(hours=2)).isoformat())
    assert (answer.verdict, answer.flags) == ("admitted", ("late",))


def test_a_malformed_line_never_costs_the_others(hall: Hall):
    hall.people(2)
    lines = [hall.line(1), None, 7, "x", {}, {"nonce": 5}, {"nonce": "ngắn"}, hall.line(code={"a": 1}), hall.line(2)]
    answers = hall.report(*lines)
    assert [answer.verdict for answer in answers] == ["admitted", *["unknown"] * 6, "held_for_review", "admitted"]
    assert [answer.nonce for answer in answers[1:7]] == [None] * 6
    assert answers[7].flags == ("malformed",)
    assert hall.inside() == 2


@pytest.mark.parametrize("number", ["-1", "12345678901", "１２", 10**30, True, 1.0, None, ["1"]])
def test_a_number_that_is_none_is_held_for_review(hall: Hall, number: object):
    assert hall.scan(delegate=number).verdict == "held_for_review"


@pytest.mark.parametrize("gate", ["Cửa\x00 1", "Cửa 1 " + "x" * 500, "\ud800Cửa", 5, None])
def test_odd_gates_are_cleaned_before_they_are_stored(hall: Hall, gate: object):
    hall.people(1)
    assert hall.scan(1, gate=gate).verdict == "admitted"
    kept = db.session.execute(select(Scan.gate)).scalar_one()
    assert len(kept) <= 40
    assert kept.isprintable()


@pytest.mark.parametrize("number", [0, 501])
def test_a_request_holds_1_to_500_scans(hall: Hall, number: int):
    with pytest.raises(Refused) as refused:
        hall.report(*[hall.line(code="x")] * number)
    assert (refused.value.code, stored()) == ("scans_count", 0)


def test_a_batch_costs_the_same_number_of_statements_as_one_scan(hall: Hall, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(register, "QUIET_TURNS", 1)
    hall.people(60)
    engine = db.engine

    def statements(*numbers: int) -> int:
        hall.meeting = meetings.by_number(hall.meeting.number)
        lines = [hall.line(number) for number in numbers]
        seen: list[str] = []

        def note(_conn: object, _cursor: object, text: str, *_rest: object) -> None:
            seen.append(text)

        event.listen(engine, "before_cursor_execute", note)
        try:
            hall.report(*lines)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    costs = [statements(number) for number in (1, 2, 3)]
    assert statements(*range(4, 60)) == costs[-1] == 2
    assert max(costs) <= 8
