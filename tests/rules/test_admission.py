from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.admission import (
    Decision,
    Entry,
    Standing,
    badge_code,
    check_digits,
    code_digest,
    corrected_time,
    decide,
    first_entry,
    is_badge_code,
    last_exit,
    open_to,
    undo,
)

CODES = st.text("0123456789", min_size=22, max_size=22).map(badge_code)
AT = datetime(2025, 3, 14, 0, 42, tzinfo=UTC)
LIVE = Standing("live")
EARLIER = Entry(AT, "cửa 1", "n1")


def verdict(standing=LIVE, entries=(), session="s1", gate="cửa 1", **more):
    return decide(standing, entries, session=session, gate=gate, **more)


def test_check_digits_follow_the_standard():
    """ISO 7064 MOD 97-10: 794 has the check digits 44 (the example of the standard)."""
    assert check_digits("794") == "44"


def test_a_code_keeps_its_digits_and_adds_two():
    assert badge_code("0" * 22) == "0" * 22 + "98"
    assert len(badge_code("1" * 22)) == 24


@pytest.mark.parametrize("digits", ["", "1" * 21, "1" * 23, "1" * 21 + "x", "1" * 21 + "٣"])
def test_a_code_is_made_of_22_digits_only(digits):
    with pytest.raises(ValueError, match="22 digits"):
        badge_code(digits)


@pytest.mark.parametrize("text", ["", "https://example.org", "1" * 22, "1" * 24, "٣" * 24])
def test_a_foreign_text_is_no_code(text):
    assert is_badge_code(text) is False


@given(CODES, st.integers(0, 23), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(code, place, shift):
    wrong = str((int(code[place]) + shift) % 10)
    assert is_badge_code(code) is True
    assert is_badge_code(code[:place] + wrong + code[place + 1 :]) is False


@given(CODES, st.integers(0, 22))
def test_two_neighbours_exchanged_are_noticed(code, place):
    turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_badge_code(turned) is (turned == code)


def test_look_ups_hold_twelve_bytes_of_the_digest():
    assert code_digest("1" * 24) == sha256(b"1" * 24).digest()[:12]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (verdict(), Decision("admitted", {"gate": "cửa 1"})),
        (verdict(entries=[EARLIER], gate="cửa 2"), Decision("repeat", {"at": AT.isoformat(), "gate": "cửa 1"})),
        (verdict(Standing("live", gates=frozenset({"cửa 2", "cửa 3"}))), Decision("wrong_gate", {"gates": ("cửa 2", "cửa 3")})),
        (verdict(Standing("live", gates=frozenset({"cửa 1"}))), Decision("admitted", {"gate": "cửa 1"})),
        (verdict(Standing("live", sessions=frozenset({"s2"}))), Decision("wrong_session", {"sessions": ("s2",)})),
        (verdict(Standing("live", sessions=frozenset({"s1"}))), Decision("admitted", {"gate": "cửa 1"})),
        (verdict(Standing("live", here=False)), Decision("other_meeting", {})),
        (verdict(Standing("withdrawn")), Decision("withdrawn", {"by": ""})),
        (verdict(Standing("replaced", by="Lý Thị Hoa")), Decision("replaced", {"by": "Lý Thị Hoa"})),
        (verdict(None), Decision("unknown", {})),
        (verdict(None, is_code=False), Decision("foreign", {})),
        (verdict(trusted=False), Decision("held_for_review", {"gate": "cửa 1"})),
    ],
)
def test_each_standing_has_its_verdict(decision, expected):
    assert decision == expected


def test_a_badge_already_in_is_a_repeat_even_at_a_wrong_gate():
    standing = Standing("live", gates=frozenset({"cửa 1"}))
    assert verdict(standing, [EARLIER], gate="cửa 9").verdict == "repeat"


def test_who_came_to_a_wrong_gate_before_the_first_arrival_was_not_in_yet():
    standing = Standing("live", gates=frozenset({"cửa 1"}))
    before = AT - timedelta(minutes=1)
    assert verdict(standing, [EARLIER], gate="cửa 9", at=before).verdict == "wrong_gate"
    assert verdict(standing, [EARLIER], gate="cửa 1", at=before).verdict == "repeat"


