"""The door: the code on a badge, and the verdict on a scan given the badge's standing and the earlier scans."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal, TypeVar

from congress.rules.findings import Facts

Key = TypeVar("Key", bound=Hashable)

Verdict = Literal[
    "admitted",
    "repeat",
    "returned",
    "left",
    "wrong_gate",
    "wrong_session",
    "other_meeting",
    "withdrawn",
    "replaced",
    "unknown",
    "foreign",
    "undone",
    "held_for_review",
]

BadgeState = Literal["live", "withdrawn", "replaced"]

VERDICTS: tuple[Verdict, ...] = (
    "admitted",
    "repeat",
    "returned",
    "left",
    "wrong_gate",
    "wrong_session",
    "other_meeting",
    "withdrawn",
    "replaced",
    "unknown",
    "foreign",
    "undone",
    "held_for_review",
)
CODE_DIGITS = 22
_CHECK_DIGITS = 2
DIGEST_BYTES = 12
CLOCK_TOLERANCE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Standing:
    """A badge as the meeting knows it.

    `state`: live, withdrawn (the person comes no more) or replaced (a newer badge exists, or a deputy comes instead).
    `sessions` and `gates` are those the badge opens; empty: all. `here` is false when it belongs to another meeting.
    """

    state: BadgeState
    here: bool = True
    sessions: frozenset[str] = frozenset()
    gates: frozenset[str] = frozenset()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A scan that admitted somebody, or saw them leave: its corrected moment, gate and nonce."""

    at: datetime
    gate: str
    nonce: str

    @property
    def order(self) -> tuple[datetime, str]:
        """What it is sorted by: corrected time, then nonce, whatever the order of delivery."""
        return self.at, self.nonce


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and the values its sentence names."""

    verdict: Verdict
    facts: Facts


def check_digits(digits: str) -> str:
    """The two check digits of a number, ISO 7064 MOD 97-10: the whole then leaves 1 when divided by 97."""
    return f"{98 - int(digits) * 100 % 97:02d}"


def badge_code(random_digits: str) -> str:
    """The 24 digits printed on a badge, from 22 random ones. Raises ValueError for anything but 22 ASCII digits."""
    if len(random_digits) != CODE_DIGITS or not _is_digits(random_digits):
        raise ValueError("22 digits are needed")
    return random_digits + check_digits(random_digits)


def is_badge_code(text: str) -> bool:
    """True for 24 digits whose check digits are right."""
    return (
        len(text) == CODE_DIGITS + _CHECK_DIGITS and _is_digits(text) and check_digits(text[:CODE_DIGITS]) == text[CODE_DIGITS:]
    )


def code_digest(code: str) -> bytes:
    """The first 12 bytes of the code's SHA-256: what look-ups and devices hold instead of the code."""
    return sha256(code.encode("ascii")).digest()[:DIGEST_BYTES]


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def corrected_time(
    scanned_at: datetime, sent_at: datetime, received_at: datetime, earliest: datetime | None = None
) -> tuple[datetime, bool]:
    """The moment of a scan on the server's clock, and whether it is to be flagged.

    The device's offset is `received_at - sent_at`; beyond 12 hours the device's clock tells nothing and the moment of receipt
    is used, flagged. A scan that would lie in the future is taken as received now; one delivered late that would lie before
    `earliest`, when nobody can have come yet, too, and flagged: it must not become somebody's first arrival.
    """
    offset = received_at - sent_at
    if abs(offset) > CLOCK_TOLERANCE:
        return received_at, True
    at = min(scanned_at + offset, received_at)
    if earliest is not None and at < earliest and received_at - at > CLOCK_TOLERANCE:
        return received_at, True
    return at, False


def first_entry(entries: Iterable[Entry]) -> Entry | None:
    """The first arrival: by corrected time, then by nonce, whatever the order of delivery."""
    return min(entries, key=lambda entry: entry.order, default=None)


