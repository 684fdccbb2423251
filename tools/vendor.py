"""Fetches the browser assets of other projects, unmodified, and writes down where each came from.

Run it after changing a version below: `python tools/vendor.py`. It needs npm; the product and its tests do not.
"""

import base64
import hashlib
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "static/vendor/lock.json"
WEIGHTS = (400, 600, 700)
SUBSETS = ("latin", "vietnamese")


@dataclass(frozen=True)
class Asset:
    """One npm package: `folder` from the top of the repository, `files` as path here → path in the package."""

    package: str
    version: str
    folder: str
    files: dict[str, str]


ASSETS = (
    Asset(
        "@fontsource/be-vietnam-pro",
        "5.3.0",
        "static/fonts/web",
        {"LICENSE": "LICENSE"}
        | {
            f"be-vietnam-pro-{subset}-{weight}-normal.woff2": f"files/be-vietnam-pro-{subset}-{weight}-normal.woff2"
            for subset in SUBSETS
            for weight in WEIGHTS
        },
    ),
    Asset(
        "sortablejs", "1.15.7", "static/vendor/sortablejs-1.15.7", {"LICENSE": "LICENSE", "Sortable.min.js": "Sortable.min.js"}
    ),
    Asset(
        "zxing-wasm",
        "3.1.4",
        "static/vendor/zxing-wasm-3.1.4",
        {
            "LICENSE": "LICENSE",
            "es/share.js": "dist/es/share.js",
            "es/reader/index.js": "dist/es/reader/index.js",
            "reader/zxing_reader.wasm": "dist/reader/zxing_reader.wasm",
        },
    ),
    Asset(
        "axe-core",
        "4.14.1",
        "tests/vendor/axe-core-4.14.1",
        {"LICENSE": "LICENSE", "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt", "axe.min.js": "axe.min.js"},
    ),
)


def packed(asset: Asset, folder: Path) -> bytes:
    """The package's archive, as npm hands it out."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("Cần npm để tải lại các tệp của bên thứ ba.")
    command = [npm, "pack", "--silent", "--pack-destination", str(folder), f"{asset.package}@{asset.version}"]
    name = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    return (folder / name).read_bytes()


def unpack(asset: Asset, archive: bytes) -> dict[str, str]:
    """Lay the wanted files into the asset's folder; sha256 of each by its path from the top of the repository."""
    digests = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for here, there in asset.files.items():
            member = tar.extractfile(f"package/{there}")
            if member is None:
                raise SystemExit(f"{asset.package} {asset.version}: không có tệp {there}.")
            content = member.read()
            target = ROOT / asset.folder / here
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            digests[f"{asset.folder}/{here}"] = hashlib.sha256(content).hexdigest()
    return digests


def entry(asset: Asset, folder: Path) -> dict[str, object]:
    """Fetch one package and describe it for the lock."""
    archive = packed(asset, folder)
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    return {"package": asset.package, "version": asset.version, "integrity": integrity, "sha256": unpack(asset, archive)}


def main() -> None:
    """Fetch everything and write the lock."""
    with tempfile.TemporaryDirectory() as folder:
        entries = [entry(asset, Path(folder)) for asset in ASSETS]
    LOCK.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
    print(f"{sum(len(item['sha256']) for item in entries)} files -> {LOCK.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
