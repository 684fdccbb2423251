"""The board: steps in order, the next thing to do, findings of every room."""

from datetime import date

import pytest

from congress.agenda import service as agenda
from congress.agenda import versions
from congress.meetings.service import Answer, by_number, save_answer
from congress.overview import board as boards
from congress.overview import service
from tests.browsing import Browsing
from tests.building import ACTOR, Builder

TODAY = date(2025, 3, 3)


def steps_of(meeting):
    return {step.code: step.state for step in boards.board(by_number(meeting.number), TODAY).steps}


def test_the_first_thing_missing_is_the_next_step(build: Builder):
    meeting = build.meeting(held_on=None)
    steps = boards.board(by_number(meeting.number), TODAY).steps
    assert [(step.code, step.facts["missing"]) for step in steps if step.state == "current"] == [("settings", ["held_on"])]


def test_a_finished_step_hands_over_to_the_next(build: Builder):
    meeting = build.meeting()
    assert (steps_of(meeting)["settings"], steps_of(meeting)["agenda"]) == ("done", "current")


def test_a_published_programme_is_done_and_a_changed_one_is_not(build: Builder):
    meeting = by_number(build.meeting().number)
    agenda.create_standard(ACTOR, build.now, meeting)
    versions.publish(ACTOR, build.now, by_number(meeting.number))
    assert steps_of(meeting)["agenda"] in ("done", "problem")
    agenda.add_item(ACTOR, build.now, by_number(meeting.number), agenda.NewItem("Văn nghệ", 5))
    assert steps_of(meeting)["agenda"] == "current"


def test_a_plain_commendation_meeting_has_no_step_about_seats_or_votes(build: Builder):
    codes = steps_of(build.meeting(elects=False, rule_set="plain"))
    assert not {"allocation", "list", "submission"} & set(codes)


def test_a_plenary_has_no_allocation(build: Builder):
    assert "allocation" not in steps_of(build.meeting(assembly="plenary"))


def test_days_left_are_counted_to_the_day_of_the_meeting(build: Builder):
    assert boards.board(by_number(build.meeting().number), TODAY).days_left == 52


def test_the_dossier_is_due_as_the_committee_counts_its_days(build: Builder):
    number = build.meeting(build.unit()).number

    def due() -> date | None:
        return next(step.due for step in boards.board(by_number(number), TODAY).steps if step.code == "dossier")

    assert due() == date(2025, 4, 9)
    save_answer(ACTOR, build.now, by_number(number), "dossier_counting", Answer("working", "Ban Tổ chức", TODAY))
    assert due() == date(2025, 4, 3)


def test_one_who_prepares_one_meeting_lands_on_its_board(build: Builder, browse: Browsing):
    meeting = build.meeting()
    build.user("btc", role="organizer", meeting=meeting)
    page = browse.sign_in("btc").get("/")
    assert page.one("h1").text.strip() == "Bảng chuẩn bị"
    assert meeting.title in page.text


def test_one_who_prepares_two_meetings_chooses(build: Builder, browse: Browsing):
    first, second = build.meeting(), build.meeting()
    user = build.user("btc", role="organizer", meeting=first)
    build.give(user, "organizer", meeting=second)
    assert browse.sign_in("btc").get("/").one("h1").text.strip() == "Việc của tôi"


@pytest.mark.parametrize(("role", "offered"), [("unit_officer", 1), ("standing_body", 1), ("viewer", 0)])
def test_the_congress_above_is_offered_to_those_who_may_open_it(build: Builder, browse: Browsing, role: str, offered: int):
    district, (commune,) = build.district(1)
    meeting = build.meeting(district)
    build.user("xa", role=role, unit=commune)
    page = browse.sign_in("xa").get("/")
    links = [link for link in page.all("a") if link.attributes.get("href") == f"/hoi-nghi/{meeting.number}"]
    assert len(links) == offered
    browse.get(f"/hoi-nghi/{meeting.number}/dai-bieu", status=200 if offered else 404)


def test_the_lower_board_shows_every_commune_once(build: Builder, browse: Browsing):
    district, communes = build.district(3)
    build.meeting(communes[0], held_on=date(2025, 3, 20))
    build.user("tt", role="standing_body", unit=district)
    page = browse.sign_in("tt").get(f"/don-vi/{district.id}/theo-doi")
    assert [commune.name in page.text for commune in communes] == [True, True, True]
    assert "20/03/2025" in page.text


def test_the_lower_board_counts_what_stands(build: Builder):
    district, communes = build.district(3)
    build.meeting(communes[0], held_on=date(2025, 2, 20), status="held")
    build.meeting(communes[1], held_on=None)
    state = service.lower_board(district, TODAY)
    assert (state.total, state.meetings, state.held, state.undated) == (3, 2, 1, 1)


@pytest.mark.parametrize("page", ["/hoi-nghi/{n}", "/hoi-nghi/{n}/nhat-ky"])
def test_a_stranger_finds_nothing(build: Builder, browse: Browsing, page: str):
    meeting = build.meeting()
    build.user("la", role="organizer", meeting=build.meeting())
    browse.sign_in("la").get(page.format(n=meeting.number), status=404)


def test_the_history_names_who_did_what(build: Builder, browse: Browsing):
    meeting = by_number(build.meeting().number)
    agenda.create_standard(ACTOR, build.now, meeting)
    build.user("btc", role="organizer", meeting=meeting)
    page = browse.sign_in("btc").get(f"/hoi-nghi/{meeting.number}/nhat-ky")
    assert ACTOR in page.text
    assert "Chương trình" in page.text


def test_the_board_costs_the_same_for_few_lower_meetings_and_many(build: Builder, browse: Browsing):
    costs = []
    for count in (2, 12):
        district, communes = build.district(count)
        for commune in communes:
            build.meeting(commune)
        build.user(f"tt{count}", role="standing_body", unit=district)
        costs.append(Browsing(browse.app).sign_in(f"tt{count}").count_queries(f"/don-vi/{district.id}/theo-doi"))
    assert costs[0] == costs[1]
