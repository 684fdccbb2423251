"""Finds Chromium for the browser tests; installs Debian's where it may; else says exactly what to do and fails."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ADVICE = """Các bài kiểm thử cần trình duyệt Chromium nhưng máy này chưa có.
  Debian, Ubuntu:  sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  macOS:           brew install --cask chromium
  Windows:         cài Google Chrome hoặc dùng Microsoft Edge có sẵn
Rồi chạy lại; hoặc đặt CHROMIUM=<đường dẫn đến trình duyệt>."""


def find_browser() -> str | None:
    """Path of a Chromium, from $CHROMIUM or the search path."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen if os.path.exists(chosen) else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install_browser() -> None:
    """Install Debian's package when this is root on a machine with apt."""
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, **quiet)


def main() -> int:
    """0 when a browser is there at the end."""
    if find_browser() is None:
        install_browser()
    path = find_browser()
    print(path or ADVICE)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
