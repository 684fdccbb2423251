"""The demonstration holds what its scenario tells, built through the services, once."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from congress import create_app, demo
from congress.accounts import service as accounts
from congress.allocation import service as allocation
from congress.audit import verify
from congress.config import Settings
from congress.db import db
from congress.delegates.models import Delegate
from congress.demo.signins import PASSWORD, SIGNINS
from congress.door import presence
from congress.door.models import Scan
from congress.meetings.models import Meeting
from congress.meetings.service import by_number, main_session
from congress.migrating import upgrade
from congress.overview.missing import missing
from congress.people.models import Person
from congress.submissions.models import Submission
from congress.units.models import Unit

NOW = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demonstration with 60 delegates at the district."""
    app = create_app(Settings(data_dir=tmp_path_factory.mktemp("demo"), secret_key="khóa thử", now=NOW))
    upgrade(app)
    with app.app_context():
        demo.build_once(app, 60)
        yield app
        db.session.remove()


def meeting_of(code: str) -> Meeting:
    statement = select(Meeting.number).join(Unit, Meeting.unit_id == Unit.id).where(Unit.code == code).order_by(Meeting.number)
    return by_number(db.session.execute(statement).scalars().first())


def test_chi_lang_has_its_twenty_communes_with_a_meeting_each(built: Flask):
    district = meeting_of("187")
    statement = select(func.count()).select_from(Meeting).where(Meeting.higher_meeting_id == district.id)
    assert db.session.execute(statement).scalar_one() == 20


def test_the_district_shares_out_three_hundred_seats(built: Flask):
    version = allocation.newest(meeting_of("187"))
    assert (version.total, sum(allocation.seats_of(version).values())) == (300, 300)


def test_the_pilot_has_been_held_and_its_list_accepted(built: Flask):
    pilot = meeting_of("06496")
    sent = db.session.execute(select(Submission).where(Submission.meeting_id == pilot.id)).scalar_one()
    assert (pilot.status, pilot.pilot, sent.status) == ("held", True, "accepted")


def test_the_names_of_the_pilot_are_delegates_of_the_district(built: Flask):
    here = {
        row.person_id
        for row in db.session.execute(select(Delegate.person_id).where(Delegate.meeting_id == meeting_of("187").id))
    }
    sent = db.session.execute(select(Submission).where(Submission.meeting_id == meeting_of("06496").id)).scalar_one()
    official = [row for row in sent.content["rows"] if row["standing"] == "official"]
    pilot = {
        row.person_id
        for row in db.session.execute(select(Delegate.person_id).where(Delegate.meeting_id == meeting_of("06496").id))
    }
    assert len(official) == 8
    assert len(here & pilot) == 8


def test_the_door_of_the_pilot_counted_those_who_came(built: Flask):
    verdicts = Counter(db.session.execute(select(Scan.verdict).where(Scan.meeting_id == meeting_of("06496").id)).scalars())
    assert verdicts == {"admitted": 117}


@pytest.mark.parametrize("code", ["187", "06496"])
def test_whoever_has_a_function_is_a_person_on_the_list(built: Flask, code: str):
    meeting = meeting_of(code)
    assert presence.awaited_functions(meeting, main_session(meeting)).unlisted == []


def test_before_the_doors_of_the_district_open_its_whole_presidium_is_awaited(built: Flask):
    meeting = meeting_of("187")
    awaited = presence.missing_duties(meeting, main_session(meeting))
    # Who presents the awards is one of the chairs, and nobody is awaited twice.
    assert Counter(duty.code for duty in awaited) == {
        "chair": 3, "secretary": 2, "credentials": 1, "counting": 1, "mc": 1, "reception": 1,
    }  # fmt: skip
    chairs = [(duty.name, duty.title) for duty in awaited if duty.code == "chair"]
    assert chairs[0] == ("Lộc Đình Khuê", "Bí thư Huyện ủy")


def test_most_who_are_to_receive_an_award_are_on_the_list_of_the_district(built: Flask):
    meeting = meeting_of("187")
    names = {"Hứa Thị Minh Ngân", "Lý Văn Khôi", "Đinh Thị Hường", "Mã Công Vinh", "Vi Thị Hồng Thắm", "Trịnh Quốc Đạt"}
    awaited = missing(meeting, main_session(meeting)).winners.missing
    assert {duty.name for duty in awaited} == names | {"Lương Văn Thịnh"}


def test_homonyms_and_odd_names_are_in_the_list(built: Flask):
    names = Counter(db.session.execute(select(Person.name)).scalars())
    assert names["Điểu K'Sang"] == 1
    assert names["Hoàng Văn Hùng"] == 4


def test_every_sign_in_works(built: Flask):
    assert [accounts.sign_in(signin.login, PASSWORD).display_name for signin in SIGNINS] == [s.name for s in SIGNINS]


def test_the_history_is_whole(built: Flask):
    assert [chain.chain for chain in verify(db.session()) if chain.broken_at is not None] == []


def test_a_second_start_keeps_what_was_done(built: Flask):
    before = db.session.execute(select(func.count()).select_from(Delegate)).scalar_one()
    demo.build_once(built, 60)
    assert db.session.execute(select(func.count()).select_from(Delegate)).scalar_one() == before


def test_the_two_tier_commune_stands_under_its_province(built: Flask):
    commune = db.session.execute(select(Unit).where(Unit.code == "06463", Unit.valid_to.is_(None))).scalar_one()
    held = db.session.execute(select(Meeting).where(Meeting.unit_id == commune.id)).scalar_one()
    assert (commune.parent.level, held.higher_meeting.unit.level) == ("province", "province")


def test_the_sign_ins_are_on_the_sign_in_page_of_the_demonstration_only(built: Flask, tmp_path: Path):
    demo.show_accounts(built)
    shown = built.test_client().get("/dang-nhap").get_data(as_text=True)
    real = create_app(Settings(data_dir=tmp_path, secret_key="khóa thật"))
    demo.show_accounts(real)
    assert all(signin.login in shown for signin in SIGNINS)
    assert PASSWORD not in real.test_client().get("/dang-nhap").get_data(as_text=True)
