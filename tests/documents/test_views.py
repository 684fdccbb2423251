"""The page of papers: downloads, particulars, roles, the trace in the history."""

import pytest
from sqlalchemy import select

from congress.audit import AuditDetail, AuditEntry
from congress.awards import service as awards
from congress.awards.service import NewAward
from congress.db import db
from congress.documents.kinds import ALL
from tests.browsing import Browsing
from tests.building import ACTOR, Builder
from tests.conftest import NOW
from tests.delegates.rosters import roster_of
from tests.documents.reading import docx_text, pdf_text

CODES = [kind.code for kind in ALL]
TYPED = {
    "number": "15/GM-UBND",
    "day": "01/04/2025",
    "addressees": "",
    "basis": "",
    "recipients": "Như trên\nLưu: VT",
    "parent": "",
    "issuer": "ỦY BAN NHÂN DÂN\nHUYỆN THỬ",
    "organ": "Ủy ban nhân dân huyện Thử",
    "place": "Thử",
    "capacity": "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "signer": "Vi Văn Ký",
    "version": "0",
}


@pytest.fixture
def meeting(build: Builder):
    return build.meeting()


@pytest.fixture
def room(meeting, build: Builder, browse: Browsing):
    """Signed in as organizer; the address of the page of papers."""
    build.user("to-chuc", role="organizer", meeting=meeting)
    browse.sign_in("to-chuc")
    return f"/hoi-nghi/{meeting.number}/giay-to"


def acts(act: str) -> list[tuple[str, str, dict]]:
    """(actor, subject, details) of every act of this name, oldest first."""
    db.session.rollback()
    statement = select(AuditEntry, AuditDetail).join(AuditDetail, AuditDetail.entry_id == AuditEntry.id)
    rows = db.session.execute(statement.where(AuditEntry.act == act).order_by(AuditEntry.position))
    return [(entry.actor, entry.subject, detail.details) for entry, detail in rows]


def test_every_paper_is_on_the_page_with_both_files(room, browse):
    page = browse.get(room)
    addresses = {link.attributes.get("href") or link.attributes.get("action") for link in [*page.all("a"), *page.all("form")]}
    assert {f"{room}/{code}.{form}" for code in CODES for form in ("docx", "pdf")} - addresses == set()


def test_what_is_missing_leads_to_where_it_is_entered(room, browse, meeting):
    page = browse.get(room)
    assert "Chưa có chương trình" in page.text
    wanted = {f"/hoi-nghi/{meeting.number}/chuong-trinh", f"/hoi-nghi/{meeting.number}/khen-thuong"}
    assert wanted - {link.attributes.get("href") for link in page.all("a")} == set()


def test_the_day_that_is_missing_is_said(build, browse):
    bare = build.meeting(held_on=None)
    build.user("to-chuc", role="organizer", meeting=bare)
    browse.sign_in("to-chuc")
    assert "Chưa có ngày họp" in browse.get(f"/hoi-nghi/{bare.number}/giay-to").text


@pytest.mark.parametrize("code", CODES)
def test_every_paper_comes_as_word_and_as_pdf(room, browse, code):
    word, pdf = browse.fetch(f"{room}/{code}.docx"), browse.fetch(f"{room}/{code}.pdf")
    assert word.headers["Content-Disposition"].startswith(f"attachment; filename={code}-hoi-nghi-")
    assert (word.data[:2], pdf.data[:5]) == (b"PK", b"%PDF-")
    assert "Độc lập - Tự do - Hạnh phúc" in docx_text(word.data)
    assert "Độc lập - Tự do - Hạnh phúc" in pdf_text(pdf.data)


def test_each_download_is_in_the_history(room, browse):
    browse.fetch(f"{room}/chuong-trinh.docx")
    browse.fetch(f"{room}/danh-sach-trich-ngang.pdf?du=1")
    assert acts("documents.export") == [
        ("to-chuc", "paper chuong-trinh", {"form": "docx"}),
        ("to-chuc", "paper danh-sach-trich-ngang", {"form": "pdf", "particulars": True, "persons": 0}),
    ]


@pytest.mark.parametrize("name", ["la-gi-do.docx", "chuong-trinh.odt", "chung.pdf", "la-gi-do", "giay-moi.pdf?du=1"])
def test_a_paper_that_does_not_exist_is_not_found(room, browse, name):
    browse.fetch(f"{room}/{name}", status=404)


