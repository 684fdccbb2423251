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
