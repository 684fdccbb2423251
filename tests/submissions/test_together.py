"""Two people at the same moment, in two threads, each with a session of their own: one is served, the other is told."""

from collections.abc import Callable
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import func, select

from congress.db import db, retried
from congress.delegates.models import Delegate
from congress.errors import Refused
from congress.meetings.service import by_number
from congress.submissions import service
from tests.building import ACTOR, Builder
from tests.elections.scene import scene


def together(app: Flask, *calls: Callable[[], object]) -> list[str]:
    """What became of each call: 'done' or the code it was refused with, sorted."""
    start, results = Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                retried(call)
                results.append("done")
            except Refused as refusal:
                results.append(refusal.code)
            finally:
                db.session.remove()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def test_two_who_send_at_once_make_one_version(app: Flask, build: Builder):
    stage = scene(build)
    stage.ready()
    number, draft = stage.lower.number, service.draft(stage.lower)
    seen = draft.number, draft.fingerprint
    db.session.remove()
    results = together(app, *[lambda: service.send(ACTOR, build.now, by_number(number), *seen)] * 2)
    assert results == ["done", "submission_sent_already"]
    assert len(service.versions(by_number(number))) == 1


def test_accepting_and_returning_at_once_leave_one_answer(app: Flask, build: Builder):
    stage = scene(build)
    stage.ready()
    service.send(ACTOR, build.now, stage.lower)
    service.receive(ACTOR, build.now, stage.higher, stage.lower.number, 1, 1)
    higher, lower = stage.higher.number, stage.lower.number
    db.session.remove()
    results = together(
        app,
        lambda: service.accept("một", build.now, by_number(higher), lower, 1, 2),
        lambda: service.return_with_remarks("hai", build.now, by_number(higher), lower, 1, 2, "Sửa lại."),
    )
    status = service.incoming(by_number(higher), lower, 1).status
    count = db.session.execute(select(func.count()).select_from(Delegate)).scalar_one()
    assert results == ["done", f"submission_is_{status}"]
    assert count == (3 if status == "accepted" else 0)
