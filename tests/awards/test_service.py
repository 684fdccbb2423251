"""The award list: entering, deciding, order, money, findings."""

from datetime import date

import pytest
from sqlalchemy import select

from congress.audit import AuditEntry
from congress.awards import order, queries, service
from congress.awards.law import default_authority, default_award
from congress.awards.models import AwardBatch
from congress.awards.service import NewAward
from congress.db import db
from congress.errors import NotFound, Refused
from congress.meetings.models import MeetingFunction
from tests.building import Builder
from tests.conftest import NOW, TODAY

ACTOR = "bộ kiểm thử"
DECIDED = {"decision_number": "412/QĐ-UBND", "decided_on": date(2025, 2, 26)}


def wish(name="Nông Thị Hà", **fields):
    values = {"recipient": "person", "award": "giay_khen", "authority": "ct_ubnd_huyen"} | fields
    return NewAward(name=name, **values)


def add(meeting, *wishes):
    return [award.number for award in service.add_awards(ACTOR, NOW, meeting, wishes)]


def names(meeting):
    """Names batch by batch, in the order of presentation."""
    return [[row.award.name for row in batch.rows] for batch in queries.sheet(meeting, TODAY).batches]


def acts(meeting):
    statement = select(AuditEntry.act).where(AuditEntry.chain == str(meeting.id)).order_by(AuditEntry.position)
    return [act for act in db.session.execute(statement).scalars() if act.startswith("awards.")]


@pytest.fixture
def meeting(build: Builder):
    return build.meeting()


@pytest.fixture
def three(meeting):
    add(meeting, wish("Một"), wish("Hai"), wish("Ba"))
    return meeting


def test_an_award_without_number_and_day_is_proposed_and_with_both_decided(meeting):
    add(meeting, wish("Một"), wish("Hai", decision_number="5/QĐ"), wish("Ba", **DECIDED))
    assert [row.award.status for row in queries.sheet(meeting, TODAY).rows] == ["proposed", "proposed", "decided"]


def test_a_name_in_decomposed_letters_is_stored_composed(meeting):
    add(meeting, wish("Nguyê\u0303n  Văn\u00a0Hu\u0300ng"))
    assert names(meeting) == [["Nguyễn Văn Hùng"]]


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"name": " \u200b "}, "award_name_missing", "name"),
        ({"name": "N" * 201}, "text_long", "name"),
        ({"recipient": "dog"}, "award_recipient_unknown", "recipient"),
        ({"award": "huan_chuong_la"}, "award_unknown", "award"),
        ({"authority": "ai_do"}, "award_authority_unknown", "authority"),
        ({"achievement": "x" * 2001}, "text_long", "achievement"),
    ],
)
def test_impossible_input_is_refused_at_its_field_and_nothing_is_stored(meeting, fields, code, field):
    with pytest.raises(Refused) as refusal:
        add(meeting, wish("Trước"), wish(**fields))
    assert (refusal.value.code, refusal.value.facts["field"]) == (code, field)
    assert names(meeting) == []


def test_a_commune_cannot_decide_a_bang_khen_but_may_note_the_proposal(meeting):
    add(meeting, wish(award="bang_khen", authority="ct_ubnd_xa"))
    assert [f.code for f in queries.findings(meeting, TODAY) if f.weight == "hard"] == ["award_never_in_power"]
    with pytest.raises(Refused) as refusal:
        service.decide(ACTOR, NOW, meeting, [1], "9/QĐ-UBND", TODAY)
    assert refusal.value.code == "award_out_of_power"
    assert queries.by_number(meeting, 1).status == "proposed"


def test_editing_with_an_old_version_is_refused(three):
    seen = queries.by_number(three, 1).version
    service.edit(ACTOR, NOW, three, 1, wish("Một mới"), seen)
    with pytest.raises(Refused) as refusal:
        service.edit(ACTOR, NOW, three, 1, wish("Một khác"), seen)
    assert refusal.value.code == "stale"
    assert names(three) == [["Một mới", "Hai", "Ba"]]


def test_moving_does_not_make_another_persons_page_stale(three):
    seen = queries.by_number(three, 2).version
    service.move(ACTOR, NOW, three, 2, "up")
    assert service.edit(ACTOR, NOW, three, 2, wish("Hai mới"), seen).name == "Hai mới"
    assert names(three) == [["Hai mới", "Một", "Ba"]]


def test_an_edit_may_move_to_a_place(three):
    service.edit(ACTOR, NOW, three, 3, wish("Ba"), 1, place=1)
    assert names(three) == [["Ba", "Một", "Hai"]]


def test_an_edit_that_changes_nothing_leaves_no_trace(three):
    service.edit(ACTOR, NOW, three, 1, wish("Một"), 1)
    assert acts(three) == ["awards.add"]


def test_losing_the_number_makes_an_award_proposed_again(meeting):
    add(meeting, wish(**DECIDED))
    assert service.edit(ACTOR, NOW, meeting, 1, wish(decided_on=date(2025, 2, 26)), 1).status == "proposed"


