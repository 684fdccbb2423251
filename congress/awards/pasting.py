"""Recipients pasted as lines: name, unit or address, achievement, in columns of a table or separated by semicolons."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from congress.awards.service import ACHIEVEMENT_LONGEST, NAME_LONGEST, NewAward
from congress.errors import Refused
from congress.rules.names import clean_name, match_key, search_key
from congress.units.models import Unit

MOST_LINES = 500
_COLUMNS = re.compile(r"\t|;")
_NUMBER = re.compile(r"\d{1,4}[.)]?")
_NUMBERED = re.compile(r"\d{1,4}[.)]\s+")
_HOUSEHOLD = ("hộ ", "gia đình ")
_COLLECTIVE = (
    "tập thể ", "nhân dân ", "cán bộ và nhân dân ", "cán bộ, nhân dân ", "thôn ", "bản ", "ấp ", "buôn ", "làng ", "khu ",
    "khu phố ", "tổ ", "trường ", "trạm ", "phòng ", "ban ", "hợp tác xã ", "htx ", "công ty ", "doanh nghiệp ", "hội ",
    "chi bộ ", "chi hội ", "chi đoàn ", "xã ", "thị trấn ", "phường ", "trung tâm ", "ủy ban ", "uỷ ban ", "ubnd ", "cơ quan ",
    "công an ", "đảng bộ ", "câu lạc bộ ", "đội ", "quỹ ", "bưu điện ",
)  # fmt: skip


@dataclass(frozen=True)
class PastedAward:
    """One line as read; `unit` is the body it names if there is exactly one such, `problem` a refusal code or ''."""

    number: int
    name: str
    recipient: str
    title: str
    unit_id: uuid.UUID | None
    unit_name: str
    achievement: str
    problem: str = ""


def read_lines(text: str, units: Sequence[Unit], recipient: str = "", taken: Iterable[str] = ()) -> list[PastedAward]:
    """Every line that is not empty, in order.

    A leading column of running numbers and a header line are left out. The recipient is `recipient`, or when that is ''
    guessed from the first words (hộ …: household; thôn, trường, tập thể …: collective; else a person).

    Args:
        taken: names the list has already; the same name twice is a problem.
    """
    seen = {match_key(name) for name in taken}
    bodies = _by_name(units)
    read = []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = _parts(line)
        if any(parts) and not _is_header(parts):
            read.append(_read(number, parts, bodies, recipient, seen))
    return read


def _parts(line: str) -> list[str]:
    parts = [clean_name(part) for part in _COLUMNS.split(line)]
    if len(parts) > 1 and _NUMBER.fullmatch(parts[0]):
        parts = parts[1:]
    return [_NUMBERED.sub("", parts[0], count=1), *parts[1:]]


def _is_header(parts: Sequence[str]) -> bool:
    return search_key(parts[0]) in ("ho va ten", "ho ten", "ten", "ten tap the ca nhan", "stt", "ho ten don vi", "ten ca nhan")


def _by_name(units: Sequence[Unit]) -> dict[str, Unit | None]:
    """Bodies by the key of their name; None where two share it."""
    found: dict[str, Unit | None] = {}
    for unit in units:
        key = match_key(unit.name)
        found[key] = None if key in found else unit
    return found


def _read(number: int, parts: Sequence[str], bodies: dict[str, Unit | None], recipient: str, seen: set[str]) -> PastedAward:
    name, place, achievement = parts[0], parts[1] if len(parts) > 1 else "", " ".join(parts[2:]).strip()
    unit = bodies.get(match_key(place)) if place else None
    problem = _problem(name, place, achievement, seen)
    seen.add(match_key(name))
    return PastedAward(
        number=number,
        name=name,
        recipient=recipient or guess_recipient(name),
        title="" if unit else place,
        unit_id=unit.id if unit else None,
        unit_name=unit.name if unit else "",
        achievement=achievement,
        problem=problem,
    )


def _problem(name: str, place: str, achievement: str, seen: set[str]) -> str:
    if not any(sign.isalpha() for sign in name):
        return "award_name_missing"
    if len(name) > NAME_LONGEST or len(place) > NAME_LONGEST or len(achievement) > ACHIEVEMENT_LONGEST:
        return "award_line_long"
    return "award_twice" if match_key(name) in seen else ""


def guess_recipient(name: str) -> str:
    """person, household or collective, from how the name begins; whoever pastes sees the guess and may choose otherwise."""
    key = name.casefold()
    if key.startswith(_HOUSEHOLD):
        return "household"
    youth_union = key.startswith("đoàn ") and name.split()[1][:1].islower()
    return "collective" if youth_union or key.startswith(_COLLECTIVE) else "person"


def checked(lines: Sequence[PastedAward]) -> Sequence[PastedAward]:
    """The lines, when all of them are good.

    Raises:
        Refused: `awards_none`, `awards_lines_many`, `awards_lines_bad` at the field `lines`.
    """
    if not lines:
        raise Refused("awards_none", field="lines")
    if len(lines) > MOST_LINES:
        raise Refused("awards_lines_many", field="lines", limit=MOST_LINES)
    bad = [str(line.number) for line in lines if line.problem]
    if bad:
        raise Refused("awards_lines_bad", field="lines", lines=", ".join(bad[:20]))
    return lines


def wish(line: PastedAward, award: str, authority: str, batch: int) -> NewAward:
    """A good line as an award to add."""
    return NewAward(
        recipient=line.recipient,
        name=line.name,
        award=award,
        authority=authority,
        title_of_recipient=line.title,
        unit_id=line.unit_id,
        achievement=line.achievement,
        batch=batch,
    )