OUT = Entry(AT + timedelta(minutes=20), "cửa 2", "n2")
BACK = Entry(AT + timedelta(minutes=40), "cửa 1", "n3")


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (verdict(entries=[EARLIER], leaving=True), Decision("left", {"gate": "cửa 1"})),
        (verdict(Standing("live", gates=frozenset({"cửa 2"})), leaving=True), Decision("left", {"gate": "cửa 1"})),
        (verdict(Standing("withdrawn"), leaving=True), Decision("withdrawn", {"by": ""})),
        (verdict(entries=[EARLIER], exits=[OUT]), Decision("returned", {"at": OUT.at.isoformat(), "gate": "cửa 2"})),
        (verdict(entries=[EARLIER], exits=[OUT], at=AT), Decision("repeat", {"at": AT.isoformat(), "gate": "cửa 1"})),
        (verdict(entries=[BACK, EARLIER], exits=[OUT]).verdict, "repeat"),
        (verdict(exits=[OUT]).verdict, "admitted"),
        (verdict(Standing("live", gates=frozenset({"cửa 2"})), [EARLIER], exits=[OUT]).verdict, "wrong_gate"),
    ],
)
def test_who_goes_out_is_told_so_and_comes_in_again(decision, expected):
    assert decision == expected


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=8), st.randoms())
def test_whether_somebody_is_out_does_not_depend_on_the_order_of_delivery(passages, chance):
    made = [(out, Entry(AT + timedelta(minutes=minute), "cửa", f"n{place}")) for place, (out, minute) in enumerate(passages)]
    newest = max(made, key=lambda passage: passage[1].order, default=(False, None))
    chance.shuffle(made)
    found = last_exit([one for out, one in made if not out], [one for out, one in made if out])
    assert found == (newest[1] if newest[0] else None)


@given(st.permutations([Entry(AT + timedelta(minutes=minute), f"cửa {minute}", f"n{minute}") for minute in (0, 3, 3, 7)]))
def test_the_first_arrival_does_not_depend_on_the_order_of_delivery(entries):
    assert first_entry(entries) == Entry(AT, "cửa 0", "n0")


def test_equal_moments_are_told_apart_by_nonce():
    assert first_entry([Entry(AT, "cửa 2", "b"), Entry(AT, "cửa 1", "a")]).gate == "cửa 1"
    assert first_entry([]) is None


def test_taking_a_scan_back_says_what_it_was():
    assert undo(EARLIER) == Decision("undone", {"at": AT.isoformat(), "gate": "cửa 1"})
    assert undo(None) == Decision("unknown", {})


@pytest.mark.parametrize(
    ("scanned", "sent", "received", "corrected"),
    [
        (0, 5, 5, (0, False)),
        (0, 5, 15, (10, False)),
        (10, 5, 5, (5, False)),
        (0, 0, 721, (721, True)),
        (0, 0, 720, (720, False)),
        (721, 721, 0, (0, True)),
    ],
)
def test_a_device_clock_is_corrected_by_its_offset(scanned, sent, received, corrected):
    def moment(minutes):
        return AT + timedelta(minutes=minutes)

    minutes, flagged = corrected
    assert corrected_time(moment(scanned), moment(sent), moment(received)) == (moment(minutes), flagged)


@pytest.mark.parametrize(
    ("scanned", "earliest", "corrected"),
    [
        (-721, -720, (0, True)),
        (-720, -720, (-720, False)),
        (-721, -721, (-721, False)),
        (-600, -10, (-600, False)),
        (-5_000_000, -720, (0, True)),
    ],
)
def test_a_late_scan_from_before_anybody_could_come_is_of_now(scanned, earliest, corrected):
    def moment(minutes):
        return AT + timedelta(minutes=minutes)

    minutes, flagged = corrected
    assert corrected_time(moment(scanned), AT, AT, moment(earliest)) == (moment(minutes), flagged)


@pytest.mark.parametrize(
    ("kept_for", "keys", "open_places"),
    [
        ({"cửa 1": set(), "cửa 2": set()}, {"farmers"}, set()),
        ({"cửa 1": {"farmers"}, "cửa 2": {"workers"}}, {"farmers", "Xã Y Tịch"}, {"cửa 1"}),
        ({"cửa 1": {"farmers"}, "cửa 2": set()}, {"workers"}, {"cửa 2"}),
        ({"cửa 1": {"farmers"}, "cửa 2": {"Xã Y Tịch"}}, {"farmers", "Xã Y Tịch"}, set()),
        ({"cửa 1": {"farmers"}}, {"workers"}, set()),
        ({}, {"workers"}, set()),
    ],
)
def test_a_place_kept_for_some_is_open_to_them_alone_and_whom_none_is_kept_for_may_use_all(kept_for, keys, open_places):
    places = {name: frozenset(some) for name, some in kept_for.items()}
    assert open_to(places, frozenset(keys)) == open_places


def test_said_why_somebody_is_let_in_at_a_gate_and_session_that_are_not_theirs():
    elsewhere = Standing("live", sessions=frozenset({"s2"}), gates=frozenset({"cửa 2"}))
    assert verdict(elsewhere, anyway=True) == Decision("admitted", {"gate": "cửa 1"})
    assert verdict(Standing("withdrawn"), anyway=True).verdict == "withdrawn"
