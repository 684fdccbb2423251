"""Makes the pictures of README.md and docs/ from the running demonstration.

python -m tools.screenshots [--all FOLDER]   --all: every main page at 360, 1366 and 1920 px, for looking at
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving import free_port, running
from tools.ensure_browser import ADVICE, find_browser

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "images"
PASSWORD = "trinh-dien-2025"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
DISTRICT = "/hoi-nghi/2"
BADGE = "231"  # an approved delegate, for the picture of the door
WIDTHS = {360: 760, 1366: 720, 1920: 1080}

# Each picture by name: who looks, where, how wide.
README = {
    "bang-chuan-bi": ("bantochuc", DISTRICT, 1366),
    "chuong-trinh": ("bantochuc", f"{DISTRICT}/chuong-trinh", 1366),
    "phan-bo": ("bantochuc", f"{DISTRICT}/phan-bo", 1366),
    "dai-bieu": ("bantochuc", f"{DISTRICT}/dai-bieu", 1366),
    "chon-dai-bieu": ("dongmo", "{own}/chon-dai-bieu", 1366),
    "khen-thuong": ("bantochuc", f"{DISTRICT}/khen-thuong", 1366),
    "nhap-excel": ("quanson", "{own}/dai-bieu/nhap-tep", 1366),
    "theo-doi": ("thuongtruc", "/don-vi/{unit}/theo-doi", 1366),
    "danh-sach-cap-tren": ("nhanly", "{own}/danh-sach-cap-tren", 1366),
    "giay-to": ("nhanly", "{own}/giay-to", 1366),
    "don-tiep": ("nhanly", "{own}/cua-don", 1366),
    "cho-ngoi": ("bantochuc", f"{DISTRICT}/cho-ngoi", 1366),
    "dang-nhap": ("", "/dang-nhap", 1366),
    "cua-don": ("dontiep", "/cua/2", 360),
}


def sign_in(page: Page, login: str) -> None:
    """Sign in as one of the demonstration's people."""
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("form[novalidate] button").first.click()
    page.wait_for_url(lambda url: "/dang-nhap" not in url)


def resolve(page: Page, address: str) -> str:
    """Fill in what the demonstration numbers itself."""
    if "{own}" in address:
        page.goto("/?tat-ca=1")
        own = page.locator("#own a[href^='/hoi-nghi/']").first.get_attribute("href")
        return address.replace("{own}", own or "")
    if "{unit}" in address:
        page.goto("/?tat-ca=1")
        link = page.locator("a[href$='/theo-doi']").first.get_attribute("href")
        return link or address
    return address


def picture(browser: Browser, base: str, who: str, address: str, width: int, target: Path, whole: bool) -> None:
    """One screenshot of one page for one person at one width."""
    context = browser.new_context(base_url=base, viewport={"width": width, "height": WIDTHS[width]}, locale="vi-VN")
    page = context.new_page()
    if who:
        sign_in(page, who)
    page.goto(resolve(page, address))
    page.wait_for_load_state("networkidle")
    if address.startswith("/cua/"):
        page.locator("#text").fill(BADGE)
        page.keyboard.press("Enter")
        page.locator(".verdict--ok, .verdict--warn").wait_for()
    page.screenshot(path=target, full_page=whole)
    context.close()


def main() -> int:
    """Start the demonstration and take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path)
    asked = parser.parse_args()
    path = find_browser()
    if path is None:
        print(ADVICE, file=sys.stderr)
        return 1
    folder = asked.all or PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        port = free_port()
        command = [sys.executable, "-m", "congress", "demo", "--data", f"{temporary}/data", "--port", str(port)]
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        with running(command, port, Path(temporary), PYTHONPATH=str(ROOT)) as base:
            for name, (who, address, width) in README.items():
                for each in WIDTHS if asked.all else (width,):
                    suffix = f"-{each}" if asked.all else ""
                    picture(browser, base, who, address, each, folder / f"{name}{suffix}.png", bool(asked.all))
                    print(f"{name}{suffix}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
