"""Typing in the allocation workbench with 120 units and 10 groups, in a real browser, from the key to the number it changes."""

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, sync_playwright

from congress import create_app, install
from congress.config import Settings
from congress.db import transaction
from congress.meetings.models import SeatGroup
from congress.migrating import upgrade
from tests.bench import wire
from tests.bench.databases import SECRET
from tests.building import PASSWORD, Builder
from tests.conftest import NOW
from tools.ensure_browser import find_browser

UNITS, MORE_GROUPS, DELEGATES, KEYS = 120, 6, 1500, 20
ORGANIZER = "bantochuc"
TYPED = """cell => new Promise(resolve => {
  const start = performance.now()
  const seen = new MutationObserver(() => { seen.disconnect(); resolve(performance.now() - start) })
  for (const other of cell.closest('tr').querySelectorAll('input.cell--seat')) {
    if (other !== cell) seen.observe(other, { attributeFilter: ['placeholder'] })
  }
  cell.value = cell.value ? '' : '0'
  cell.dispatchEvent(new InputEvent('input', { bubbles: true }))
})"""


@dataclass(frozen=True)
class Typing:
    """Milliseconds: opening the page, and from each key to the computed number."""

    opened: float
    answers: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of the answers."""
        return statistics.median(self.answers)


def measure() -> Typing:
    """Build the congress, serve it and type."""
    with tempfile.TemporaryDirectory(prefix="congress-workbench-") as name:
        folder = Path(name)
        number = _built(folder)
        with wire.served(folder) as (port, _process, _seconds), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(find_browser()), args=["--no-sandbox"])
            page = browser.new_page(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1366, "height": 768})
            found = _typed(page, number)
            browser.close()
        return found


def _built(folder: Path) -> int:
    """The number of a district congress with 120 communes and 10 groups."""
    app: Flask = create_app(Settings(data_dir=folder, secret_key=SECRET, now=NOW))
    upgrade(app)
    with app.app_context():
        install.load_seeds(NOW)
        build = Builder(app, NOW)
        district, _communes = build.district(UNITS)
        meeting = build.meeting(district, delegate_number=DELEGATES)
        with transaction() as session:
            for place in range(MORE_GROUPS):
                code, title = f"more_{place}", f"Nhóm cơ cấu thêm {place + 1}"
                session.add(
                    SeatGroup(meeting_id=meeting.id, code=code, name=title, share="core", position=10 + place, colour="#445566")
                )
        build.user(ORGANIZER, role="organizer", meeting=meeting)
        return meeting.number


def _typed(page: Page, number: int) -> Typing:
    page.goto("/dang-nhap")
    page.fill("#login", ORGANIZER)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_load_state()
    start = time.perf_counter()
    page.goto(f"/hoi-nghi/{number}/phan-bo")
    opened = 1000 * (time.perf_counter() - start)
    for place, cell in enumerate(page.locator("input[name^='members-']").all()):
        cell.evaluate("(cell, value) => { cell.value = value }", str(150 + 37 * place % 400))
    page.get_by_role("button", name="Tính thử").click()
    page.wait_for_load_state()
    first = page.locator("input.cell--seat:not([placeholder='0'])").first.element_handle()
    return Typing(opened, tuple(first.evaluate(TYPED) for _ in range(KEYS)))
