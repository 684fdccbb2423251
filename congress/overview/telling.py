"""The history in words: what was done, to what, and what changed, in the reader's language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from congress.agenda.catalogue import standard
from congress.audit import AuditDetail, AuditEntry
from congress.awards.law import authority_title, title_of
from congress.documents.labels import TITLES as PAPERS
from congress.meetings.labels import FUNCTIONS, QUESTIONS
from congress.meetings.models import Meeting
from congress.meetings.service import forms_of, level_rules
from congress.messages import WORDS, outline
from congress.overview.acts import ACTS
from congress.overview.fields import BY_NUMBER, CODED, FIELDS, GATHERED, SHAPES, UNTOLD, VALUES
from congress.overview.history import KEY, Names
from congress.selection.labels import MINIMUM_NAMES

SUBJECTS: Mapping[str, object] = {
    "agenda": _l("Chương trình phiên %(key)s"),
    "agenda item": _l("Mục %(key)s của chương trình"),
    "agenda version": _l("Chương trình ban hành lần %(key)s"),
    "allocation": _l("Bảng phân bổ lần %(key)s"),
    "award": _l("Trường hợp số %(key)s"),
    "awards": _l("Danh sách khen thưởng"),
    "badges": _l("%(key)s thẻ"),
    "batch": _l("Đợt trao %(key)s"),
    "candidate": _l("Người số %(key)s trong danh sách"),
    "candidates": _l("%(key)s người"),
    "catalogue": _l("Danh mục chương trình"),
    "delegate": _l("Đại biểu số %(key)s"),
    "delegates": _l("%(key)s đại biểu"),
    "device": _l("Máy cửa số %(key)s"),
    "desks": _l("Bàn phát thẻ"),
    "finding": "%(key)s",
    "freeze": _l("Lần chốt số lượng %(key)s"),
    "gate": _l("Cửa số %(key)s"),
    "group": "%(key)s",
    "intake": _l("Lần nhập thứ %(key)s"),
    "meeting": _l("Hội nghị số %(key)s"),
    "pairing": _l("Mã ghép máy"),
    "own pages": _l("%(key)s trang riêng"),
    "paper": "%(key)s",
    "person": "%(key)s",
    "plan": _l("Kế hoạch"),
    "printer": _l("Máy in"),
    "question": "%(key)s",
    "rule set": _l("Bộ quy tắc %(key)s"),
    "roster": _l("Bản chọn đại biểu"),
    "scans": _l("%(key)s lượt ở cửa"),
    "seat plan": _l("Sơ đồ hội trường"),
    "seats": _l("%(key)s chỗ ngồi"),
    "session": _l("Phiên số %(key)s"),
    "submission": _l("Danh sách gửi lần %(key)s"),
    "unit": _l("Đơn vị mã %(key)s"),
    "unit list": _l("Danh mục %(key)s"),
    "units": _l("%(key)s đơn vị"),
    "user": _l("Tài khoản %(key)s"),
    "vote": _l("Lần biểu quyết %(key)s"),
}
"""Kind of the thing → how it is called."""

COMMANDS = {
    "bản trình diễn": _l("bản trình diễn"),
    "lệnh congress": _l("lệnh congress"),
    "trang riêng của đại biểu": _l("trang riêng của đại biểu"),
}
"""Those who act without an account."""

FIRST = ("title", "name")
LONGEST = 200
MOST_LINES = 12
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_CLOCK = re.compile(r"(\d\d:\d\d):\d\d")
_RANGE = re.compile(r"\d+-\d+")
_SOURCE = re.compile(r"submission (\d+) of meeting (\d+)")


class Change(NamedTuple):
    """One field of an act; `before` None: only one side was noted, and stands in `after`."""

    field: str
    before: Any
    after: Any


def changes(act: str, details: Mapping[str, Any]) -> list[Change]:
    """What the details of an act say, field by field; what stayed as it was is left out."""
    before, after = (_fields_of(act, details.get(side)) for side in ("before", "after"))
    found = [
        Change(field, before.get(field) if field in after else None, value) for field, value in {**before, **after}.items()
    ]
    told = [change for change in found if change.before != change.after]
    told.sort(key=lambda change: change.field not in FIRST)
    return told + [Change(field, None, value) for field, value in details.items() if field not in ("before", "after")]


def _fields_of(act: str, noted: Any) -> dict[str, Any]:
    if act in GATHERED and isinstance(noted, Mapping):
        return {"title": noted.get("title")}
    if act in GATHERED and isinstance(noted, list):
        return {"numbers" if _all_numbers(noted) else "merged": noted}
    if isinstance(noted, Mapping):
        return dict(noted)
    if act in SHAPES and isinstance(noted, list):
        return dict(zip(SHAPES[act], noted, strict=False))
    return {} if noted is None else {"": noted}


def name_of(act: str, field: str) -> object:
    """How the field of an act is called.

    Raises:
        KeyError: nobody has named it.
    """
    names: Iterable[str] = (f"{act}:{field}", f"{act.partition('.')[0]}:{field}", field)
    return next((FIELDS[name] for name in names if name in FIELDS), None) or FIELDS[field]


class Teller:
    """Tells entries of one meeting's history, with the names of whom and what they are about."""

    def __init__(self, meeting: Meeting, names: Names) -> None:
        self._meeting = meeting
        self._names = names
        dossier = level_rules(meeting).dossier
        self._codes: dict[str, object] = {
            **{item.code: item.title for item in standard().items},
            **WORDS["level"],
            **FUNCTIONS,
            **PAPERS,
            "all": _("Mọi giấy tờ"),
            **MINIMUM_NAMES,
            "total": _("Tổng số"),
            **QUESTIONS,
            **{paper.code: paper.title for paper in (dossier.papers if dossier else ())},
            **{key: group.name for group in meeting.groups for key in (group.code, f"group:{group.code}", str(group.id))},
            **{str(part.id): part.name for part in meeting.sessions},
        }

    def act(self, entry: AuditEntry) -> str:
        """What was done; the code of an act that is no longer known."""
        return str(ACTS.get(entry.act, entry.act))

    def actor(self, login: str) -> str:
        """The person's name, or the command's."""
        return str(self._names.actors.get(login) or COMMANDS.get(login, login))

    def subject(self, entry: AuditEntry) -> str:
        """To what it was done."""
        kind, key = entry.subject, ""
        if kind not in SUBJECTS:
            kind, _space, key = entry.subject.rpartition(" ")
        if kind == "meeting" and key == str(self._meeting.number):
            return _("Hội nghị này")
        if kind == "delegates" and _RANGE.fullmatch(key):
            kind, key = "delegate", key.replace("-", "–")
        if kind == "finding":
            key = outline(key)
        said = str(SUBJECTS.get(kind, "%(key)s")) % {"key": self._named(key)}
        who = self._names.delegates.get(key) if kind == "delegate" else None
        return f"{said}: {who}" if who else said

    def _named(self, key: str) -> str:
        found = self._codes.get(key) or self._names.things.get(key)
        return str(found) if found else _("không còn") if KEY.fullmatch(key) else key

    def content(self, entry: AuditEntry, detail: AuditDetail | None) -> list[str]:
        """What was changed, a line each; a deleted detail says so."""
        if detail is None:
            return [_("Nội dung đã xóa theo thời hạn bảo vệ dữ liệu cá nhân.")]
        lines = list(self._lines(entry.act, detail.details))
        if not lines and "before" in detail.details:
            return [_("Không có gì thay đổi.")]
        left = len(lines) - MOST_LINES
        return [*lines[:MOST_LINES], _("… và %(count)s thay đổi khác.", count=left)] if left > 0 else lines

    def _lines(self, act: str, details: Mapping[str, Any]) -> Iterator[str]:
        untold = UNTOLD.get(act.partition(".")[0], frozenset())
        for field, before, after in changes(act, details):
            if field in untold or (field == "position" and "before" not in details) or _says_nothing(field, after):
                continue
            had, has = self._value(act, field, before), self._value(act, field, after)
            said = f"{had or _('(trống)')} → {has or _('(trống)')}" if before is not None else has
            if said:
                label = self._label(act, field)
                yield f"{label}: {said}" if label else said

    def _label(self, act: str, field: str) -> str:
        if act in CODED:
            return str(SUBJECTS["delegate"]) % {"key": field} if act in BY_NUMBER else self._named(field)
        try:
            return str(name_of(act, field))
        except KeyError:
            return field

    def _value(self, act: str, field: str, value: Any) -> str:
        """A value as it is read: days dd/mm/yyyy, codes in words, names for keys; empty for nothing."""
        if isinstance(value, Mapping):
            return str(value.get("title") or value.get("name") or "")
        if isinstance(value, list):
            return (
                _numbers(value) if _all_numbers(value) else "; ".join(filter(None, (self._value(act, field, v) for v in value)))
            )
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _("Có") if value else _("Không")
        return self._words(act, field, str(value))

    def _words(self, act: str, field: str, text: str) -> str:
        area = act.partition(".")[0]
        for name in (act, f"{area}:{field}", field):
            if text in VALUES.get(name, {}):
                return str(VALUES[name][text])
        special = {
            "award": title_of,
            "award_code": title_of,
            "authority_code": authority_title,
            "findings": outline,
            "fingerprint": lambda code: f"{code[:12]}…",
            "form_code": lambda code: forms_of(self._meeting).get(code, code),
            "scope": self._scope,
            "source": _source,
        }.get(field)
        try:
            return special(text) if special else self._plain(field, text)
        except KeyError:  # a code the law of today no longer knows
            return text

    def _plain(self, field: str, text: str) -> str:
        if day := _DAY.fullmatch(text):
            return date(*map(int, day.groups())).strftime("%d/%m/%Y")
        if clock := _CLOCK.fullmatch(text):
            return clock[1]
        if KEY.fullmatch(text) or field in ("about", "covers", "group_code", "session"):
            return self._named(text)
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    def _scope(self, text: str) -> str:
        kind, _space, key = text.partition(" ")
        return _("Toàn hệ thống") if kind == "installation" else self._named(key)


def _says_nothing(field: str, after: Any) -> bool:
    """A single number is the subject itself."""
    return field == "numbers" and isinstance(after, list) and len(after) == 1


def _source(text: str) -> str:
    found = _SOURCE.fullmatch(text)
    return _("Danh sách gửi lần %(number)s của hội nghị số %(meeting)s", number=found[1], meeting=found[2]) if found else text


def _all_numbers(values: Sequence[Any]) -> bool:
    return bool(values) and all(isinstance(value, int) and not isinstance(value, bool) for value in values)


def _numbers(values: Sequence[int]) -> str:
    """1–3, 7: neighbours in the order given are gathered."""
    runs: list[list[int]] = []
    for value in values:
        if runs and value == runs[-1][-1] + 1:
            runs[-1][1:] = [value]
        else:
            runs.append([value])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
