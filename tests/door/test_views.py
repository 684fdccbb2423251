"""Pages of badges and door: who may, what they show, what they cost."""

from datetime import date

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import delete, update

from congress.db import db, transaction
from congress.door import badges as reading
from congress.door import service as door
from congress.door.badges import Wanted
from congress.door.models import Badge
from congress.meetings.models import Meeting
from tests.browsing import Browsing
from tests.door.conftest import Hall

PASSWORD = "mat-khau-thu"


def at(hall: Hall, path: str) -> str:
    return f"/hoi-nghi/{hall.meeting.number}/{path}"


def qr_codes(pdf: bytes) -> list[str]:
    """Every code on every page, decoded from the picture as printed at 200 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=200 / 72).to_numpy() for page in document]
        return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
    finally:
        document.close()


def test_an_empty_meeting_says_that_badges_come_after_approval(hall: Hall, organizer: Browsing):
    page = organizer.get(at(hall, "the"))
    assert "Chưa có ai để in thẻ" in page.text


def test_the_badge_page_counts_who_has_one_and_what_was_printed(hall: Hall, organizer: Browsing):
    hall.people(3)
    page = organizer.get(at(hall, "the"))
    assert [element.text.strip() for element in page.all("p", class_="stat__value")] == ["3", "3", "0"]
    assert "Chưa in lần nào" in page.text


def test_printed_codes_are_read_off_the_page_and_open_the_door(hall: Hall, organizer: Browsing):
    hall.people(5)
    answer = organizer.post(at(hall, "the/badges.pdf"), {"co": "a6x4"}, page=at(hall, "the"))
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    codes = qr_codes(answer.data)
    assert sorted(codes) == sorted(hall.codes.values())
    assert [scan.verdict for scan in hall.report(*[hall.line(code=code) for code in codes])] == ["admitted"] * 5
    assert door.totals(hall.meeting).printed == 5


def test_names_on_badges_are_whole_in_the_text_of_the_pdf(hall: Hall, organizer: Browsing):
    hall.people(1, name="Công Tằng Tôn Nữ Thị Quỳnh Như Hoàng Phương")
    answer = organizer.post(at(hall, "the/badges.pdf"), page=at(hall, "the"))
    document = pypdfium2.PdfDocument(answer.data)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert "Công Tằng Tôn Nữ Thị Quỳnh Như Hoàng Phương" in text


def test_a_look_at_the_pdf_marks_nothing_as_printed(hall: Hall, organizer: Browsing):
    hall.people(2)
    assert organizer.fetch(at(hall, "the/badges.pdf")).mimetype == "application/pdf"
    assert door.totals(hall.meeting).printed == 0


def test_only_new_badges_of_one_unit_can_be_printed(hall: Hall, organizer: Browsing):
    first, second = hall.build.unit("Xã Một"), hall.build.unit("Xã Hai")
    hall.people(2, unit=first)
    hall.people(2, unit=second, start=3)
    organizer.post(at(hall, "the/badges.pdf"), {"don-vi": str(first.id)}, page=at(hall, "the"))
    page = organizer.get(at(hall, "the?chi=doi"))
    assert [row.text for row in page.all("td", class_="num")] == ["4", "3"]


def test_printing_nothing_says_so_on_the_page(hall: Hall, organizer: Browsing):
    page = organizer.submit(at(hall, "the/badges.pdf"), page=at(hall, "the"))
    assert "Không có thẻ nào để in" in page.text


def test_a_badge_is_reissued_with_a_reason(hall: Hall, organizer: Browsing):
    hall.people(1)
    old = hall.codes[1]
    seen = organizer.get(at(hall, "the/1")).hidden("seen")
    data = {"cause": "lost", "reason": "Rơi trên đường", "seen": seen}
    assert "cấp mã mới" in organizer.submit(at(hall, "the/1"), data).text
    assert hall.scan(code=old).verdict == "replaced"


@pytest.mark.parametrize(("field", "value"), [("cause", "stolen"), ("cause", ""), ("reason", ""), ("reason", "x" * 201)])
def test_a_bad_reissue_keeps_what_was_typed(hall: Hall, organizer: Browsing, field: str, value: str):
    hall.people(1)
    seen = organizer.get(at(hall, "the/1")).hidden("seen")
    answer = organizer.post(at(hall, "the/1"), {"cause": "lost", "reason": "Rơi mất", "seen": seen, field: value})
    assert answer.status_code == 422
    assert hall.scan(1).verdict == "admitted"
    if field == "cause":
        assert 'value="Rơi mất"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("seen", ["", "nonsense", "0198c0de-0000-7000-8000-000000000000"])
def test_the_second_of_two_clerks_is_told(hall: Hall, organizer: Browsing, seen: str):
    hall.people(1)
    answer = organizer.post(at(hall, "the/1"), {"cause": "lost", "reason": "Rơi", "seen": seen})
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in answer.get_data(as_text=True)


def test_seats_are_pasted_beside_the_numbers(hall: Hall, organizer: Browsing):
    hall.people(3, seat="Hàng C")
    seen = organizer.get(at(hall, "the/cho-ngoi")).hidden("seen")
    lines = "1\tNguyễn Văn An\tHàng A ghế 12\n2; Hàng A ghế 13\n\n3"
    organizer.submit(at(hall, "the/cho-ngoi"), {"lines": lines, "seen": seen})
    assert [face.seat for face in sorted(reading.faces(hall.meeting, Wanted(), hall.sealer), key=lambda f: f.number)] == [
        "Hàng A ghế 12",
        "Hàng A ghế 13",
        "",
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "Chưa có dòng nào"),
        ("một\tHàng A", "Chưa nhận được dòng 1"),
        ("1\tA\n1\tB", "Chưa nhận được dòng 2"),
        ("1\t" + "x" * 21, "Chưa nhận được dòng 1"),
        ("99\tHàng A", "Không có đại biểu mang số 99"),
    ],
)
def test_bad_seats_keep_the_text_and_store_nothing(hall: Hall, organizer: Browsing, lines: str, said: str):
    hall.people(1)
    seen = organizer.get(at(hall, "the/cho-ngoi")).hidden("seen")
    answer = organizer.post(at(hall, "the/cho-ngoi"), {"lines": lines, "seen": seen})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert said in text
    assert lines.split("\t", maxsplit=1)[0] in text
    assert reading.faces(hall.meeting, Wanted(), hall.sealer)[0].seat == ""


def test_seats_somebody_else_changed_meanwhile_are_not_overwritten(hall: Hall, organizer: Browsing):
    hall.people(1)
    seen = organizer.get(at(hall, "the/cho-ngoi")).hidden("seen")
    organizer.post(at(hall, "the/cho-ngoi"), {"lines": "1\tHàng A", "seen": seen})
    answer = organizer.post(at(hall, "the/cho-ngoi"), {"lines": "1\tHàng B", "seen": seen})
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in answer.get_data(as_text=True)


def test_the_live_page_counts_by_group_and_unit_without_a_script(hall: Hall, organizer: Browsing):
    hall.people(2, unit=hall.build.unit("Xã Gia Lộc"), group=hall.meeting.groups[0])
    hall.people(1, unit=hall.build.unit("Xã Lâm Sơn"), group=hall.meeting.groups[1], start=3)
    hall.people(1, unit=hall.build.unit("Báo"), kind="non_delegate", start=4)
    hall.report(*[hall.line(number) for number in (1, 3, 4)])
    page = organizer.get(at(hall, "cua-don"))
    assert page.one("p", class_="live__total").text.split()[:3] == ["2", "/", "3"]
    rows = [" ".join(row.text.split()) for row in page.all("tr")]
    assert "Xã Gia Lộc 1/2 1" in rows
    assert "Xã Lâm Sơn 1/1 0" in rows
    assert f"{hall.meeting.groups[0].name} 1/2 1" in rows


def test_a_reserve_without_a_code_gets_a_badge_printed_and_nothing_to_give_back(hall: Hall, organizer: Browsing):
    hall.people(1)
    assert "Cấp lại hoặc thu hồi thẻ" in organizer.get(at(hall, "the/1")).text
    with transaction() as session:
        session.execute(delete(Badge))
    page = organizer.get(at(hall, "the/1"))
    assert "Cấp lại hoặc thu hồi thẻ" not in page.text
    printed = organizer.post(at(hall, "the/badges.pdf"), {"so": page.one("input", name="so").attributes["value"], "co": "a6"})
    assert (printed.status_code, len(qr_codes(printed.data))) == (200, 1)


def test_before_the_day_the_door_says_that_scans_are_meant(hall: Hall, organizer: Browsing):
    hall.people(1)
    address = f"/cua/{hall.meeting.number}"
    assert "Chưa đến ngày họp (24/04/2025): lượt ghi hôm nay vẫn được tính là có mặt." in organizer.get(address).text
    with transaction() as session:
        session.execute(update(Meeting).where(Meeting.id == hall.meeting.id).values(held_on=hall.now.date()))
    assert organizer.get(address).all("div", id="chua-den-ngay") == []


@pytest.mark.parametrize(
    ("held_on", "now"),
    [
        (date(2025, 3, 4), ["Mở cửa quét thẻ", "Máy ở cửa", "Tập dượt"]),
        (date(2025, 3, 3), ["Mở cửa quét thẻ", "Ai chưa đến", "Chốt số lượng"]),
    ],
)
def test_what_is_to_be_done_now_stands_out_and_the_rest_is_below(
    hall: Hall, organizer: Browsing, held_on: date, now: list[str]
):
    with transaction() as session:
        session.execute(update(Meeting).where(Meeting.id == hall.meeting.id).values(held_on=held_on))
    page = organizer.get(at(hall, "cua-don"))
    assert [link.text.strip() for link in page.all("a", class_="button")] == now
    everything = {"Máy ở cửa", "Tập dượt", "Ai chưa đến", "Chốt số lượng", "Khách quý", "Màn hình chào mừng", "Màn hình lớn",
                  "Danh sách ký", "Chứng chỉ cho điện thoại"}  # fmt: skip
    assert {link.text for link in page.all("a", class_="nowrap")} == everything - set(now)


def test_the_projector_page_shows_the_same_figures(hall: Hall, organizer: Browsing):
    hall.people(2)
    hall.scan(1)
    assert organizer.get(at(hall, "cua-don/man-hinh")).one("strong", class_="live__present").text == "1"


def test_a_meeting_without_sessions_says_what_to_do(hall: Hall, organizer: Browsing):
    with db.engine.begin() as connection:
        connection.execute(db.text("DELETE FROM meeting_session"))
    assert "Chưa có phiên họp nào" in organizer.get(at(hall, "cua-don")).text
    assert "chưa có phiên nào" in organizer.get(f"/cua/{hall.meeting.number}").text


def test_the_signing_list_has_a_box_for_everybody_by_unit(hall: Hall, organizer: Browsing):
    hall.people(2, unit=hall.build.unit("Xã Gia Lộc"))
    hall.people(1, unit=hall.build.unit("Xã Bắc Thủy"), start=3)
    page = organizer.get(at(hall, "cua-don/danh-sach-ky"))
    captions = [" ".join(caption.text.split()) for caption in page.all("caption")]
    assert captions == ["Xã Bắc Thủy (1 người)", "Xã Gia Lộc (2 người)"]
    assert len(page.all("td", class_="signing__box")) == 3


@pytest.mark.parametrize("path", ["the", "the/1", "the/cho-ngoi", "cua-don", "cua-don/man-hinh", "cua-don/danh-sach-ky"])
def test_pages_cost_the_same_number_of_queries_for_three_and_for_thirty(hall: Hall, organizer: Browsing, path: str):
    hall.people(3)
    hall.scan(1)
    few = organizer.count_queries(at(hall, path))
    hall.people(27, start=4)
    hall.report(*[hall.line(number) for number in range(2, 30)])
    assert organizer.count_queries(at(hall, path)) == few


def test_a_page_of_badges_stays_small_with_many_delegates(hall: Hall, organizer: Browsing):
    hall.people(120)
    answer = organizer.fetch(at(hall, "the"))
    assert len(answer.data) <= 60 * 1024


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("organizer", {"the", "cua-don", "cua"}), ("door", {"cua-don", "cua"}), ("viewer", set())],
)
def test_each_role_enters_its_own_rooms_only(hall: Hall, browse: Browsing, role: str, allowed: set[str]):
    hall.build.user("ai", role=role, meeting=hall.meeting)
    browse.sign_in("ai")
    places = {"the": at(hall, "the"), "cua-don": at(hall, "cua-don"), "cua": f"/cua/{hall.meeting.number}"}
    statuses = {name: browse.client.get(address).status_code for name, address in places.items()}
    assert statuses == {name: 200 if name in allowed else 403 for name in places}


def test_another_meeting_is_not_found(hall: Hall, open_hall, browse: Browsing):
    hall.build.user("btc", role="organizer", meeting=hall.meeting)
    other = open_hall().meeting.number
    browse.sign_in("btc")
    for address in (
        f"/hoi-nghi/{other}/the",
        f"/hoi-nghi/{other}/cua-don",
        f"/cua/{other}",
        f"/hoi-nghi/{other}/the/badges.pdf",
    ):
        assert browse.client.get(address).status_code == 404


def test_numbers_of_nobody_are_not_found(hall: Hall, organizer: Browsing):
    for path in ("the/99", "the?don-vi=khong-phai", "cua-don?phien=7"):
        assert organizer.client.get(at(hall, path)).status_code == 404


def test_the_door_works_without_scripts_by_code_number_and_name(hall: Hall, organizer: Browsing):
    hall.people(3)
    address = f"/cua/{hall.meeting.number}"

    def type_in(text: str) -> str:
        data = {"text": text, "nonce": organizer.get(address).hidden("nonce"), "phien": "1", "cua": "Cửa 2"}
        return organizer.submit(address, data).text

    assert "Mời vào Nguyễn Văn An" in type_in(hall.codes[1])
    assert "Đã vào rồi" in type_in("1")
    assert "Không phải thẻ đại biểu" in type_in("https://example.invalid/abc")
    assert "Trần Thị Bình" in type_in("tran binh")
    assert "Không có ai tên như vậy" in type_in("khong ai")
    assert "Hãy quét thẻ" in type_in("  ")
    assert [entry.gate for entry in door.presence(hall.meeting, hall.session).values()] == ["Cửa 2"]


def test_the_same_form_sent_twice_is_one_scan(hall: Hall, organizer: Browsing):
    hall.people(1)
    address = f"/cua/{hall.meeting.number}"
    data = {"text": "1", "nonce": organizer.get(address).hidden("nonce")}
    texts = [organizer.submit(address, data).text for _ in range(2)]
    assert all("Mời vào" in text for text in texts)


def test_the_door_page_and_its_worker_alone_allow_webassembly(hall: Hall, organizer: Browsing):
    for address, allowed in ((f"/cua/{hall.meeting.number}", True), ("/cua/doc-ma.js", True), (at(hall, "cua-don"), False)):
        policy = organizer.fetch(address).headers["Content-Security-Policy"]
        assert ("'wasm-unsafe-eval'" in policy) is allowed


def test_signing_in_comes_first(hall: Hall, app: Flask):
    answer = app.test_client().get(f"/cua/{hall.meeting.number}")
    assert (answer.status_code, answer.location) == (302, f"/dang-nhap?tiep=/cua/{hall.meeting.number}")
