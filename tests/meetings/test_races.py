"""Several people setting congresses up at once, on real connections."""

from datetime import time

from flask import Flask
from sqlalchemy import func, select

from congress.db import db
from congress.meetings import service
from congress.meetings.models import Meeting, MeetingFunction
from congress.plans import service as plans
from tests.building import ACTOR, Builder
from tests.conftest import NOW, TODAY
from tests.door.test_races import THREADS, all_at_once


def test_all_who_create_for_one_plan_make_one_congress_for_each_body(app: Flask, build: Builder):
    district, communes = build.district(3)
    plan_id, number = build.plan(district).id, build.meeting(district).number
    wishes = [service.Wish(commune.id, "dai_hoi") for commune in communes]
    db.session.rollback()

    def create(_thread: int, _meeting: Meeting) -> int:
        return len(service.create_for_plan(ACTOR, NOW, plans.by_id(plan_id), wishes, TODAY))

    assert sorted(all_at_once(app, number, create)) == [0] * (THREADS - 1) + [3]


def test_congresses_of_different_bodies_created_at_once_have_numbers_of_their_own(app: Flask, build: Builder):
    district, _communes = build.district(1)
    number, units = build.meeting(district).number, [build.unit(f"Xã {place}").id for place in range(THREADS)]
    db.session.rollback()

    def create(thread: int, _meeting: Meeting) -> int:
        return service.create_meeting(ACTOR, NOW, service.NewMeeting(units[thread], "Hội nghị")).number

    assert sorted(all_at_once(app, number, create)) == list(range(number + 1, number + 1 + THREADS))


def test_sessions_added_at_once_have_numbers_of_their_own(app: Flask, build: Builder):
    number = build.meeting().number
    db.session.rollback()

    def add(thread: int, meeting: Meeting) -> int:
        return service.add_session(ACTOR, NOW, meeting, service.NewSession(f"Phiên {thread}", time(13, 30))).number

    assert sorted(all_at_once(app, number, add)) == list(range(2, THREADS + 2))


def test_functions_replaced_at_once_are_named_once(app: Flask, build: Builder):
    number = build.meeting().number
    db.session.rollback()
    all_at_once(app, number, lambda _thread, meeting: service.set_functions(ACTOR, NOW, meeting, {"chair": [("Lê A", "")]}))
    assert db.session.execute(select(func.count()).select_from(MeetingFunction)).scalar_one() == 1
