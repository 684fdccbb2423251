"""The content of an official paper, without its form: what documents/ fills in and docx.py and pdf.py set in type.

The form follows Decree 30/2020/NĐ-CP, annex I: A4, margins 20/20/30/15 mm, a Times face at 13-14 pt.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from congress.files.text import printable

MARGINS_MM = {"top": 20, "bottom": 20, "left": 30, "right": 15}
FACE = "Times New Roman"
BODY_PT = 14
QR_MM = 35
"""Side of a printed badge code with its quiet zone: 21 of 29 modules are the code, 25.3 mm."""

NATIONAL = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Header:
    """The head of a paper: superior body (lines), issuing body (lines), number and sign ("15/KH-UBND"), place and date.

    `subject` is the "V/v …" of a letter without a type name; `national` is empty for papers of the Party and its like.
    """

    issuer: Sequence[str]
    parent: Sequence[str] = ()
    number: str = ""
    place_and_date: str = ""
    subject: str = ""
    national: Sequence[str] = NATIONAL


@dataclass(frozen=True)
class Run:
    """A stretch of text within a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Running text, a string or runs; `align` is left, center, right or justify; `indent` is the first line's."""

    text: str | Sequence[Run]
    bold: bool = False
    italic: bool = False
    align: str = "justify"
    indent: bool = True


@dataclass(frozen=True)
class Basis:
    """One legal basis ("Căn cứ …;"), set in italics."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading within the paper: level 1 bold, level 2 bold, level 3 bold italic; all indented. Level 0 is centred."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class TableColumn:
    """A column: its heading, its share of the width, left, center or right."""

    title: str
    width: int = 10
    align: str = "left"


@dataclass(frozen=True)
class SectionRow:
    """A row inside a table that spans it: "I. KHỐI XÃ, THỊ TRẤN"."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table whose heading repeats on each page; `row_mm` is the least height of a row (room to sign), `size` in points."""

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[str] | SectionRow]
    total: Sequence[str] = ()
    row_mm: int = 0
    size: int = 12


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True)
class CodeBlock:
    """In letters: a badge code as QR, 25 mm without its quiet zone, and lines beside it; without digits the lines alone.

    An empty line is left out; the first is bold.
    """

    digits: str
    lines: Sequence[str]


Block = Paragraph | Basis | Heading | Table | PageBreak | CodeBlock


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs: the capacity as lines ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", or "CHỦ TỊCH" alone), a note, the name."""

    capacity: Sequence[str]
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Annex:
    """An annex: its label ("Phụ lục I", may be empty), title, "(Kèm theo …)", content; its pages are numbered from 1."""

    title: str
    blocks: Sequence[Block]
    label: str = ""
    reference: str = ""
    landscape: bool = False


@dataclass(frozen=True)
class Paper:
    """A whole paper. `authority` is the deciding authority named under a decision's title; `mark` stands small in each foot.

    A paper with one signature and recipients has them side by side; several signatures stand side by side above the recipients.
    """

    title: str
    blocks: Sequence[Block]
    header: Header | None = None
    summary: str = ""
    authority: str = ""
    addressees: Sequence[str] = ()
    recipients: Sequence[str] = ()
    signatures: Sequence[SignatureBlock] = ()
    annexes: Sequence[Annex] = ()
    landscape: bool = False
    mark: str = ""


def place_and_date(place: str, day: date) -> str:
    """ "Chi Lăng, ngày 05 tháng 01 năm 2025": a leading zero for days under 10 and months 1 and 2 (Decree 30/2020, annex I)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def as_data(content: object) -> object:
    """The content as lists and dictionaries of clean NFC text, each dictionary with its `kind`; for typesetting and tests."""
    if is_dataclass(content):
        inner = {entry.name: as_data(getattr(content, entry.name)) for entry in fields(content)}
        return {"kind": type(content).__name__, **inner}
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Sequence):
        return [as_data(part) for part in content]
    return content


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """Recipients as the decree lists them: "- …;" and a full stop after the last."""
    lines = [f"- {printable(line).strip().lstrip('-').strip().rstrip(';.')}" for line in recipients]
    return [line + (";" if place < len(lines) else ".") for place, line in enumerate(lines, 1)]


def runs_of(paragraph: Paragraph) -> list[Run]:
    """The text of a paragraph as runs, whichever way it was given."""
    if isinstance(paragraph.text, str):
        return [Run(printable(paragraph.text), paragraph.bold, paragraph.italic)]
    return [Run(printable(run.text), run.bold or paragraph.bold, run.italic or paragraph.italic) for run in paragraph.text]
