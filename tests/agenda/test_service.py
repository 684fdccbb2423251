import uuid
from datetime import date, time

import pytest
from sqlalchemy import func, select

from congress.agenda import service
from congress.agenda.lines import MOST_ITEMS
from congress.agenda.models import AgendaItem
from congress.agenda.service import ItemText, NewItem
from congress.audit import AuditEntry
from congress.db import db, transaction
from congress.errors import NotFound, Refused
from congress.meetings.models import MeetingSession
from tests.building import ACTOR

TODAY = date(2025, 3, 3)


def titles(meeting, part=1):
    return [line.title for line in service.draft(meeting).part(part).lines]


def numbers(meeting, part=1):
    return [line.number for line in service.draft(meeting).part(part).lines]


def codes(meeting):
    return [finding.code for finding in service.findings(meeting, TODAY)]


def second_session(meeting, **fields):
    values = {"number": 2, "name": "Phiên trù bị", "held_on": date(2025, 4, 23), "starts_at": time(14, 0), "minutes": 60}
    with transaction() as session:
        session.add(MeetingSession(meeting_id=meeting.id, **(values | fields)))


def add(meeting, build, title="Giải lao", minutes=10, **fields):
    return service.add_item(ACTOR, build.now, meeting, NewItem(title, minutes, **fields))


def test_the_standard_programme_has_the_nine_items_of_the_plan_in_order(standard):
    covered = [line.covers for line in service.draft(standard).lines]
    assert covered == [
        ("flag_salute",),
        ("opening",),
        ("report",),
        ("talks",),
        ("exchange",),
        ("honours",),
        ("launch",),
        ("delegation_list",),
        ("closing",),
    ]
    assert service.findings(standard, TODAY) == []


def test_times_follow_from_the_start_and_the_minutes(standard):
    lines = service.draft(standard).lines
    assert [f"{line.start:%H:%M}-{line.end:%H:%M}" for line in lines[:3]] == ["07:30-07:35", "07:35-07:50", "07:50-08:20"]


def test_a_meeting_that_elects_nobody_adopts_no_list(build):
    meeting = build.meeting(elects=False)
    service.create_standard(ACTOR, build.now, meeting)
    assert "delegation_list" not in [line.kind for line in service.draft(meeting).lines]
    assert service.findings(meeting, TODAY) == []


def test_the_standard_programme_is_made_only_in_an_empty_draft(standard, build):
    with pytest.raises(Refused, match="agenda_not_empty"):
        service.create_standard(ACTOR, build.now, standard)


def test_an_empty_programme_is_one_finding(meeting):
    assert codes(meeting) == ["agenda_empty"]


def test_a_missing_item_and_a_wrong_opening_are_findings_with_their_clause(standard, build):
    service.delete_item(ACTOR, build.now, standard, 7)
    service.move_item(ACTOR, build.now, standard, 3, 1)
    found = service.findings(standard, TODAY)
    assert [(finding.code, finding.weight, finding.clause) for finding in found] == [
        ("agenda_item_missing", "soft", "agenda"),
        ("agenda_order_wrong", "soft", "agenda"),
    ]


def test_a_programme_longer_than_its_session_names_session_and_excess(standard, build):
    add(standard, build, "Văn nghệ", 40)
    (found,) = service.findings(standard, TODAY)
    assert (found.code, found.subject, found.facts["excess"], found.facts["session"]) == (
        "agenda_too_long",
        "1",
        20,
        "Phiên chính thức",
    )


def test_required_items_may_stand_in_another_session_of_the_meeting(standard, build):
    second_session(standard)
    service.move_item(ACTOR, build.now, standard, 8, 1, 2)
    assert codes(standard) == []
    assert (numbers(standard, 1), numbers(standard, 2)) == ([1, 2, 3, 4, 5, 6, 7, 9], [8])


def test_a_side_event_has_a_programme_of_its_own_that_covers_nothing(standard, build):
    second_session(standard, kind="side_event", name="Dâng hương")
    service.move_item(ACTOR, build.now, standard, 8, 1, 2)
    assert codes(standard) == ["agenda_item_missing"]


def test_a_side_event_during_the_session_is_a_finding(standard):
    second_session(standard, kind="side_event", name="Dâng hương", held_on=None, starts_at=time(11, 0))
    (found,) = service.findings(standard, TODAY)
    assert (found.code, found.facts["first"], found.facts["second"]) == ("events_overlap", "Phiên chính thức", "Dâng hương")


