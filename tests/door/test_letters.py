"""Letters carry the one live code of each delegate, the same as badge and own page."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from congress.db import db, transaction
from congress.delegates.models import Delegate
from congress.documents import letters as letter_papers
from congress.door import service as door
from congress.door.models import Badge
from congress.meetings.models import Meeting
from tests.browsing import Browsing
from tests.building import ACTOR
from tests.documents.reading import docx_text, pdf_text
from tests.door.conftest import Hall
from tests.door.test_print_jobs import wait_for
from tests.files.papers import drawn_codes, page_codes

WITHOUT = "Mã đón tiếp: nhận cùng thẻ đại biểu tại bàn đón tiếp."


def papers(hall: Hall) -> str:
    return f"/hoi-nghi/{hall.meeting.number}/giay-to"


def letters(hall: Hall, organizer: Browsing, code: str = "giay-trieu-tap", form: str = "pdf") -> bytes:
    """The letters as the button on the page of papers gives them."""
    answer = organizer.post(f"{papers(hall)}/{code}.{form}", {}, page=papers(hall))
    assert answer.status_code == 200
    return answer.data


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three letters are many, and a process sets two."""
    monkeypatch.setattr(letter_papers, "AT_ONCE", {"pdf": 2, "docx": 2})
    monkeypatch.setattr(letter_papers, "PART", {"pdf": 2, "docx": 2})


def prepared(hall: Hall, organizer: Browsing, app: Flask, form: str) -> dict[str, bytes]:
    """The files of a large run of letters by name, begun and fetched as the pages do."""
    answer = organizer.post(f"{papers(hall)}/giay-trieu-tap.{form}", {}, page=papers(hall))
    assert answer.status_code == 303
    page, data_dir = answer.headers["Location"], app.extensions["congress_settings"].data_dir
    wait_for(hall, data_dir, page.rsplit("/", 1)[1])
    with zipfile.ZipFile(BytesIO(organizer.post(f"{page}/tai-ve", {}, page=page).data)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize(("form", "codes_of"), [("pdf", "codes_by_page"), ("docx", "drawn")])
def test_many_letters_come_in_numbered_files_each_with_its_code(hall: Hall, organizer: Browsing, app: Flask, form, codes_of):
    hall.people(5)
    read = {"codes_by_page": lambda file: [code for [code] in codes_by_page(file)], "drawn": drawn_codes}[codes_of]
    files = prepared(hall, organizer, app, form)
    assert list(files) == [f"giay-trieu-tap-hoi-nghi-{hall.meeting.number}-{place:02d}.{form}" for place in (1, 2, 3)]
    assert [read(file) for file in files.values()] == [
        [hall.codes[delegate.number] for delegate in part] for part in batched(by_name(hall, "official"))
    ]


def batched(people: list[Delegate]) -> list[list[Delegate]]:
    return [people[first : first + 2] for first in range(0, len(people), 2)]


@pytest.mark.usefixtures("small_parts")
def test_the_pages_lead_to_a_large_run_of_letters_and_from_it_to_the_answers(hall: Hall, organizer: Browsing, app: Flask):
    hall.people(3)
    prepared(hall, organizer, app, "pdf")
    [listed] = [link for link in organizer.get(papers(hall)).all("a") if "/viec/" in link.attributes["href"]]
    page = organizer.get(listed.attributes["href"])
    assert (listed.text, page.one("h1").text) == ("Giấy triệu tập: 3 giấy",) * 2
    assert page.one("a", class_="button--primary").attributes["href"] == f"/hoi-nghi/{hall.meeting.number}/moi"
    assert "ghi là đã in" not in page.text
    answer = organizer.post(f"{listed.attributes['href']}/xoa", {}, page=papers(hall))
    assert answer.headers["Location"] == papers(hall)


@pytest.mark.usefixtures("small_parts")
def test_many_letters_are_never_set_while_a_page_waits(hall: Hall, browse: Browsing):
    hall.people(3)
    hall.build.user("xem", role="viewer", meeting=hall.meeting)
    browse.sign_in("xem")
    answer = browse.client.get(f"{papers(hall)}/giay-trieu-tap.pdf")
    assert answer.status_code == 422
    assert "tệp được làm thành từng phần" in answer.get_data(as_text=True)
    assert browse.fetch(f"{papers(hall)}/giay-moi.pdf").data[:5] == b"%PDF-"


def codes_by_page(pdf: bytes) -> list[list[str]]:
    return [[code.text for code in codes] for codes in page_codes(pdf)]


def live() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count(Badge.id)).where(Badge.died_at.is_(None))).scalar_one()


def take_badges_away(hall: Hall) -> None:
    """As before any badge was made."""
    with transaction() as session:
        for badge in session.execute(select(Badge)).scalars():
            session.delete(badge)


