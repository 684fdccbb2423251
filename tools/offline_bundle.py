"""One zip for an office without internet: every wheel, the product's own wheel, and a start script.

    python tools/offline_bundle.py [--platform linux|windows|all] [--output dist]

The computer in the office needs Python 3.11 or newer and nothing else.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "tools" / "bundle"
PLATFORMS = {"linux": [], "windows": ["--platform", "win_amd64", "--only-binary=:all:"]}


def pip(*arguments: str) -> None:
    """Run pip of this Python; its failure ends the build."""
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments], check=True, cwd=ROOT)


def build_wheel(folder: Path) -> Path:
    """The product's own wheel, built from this tree."""
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("congress-*.whl"))


def collect(platform: str, folder: Path) -> None:
    """Every locked dependency as a wheel for this platform, hashes checked."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    target = [*PLATFORMS[platform], "--python-version", version] if PLATFORMS[platform] else ["--only-binary=:all:"]
    pip("download", "--require-hashes", "-r", "requirements.lock", "--dest", str(folder), *target)


def make_bundle(platform: str, output: Path) -> Path:
    """Build `congress-<version>-<platform>.zip` and give its path."""
    with tempfile.TemporaryDirectory() as temporary:
        wheels = Path(temporary) / "goi"
        wheels.mkdir()
        collect(platform, wheels)
        own = build_wheel(wheels)
        output.mkdir(parents=True, exist_ok=True)
        target = output / f"{'-'.join(own.stem.split('-')[:2])}-{platform}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            for path in sorted(wheels.iterdir()):
                archive.write(path, f"congress/goi/{path.name}")
            for path in sorted(SCRIPTS.iterdir()):
                archive.write(path, f"congress/{path.name}")
    return target


def main() -> None:
    """Build what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    host = "windows" if sys.platform == "win32" else "linux"
    parser.add_argument("--platform", choices=[*PLATFORMS, "all"], default=host)
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    asked = parser.parse_args()
    for platform in PLATFORMS if asked.platform == "all" else [asked.platform]:
        path = make_bundle(platform, asked.output)
        print(f"{path.name}  {path.stat().st_size // 1_000_000} MB")
    shutil.rmtree(ROOT / "build", ignore_errors=True)


if __name__ == "__main__":
    main()
