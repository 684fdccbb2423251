"""Whatever happens on the way, the state in the end is the same and true."""

import secrets
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from congress.db import db, transaction
from congress.door import service as door
from congress.door.devices import gates
from congress.door.models import Scan
from congress.door.versions import announce
from congress.meetings.models import Meeting
from congress.rules.admission import Entry
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.test_races import THREADS, all_at_once
from tests.soak import doors

BADGES = 50
ROUNDS = 10
LOT = 10
QUIET = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_eight_threads_with_five_hundred_scans_each_of_the_same_badges_admit_each_once(app: Flask, hall: Hall):
    hall.people(BADGES)
    db.session.rollback()

    def scan_all(thread: int, meeting: Meeting) -> list[tuple[str, str]]:
        mine = Hall(hall.build, hall.sealer, meeting, hall.now, hall.codes)
        order = [(thread * 7 + place) % BADGES + 1 for place in range(BADGES)] * ROUNDS
        lots = [order[first : first + LOT] for first in range(0, len(order), LOT)]
        return [(number, answer.verdict) for lot in lots for number, answer in zip(lot, _report(mine, lot), strict=True)]

    def _report(mine: Hall, lot: list[int]) -> list[door.Answer]:
        return mine.report(*[mine.line(number) for number in lot])

    verdicts = Counter(pair for answers in all_at_once(app, hall.meeting.number, scan_all) for pair in answers)
    repeats = THREADS * ROUNDS - 1
    assert verdicts == {(n, v): times for n in range(1, BADGES + 1) for v, times in (("admitted", 1), ("repeat", repeats))}
    assert hall.inside() == BADGES


def test_a_server_killed_amid_scans_keeps_every_answered_one_and_none_twice(tmp_path: Path):
    assert [line.partition(":")[0] for line in doors.run(tmp_path, kills=5)] == ["5 × SIGKILL amid scans by 4 devices"]


@st.composite
def afternoons(draw: st.DrawFn) -> tuple[list[int], list[list[tuple[int, int, bool]]], list[int]]:
    """(minutes each clock is off; what each device scanned: badge, second, whether out; the order of uploads with repeats)."""
    off = draw(st.lists(st.integers(-300, 300), min_size=3, max_size=3))
    scanned = st.tuples(st.integers(1, 4), st.integers(0, 900), st.booleans())
    scans = [draw(st.lists(scanned, min_size=1, max_size=5)) for _ in range(3)]
    count = sum(map(len, scans))
    order = draw(st.permutations(range(count)))
    return off, scans, [*order, *draw(st.lists(st.integers(0, count - 1), max_size=6))]


@pytest.fixture
def four(hall: Hall) -> Hall:
    hall.people(4)
    gates.track_exits(ACTOR, hall.now, hall.meeting, wanted=True)
    return hall


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@QUIET
@given(afternoons())
def test_three_offline_devices_end_in_the_same_state_whatever_the_order(four: Hall, afternoon):
    off, scans, order = afternoon
    with transaction() as session:
        session.execute(delete(Scan))
        announce(session.connection(), four.meeting.id, 1)
    opened = four.now - timedelta(hours=1)
    lines, expected, newest = [], {}, {}
    for device, found in enumerate(scans):
        for badge, second, out in found:
            at, nonce = opened + timedelta(seconds=second), secrets.token_hex(8)
            clock, way = timedelta(minutes=off[device]), {"direction": "out"} if out else {}
            line = four.line(badge, nonce=nonce, scanned_at=(at + clock).isoformat(), gate=str(device), **way)
            lines.append((device, clock, line))
            entry = (at, nonce, str(device))
            newest[badge] = max(newest.get(badge, (*entry, out)), (*entry, out))
            if not out:
                expected[badge] = min(expected.get(badge, entry), entry)
    answers: dict[str, set[str]] = {}
    for step, place in enumerate(order):
        device, clock, line = lines[place]
        _deliver(four, device, clock, line, four.now + timedelta(seconds=step), answers)
    assert all(len(told) == 1 for told in answers.values())
    assert _state(four) == {badge: Entry(at, gate, nonce) for badge, (at, nonce, gate) in expected.items()}
    assert door.in_hall(four.meeting, four.session) == sum(not newest[badge][-1] for badge in expected)


def _deliver(hall: Hall, device: int, clock: timedelta, line: dict, now: datetime, answers: dict[str, set[str]]) -> None:
    answer = hall.report(line, actor=f"máy {device}", now=now, sent_at=now + clock)[0]
    answers.setdefault(line["nonce"], set()).add(f"{answer.verdict} {answer.at} {answer.facts}")


def _state(hall: Hall) -> dict[int, Entry]:
    """First arrivals by badge number."""
    db.session.rollback()
    numbers = {delegate.id: delegate.number for delegate in hall.people(0)}
    return {numbers[key]: entry for key, entry in door.presence(hall.meeting, hall.session).items()}


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("nonce", "code", "delegate", "undo", "scanned_at", "session", "gate", "how", "reason", "anyway")
LINES = ODD | st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ODD)) | st.fixed_dictionaries(
    {"nonce": st.from_regex(r"[A-Za-z0-9_-]{8,64}", fullmatch=True)}, optional=dict.fromkeys(FIELDS[1:], ODD)
)  # fmt: skip


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@QUIET
@given(st.lists(LINES, min_size=1, max_size=6), st.integers(0, 6))
def test_no_malformed_line_costs_a_good_one(four: Hall, odd, place):
    with transaction() as session:
        session.execute(delete(Scan))
        announce(session.connection(), four.meeting.id, 1)
    batch = list(odd)
    batch.insert(place, four.line(1))
    answers = four.report(*batch)
    assert len(answers) == len(batch)
    assert answers[min(place, len(odd))].verdict in ("admitted", "repeat")
    assert 1 in _state(four)
