"""Files of other projects lie here unmodified, with their licence, exactly as the lock says."""

import hashlib
import json
from pathlib import Path

from congress.paths import STATIC

ROOT = Path(__file__).resolve().parents[2]
LOCK = json.loads((STATIC / "vendor/lock.json").read_text(encoding="utf-8"))
FOLDERS = (ROOT / "static/vendor", ROOT / "static/fonts/web", ROOT / "tests/vendor")
DIGESTS = {name: digest for entry in LOCK for name, digest in entry["sha256"].items()}


def present() -> set[str]:
    """Every vendored file, by its path from the top of the repository."""
    files = {path for folder in FOLDERS for path in folder.rglob("*") if path.is_file() and path.name != "lock.json"}
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_every_vendored_file_is_locked_and_every_locked_file_is_there():
    assert present() == set(DIGESTS)


def test_every_vendored_file_is_unmodified():
    assert {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in DIGESTS} == DIGESTS


def test_every_package_brings_its_licence():
    for entry in LOCK:
        assert [name for name in entry["sha256"] if name.endswith("/LICENSE")], entry["package"]


def test_folders_name_the_locked_version():
    for entry in LOCK:
        folders = {name for name in entry["sha256"] if "/vendor/" in name}
        assert all(f"/{entry['package']}-{entry['version']}/" in name for name in folders)


def test_lock_names_the_registry_digest_of_each_package():
    assert all(entry["integrity"].startswith("sha512-") for entry in LOCK)
