"""The history: chained, provable, forgetful of values but never of acts."""

from datetime import datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from congress import audit
from congress.audit import AuditDetail, AuditEntry, AuditHead, verify
from congress.db import db, transaction
from tests.building import ACTOR, Builder


def chain_of(name: str) -> audit.Verification:
    return next(found for found in verify(db.session()) if found.chain == name)


def test_every_act_is_chained_to_the_one_before(build: Builder):
    build.unit()
    build.unit()
    entries = db.session.execute(select(AuditEntry).order_by(AuditEntry.position)).scalars().all()[-2:]
    assert entries[1].previous == entries[0].hash
    assert chain_of(audit.INSTALLATION).broken_at is None


def test_an_act_outside_a_transaction_is_refused(app: Flask, build: Builder):
    with pytest.raises(RuntimeError):
        audit.record(db.session(), at=build.now, actor=ACTOR, act="x", subject="y")


def test_a_changed_value_breaks_the_chain_at_its_place(build: Builder):
    build.unit()
    with transaction() as session:
        last = session.execute(select(AuditEntry).order_by(AuditEntry.position.desc())).scalars().first()
        session.execute(update(AuditDetail).where(AuditDetail.entry_id == last.id).values(details={"names": ["khác"]}))
        position = last.position
    assert chain_of(audit.INSTALLATION).broken_at == position


def test_a_cut_tail_is_noticed(build: Builder):
    build.unit()
    with transaction() as session:
        last = session.execute(select(AuditEntry).order_by(AuditEntry.position.desc())).scalars().first()
        length = last.position
        session.execute(delete(AuditDetail).where(AuditDetail.entry_id == last.id))
        session.execute(delete(AuditEntry).where(AuditEntry.id == last.id))
    assert chain_of(audit.INSTALLATION).broken_at == length


def test_a_forgotten_value_is_forgotten_and_not_broken(build: Builder):
    build.unit()
    with transaction() as session:
        last = session.execute(select(AuditEntry).order_by(AuditEntry.position.desc())).scalars().first()
        session.execute(delete(AuditDetail).where(AuditDetail.entry_id == last.id))
    assert (chain_of(audit.INSTALLATION).broken_at, chain_of(audit.INSTALLATION).forgotten) == (None, 1)


def test_the_zone_of_the_clock_does_not_change_the_hash(app: Flask):
    hanoi = datetime(2025, 3, 3, 8, 0, tzinfo=timezone(timedelta(hours=7)))
    with transaction() as session:
        audit.record(session, at=hanoi, actor=ACTOR, act="x", subject="y")
    db.session.expire_all()
    assert chain_of(audit.INSTALLATION).broken_at is None


def test_nothing_is_recorded_when_the_act_fails(app: Flask, build: Builder):
    before = db.session.execute(select(AuditHead.length)).scalar()
    with pytest.raises(ValueError, match="hỏng"), transaction() as session:
        audit.record(session, at=build.now, actor=ACTOR, act="x", subject="y")
        raise ValueError("hỏng")
    assert db.session.execute(select(AuditHead.length)).scalar() == before
