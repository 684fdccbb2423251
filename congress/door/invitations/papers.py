"""What an office without a public address sends out: a picture per person, a text to copy, a reply sheet per unit."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path

from sqlalchemy import Row

from congress.delegates import replies
from congress.door.badges import Face
from congress.door.printing import jobs
from congress.files.badge_cards import Card, safe_name
from congress.files.spreadsheet_out import Column, Sheet, write_workbook
from congress.meetings.models import Meeting

PART = 100
"""Pictures set by one process."""


@dataclass(frozen=True)
class CardWords:
    """The labels of a picture, in the reader's language, and what all pictures share."""

    when: tuple[str, str]
    where: tuple[str, str]
    number: str
    unit: str
    seat: str
    place: str
    desk: str
    no_unit: str
    foot: str


def start_cards(data_dir: Path, meeting: Meeting, faces: Sequence[Face], words: CardWords) -> str:
    """Begin to draw a picture for each badge; the token of the job."""
    rows = [asdict(_card(meeting, face, words)) for face in faces]
    return jobs.start(data_dir, meeting, {"kind": "cards", "stem": "anh-ma", "form": "zip"}, rows, PART)


def _card(meeting: Meeting, face: Face, words: CardWords) -> Card:
    places = (words.desk.format(face.desk),) if face.desk else ()
    lines = (
        words.when,
        words.where,
        (words.number, str(face.number)),
        (words.unit, face.unit),
        (words.seat, face.seat),
        (words.place, " · ".join((*places, *face.gates))),
    )
    return Card(face.code, str(face.number), face.name, face.unit or words.no_unit, meeting.title, lines, words.foot)


@dataclass(frozen=True)
class SheetWords:
    """The words of a reply sheet: title lines, headings, the name of the sheet and of a file without a unit."""

    titles: tuple[str, ...]
    headings: tuple[str, str, str, str, str]
    no_unit: str


def reply_sheet(unit: str, rows: Iterable[Row], words: SheetWords, now: datetime) -> bytes:
    """A workbook for one unit to fill in: number, name, title, answer (c, k, t), who comes instead."""
    number, name, title, answer, substitute = words.headings
    columns = (
        Column(number, 9, "id"),
        Column(name, 28),
        Column(title, 34),
        Column(answer, 22, "mark"),
        Column(substitute, 34),
    )
    shown = {said: short for short, said in (("c", "yes"), ("k", "no"), ("t", "substitute"))}
    table = [(str(row.number), row.name, row.title, shown.get(row.answer, ""), row.words or "") for row in rows]
    sheet = Sheet(unit or words.no_unit, columns, table, titles=(*words.titles, unit), landscape=True)
    return write_workbook([sheet], made_at=now.replace(tzinfo=None))


def reply_sheets(meeting: Meeting, words: SheetWords, now: datetime) -> bytes:
    """A zip with a workbook for each unit, named by the unit."""
    target = BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as bundle:
        for _key, part in groupby(replies.sheet_rows(meeting), key=lambda row: row.unit_id):
            people = list(part)
            unit = people[0].unit or words.no_unit
            bundle.writestr(zipfile.ZipInfo(f"{_free(safe_name(unit), taken)}.xlsx"), reply_sheet(unit, people, words, now))
    return target.getvalue()


def _free(name: str, taken: set[str]) -> str:
    """The name, numbered when another unit has it already."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    taken.add(free.casefold())
    return free


def links_workbook(rows: Sequence[Row], secrets: Mapping[int, str], base: str, words: SheetWords, now: datetime) -> bytes:
    """Everybody's own address, for a letter written by mail merge."""
    number, name, unit, link, _rest = words.headings
    columns = (Column(number, 9, "id"), Column(name, 28), Column(unit, 34), Column(link, 60))
    table = [
        (str(row.number), row.name, row.unit or "", f"{base}/toi/{secrets[row.number]}")
        for row in rows
        if row.number in secrets
    ]
    return write_workbook([Sheet(words.no_unit, columns, table, titles=words.titles)], made_at=now.replace(tzinfo=None))
