import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.submission import (
    ListedName,
    NotCanonical,
    canonical,
    check_content,
    fingerprint,
    next_state,
)

ADOPTED = ListedName("1", "Vi Văn An", "official", "adopted")
CHOSEN = ListedName("2", "Lý Thị Hoa", "official", "chosen")
RESERVE = ListedName("3", "Hà Văn Quý", "reserve", "adopted")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("aáđê 1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcê", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        ("draft", "send", "sent"),
        ("sent", "receive", "received"),
        ("received", "accept", "accepted"),
        ("received", "return", "returned"),
        ("returned", "send", "sent"),
        ("accepted", "return", None),
        ("draft", "accept", None),
        ("sent", "send", None),
    ],
)
def test_steps_follow_the_procedure(state, act, after):
    assert next_state(state, act) == after


@pytest.mark.parametrize(
    ("names", "seats", "adopted", "digests", "found"),
    [
        ([ADOPTED], 1, True, ("a", "a"), []),
        ([ADOPTED, RESERVE], 1, True, ("a", "a"), []),
        ([CHOSEN], 1, None, ("a", ""), []),
        ([], 1, True, ("", ""), [("list_empty", "hard")]),
        ([ADOPTED], 1, None, ("a", ""), [("vote_missing", "hard")]),
        ([ADOPTED], 1, False, ("a", "a"), [("list_not_adopted", "hard")]),
        ([ADOPTED], 1, True, ("b", "a"), [("list_changed_since_vote", "hard")]),
        ([ADOPTED, CHOSEN], 1, True, ("a", "a"), [("names_exceed_seats", "hard")]),
        ([ADOPTED], None, True, ("a", "a"), [("grant_missing", "undecided")]),
        ([ListedName("4", "Chu Én", "official", "")], 1, None, ("", ""), [("basis_missing", "hard")]),
    ],
)
def test_a_list_is_checked_before_it_goes_up(names, seats, adopted, digests, found):
    assert [(finding.code, finding.weight) for finding in check_content(names, seats, adopted, *digests)] == found


def test_the_canonical_form_is_one_sorted_text():
    value = {"b": [1, None, True], "a": unicodedata.normalize("NFD", "Nguyễn"), "c": {"d": date(2025, 3, 14)}}
    assert canonical(value).decode() == '{"a":"Nguyễn","b":[1,null,true],"c":{"d":"2025-03-14"}}'


def test_the_fingerprint_is_the_sha_256_of_the_canonical_form():
    assert fingerprint({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@given(st.dictionaries(st.text("abcê", max_size=3), VALUES, max_size=4))
def test_the_fingerprint_does_not_depend_on_the_order_of_keys_or_the_form_of_letters(value):
    turned = {unicodedata.normalize("NFD", key): entry for key, entry in reversed(value.items())}
    assert fingerprint(turned) == fingerprint(value)


@pytest.mark.parametrize(
    "value", [1.5, {"a": [0.1]}, {1, 2}, {1: "a"}, datetime(2025, 3, 14, tzinfo=UTC), b"a", {"ê": 1, "e\u0302": 2}]
)
def test_values_without_one_written_form_are_refused(value):
    with pytest.raises(NotCanonical):
        canonical(value)
