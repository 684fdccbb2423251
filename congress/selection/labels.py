"""Words and sentences of the choice as its pages show them."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from congress.selection.posing import Line, unit_key
from congress.selection.reading import Ground, Place
from congress.web.edge import format_number as shown

MINIMUM_NAMES = {
    "women": _l("Nữ"),
    "under_35": _l("Dưới 35 tuổi"),
    "private_sector": _l("Doanh nghiệp, hợp tác xã (kinh tế ngoài nhà nước)"),
    "minorities": _l("Dân tộc thiểu số"),
    "non_party": _l("Ngoài Đảng"),
}
OUTCOMES = {
    "chosen": _l("Chọn tự động"),
    "repaired": _l("Sửa cho đủ quy định"),
    "impossible": _l("Không có phương án"),
}
LOCKS = {"": _l("Để máy chọn"), "in": _l("Giữ"), "out": _l("Loại")}
SHOWN = {"": _l("Tất cả"), "chosen": _l("Được chọn"), "left": _l("Chưa được chọn"), "locked": _l("Đã giữ hoặc loại")}


def place_name(place: Place) -> str:
    """A body's name; those who belong to none have no name of their own."""
    return place.name or _("Khách mời, không thuộc đơn vị nào")


class Namer:
    """Names of rules and people for the sentences of one page."""

    def __init__(self, ground: Ground) -> None:
        self._groups = {group.code: group.name for group in ground.meeting.groups}
        self._places = {unit_key(place.key): place for place in ground.places}
        self._people = {nominee.key: nominee for nominee in ground.nominees}
        self._unsaid = any(group.share == "unsaid" for group in ground.meeting.groups)

    def rule(self, rule: str) -> str:
        """What a rule is about, as a row of a table says it."""
        kind, _colon, code = rule.partition(":")
        if kind == "group":
            return self._groups.get(code, code)
        if kind == "unit":
            return place_name(self._places[code]) if code in self._places else _("Đơn vị khác")
        if kind == "least":
            return str(MINIMUM_NAMES[code])
        other, core = _("Khách mời, lãnh đạo theo tỷ lệ của kế hoạch"), _("Nhóm trực tiếp, điển hình theo tỷ lệ của kế hoạch")
        names = {
            "total": _("Tổng số người cần chọn"),
            "officials": _("Đại biểu chính thức"),
            "ratio": other if self._unsaid else core,
            "private": _("mức ít nhất về dân tộc, đảng viên"),
        }
        return names[kind]

    def rules(self, rules: list[str]) -> str:
        """Several rules in one line."""
        return "; ".join(f"“{self.rule(rule)}”" for rule in rules)

    def bound(self, minimum: int, maximum: int | None) -> str:
        """What a rule asks for, in words."""
        if maximum is None:
            return _("ít nhất %(number)s", number=shown(minimum))
        if minimum == maximum:
            return _("đúng %(number)s", number=shown(minimum))
        if not minimum:
            return _("nhiều nhất %(number)s", number=shown(maximum))
        return _("từ %(low)s đến %(high)s", low=shown(minimum), high=shown(maximum))

    def person(self, number: str) -> str:
        """A nominee's name."""
        return self._people[number].name if number in self._people else _("số %(number)s", number=number)

    def contradiction(self, found: Mapping[str, Any]) -> str:
        """One thing that cannot be, seen without a search."""
        facts = {"rule": self.rule(found["rules"][0]), "asked": shown(found["asked"]), "there": shown(found["there"])}
        if found["code"] == "parts_above" and len(found["rules"]) == 2:
            part = self.rule(found["rules"][1])
            return _("%(part)s: cần ít nhất %(there)s, nhiều hơn %(asked)s của “%(rule)s”.", part=part, **facts)
        if found["code"] == "too_few":
            return _("%(rule)s: cần ít nhất %(asked)s, nhưng chỉ có %(there)s người được giới thiệu và chưa bị loại.", **facts)
        if found["code"] == "too_many_locked":
            return _("%(rule)s: nhiều nhất %(asked)s, nhưng %(there)s người đã được duyệt hoặc được giữ.", **facts)
        if found["code"] == "parts_above":
            return _("%(rule)s: các phần cộng lại cần ít nhất %(there)s, nhiều hơn mức nhiều nhất là %(asked)s.", **facts)
        return _("%(rule)s: cần %(asked)s, nhưng các phần cộng lại chọn được nhiều nhất %(there)s.", **facts)

    def limit(self, found: Mapping[str, Any], line: Line | None) -> str:
        """How far one rule could be met beside the seats of the units."""
        asked = line.rule.minimum if line else 0
        facts = {"rule": self.rule(found["rule"]), "most": shown(found["most"]), "asked": shown(asked)}
        if found["most"] < asked:
            return _("%(rule)s: với số ghế đã phân bổ, nhiều nhất chọn được %(most)s; đang đòi %(asked)s.", **facts)
        return _("%(rule)s: riêng mức này đạt được (nhiều nhất %(most)s, đang đòi %(asked)s).", **facts)

    def change(self, found: Mapping[str, Any], line: Line | None) -> str:
        """One rule of a proposal with its new bounds, beside those it has."""
        empty = found["maximum"] is None and not found["minimum"]
        bound = _("bỏ mức này") if empty else self.bound(found["minimum"], found["maximum"])
        facts = {"rule": self.rule(found["rule"]), "bound": bound}
        if line is None:
            return _("%(rule)s: %(bound)s", **facts)
        return _("%(rule)s: %(bound)s (đang là %(now)s)", now=self.bound(line.rule.minimum, line.rule.maximum), **facts)

    def cost(self, found: Mapping[str, Any]) -> str:
        """What one rule cost."""
        return _("%(rule)s: bớt %(merit)s điểm", rule=self.rule(found["rule"]), merit=shown(found["merit"]))

    def broken(self, found: Mapping[str, Any]) -> str:
        """One rule that the draft missed before it was mended."""
        name, amount = self.rule(found["rule"]), shown(found["amount"])
        if found["missing"]:
            return _("%(rule)s: thiếu %(number)s", rule=name, number=amount)
        return _("%(rule)s: thừa %(number)s", rule=name, number=amount)

    def swap(self, leaving: str, joining: str) -> str:
        """One change of a repair."""
        if not joining:
            return _("Bỏ %(name)s.", name=self.person(leaving))
        if not leaving:
            return _("Thêm %(name)s.", name=self.person(joining))
        return _("%(leaving)s thôi, %(joining)s vào.", leaving=self.person(leaving), joining=self.person(joining))

    def border(self, found: Mapping[str, Any]) -> str:
        """Why the last one chosen of a unit stands above the first one left out."""
        last, first = self._people.get(found["last"]), self._people.get(found["first"])
        if last is None or first is None:
            return ""
        facts = {"last": last.name, "first": first.name, "score": shown(last.score), "other": shown(first.score)}
        if found["by"] == "rules":
            return _(
                "%(last)s (%(score)s điểm) được chọn mà %(first)s (%(other)s điểm) thì không, "
                "vì đổi lại sẽ không giữ được: %(rules)s.",
                rules=self.rules(found["rules"]),
                **facts,
            )
        texts = {
            "score": _(
                "Người cuối được chọn: %(last)s, %(score)s điểm; người đầu chưa được chọn: %(first)s, %(other)s điểm.", **facts
            ),
            "criterion": _(
                "%(last)s và %(first)s cùng %(score)s điểm; %(last)s được chọn theo thứ tự trong danh sách của đơn vị.", **facts
            ),
            "lot": _("%(last)s và %(first)s cùng %(score)s điểm, cùng thứ tự; %(last)s được chọn theo bốc thăm.", **facts),
            "locked": _("Người được giữ hoặc bị loại không xếp theo điểm: %(last)s được chọn, %(first)s thì không.", **facts),
            "by_hand": _("%(last)s được chọn bằng tay trên %(first)s.", **facts),
        }
        return texts[found["by"]]
