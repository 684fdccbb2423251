"""Large prints: parts set by fresh processes, one file in the end, nothing left behind."""

import base64
import json
import zipfile
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import pytest

from congress.files import print_parts
from congress.files.badges import BadgeEvent, BadgeFace
from congress.files.docx import to_docx
from congress.files.letters import letters_to_docx
from congress.files.pdf import letters_to_pdf, page_data
from tests.files.papers import pages_of
from tests.files.test_letters import CODED

WAIT = 60


def folder_of(home: Path, counts: list[int], **job: object) -> Path:
    """A job with so many badges in each part, numbered on."""
    number = 0
    for place, count in enumerate(counts, start=1):
        rows = [asdict(BadgeFace(str(number + one), f"{number + one:024d}", "Vi Thị Hoà")) for one in range(1, count + 1)]
        (home / f"part-{place:03d}.json").write_text(json.dumps(rows), encoding="utf-8")
        number += count
    event = asdict(BadgeEvent("Hội nghị", programme=(("07:30", "Khai mạc"),)))
    told = {
        "kind": "badges",
        "layout": "a6",
        "offset": [0, 0],
        "backs": False,
        "event": event,
        "stem": "the",
        "form": "pdf",
        **job,
    }
    (home / "job.json").write_text(json.dumps(told | {"parts": len(counts), "count": number}), encoding="utf-8")
    return home


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_part_becomes_the_pdf_itself(tmp_path: Path):
    folder = folder_of(tmp_path, [2], backs=True)
    assert print_parts.start(folder).wait(WAIT) == 0
    pages = pages_of((folder / "result").read_bytes())
    assert ["Vi Thị Hoà" in page for page in pages] == [True, False, True, False]
    assert ["Khai mạc" in page for page in pages] == [False, True, False, True]


def test_several_parts_become_numbered_pdfs_in_one_zip_and_their_input_goes(tmp_path: Path):
    folder = folder_of(tmp_path, [2, 1])
    assert print_parts.start(folder).wait(WAIT) == 0
    with zipfile.ZipFile(folder / "result") as bundle:
        assert {name: len(pages_of(bundle.read(name))) for name in bundle.namelist()} == {"the-01.pdf": 2, "the-02.pdf": 1}
    assert names_in(folder) == ["beat", "job.json", "result"]


def test_work_broken_off_goes_on_where_it_stopped(tmp_path: Path):
    folder = folder_of(tmp_path, [1, 1])
    (folder / "part-001.out").write_bytes(b"made before")
    print_parts.run(folder)
    with zipfile.ZipFile(folder / "result") as bundle:
        assert bundle.read("the-01.pdf") == b"made before"


def test_a_part_that_cannot_be_set_ends_the_work_and_says_why(tmp_path: Path):
    folder = folder_of(tmp_path, [1], layout="a-thousand")
    print_parts.run(folder)
    assert "a-thousand" in (folder / "failed").read_text(encoding="utf-8")
    assert not (folder / "result").exists()


def test_cancelled_work_leaves_nothing(tmp_path: Path):
    home = tmp_path / "job"
    home.mkdir()
    folder = folder_of(home, [1, 1])
    (folder / "cancel").touch()
    print_parts.run(folder)
    assert not folder.exists()


@pytest.mark.parametrize("kind", ["badges", "cards"])
def test_pictures_and_badges_are_bundled_alike(tmp_path: Path, kind: str):
    folder = folder_of(tmp_path, [1, 1], kind=kind)
    if kind == "cards":
        for place, name in enumerate(("Vi Thị Hoà", "Lò Vù Pà"), start=1):
            card = {"code": "1", "number": str(place), "name": name, "folder": "Xã: Vân Thủy", "meeting": "Hội nghị"}
            (folder / f"part-{place:03d}.json").write_text(json.dumps([card]), encoding="utf-8")
    print_parts.run(folder)
    with zipfile.ZipFile(folder / "result") as bundle:
        names = bundle.namelist()
    assert (
        names
        == {
            "badges": ["the-01.pdf", "the-02.pdf"],
            "cards": ["Xã Vân Thủy/001 Vi Thị Hoà.png", "Xã Vân Thủy/002 Lò Vù Pà.png"],
        }[kind]
    )


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_letters_in_one_part_are_the_file_that_a_page_gives_at_once(tmp_path: Path, form: str):
    page = page_data(CODED.paper) if form == "pdf" else base64.b64encode(to_docx(CODED.paper)).decode()
    folder = folder_of(tmp_path, [0], kind="giay-moi", form=form, page=page)
    (folder / "part-001.json").write_text(json.dumps(list(CODED.fills)), encoding="utf-8")
    print_parts.run(folder)
    whole = letters_to_pdf(CODED) if form == "pdf" else letters_to_docx(CODED)
    assert read(folder / "result") == read(BytesIO(whole))


def read(file: Path | BytesIO) -> object:
    """The bytes of a PDF; the parts of a Word document, whose archive notes the moment."""
    content = file.read_bytes() if isinstance(file, Path) else file.getvalue()
    if content[:5] == b"%PDF-":
        return content
    with zipfile.ZipFile(BytesIO(content)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_letters_in_several_parts_become_numbered_files_in_one_zip(tmp_path: Path, form: str):
    page = page_data(CODED.paper) if form == "pdf" else base64.b64encode(to_docx(CODED.paper)).decode()
    folder = folder_of(tmp_path, [0, 0], kind="giay-moi", form=form, page=page, stem="giay-moi")
    for place, fills in enumerate((CODED.fills[:2], CODED.fills[2:]), start=1):
        (folder / f"part-{place:03d}.json").write_text(json.dumps(list(fills)), encoding="utf-8")
    print_parts.run(folder)
    with zipfile.ZipFile(folder / "result") as bundle:
        assert bundle.namelist() == [f"giay-moi-01.{form}", f"giay-moi-02.{form}"]
        if form == "pdf":
            assert [len(pages_of(bundle.read(name))) for name in bundle.namelist()] == [2, 1]
