"""The small questions: the share of the core, the form of the assembly, a ceiling."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from congress.rules.composition import assembly_form, band, core_target
from congress.rules.provisions import AssemblyRule, Mode
from congress.solving.reading import Input, check_keys, choice, grouped, share, whole

PLAN_SHARE = Fraction(7, 10)
PLAN_THRESHOLD = 200
MODES = ("at_least", "exact")


def ratio(given: Input) -> dict[str, Any]:
    """How many of `N` may be the core: the band, the target, and whether `core` lies in the band."""
    check_keys(given, ("N",), ("share", "mode", "core"))
    number = whole(given["N"], "Tổng số “N”")
    wanted = share(given["share"]) if given.get("share") is not None else PLAN_SHARE
    mode = cast(Mode, choice(given["mode"], "Cách tính “mode”", MODES) if given.get("mode") is not None else "at_least")
    low, high = band(number, wanted)
    bounds = [high, number] if mode == "at_least" else [low, high]
    answer: dict[str, Any] = {"band": bounds, "target": core_target(number, wanted, mode)}
    if given.get("core") is not None:
        answer["ok"] = bounds[0] <= whole(given["core"], "Số nòng cốt “core”") <= bounds[1]
    return answer | {"sentence": _said(number, wanted, mode, low, high)}


def _said(number: int, wanted: Fraction, mode: Mode, low: int, high: int) -> str:
    exact = f"{wanted} của {grouped(number)}"
    if low == high:
        tail = "trở lên" if mode == "at_least" else "đúng số đó"
        return f"{exact} là {grouped(low)}; nhận {grouped(low)} {tail}."
    between = f"{exact} nằm giữa {grouped(low)} và {grouped(high)}"
    if mode == "at_least":
        return f"{between}; phần lẻ được tính lên, nhận từ {grouped(high)} trở lên."
    return f"{between}; nhận {grouped(low)} hoặc {grouped(high)}."


def form(given: Input) -> dict[str, Any]:
    """Plenary below the threshold, delegates above, undetermined at it; only a plenary may pass the district's number."""
    check_keys(given, ("headcount",), ("threshold", "delegates", "district_delegates"))
    count = whole(given["headcount"], "Số người “headcount”")
    threshold = PLAN_THRESHOLD if given.get("threshold") is None else whole(given["threshold"], "Ngưỡng “threshold”")
    found = assembly_form(count, AssemblyRule(threshold, "plenary", "delegates", None, "", "hard"))
    answer: dict[str, Any] = {"form": found}
    above = given.get("district_delegates")
    most = None if above is None else whole(above, "Số đại biểu cấp huyện “district_delegates”")
    if given.get("delegates") is not None:
        delegates = whole(given["delegates"], "Số đại biểu “delegates”")
        answer["ok"] = found == "plenary" or most is None or delegates <= most
    return answer


def limit(given: Input) -> dict[str, Any]:
    """Whether `N` keeps to the `limit`; the limit itself does."""
    check_keys(given, ("N", "limit"), ())
    return {"ok": whole(given["N"], "Số đại biểu “N”") <= whole(given["limit"], "Mức tối đa “limit”")}
