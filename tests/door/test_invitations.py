"""The own page behind a secret address, the room of answers, what an office without an address sends out."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from congress.db import db
from congress.delegates import replies
from congress.delegates.replies import Figures
from congress.door import badges, counting, presence
from congress.door import service as door
from congress.door.invitations import service as invitations
from congress.door.invitations.models import OwnPage
from congress.door.printing import jobs
from congress.errors import NotFound
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.door.conftest import Hall
from tests.door.test_print_jobs import wait_for


def at(hall: Hall, path: str = "") -> str:
    return f"/hoi-nghi/{hall.meeting.number}/moi{path}"


def secrets_of(hall: Hall) -> dict[int, str]:
    invitations.make_pages(ACTOR, hall.now, hall.meeting, hall.sealer)
    return invitations.secrets_of(ACTOR, hall.now, hall.meeting, hall.sealer)


def withdraw(hall: Hall, number: int) -> None:
    live = badges.history(badges.delegate_of(hall.meeting, number))[0]
    door.reissue(ACTOR, hall.now, hall.meeting, number, "withdrawn", hall.sealer, seen=live.id, reason="Rút")


def test_secrets_are_long_kept_sealed_and_stay_when_made_again(hall: Hall):
    hall.people(2)
    first = secrets_of(hall)
    assert {len(secret) for secret in first.values()} == {22}
    assert secrets_of(hall) == first
    stored = db.session.execute(select(OwnPage.secret_sealed, OwnPage.secret_digest)).all()
    assert all(secret.encode() not in sealed + digest for sealed, digest in stored for secret in first.values())


def test_the_own_page_shows_code_number_and_seat_to_whoever_has_the_address(hall: Hall, browse: Browsing):
    hall.people(1, seat="A - 7")
    [secret] = secrets_of(hall).values()
    answer = browse.fetch(f"/toi/{secret}")
    text = answer.get_data(as_text=True)
    assert all(words in text for words in ("Nguyễn Văn An", "A - 7", "own-code", "<svg"))
    assert ("Bàn nhận thẻ, cửa vào" in text, "—" in text) == (False, False)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_looking_at_the_page_changes_nothing(hall: Hall, browse: Browsing):
    hall.people(1)
    [secret] = secrets_of(hall).values()
    with db.engine.connect() as connection:
        before = {table.name: connection.execute(select(table)).all() for table in db.metadata.sorted_tables}
    for _ in range(2):
        browse.fetch(f"/toi/{secret}")
    with db.engine.connect() as connection:
        after = {table.name: connection.execute(select(table)).all() for table in db.metadata.sorted_tables}
    assert after == before


@pytest.mark.parametrize("secret", ["a" * 22, "x", "ă" * 22, "%00", "..", "a" * 5000])
def test_a_guessed_address_is_not_found(hall: Hall, browse: Browsing, secret: str):
    hall.people(1)
    secrets_of(hall)
    answer = browse.client.get(f"/toi/{secret}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_an_answer_on_the_page_is_kept_and_shown_to_the_committee(hall: Hall, browse: Browsing):
    hall.people(2)
    secret = secrets_of(hall)[2]
    answer = browse.post(f"/toi/{secret}", {"answer": "substitute", "words": "Lò Vù Pà, Phó Chủ tịch"}, page=f"/toi/{secret}")
    assert answer.status_code == 303
    assert "Đã trả lời: Cử người dự thay." in browse.get(f"/toi/{secret}").text
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    browse.sign_in("btc")
    assert "Cử người thay: Lò Vù Pà, Phó Chủ tịch" in browse.get(f"/hoi-nghi/{hall.meeting.number}/dai-bieu").text
    assert "1 cử người thay, 1 chưa trả lời" in browse.get(f"/hoi-nghi/{hall.meeting.number}").text
    history = browse.get(f"/hoi-nghi/{hall.meeting.number}/nhat-ky").text
    assert "trang riêng của đại biểu" in history
    assert "Cử người dự thay" in history


def test_a_substitute_without_a_name_is_asked_for_and_the_choice_stays(hall: Hall, browse: Browsing):
    hall.people(1)
    [secret] = secrets_of(hall).values()
    answer = browse.post(f"/toi/{secret}", {"answer": "substitute", "words": ""}, page=f"/toi/{secret}")
    assert answer.status_code == 422
    assert "Hãy ghi họ tên" in answer.get_data(as_text=True)
    assert replies.figures(hall.meeting).silent == 1


def test_an_answer_without_the_token_of_the_form_is_refused(hall: Hall, browse: Browsing):
    hall.people(1)
    [secret] = secrets_of(hall).values()
    assert browse.client.post(f"/toi/{secret}", data={"answer": "yes"}).status_code == 400
    assert replies.figures(hall.meeting).silent == 1


@pytest.mark.parametrize("status", ["withdrawn", "replaced"])
def test_who_no_longer_comes_sees_a_clear_page_and_no_code(hall: Hall, browse: Browsing, status: str):
    hall.people(1)
    [secret] = secrets_of(hall).values()
    with db.engine.begin() as connection:
        connection.execute(db.text(f"UPDATE delegate SET status = '{status}'"))
    answer = browse.client.get(f"/toi/{secret}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 410
    assert "Lời mời không còn hiệu lực" in text
    assert "own-code" not in text and "Nguyễn Văn An" not in text


def test_the_address_dies_with_the_badge_and_a_new_badge_gets_a_new_one(hall: Hall, browse: Browsing):
    hall.people(1)
    [secret] = secrets_of(hall).values()
    withdraw(hall, 1)
    assert browse.client.get(f"/toi/{secret}").status_code == 410
    assert secrets_of(hall) == {}
    door.reissue(ACTOR, hall.now, hall.meeting, 1, "replaced", hall.sealer, seen=None, reason="Dự lại")
    [fresh] = secrets_of(hall).values()
    assert fresh != secret
    assert browse.client.get(f"/toi/{secret}").status_code == 410
    assert browse.client.get(f"/toi/{fresh}").status_code == 200


def test_a_lost_badge_keeps_the_address_which_shows_the_new_code(hall: Hall):
    hall.people(1)
    [secret] = secrets_of(hall).values()
    live = badges.history(badges.delegate_of(hall.meeting, 1))[0]
    door.reissue(ACTOR, hall.now, hall.meeting, 1, "lost", hall.sealer, seen=live.id, reason="Mất")
    hall.read_codes()
    assert invitations.own_page(secret, hall.sealer).code == hall.codes[1]


def test_an_address_of_another_installation_opens_nothing(hall: Hall):
    with pytest.raises(NotFound):
        invitations.own_page("A" * 22, hall.sealer)


def test_answers_are_keyed_in_one_by_one_and_pasted(hall: Hall, organizer: Browsing):
    hall.people(4)
    page = organizer.submit(at(hall, "/nhanh"), {"line": "1 c"}, page=at(hall))
    assert "Đã ghi trả lời của 1 người" in page.text
    organizer.submit(at(hall, "/dan"), {"lines": "2\tB\t\tk\tốm\n3 t Lò Vù Pà"}, page=at(hall))
    assert replies.figures(hall.meeting) == Figures(4, yes=1, no=1, substitute=1)


def test_a_line_that_cannot_be_read_is_kept_in_the_field(hall: Hall, organizer: Browsing):
    hall.people(1)
    answer = organizer.post(at(hall, "/nhanh"), {"line": "1 hả"}, page=at(hall))
    assert answer.status_code == 422
    assert 'value="1 hả"' in answer.get_data(as_text=True)


def test_reply_sheets_come_one_workbook_a_unit(hall: Hall, organizer: Browsing):
    hall.people(2, unit=hall.build.unit("Xã Một"))
    hall.people(1, unit=hall.build.unit("Xã Hai"), start=3)
    with zipfile.ZipFile(BytesIO(organizer.fetch(at(hall, "/phieu-tra-loi")).data)) as bundle:
        assert sorted(bundle.namelist()) == ["Xã Hai.xlsx", "Xã Một.xlsx"]
        rows = CalamineWorkbook.from_filelike(BytesIO(bundle.read("Xã Một.xlsx"))).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows if str(row[0]).isdigit()] == [["2", "Trần Thị Bình"], ["1", "Nguyễn Văn An"]] or [
        row[:2] for row in rows if str(row[0]).isdigit()
    ] == [["1", "Nguyễn Văn An"], ["2", "Trần Thị Bình"]]


def test_pictures_are_named_by_unit_and_person_and_show_the_code(hall: Hall, organizer: Browsing, app: Flask):
    data_dir = app.extensions["congress_settings"].data_dir
    hall.people(2, unit=hall.build.unit("Xã Một"))
    organizer.post(at(hall, "/anh"), {}, page=at(hall))
    [job] = jobs.jobs_of(data_dir, hall.meeting)
    wait_for(hall, data_dir, job.token)
    with zipfile.ZipFile(job.folder / "result") as bundle:
        names = bundle.namelist()
        assert all(bundle.read(name)[:8] == b"\x89PNG\r\n\x1a\n" for name in names)
    assert sorted(names) == ["Xã Một/001 Nguyễn Văn An.png", "Xã Một/002 Trần Thị Bình.png"]


def test_without_a_public_address_no_links_are_given_out(hall: Hall, organizer: Browsing):
    hall.people(1)
    assert "Địa chỉ trang riêng (.xlsx)" not in organizer.get(at(hall)).text
    assert "chưa khai báo địa chỉ công khai" in organizer.submit(at(hall, "/dia-chi"), page=at(hall)).text


def test_links_for_letters_lead_to_the_own_pages(hall: Hall, organizer: Browsing, app: Flask, monkeypatch: pytest.MonkeyPatch):
    hall.people(1)
    settings = replace(app.extensions["congress_settings"], public_url="https://dh.vn/")
    monkeypatch.setitem(app.extensions, "congress_settings", settings)
    answer = organizer.post(at(hall, "/dia-chi"), {}, page=at(hall))
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    [link] = [cell for row in rows for cell in row if str(cell).startswith("https://")]
    assert organizer.client.get(link.removeprefix("https://dh.vn")).status_code == 200


def test_the_room_costs_the_same_for_three_and_for_thirty(hall: Hall, organizer: Browsing):
    hall.people(3)
    few = organizer.count_queries(at(hall))
    hall.people(27, start=4)
    assert organizer.count_queries(at(hall)) == few


def test_who_works_there_has_badge_and_page_and_stays_outside_every_figure(hall: Hall):
    hall.people(1)
    hall.people(2, start=2, kind="non_delegate")
    assert sorted(hall.codes) == sorted(secrets_of(hall)) == [1, 2, 3]
    hall.report(*[hall.line(number) for number in (1, 2, 3)])
    counted = counting.counts(hall.meeting, hall.session)
    assert (counted.expected, counted.present) == (1, 1)
    assert door.summary(hall.meeting).present == 1
    assert presence.present_official(hall.meeting, hall.session) == 1