def last_exit(entries: Iterable[Entry], exits: Iterable[Entry], until: datetime | None = None) -> Entry | None:
    """The exit after which somebody has not come in again, None while they are inside; what came after `until` aside."""
    out, back = (
        max((one for one in passages if until is None or one.at <= until), key=lambda one: one.order, default=None)
        for passages in (exits, entries)
    )
    return None if out is None or (back is not None and out.order < back.order) else out


def decide(
    standing: Standing | None,
    entries: Iterable[Entry],
    *,
    session: str,
    gate: str,
    is_code: bool = True,
    trusted: bool = True,
    anyway: bool = False,
    leaving: bool = False,
    exits: Iterable[Entry] = (),
    at: datetime | None = None,
) -> Decision:
    """The verdict on one scan.

    Args:
        standing: the badge as the meeting knows it; None when no badge has this code.
        entries: this badge's admitting scans in this session that were not undone.
        session: the session the door stands at.
        gate: the gate's name.
        is_code: whether the text read has the shape and check digits of a badge code; a foreign QR has not.
        trusted: false for a revoked or expired device, whose scans are kept and looked at by a person.
        anyway: the person at the door lets somebody in at a gate or session that is not theirs, and said why.
        leaving: whether somebody goes out; every gate of every session lets a good badge out.
        exits: this badge's exits from this session that were not undone.
        at: the moment of the scan, None for now: an exit after it says nothing about it.
    """
    if not trusted:
        return Decision("held_for_review", {"gate": gate})
    if standing is None:
        return Decision("unknown" if is_code else "foreign", {})
    open_here = replace(standing, sessions=frozenset(), gates=frozenset()) if anyway or leaving else standing
    barred = _barred(open_here, session)
    if barred is not None or leaving:
        return barred or Decision("left", {"gate": gate})
    entries = tuple(entries)
    first = first_entry(entries)
    return _at_gate(open_here, first, last_exit(entries, exits, at) if first is not None else None, gate, at)


def open_to(places: Mapping[str, frozenset[Key]], keys: frozenset[Key]) -> frozenset[str]:
    """The places open to whoever has one of these keys; empty: all, also for those no place is kept for.

    Args:
        places: by name, the keys of the groups and bodies a place is kept for; one kept for nobody is everybody's.
        keys: those of the person's own group and body.
    """
    mine = frozenset(name for name, kept_for in places.items() if not kept_for or kept_for & keys)
    return frozenset() if len(mine) == len(places) else mine


def _barred(standing: Standing, session: str) -> Decision | None:
    """Why this badge opens no gate of the session, or None."""
    if not standing.here:
        return Decision("other_meeting", {})
    if standing.state != "live":
        return Decision(standing.state, {"by": standing.by})
    if standing.sessions and session not in standing.sessions:
        return Decision("wrong_session", {"sessions": tuple(sorted(standing.sessions))})
    return None


def _at_gate(standing: Standing, first: Entry | None, out: Entry | None, gate: str, at: datetime | None) -> Decision:
    """A badge already in is a repeat at whichever gate it shows up again; one that went out comes in as at first.

    Whoever came to a wrong gate before the first arrival known was not in yet, even where that is reported only later.
    """
    shut = bool(standing.gates) and gate not in standing.gates
    earlier = first is not None and at is not None and at < first.at
    if first is not None and out is None and not (shut and earlier):
        return Decision("repeat", {"at": first.at.isoformat(), "gate": first.gate})
    if shut:
        return Decision("wrong_gate", {"gates": tuple(sorted(standing.gates))})
    if out is not None:
        return Decision("returned", {"at": out.at.isoformat(), "gate": out.gate})
    return Decision("admitted", {"gate": gate})


def undo(entry: Entry | None) -> Decision:
    """The answer to taking a scan back: undone with what it was, or unknown when there is no such entry."""
    if entry is None:
        return Decision("unknown", {})
    return Decision("undone", {"at": entry.at.isoformat(), "gate": entry.gate})
