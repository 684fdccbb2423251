"""Large prints in parts, each set by a fresh process so that memory stays small: `python -m congress.files.print_parts FOLDER`.

The folder holds `job.json` (how to print, how many parts) and `part-001.json` … (whose badges, pictures or letters). Each part
becomes `part-001.out`; in the end all are one file or one zip, `result`, and the parts are deleted. A file named `cancel` ends
the work; `failed` says why it ended by itself; `beat` is touched while it goes on. Started again it takes up where it stopped.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from congress.files.badge_cards import Card, cards_zip
from congress.files.badges import BadgeEvent, BadgeFace, badges_pdf
from congress.files.letters import fill_docx
from congress.files.pdf import fill_pdf

_PACKAGE = Path(__file__).resolve().parents[2]
_BEAT = 0.05


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Begin, or take up again, the work of a folder in the background."""
    command = _command(folder)
    return subprocess.Popen(  # noqa: S603 - our own program
        command, env=_environment(), stdin=subprocess.DEVNULL, start_new_session=True
    )


def _command(folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "congress.files.print_parts", str(folder), *more]


def _environment() -> dict[str, str]:
    """The package is found wherever this one was loaded from."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(_PACKAGE), os.environ.get("PYTHONPATH", "")]))}


def run(folder: Path) -> None:
    """Set every part that is not there yet, one after the other, then bundle them."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    (folder / "failed").unlink(missing_ok=True)
    for number in range(1, job["parts"] + 1):
        if not _output(folder, number).exists() and not _part(folder, number):
            break
    else:
        _bundle(folder, job)
    if (folder / "cancel").exists():
        shutil.rmtree(folder, ignore_errors=True)


def _output(folder: Path, number: int) -> Path:
    return folder / f"part-{number:03d}.out"


def _part(folder: Path, number: int) -> bool:
    """Set one part in a fresh process; False when it was cancelled or failed."""
    command = _command(folder, str(number))
    with subprocess.Popen(command, env=_environment(), stderr=subprocess.PIPE) as child:  # noqa: S603 - our own program
        while child.poll() is None:
            (folder / "beat").touch()
            if (folder / "cancel").exists():
                child.kill()
            time.sleep(_BEAT)
        said = child.stderr.read().decode(errors="replace") if child.stderr else ""
    if (folder / "cancel").exists():
        return False
    if child.returncode:
        (folder / "failed").write_text(said[-2000:], encoding="utf-8")
    return not child.returncode


def make(folder: Path, number: int) -> None:
    """Set one part."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    part = json.loads((folder / f"part-{number:03d}.json").read_text(encoding="utf-8"))
    half = folder / f"part-{number:03d}.half"
    half.write_bytes(_MAKERS.get(job["kind"], _letters)(job, part))
    half.replace(_output(folder, number))


def _badges(job: dict[str, Any], part: list[dict[str, Any]]) -> bytes:
    event = BadgeEvent(**job["event"] | {"programme": tuple((time, text) for time, text in job["event"]["programme"])})
    faces = [BadgeFace(**face) for face in part]
    return badges_pdf(faces, event, job["layout"], tuple(job["offset"]), backs=job["backs"])


def _cards(_job: dict[str, Any], part: list[dict[str, Any]]) -> bytes:
    return cards_zip([Card(**card) for card in part])


def _letters(job: dict[str, Any], part: list[dict[str, Any]]) -> bytes:
    return fill_docx(base64.b64decode(job["page"]), part) if job["form"] == "docx" else fill_pdf(job["page"], part)


_MAKERS = {"badges": _badges, "cards": _cards}


def _bundle(folder: Path, job: dict) -> None:
    """One part is the result itself; several are numbered files in a zip, pictures are put into one zip."""
    numbers = range(1, job["parts"] + 1)
    half = folder / "result.half"
    if job["parts"] == 1:
        half.write_bytes(_output(folder, 1).read_bytes())
    else:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_STORED) as bundle:
            for number in numbers:
                _add(bundle, job, number, _output(folder, number).read_bytes())
    half.replace(folder / "result")
    for number in numbers:
        _output(folder, number).unlink(missing_ok=True)
        (folder / f"part-{number:03d}.json").unlink(missing_ok=True)


def _add(bundle: zipfile.ZipFile, job: dict, number: int, content: bytes) -> None:
    if job["kind"] != "cards":
        bundle.writestr(zipfile.ZipInfo(f"{job['stem']}-{number:02d}.{job['form']}"), content)
        return
    with zipfile.ZipFile(BytesIO(content)) as part:
        for name in part.namelist():
            bundle.writestr(zipfile.ZipInfo(name), part.read(name))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        make(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        run(Path(sys.argv[1]))