def test_an_item_goes_where_it_is_told(standard, build):
    add(standard, build, "Văn nghệ", position=1)
    add(standard, build, "Chụp ảnh", position=99)
    assert (titles(standard)[0], titles(standard)[-1]) == ("Văn nghệ", "Chụp ảnh")


def test_a_talk_joins_the_talks_and_a_break_stays_before_the_closing(standard, build):
    talk = add(standard, build, "Tham luận: Trồng na", 8, covers=["talks"], beside_kin=True)
    rest = add(standard, build, "Ra mắt đoàn", 5, beside_kin=True)
    assert numbers(standard) == [1, 2, 3, 4, talk.number, 5, 6, 7, 8, rest.number, 9]


def test_text_is_cleaned_and_kept_composed(meeting, build):
    item = add(meeting, build, "  Chào   cờ ", presenter="Nguyễn Thị H’Đơ")
    assert (item.title, item.presenter) == ("Chào cờ", "Nguyễn Thị H’Đơ")


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": "  "}, "agenda_title_missing", "title"),
        ({"title": "x" * 401}, "agenda_text_long", "title"),
        ({"presenter": "x" * 301}, "agenda_text_long", "presenter"),
        ({"minutes": -1}, "agenda_minutes_range", "minutes"),
        ({"minutes": 1441}, "agenda_minutes_range", "minutes"),
        ({"covers": ["list of nobody"]}, "agenda_cover_unknown", "covers"),
    ],
)
def test_what_cannot_stand_in_a_programme_is_refused_at_its_field(meeting, build, fields, code, field):
    with pytest.raises(Refused) as refusal:
        add(meeting, build, **({"title": "Chào cờ", "minutes": 5} | fields))
    assert (refusal.value.code, refusal.value.facts["field"]) == (code, field)
    assert service.draft(meeting).lines == ()


def test_a_programme_stops_at_500_items(meeting, build):
    with transaction() as session:
        session.add_all([row(meeting, place) for place in range(1, MOST_ITEMS + 1)])
    with pytest.raises(Refused, match="agenda_too_many"):
        add(meeting, build)


def row(meeting, place):
    values = {"meeting_id": meeting.id, "session_id": meeting.sessions[0].id, "kind": "own", "title": "x", "minutes": 0}
    return AgendaItem(number=place, position=place, **values)


def test_a_session_of_another_meeting_is_not_found(meeting, build):
    with pytest.raises(NotFound):
        add(meeting, build, session_number=7)


def test_a_meeting_without_sessions_says_so(meeting, build):
    with transaction() as session:
        session.delete(meeting.sessions[0])
    with pytest.raises(Refused, match="agenda_no_session"):
        service.create_standard(ACTOR, build.now, meeting)


def test_the_second_of_two_editors_is_told(standard, build):
    seen = service.draft(standard).line(3).version
    service.update_item(ACTOR, build.now, standard, 3, ItemText("Báo cáo", 20, covers=["report"]), seen)
    with pytest.raises(Refused, match="stale"):
        service.update_item(ACTOR, build.now, standard, 3, ItemText("Báo cáo khác", 25), seen)
    assert service.draft(standard).line(3).title == "Báo cáo"


def test_an_edit_that_changes_nothing_leaves_no_trace(standard, build):
    line = service.draft(standard).line(3)
    service.update_item(ACTOR, build.now, standard, 3, ItemText(line.title, line.minutes, covers=line.covers), line.version)
    assert acts("agenda.update") == 0


def acts(act):
    return db.session.execute(select(func.count()).select_from(AuditEntry).where(AuditEntry.act == act)).scalar_one()


def test_moving_neighbours_does_not_disturb_an_open_editor(standard, build):
    seen = service.draft(standard).line(5).version
    service.move_item(ACTOR, build.now, standard, 9, 1)
    service.update_item(ACTOR, build.now, standard, 5, ItemText("Giao lưu", 30, covers=["exchange"]), seen)
    assert titles(standard)[5] == "Giao lưu"


