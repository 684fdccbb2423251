"""The plan for the wall as a PDF; the words beside the data come from the view, in the reader's language."""

from collections.abc import Mapping

from congress.files.wall_plan import WallGroup, WallPlan, WallRow, WallSeat, WallWords, wall_plan_pdf
from congress.seating.reading import Place, SeatMap


def wall_sheet(found: SeatMap, words: WallWords, kind: str, paper: str, groups: Mapping[str, str]) -> bytes:
    """One sheet with everybody's name or every seat's group.

    Args:
        kind: names or groups.
        paper: a3 or a4.
        groups: words for groups without a name, by name ('' are those in no group).
    """
    rows = [WallRow(name, tuple(_seat(place, kind) for place in places)) for name, places in found.rows]
    table = rows.pop(0) if found.hall.table else WallRow("", ())
    legend = tuple(
        WallGroup(mark.sign, groups.get(mark.name, mark.name), mark.colour, mark.seated) for mark in found.marks if mark.seated
    )
    return wall_plan_pdf(WallPlan(words, tuple(rows), found.hall.aisles, table, legend), paper)


def _seat(place: Place, kind: str) -> WallSeat:
    guest = place.guest
    name = guest.name if guest and kind == "names" else ""
    return WallSeat(str(place.spot.seat), name, place.mark, place.blocked)
