import pytest

from congress.agenda import catalogue
from congress.errors import NotFound, Refused
from tests.building import ACTOR


def test_a_body_chooses_from_the_common_entries_and_its_own(build):
    ours, theirs = build.unit(), build.unit()
    catalogue.add_entry(ACTOR, build.now, ours, "Hát then", 8)
    catalogue.add_entry(ACTOR, build.now, theirs, "Múa sư tử", 5)
    titles = [entry.title for entry in catalogue.entries(ours.id)]
    assert (titles[0], titles[-1], "Múa sư tử" in titles) == ("Văn nghệ chào mừng", "Hát then", False)


def test_common_talks_and_batches_cover_what_the_plan_asks(build):
    covers = {entry.code: entry.covers for entry in catalogue.entries(build.unit().id)}
    assert (covers["talk"], covers["award_batch"], covers["break"]) == (["talks"], ["honours"], [])


def test_the_second_editor_of_an_entry_is_told(build):
    unit = build.unit()
    entry = catalogue.add_entry(ACTOR, build.now, unit, "Hát then", 8)
    seen = entry.version
    catalogue.update_entry(ACTOR, build.now, unit, entry.id, "Hát then, đàn tính", 8, [], seen)
    with pytest.raises(Refused, match="stale"):
        catalogue.update_entry(ACTOR, build.now, unit, entry.id, "Hát sli", 8, [], seen)


def test_entries_of_others_and_common_ones_are_not_found(build):
    ours, theirs = build.unit(), build.unit()
    entry = catalogue.add_entry(ACTOR, build.now, theirs, "Múa sư tử", 5)
    for key in (entry.id, catalogue.entries(ours.id)[0].id):
        with pytest.raises(NotFound):
            catalogue.delete_entry(ACTOR, build.now, ours, key)


def test_an_entry_without_words_is_refused(build):
    with pytest.raises(Refused, match="agenda_title_missing"):
        catalogue.add_entry(ACTOR, build.now, build.unit(), " ", 5)


def test_a_deleted_entry_is_gone(build):
    unit = build.unit()
    entry = catalogue.add_entry(ACTOR, build.now, unit, "Hát then", 8)
    catalogue.delete_entry(ACTOR, build.now, unit, entry.id)
    assert [entry.title for entry in catalogue.entries(unit.id) if entry.unit_id] == []