def test_typed_particulars_are_kept_and_stand_on_the_paper(room, browse):
    page = browse.submit(f"{room}/giay-moi", TYPED)
    assert "Đã lưu thể thức." in page.text
    assert "Số 15/GM-UBND" in page.text
    text = docx_text(browse.fetch(f"{room}/giay-moi.docx").data)
    assert "Số: 15/GM-UBND" in text
    assert "Vi Văn Ký" in text
    assert acts("documents.particulars")[0][2]["after"] == {
        "number": "15/GM-UBND",
        "day": "2025-04-01",
        "capacity": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "signer": "Vi Văn Ký",
    }


def test_the_common_particulars_are_changed_once_for_all(room, browse):
    common = {key: TYPED[key] for key in ("parent", "issuer", "organ", "place", "capacity", "signer", "version")}
    assert "Vi Văn Ký" in browse.submit(f"{room}/chung", common).text
    assert "Vi Văn Ký" in docx_text(browse.fetch(f"{room}/chuong-trinh.docx").data)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("day", "31/02/2025", "Ngày không đọc được"),
        ("issuer", "", "Mục này bắt buộc phải điền."),
        ("signer", "x" * 400, "Dài quá 300 ký tự."),
        ("recipients", "\n".join(f"nơi {n}" for n in range(30)), "Nhiều nhất 20 dòng."),
    ],
)
def test_a_form_that_cannot_be_taken_keeps_what_was_typed(room, browse, field, value, sentence):
    answer = browse.post(f"{room}/giay-moi", TYPED | {field: value, "number": "giữ lại/GM"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in text
    assert 'value="giữ lại/GM"' in text


def test_two_editors_the_second_is_told(room, browse):
    browse.submit(f"{room}/giay-moi", TYPED)
    answer = browse.post(f"{room}/giay-moi", TYPED | {"signer": "Người Sau"})
    assert answer.status_code == 422
    assert "Người khác vừa sửa mục này" in answer.get_data(as_text=True)
    assert "Người Sau" in answer.get_data(as_text=True)


def test_a_viewer_downloads_but_neither_edits_nor_sees_particulars(build, browse, meeting):
    build.user("xem", role="viewer", meeting=meeting)
    browse.sign_in("xem")
    room = f"/hoi-nghi/{meeting.number}/giay-to"
    assert "Sửa thể thức chung" not in browse.get(room).text
    assert "đảng viên" not in browse.get(room).text
    browse.fetch(f"{room}/danh-sach-trich-ngang.docx")
    browse.fetch(f"{room}/danh-sach-trich-ngang.docx?du=1", status=403)
    browse.get(f"{room}/giay-moi", status=403)
    assert browse.post(f"{room}/chung", TYPED).status_code == 403


@pytest.mark.parametrize("role", ["door"])
def test_the_door_makes_no_papers(build, browse, meeting, role):
    build.user("cua", role=role, meeting=meeting)
    browse.sign_in("cua")
    browse.get(f"/hoi-nghi/{meeting.number}/giay-to", status=403)
    browse.fetch(f"/hoi-nghi/{meeting.number}/giay-to/danh-sach-dai-bieu.docx", status=403)


def test_an_officer_of_another_unit_finds_nothing(build, browse, meeting):
    build.user("nguoi-la", role="unit_officer", unit=build.unit("Xã khác"))
    browse.sign_in("nguoi-la")
    for name in ("", "/giay-moi", "/danh-sach-dai-bieu.pdf"):
        browse.fetch(f"/hoi-nghi/{meeting.number}/giay-to{name}", status=404)


def test_a_plain_commendation_meeting_shows_no_papers_about_a_list(build, browse):
    plain = build.meeting(elects=False)
    build.user("to-chuc", role="organizer", meeting=plain)
    browse.sign_in("to-chuc")
    page = browse.get(f"/hoi-nghi/{plain.number}/giay-to")
    assert "Công văn gửi danh sách" not in page.text
    assert "Danh sách ký tên" in page.text
    browse.fetch(f"/hoi-nghi/{plain.number}/giay-to/cong-van-gui-danh-sach.pdf", status=404)
    browse.get(f"/hoi-nghi/{plain.number}/giay-to/cong-van-gui-danh-sach", status=404)


def test_the_page_costs_the_same_number_of_queries_at_3_and_30_rows(room, browse, build, meeting):
    units = [build.unit(parent=meeting.unit) for _ in range(3)]

    def fill(count: int, name: str) -> None:
        roster_of(meeting, units, count, title=name)
        wishes = [NewAward("person", f"{name} {chr(65 + n)}", "giay_khen", "ct_ubnd_huyen") for n in range(count)]
        awards.add_awards(ACTOR, NOW, meeting, wishes)

    fill(3, "Ít")
    few = browse.count_queries(room)
    fill(20, "Nhiều")
    assert browse.count_queries(room) == few
