"""The seats of a congress over its groups (nhóm cơ cấu): one vector inside the core's share, one inside the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congress.rules.apportionment import Apportionment, Method, apportion
from congress.rules.provisions import Placing


@dataclass(frozen=True, slots=True)
class GroupWish:
    """A group with the weight the committee gives it and its bounds; `maximum` None: no bound of its own."""

    code: str
    placing: Placing
    weight: int
    minimum: int = 0
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class GroupSplit:
    """Seats per group code; `core` and `rest` keep the two computations, in the order of `core_codes`, `rest_codes`."""

    seats: dict[str, int]
    core_codes: tuple[str, ...]
    rest_codes: tuple[str, ...]
    core: Apportionment
    rest: Apportionment


def split_groups(total: int, core_target: int, wishes: Iterable[GroupWish], method: Method = "webster") -> GroupSplit:
    """`core_target` of `total` seats over the core groups and the others over the rest, so the share holds by construction.

    Groups about which the plan is silent share in the rest: then the core keeps its share and guests and leaders theirs,
    whichever way the committee settles it. Raises Infeasible when one side cannot take its seats.
    """
    wishes = tuple(wishes)
    core = tuple(wish for wish in wishes if wish.placing == "core")
    rest = tuple(wish for wish in wishes if wish.placing != "core")
    core_result = _share(core, core_target, method)
    rest_result = _share(rest, total - core_target, method)
    codes = [wish.code for wish in (*core, *rest)]
    return GroupSplit(
        seats=dict(zip(codes, (*core_result.seats, *rest_result.seats), strict=True)),
        core_codes=tuple(wish.code for wish in core),
        rest_codes=tuple(wish.code for wish in rest),
        core=core_result,
        rest=rest_result,
    )


def _share(wishes: Sequence[GroupWish], seats: int, method: Method) -> Apportionment:
    return apportion(
        [wish.weight for wish in wishes],
        seats,
        [wish.minimum for wish in wishes],
        [seats if wish.maximum is None else wish.maximum for wish in wishes],
        method,
    )
