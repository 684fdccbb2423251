"""Papers built from data, reopened from Word and PDF."""

from datetime import date

import pytest
from sqlalchemy import select

from congress.agenda import service as agenda
from congress.audit import AuditEntry
from congress.awards import service as awards
from congress.awards.service import NewAward
from congress.db import db
from congress.delegates import service as delegates
from congress.documents import service
from congress.documents.kinds import ALL
from congress.documents.particulars import effective
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.service import by_number
from congress.people.sealing import Sealer
from tests.building import ACTOR
from tests.conftest import NOW
from tests.delegates.rosters import nominee, roster_of
from tests.documents.reading import docx_text, foot_text, pdf_text
from tests.elections.scene import scene as scene_of

LONG = "Công Tằng Tôn Nữ Thị Hoàng Hoa Phương Thảo Nguyên Bảo Châu Ngọc Diệp Quỳnh Như Mai"
DECOMPOSED = "Nguye\u0302\u0303n Thi\u0323 Bi\u0301ch Duye\u0302n"
CODES = [kind.code for kind in ALL]


def file_of(meeting: Meeting, code: str, form: str = "docx") -> bytes:
    meeting = by_number(meeting.number)
    return service.as_bytes(service.build(meeting, code, NOW), form)


def text_of(meeting: Meeting, code: str) -> str:
    return docx_text(file_of(meeting, code))


@pytest.fixture
def place(build):
    """A district's meeting with two communes below."""
    district, communes = build.district(2)
    return build.meeting(district), communes


@pytest.fixture
def meeting(place):
    return place[0]


def missing(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    return {paper.kind.code: paper.missing for paper in service.papers(by_number(meeting.number)).papers}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_an_empty_meeting_gets_every_paper_with_a_sentence_and_no_error(build, code, form):
    bare = build.meeting(held_on=None, place="", title="Hội nghị chưa có gì")
    content = file_of(bare, code, form)
    text = docx_text(content) if form == "docx" else pdf_text(content)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "\ue000" not in text
    assert "None" not in text


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("chuong-trinh", "Hội nghị chưa có chương trình."),
        ("danh-sach-dai-bieu", "Chưa có đại biểu nào trong danh sách."),
        ("danh-sach-ky-ten", "Chưa có đại biểu nào trong danh sách."),
        ("quyet-dinh-khen-thuong", "Chưa có ai trong danh sách khen thưởng."),
        ("danh-sach-trao-thuong", "Chưa có ai trong danh sách khen thưởng."),
        ("bien-ban-bieu-quyet", "Hội nghị chưa biểu quyết danh sách đại biểu dự cấp trên."),
        ("danh-sach-trich-ngang", "Chưa có ai trong danh sách dự cấp trên."),
        ("cong-van-gui-danh-sach", "Danh sách đại biểu dự cấp trên chưa có ai."),
        ("bang-phan-bo", "Chưa ban hành bảng phân bổ đại biểu."),
        ("bao-cao-dai-bieu", "Chưa có đại biểu nào trong danh sách."),
    ],
)
def test_what_is_not_there_is_said(meeting, code, sentence):
    assert sentence in text_of(meeting, code)


def test_the_programme_holds_the_published_items_with_their_times(meeting):
    agenda.create_standard(ACTOR, NOW, meeting)
    assert "Chương trình dự thảo, chưa ban hành" in foot_text(file_of(meeting, "chuong-trinh"))
    agenda.publish(ACTOR, NOW, by_number(meeting.number))
    content = file_of(meeting, "chuong-trinh")
    assert "Chương trình bản số 1 · Lập 08:00 03/03/2025 · nhật ký " in foot_text(content)
    rows = agenda.programme_for_paper(by_number(meeting.number))
    text = docx_text(content)
    assert len(rows) == 9
    assert [row.content for row in rows if f"{row.time} {row.content}" not in text] == []


def test_the_foot_names_the_head_of_the_history(meeting):
    agenda.create_standard(ACTOR, NOW, meeting)
    newest = select(AuditEntry.hash).where(AuditEntry.chain == str(meeting.id)).order_by(AuditEntry.position.desc()).limit(1)
    head = db.session.execute(newest).scalar_one()
    assert foot_text(file_of(meeting, "danh-sach-ky-ten")).endswith(f" · nhật ký {head[:12]}")