@pytest.mark.parametrize(("code", "kind"), [("giay-trieu-tap", "official"), ("giay-moi", "guest")])
def test_every_letter_shows_the_live_code_of_its_receiver_in_pdf_and_word(hall: Hall, organizer: Browsing, code, kind):
    hall.people(3, kind=kind)
    hall.people(1, start=4, kind="non_delegate")
    shown = [hall.codes[delegate.number] for delegate in by_name(hall, kind)]
    assert codes_by_page(letters(hall, organizer, code)) == [[code] for code in shown]
    assert drawn_codes(letters(hall, organizer, code, "docx")) == shown


def by_name(hall: Hall, kind: str) -> list[Delegate]:
    statement = select(Delegate).where(Delegate.meeting_id == hall.meeting.id, Delegate.kind == kind)
    return list(db.session.execute(statement.order_by(Delegate.sort_key, Delegate.id)).scalars())


def test_who_has_no_code_gets_one_with_the_letter_and_keeps_it_on_the_badge(hall: Hall, organizer: Browsing):
    hall.people(2)
    take_badges_away(hall)
    shown = codes_by_page(letters(hall, organizer))
    hall.read_codes()
    assert sorted(shown) == sorted([code] for code in hall.codes.values())
    assert door.issue_badges(ACTOR, hall.now, hall.meeting, hall.sealer) == 0


def test_looking_makes_no_code(hall: Hall, organizer: Browsing):
    hall.people(2)
    take_badges_away(hall)
    pdf = organizer.fetch(f"{papers(hall)}/giay-trieu-tap.pdf").data
    assert (codes_by_page(pdf), pdf_text(pdf).count(WITHOUT), live()) == ([[], []], 2, 0)


def test_a_dead_code_is_never_printed(hall: Hall, organizer: Browsing):
    hall.people(2)
    lost, withdrawn = (badge_of(number) for number in (1, 2))
    door.reissue(ACTOR, hall.now, hall.meeting, 1, "lost", hall.sealer, seen=lost, reason="Mất")
    door.reissue(ACTOR, hall.now, hall.meeting, 2, "withdrawn", hall.sealer, seen=withdrawn, reason="Thu hồi")
    before = set(hall.codes.values())
    hall.read_codes()
    pdf = letters(hall, organizer)
    assert [codes for codes in codes_by_page(pdf) if codes] == [[hall.codes[1]]]
    assert hall.codes[1] not in before
    assert pdf_text(pdf).count(WITHOUT) == 1
    assert drawn_codes(letters(hall, organizer, form="docx")) == [hall.codes[1]]


def badge_of(number: int):
    statement = select(Badge.id).join(Delegate, Delegate.id == Badge.delegate_id).where(Delegate.number == number)
    return db.session.execute(statement).scalar_one()


def test_who_is_not_approved_gets_a_letter_that_says_where_the_code_is(hall: Hall, organizer: Browsing):
    hall.people(1, kind="guest", status="nominated")
    text = docx_text(letters(hall, organizer, "giay-moi", "docx"))
    assert (WITHOUT in text, live()) == (True, 0)


def test_after_the_file_is_closed_letters_come_as_they_are(hall: Hall, organizer: Browsing):
    hall.people(2)
    take_badges_away(hall)
    with transaction() as session:
        session.get(Meeting, hall.meeting.id).status = "closed"
    assert (codes_by_page(letters(hall, organizer)), live()) == ([[], []], 0)


def test_who_may_not_print_badges_gets_letters_without_a_word_of_codes(hall: Hall, browse: Browsing):
    hall.people(1)
    hall.build.user("xem", role="viewer", meeting=hall.meeting)
    browse.sign_in("xem")
    pdf = browse.fetch(f"{papers(hall)}/giay-trieu-tap.pdf").data
    assert (codes_by_page(pdf), "Mã đón tiếp" in pdf_text(pdf)) == ([[]], False)
    assert browse.post(f"{papers(hall)}/giay-trieu-tap.pdf", {}, page=papers(hall)).status_code == 403


def test_letters_name_the_own_page_where_the_server_has_an_address(
    hall: Hall, organizer: Browsing, app: Flask, monkeypatch: pytest.MonkeyPatch
):
    hall.people(1)
    assert "Trang riêng" not in pdf_text(letters(hall, organizer))
    settings = replace(app.extensions["congress_settings"], public_url="https://dh.vn/")
    monkeypatch.setitem(app.extensions, "congress_settings", settings)
    [address] = [word for word in docx_text(letters(hall, organizer, form="docx")).split() if word.startswith("https://")]
    assert organizer.client.get(address.removeprefix("https://dh.vn")).status_code == 200
    assert address.removeprefix("https://") in pdf_text(letters(hall, organizer)).replace(" ", "")


def test_the_opening_of_the_codes_is_in_the_history(hall: Hall, organizer: Browsing):
    hall.people(2)
    letters(hall, organizer)
    assert "btc" in organizer.get(f"/hoi-nghi/{hall.meeting.number}/nhat-ky").text
