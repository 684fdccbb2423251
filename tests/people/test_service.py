"""Persons: cleaned, found again, corrected under version check."""

from datetime import date

import pytest

from congress.db import db, transaction
from congress.errors import Refused
from congress.people import particulars
from congress.people import service as people
from congress.people.birth import Birth, birth_text, parse_birth
from congress.people.models import PersonParticulars
from congress.people.sealing import Sealer
from congress.people.service import PersonDetails
from tests.building import ACTOR
from tests.conftest import NOW

TODAY = date(2025, 3, 3)


def sealer() -> Sealer:
    return Sealer(b"test", b"k" * 32)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("", Birth()),
        ("1975", Birth(1975)),
        ("5/1975", Birth(1975, 5)),
        ("12/05/1975", Birth(1975, 5, 12)),
        (" 12.5.1975 ", Birth(1975, 5, 12)),
        ("29-02-1976", Birth(1976, 2, 29)),
    ],
)
def test_a_birth_is_read_as_people_write_it(text: str, birth: Birth):
    assert parse_birth(text, TODAY) == birth


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/1975", "birth_unreadable"),
        ("13/1975", "birth_unreadable"),
        ("bảy lăm", "birth_unreadable"),
        ("15", "birth_ambiguous"),
        ("1899", "birth_impossible"),
        ("04/03/2025", "birth_impossible"),
        ("9999", "birth_impossible"),
    ],
)
def test_an_impossible_birth_is_refused(text: str, code: str):
    with pytest.raises(Refused) as refusal:
        parse_birth(text, TODAY)
    assert refusal.value.code == code


def test_a_birth_is_shown_as_exactly_as_it_is_known():
    assert [birth_text(b) for b in (Birth(), Birth(1975), Birth(1975, 5), Birth(1975, 5, 2))] == [
        "", "1975", "05/1975", "02/05/1975",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["Sáng", "Điểu K'Sang", "Công Tằng Tôn Nữ Hoàng Thị Bảo Ngọc Trâm Anh Nguyệt Quỳnh Như Thiên Hương Diễm Ý"]
)
def test_unusual_names_are_names(name: str):
    assert people.checked_name(f"  {name} ") == name


def test_a_decomposed_name_is_stored_composed(app, build):
    person = people.create(ACTOR, NOW, PersonDetails("Hoa\u0300ng Thi\u0323 Ho\u0300a"))
    assert person.name == "Hoàng Thị Hòa"
    assert person.search_key == "hoang thi hoa"


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "name_missing"), ("   ", "name_missing"), ("1234", "name_without_letters"), ("-", "name_without_letters")],
)
def test_a_name_without_letters_is_refused(name: str, code: str):
    with pytest.raises(Refused) as refusal:
        people.checked_name(name)
    assert (refusal.value.code, refusal.value.facts["field"]) == (code, "name")


def test_a_phone_number_loses_its_dots_and_keeps_its_zero():
    assert people.checked_phone("0912.345 678") == "0912345678"
    with pytest.raises(Refused):
        people.checked_phone("gọi sau")


def test_the_same_person_is_found_by_name_year_and_unit(app, build):
    unit, other = build.unit(), build.unit()
    person = people.create(ACTOR, NOW, PersonDetails("Hoàng Thị Hòa", birth=Birth(1985), unit_id=unit.id))
    assert people.likely_same("HOÀNG THỊ HOÀ", 1985, unit.id) == [person]
    assert people.likely_same("Hoàng Thị Hòa", None, unit.id) == [person]
    assert people.likely_same("Hoàng Thị Hòa", 1986, unit.id) == []
    assert people.likely_same("Hoàng Thị Hoa", 1985, unit.id) == []
    assert people.likely_same("Hoàng Thị Hòa", 1985, other.id) == []


def test_a_second_editor_is_told(app, build):
    person = people.create(ACTOR, NOW, PersonDetails("Nông Văn Ba"))
    seen = person.version
    people.update(ACTOR, NOW, person, PersonDetails("Nông Văn Bá"), seen_version=seen)
    with pytest.raises(Refused) as refusal:
        people.update(ACTOR, NOW, person, PersonDetails("Nông Văn Bà"), seen_version=seen)
    assert refusal.value.code == "stale"
    assert people.by_id(person.id).name == "Nông Văn Bá"


def test_particulars_are_sealed_and_counted_by_opening_each_once(app, build):
    rows = [{"ethnic_group": "Nùng", "party_member": "yes"}, {"ethnic_group": "Kinh", "party_member": "no"}, {}]
    with transaction() as session:
        for number, values in enumerate(rows):
            person = people.create(ACTOR, NOW, PersonDetails(f"Người {'ABC'[number]}"))
            particulars.store(session, sealer(), person, values)
    counts = particulars.count(sealer(), people.select(people.Person.id))
    assert (counts.persons, counts.ethnic_minority, counts.unsaid_ethnic_group) == (3, 1, 1)
    assert (counts.party_members, counts.unsaid_party, counts.unreadable) == (1, 1, 0)
    stored = db.session.execute(people.select(PersonParticulars.sealed)).scalars().all()
    assert len(stored) == 2
    assert not any("Nùng".encode() in blob for blob in stored)


def test_a_lost_key_is_counted_not_raised(app, build):
    with transaction() as session:
        person = people.create(ACTOR, NOW, PersonDetails("Nông Văn Ba"))
        particulars.store(session, sealer(), person, {"religion": "Phật giáo"})
    counts = particulars.count(Sealer(b"else", b"x" * 32), people.select(people.Person.id))
    assert (counts.persons, counts.unreadable, counts.religious) == (1, 1, 0)


def test_writing_one_particular_keeps_the_others(app, build):
    with transaction() as session:
        person = people.create(ACTOR, NOW, PersonDetails("Nông Văn Ba"))
        particulars.store(session, sealer(), person, {"ethnic_group": "Tày", "religion": "Không"})
    version = person.version
    with transaction() as session:
        person = people.by_id(person.id)
        particulars.merge(session, sealer(), person, {"religion": "Công giáo"})
    opened = particulars.view(ACTOR, NOW, sealer(), [person.id], act="particulars.view", subject="person")
    assert opened == {person.id: {"ethnic_group": "Tày", "religion": "Công giáo"}}
    assert people.by_id(person.id).version > version
