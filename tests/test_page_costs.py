"""What a page costs does not grow with the rows behind it: statements per visit, and bytes per page of a list."""

from dataclasses import fields
from pathlib import Path

from tests.bench.addresses import addresses
from tests.bench.congresses import ADMINISTRATOR, Size
from tests.bench.databases import ready
from tests.bench.pages import visit
from tests.browsing import Browsing

FEW, MANY, ROWS = 5, 30, 200
MOST_BYTES = 60_000
WHOLE = {
    "door.sign_in_sheet",  # printed and signed: one paper with everybody
    "awards.stage",  # read out on the stage: one paper
    "allocation.workbench",  # one table whose sums must be seen whole
    "agenda.programme",  # one order, moved by buttons: each item carries its controls
    "meetings.create_all",  # all bodies below in one step
}
LIKE_A_PROVINCE = {"communes": 120, "lower": 60, "lower_delegates": 6, "candidates": 60, "items": 30}
"""What does not come in pages stands at the size of a large congress: its bodies, its programme, its list upward."""


class Built:
    """An application with so many of everything, and somebody signed in who may see all of it."""

    def __init__(self, folder: Path, size: Size) -> None:
        self.app, self.ground = ready(folder, size=size)
        self.client = Browsing(self.app).sign_in(ADMINISTRATOR).client

    def pages(self) -> dict[tuple[str, int], str]:
        """Addresses by endpoint and place among its addresses; of the papers one form, both are made from the same."""
        found = addresses(self.app, self.ground)
        return {(name, at): one for name, some in found.items() for at, one in enumerate(some) if not one.endswith(".pdf")}

    def statements(self) -> dict[tuple[str, int], int]:
        """How many statements the second visit of each page costs: the first one fills what is remembered."""
        counted = {}
        for name, address in self.pages().items():
            self.client.get(address)
            counted[name], answer = visit(self.app, self.client, address)
            assert answer.status_code == 200, address
        return counted


def of(number: int, **other: int) -> Size:
    """So many of everything that can be many."""
    every = dict.fromkeys((field.name for field in fields(Size)), number)
    return Size(**every | {"nation": False} | other)


def test_no_page_costs_more_statements_with_thirty_rows_than_with_five(tmp_path: Path):
    few = Built(tmp_path / "few", of(FEW)).statements()
    many = Built(tmp_path / "many", of(MANY)).statements()
    assert {page: (few[page], many[page]) for page in few if many[page] != few[page]} == {}


def test_a_page_of_a_list_stays_small_with_two_hundred_rows(tmp_path: Path):
    built = Built(tmp_path / "full", of(ROWS, **LIKE_A_PROVINCE))
    answers = {name: built.client.get(address) for (name, _), address in built.pages().items()}
    sizes = {name: len(answer.data) for name, answer in answers.items() if answer.mimetype == "text/html"}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES and name not in WHOLE} == {}