def test_each_guest_gets_an_invitation_on_a_page_of_its_own(place):
    meeting, (unit, _) = place
    for name, sex in ((DECOMPOSED, "female"), (LONG, ""), ("K'Giắc", "male")):
        wish = nominee(name, unit, kind="guest", group="guests", sex=sex, title="Phó Giám đốc")
        delegates.nominate(ACTOR, NOW, meeting, wish)
    content = file_of(meeting, "giay-moi", "pdf")
    text = pdf_text(content)
    assert text.count("GIẤY MỜI") == 3
    assert "Bà Nguyễn Thị Bích Duyên, Phó Giám đốc, xã Thử" in text
    assert LONG in text
    assert "Ông K'Giắc" in text
    assert text.count("07 giờ 30 phút, thứ Năm, ngày 24 tháng 4 năm 2025.") == 3


def test_every_official_delegate_gets_a_summons_and_none_who_withdrew(place):
    meeting, communes = place
    numbers = roster_of(meeting, communes, 4)
    delegates.withdraw(ACTOR, NOW, meeting, numbers[:1], "Xin thôi vì ốm")
    text = text_of(meeting, "giay-trieu-tap")
    assert text.count("GIẤY TRIỆU TẬP") == 3
    assert [n for n in numbers if f"Số thẻ đại biểu: {n}." in text] == numbers[1:]


def test_once_some_are_approved_only_they_are_summoned(place):
    meeting, communes = place
    numbers = roster_of(meeting, communes, 4)
    delegates.approve(ACTOR, NOW, meeting, numbers[:2])
    assert text_of(meeting, "giay-trieu-tap").count("GIẤY TRIỆU TẬP") == 2
    assert missing(meeting)["giay-trieu-tap"] == ("settled",)


def test_three_hundred_summonses_lie_in_one_file(place):
    meeting, communes = place
    roster_of(meeting, communes, 300)
    assert text_of(meeting, "giay-trieu-tap").count("GIẤY TRIỆU TẬP") == 300
    assert pdf_text(file_of(meeting, "giay-trieu-tap", "pdf")).count("GIẤY TRIỆU TẬP") == 300


def test_lists_go_by_unit_then_given_name_guests_last(place):
    meeting, (first, second) = place
    for name, unit in (("Vi Văn Tú", second), ("Hoàng Thị Ánh", first), ("Nông Văn An", first)):
        delegates.nominate(ACTOR, NOW, meeting, nominee(name, unit, title="Trưởng thôn"))
    delegates.nominate(ACTOR, NOW, meeting, nominee("Khách Xa", None, kind="guest", group="guests"))
    delegates.nominate(ACTOR, NOW, meeting, nominee("Lái Xe", first, kind="non_delegate", group=""))
    for code in ("danh-sach-dai-bieu", "danh-sach-ky-ten"):
        text = text_of(meeting, code)
        wanted = [f"I. {first.name.upper()} (2 người)", "Nông Văn An", "Hoàng Thị Ánh", f"II. {second.name.upper()} (1 người)"]
        wanted += ["Vi Văn Tú", "III. KHÁCH MỜI (1 người)", "Khách Xa", "4 người: 3 đại biểu chính thức, 1 khách mời."]
        assert [text.index(part) for part in wanted] == sorted(text.index(part) for part in wanted)
        assert "Lái Xe" not in text


def award(name: str, **fields) -> NewAward:
    return NewAward(**({"recipient": "person", "name": name, "award": "giay_khen", "authority": "ct_ubnd_huyen"} | fields))


def test_the_draft_decision_is_about_what_the_body_still_has_to_decide(meeting):
    done = {"decision_number": "412/QĐ-UBND", "decided_on": date(2025, 2, 26)}
    awards.add_awards(
        ACTOR,
        NOW,
        meeting,
        [
            award(DECOMPOSED, achievement="Sáng kiến cấp cơ sở"),
            award("Thôn Pá Đa", recipient="collective"),
            award("Đã Quyết Rồi", **done),
            award("Của Tỉnh", award="bang_khen", authority="ct_ubnd_tinh"),
        ],
    )
    text = text_of(meeting, "quyet-dinh-khen-thuong")
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN THỬ" in text
    assert "Tặng Giấy khen cho 01 tập thể, 01 cá nhân đã có thành tích" in text
    assert "2.120.000 đồng" in text
    assert text.index("I. TẬP THỂ (1)") < text.index("Thôn Pá Đa") < text.index("II. CÁ NHÂN (1)")
    assert "Nguyễn Thị Bích Duyên" in text
    assert ("Đã Quyết Rồi" in text, "Của Tỉnh" in text, "TM. ỦY BAN" in text) == (False, False, False)


