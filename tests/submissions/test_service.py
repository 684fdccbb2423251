"""A list on its way up: frozen, numbered, answered once; accepted names become delegates within the seats."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from congress.audit import AuditEntry
from congress.db import db
from congress.delegates.models import Delegate
from congress.delegates.nomination import Nomination
from congress.delegates.service import nominate
from congress.elections import service as elections
from congress.elections.service import Standing
from congress.errors import NotFound, Refused
from congress.meetings.service import by_number
from congress.people import service as people
from congress.people.models import Person
from congress.rules.submission import fingerprint
from congress.submissions import service
from congress.submissions.models import Submission
from tests.building import ACTOR, Builder
from tests.elections.scene import Scene, scene, share_out

ABOVE = "cap.tren"


def refused(call) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def sent(build: Builder, **fields) -> tuple[Scene, Submission]:
    stage = scene(build, **fields)
    stage.ready()
    return stage, service.send(ACTOR, build.now, stage.lower)


def received(build: Builder, **fields) -> tuple[Scene, Submission]:
    stage, submission = sent(build, **fields)
    service.receive(ABOVE, build.now, stage.higher, stage.lower.number, 1, submission.version)
    return stage, incoming(stage)


def incoming(stage: Scene, number: int = 1) -> Submission:
    return service.incoming(stage.higher, stage.lower.number, number)


def accept(stage: Scene, remarks: str = "", number: int = 1) -> service.Acceptance:
    seen = incoming(stage, number).version
    return service.accept(ABOVE, stage.build.now, stage.higher, stage.lower.number, number, seen, remarks)


def give_back(stage: Scene, remarks: str = "Bổ sung thành tích.", rows: dict | None = None, number: int = 1) -> Submission:
    now, seen = stage.build.now, incoming(stage, number).version
    return service.return_with_remarks(ABOVE, now, stage.higher, stage.lower.number, number, seen, remarks, rows)


def roster(stage: Scene) -> list[Delegate]:
    statement = select(Delegate).where(Delegate.meeting_id == stage.higher.id).order_by(Delegate.number)
    return list(db.session.execute(statement).scalars())


def test_what_is_sent_is_frozen_with_a_fingerprint_that_proves_itself(build: Builder):
    stage, submission = sent(build)
    number = elections.the_list(stage.lower).official[0].number
    seen = elections.candidate(stage.lower, number).version
    elections.change(ACTOR, build.now, stage.lower, number, Standing(title="Chức vụ khác"), seen)
    db.session.expire_all()
    kept = service.own(stage.lower, 1)
    assert kept.content["rows"][0]["title"] == "Nông dân"
    assert fingerprint(kept.content) == kept.fingerprint == submission.fingerprint


def test_the_frozen_rows_carry_order_basis_group_and_body(build: Builder):
    _stage, submission = sent(build)
    rows = submission.content["rows"]
    assert [(r["standing"], r["position"], r["name"]) for r in rows] == [
        ("official", 1, "Lộc Văn Lập"),
        ("official", 2, "Hứa Thị Chiêm"),
        ("official", 3, "Vi Quang Thuận"),
        ("reserve", 1, "Lâm Văn Điệp"),
    ]
    first = rows[0]
    assert (first["basis"], first["group"], first["unit_name"]) == ("adopted", "farmers_workers", "Thôn Nà Hoa")
    assert (submission.content["vote"]["in_favour"], submission.content["grant"]["official"]) == (99, 3)


def test_a_list_with_a_violation_does_not_go_up(build: Builder):
    stage = scene(build)
    assert refused(lambda: service.send(ACTOR, build.now, stage.lower)).code == "list_empty"
    stage.propose("Lộc Văn Lập")
    assert refused(lambda: service.send(ACTOR, build.now, stage.lower)).code == "vote_missing"
    stage.propose(*[f"Người Thứ {n}" for n in range(4)])
    stage.vote()
    assert refused(lambda: service.send(ACTOR, build.now, stage.lower)).code == "names_exceed_seats"
    assert service.versions(stage.lower) == []


def test_a_list_chosen_by_the_leadership_goes_up_without_a_vote(build: Builder):
    stage = scene(build)
    stage.propose("Lộc Văn Lập", basis="chosen", minutes="05/BB-ĐU ngày 01/3/2025")
    assert service.send(ACTOR, build.now, stage.lower).status == "sent"


def test_without_a_congress_above_there_is_nowhere_to_send(build: Builder):
    stage = scene(build, higher_meeting_id=None)
    assert service.draft(stage.lower) is None
    assert refused(lambda: service.send(ACTOR, build.now, stage.lower)).code == "higher_meeting_missing"


def test_the_second_of_two_who_send_is_told_who_was_faster(build: Builder):
    stage = scene(build)
    stage.ready()
    draft = service.draft(stage.lower)
    service.send("chi.lan", build.now, stage.lower, draft.number, draft.fingerprint)
    refusal = refused(lambda: service.send("anh.hai", build.now, stage.lower, draft.number, draft.fingerprint))
    assert (refusal.code, refusal.facts["by"], refusal.facts["number"]) == ("submission_sent_already", "chi.lan", 1)
    assert len(service.versions(stage.lower)) == 1


def test_a_list_changed_since_it_was_looked_at_is_not_sent(build: Builder):
    stage = scene(build)
    stage.ready()
    draft = service.draft(stage.lower)
    number = elections.the_list(stage.lower).official[0].number
    wish = Standing(group_code="farmers_workers", achievement="Thành tích mới")
    elections.change(ACTOR, build.now, stage.lower, number, wish, elections.candidate(stage.lower, number).version)
    refusal = refused(lambda: service.send(ACTOR, build.now, stage.lower, draft.number, draft.fingerprint))
    assert refusal.code == "submission_list_changed"


def test_while_an_answer_is_awaited_no_other_version_goes(build: Builder):
    stage, _submission = sent(build)
    assert refused(lambda: service.send(ACTOR, build.now, stage.lower)).code == "submission_waiting"


def test_a_list_is_answered_only_after_it_was_received(build: Builder):
    stage, submission = sent(build)
    assert refused(lambda: accept(stage)).code == "submission_is_sent"
    received_now = service.receive(ABOVE, build.now, stage.higher, stage.lower.number, 1, submission.version)
    assert received_now.status == "received"


def test_accepted_names_become_delegates_with_body_group_and_basis_and_persons_are_reused(build: Builder):
    stage, _submission = received(build)
    before = db.session.execute(select(Person.id)).scalars().all()
    done = accept(stage)
    assert (done.added, done.already, done.submission.status) == (3, 0, "accepted")
    assert [(d.person.name, d.unit_id, d.group.code, d.basis, d.status, d.kind) for d in roster(stage)] == [
        ("Lộc Văn Lập", stage.unit.id, "farmers_workers", "adopted", "nominated", "official"),
        ("Hứa Thị Chiêm", stage.unit.id, "farmers_workers", "adopted", "nominated", "official"),
        ("Vi Quang Thuận", stage.unit.id, "leaders", "adopted", "nominated", "official"),
    ]
    assert sorted(db.session.execute(select(Person.id)).scalars()) == sorted(before)


def test_accepting_leaves_the_person_as_the_body_below_keeps_it(build: Builder):
    stage, _submission = received(build)
    accept(stage)
    assert {d.person.unit_id for d in roster(stage)} == {stage.village.id}


def test_who_stands_above_already_is_kept_and_not_doubled(build: Builder):
    stage, submission = received(build)
    person = people.by_id(uuid.UUID(submission.content["rows"][0]["key"]))
    wish = Nomination(person.name, stage.unit.id, "farmers_workers", person_id=person.id)
    nominate(ACTOR, build.now, stage.higher, wish)
    done = accept(stage)
    assert (done.added, done.already, len(roster(stage))) == (2, 1, 3)


def test_others_of_the_body_above_count_against_its_seats(build: Builder):
    stage, _submission = received(build)
    nominate(ACTOR, build.now, stage.higher, Nomination("Người Khác", stage.village.id, "leaders"))
    refusal = refused(lambda: accept(stage, "vẫn nhận"))
    assert (refusal.code, refusal.facts["official"], refusal.facts["seats"]) == ("names_exceed_seats", 4, 3)
    assert len(roster(stage)) == 1
    assert incoming(stage).status == "received"


def test_seats_taken_away_after_sending_bind_the_acceptance(build: Builder):
    stage, _submission = received(build)
    share_out(build, stage.higher, stage.unit, {"farmers_workers": 2}, number=2)
    assert refused(lambda: accept(stage)).code == "names_exceed_seats"


def test_what_is_soft_needs_a_reason_which_is_kept(build: Builder):
    stage, _submission = received(build, seats={"farmers_workers": 1, "leaders": 2})
    refusal = refused(lambda: accept(stage))
    assert (refusal.code, refusal.facts["field"]) == ("acceptance_reason_missing", "remarks")
    done = accept(stage, "Đã thống nhất đổi một suất giữa hai nhóm.")
    assert (done.submission.remarks, done.submission.answered_by) == ("Đã thống nhất đổi một suất giữa hai nhóm.", ABOVE)


def test_without_a_share_out_acceptance_is_never_silent(build: Builder):
    stage, _submission = received(build, seats=None)
    found = service.acceptance_findings(stage.higher, incoming(stage))
    assert [(f.code, f.weight) for f in found] == [("grant_missing", "undecided")]
    assert refused(lambda: accept(stage)).code == "acceptance_reason_missing"
    assert accept(stage, "Chỉ tiêu theo công văn 12.").added == 3


def test_a_list_returned_is_not_accepted_and_who_answered_first_is_named(build: Builder):
    stage, submission = received(build)
    seen = submission.version
    give_back(stage)
    refusal = refused(lambda: service.accept("nguoi.sau", build.now, stage.higher, stage.lower.number, 1, seen))
    assert (refusal.code, refusal.facts["by"]) == ("submission_is_returned", ABOVE)
    assert roster(stage) == []


def test_remarks_stay_with_their_rows_and_foreign_rows_are_left_out(build: Builder):
    stage, submission = received(build)
    key = submission.content["rows"][1]["key"]
    give_back(stage, "", {key: "Ghi rõ số quyết định.", "người lạ": "x", submission.content["rows"][0]["key"]: "  "})
    assert service.own(stage.lower, 1).row_remarks == {key: "Ghi rõ số quyết định."}


def test_returning_without_a_word_is_refused_and_changes_nothing(build: Builder):
    stage, _submission = received(build)
    assert refused(lambda: give_back(stage, " ", {})).code == "remarks_missing"
    db.session.expire_all()
    assert incoming(stage).status == "received"


def test_the_second_version_shows_the_difference_row_by_row(build: Builder):
    stage, _submission = received(build)
    give_back(stage)
    listing = elections.the_list(stage.lower)
    first, second = listing.official[0], listing.official[1]
    wish = Standing(group_code="farmers_workers", achievement="Giấy khen số 12", title="Nông dân")
    elections.change(ACTOR, build.now, stage.lower, first.number, wish, first.version)
    elections.remove(ACTOR, build.now, stage.lower, second.number, second.version)
    stage.propose("Linh Văn Biên")
    stage.vote(100, 100, 0, 0)
    assert service.send(ACTOR, build.now, stage.lower).number == 2
    changes = service.changes_of(service.own(stage.lower, 2))
    assert [(c.kind, c.name) for c in changes] == [
        ("changed", "Lộc Văn Lập"),
        ("changed", "Vi Quang Thuận"),
        ("added", "Linh Văn Biên"),
        ("removed", "Hứa Thị Chiêm"),
    ]
    assert [(f.field, f.before, f.after) for f in changes[0].fields] == [("achievement", "", "Giấy khen số 12")]
    assert service.own(stage.lower, 1).status == "returned"


def test_after_acceptance_nothing_more_is_sent(build: Builder):
    stage, _submission = received(build)
    accept(stage)
    assert refused(lambda: service.send(ACTOR, build.now, stage.lower)).code == "submission_accepted"


def test_the_signed_paper_is_its_own_fact_and_stale_typing_is_told(build: Builder):
    stage, submission = sent(build)
    seen = submission.version
    service.note_paper(ACTOR, build.now, stage.lower, 1, "19/UBND-VP", date(2025, 2, 21), seen)
    kept = service.own(stage.lower, 1)
    assert (kept.paper_number, kept.paper_on, kept.status) == ("19/UBND-VP", date(2025, 2, 21), "sent")
    assert refused(lambda: service.note_paper(ACTOR, build.now, stage.lower, 1, "20", None, seen)).code == "stale"
    tomorrow = build.now.date() + timedelta(days=1)
    refusal = refused(lambda: service.note_paper(ACTOR, build.now, stage.lower, 1, "20", tomorrow, kept.version))
    assert refusal.code == "paper_in_future"


def test_a_list_sent_elsewhere_is_not_found(build: Builder):
    stage, submission = sent(build)
    stranger = by_number(build.meeting(build.unit("Huyện Khác", level="district")).number)
    with pytest.raises(NotFound):
        service.receive(ABOVE, build.now, stranger, stage.lower.number, 1, submission.version)
    with pytest.raises(NotFound):
        service.own(stage.higher, 1)


def test_the_inbox_names_every_lower_meeting_with_its_newest_version(build: Builder):
    stage, _submission = received(build)
    build.meeting(build.unit("Xã Chưa Gửi", parent=stage.higher.unit), higher_meeting_id=stage.higher.id)
    give_back(stage)
    service.send(ACTOR, build.now, stage.lower)
    rows = [(row.meeting.unit.name, row.incoming and row.incoming.submission.number) for row in service.inbox(stage.higher)]
    assert rows == [("Xã Nhân Lý", 2), ("Xã Chưa Gửi", None)]


def test_the_board_counts_what_waits_and_what_came_back(build: Builder):
    stage, _submission = received(build)
    today = build.now.date()
    assert [f.code for f in service.findings(stage.higher, today)] == ["submissions_waiting"]
    assert [f.code for f in service.findings(stage.lower, today)] == ["submission_paper_missing"]
    give_back(stage)
    assert [(f.code, f.weight) for f in service.findings(stage.lower, today)] == [("submission_returned", "soft")]
    state = service.summary(stage.higher)
    assert (state.lower, state.waiting, state.accepted) == (1, 0, 0)


def test_each_step_stands_in_the_history_of_both_meetings(build: Builder):
    stage, _submission = received(build)
    accept(stage)
    for meeting in (stage.lower, stage.higher):
        statement = select(AuditEntry.act).where(AuditEntry.chain == str(meeting.id), AuditEntry.act.startswith("submissions."))
        acts = db.session.execute(statement.order_by(AuditEntry.position)).scalars().all()
        assert acts == ["submissions.send", "submissions.receive", "submissions.accept"]
