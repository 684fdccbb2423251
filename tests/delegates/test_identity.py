"""Identity numbers: asked only where doors match cards, sealed with a mark beside, taken in from Excel, gone when forgotten."""

from io import BytesIO

import pytest
from sqlalchemy import select

from congress.db import db
from congress.delegates import forgetting, roster, service
from congress.delegates.intake import service as intake_service
from congress.delegates.models import Intake
from congress.door.devices import gates
from congress.errors import Refused
from congress.files.spreadsheet_in import read_sheet
from congress.meetings.models import Meeting
from congress.meetings.service import by_number as meeting_by_number
from congress.people.models import PersonParticulars
from congress.people.particulars import checked_identity
from congress.people.sealing import Sealer, sealer_from
from tests.building import ACTOR
from tests.conftest import NOW
from tests.delegates.rosters import nominee
from tests.delegates.test_intake import HEADINGS, address, book, person, send, take

NUMBER = "020185001234"
OTHER = "001099000007"


@pytest.fixture
def sealer(app) -> Sealer:
    return sealer_from(app.extensions["congress_settings"].field_key_path)


@pytest.fixture
def place(app, build):
    """A congress that matches citizen cards, the body its people come from, somebody who works on the list."""
    unit = build.unit("Xã Nhân Lý")
    meeting = meeting_by_number(build.meeting(unit).number)
    gates.match_cards(ACTOR, NOW, meeting, wanted=True)
    build.user("btc", role="organizer", meeting=meeting)
    return meeting, unit


def nominate(place, sealer: Sealer, number: str = NUMBER, name: str = "Nông Văn Ba"):
    return service.nominate(ACTOR, NOW, place[0], nominee(name, place[1], particulars={"identity_number": number}), sealer)


def kept(meeting: Meeting, sealer: Sealer, number: int = 1) -> tuple[str, bool]:
    """The number that is sealed for a delegate, and whether the mark beside it is the one of this number."""
    db.session.rollback()
    who = roster.by_number(meeting, number).person_id
    row = db.session.execute(select(PersonParticulars).where(PersonParticulars.person_id == who)).scalar_one_or_none()
    text = sealer.open_values(who, row.sealed).get("identity_number", "") if row else ""
    return text, (row.identity_mark if row else None) == (sealer.mark(text) if text else None)


def asks(browse, meeting: Meeting) -> bool:
    return bool(browse.get(f"/hoi-nghi/{meeting.number}/dai-bieu/gioi-thieu").all("input", name="identity_number"))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("123456789", "identity_old"), ("02018500123", "identity_wrong"), ("0201850012345", "identity_wrong"),
     ("02018500123x", "identity_wrong"), ("٠٢٠١٨٥٠٠١٢٣٤", "identity_wrong")],
)  # fmt: skip
def test_a_number_has_twelve_digits_and_the_nine_of_the_old_card_are_refused(typed: str, code: str):
    with pytest.raises(Refused) as refused:
        checked_identity(typed)
    assert (refused.value.code, refused.value.facts["field"]) == (code, "identity_number")


@pytest.mark.parametrize("typed", [NUMBER, " 0201 8500 1234 ", "020.185.001.234", "０２０１８５００１２３４"])
def test_spaces_dots_and_wide_digits_are_a_typists(typed: str):
    assert checked_identity(typed) == NUMBER


def test_the_number_is_sealed_with_its_mark_and_an_edit_that_says_nothing_keeps_it(place, sealer):
    delegate = nominate(place, sealer)
    assert kept(place[0], sealer) == (NUMBER, True)
    delegate = roster.by_number(place[0], 1)
    said = nominee("Nông Văn Ba", place[1], particulars={"religion": "Không"})
    service.edit(ACTOR, NOW, place[0], delegate, said, service.state_of(delegate), sealer)
    assert kept(place[0], sealer) == (NUMBER, True)
    assert sealer.mark(NUMBER) != sealer.mark(OTHER)


def test_another_key_makes_another_mark():
    assert Sealer(b"abcd", bytes(32)).mark(NUMBER) != Sealer(b"abcd", bytes(31) + b"1").mark(NUMBER)


def test_the_form_asks_for_it_only_where_doors_match_cards(place, sealer, browse):
    meeting = place[0]
    browse.sign_in("btc")
    values = {"name": "Nông Văn Ba", "sex": "male", "birth": "1975", "unit": str(place[1].id), "kind": "official",
              "group": "farmers_workers", "basis": "adopted", "party_member": "", "identity_number": "12345"}  # fmt: skip
    page = f"/hoi-nghi/{meeting.number}/dai-bieu/gioi-thieu"
    assert asks(browse, meeting)
    assert "Số căn cước gồm đúng 12 chữ số" in browse.submit(page, values).text
    browse.submit(page, values | {"identity_number": NUMBER})
    assert kept(meeting, sealer) == (NUMBER, True)
    assert NUMBER in browse.submit(f"/hoi-nghi/{meeting.number}/dai-bieu/1/thong-tin-rieng").text
    cards = f"/hoi-nghi/{meeting.number}/cua-don"
    assert "không đối chiếu số căn cước" in browse.submit(f"{cards}/can-cuoc", page=f"{cards}/cua").text
    assert not asks(browse, meeting)
    browse.submit(page, values | {"name": "Vi Văn Long", "identity_number": OTHER})
    assert kept(meeting, sealer, 2) == ("", True)
    assert NUMBER not in browse.submit(f"/hoi-nghi/{meeting.number}/dai-bieu/1/thong-tin-rieng").text


