"""Lists taken in from Excel as staff keep it: read, previewed, stored whole or not at all, undone."""

from io import BytesIO

import pytest
import xlsxwriter
from sqlalchemy import select

from congress.audit import AuditEntry
from congress.db import db
from congress.delegates import figures, roster, service
from congress.delegates.intake import service as intake_service
from congress.delegates.models import Intake
from congress.delegates.roster import Filter
from congress.files.spreadsheet_in import read_sheet
from congress.people.birth import Birth, birth_of, birth_text
from tests.building import ACTOR
from tests.conftest import NOW
from tests.delegates.rosters import allocate, nominee

HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ", "Đơn vị", "Nhóm cơ cấu", "Dân tộc")
FARMERS = "Nông dân, người trực tiếp sản xuất"


@pytest.fixture
def place(app, build):
    district, _ = build.district(0)
    communes = [build.unit("Xã Nhân Lý", parent=district), build.unit("Thị trấn Chi Lăng", parent=district)]
    meeting = build.meeting(district)
    build.user("btc", role="organizer", meeting=meeting)
    build.user("canbo", role="unit_officer", unit=communes[0])
    return meeting, communes


def book(rows, headings=HEADINGS, above=()) -> BytesIO:
    """A workbook with these lines above the header, the headings, and the rows."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Danh sách")
        for number, values in enumerate([*[[text] for text in above], list(headings), *rows]):
            sheet.write_row(number, 0, values)
    target.seek(0)
    return target


def person(name: str, year="1975", unit="Xã Nhân Lý", group=FARMERS, number=1, sex="Nam", ethnic="Nùng"):
    return [number, name, year, sex, "Nông dân", unit, group, ethnic]


def address(meeting, rest: str = "") -> str:
    return f"/hoi-nghi/{meeting.number}/dai-bieu/nhap-tep{rest}"


def send(browse, meeting, content: BytesIO, name="danh-sach.xlsx"):
    return browse.submit(address(meeting), {"file": (content, name)}, content_type="multipart/form-data")


def take(browse, meeting, number: int = 1, **data):
    """Press the button of the preview with what the page holds."""
    page = browse.get(address(meeting, f"/{number}"))
    form = {
        e.attributes["name"]: e.attributes.get("value", "") for e in page.all("input") if e.attributes.get("name") == "version"
    }
    intake = db.session.execute(select(Intake).where(Intake.number == number)).scalar_one()
    settings = intake_service.settings_of(intake)
    form |= {f"column-{place}": name for place, name in settings.columns.items()}
    unit = str(settings.defaults.unit_id) if settings.defaults.unit_id else ""
    form |= {"encoding": settings.encoding, "kind": "official", "unit": unit, "group": "", "basis": "", "do": "take"}
    db.session.rollback()
    return browse.submit(address(meeting, f"/{number}"), form | data)


def names(meeting) -> list[str]:
    return [one.person.name for one in roster.everybody(meeting, Filter())]


def test_a_list_under_title_rows_is_previewed_and_nothing_is_stored_yet(browse, place):
    meeting, _ = place
    rows = [person("Nông Văn Ba"), [], person("Ông Vi Văn Long", number=2), ["", "Tổng cộng: 2 người"]]
    browse.sign_in("btc")
    page = send(browse, meeting, book(rows, above=("ỦY BAN NHÂN DÂN XÃ NHÂN LÝ", "DANH SÁCH ĐẠI BIỂU", "")))
    assert "Nhập 2 người vào danh sách" in page.text
    assert "Vi Văn Long" in page.text
    assert figures.summary(meeting).counted == 0


def test_taking_a_list_in_stores_persons_groups_and_sealed_values(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    send(browse, meeting, book([person("Nông Văn Ba"), person("Lý Thị Mai", "12/05/1980", sex="Nữ", number=2)]))
    page = take(browse, meeting)
    assert "Đã nhập: thêm 2, cập nhật 0." in page.text
    stored = roster.everybody(meeting, Filter())
    assert [(one.person.name, one.unit_id, one.group.code, one.person.sex) for one in stored] == [
        ("Nông Văn Ba", unit.id, "farmers_workers", "male"),
        ("Lý Thị Mai", unit.id, "farmers_workers", "female"),
    ]
    assert [birth_text(birth_of(one.person)) for one in stored] == ["1975", "12/05/1980"]
    assert "Nùng" in browse.submit(f"/hoi-nghi/{meeting.number}/dai-bieu/1/thong-tin-rieng").text


def test_a_draft_holds_sensitive_cells_sealed_only(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    send(browse, meeting, book([person("Nông Văn Ba", ethnic="Nùng")]))
    draft = db.session.execute(select(Intake)).scalar_one()
    assert "Nùng".encode() not in draft.content
    assert "Nông Văn Ba" not in str(draft.settings)


def test_each_wrong_cell_is_named_and_the_good_rows_still_go_in(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    rows = [person("Nông Văn Ba"), person("Vi Văn Long", year="31/02/1975"), person("Lý Thị Mai", unit="Xã Không Có"),
            person("Hà Văn Tư", group="Nhóm lạ"), person("Lương Thị Năm", sex="?")]  # fmt: skip
    page = send(browse, meeting, book(rows))
    for said in ("Không đọc được ngày sinh “31/02/1975”", "Không có đơn vị “Xã Không Có”", "Không có nhóm cơ cấu “Nhóm lạ”",
                 "Không rõ giới tính “?”"):  # fmt: skip
        assert said in page.text
    page = take(browse, meeting)
    assert names(meeting) == ["Nông Văn Ba"]
    assert "Các dòng lỗi chưa vào danh sách" in page.text


def test_the_wrong_rows_come_back_with_their_errors_and_can_be_sent_again(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    send(browse, meeting, book([person("Nông Văn Ba"), person("Vi Văn Long", year="31/02/1975")]))
    answer = browse.fetch(address(meeting, "/1/dong-loi.xlsx"))
    rows = read_sheet(BytesIO(answer.data), "x.xlsx").rows
    assert [row.cells[0] for row in rows] == [
        "Lỗi",
        "Ngày, tháng, năm sinh: Không đọc được ngày sinh “31/02/1975”; viết 12/05/1975, 05/1975 hoặc chỉ năm 1975.",
    ]
    assert "Vi Văn Long" in rows[1].cells
    acts = db.session.execute(select(AuditEntry.actor).where(AuditEntry.act == "delegates.intake_wrong_rows")).scalars()
    assert list(acts) == ["btc"]
    page = send(browse, meeting, BytesIO(answer.data), "sua.xlsx")
    assert "Vi Văn Long" in page.text


def test_somebody_on_the_roster_is_updated_only_where_the_file_says_something(browse, place):
    meeting, (unit, _) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit, birth=Birth(1975), title="Chủ hộ", phone="0912345678"))
    browse.sign_in("btc")
    row = person("NÔNG VĂN BA", sex="", ethnic="")
    assert "Đã có trong danh sách (số 1)" in send(browse, meeting, book([row])).text
    assert "thêm 0, cập nhật 1" in take(browse, meeting).text
    stored = roster.by_number(meeting, 1)
    assert (stored.title, stored.person.phone, stored.person.sex) == ("Nông dân", "0912345678", "male")


def test_the_same_file_twice_adds_nobody(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    content = book([person("Nông Văn Ba", ethnic=""), person("Vi Văn Long", ethnic="")])
    data = content.getvalue()
    send(browse, meeting, BytesIO(data))
    take(browse, meeting)
    assert "không có gì mới" in send(browse, meeting, BytesIO(data)).text
    assert "Không có dòng nào nhập được" in take(browse, meeting, 2).text
    assert figures.summary(meeting).counted == 2


def test_a_row_twice_in_one_file_is_left_out_unless_it_is_another_person(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    content = book([person("Hoàng Văn Hùng", "1972"), person("Hoàng Văn Hùng", "1972", number=2)])
    assert "Trùng với dòng 2 của tệp này" in send(browse, meeting, content).text
    take(browse, meeting, **{"row-3": "new"})
    assert names(meeting) == ["Hoàng Văn Hùng", "Hoàng Văn Hùng"]


def test_a_column_can_be_given_another_meaning(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    headings = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Cột lạ", "Đơn vị", "Nhóm cơ cấu", "Dân tộc")
    send(browse, meeting, book([person("Nông Văn Ba")], headings))
    take(browse, meeting, **{"column-4": "title"})
    assert roster.by_number(meeting, 1).title == "Nông dân"


def test_two_columns_of_one_meaning_are_refused(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    send(browse, meeting, book([person("Nông Văn Ba")]))
    assert "Hai cột cùng được chọn" in take(browse, meeting, **{"column-0": "title"}).text


def test_defaults_stand_in_for_what_the_file_leaves_out(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("btc")
    send(browse, meeting, book([["Nông Văn Ba"], ["Vi Văn Long"]], ("Họ và tên",)))
    take(browse, meeting, unit=str(unit.id), group="exemplars", basis="adopted")
    assert {(one.unit_id, one.group.code, one.basis) for one in roster.everybody(meeting, Filter())} == {
        (unit.id, "exemplars", "adopted")
    }


def test_cells_pasted_from_a_spreadsheet_are_taken_like_a_file(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    lines = [
        ("Họ và tên", "Nam", "Nữ", "Đơn vị", "Nhóm"),
        ("Nông Văn Ba", "1975", "", "Nhân Lý", FARMERS),
        ("Lý Thị Mai", "", "1980", "Thị trấn Chi Lăng", FARMERS),
    ]
    text = "\n".join("\t".join(line) for line in lines)
    browse.submit(address(meeting), {"pasted": text})
    take(browse, meeting)
    stored = roster.everybody(meeting, Filter())
    assert [(one.person.sex, one.person.birth_year, one.unit.name) for one in stored] == [
        ("male", 1975, "Xã Nhân Lý"),
        ("female", 1980, "Thị trấn Chi Lăng"),
    ]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "rong.xlsx", "Tệp không có nội dung"),
        (b"%PDF-1.7 abc", "giay.pdf", "không phải bảng tính"),
        (b"PK\x03\x04 broken", "hong.xlsx", "bị hỏng"),
        (b"<html><table></table></html>", "trang.xls", "trang web"),
        ("cột lạ,khác\n1,2\n".encode(), "la.csv", "Không tìm thấy dòng tiêu đề"),
        ("Họ và tên,Đơn vị\n".encode(), "trong.csv", "chưa có ai"),
    ],
)
def test_a_bad_file_is_answered_with_a_sentence_at_the_field(browse, place, content: bytes, name: str, said: str):
    meeting, _ = place
    browse.sign_in("btc")
    answer = browse.post(address(meeting), {"file": (BytesIO(content), name), "pasted": ""}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert said in browse._read(answer).one("p", id="file-error").text


def test_nothing_sent_is_said_and_a_bad_paste_is_kept(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    assert "Hãy chọn một tệp" in browse._read(browse.post(address(meeting))).text
    page = browse._read(browse.post(address(meeting), {"pasted": "không phải bảng"}))
    assert page.one("textarea", name="pasted").text.strip() == "không phải bảng"


def test_an_import_is_undone_and_leaves_what_was_worked_on(browse, place):
    meeting, (unit, _) = place
    service.nominate(ACTOR, NOW, meeting, nominee("Nông Văn Ba", unit, birth=Birth(1975), title="Chủ hộ"))
    browse.sign_in("btc")
    send(browse, meeting, book([person("Nông Văn Ba"), person("Vi Văn Long"), person("Lý Thị Mai")]))
    take(browse, meeting)
    service.approve(ACTOR, NOW, meeting, [3])
    page = browse.submit(address(meeting, "/1/hoan-tac"), page=address(meeting, "/1"))
    assert "Đã hoàn tác 2 dòng" in page.text
    assert "Giữ lại vì đã có người sửa hoặc duyệt: số 3" in page.text
    assert names(meeting) == ["Nông Văn Ba", "Lý Thị Mai"]
    assert roster.by_number(meeting, 1).title == "Chủ hộ"
    assert "đã được hoàn tác" in browse.submit(address(meeting, "/1/hoan-tac"), page=address(meeting, "/1")).text


def test_undoing_puts_sealed_values_back(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    values = {"name": "Nông Văn Ba", "sex": "male", "birth": "1975", "unit": str(place[1][0].id), "kind": "official",
              "group": "farmers_workers", "basis": "adopted", "party_member": "", "ethnic_group": "Tày"}  # fmt: skip
    browse.submit(f"/hoi-nghi/{meeting.number}/dai-bieu/gioi-thieu", values)
    send(browse, meeting, book([person("Nông Văn Ba", ethnic="Nùng")]))
    take(browse, meeting)
    look = f"/hoi-nghi/{meeting.number}/dai-bieu/1/thong-tin-rieng"
    assert "Nùng" in browse.submit(look).text
    browse.submit(address(meeting, "/1/hoan-tac"), page=address(meeting, "/1"))
    text = browse.submit(look).text
    assert ("Tày" in text, "Nùng" in text) == (True, False)


def test_an_officer_takes_in_own_people_only_and_within_the_seats(browse, place):
    meeting, (unit, other) = place
    allocate(meeting, {(unit, "farmers_workers"): 1, (other, "farmers_workers"): 5})
    browse.sign_in("canbo")
    page = send(browse, meeting, book([person("Nông Văn Ba"), person("Lý Thị Mai", unit="Thị trấn Chi Lăng")]))
    assert "“Thị trấn Chi Lăng” là đơn vị khác" in page.text
    take(browse, meeting)
    assert names(meeting) == ["Nông Văn Ba"]
    send(browse, meeting, book([person("Vi Văn Long")]))
    assert "không còn chỉ tiêu" in take(browse, meeting, 2).text
    assert names(meeting) == ["Nông Văn Ba"]


def test_an_officers_list_changes_nobody_who_was_approved(browse, place):
    meeting, (unit, _) = place
    for name in ("Nông Văn Ba", "Lý Thị Mai"):
        service.nominate(ACTOR, NOW, meeting, nominee(name, unit))
    service.approve(ACTOR, NOW, meeting, [1])
    browse.sign_in("canbo")
    page = send(browse, meeting, book([person("Nông Văn Ba"), person("Lý Thị Mai")]))
    assert "Danh sách đã được duyệt nên đơn vị không sửa được nữa" in page.text
    take(browse, meeting)
    assert [one.title for one in roster.everybody(meeting, Filter())] == ["", "Nông dân"]


@pytest.mark.parametrize("rest", ["/1", "/1/dong-loi.xlsx", "/7"])
def test_what_somebody_else_sent_is_not_found(browse, place, rest: str):
    meeting, _ = place
    browse.sign_in("btc")
    send(browse, meeting, book([person("Nông Văn Ba"), person("", number=2)]))
    browse.post("/dang-xuat")
    browse.sign_in("canbo").get(address(meeting, rest), status=404)


def test_text_in_an_old_font_is_converted(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    send(browse, meeting, book([person("NguyÔn V¨n Hoµ", group=FARMERS)]))
    page = browse.get(address(meeting, "/1"))
    assert "Nguyễn Văn Hoà" in page.text


def test_the_template_can_be_filled_in_and_sent(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    sheet = read_sheet(BytesIO(browse.fetch(address(meeting, "/mau.xlsx")).data), "mau.xlsx")
    assert sheet.rows[0].cells[:3] == ("Họ và tên", "Ngày, tháng, năm sinh", "Giới tính")
    assert sheet.sheet_names == ("Danh sách đại biểu", "Hướng dẫn")


def test_somebody_known_from_another_meeting_is_not_made_twice(browse, build, place):
    meeting, (unit, _) = place
    other = service.nominate(ACTOR, NOW, build.meeting(), nominee("Nông Văn Ba", unit, birth=Birth(1975)))
    browse.sign_in("btc")
    send(browse, meeting, book([person("Nông Văn Ba")]))
    take(browse, meeting)
    assert roster.by_number(meeting, 1).person_id == other.person_id


def test_the_preview_costs_the_same_queries_however_long(browse, place):
    meeting, _ = place
    browse.sign_in("btc")
    send(browse, meeting, book([person(f"Nông Văn {letter}a") for letter in "BCD"]))
    send(browse, meeting, book([person(f"Nông Văn {letter}{end}") for letter in "BCDGHKLMNP" for end in "aeiou"]))
    assert browse.count_queries(address(meeting, "/1")) == browse.count_queries(address(meeting, "/2"))


def test_an_officers_list_needs_no_column_of_units_and_may_name_workplaces(browse, place):
    meeting, (unit, _) = place
    browse.sign_in("canbo")
    rows = [["Nông Văn Ba", "", FARMERS], ["Vi Văn Long", "Trường Trung học cơ sở", FARMERS]]
    send(browse, meeting, book(rows, ("Họ và tên", "Đơn vị công tác", "Nhóm")))
    take(browse, meeting)
    stored = roster.everybody(meeting, Filter())
    assert [(one.unit_id, one.note) for one in stored] == [(unit.id, ""), (unit.id, "Trường Trung học cơ sở")]


def test_a_conference_without_bodies_below_needs_no_column_of_units(browse, build):
    commune = build.unit("Xã Liên Sơn")
    meeting = build.meeting(commune)
    build.user("btc", role="organizer", meeting=meeting)
    browse.sign_in("btc")
    send(browse, meeting, book([["Nông Văn Ba", FARMERS]], ("Họ và tên", "Nhóm")))
    take(browse, meeting)
    assert [one.unit_id for one in roster.everybody(meeting, Filter())] == [commune.id]
