"""The shapes of what is typed about a choice: what is asked of it, the marks of one page, scores pasted from a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField
from wtforms.validators import Length, NumberRange, Optional

from congress.messages import sentence
from congress.selection.labels import MINIMUM_NAMES
from congress.selection.marks import MOST_SCORE, MarkWish, score_of
from congress.selection.posing import MINIMUMS, SENSITIVE
from congress.selection.reading import Wish
from congress.selection.service import Asked
from congress.web.forms import BaseForm, CleanText, IntegerField, PastedLines, VersionField
from congress.web.numbers import number_in

MOST = 100_000


def _least(code: str) -> IntegerField:
    return IntegerField(MINIMUM_NAMES[code], [Optional(), NumberRange(0, MOST)])


class AskForm(BaseForm):
    """How many to choose, fewest people of each kind, and the seed of the lots."""

    total = IntegerField(_l("Số người cần chọn"), [Optional(), NumberRange(1, MOST)])
    women = _least("women")
    under_35 = _least("under_35")
    private_sector = _least("private_sector")
    minorities = _least("minorities")
    non_party = _least("non_party")
    sensitive = BooleanField(_l("Tính cả dân tộc và đảng viên (dữ liệu được niêm phong; mỗi lần tính ghi một dòng nhật ký)"))
    seed = CleanText(_l("Chữ dùng để bốc thăm khi vẫn bằng nhau"), [Length(max=200)])
    version = VersionField()

    def asked(self, seats: int) -> Asked:
        """What was typed; the number of all seats is no number of its own, so that it follows a later share-out."""
        minimums = {code: self[code].data for code in MINIMUMS if self[code].data and self._may(code)}
        total = self.total.data if self.total.data != seats else None
        return Asked(total, minimums, bool(self.sensitive.data), self.seed.data or "")

    def _may(self, code: str) -> bool:
        return code not in SENSITIVE or bool(self.sensitive.data)


def shown(wish: Wish, total: int) -> dict[str, object]:
    """What is asked, as the form shows it."""
    numbers = {code: wish.minimums.get(code) for code in MINIMUMS}
    return {"total": total, "sensitive": wish.sensitive, "seed": wish.seed, "version": wish.version, **numbers}


class ScoresForm(BaseForm):
    """Lines `number <tab> … <tab> score`."""

    lines = PastedLines(_l("Số đại biểu và điểm, mỗi người một dòng"), [Length(max=400_000)])


class PressForm(BaseForm):
    """A button that acts on what the page showed."""

    version = VersionField()


@dataclass
class TypedMarks:
    """The marks of one page: as typed by number, what they ask for, and what is wrong at a score."""

    cells: Mapping[int, tuple[str, str, bool, int]] = field(default_factory=dict)
    wishes: list[MarkWish] = field(default_factory=list)
    errors: dict[int, str] = field(default_factory=dict)


def read_marks(sent: MultiDict[str, str]) -> TypedMarks:
    """Read `row` (number and version seen, with a point between), then `score-`, `lock-` and `picked-` of each number."""
    typed, cells = TypedMarks(), {}
    for text in sent.getlist("row"):
        number, seen = (number_in(part) for part in text.partition(".")[::2])
        if number is None:
            continue
        words, held, picked = sent.get(f"score-{number}", ""), sent.get(f"lock-{number}", ""), f"picked-{number}" in sent
        cells[number] = (words, held, picked, seen or 0)
        score = score_of(words)
        if score is None:
            typed.errors[number] = sentence("selection_score_range", limit=MOST_SCORE)
        else:
            typed.wishes.append(MarkWish(number, score, held, picked, seen or 0))
    typed.cells = cells
    return typed
