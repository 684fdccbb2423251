"""Where a committee begins: every body below with its head count, groups split so that the share of the plan holds."""

from collections.abc import Mapping
from datetime import date

from congress.allocation.wish import UnitWish, Wish
from congress.meetings.models import Meeting
from congress.meetings.service import answers_of, ratio_rule
from congress.rules.composition import core_target
from congress.rules.groups import GroupWish, split_groups
from congress.units import service as units


def first_wish(meeting: Meeting, today: date) -> Wish:
    """Every body directly below, weighted by head count, at least one seat each; guests stand outside the units."""
    bodies = units.children(meeting.unit_id, meeting.held_on or today)
    counts = units.head_counts([unit.id for unit in bodies], today)
    rows = tuple(UnitWish(unit.id, unit.name, counts[unit.id].number if unit.id in counts else 0, 1) for unit in bodies)
    total = meeting.delegate_number or max(len(rows), 1)
    return Wish(total, "webster", suggest_groups(meeting, total), frozenset(_guests(meeting)), rows)


def _guests(meeting: Meeting) -> list[str]:
    return [group.code for group in meeting.groups if group.code == "guests"]


def target_of(meeting: Meeting, total: int) -> int | None:
    """The core seats of a congress of `total` under its plan; None where the plan sets no share."""
    ratio = ratio_rule(meeting, answers_of(meeting))
    return core_target(total, ratio.share, ratio.mode) if ratio else None


def suggest_groups(meeting: Meeting, total: int, weights: Mapping[str, int] | None = None) -> dict[str, int]:
    """Seats per group so that the core has exactly its target; equal weights unless given.

    A side without any group leaves its seats to the other.
    """
    groups = list(meeting.groups)
    target = target_of(meeting, total)
    core = [group for group in groups if group.share == "core"]
    if target is None or len(core) in (0, len(groups)):
        target = total if groups and len(core) == len(groups) else 0 if not core else total * len(core) // len(groups)
    wishes = [GroupWish(group.code, group.share, (weights or {}).get(group.code, 1)) for group in groups]
    return split_groups(total, target, wishes).seats if wishes else {}