def test_up_and_down_go_one_place_and_stop_at_the_edge(standard, build):
    service.shift_item(ACTOR, build.now, standard, 2, "down")
    service.shift_item(ACTOR, build.now, standard, 1, "up")
    service.shift_item(ACTOR, build.now, standard, 9, "down")
    service.shift_item(ACTOR, build.now, standard, 8, "up")
    assert numbers(standard) == [1, 3, 2, 4, 5, 6, 8, 7, 9]
    assert acts("agenda.move") == 2


def test_of_two_who_drag_at_once_the_second_is_told(standard, build):
    seen = service.draft(standard).part(1).order
    service.reorder(ACTOR, build.now, standard, 1, [2, 1, 3, 4, 5, 6, 7, 8, 9], seen)
    with pytest.raises(Refused, match="agenda_order_stale"):
        service.reorder(ACTOR, build.now, standard, 1, [1, 2, 3, 4, 5, 6, 7, 9, 8], seen)
    assert numbers(standard) == [2, 1, 3, 4, 5, 6, 7, 8, 9]


def test_a_button_pressed_on_an_old_page_is_refused_too(standard, build):
    seen = service.draft(standard).part(1).order
    service.move_item(ACTOR, build.now, standard, 9, 1)
    with pytest.raises(Refused, match="agenda_order_stale"):
        service.shift_item(ACTOR, build.now, standard, 2, "down", seen)


@pytest.mark.parametrize("order", [[1, 2], [1, 2, 3, 4, 5, 6, 7, 8, 8], [1, 2, 3, 4, 5, 6, 7, 8, 99], []])
def test_an_order_that_is_not_all_items_once_is_refused(standard, build, order):
    with pytest.raises(Refused, match="agenda_order_stale"):
        service.reorder(ACTOR, build.now, standard, 1, order)


def test_places_stay_gapless_through_every_change(standard, build):
    second_session(standard)
    service.move_item(ACTOR, build.now, standard, 4, 1, 2)
    service.delete_item(ACTOR, build.now, standard, 1)
    service.split_item(ACTOR, build.now, standard, 6, 3)
    service.merge_items(ACTOR, build.now, standard, [2, 3])
    rows = db.session.execute(
        select(AgendaItem.session_id, AgendaItem.position).order_by(AgendaItem.session_id, AgendaItem.position)
    )
    by_session = {}
    for session_id, position in rows:
        by_session.setdefault(session_id, []).append(position)
    assert sorted(by_session.values()) == [[1], [1, 2, 3, 4, 5, 6, 7, 8]]


def test_awards_are_split_into_batches_that_together_take_as_long(standard, build):
    batches = service.split_item(ACTOR, build.now, standard, 6, 3)
    assert [(row.title, row.minutes, row.covers) for row in batches] == [
        ("Biểu dương, tôn vinh, khen thưởng (đợt 1)", 14, ["honours"]),
        ("Biểu dương, tôn vinh, khen thưởng (đợt 2)", 13, ["honours"]),
        ("Biểu dương, tôn vinh, khen thưởng (đợt 3)", 13, ["honours"]),
    ]
    assert codes(standard) == []


@pytest.mark.parametrize("parts", [-1, 0, 1, 21, 10**9])
def test_one_batch_or_a_thousand_is_refused(standard, build, parts):
    with pytest.raises(Refused, match="agenda_parts_range"):
        service.split_item(ACTOR, build.now, standard, 6, parts)


def test_a_merged_item_covers_what_its_parts_covered_and_is_no_finding(standard, build):
    kept = service.merge_items(ACTOR, build.now, standard, [1, 2])
    assert (kept.title, kept.minutes, kept.covers) == (
        "Chào cờ; Tuyên bố lý do, giới thiệu đại biểu và khai mạc",
        20,
        ["flag_salute", "opening"],
    )
    assert codes(standard) == []


def test_items_of_two_sessions_do_not_merge(standard, build):
    second_session(standard)
    service.move_item(ACTOR, build.now, standard, 2, 1, 2)
    with pytest.raises(Refused, match="agenda_merge_sessions"):
        service.merge_items(ACTOR, build.now, standard, [1, 2])


def test_one_item_does_not_merge_with_itself(standard, build):
    with pytest.raises(Refused, match="agenda_merge_two"):
        service.merge_items(ACTOR, build.now, standard, [3, 3])


