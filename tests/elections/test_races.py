"""Several people at the list at the same moment: one is served, the others are told, nothing is half stored."""

import pytest
from sqlalchemy import func, select

from congress.audit import verify
from congress.db import db
from congress.elections import service
from congress.elections.models import Candidate, ListVote
from tests.building import Builder
from tests.elections.scene import Scene, scene
from tests.elections.test_views import VOTE, room
from tests.pressing import Press, all_press, signed_in, statuses, told

OFFICERS = tuple(f"can.bo.{place}" for place in range(1, 5))
FIGURES = VOTE | {"taken_time": "07:00"}


@pytest.fixture
def stage(build: Builder) -> Scene:
    stage = scene(build)
    stage.propose("Lộc Văn Lập", "Hứa Thị Chiêm")
    for login in OFFICERS:
        build.user(login, role="unit_officer", unit=stage.unit)
    return stage


def presses(stage: Scene, rest: str, *forms: dict[str, str]) -> list[Press]:
    """Each officer sends one of the forms, in turn."""
    browsers = signed_in(stage.build.app, OFFICERS)
    return [Press(one, room(stage, rest), forms[place % len(forms)]) for place, one in enumerate(browsers)]


def figures(stage: Scene, **other: str) -> dict[str, str]:
    """The form of the vote as its page gives it now."""
    listing = service.the_list(stage.lower)
    return FIGURES | {"list_digest": listing.digest, "after": str(listing.vote.number if listing.vote else 0)} | other


def whole() -> bool:
    """True when every chain of the history fits."""
    db.session.rollback()
    return all(chain.broken_at is None for chain in verify(db.session()))


def test_four_who_record_the_vote_at_once_record_it_once_and_three_are_told(stage: Scene):
    answers = all_press(presses(stage, "/bieu-quyet", figures(stage)))
    kept = db.session.execute(select(func.count()).select_from(ListVote)).scalar_one()
    assert (statuses(answers), kept, whole()) == ({303: 1, 422: 3}, 1, True)
    assert told(answers).count("vừa ghi lượt biểu quyết số 1") == 3


def test_a_list_changed_while_the_vote_is_recorded_is_not_called_adopted(stage: Scene):
    row = service.candidate(stage.lower, 1)
    away = Press(signed_in(stage.build.app, OFFICERS[:1])[0], room(stage, f"/1/bo?version={row.version}"), {}, room(stage))
    answers = all_press([away, *presses(stage, "/bieu-quyet", figures(stage))[1:2]])
    db.session.rollback()
    listing = service.the_list(stage.lower)
    recorded = answers[1].status_code == 303
    assert (answers[0].status_code, answers[1].status_code in (303, 422)) == (303, True)
    assert (listing.vote is not None, listing.vote_covers, whole()) == (recorded, False, True)


def test_one_name_put_on_the_list_by_four_stands_there_once(stage: Scene):
    person = stage.person("Vi Quang Thuận")
    form = {"people": str(person.id), "standing": "official", "basis": "adopted", "group_code": "leaders"}
    answers = all_press(presses(stage, "/them", form))
    db.session.rollback()
    rows = db.session.execute(select(Candidate.number, Candidate.position).order_by(Candidate.number)).all()
    assert (statuses(answers), [tuple(row) for row in rows]) == ({303: 1, 422: 3}, [(1, 1), (2, 2), (3, 3)])


def test_names_put_on_the_list_at_once_get_places_of_their_own(stage: Scene):
    forms = [
        {"people": str(stage.person(name).id), "standing": "official", "basis": "adopted", "group_code": "leaders"}
        for name in ("Vi Quang Thuận", "Lâm Văn Điệp", "Nông Văn Ba", "Hoàng Thị Tư")
    ]
    answers = all_press(presses(stage, "/them", *forms))
    db.session.rollback()
    rows = db.session.execute(select(Candidate.number, Candidate.position).order_by(Candidate.number)).all()
    assert (statuses(answers), [tuple(row) for row in rows]) == ({303: 4}, [(n, n) for n in range(1, 7)])


def test_seats_typed_by_four_at_once_are_stored_once_and_three_are_told(build: Builder):
    stage = scene(build, seats=None)
    for login in OFFICERS:
        build.user(login, role="unit_officer", unit=stage.unit)
    forms = [{"official": str(n), "reserve": "1", "paper": f"0{n}/KH", "paper_on": "", "version": "0"} for n in range(2, 6)]
    answers = all_press(presses(stage, "/chi-tieu", *forms))
    assert statuses(answers) == {303: 1, 422: 3}
    assert whole()
