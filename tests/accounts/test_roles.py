"""Giving and taking roles: inside one's scope only, and never the last administrator's."""

import uuid

import pytest

from congress.accounts import service
from congress.audit import AuditEntry
from congress.db import db
from congress.errors import NotAllowed, NotFound, Refused
from congress.meetings.models import Meeting
from congress.units.models import Unit
from tests.building import PASSWORD, Builder

OTHER = "người khác"
NEW_PASSWORD = "mat-khau-moi"


def below(unit: Unit) -> service.Scope:
    return service.Scope(unit_id=unit.id)


def at(meeting: Meeting) -> service.Scope:
    return service.Scope(meeting_id=meeting.id)


def roles_of(user) -> list[tuple[str, str | None]]:
    db.session.expire_all()
    return [(role.name, role.unit_name) for role in service.user_row(service.EVERYWHERE, user.id).roles]


def test_a_role_is_given_on_a_body_below(build: Builder):
    district, communes = build.district(1)
    user = build.user()
    service.give(OTHER, build.now, below(district), user.id, service.RoleWish("viewer", unit_id=communes[0].id))
    assert roles_of(user) == [("viewer", communes[0].name)]


@pytest.mark.parametrize("kind", ["unit", "meeting"])
def test_outside_the_scope_there_is_nothing_to_give(build: Builder, kind: str):
    ours, theirs = build.unit(), build.unit()
    meeting = build.meeting(theirs)
    wish = {"unit": service.RoleWish("viewer", unit_id=theirs.id), "meeting": service.RoleWish("door", meeting_id=meeting.id)}
    with pytest.raises(NotFound):
        service.give(OTHER, build.now, below(ours), build.user().id, wish[kind])


def test_the_body_above_is_outside_the_scope(build: Builder):
    district, communes = build.district(1)
    with pytest.raises(NotFound):
        service.give(
            OTHER, build.now, below(communes[0]), build.user().id, service.RoleWish("standing_body", unit_id=district.id)
        )


@pytest.mark.parametrize("scope", ["unit", "meeting"])
def test_only_the_installation_makes_administrators(build: Builder, scope: str):
    meeting = build.meeting()
    chosen = {"unit": service.Scope(unit_id=meeting.unit_id), "meeting": at(meeting)}[scope]
    with pytest.raises(NotFound):
        service.give(OTHER, build.now, chosen, build.user().id, service.RoleWish("administrator"))


def test_a_meeting_gives_roles_at_itself_only(build: Builder):
    first, second = build.meeting(), build.meeting()
    with pytest.raises(NotFound):
        service.give(OTHER, build.now, at(first), build.user().id, service.RoleWish("door", meeting_id=second.id))


def test_a_meeting_below_a_body_lies_in_its_scope(build: Builder):
    district, communes = build.district(1)
    user, meeting = build.user(), build.meeting(communes[0])
    service.give(OTHER, build.now, below(district), user.id, service.RoleWish("door", meeting_id=meeting.id))
    assert [role.meeting_number for role in service.user_row(below(district), user.id).roles] == [meeting.number]


def test_a_closed_account_gets_no_role(build: Builder):
    unit, user = build.unit(), build.user()
    service.close(OTHER, build.now, user.id)
    with pytest.raises(Refused) as refusal:
        service.give(OTHER, build.now, service.EVERYWHERE, user.id, service.RoleWish("viewer", unit_id=unit.id))
    assert refusal.value.code == "account_closed"


def test_a_role_outside_the_scope_is_not_taken(build: Builder):
    ours, theirs = build.unit(), build.unit()
    user = build.user(role="viewer", unit=theirs)
    role = service.user_row(service.EVERYWHERE, user.id).roles[0]
    with pytest.raises(NotFound):
        service.take(OTHER, build.now, below(ours), role.id)
    assert roles_of(user) == [("viewer", theirs.name)]


def test_a_role_inside_the_scope_is_taken(build: Builder):
    unit = build.unit()
    user = build.user(role="viewer", unit=unit)
    service.take(OTHER, build.now, below(unit), service.user_row(below(unit), user.id).roles[0].id)
    assert roles_of(user) == []


def test_nobody_takes_their_own_role(build: Builder):
    unit = build.unit()
    user = build.user(role="standing_body", unit=unit)
    with pytest.raises(Refused) as refusal:
        service.take(user.login, build.now, below(unit), service.user_row(below(unit), user.id).roles[0].id)
    assert refusal.value.code == "role_own"


def test_the_last_administrator_keeps_the_role(build: Builder):
    user = build.user(role="administrator")
    with pytest.raises(Refused) as refusal:
        service.take(OTHER, build.now, service.EVERYWHERE, service.user_row(service.EVERYWHERE, user.id).roles[0].id)
    assert refusal.value.code == "administrator_last"


def test_a_closed_administrator_does_not_count_as_the_one_who_remains(build: Builder):
    staying, closed = build.user(role="administrator"), build.user(role="administrator")
    service.close(OTHER, build.now, closed.id)
    with pytest.raises(Refused) as refusal:
        service.close(OTHER, build.now, staying.id)
    assert refusal.value.code == "administrator_last"


def test_one_of_two_administrators_may_go(build: Builder):
    build.user(role="administrator")
    leaving = build.user(role="administrator")
    service.take(OTHER, build.now, service.EVERYWHERE, service.user_row(service.EVERYWHERE, leaving.id).roles[0].id)
    assert roles_of(leaving) == []


