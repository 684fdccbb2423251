"""Making words fit a box: shrink on one line to a floor, then break between words, then shrink on; nothing is ever cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from congress.files.font_widths import width_of

POINT = 25.4 / 72
LINE = 1.2  # of the size: room for the marks above and below Vietnamese capitals (Ễ over Ộ)
GAP = 0.02  # of the size, between two lines
_SMALLEST = 2.0
_SLACK = 0.985  # of the width: kerning may widen a line by a hair


@dataclass(frozen=True)
class Box:
    """A box on a badge in millimetres from its top left corner, the sizes (points, falling) its words may have, its look.

    Words stand on one line while that allows `one_line_floor` points or more.
    """

    x: float
    y: float
    width: float
    height: float
    sizes: tuple[float, ...]
    weight: str = "regular"
    side: str = "center"
    one_line_floor: float = 0


@dataclass(frozen=True)
class Fitted:
    """Lines of words and the size (points) at which they fill no more than their box."""

    size: float
    lines: tuple[str, ...]


@lru_cache(maxsize=4096)
def fit(words: str, box: Box) -> Fitted:
    """The largest of the sizes at which the words fit; below the last one they shrink by tenths rather than be cut."""
    if box.one_line_floor:
        needed = width_of(words, box.weight) * POINT
        for size in box.sizes:
            if size >= box.one_line_floor and needed * size <= box.width * _SLACK:
                return Fitted(size, (words,))
    for size in _falling(box.sizes):
        lines = _lines(words, box.width * _SLACK / (size * POINT), box.weight, split=size <= box.sizes[-1])
        if lines is not None and height_of(len(lines), size) <= box.height:
            even = _evened(words, lines, box) if box.side == "center" else lines
            return Fitted(size, tuple(even))
    return Fitted(_SMALLEST, (words,))


def _evened(words: str, lines: list[str], box: Box) -> list[str]:
    """The same number of lines, as narrow as they can be: no last line of a single word."""
    found = lines
    while len(lines) > 1:
        narrower = max(width_of(line, box.weight) for line in found) - 0.001
        tried = _lines(words, narrower, box.weight, split=False)
        if tried is None or len(tried) > len(lines):
            break
        found = tried
    return found


def height_of(lines: int, size: float) -> float:
    """Millimetres that this many lines take."""
    return (lines * LINE + (lines - 1) * GAP) * size * POINT


def _falling(sizes: Sequence[float]) -> Iterator[float]:
    yield from sizes
    size = sizes[-1] * 0.9
    while size > _SMALLEST:
        yield round(size, 2)
        size *= 0.9


def _lines(words: str, width: float, weight: str, *, split: bool) -> list[str] | None:
    """Words set line by line within a width in em; None when a word is too wide and may not be split."""
    lines: list[str] = []
    room = -1.0
    space = width_of(" ", weight)
    for word in words.split(" "):
        needs = width_of(word, weight)
        if needs > width:
            if not split:
                return None
            lines += _pieces(word, width, weight)
            room = width - width_of(lines[-1], weight)
        elif space + needs <= room:
            lines[-1] += f" {word}"
            room -= space + needs
        else:
            lines.append(word)
            room = width - needs
    return lines


def _pieces(word: str, width: float, weight: str) -> list[str]:
    """A word no box is wide enough for, in as few pieces as hold it."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, weight) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
