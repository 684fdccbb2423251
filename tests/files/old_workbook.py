"""A workbook as Excel 97 stored it, made by hand: the library that writes .xlsx does not write these."""

import struct

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(value: str, size: str) -> bytes:
    return struct.pack(size, len(value)) + b"\x01" + value.encode("utf-16-le")


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(0x0204, place + _text(value, "<H"))
    return _record(0x0203, place + struct.pack("<d", value))


def _stream(name: str, rows: list[list[str | float]], encrypted: bool) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if encrypted:
        begin += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    title = b"\x00\x00" + _text(name, "<B")
    offset = len(begin) + 4 + 4 + len(title) + 4
    index = _record(0x0085, struct.pack("<I", offset) + title) + _record(0x000A, b"")
    cells = b"".join(_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != "")
    page = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + _record(0x000A, b"")
    return begin + index + page


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le")
    name_size = struct.pack("<H", len(wide) + 2 if name else 0)
    links = struct.pack("<BBIII", kind, 1, FREE, FREE, child)
    return wide.ljust(64, b"\0") + name_size + links + bytes(36) + struct.pack("<IQ", start, size)


def container(part: str, content: bytes) -> bytes:
    """An OLE container that holds one stream."""
    content = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0")
    count = len(content) // SECTOR
    table = [TABLE, END, *range(3, 2 + count), END]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry(part, 2, FREE, 2, len(content)) + _entry("", 0, FREE, 0, 0) * 2
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<I", 0) + b"\xff" * 432
    return header + fat + directory + content


def old_workbook(name: str, rows: list[list[str | float]], *, encrypted: bool = False) -> bytes:
    return container("Workbook", _stream(name, rows, encrypted))
