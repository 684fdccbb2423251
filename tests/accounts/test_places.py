"""Finding the body or meeting a role is meant for."""

import pytest

from congress.accounts import service
from congress.errors import Refused
from tests.building import Builder
from tests.conftest import TODAY


def place(scope: service.Scope, kind: str, text: str = "", chosen=None, number: int | None = None):
    return service.find_place(scope, kind, text, chosen, number, TODAY)


def refused(*args, **kwargs) -> str:
    with pytest.raises(Refused) as refusal:
        place(*args, **kwargs)
    return refusal.value.code


def test_nothing_typed_means_the_body_of_the_scope(build: Builder):
    unit = build.unit()
    assert place(service.Scope(unit_id=unit.id), "unit") == (unit.id, None)


def test_without_a_scope_a_body_must_be_named(build: Builder):
    assert refused(service.EVERYWHERE, "unit", "  ") == "place_unit_missing"


def test_a_body_is_found_by_its_name_without_accents(build: Builder):
    unit = build.unit("Xã Nhân Lý")
    build.unit("Xã Quan Sơn")
    assert place(service.EVERYWHERE, "unit", "nhan ly") == (unit.id, None)


def test_a_code_decides_among_bodies_of_one_name(build: Builder):
    build.unit("Xã Chi Lăng", code="06463")
    wanted = build.unit("Thị trấn Chi Lăng", code="06466")
    assert place(service.EVERYWHERE, "unit", "06466") == (wanted.id, None)


def test_several_bodies_ask_for_a_choice(build: Builder):
    build.unit("Xã Chi Lăng"), build.unit("Thị trấn Chi Lăng")
    assert refused(service.EVERYWHERE, "unit", "chi lang") == "place_unit_many"


def test_the_choice_decides(build: Builder):
    build.unit("Xã Chi Lăng")
    wanted = build.unit("Thị trấn Chi Lăng")
    assert place(service.EVERYWHERE, "unit", "chi lang", wanted.id) == (wanted.id, None)


def test_a_choice_that_does_not_fit_what_was_typed_is_not_taken(build: Builder):
    other = build.unit("Xã Quan Sơn")
    wanted = build.unit("Xã Nhân Lý")
    assert place(service.EVERYWHERE, "unit", "nhan ly", other.id) == (wanted.id, None)


def test_a_body_outside_the_scope_is_not_found(build: Builder):
    build.unit("Xã Nhân Lý")
    assert refused(service.Scope(unit_id=build.unit().id), "unit", "nhan ly") == "place_unit_none"


def test_a_meeting_is_found_by_its_number(build: Builder):
    meeting = build.meeting()
    assert place(service.Scope(unit_id=meeting.unit_id), "meeting", number=meeting.number) == (None, meeting.id)


def test_a_meeting_elsewhere_is_not_found(build: Builder):
    meeting = build.meeting()
    assert refused(service.Scope(unit_id=build.unit().id), "meeting", number=meeting.number) == "place_meeting_none"


@pytest.mark.parametrize("number", [None, 0, -1, 10**18])
def test_a_number_that_names_no_meeting_is_refused(build: Builder, number: int | None):
    assert refused(service.EVERYWHERE, "meeting", number=number) == "place_meeting_none"


def test_the_installation_is_no_place_for_a_body(build: Builder):
    assert refused(service.Scope(unit_id=build.unit().id), "installation") == "role_unknown"