def test_merging_what_somebody_changed_is_refused(standard, build):
    with pytest.raises(Refused, match="stale"):
        service.merge_items(ACTOR, build.now, standard, [1, 2], {1: 1, 2: 7})


def test_a_deleted_item_comes_back_to_its_place_once(standard, build):
    key = service.delete_item(ACTOR, build.now, standard, 3)
    assert service.deleted(standard, key)["title"] == "Báo cáo tổng kết phong trào thi đua và công tác khen thưởng"
    service.restore_item(ACTOR, build.now, standard, key)
    assert [line.kind for line in service.draft(standard).lines][2] == "report"
    with pytest.raises(NotFound):
        service.restore_item(ACTOR, build.now, standard, key)


def test_an_item_of_another_meeting_cannot_be_brought_back_here(standard, build):
    key = service.delete_item(ACTOR, build.now, standard, 3)
    with pytest.raises(NotFound):
        service.restore_item(ACTOR, build.now, build.meeting(), key)


def test_nothing_comes_back_under_an_unknown_key(standard, build):
    with pytest.raises(NotFound):
        service.restore_item(ACTOR, build.now, standard, uuid.uuid4())


def test_deleting_what_somebody_edited_is_refused(standard, build):
    with pytest.raises(Refused, match="stale"):
        service.delete_item(ACTOR, build.now, standard, 3, seen=9)


def test_a_published_version_stays_as_it_was(standard, build):
    service.publish(ACTOR, build.now, standard)
    service.delete_item(ACTOR, build.now, standard, 1)
    this, before = service.version_of(standard, 1)
    assert (len(this.sheet.lines), before, len(service.draft(standard).lines)) == (9, None, 8)


def test_versions_are_numbered_and_the_newest_is_what_papers_use(standard, build):
    service.publish(ACTOR, build.now, standard)
    service.merge_items(ACTOR, build.now, standard, [1, 2])
    assert len(service.programme_for_paper(standard)) == 9
    service.publish(ACTOR, build.now, standard)
    assert [version.number for version in service.versions(standard)] == [2, 1]
    assert len(service.programme_for_paper(standard)) == 8


def test_before_the_first_version_papers_use_the_draft(standard):
    row = service.programme_for_paper(standard)[1]
    assert (row.time, row.content, row.who) == ("07:35 - 07:50", "Tuyên bố lý do, giới thiệu đại biểu và khai mạc", "")


def test_a_paper_of_two_sessions_heads_each_with_name_and_day(standard, build):
    second_session(standard)
    service.move_item(ACTOR, build.now, standard, 8, 1, 2)
    rows = service.programme_for_paper(standard)
    assert [row.content for row in rows if not row.time] == [
        "Phiên trù bị - 23/04/2025",
        "Phiên chính thức - 24/04/2025",
    ]


def test_an_empty_or_unchanged_programme_is_not_published(meeting, build):
    with pytest.raises(Refused, match="agenda_publish_empty"):
        service.publish(ACTOR, build.now, meeting)
    service.create_standard(ACTOR, build.now, meeting)
    service.publish(ACTOR, build.now, meeting)
    with pytest.raises(Refused, match="agenda_publish_unchanged"):
        service.publish(ACTOR, build.now, meeting)


def test_an_unknown_version_is_not_found(standard, build):
    service.publish(ACTOR, build.now, standard)
    for number in (0, 2):
        with pytest.raises(NotFound):
            service.version_of(standard, number)


def test_the_summary_tells_length_and_state_of_publication(standard, build):
    service.publish(ACTOR, build.now, standard)
    add(standard, build)
    summary = service.summary(standard)
    assert (summary.items, summary.total, summary.planned, summary.published, summary.changed) == (10, 230, 240, 1, True)


def test_every_change_stands_in_the_history(standard, build):
    service.update_item(ACTOR, build.now, standard, 1, ItemText("Chào cờ, hát Quốc ca", 5, covers=["flag_salute"]), 1)
    service.move_item(ACTOR, build.now, standard, 1, 2)
    service.publish(ACTOR, build.now, standard)
    statement = select(AuditEntry.act).where(AuditEntry.chain == str(standard.id)).order_by(AuditEntry.position)
    assert list(db.session.execute(statement).scalars()) == [
        "agenda.create_standard",
        "agenda.update",
        "agenda.move",
        "agenda.publish",
    ]
