"""The pages of a list, as the pagination macro shows them; the filters in the address are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request, url_for

from congress.web.numbers import small_number

PAGE = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Pages:
    """`number` of `pages`, `total` lines in all."""

    number: int
    pages: int
    total: int

    def url(self, number: int) -> str:
        """The address of another page of the list being shown."""
        kept = {key: value for key, value in request.args.items() if value and key != "endpoint" and not key.startswith("_")}
        own = {"trang": number, **(request.view_args or {})}
        return url_for(request.endpoint or "overview.home", **{**kept, **own})


def asked_page() -> int:
    """The page the address asks for, 1 when it says nothing readable."""
    return max(1, request.args.get("trang", 1, type=small_number))


def page_of(rows: Sequence[Row], size: int = PAGE) -> tuple[Sequence[Row], Pages]:
    """The rows of the page asked for, of a list that is read whole because its figures are about all of it."""
    pages = max(1, -(-len(rows) // size))
    number = min(asked_page(), pages)
    return rows[(number - 1) * size : number * size], Pages(number, pages, len(rows))
