"""The pages of a list: filters kept, nothing of the address taken for something else."""

import pytest
from flask import Flask

from congress.web.numbers import number_in
from congress.web.paging import Pages, asked_page, page_of


@pytest.mark.parametrize(
    ("query", "page"),
    [("", 1), ("trang=3", 3), ("trang=-1", 1), ("trang=0", 1), ("trang=abc", 1), (f"trang={10**30}", 1), ("trang=²", 1)],
)
def test_the_page_asked_for_is_read_and_never_below_one(sqlite_app: Flask, query: str, page: int):
    with sqlite_app.test_request_context(f"/tai-khoan?{query}"):
        assert asked_page() == page


def test_another_page_keeps_the_filters(sqlite_app: Flask):
    with sqlite_app.test_request_context("/tai-khoan?tim=hoa&trang=2"):
        assert Pages(2, 4, 190).url(3) == "/tai-khoan?tim=hoa&trang=3"


def test_the_query_does_not_change_which_thing_is_listed(sqlite_app: Flask):
    with sqlite_app.test_request_context("/hoi-nghi/5/dai-bieu?number=6&endpoint=x&_external=1&_scheme=ftp"):
        assert Pages(1, 2, 60).url(2) == "/hoi-nghi/5/dai-bieu?trang=2"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("2147483647", 2**31 - 1),
        ("2147483648", None),
        ("-1", None),
        ("²", None),
        ("", None),
        (None, None),
        ("1" * 5000, None),
    ],
)
def test_a_number_is_one_a_column_can_hold(text: str | None, number: int | None):
    assert number_in(text) == number


@pytest.mark.parametrize(("query", "shown"), [("", [1, 2]), ("?trang=2", [3]), ("?trang=9", [3])])
def test_a_list_read_whole_is_shown_by_pages_and_never_beyond_the_last(sqlite_app: Flask, query: str, shown: list[int]):
    with sqlite_app.test_request_context(f"/ke-hoach{query}"):
        rows, pages = page_of([1, 2, 3], 2)
        assert (rows, pages.pages, pages.total) == (shown, 2, 3)
