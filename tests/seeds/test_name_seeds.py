"""The names the demonstration puts together: enough of them, fairly shared, the difficult ones among them."""

import unicodedata

import pytest
from demo_files import read, scenario, texts

GROUPS = [group["code"] for group in scenario("scenario")["groups"]["district"]]


@pytest.fixture(scope="module")
def names():
    return read("demo/names.json")


def test_the_file_names_its_source_and_is_marked_as_invented(names):
    assert names["source"].strip() != ""
    assert (names["valid_from"], names["checked"], names["invented"]) == ("2024-06-01", False, True)


def test_every_text_is_in_composed_form_without_stray_spaces(names):
    assert [text for text in texts(names) if unicodedata.normalize("NFC", " ".join(text.split())) != text] == []


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_sex_alone_gives_more_different_names_than_the_largest_congress_needs(names, sex):
    families = {family for group in names["ethnic_groups"] for family in group["families"]}
    assert len(families) * len(set(names["middles"][sex])) * len(set(names["given"][sex])) > 25_000


def test_shares_add_up_to_a_hundred(names):
    shared = [names["ethnic_groups"], names["religions"], *names["education"].values()]
    assert [sum(entry["share"] for entry in part) for part in shared] == [100] * len(shared)
    assert sum(names["sex_share"].values()) == 100


@pytest.mark.parametrize("part", ["titles", "achievements", "birth_years", "party_share", "education"])
def test_each_group_of_delegates_is_provided_for(names, part):
    assert sorted(names[part]) == sorted(GROUPS)


def test_birth_years_are_spans(names):
    assert [group for group, (first, last) in names["birth_years"].items() if not 1930 < first < last < 2010] == []


def test_tricky_names_hold_one_word_an_apostrophe_and_eighty_characters(names):
    tricky = [person["name"] for person in names["tricky"]]
    assert [name for name in tricky if " " not in name] == ["Sáng"]
    assert [name for name in tricky if "'" in name] == ["Điểu K'Sang"]
    assert max(map(len, tricky)) == 80


def test_two_spellings_of_one_name_stand_side_by_side(names):
    pair = [person["birth_year"] for person in names["tricky"] if person["name"] in ("Hoàng Thị Hoà", "Hoàng Thị Hòa")]
    assert pair == [1985, 1985]


def test_homonyms_share_even_the_birth_year(names):
    assert [len(entry["birth_years"]) - len(set(entry["birth_years"])) for entry in names["homonyms"]] == [1, 1, 0]


def test_names_to_avoid_are_not_given_to_anybody(names):
    given = {entry["name"] for part in ("tricky", "homonyms") for entry in names[part]}
    given |= {
        person["name"]
        for story in ("scenario", "two-tier")
        for m in scenario(story)["meetings"]
        for person in m.get("people", [])
    }
    assert given & set(names["avoid"]) == set()
