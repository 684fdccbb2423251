"""Both parts of the page: sending up and answering below, for those whose task it is."""

from congress.elections import service as elections
from congress.elections.service import Standing
from congress.submissions import service
from tests.browsing import Browsing
from tests.building import ACTOR, Builder
from tests.elections.scene import Scene, scene


def out(stage: Scene, rest: str = "") -> str:
    return f"/hoi-nghi/{stage.lower.number}/gui-cap-tren{rest}"


def inside(stage: Scene, rest: str = "", number: int = 1) -> str:
    return f"/hoi-nghi/{stage.higher.number}/gui-cap-tren/tu/{stage.lower.number}/{number}{rest}"


def below(stage: Scene, browse: Browsing) -> Browsing:
    stage.build.user("can.bo.xa", role="unit_officer", unit=stage.unit)
    return browse.sign_in("can.bo.xa")


def above(stage: Scene) -> Browsing:
    stage.build.user("thuong.truc", role="standing_body", unit=stage.higher.unit)
    return Browsing(stage.build.app).sign_in("thuong.truc")


def ready(build: Builder) -> Scene:
    stage = scene(build)
    stage.ready()
    return stage


def sent(build: Builder) -> Scene:
    stage = ready(build)
    service.send(ACTOR, build.now, stage.lower)
    return stage


def received(build: Builder) -> Scene:
    stage = sent(build)
    service.receive(ACTOR, build.now, stage.higher, stage.lower.number, 1, 1)
    return stage


def version_of(stage: Scene) -> str:
    return str(service.incoming(stage.higher, stage.lower.number, 1).version)


def test_a_list_goes_up_from_the_page(build: Builder, browse: Browsing):
    stage = ready(build)
    page = below(stage, browse).get(out(stage))
    assert "Nội dung đủ, đúng chỉ tiêu; có thể gửi." in page.text
    form = {"seen": page.hidden("seen"), "fingerprint": page.hidden("fingerprint")}
    assert "Bản số 1 đã gửi" in browse.submit(out(stage, "/gui"), form, page=out(stage)).text
    assert "Đã gửi, chờ tiếp nhận" in browse.get(out(stage)).text


def test_the_second_who_sends_is_told_on_the_page(build: Builder, browse: Browsing):
    stage = ready(build)
    page = below(stage, browse).get(out(stage))
    form = {"seen": page.hidden("seen"), "fingerprint": page.hidden("fingerprint")}
    service.send("chi.lan", build.now, stage.lower)
    answer = browse.post(out(stage, "/gui"), form, page=out(stage))
    assert answer.status_code == 422
    assert "chi.lan đã gửi bản số 1 lúc 08:00" in answer.get_data(as_text=True)


def test_a_list_changed_meanwhile_is_shown_again_before_it_goes(build: Builder, browse: Browsing):
    stage = ready(build)
    page = below(stage, browse).get(out(stage))
    form = {"seen": page.hidden("seen"), "fingerprint": page.hidden("fingerprint")}
    row = elections.the_list(stage.lower).official[0]
    wish = Standing(group_code="farmers_workers", title="Trưởng thôn")
    elections.change(ACTOR, build.now, stage.lower, row.number, wish, row.version)
    answer = browse.post(out(stage, "/gui"), form, page=out(stage))
    assert (answer.status_code, service.versions(stage.lower)) == (422, [])
    assert "Danh sách vừa được người khác sửa" in answer.get_data(as_text=True)


def test_a_violation_hides_the_button_and_says_why(build: Builder, browse: Browsing):
    stage = scene(build)
    stage.propose("Lộc Văn Lập")
    page = below(stage, browse).get(out(stage))
    assert "chưa ghi kết quả biểu quyết" in page.text
    assert not page.all("form", action=out(stage, "/gui"))
    answer = browse.post(out(stage, "/gui"), {"seen": "1", "fingerprint": ""}, page=out(stage))
    assert answer.status_code == 422


def test_without_a_congress_above_the_page_says_so(build: Builder, browse: Browsing):
    stage = scene(build, higher_meeting_id=None)
    assert "Chưa gắn với hội nghị cấp trên" in below(stage, browse).get(out(stage)).text


def test_the_paper_is_typed_later_and_a_bad_day_keeps_the_number(build: Builder, browse: Browsing):
    stage = sent(build)
    below(stage, browse)
    seen = browse.get(out(stage, "/1")).hidden("version")
    form = {"version": seen, "paper_number": "19/UBND-VP", "paper_on": "31/02/2025"}
    answer = browse.post(out(stage, "/1/cong-van"), form, page=out(stage, "/1"))
    assert answer.status_code == 422
    assert 'value="19/UBND-VP"' in answer.get_data(as_text=True)
    assert browse.post(out(stage, "/1/cong-van"), form | {"paper_on": "21/02/2025"}, page=out(stage, "/1")).status_code == 303
    assert "19/UBND-VP, 21/02/2025" in browse.get(out(stage)).text
    answer = browse.post(out(stage, "/1/cong-van"), form | {"paper_on": "20/02/2025"}, page=out(stage, "/1"))
    assert "Người khác vừa sửa mục này" in answer.get_data(as_text=True)