def test_the_workbook_with_private_columns_has_the_number_as_text(place, sealer, browse):
    nominate(place, sealer)
    browse.sign_in("btc")
    sheet = f"/hoi-nghi/{place[0].number}/dai-bieu/xuat-excel"
    roster_page = f"/hoi-nghi/{place[0].number}/dai-bieu"
    cells = {}
    for sensitive in ("1", "0"):
        answer = browse.post(sheet, {"sensitive": sensitive}, page=roster_page)
        rows = read_sheet(BytesIO(answer.data), "x.xlsx").rows
        cells[sensitive] = {cell for row in rows for cell in row.cells}
    assert [NUMBER in cells[one] for one in ("1", "0")] == [True, False]


@pytest.mark.parametrize("heading", ["Số CCCD", "Số căn cước", "Số định danh cá nhân", "CMND/CCCD"])
def test_a_column_of_a_list_is_taken_in_with_the_zeros_excel_dropped(place, sealer, browse, heading: str):
    browse.sign_in("btc")
    rows = [[*person("Nông Văn Ba"), NUMBER], [*person("Vi Văn Long"), int(OTHER)], [*person("Lý Thị Mai"), "123456789"]]
    page = send(browse, place[0], book(rows, (*HEADINGS, heading)))
    assert "Số căn cước: Đã thêm 2 số 0 mà Excel bỏ" in page.text
    assert "Số căn cước: Chứng minh nhân dân 9 số đã hết giá trị" in page.text
    take(browse, place[0])
    assert [kept(place[0], sealer, number) for number in (1, 2)] == [(NUMBER, True), (OTHER, True)]
    assert len(roster.everybody(place[0], roster.Filter())) == 2


def test_a_congress_that_matches_no_cards_keeps_the_column_nowhere(place, sealer, browse):
    meeting = place[0]
    gates.match_cards(ACTOR, NOW, meeting, wanted=False)
    browse.sign_in("btc")
    page = send(browse, meeting, book([[*person("Nông Văn Ba"), "123456789"]], (*HEADINGS, "Số CCCD")))
    assert ("123456789" in page.html, 'value="identity_number"' in page.html) == (False, False)
    take(browse, meeting)
    draft = db.session.execute(select(Intake)).scalar_one()
    assert b"123456789" not in sealer.open(draft.id, draft.content)
    assert kept(meeting, sealer) == ("", True)


def test_the_setting_turned_off_before_the_list_is_taken_in_leaves_the_numbers_out(place, sealer):
    lines = "Họ và tên\tNăm sinh\tĐơn vị\tNhóm cơ cấu\tSố CCCD\nVi Văn Ba\t1975\tXã Nhân Lý\tĐại biểu lãnh đạo\t12"
    draft = intake_service.draft_from_paste(ACTOR, NOW, place[0], sealer, lines)
    gates.match_cards(ACTOR, NOW, place[0], wanted=False)
    intake_service.take(ACTOR, NOW, place[0], roster.EVERYBODY, draft, sealer, seen_version=draft.version)
    assert kept(place[0], sealer) == ("", True)


def test_undoing_an_import_puts_the_number_and_its_mark_back(place, sealer, browse):
    nominate(place, sealer)
    nominate(place, sealer, "", "Vi Văn Long")
    browse.sign_in("btc")
    rows = [[*person("Nông Văn Ba"), OTHER], [*person("Vi Văn Long"), NUMBER]]
    send(browse, place[0], book(rows, (*HEADINGS, "Số CCCD")))
    take(browse, place[0])
    assert [kept(place[0], sealer, number) for number in (1, 2)] == [(OTHER, True), (NUMBER, True)]
    browse.submit(address(place[0], "/1/hoan-tac"), page=address(place[0], "/1"))
    assert [kept(place[0], sealer, number) for number in (1, 2)] == [(NUMBER, True), ("", True)]


def test_forgetting_a_person_takes_number_and_mark(place, sealer):
    delegate = nominate(place, sealer)
    assert forgetting.forget(ACTOR, NOW, delegate.person, sealer).fields == ("particulars",)
    db.session.rollback()
    assert db.session.execute(select(PersonParticulars)).scalars().all() == []