def test_a_decision_that_was_taken_bears_its_number_and_day(meeting):
    awards.add_awards(ACTOR, NOW, meeting, [award("Vi An", decision_number="9/QĐ-UBND", decided_on=date(2025, 2, 5))])
    text = text_of(meeting, "quyet-dinh-khen-thuong")
    assert "Số: 9/QĐ-UBND" in text
    assert "Thử, ngày 05 tháng 02 năm 2025" in text
    assert "(Kèm theo Quyết định số 9/QĐ-UBND ngày 05 tháng 02 năm 2025 của Chủ tịch Ủy ban nhân dân huyện Thử)" in text


def test_the_stage_list_follows_the_order_of_presentation(meeting):
    awards.add_awards(ACTOR, NOW, meeting, [award("Một"), award("Hai"), award("Ba")])
    awards.move(ACTOR, NOW, meeting, 3, "up")
    awards.split(ACTOR, NOW, meeting, 3)
    awards.note_batch(ACTOR, NOW, meeting, 2, "Cá nhân", "Chủ tịch huyện", 0)
    text = text_of(meeting, "danh-sach-trao-thuong")
    wanted = ["ĐỢT 1", "1 Một", "ĐỢT 2: Cá nhân – Người trao: Chủ tịch huyện", "2 Ba", "3 Hai"]
    assert [text.index(part) for part in wanted] == sorted(text.index(part) for part in wanted)


def test_the_vote_and_the_names_are_in_the_minutes_and_the_letter(build):
    scene = scene_of(build)
    scene.ready()
    minutes, letter = text_of(scene.lower, "bien-ban-bieu-quyet"), text_of(scene.lower, "cong-van-gui-danh-sach")
    assert "Số đại biểu có quyền biểu quyết có mặt: 100." in minutes
    assert "Tán thành: 99 (99%)." in minutes
    assert "Không tán thành: 0 (0%); ý kiến khác: 1 (1%)." in minutes
    assert "Danh sách được hội nghị thông qua." in minutes
    assert minutes.index("Đại biểu chính thức: 3 người") < minutes.index("Đại biểu dự khuyết: 1 người")
    assert "99 trên 100 đại biểu có mặt tán thành, đạt 99%." in letter
    assert "Số: /UBND- " in letter
    assert "gồm 3 đại biểu chính thức và 1 đại biểu dự khuyết" in letter
    assert [name for name in scene.names() if name not in minutes or name not in letter] == []
    assert f"Kính gửi: Ủy ban nhân dân {scene.higher.unit.name[0].lower()}{scene.higher.unit.name[1:]}" in letter


def test_a_list_changed_after_the_vote_is_said_in_the_minutes(build):
    scene = scene_of(build)
    scene.ready()
    scene.propose("Người Thêm Sau")
    assert "danh sách đã thay đổi sau lần biểu quyết này" in text_of(scene.lower, "bien-ban-bieu-quyet")
    assert missing(scene.lower)["bien-ban-bieu-quyet"] == ("covers",)


def test_sensitive_columns_stand_only_where_they_were_asked_for_on_record(build):
    scene, sealer = scene_of(build), Sealer(b"test", b"k" * 32)
    scene.ready()
    meeting = by_number(scene.lower.number)
    assert "Dân tộc" not in text_of(meeting, "danh-sach-trich-ngang")
    full = service.build_sealed("to-chuc", NOW, meeting, "danh-sach-trich-ngang", "docx", sealer)
    assert "Dân tộc Tôn giáo Đảng viên Trình độ" in docx_text(service.as_bytes(full, "docx"))
    entry = db.session.execute(select(AuditEntry).where(AuditEntry.act == "documents.export")).scalar_one()
    assert (entry.actor, entry.subject) == ("to-chuc", "paper danh-sach-trich-ngang")
    with pytest.raises(NotFound):
        service.build_sealed("to-chuc", NOW, meeting, "giay-moi", "docx", sealer)


def test_the_report_counts_groups_and_shares(place):
    meeting, communes = place
    roster_of(meeting, communes, 2, sex="female")
    delegates.nominate(ACTOR, NOW, meeting, nominee("Khách Xa", None, kind="guest", group="guests"))
    text = text_of(meeting, "bao-cao-dai-bieu")
    assert "Tổng số đại biểu trong danh sách: 3, gồm 2 đại biểu chính thức và 1 khách mời." in text
    assert "Nông dân, người trực tiếp sản xuất 2 66,7%" in text
    assert "Tổng số 3 100%" in text
    assert "Đại biểu nữ: 2 người (66,7%)." in text