def test_above_the_list_is_received_and_accepted(build: Builder):
    stage = sent(build)
    browse = above(stage)
    assert "Mở bản số 1" in browse.get(f"/hoi-nghi/{stage.higher.number}/gui-cap-tren").text
    page = browse.submit(inside(stage, "/tiep-nhan"), {"version": version_of(stage)}, page=inside(stage))
    assert "Danh sách nằm trong chỉ tiêu, đúng nhóm." in page.text
    page = browse.submit(inside(stage, "/chap-nhan"), {"nhan-version": version_of(stage)}, page=inside(stage))
    assert "Đã chấp nhận: 3 người vào danh sách đại biểu." in page.text


def test_above_the_list_goes_back_with_remarks_that_stand_below_beside_their_rows(build: Builder, browse: Browsing):
    stage = received(build)
    form = {"version": version_of(stage), "remarks": "Xem lại thành tích.", "rows-0": "", "rows-1": "Ghi số quyết định."}
    assert above(stage).post(inside(stage, "/tra-lai"), form, page=inside(stage)).status_code == 303
    page = below(stage, browse).get(out(stage, "/1"))
    remarks = [cell.text for cell in page.all("td", data_label="Nhận xét của cấp trên")]
    assert remarks == ["—", "Ghi số quyết định.", "—", "—"]
    assert "Xem lại thành tích." in page.text
    assert "Bản số 2 sắp gửi" in browse.get(out(stage)).text


def test_returning_without_a_word_is_answered_at_the_field(build: Builder):
    stage = received(build)
    answer = above(stage).post(inside(stage, "/tra-lai"), {"version": version_of(stage), "remarks": " "}, page=inside(stage))
    assert answer.status_code == 422
    assert 'aria-describedby="remarks-error"' in answer.get_data(as_text=True)


def test_accepting_while_it_was_returned_is_told(build: Builder):
    stage = received(build)
    seen = version_of(stage)
    service.return_with_remarks("chi.lan", build.now, stage.higher, stage.lower.number, 1, int(seen), "Sửa lại.")
    answer = above(stage).post(inside(stage, "/chap-nhan"), {"nhan-version": seen}, page=inside(stage))
    assert answer.status_code == 422
    assert "chi.lan đã trả lại bản số 1 lúc 08:00." in answer.get_data(as_text=True)


def test_a_soft_matter_asks_for_a_reason_and_keeps_the_page(build: Builder):
    stage = scene(build, seats={"farmers_workers": 1, "leaders": 2})
    stage.ready()
    service.send(ACTOR, build.now, stage.lower)
    service.receive(ACTOR, build.now, stage.higher, stage.lower.number, 1, 1)
    browse = above(stage)
    answer = browse.post(inside(stage, "/chap-nhan"), {"nhan-version": version_of(stage)}, page=inside(stage))
    assert answer.status_code == 422
    assert "hãy ghi lý do ở đây" in answer.get_data(as_text=True)
    form = {"nhan-version": version_of(stage), "nhan-remarks": "Đã thống nhất đổi nhóm."}
    assert browse.post(inside(stage, "/chap-nhan"), form, page=inside(stage)).status_code == 303


def test_the_second_version_shows_what_changed(build: Builder, browse: Browsing):
    stage = received(build)
    service.return_with_remarks(ACTOR, build.now, stage.higher, stage.lower.number, 1, 2, "Sửa lại.")
    row = elections.the_list(stage.lower).official[0]
    wish = Standing(group_code="farmers_workers", title="Trưởng thôn")
    elections.change(ACTOR, build.now, stage.lower, row.number, wish, row.version)
    service.send(ACTOR, build.now, stage.lower)
    page = above(stage).get(inside(stage, number=2))
    assert "Chức vụ, nghề nghiệp: Nông dân → Trưởng thôn" in page.text


def test_those_below_do_not_answer_and_those_above_do_not_send(build: Builder, browse: Browsing):
    stage = received(build)
    below(stage, browse)
    assert browse.post(inside(stage, "/chap-nhan"), {"nhan-version": "2"}).status_code == 403
    assert above(stage).post(out(stage, "/gui"), {"seen": "2", "fingerprint": ""}).status_code == 403


def test_a_stranger_finds_neither_the_outbox_nor_the_inbox(build: Builder, browse: Browsing):
    stage = sent(build)
    build.user("xa.khac", role="unit_officer", unit=build.unit("Xã Khác"))
    browse.sign_in("xa.khac")
    for address in (out(stage), out(stage, "/1"), inside(stage)):
        browse.get(address, status=404)


def test_a_list_sent_to_another_congress_is_not_found_from_here(build: Builder):
    stage = sent(build)
    browse = above(stage)
    browse.get(inside(stage, number=2), status=404)
    browse.get(f"/hoi-nghi/{stage.higher.number}/gui-cap-tren/1", status=404)


def test_the_inbox_costs_the_same_for_three_and_thirty_lower_meetings(build: Builder):
    stage = sent(build)

    def more(count: int) -> None:
        for _ in range(count):
            build.meeting(build.unit(parent=stage.higher.unit), higher_meeting_id=stage.higher.id)

    more(2)
    browse = above(stage)
    address = f"/hoi-nghi/{stage.higher.number}/gui-cap-tren"
    browse.get(address)
    few = browse.count_queries(address)
    more(27)
    assert browse.count_queries(address) == few
