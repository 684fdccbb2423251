"""What a file really is, and whether it is safe to open: looked at before any reader of workbooks touches it."""

import re
import zipfile
import zlib
from io import BytesIO

from congress.errors import Refused

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 250
RATIO_MATTERS_FROM = 10 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 256

_ZIP = b"PK\x03\x04"
_CONTAINER = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_PARTS = ["EncryptedPackage".encode("utf-16-le"), "EncryptedSummary".encode("utf-16-le")]
_OLD_WORKBOOK_PARTS = ["Workbook".encode("utf-16-le"), "Book".encode("utf-16-le")]
_OTHER_KINDS = (b"%PDF", b"{\\rtf", b"<?xml", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")
# The opening record of a BIFF8 workbook followed at once (or after the write-protection mark) by the record of its password.
_OLD_PASSWORD = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
_WEB_PAGE = re.compile(rb"^\s*(<!doctype html|<html|<table|<meta|<head|<\?xml[^>]*>\s*<(html|\?mso))", re.IGNORECASE)
# A cell that holds something; a cell that only carries a look closes itself and is skipped by the reader.
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]{1,9})([0-9]{1,12})["'][^<>]*(?<!/)>""")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
_WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
# The reader tries one format after another; a second workbook hidden in the archive would be opened unchecked.
_OTHER_WORKBOOK_PARTS = {"content.xml", "xl/workbook.bin"}
_CHUNK = 1 << 20
_MAX_TAG = 1 << 16
_MAX_TEXT = 2 << 30


def content_of(source: object) -> bytes:
    """Bytes of an upload (a stream or bytes); never takes more than the limit into memory.

    Raises Refused("file_empty") or Refused("file_too_large").
    """
    data = bytes(source) if isinstance(source, bytes | bytearray | memoryview) else source.read(MAX_BYTES + 1)
    if not data:
        raise Refused("file_empty")
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", limit_mb=MAX_BYTES // 1024 // 1024)
    return data


def kind_of(data: bytes, filename: str) -> str:
    """ "xlsx", "xls" or "text", told by the content and never by the file's name.

    Raises Refused: file_encrypted, file_is_web_page, file_wrong_type, file_unreadable, file_unpacks_too_large.
    """
    if data.startswith(_ZIP):
        return _kind_of_zip(data, filename)
    if data.startswith(_CONTAINER):
        return _kind_of_container(data, filename)
    if _WEB_PAGE.match(data[:2000].removeprefix(b"\xef\xbb\xbf")):
        raise Refused("file_is_web_page", filename=filename)
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if data.startswith(_OTHER_KINDS) or (_CONTROL.search(data[:65_536]) and not is_wide):
        raise Refused("file_wrong_type", filename=filename)
    return "text"


def _kind_of_container(data: bytes, filename: str) -> str:
    if any(part in data for part in _ENCRYPTED_PARTS) or _OLD_PASSWORD.search(data):
        raise Refused("file_encrypted", filename=filename)
    if not any(part in data for part in _OLD_WORKBOOK_PARTS):
        raise Refused("file_wrong_type", filename=filename)
    return "xls"


def _kind_of_zip(data: bytes, filename: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()}
            if not names >= _WORKBOOK_PARTS or names & _OTHER_WORKBOOK_PARTS:
                raise Refused("file_wrong_type", filename=filename)
            _check_archive(archive, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused("file_unreadable", filename=filename) from error
    return "xlsx"


def _check_archive(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuse an archive that unpacks too large, then unpack it once: a false size in its table shows as a broken entry."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    bomb = unpacked > RATIO_MATTERS_FROM and unpacked > packed * MAX_RATIO
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or bomb:
        raise Refused("file_unpacks_too_large", unpacked_mb=unpacked // 1024 // 1024, limit_mb=MAX_UNPACKED // 1024 // 1024)
    inspection = _Inspection()
    for entry in entries:
        with archive.open(entry) as stream:
            inspection.read(stream)
    if inspection.filled * inspection.longest > _MAX_TEXT:
        raise Refused("file_unpacks_too_large", unpacked_mb=_MAX_TEXT >> 20, limit_mb=MAX_UNPACKED >> 20)


class _Inspection:
    """Looks through the parts of a workbook for what makes its reader lay out more than the file holds.

    One filled cell in the last row and column makes it lay out 17 billion cells and takes the process with it;
    a million cells that point at one shared text of a megabyte are written out a million times.
    """

    def __init__(self) -> None:
        self.filled = 0
        self.longest = 0

    def read(self, stream) -> None:
        tail, since_text = b"", 0
        while chunk := stream.read(_CHUNK):
            text = tail + chunk
            self._check_cells(text)
            since_text = self._measure_texts(chunk, since_text)
            tail = text[text.rfind(b"<") :] if b"<" in text else b""
            if len(tail) > _MAX_TAG and b">" not in tail:
                raise ValueError("a tag longer than any that a spreadsheet writes")
            tail = b"" if b">" in tail else tail

    def _check_cells(self, text: bytes) -> None:
        for cell in _CELL.finditer(text):
            letters, digits = cell.groups()
            if int(digits) > MAX_ROWS:
                raise Refused("too_many_rows", limit=MAX_ROWS)
            if len(letters) > 2 or _column_number(letters) > MAX_COLUMNS:
                raise Refused("too_many_columns", limit=MAX_COLUMNS)
            self.filled += 1

    def _measure_texts(self, chunk: bytes, since_text: int) -> int:
        """Length of the longest shared text so far (its markup counted too); returns what is open at the end of the chunk."""
        *closed, last = chunk.split(b"</si>")
        for text in closed:
            self.longest = max(self.longest, since_text + len(text))
            since_text = 0
        return since_text + len(last)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
