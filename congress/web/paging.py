"""The pages of a list, as the pagination macro shows them; the filters in the address are kept."""

from dataclasses import dataclass

from flask import request, url_for

from congress.web.numbers import small_number


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
