"""transaction(): one commit, joined when nested, nothing half stored, the write lock before the read."""

import threading
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import func, select

from congress.accounts.models import User
from congress.db import db, expect_version, transaction, uuid7
from congress.errors import Refused
from congress.units.models import Unit
from congress.units.service import by_id
from tests.building import Builder

MOMENT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def new_user(login: str) -> User:
    return User(login=login, display_name=login, password_hash="x", created_at=MOMENT)


def count_users() -> int:
    return db.session.execute(select(func.count()).select_from(User)).scalar_one()


def test_keys_are_version_seven_and_grow_with_time():
    first, second = uuid7(), uuid7()
    assert (first.version, first.variant) == (7, uuid.RFC_4122)
    assert first.int >> 80 <= second.int >> 80


def test_an_error_inside_leaves_nothing_behind(app: Flask):
    with pytest.raises(ValueError, match="giữa chừng"), transaction() as session:
        session.add(new_user("a"))
        session.flush()
        raise ValueError("giữa chừng")
    assert count_users() == 0


def test_an_inner_transaction_ends_with_the_outer_one(app: Flask):
    with pytest.raises(ValueError, match="sau"), transaction() as outer:
        with transaction() as inner:
            inner.add(new_user("a"))
        outer.add(new_user("b"))
        raise ValueError("sau")
    assert count_users() == 0


def test_changes_made_outside_are_refused(app: Flask):
    db.session.add(new_user("a"))
    with pytest.raises(RuntimeError), transaction():
        pass
    db.session.rollback()


def test_moments_come_back_aware_and_in_utc(app: Flask):
    hanoi = datetime(2025, 3, 3, 8, 0, tzinfo=timezone(timedelta(hours=7)))
    with transaction() as session:
        user = new_user("a")
        user.created_at = hanoi
        session.add(user)
    db.session.expire_all()
    assert db.session.execute(select(User)).scalar_one().created_at == hanoi
    assert db.session.execute(select(User)).scalar_one().created_at.tzinfo is UTC


def test_a_naive_moment_is_a_programming_error(app: Flask):
    with pytest.raises(Exception, match="aware"), transaction() as session:
        user = new_user("a")
        user.created_at = datetime(2025, 3, 3)  # noqa: DTZ001
        session.add(user)


def test_the_second_of_two_editors_is_told(build: Builder):
    unit = build.unit()
    seen = unit.version
    with transaction():
        by_id(unit.id).name = "Xã Đổi Tên"
    with pytest.raises(Refused) as refusal:
        expect_version(by_id(unit.id), seen)
    assert refusal.value.code == "stale"


def test_threads_that_read_and_then_write_lose_no_update(app: Flask, build: Builder):
    unit = build.unit()
    unit_id, rounds = unit.id, 10
    db.session.remove()

    def work() -> None:
        with app.app_context():
            for _ in range(rounds):
                with transaction() as session:
                    row = session.execute(select(Unit).where(Unit.id == unit_id).with_for_update()).scalar_one()
                    row.position += 1
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    start = 1
    assert by_id(unit_id).position == start + 4 * rounds
