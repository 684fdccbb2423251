"""What is private about one person goes; rosters, acts and the proof of the history stay."""

import json

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from congress.audit import AuditDetail, AuditEntry, verify
from congress.cli import main
from congress.config import Settings
from congress.db import db
from congress.delegates import forgetting, service
from congress.delegates.intake import service as intake
from congress.delegates.intake.undo import undo
from congress.delegates.models import Intake
from congress.delegates.roster import by_number
from congress.delegates.scope import Scope
from congress.meetings.models import Meeting
from congress.meetings.service import by_number as meeting_by_number
from congress.people.birth import Birth
from congress.people.models import Person, PersonParticulars
from congress.people.sealing import Sealer, sealer_from
from tests.building import ACTOR, Builder
from tests.conftest import NOW
from tests.delegates.rosters import nominee

PHONE = "0912345678"
PRIVATE = {"birth": Birth(1975, 5, 19), "phone": PHONE, "particulars": {"ethnic_group": "Nùng", "party_member": "yes"}}
PASTED = "Họ và tên\tNăm sinh\tĐiện thoại\tĐơn vị\tNhóm cơ cấu\nVi Văn Ba\t1975\t0912345678\tXã Nhân Lý\tĐại biểu lãnh đạo"


@pytest.fixture
def sealer(app: Flask) -> Sealer:
    return sealer_from(app.extensions["congress_settings"].field_key_path)


@pytest.fixture
def meeting(build: Builder, sealer: Sealer) -> Meeting:
    """A congress with two people on its list, of whom everything is known; the first was corrected once."""
    unit = build.unit("Xã Nhân Lý")
    meeting = meeting_by_number(build.meeting(unit).number)
    for name in ("Nông Văn Bình", "Lê Thị Hoa"):
        service.nominate(ACTOR, NOW, meeting, nominee(name, unit, **PRIVATE), sealer)
    first = by_number(meeting, 1)
    changed = nominee("Nông Văn Bình", unit, **PRIVATE | {"birth": Birth(1976)})
    service.edit(ACTOR, NOW, meeting, first, changed, service.state_of(first), sealer)
    return meeting


def person(meeting: Meeting, number: int = 1) -> Person:
    db.session.rollback()
    return by_number(meeting, number).person


def private(who: Person) -> tuple[object, ...]:
    sealed = db.session.execute(select(PersonParticulars).where(PersonParticulars.person_id == who.id)).scalar_one_or_none()
    return who.birth_year, who.birth_month, who.birth_day, who.phone, sealed is not None


def whole() -> bool:
    db.session.rollback()
    return all(chain.broken_at is None for chain in verify(db.session()))


def test_birth_contact_and_what_is_sealed_go_and_the_row_of_the_roster_stays(meeting: Meeting, sealer: Sealer):
    before = by_number(meeting, 1)
    kept = before.person.name, before.person.sex, before.status, before.unit_id, before.group_id, before.number
    gone = forgetting.forget(ACTOR, NOW, before.person, sealer)
    after = by_number(meeting, 1)
    assert gone.fields == ("birth_year", "phone", "particulars")
    assert private(person(meeting)) == (None, None, None, "", False)
    assert (after.person.name, after.person.sex, after.status, after.unit_id, after.group_id, after.number) == kept


def test_nobody_else_loses_anything(meeting: Meeting, sealer: Sealer):
    forgetting.forget(ACTOR, NOW, person(meeting), sealer)
    assert private(person(meeting, 2)) == (1975, 5, 19, PHONE, True)


def test_old_values_leave_the_history_and_it_can_still_be_proved(meeting: Meeting, sealer: Sealer):
    who = person(meeting)
    subject = f"person {who.id}"
    acts = select(AuditEntry.act).where(AuditEntry.subject == subject).order_by(AuditEntry.at, AuditEntry.act)
    before = db.session.execute(acts).scalars().all()
    gone = forgetting.forget(ACTOR, NOW, who, sealer)
    details = select(AuditDetail.details).join(AuditEntry, AuditEntry.id == AuditDetail.entry_id)
    told = json.dumps(db.session.execute(details.where(AuditEntry.subject == subject)).scalars().all(), default=str)
    assert (gone.acts, "1976" in told, "1975" in told, whole()) == (1, False, False, True)
    assert db.session.execute(acts).scalars().all() == sorted([*before, "people.forget"])
    assert sum(chain.forgotten for chain in verify(db.session())) == 1


