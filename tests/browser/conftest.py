"""A real Chromium against the running demonstration. A missing browser fails, never skips."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page, expect, sync_playwright
from werkzeug.routing import Map

from congress import create_app
from congress.config import Settings
from congress.demo import NOW
from congress.demo.signins import SIGNINS
from congress.venue.certificates import make as make_certificate
from congress.web import clock
from tests.browser.crawling import Reach, explore
from tests.browser.doors import Committee, phone
from tests.serving import clean_environment, free_port, running
from tools.ensure_browser import ADVICE, find_browser

ROOT = Path(__file__).resolve().parent.parent.parent
AXE = next((ROOT / "tests" / "vendor").glob("axe-core-*/axe.min.js"), None)
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)
STARTS = {"nhanly": ["/hoi-nghi/2/dai-bieu"]}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running demonstration works; its data lie in `data` below."""
    return tmp_path_factory.mktemp("demonstration")


@pytest.fixture(scope="session")
def demonstration(demonstration_folder: Path) -> Iterator[str]:
    """Address of a running demonstration, one for the whole run of this process."""
    folder = demonstration_folder
    port = free_port()
    command = [sys.executable, "-m", "congress", "demo", "--data", str(folder / "data"), "--port", str(port)]
    with running(command, port, folder, PYTHONPATH=str(ROOT)) as address:
        make_certificate(folder / "data", ["192.168.1.10"], datetime.now(UTC))
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserType]:
    """What starts browsers."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser to start."""
    path = find_browser()
    if path is None:
        pytest.fail(ADVICE)
    return str(path)


@pytest.fixture(scope="session")
def playwright_browser(chromium: BrowserType, chromium_path: str) -> Callable[..., AbstractContextManager[Browser]]:
    """`with playwright_browser(*flags) as browser`: Chromium without a window, with these flags."""

    @contextmanager
    def launch(*flags: str) -> Iterator[Browser]:
        browser = chromium.launch(executable_path=chromium_path, args=[*QUIET, *flags])
        yield browser
        browser.close()

    return launch


@pytest.fixture(scope="session")
def browser(playwright_browser) -> Iterator[Browser]:
    """The browser most tests share."""
    with playwright_browser() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser, demonstration: str) -> Iterator[BrowserContext]:
    """A fresh browser profile at office size; any request to another host fails the test."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="vi-VN", base_url=demonstration, accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    strangers: list[str] = []
    context.on("request", lambda request: strangers.append(request.url) if not _ours(request.url, demonstration) else None)
    yield context
    context.close()
    assert strangers == []


def _ours(address: str, base: str) -> bool:
    return address.startswith((base, "data:", "blob:"))


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab; an error in a script or a blocked resource fails the test that asks for `errors`."""
    return context.new_page()


@pytest.fixture(scope="session")
def committee(demonstration: str, demonstration_folder: Path) -> Committee:
    """The committee of the demonstration's district meeting."""
    data = demonstration_folder / "data"
    values = {"CONGRESS_DATA_DIR": str(data), "CONGRESS_SECRET_KEY_FILE": str(data / "secret.key"), "CONGRESS_NOW": NOW}
    made = Committee(create_app(Settings.from_environment(values)))
    clock.let_run(made.app)
    made.issue()
    return made


@pytest.fixture
def paired(browser, demonstration, committee) -> Iterator[Any]:
    """(phone, its browser profile) paired with Cửa 1, the list loaded."""
    with phone(browser, demonstration) as (device, context):
        device.pair(committee.secret())
        yield device, context


@pytest.fixture
def scripts(browser: Browser, demonstration: str) -> Iterator[Page]:
    """A page from which the door's own scripts can be called."""
    with phone(browser, demonstration) as (device, _):
        device.page.goto("/cua/")
        yield device.page


class Profiles:
    """A signed-in browser profile for each demonstration account; each signs in once in a run."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._states: dict[str, Any] = {}

    @contextmanager
    def opened(self, login: str, **options: Any) -> Iterator[BrowserContext]:
        """A context of this account, closed afterwards; `login` empty for a visitor."""
        state = self._state(login) if login else None
        settings = {"viewport": {"width": 1366, "height": 768}, "locale": "vi-VN"} | options
        context = self._browser.new_context(base_url=self._address, storage_state=state, **settings)
        context.set_default_timeout(PATIENCE)
        yield context
        context.close()

    def _state(self, login: str) -> Any:
        if login not in self._states:
            context = self._browser.new_context(base_url=self._address)
            sign_in(context.new_page(), login)
            self._states[login] = context.storage_state()
            context.close()
        return self._states[login]


@pytest.fixture(scope="session")
def profiles(browser: Browser, demonstration: str) -> Profiles:
    """Signed-in profiles of the demonstration's people."""
    return Profiles(browser, demonstration)


@pytest.fixture
def person(profiles: Profiles, demonstration: str) -> Iterator[Callable[..., Page]]:
    """`person("bantochuc")`: a tab of this account. A request to another host or an error in a script fails the test."""
    wrong: list[str] = []
    with ExitStack() as stack:

        def open_tab(login: str, **options: Any) -> Page:
            page = stack.enter_context(profiles.opened(login, accept_downloads=True, **options)).new_page()
            page.on("request", lambda request: wrong.append(request.url) if not _ours(request.url, demonstration) else None)
            page.on("pageerror", lambda problem: wrong.append(str(problem)))
            return page

        yield open_tab
    assert wrong == []


@pytest.fixture
def tab(profiles, request) -> Iterator[tuple[Page, list[str]]]:
    """A tab of the account the test is about, axe in each page, and what the console said."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and message.location.get("url") != page.url:
            said.append(message.text)

    with profiles.opened(request.getfixturevalue("login"), reduced_motion="reduce") as context:
        context.add_init_script(AXE.read_text(encoding="utf-8"))
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda problem: said.append(str(problem)))
        yield page, said


@pytest.fixture(scope="session")
def url_map(tmp_path_factory: pytest.TempPathFactory) -> Map:
    """Every address of the product."""
    return create_app(Settings(data_dir=tmp_path_factory.mktemp("addresses"), secret_key="chỉ để đọc địa chỉ")).url_map


@pytest.fixture(scope="session")
def reach(profiles: Profiles, url_map: Map) -> dict[str, Reach]:
    """What each demonstration account comes to by links alone."""
    found = {}
    for signin in SIGNINS:
        with profiles.opened(signin.login) as context:
            found[signin.login] = explore(context.request, url_map, "/", *STARTS.get(signin.login, ()))
    return found


def sign_in(page: Page, login: str, password: str = "trinh-dien-2025") -> None:
    """Sign in as one of the demonstration's people."""
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/dang-nhap" not in url)


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on this page: rule and first place of each."""
    assert AXE is not None, "axe-core is missing under tests/vendor"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}))
        .violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))"""
    )
    return list(found)


def demo_accounts(folder: Path) -> list[dict[str, str]]:
    """The sign-ins as the command prints them."""
    command = [sys.executable, "-m", "congress", "demo", "--data", str(folder), "--build-only", "--json"]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=clean_environment())
    return json.loads(answer.stdout.strip().splitlines()[-1])["accounts"]