def test_number_and_day_are_set_for_many_at_once(three):
    assert service.decide(ACTOR, NOW, three, [1, 3, 99], "15/QĐ-UBND", TODAY) == 2
    assert [(row.award.status, row.award.decision_number) for row in queries.sheet(three, TODAY).rows] == [
        ("decided", "15/QĐ-UBND"),
        ("proposed", ""),
        ("decided", "15/QĐ-UBND"),
    ]


@pytest.mark.parametrize(("numbers", "text", "code"), [([], "1/QĐ", "nobody_chosen"), ([1], "  ", "award_decision_missing")])
def test_deciding_needs_rows_and_a_number(three, numbers, text, code):
    with pytest.raises(Refused) as refusal:
        service.decide(ACTOR, NOW, three, numbers, text, TODAY)
    assert refusal.value.code == code


def test_a_proposal_that_somebody_changed_meanwhile_is_not_deleted(three):
    seen = service.by_number(three, 1).version
    service.edit("lan", NOW, three, 1, wish("Một mới"), seen)
    with pytest.raises(Refused) as refusal:
        service.remove(ACTOR, NOW, three, 1, seen)
    assert (refusal.value.code, names(three)) == ("stale", [["Một mới", "Hai", "Ba"]])


def test_only_a_proposal_is_deleted_and_the_places_close_up(three):
    service.decide(ACTOR, NOW, three, [3], "1/QĐ", TODAY)
    assert service.remove(ACTOR, NOW, three, 1, 1) == "Một"
    with pytest.raises(Refused) as refusal:
        service.remove(ACTOR, NOW, three, 3, service.by_number(three, 3).version)
    assert refusal.value.code == "award_not_deletable"
    assert [(row.place, row.award.name, row.award.position) for row in queries.sheet(three, TODAY).rows] == [
        (1, "Hai", 1),
        (2, "Ba", 2),
    ]


def test_a_revoked_award_stays_in_the_list_outside_places_sums_and_papers(three):
    service.decide(ACTOR, NOW, three, [1, 2, 3], "1/QĐ", TODAY)
    before = queries.sheet(three, TODAY).totals.amount
    service.revoke(ACTOR, NOW, three, 2, "Kê khai sai thành tích")
    sheet = queries.sheet(three, TODAY)
    assert [row.place for row in sheet.rows] == [1, None, 2]
    assert (before, sheet.totals.amount) == (2_130_000, 1_420_000)
    assert [award.name for award in queries.awards_for_paper(three)] == ["Một", "Ba"]
    service.restore(ACTOR, NOW, three, 2)
    assert queries.by_number(three, 2).status == "decided"


def test_a_proposal_cannot_be_revoked_nor_anything_without_a_reason(three):
    codes = []
    for reason in ("ừ", "Kê khai sai thành tích"):
        with pytest.raises(Refused) as refusal:
            service.revoke(ACTOR, NOW, three, 1, reason)
        codes.append(refusal.value.code)
    assert codes == ["reason_short", "award_not_decided"]


def test_an_award_of_another_meeting_is_not_found(three, build):
    other = build.meeting(build.unit())
    for verb in (service.split, service.merge, service.restore):
        with pytest.raises(NotFound):
            verb(ACTOR, NOW, other, 1)
    with pytest.raises(NotFound):
        service.remove(ACTOR, NOW, other, 1, 1)
    with pytest.raises(NotFound):
        service.edit(ACTOR, NOW, other, 1, wish(), 1)


def test_a_batch_is_split_and_joined_again(three):
    service.split(ACTOR, NOW, three, 2)
    assert names(three) == [["Một"], ["Hai", "Ba"]]
    service.merge(ACTOR, NOW, three, 3)
    assert names(three) == [["Một", "Hai", "Ba"]]


def test_at_the_edge_of_a_batch_a_step_leads_into_the_next(three):
    service.split(ACTOR, NOW, three, 3)
    service.move(ACTOR, NOW, three, 2, "down")
    assert names(three) == [["Một"], ["Hai", "Ba"]]
    service.move(ACTOR, NOW, three, 1, "up")
    assert names(three) == [["Một"], ["Hai", "Ba"]]


def test_an_emptied_batch_disappears(three):
    service.split(ACTOR, NOW, three, 2)
    service.move(ACTOR, NOW, three, 1, "down")
    assert names(three) == [["Một", "Hai", "Ba"]]


def test_new_awards_open_a_batch_when_asked(three):
    add(three, wish("Bốn", batch=2), wish("Năm", batch=2), wish("Sáu", batch=1))
    assert names(three) == [["Một", "Hai", "Ba", "Sáu"], ["Bốn", "Năm"]]


@pytest.mark.parametrize(
    ("place", "expected"), [(1, [[3, 1], [2, 4]]), (2, [[1], [3, 2, 4]]), (4, [[1], [2, 4, 3]]), (99, [[1], [2, 4, 3]])]
)
def test_a_place_of_the_whole_list_says_the_batch_too(place, expected):
    assert order.placed([[1], [2, 3, 4]], 3, place) == expected


