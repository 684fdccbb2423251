"""A form that was kept and sent again is done once, however often its button is pressed."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.test import TestResponse

from congress.agenda import views as agenda_views
from congress.agenda.models import AgendaItem
from congress.db import db
from congress.web.again import KEYS_KEPT, Sendings
from tests.browsing import Browsing, Page
from tests.building import Builder
from tests.pressing import Press, all_press, statuses

TYPED = {"source": "", "title": "Hát then, đàn tính", "minutes": "7", "place": ""}


@pytest.fixture
def room(build: Builder) -> str:
    """The programme of a meeting whose organizer has an account."""
    meeting = build.meeting()
    build.user("btc", role="organizer", meeting=meeting)
    return f"/hoi-nghi/{meeting.number}/chuong-trinh"


def fields(answer: TestResponse) -> dict[str, str]:
    """What the kept page sends, the protection left out."""
    page = Page(answer.get_data(as_text=True))
    hidden = {e.attributes["name"]: e.attributes["value"] for e in page.all("input", type="hidden")}
    typed = {e.attributes["name"]: e.text.strip("\n") for e in page.all("textarea")}
    return {name: value for name, value in (hidden | typed).items() if name != "csrf_token"}


def kept(app: Flask, room: str, **typed: str) -> dict[str, str]:
    """The form of the page that says the session has ended."""
    headers = {"Referer": f"http://localhost{room}?sau=1"}
    answer = Browsing(app).client.post(f"{room}/them", data=TYPED | typed, headers=headers)
    assert "Gửi lại" in answer.get_data(as_text=True)
    return fields(answer)


def items() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(AgendaItem)).scalar_one()


def test_pressing_twice_adds_one_item_and_says_so(app: Flask, browse: Browsing, room: str):
    form = kept(app, room)
    browse.sign_in("btc")
    first, second = (browse.post(f"{room}/them", form) for _ in range(2))
    assert (first.status_code, second.status_code, first.location == second.location, items()) == (303, 303, True, 1)
    assert "đã được lưu ở lần bấm trước" in browse.get(room).text


def test_pressing_twice_at_the_same_moment_adds_one_item(app: Flask, browse: Browsing, room: str):
    form = kept(app, room)
    browse.sign_in("btc")
    answers = all_press([Press(browse, f"{room}/them", form) for _ in range(4)])
    assert (statuses(answers), len({answer.location for answer in answers}), items()) == ({303: 4}, 1, 1)


def test_what_could_not_be_taken_is_shown_again_at_every_press(app: Flask, browse: Browsing, room: str):
    form = kept(app, room, minutes="năm")
    browse.sign_in("btc")
    answers = [browse.post(f"{room}/them", form) for _ in range(2)]
    assert [(answer.status_code, TYPED["title"] in answer.get_data(as_text=True)) for answer in answers] == [(422, True)] * 2


def test_two_kept_forms_with_the_same_words_are_two_items(app: Flask, browse: Browsing, room: str):
    forms = kept(app, room), kept(app, room)
    browse.sign_in("btc")
    assert [browse.post(f"{room}/them", form).status_code for form in forms] == [303, 303]
    assert items() == 2


def test_a_form_that_was_kept_twice_still_knows_its_page_and_is_done_once(app: Flask, browse: Browsing, room: str):
    form = kept(app, room)
    again = fields(Browsing(app).client.post(f"{room}/them", data=form, headers={"Referer": f"http://localhost{room}/them"}))
    assert (again["came_from"], again["sent_again"] != form["sent_again"], again["title"]) == (
        f"{room}?sau=1",
        True,
        TYPED["title"],
    )
    browse.sign_in("btc")
    assert [browse.post(f"{room}/them", again).status_code for _ in range(2)] == [303, 303]
    assert items() == 1


def test_a_refusal_leads_to_the_page_the_form_stood_on(
    app: Flask, browse: Browsing, room: str, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_args: object, **_values: object) -> None:
        raise StaleDataError

    form = kept(app, room)
    browse.sign_in("btc")
    monkeypatch.setattr(agenda_views.service, "add_item", fail)
    answers = [browse.post(f"{room}/them", form) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"{room}?sau=1"] * 2
    monkeypatch.undo()
    assert (browse.post(f"{room}/them", form).status_code, items()) == (303, 1)


def test_the_oldest_keys_are_forgotten():
    known = Sendings()
    first = known.of("0")
    for place in range(1, KEYS_KEPT + 1):
        known.of(str(place))
    assert (known.of(str(KEYS_KEPT)) is known.of(str(KEYS_KEPT)), known.of("0") is first) == (True, False)
