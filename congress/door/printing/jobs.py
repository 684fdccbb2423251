"""Large prints: prepared by processes beside the server, in a folder per job under the data folder; the page only asks how far.

Nothing is noted as printed before the file is fetched. A job's folder is for its owner's eyes alone and is deleted when the
committee says so, or a day after its last sign of life.
"""

import json
import re
import secrets
import shutil
import threading
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from congress.db import lock, transaction
from congress.door.badges import Face
from congress.door.printing.faces import PrintWish, Wording, prepared_face
from congress.errors import NotFound, Refused
from congress.files import print_parts
from congress.meetings.models import Meeting

FOLDER = "printing"
PART = 500
AT_WORK = 2
SILENT = 30
KEPT = 24 * 3600
READY = ("done", "fetched")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Job:
    """A print under way or ready.

    `state` is running, done, fetched (done, and its file was downloaded), failed, stalled (its process died) or cancelled.
    """

    token: str
    folder: Path
    state: str
    kind: str
    stem: str
    form: str
    count: int
    parts: int
    parts_done: int

    @property
    def ready(self) -> bool:
        """Whether the file is there."""
        return self.state in READY

    @property
    def fetched_at(self) -> datetime | None:
        """When the file was last downloaded."""
        return datetime.fromisoformat((self.folder / "fetched").read_text("ascii")) if self.state == "fetched" else None

    @property
    def suffix(self) -> str:
        """What kind of file the result is."""
        return self.form if self.parts == 1 else "zip"


def start_badges(data_dir: Path, meeting: Meeting, faces: Sequence[Face], wording: Wording, wish: PrintWish) -> str:
    """Begin to print badges in parts of 500; the token of the job."""
    rows = [asdict(prepared_face(face, wording)) for face in faces]
    job = {
        "kind": "badges",
        "stem": "the",
        "form": "pdf",
        "layout": wish.sheet.code,
        "backs": wish.backs,
        "offset": wish.offset_mm,
        "event": asdict(wording.event),
        "shown": {str(face.badge_id): face.digest.hex() for face in faces},
    }
    return start(data_dir, meeting, job, rows, PART)


def start(data_dir: Path, meeting: Meeting, job: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], part: int) -> str:
    """Write down what to do and begin; folders of old jobs are deleted on the way.

    Args:
        job: its `kind`, the `stem` of the names of its files, their `form` (pdf, docx, zip), and what `print_parts` needs.
        rows: what differs from paper to paper.
        part: how many of them a process sets.

    Raises:
        Refused: `print_going_on` while this meeting has a job of this kind at work, `print_busy` while it has as many of
            any kind as a small machine bears.
    """
    clean(data_dir, meeting)
    folder = _written(_home(data_dir, meeting), meeting, job, rows, part)
    try:
        with transaction() as session:
            lock(session, meeting)
            _ensure_room(data_dir, meeting, job["kind"])
            (folder / "job.new").replace(
                folder / "job.json"
            )  # whole or not there at all: who is killed here leaves no half a job
    except Refused:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _begin(folder)
    return folder.name