def test_notes_of_batches_go_with_those_who_stay(three):
    service.split(ACTOR, NOW, three, 3)
    service.note_batch(ACTOR, NOW, three, 2, "Cá nhân", "Chủ tịch", 0)
    service.split(ACTOR, NOW, three, 2)
    assert [(batch.name, batch.presenter) for batch in queries.sheet(three, TODAY).batches] == [
        ("", ""),
        ("", ""),
        ("Cá nhân", "Chủ tịch"),
    ]
    service.merge(ACTOR, NOW, three, 2)
    service.merge(ACTOR, NOW, three, 3)
    assert db.session.execute(select(AwardBatch.number, AwardBatch.name)).all() == [(1, "Cá nhân")]


def test_two_people_noting_a_batch_are_told(three):
    service.note_batch(ACTOR, NOW, three, 1, "Tập thể", "", 0)
    with pytest.raises(Refused) as refusal:
        service.note_batch(ACTOR, NOW, three, 1, "Cá nhân", "", 0)
    assert refusal.value.code == "stale"
    with pytest.raises(NotFound):
        service.note_batch(ACTOR, NOW, three, 2, "Không có", "", 0)


def test_who_hands_over_is_taken_from_the_functions_of_the_meeting(three):
    db.session.rollback()
    from congress.db import transaction

    with transaction() as session:
        session.add(MeetingFunction(meeting_id=three.id, code="award_presenter", name="Ông Vi Văn A", title="Chủ tịch"))
    assert queries.sheet(three, TODAY).batches[0].presenter == "Ông Vi Văn A, Chủ tịch"


def test_money_is_coefficient_times_the_wage_of_the_decision_day_rounded_up(meeting):
    add(
        meeting,
        wish("Xã", authority="ct_ubnd_xa", **DECIDED),
        wish("Năm cũ", award="cstd_co_so", decision_number="1/QĐ", decided_on=date(2024, 6, 30)),
        wish("Thôn", recipient="collective", award="tap_the_ldtt", **DECIDED),
    )
    assert [row.prize.money.amount for row in queries.sheet(meeting, TODAY).rows] == [360_000, 1_800_000, 1_880_000]


def test_a_proposal_is_priced_provisionally_by_the_day_of_the_meeting(meeting):
    add(meeting, wish(), wish("Gia đình", recipient="household", award="gia_dinh_van_hoa"))
    totals = queries.sheet(meeting, TODAY).totals
    assert (totals.amount, totals.provisional, totals.unpriced, totals.checked) == (710_000, 710_000, 1, False)


def test_findings_of_one_kind_are_told_as_one_from_four_on(three):
    assert sorted({f.code for f in queries.findings(three, TODAY)}) == ["decision_day_missing", "decision_number_missing"]
    add(three, wish("Bốn"))
    found = {f.code: f.facts for f in queries.findings(three, TODAY)}
    assert found["decision_number_missing_many"] == {"members": 4, "name": "Một"}
    assert sorted(found) == ["decision_day_missing_many", "decision_number_missing_many"]


def test_a_double_and_a_decision_after_the_meeting_are_found(meeting):
    late = {"decision_number": "1/QĐ", "decided_on": date(2025, 4, 25)}
    add(meeting, wish("Vi Thị Hoà", **late), wish("Vi Thị Hòa", **DECIDED))
    assert sorted(f.code for f in queries.findings(meeting, TODAY)) == ["award_double", "decision_after_meeting"]


def test_an_empty_list_has_no_findings_and_an_empty_summary(meeting):
    assert (queries.findings(meeting, TODAY), queries.summary(meeting).total) == ([], 0)


def test_the_summary_counts_by_status(three):
    add(three, wish("Thôn Pá Đa", recipient="collective", **DECIDED))
    found = queries.summary(three)
    assert (found.total, found.proposed, found.decided, found.revoked) == (4, 3, 1, 0)


@pytest.mark.parametrize(
    ("level", "kind", "award", "authority"),
    [
        ("commune", "xa", "giay_khen", "ct_ubnd_xa"),
        ("district", "huyen", "giay_khen", "ct_ubnd_huyen"),
        ("province", "tinh", "bang_khen", "ct_ubnd_tinh"),
        ("base", "doanh_nghiep", "giay_khen", "giam_doc_dn"),
    ],
)
def test_each_level_has_its_usual_award_and_authority(build, level, kind, award, authority):
    unit = build.unit(level=level, kind=kind)
    assert (default_award(unit), default_authority(unit)) == (award, authority)


def test_every_act_is_in_the_history(three):
    service.move(ACTOR, NOW, three, 2, "up")
    service.decide(ACTOR, NOW, three, [1], "1/QĐ", TODAY)
    service.record_export(ACTOR, NOW, three, 3)
    assert acts(three) == ["awards.add", "awards.move_up", "awards.decide", "awards.export"]
