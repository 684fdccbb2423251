"""The zip for offices without internet: installs with the network off, carries its data folders, opens its first page."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.serving import clean_environment, fetch, free_port, running

ROOT = Path(__file__).resolve().parent.parent.parent
NO_NETWORK = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "all_proxy": "http://127.0.0.1:9"}


def without_network() -> list[str]:
    """A prefix that takes the network away where the system lets us; the dead proxies stand in elsewhere."""
    prefix = ["unshare", "--net", "--map-root-user"]
    tried = shutil.which("unshare") and subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode == 0
    return prefix if tried else []


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle, unpacked and installed as its start script does, with no network."""
    folder = tmp_path_factory.mktemp("office")
    subprocess.run([sys.executable, "tools/offline_bundle.py", "--output", str(folder)], cwd=ROOT, check=True)
    with zipfile.ZipFile(next(folder.glob("*.zip"))) as archive:
        archive.extractall(folder)
    home = folder / "congress"
    script = (home / "chay.sh").read_text(encoding="utf-8")
    install = "\n".join(line for line in script.splitlines() if "venv .venv" in line or "pip install" in line)
    assert install.count("\n") == 1
    subprocess.run([*without_network(), "sh", "-euc", install], cwd=home, check=True, env=clean_environment(**NO_NETWORK))
    return home


def test_the_demonstration_opens_from_the_bundle(office: Path):
    port = free_port()
    command = [str(office / ".venv/bin/congress"), "demo", "--data", "trinh-dien", "--port", str(port), "--delegates", "30"]
    with running(command, port, office) as address:
        status, _, text = fetch(address)
    assert status == 200
    assert '<html lang="vi"' in text


def test_templates_static_and_seeds_travel_in_the_wheel(office: Path):
    wheel = next((office / "goi").glob("congress-*.whl"))
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "static", "seeds"):
        in_tree = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {f"congress/_data/{name}" for name in in_tree if "__pycache__" not in name} <= names
    assert any(name.startswith("congress/migrations/versions/0001") for name in names)


def test_serve_refuses_to_start_without_a_secret(office: Path, tmp_path: Path):
    command = [str(office / ".venv/bin/congress"), "serve"]
    answer = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, env=clean_environment())
    assert answer.returncode == 1
    assert "congress init" in answer.stderr


def test_init_then_serve_opens_the_sign_in_page(office: Path, tmp_path: Path):
    binary = str(office / ".venv/bin/congress")
    (tmp_path / "mat-khau").write_text("mat-khau-that-dai", encoding="utf-8")
    data = {"CONGRESS_DATA_DIR": str(tmp_path / "du-lieu")}
    subprocess.run([binary, "init", "--password-file", str(tmp_path / "mat-khau")], check=True, env=clean_environment(**data))
    port = free_port()
    with running([binary, "serve"], port, tmp_path, CONGRESS_PORT=str(port), **data) as address:
        status, url, _ = fetch(address)
    assert (status, url.split("?")[0]) == (200, f"{address}dang-nhap")
