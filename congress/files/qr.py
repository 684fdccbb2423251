"""QR codes as plain tables of dark and light, and as runs for vector drawing."""

import struct
import zlib
from functools import cache

from congress.errors import Refused

MAX_DIGITS = 27  # numeric capacity of version 1 at level Q (ISO/IEC 18004, table 7)
QUIET = 4

# Choosing a mask costs most of the time of making a code; every mask is equally valid to a reader.
_MASK = 3

Matrix = tuple[tuple[bool, ...], ...]


@cache
def _library():
    import qrcode
    from qrcode.util import MODE_NUMBER, QRData

    return qrcode, QRData, MODE_NUMBER


def modules(code: str) -> Matrix:
    """Dark modules of a badge code, 21 rows of 21, without the quiet zone.

    Always version 1, level Q, numeric mode: the largest modules that a code of up to 27 digits can have.
    Raises Refused("qr_not_digits") for anything but 1 to 27 ASCII digits.
    """
    if not (code.isascii() and code.isdigit() and len(code) <= MAX_DIGITS):
        raise Refused("qr_not_digits", limit=MAX_DIGITS)
    qrcode, data, numeric = _library()
    maker = qrcode.QRCode(version=1, error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=_MASK)
    maker.add_data(data(code.encode(), mode=numeric, check_data=False))
    maker.make(fit=False)
    return _frozen(maker.modules)


def matrix(text: str) -> Matrix:
    """Dark modules of any text (an address, Wi-Fi settings), smallest version that holds it at level M, no quiet zone.

    Raises Refused("qr_too_long") when no QR code can hold the text.
    """
    qrcode, _, _ = _library()
    maker = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
    maker.add_data(text.encode())
    try:
        maker.make(fit=True)
    except (ValueError, qrcode.exceptions.DataOverflowError) as error:
        raise Refused("qr_too_long", length=len(text)) from error
    return _frozen(maker.modules)


def png(dark: Matrix, dots: int) -> bytes:
    """Draw a matrix with its quiet zone as a black and white PNG, a module `dots` wide, for a word processor."""
    side = (len(dark) + 2 * QUIET) * dots
    margin = "1" * (QUIET * dots)
    rows = ["".join("0" * dots if module else "1" * dots for module in row) for row in dark]
    empty = _scan_line("1" * side) * (QUIET * dots)
    lines = b"".join(_scan_line(f"{margin}{row}{margin}") * dots for row in rows)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(empty + lines + empty, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _scan_line(bits: str) -> bytes:
    """A row of the picture: no filter, eight dots a byte."""
    wide = -(-len(bits) // 8)
    return b"\0" + int(bits.ljust(wide * 8, "0"), 2).to_bytes(wide)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _frozen(rows: list[list[bool | None]]) -> Matrix:
    return tuple(tuple(bool(module) for module in row) for row in rows)


def runs(dark: Matrix) -> tuple[tuple[int, int, int], ...]:
    """Horizontal stretches of dark modules as (row, first column, length), top to bottom."""
    return tuple(run for number, row in enumerate(dark) for run in _row_runs(number, row))


def _row_runs(number: int, row: tuple[bool, ...]):
    start = None
    for column, module in enumerate((*row, False)):
        if module and start is None:
            start = column
        elif not module and start is not None:
            yield number, start, column - start
            start = None


def svg(text: str) -> str:
    """The QR of a text as one SVG element with its quiet zone; a badge code keeps its fixed form, size is left to the page."""
    digits = text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
    return svg_of(modules(text) if digits else matrix(text))


def svg_of(dark: Matrix, quiet: int = QUIET) -> str:
    """Draw a matrix as SVG: one white square, one path; attributes only, so that a strict content policy holds."""
    side = len(dark) + 2 * quiet
    path = "".join(f"M{column + quiet} {row + quiet}h{length}v1h-{length}z" for row, column, length in runs(dark))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path fill="#000" d="{path}"/></svg>'
    )
