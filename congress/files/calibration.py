"""A page to measure how askew a printer feeds: rulers along two edges, a cross to measure to."""

from collections.abc import Sequence

from congress.files.typeset import typeset


def page(words: Sequence[str], offset_mm: tuple[float, float], mark: int) -> bytes:
    """One A4: a heading, what to do, and a cross `mark` millimetres from two edges; everything moved by the offset."""
    return typeset("calibration", {"words": list(words), "offset": list(offset_mm), "mark": mark})