def test_the_own_account_is_not_closed(build: Builder):
    build.user(role="administrator")
    user = build.user(role="administrator")
    with pytest.raises(Refused) as refusal:
        service.close(user.login, build.now, user.id)
    assert refusal.value.code == "account_own"


def test_a_closed_account_cannot_sign_in_until_it_is_opened_again(build: Builder):
    user = build.user("lan")
    service.close(OTHER, build.now, user.id)
    with pytest.raises(Refused):
        service.sign_in("lan", PASSWORD)
    service.reopen(OTHER, build.now, user.id)
    assert service.sign_in("lan", PASSWORD).id == user.id


def test_the_password_of_somebody_who_also_works_elsewhere_is_not_reset(build: Builder):
    ours, theirs = build.unit(), build.unit()
    user = build.user("lan", role="viewer", unit=ours)
    service.grant(OTHER, build.now, user, "standing_body", unit_id=theirs.id)
    with pytest.raises(NotAllowed):
        service.reset_password(OTHER, build.now, below(ours), user.id, NEW_PASSWORD)
    assert service.sign_in("lan", PASSWORD).id == user.id


def test_the_password_of_an_administrator_is_not_reset_by_a_body(build: Builder):
    unit = build.unit()
    user = build.user(role="administrator")
    service.grant(OTHER, build.now, user, "viewer", unit_id=unit.id)
    with pytest.raises(NotAllowed):
        service.reset_password(OTHER, build.now, below(unit), user.id, NEW_PASSWORD)


def test_the_password_of_somebody_of_the_own_scope_is_reset(build: Builder):
    district, communes = build.district(1)
    user = build.user("lan", role="unit_officer", unit=communes[0])
    service.reset_password(OTHER, build.now, below(district), user.id, NEW_PASSWORD)
    assert service.sign_in("lan", NEW_PASSWORD).id == user.id


def test_the_password_of_a_stranger_is_not_there_to_reset(build: Builder):
    with pytest.raises(NotFound):
        service.reset_password(OTHER, build.now, below(build.unit()), build.user().id, NEW_PASSWORD)


def test_a_new_user_of_a_body_gets_a_role_or_is_not_made(build: Builder):
    unit = build.unit()
    with pytest.raises(Refused) as refusal:
        service.create_with_role(OTHER, build.now, below(unit), "lan", "Lan", PASSWORD, None)
    assert refusal.value.code == "role_missing"
    assert service.users() == []


def test_a_new_user_outside_the_scope_is_not_made(build: Builder):
    ours, theirs = build.unit(), build.unit()
    with pytest.raises(NotFound):
        service.create_with_role(
            OTHER, build.now, below(ours), "lan", "Lan", PASSWORD, service.RoleWish("viewer", unit_id=theirs.id)
        )
    assert service.users() == []


def test_an_unknown_sign_in_name_gets_no_role(build: Builder):
    meeting = build.meeting()
    with pytest.raises(Refused) as refusal:
        service.give_by_login(OTHER, build.now, at(meeting), "khong-co", service.RoleWish("door", meeting_id=meeting.id))
    assert refusal.value.code == "login_unknown"


def test_a_role_at_a_meeting_stands_in_the_history_of_the_meeting(build: Builder):
    meeting = build.meeting()
    user = build.user("lan", role="door", meeting=meeting)
    service.take(OTHER, build.now, at(meeting), service.user_row(at(meeting), user.id).roles[0].id)
    entries = db.session.query(AuditEntry).filter_by(chain=str(meeting.id)).order_by(AuditEntry.position)
    assert [(entry.act, entry.subject) for entry in entries] == [
        ("accounts.grant", "user lan"),
        ("accounts.revoke", "user lan"),
    ]


def test_roles_elsewhere_are_not_shown(build: Builder):
    ours, theirs = build.unit(), build.unit()
    user = build.user(role="viewer", unit=ours)
    service.grant(OTHER, build.now, user, "viewer", unit_id=theirs.id)
    assert [role.unit_id for role in service.user_row(below(ours), user.id).roles] == [ours.id]


def test_a_user_without_a_role_here_is_not_there(build: Builder):
    with pytest.raises(NotFound):
        service.user_row(below(build.unit()), build.user().id)


def test_a_role_that_does_not_exist_is_not_taken(build: Builder):
    with pytest.raises(NotFound):
        service.take(OTHER, build.now, service.EVERYWHERE, uuid.uuid4())


def test_users_are_found_without_accents(build: Builder):
    service.create_user(OTHER, build.now, "hoa", "Đặng Thị Hòa", PASSWORD)
    service.create_user(OTHER, build.now, "binh", "Trần Bình", PASSWORD)
    assert [row.user.login for row in service.user_page(service.EVERYWHERE, "dang thi hoa").rows] == ["hoa"]
    assert [row.user.login for row in service.user_page(service.EVERYWHERE, "BIN").rows] == ["binh"]


def test_a_page_far_beyond_the_end_is_the_last_one(build: Builder):
    build.user("lan")
    found = service.user_page(service.EVERYWHERE, page=10**30)
    assert (found.number, found.pages, [row.user.login for row in found.rows]) == (1, 1, ["lan"])
