"""What a door reports, read with care: one bad line never costs the others, and nothing odd reaches the database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from congress.rules.names import clean_name

NONCE = re.compile(r"[A-Za-z0-9_-]{8,64}")
NUMBER = re.compile(r"[0-9]{1,9}")
HOW = frozenset({"camera", "scanner", "typed", "number", "name", "photo", "group", "paper", "card"})
DEPUTY = "deputy"
"""How a scan came about that let somebody in on a guest's place."""

GATE_LENGTH = 40
REASON_LENGTH = 200
NAME_LENGTH = 200
CODE_LENGTH = 2000
NO_SESSION = -1


@dataclass(frozen=True, slots=True)
class Report:
    """One line of what a door sends.

    Either `code` (the text that was read), `number` (the badge number, where no code was read), `undoes` (the nonce of a
    scan to take back) or `walk_in` (name and body of somebody on no list) is set; none of them means the line was unreadable.
    `leaving`: somebody goes out.
    `deputy`: the name of who comes instead of whom the badge was made for. `anyway`: let in at another gate or session, for
    the `reason` given; without a reason it does not count. `session` is the session's number, None when the
    line names none, NO_SESSION when what it names is no number. `scanned_at` is aware, None when unreadable.
    `rehearsal`: the device had been told that the door was being tried out.
    """

    nonce: str
    code: str = ""
    number: int | None = None
    undoes: str = ""
    reason: str = ""
    anyway: bool = False
    leaving: bool = False
    deputy: str = ""
    walk_in: str = ""
    scanned_at: datetime | None = None
    session: int | None = None
    gate: str = ""
    how: str = ""
    rehearsal: bool = False

    @property
    def readable(self) -> bool:
        """True when the line says what happened."""
        return bool(self.code or self.undoes or self.walk_in) or self.number is not None


def read_report(raw: object) -> Report | None:
    """One line of a request, or None when it has no usable nonce (8 to 64 letters, digits, - or _)."""
    if not isinstance(raw, Mapping):
        return None
    nonce = raw.get("nonce")
    if not isinstance(nonce, str) or not NONCE.fullmatch(nonce):
        return None
    undoes, anyway = raw.get("undo"), _text(raw.get("anyway"), REASON_LENGTH)
    return Report(
        nonce=nonce,
        code=_code(raw.get("code")),
        number=_number(raw.get("delegate")),
        undoes=undoes if isinstance(undoes, str) and NONCE.fullmatch(undoes) else "",
        reason=anyway or _text(raw.get("reason"), REASON_LENGTH),
        anyway=bool(anyway),
        leaving=raw.get("direction") == "out",
        deputy=_text(raw.get("deputy"), NAME_LENGTH),
        walk_in=_text(raw.get("walk_in"), NAME_LENGTH),
        scanned_at=read_moment(raw.get("scanned_at")),
        session=_session(raw.get("session")),
        gate=_gate(raw.get("gate")),
        how=raw["how"] if isinstance(raw.get("how"), str) and raw["how"] in HOW else "other",
        rehearsal=raw.get("rehearsal") is True,
    )


def read_moment(raw: object) -> datetime | None:
    """An RFC 3339 moment with its zone, in UTC, or None; also for one that only its own zone can write (year 1 or 9999)."""
    if not isinstance(raw, str):
        return None
    try:
        moment = datetime.fromisoformat(raw)
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _code(raw: object) -> str:
    """The text that was read; spaces inside digits are a scanner's or a typist's."""
    if not isinstance(raw, str):
        return ""
    text = raw[:CODE_LENGTH].strip()
    joined = "".join(text.split())
    return joined if joined.isascii() and joined.isdigit() else text


def _number(raw: object) -> int | None:
    if raw is None:
        return None
    text = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    return int(text) if NUMBER.fullmatch(text) else None


def _session(raw: object) -> int | None:
    if raw is None:
        return None
    number = _number(raw)
    return NO_SESSION if number is None else number


def _gate(raw: object) -> str:
    """A door's lines name one gate, over and over."""
    return _gate_text(raw) if isinstance(raw, str) else ""


@lru_cache(maxsize=256)
def _gate_text(raw: str) -> str:
    return _text(raw, GATE_LENGTH)


def _text(raw: object, limit: int) -> str:
    """Clean text that every database takes: no control signs, no half of a surrogate pair."""
    if not isinstance(raw, str):
        return ""
    return clean_name(raw[: 4 * limit].encode("utf-8", "ignore").decode())[:limit].strip()