def test_once_a_list_is_settled_the_report_leaves_out_who_is_only_proposed(place):
    meeting, communes = place
    roster_of(meeting, communes, 2, sex="female")
    first = delegates.nominate(ACTOR, NOW, meeting, nominee("Nông Thị Duyệt", communes[0], sex="female", status="approved"))
    text = text_of(meeting, "bao-cao-dai-bieu")
    assert first.status == "approved"
    assert "Tổng số đại biểu trong danh sách: 1, gồm 1 đại biểu chính thức và 0 khách mời." in text
    assert "Đại biểu nữ: 1 người (100%)." in text
    assert "settled" in missing(meeting)["bao-cao-dai-bieu"]


def test_a_plain_commendation_meeting_has_no_papers_about_a_list(build):
    plain = build.meeting(elects=False)
    assert [code for code in missing(plain) if KINDS_ELECT[code]] == []
    with pytest.raises(NotFound):
        service.build(plain, "cong-van-gui-danh-sach", NOW)


KINDS_ELECT = {kind.code: kind.elects for kind in ALL}


def test_the_page_says_what_each_paper_lacks(meeting):
    found = missing(meeting)
    assert found["chuong-trinh"] == ("programme",)
    assert found["giay-moi"] == ("guests",)
    assert found["danh-sach-trao-thuong"] == ("awards",)
    assert found["bien-ban-bieu-quyet"] == ("vote",)


def particulars(meeting: Meeting, code: str, **fields):
    given = effective(by_number(meeting.number), code).particulars
    return type(given)(**(vars(given) | fields))


def test_typed_particulars_stand_on_the_paper(meeting):
    wish = particulars(
        meeting, "giay-moi", number="15/GM-UBND", day=date(2025, 4, 1), capacity=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer=DECOMPOSED, recipients=("Như trên", "", "Báo Lạng Sơn"),
    )  # fmt: skip
    service.store_particulars(ACTOR, NOW, meeting, "giay-moi", wish, 0)
    text = text_of(meeting, "giay-moi")
    wanted = ["Số: 15/GM-UBND", "Thử, ngày 01 tháng 4 năm 2025", "- Như trên;", "- Báo Lạng Sơn."]
    wanted += ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Thị Bích Duyên"]
    assert [part for part in wanted if part not in text] == []


def test_the_common_particulars_reach_every_paper_that_has_not_its_own(meeting):
    service.store_particulars(ACTOR, NOW, meeting, "giay-moi", particulars(meeting, "giay-moi", signer="Riêng"), 0)
    common = particulars(meeting, service.EVERY_PAPER, signer="Chung", issuer=("BAN TỔ CHỨC",), organ="Ban Tổ chức")
    service.store_particulars(ACTOR, NOW, meeting, service.EVERY_PAPER, common, 0)
    assert effective(meeting, "giay-moi").particulars.signer == "Riêng"
    assert effective(meeting, "giay-trieu-tap").particulars.signer == "Chung"
    assert "BAN TỔ CHỨC" in text_of(meeting, "giay-moi")
    assert "Ban Tổ chức trân trọng kính mời" in text_of(meeting, "giay-moi")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"issuer": ("  ",)}, "paper_issuer_missing"),
        ({"signer": "x" * 301}, "text_long"),
        ({"recipients": tuple(f"nơi {n}" for n in range(21))}, "paper_lines_many"),
    ],
)
def test_impossible_particulars_are_refused(meeting, fields, code):
    with pytest.raises(Refused) as refusal:
        service.store_particulars(ACTOR, NOW, meeting, "giay-moi", particulars(meeting, "giay-moi", **fields), 0)
    assert (refusal.value.code, refusal.value.facts["field"]) == (code, next(iter(fields)))


def test_two_editors_of_particulars_the_second_is_told(meeting):
    service.store_particulars(ACTOR, NOW, meeting, "giay-moi", particulars(meeting, "giay-moi", signer="Một"), 0)
    with pytest.raises(Refused) as refusal:
        service.store_particulars(ACTOR, NOW, meeting, "giay-moi", particulars(meeting, "giay-moi", signer="Hai"), 0)
    assert refusal.value.code == "stale"
    assert effective(meeting, "giay-moi").particulars.signer == "Một"
