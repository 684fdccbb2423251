"""Widths of words in a shipped TrueType face, read from the file itself: what fits is known before anything is set."""

import struct
from functools import cache

from congress import paths

_FACES = {"regular": "BeVietnamPro-Regular", "semibold": "BeVietnamPro-SemiBold", "bold": "BeVietnamPro-Bold"}
_HHEA_METRICS = 34
_HEAD_UNITS = 18


def width_of(text: str, weight: str = "regular") -> float:
    """Width of one line in units of the size of the letters (em); a letter the face lacks counts as a full em.

    Letters stand as far apart as the face says, without kerning, so the true line is never noticeably wider.
    """
    widths = _widths(weight)
    return sum(widths.get(ord(letter), 1.0) for letter in text)


def missing_letters(text: str) -> str:
    """The letters of the text that no shipped face has, each once; they are printed as nothing."""
    known = _widths("regular")
    return "".join(dict.fromkeys(letter for letter in text if letter.isprintable() and ord(letter) not in known))


@cache
def _widths(weight: str) -> dict[int, float]:
    """Code point → advance in em."""
    content = (paths.STATIC / "fonts" / "papers" / f"{_FACES[weight]}.ttf").read_bytes()
    return _read(content)


def _read(font: bytes) -> dict[int, float]:
    count = struct.unpack_from(">H", font, 4)[0]
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * place) for place in range(count))
    tables = {tag: start for tag, _check, start, _length in records}
    units = struct.unpack_from(">H", font, tables[b"head"] + _HEAD_UNITS)[0]
    metrics = struct.unpack_from(">H", font, tables[b"hhea"] + _HHEA_METRICS)[0]
    advances = struct.unpack_from(">" + "Hh" * metrics, font, tables[b"hmtx"])[::2]
    letters = _segments(font, _unicode_table(font, tables[b"cmap"]))
    return {code: advances[min(glyph, metrics - 1)] / units for code, glyph in letters.items() if glyph}


def _unicode_table(font: bytes, start: int) -> int:
    """Where the table of the basic plane (format 4) begins."""
    count = struct.unpack_from(">H", font, start + 2)[0]
    for place in range(count):
        offset = start + struct.unpack_from(">HHL", font, start + 4 + 8 * place)[2]
        if struct.unpack_from(">H", font, offset)[0] == 4:
            return offset
    raise ValueError("a face without a table of Unicode letters")


def _segments(font: bytes, start: int) -> dict[int, int]:
    """Code point → glyph of a format 4 table (OpenType, cmap)."""
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    at = start + 16 + 2 * count
    firsts, steps = struct.unpack_from(f">{count}H", font, at), struct.unpack_from(f">{count}H", font, at + 2 * count)
    ranges_at = at + 4 * count
    ranges = struct.unpack_from(f">{count}H", font, ranges_at)
    found = {}
    for place, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if ranges[place]:
                glyph = struct.unpack_from(">H", font, ranges_at + 2 * place + ranges[place] + 2 * (code - first))[0]
            found[code] = (glyph + steps[place]) & 0xFFFF if glyph or not ranges[place] else 0
    return found