def test_the_row_of_an_imported_list_is_emptied_and_cannot_be_undone(build: Builder, meeting: Meeting, sealer: Sealer):
    draft = intake.draft_from_paste(
        ACTOR, NOW, meeting, sealer, PASTED.replace("Vi Văn Ba\t1975", "Nông Văn Bình\t1976").replace(PHONE, "0987654321")
    )
    intake.take(ACTOR, NOW, meeting, Scope(), draft, sealer, seen_version=draft.version)
    gone = forgetting.forget(ACTOR, NOW, person(meeting), sealer)
    row = db.session.execute(select(Intake)).scalar_one()
    assert (gone.rows, "0987654321" in sealer.open(row.id, row.content).decode(), "before" in str(row.outcome)) == (
        1,
        False,
        False,
    )
    assert undo(ACTOR, NOW, meeting, row).kept == (1,)
    assert private(person(meeting)) == (None, None, None, "", False)


def test_rows_of_others_in_an_imported_list_stay(meeting: Meeting, sealer: Sealer):
    draft = intake.draft_from_paste(ACTOR, NOW, meeting, sealer, PASTED)
    intake.take(ACTOR, NOW, meeting, Scope(), draft, sealer, seen_version=draft.version)
    assert forgetting.forget(ACTOR, NOW, person(meeting), sealer).rows == 0
    row = db.session.execute(select(Intake)).scalar_one()
    assert PHONE in sealer.open(row.id, row.content).decode()


def test_forgetting_again_finds_nothing_and_records_nothing(meeting: Meeting, sealer: Sealer):
    forgetting.forget(ACTOR, NOW, person(meeting), sealer)
    again = forgetting.forget(ACTOR, NOW, person(meeting), sealer)
    noted = db.session.execute(select(AuditEntry).where(AuditEntry.act == "people.forget")).scalars().all()
    assert (again, len(noted)) == (forgetting.Forgotten((), 0, 0), 1)


@pytest.fixture
def command(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """`congress forget …` on the database of the test."""
    settings: Settings = app.extensions["congress_settings"]
    monkeypatch.setenv("CONGRESS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("CONGRESS_DATABASE_URL", settings.database_url)

    def run(*words: object, typed: str = "") -> Result:
        db.session.rollback()
        return CliRunner().invoke(main, ["forget", *map(str, words)], input=typed)

    return run


def test_the_command_asks_first_and_a_no_changes_nothing(command, meeting: Meeting):
    for typed in ("n\n", ""):
        answer = command(meeting.number, 1, typed=typed)
        assert (answer.exit_code, "Chưa xóa gì." in answer.output) == (1, True)
    assert private(person(meeting))[:4] == (1976, None, None, PHONE)


def test_the_command_erases_when_agreed_and_names_the_figures(command, meeting: Meeting):
    answer = command(meeting.number, 1, typed="y\n")
    assert (answer.exit_code, "Đã xóa 3 mục của Nông Văn Bình, 1 dòng nhật ký" in answer.output) == (0, True)
    assert private(person(meeting)) == (None, None, None, "", False)


def test_a_script_reads_the_answer(command, meeting: Meeting):
    answer = command(meeting.number, 1, "--yes", "--json")
    told = {"name": "Nông Văn Bình", "fields": ["birth_year", "phone", "particulars"], "acts": 1, "rows": 0}
    assert (answer.exit_code, json.loads(answer.output)) == (0, told)


@pytest.mark.parametrize("words", [(1, 99), (99, 1), (0, 1), ("một", 1), (1, 2**31)])
def test_numbers_that_name_nobody_are_bad_input(command, meeting: Meeting, words: tuple[object, ...]):
    words = tuple(meeting.number if word == 1 else word for word in words[:1]) + words[1:]
    assert command(*words, "--yes").exit_code == 2
