"""Buttons of the way up pressed by several people at the same moment, through the pages."""

import pytest
from sqlalchemy import func, select

from congress.audit import AuditEntry, verify
from congress.db import db
from congress.delegates.models import Delegate
from congress.submissions.models import Submission
from tests.building import Builder
from tests.elections.scene import Scene
from tests.pressing import Press, all_press, signed_in, statuses, told
from tests.submissions.test_views import inside, out, ready, received, sent, version_of

PEOPLE = tuple(f"nguoi.{place}" for place in range(1, 5))


@pytest.fixture
def below(build: Builder) -> Scene:
    stage = ready(build)
    for login in PEOPLE:
        build.user(login, role="unit_officer", unit=stage.unit)
    return stage


def above(stage: Scene) -> Scene:
    """The same stage with those who answer above."""
    for login in PEOPLE:
        stage.build.user(login, role="standing_body", unit=stage.higher.unit)
    return stage


def count(table: type) -> int:
    db.session.rollback()
    assert [chain for chain in verify(db.session()) if chain.broken_at is not None] == []
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def acts(name: str) -> int:
    """How many lines the history holds about this act: one in each of both meetings."""
    return db.session.execute(select(func.count()).select_from(AuditEntry).where(AuditEntry.act == name)).scalar_one()


def test_four_who_send_the_list_at_once_send_one_version(below: Scene):
    browsers = signed_in(below.build.app, PEOPLE)
    page = browsers[0].get(out(below))
    form = {"seen": page.hidden("seen"), "fingerprint": page.hidden("fingerprint")}
    answers = all_press([Press(one, out(below, "/gui"), form, out(below)) for one in browsers])
    assert (statuses(answers), count(Submission), acts("submissions.send")) == ({303: 1, 422: 3}, 1, 2)
    assert told(answers).count("đã gửi bản số 1") == 3


def test_four_who_accept_the_list_at_once_take_its_people_in_once(build: Builder):
    stage = above(received(build))
    browsers = signed_in(stage.build.app, PEOPLE)
    form = {"nhan-version": version_of(stage), "nhan-remarks": "Đồng ý"}
    answers = all_press([Press(one, inside(stage, "/chap-nhan"), form, inside(stage)) for one in browsers])
    assert (statuses(answers), count(Delegate), acts("submissions.accept")) == ({303: 1, 422: 3}, 3, 2)


def test_two_who_accept_and_two_who_return_at_once_leave_one_answer(build: Builder):
    stage = above(received(build))
    browsers, seen = signed_in(stage.build.app, PEOPLE), version_of(stage)
    accept = [Press(one, inside(stage, "/chap-nhan"), {"nhan-version": seen}, inside(stage)) for one in browsers[:2]]
    back = [
        Press(one, inside(stage, "/tra-lai"), {"version": seen, "remarks": "Sửa lại."}, inside(stage)) for one in browsers[2:]
    ]
    answers = all_press([*accept, *back])
    accepted = any(answer.status_code == 303 for answer in answers[:2])
    assert (statuses(answers), count(Delegate)) == ({303: 1, 422: 3}, 3 if accepted else 0)
    assert acts("submissions.accept") + acts("submissions.return") == 2


def test_four_who_confirm_that_the_list_came_in_confirm_it_once(build: Builder):
    stage = above(sent(build))
    browsers = signed_in(stage.build.app, PEOPLE)
    form = {"version": version_of(stage)}
    answers = all_press([Press(one, inside(stage, "/tiep-nhan"), form, inside(stage)) for one in browsers])
    assert statuses(answers) == {303: 4}
    assert (count(Submission), acts("submissions.receive")) == (1, 2)
    pages = [one.get(inside(stage)).text for one in browsers]
    assert sum("Đã tiếp nhận danh sách." in page for page in pages) == 1
