"""The back of a badge: the programme, at the largest size at which all of it fits."""

from collections.abc import Sequence

from congress.files.fitting import LINE, POINT, Box, Fitted, fit, height_of
from congress.files.font_widths import width_of
from congress.files.text import clean

Row = tuple[str, str]
"""(time, what happens); a row without a time heads the rows after it."""

_SIZES = (11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4)
_EDGE = 5
_ALL_TALL = 1000.0


def back_of(title: str, rows: Sequence[Row], badge: tuple[float, float]) -> list[tuple[Box, Fitted]]:
    """Every text of the back with its box, times in a column of their own; no programme leaves the back white."""
    if not rows:
        return []
    width, height = badge[0] - 2 * _EDGE, badge[1]
    heading = Box(_EDGE, _EDGE, width, height * 0.07, (14, 12, 11, 10, 9, 8, 7, 6), "bold")
    top = _EDGE + heading.height + 1
    cleaned = [(clean(time), clean(text)) for time, text in rows]
    placed = _placed(cleaned, width, height - _EDGE - top - 3)
    return [(heading, fit(title, heading)), *((_moved(box, top), fitted) for box, fitted in placed)]


def _moved(box: Box, top: float) -> Box:
    return Box(box.x, box.y + top, box.width, box.height, box.sizes, box.weight, box.side)


def _placed(rows: Sequence[Row], width: float, height: float) -> list[tuple[Box, Fitted]]:
    """The rows at the largest size whose lines fill no more than the height; below the smallest they shrink on."""
    size, found = _SIZES[0], _at(rows, width, _SIZES[0])
    sizes = iter(_SIZES[1:])
    while _end(found) > height and size > 1:
        size = next(sizes, round(size * 0.9, 2))
        found = _at(rows, width, size)
    return found


def _at(rows: Sequence[Row], width: float, size: float) -> list[tuple[Box, Fitted]]:
    """The rows one under the other from 0 down, at one size."""
    column = max((width_of(time, "semibold") for time, _ in rows), default=0) * size * POINT + (1.5 if size > 6 else 1)
    found: list[tuple[Box, Fitted]] = []
    y = 0.0
    for time, text in rows:
        x, room = (_EDGE + column, width - column) if time else (_EDGE, width)
        wide = Box(x, y, room, _ALL_TALL, (size,), "regular" if time else "semibold", "left")
        fitted = fit(text, wide)
        tall = height_of(len(fitted.lines), size)
        if time:
            found.append((Box(_EDGE, y, column, LINE * size * POINT, (size,), "semibold", "left"), Fitted(size, (time,))))
        found.append((Box(x, y, room, tall, (size,), wide.weight, "left"), fitted))
        y += tall + 0.25 * size * POINT
    return found


def _end(found: Sequence[tuple[Box, Fitted]]) -> float:
    return max(box.y + box.height for box, _ in found)
