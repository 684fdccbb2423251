"""Who may do what where."""

import pytest
from flask import Flask

from congress.accounts import service
from congress.errors import Refused
from congress.units import service as units
from tests.building import PASSWORD, Builder


def granted(user, meeting):
    chains = units.chains([meeting.unit_id, *[role.unit_id for role in user.roles if role.unit_id]])
    return service.permissions_on_meeting(user, meeting.id, chains[meeting.unit_id], chains)


def test_sign_in_ignores_case_and_spaces_of_the_name(build: Builder):
    user = build.user("lan.nguyen")
    assert service.sign_in(" LAN.Nguyen ", PASSWORD).id == user.id


@pytest.mark.parametrize(("login", "password"), [("lan", "sai-mat-khau"), ("khong-co", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(build: Builder, login: str, password: str):
    build.user("lan")
    with pytest.raises(Refused) as refusal:
        service.sign_in(login, password)
    assert refusal.value.code == "sign_in_failed"


def test_a_name_is_given_once(app: Flask, build: Builder):
    build.user("lan")
    with pytest.raises(Refused) as refusal:
        service.create_user("kiểm thử", build.now, "LAN", "Lan", PASSWORD)
    assert refusal.value.code == "login_taken"


def test_an_organizer_works_at_their_meeting_only(build: Builder):
    first, second = build.meeting(), build.meeting()
    user = build.user(role="organizer", meeting=first)
    assert granted(user, first) == service.ORGANIZE
    assert granted(user, second) == frozenset()


def test_an_officer_of_a_commune_names_its_delegates_at_the_district(build: Builder):
    district, communes = build.district(1)
    user = build.user(role="unit_officer", unit=communes[0])
    assert granted(user, build.meeting(district)) == service.OWN_DELEGATION


def test_an_officer_organizes_the_meeting_of_their_own_commune(build: Builder):
    _, communes = build.district(1)
    user = build.user(role="unit_officer", unit=communes[0])
    assert granted(user, build.meeting(communes[0])) == service.ORGANIZE


def test_the_body_above_reads_and_does_not_edit(build: Builder):
    district, communes = build.district(1)
    user = build.user(role="standing_body", unit=district)
    assert granted(user, build.meeting(communes[0])) == service.READ


def test_a_sister_commune_sees_nothing(build: Builder):
    _, communes = build.district(2)
    user = build.user(role="standing_body", unit=communes[0])
    assert granted(user, build.meeting(communes[1])) == frozenset()


def test_the_door_sees_the_door(build: Builder):
    meeting = build.meeting()
    assert granted(build.user(role="door", meeting=meeting), meeting) == service.DOOR


def test_a_role_of_a_meeting_is_not_given_on_a_unit(build: Builder):
    with pytest.raises(Refused) as refusal:
        build.user(role="door", unit=build.unit())
    assert refusal.value.code == "role_unknown"


def test_giving_a_role_twice_gives_it_once(build: Builder):
    meeting = build.meeting()
    user = build.user(role="door", meeting=meeting)
    service.grant("kiểm thử", build.now, user, "door", meeting_id=meeting.id)
    assert len(service.users()[0].roles) == 1


@pytest.mark.parametrize("login", ["a", "Nguyễn Lan", "lan nguyen", ".lan", "x" * 81, "lan/etc"])
def test_a_sign_in_name_that_people_would_mistype_is_refused(build: Builder, login: str):
    with pytest.raises(Refused) as refusal:
        service.create_user("kiểm thử", build.now, login, "Lan", PASSWORD)
    assert refusal.value.code == "login_shape"


@pytest.mark.parametrize(("password", "code"), [("1234567", "password_short"), ("x" * 201, "password_long")])
def test_a_password_has_8_to_200_characters(build: Builder, password: str, code: str):
    with pytest.raises(Refused) as refusal:
        service.create_user("kiểm thử", build.now, "lan", "Lan", password)
    assert refusal.value.code == code


def test_a_name_of_161_characters_is_refused_at_its_field(build: Builder):
    with pytest.raises(Refused) as refusal:
        service.create_user("kiểm thử", build.now, "lan", "x" * 161, PASSWORD)
    assert (refusal.value.code, refusal.value.facts["field"]) == ("name_long", "display_name")


def test_the_own_password_changes_with_the_old_one(build: Builder):
    user = build.user("lan")
    service.change_own_password(build.now, user.id, PASSWORD, "mat-khau-moi")
    assert service.sign_in("lan", "mat-khau-moi").id == user.id


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("sai-mat-khau", "mat-khau-moi", "password_wrong"),
        (PASSWORD, PASSWORD, "password_same"),
        (PASSWORD, "ngan", "password_short"),
    ],
)
def test_the_own_password_stays_when_the_change_is_refused(build: Builder, old: str, new: str, code: str):
    user = build.user("lan")
    with pytest.raises(Refused) as refusal:
        service.change_own_password(build.now, user.id, old, new)
    assert refusal.value.code == code
    assert service.sign_in("lan", PASSWORD).id == user.id


@pytest.mark.parametrize("session_id", ["", "khong-phai-khoa", "00000000-0000-0000-0000-000000000000.abc"])
def test_a_session_of_nobody_loads_nobody(build: Builder, session_id: str):
    assert service.load_user(session_id) is None


def test_a_session_ends_when_the_password_changes(build: Builder):
    user = build.user("lan")
    before = user.get_id()
    assert service.load_user(before).id == user.id
    service.set_password("kiểm thử", build.now, user.id, "mat-khau-moi")
    assert service.load_user(before) is None


def test_a_session_of_a_closed_account_loads_nobody(build: Builder):
    user = build.user("lan")
    service.close("kiểm thử", build.now, user.id)
    assert service.load_user(user.get_id()) is None


def test_names_of_many_accounts_are_read_at_once_and_strangers_keep_their_sign_in_name(build: Builder):
    build.user("canbo")
    assert service.display_names(["canbo", "khong-co", "canbo"]) == {"canbo": "Người thử", "khong-co": "khong-co"}
    assert service.display_names([]) == {}