def _written(home: Path, meeting: Meeting, job: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], part: int) -> Path:
    """The folder of a job that has yet to be begun."""
    folder = home / secrets.token_urlsafe(16)
    folder.mkdir(parents=True, mode=0o700)
    (folder / "beat").touch()
    parts = [rows[first : first + part] for first in range(0, len(rows), part)]
    for number, content in enumerate(parts, start=1):
        (folder / f"part-{number:03d}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    shape = {"parts": len(parts), "count": len(rows), "stem": f"{job['stem']}-hoi-nghi-{meeting.number}"}
    (folder / "job.new").write_text(json.dumps({**job, **shape}, ensure_ascii=False), encoding="utf-8")
    return folder


def _ensure_room(data_dir: Path, meeting: Meeting, kind: str) -> None:
    """While the meeting is held, so that of two who begin at once the second finds the job of the first.

    What a killed process left behind bars the way as long as it may yet be alive, `SILENT` seconds.
    """
    at_work = [job.kind for job in jobs_of(data_dir, meeting) if job.state == "running"]
    if kind in at_work:
        raise Refused("print_going_on")
    if len(at_work) >= AT_WORK:
        raise Refused("print_busy")


def _begin(folder: Path) -> None:
    (folder / "beat").touch()
    process = print_parts.start(folder)
    threading.Thread(target=process.wait, daemon=True).start()  # takes leave of the process when it ends


def _home(data_dir: Path, meeting: Meeting) -> Path:
    return data_dir.resolve() / FOLDER / meeting.id.hex


def jobs_of(data_dir: Path, meeting: Meeting) -> list[Job]:
    """The meeting's jobs that are not cancelled, the newest first."""
    home = _home(data_dir, meeting)
    found = []
    for folder in home.iterdir() if home.exists() else ():
        with suppress(FileNotFoundError):  # not begun yet, or its process has just deleted it
            found.append(((folder / "job.json").stat().st_mtime, _read(folder)))
    newest_first = sorted(found, key=lambda dated: dated[0], reverse=True)
    return [job for _moment, job in newest_first if job.state != "cancelled"]


def job_of(data_dir: Path, meeting: Meeting, token: str) -> Job:
    """One job.

    Raises:
        NotFound: there is none, or none of this meeting.
    """
    folder = _home(data_dir, meeting) / token
    if not _TOKEN.fullmatch(token):
        raise NotFound
    try:
        return _read(folder)
    except FileNotFoundError as gone:
        raise NotFound from gone


def _read(folder: Path) -> Job:
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    parts, state = int(job["parts"]), _state(folder)
    done = parts if state in READY else len(list(folder.glob("part-*.out")))
    return Job(folder.name, folder, state, job["kind"], job["stem"], job["form"], int(job["count"]), parts, done)


def _state(folder: Path) -> str:
    for name, state in (("cancel", "cancelled"), ("fetched", "fetched"), ("result", "done"), ("failed", "failed")):
        if (folder / name).exists():
            return state
    return "stalled" if _age(folder) > SILENT else "running"


def _age(folder: Path) -> float:
    """Seconds since the last sign of life, both moments by the clock of the disk."""
    (folder / "asked").touch()
    return (folder / "asked").stat().st_mtime - (folder / "beat").stat().st_mtime


def _age_at_most(folder: Path) -> float:
    """The same of any folder: one that gives no sign of life yet is as old as itself."""
    with suppress(FileNotFoundError):
        return _age(folder)
    with suppress(FileNotFoundError):
        return (folder / "asked").stat().st_mtime - folder.stat().st_mtime
    return KEPT + 1.0  # it has just deleted itself


def resume(data_dir: Path, meeting: Meeting, token: str) -> None:
    """Take up a job whose process died or failed; parts that are there are kept.

    Raises:
        NotFound: see `job_of`.
        Refused: as `start` does.
    """
    with transaction() as session:
        lock(session, meeting)
        job = job_of(data_dir, meeting, token)
        if job.state not in ("stalled", "failed"):
            return
        _ensure_room(data_dir, meeting, job.kind)
        (job.folder / "failed").unlink(missing_ok=True)
        (job.folder / "beat").touch()
    _begin(job.folder)


def note_fetched(job: Job, now: datetime) -> None:
    """The file of a finished job goes out now."""
    half = job.folder / "fetched.half"
    half.write_text(now.isoformat(), "ascii")
    half.replace(job.folder / "fetched")


def drop(data_dir: Path, meeting: Meeting, token: str) -> None:
    """Stop a job and delete its files; a process still at work finds the sign and deletes them itself."""
    job = job_of(data_dir, meeting, token)
    (job.folder / "cancel").touch()
    if job.state != "running":
        shutil.rmtree(job.folder, ignore_errors=True)


def clean(data_dir: Path, meeting: Meeting) -> None:
    """Delete what was cancelled and is silent, and what is older than a day."""
    home = _home(data_dir, meeting)
    for folder in list(home.iterdir()) if home.exists() else []:
        age = _age_at_most(folder)
        if age > KEPT or (age > SILENT and (folder / "cancel").exists()):
            shutil.rmtree(folder, ignore_errors=True)


def shown_on(job: Job) -> dict[uuid.UUID, bytes]:
    """Badge → digest of the face that a finished job of badges shows; empty for pictures."""
    kept = json.loads((job.folder / "job.json").read_text(encoding="utf-8")).get("shown", {})
    return {uuid.UUID(key): bytes.fromhex(digest) for key, digest in kept.items()}
