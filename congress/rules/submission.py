"""The list sent upward: its steps, what it must hold before it goes, and the canonical form its fingerprint is taken of."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from congress.rules.findings import Facts, Finding
from congress.rules.voting import check_quota

STEPS: Mapping[tuple[str, str], str] = {
    ("draft", "send"): "sent",
    ("sent", "receive"): "received",
    ("received", "accept"): "accepted",
    ("received", "return"): "returned",
    ("returned", "send"): "sent",
}


class NotCanonical(TypeError):  # noqa: N818 - says what is wrong with the value
    """A value that has no one written form: a float, a set, a key that is no text."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name on the list: official or reserve, and the basis on which it stands there."""

    key: str
    name: str
    standing: str
    basis: str


def next_state(state: str, act: str) -> str | None:
    """The state after `act` (send, receive, accept, return), or None when the step is not allowed."""
    return STEPS.get((state, act))


def check_content(
    names: Sequence[ListedName], seats: int | None, adopted: bool | None, list_digest: str = "", voted_digest: str = ""
) -> tuple[Finding, ...]:
    """What stops or should be looked at before a list goes up.

    Args:
        names: official and reserve names.
        seats: the seats granted by the level above; None while there is no grant.
        adopted: the last vote on the list; None when there was none.
        list_digest: fingerprint of the list now.
        voted_digest: fingerprint of the list that was voted on.

    A vote is needed only for names whose basis is adoption by the congress (`domain` practice: each basis is complete alone).
    """
    if not names:
        return (Finding("list_empty", "hard"),)
    found = [Finding("basis_missing", "hard", None, {"name": name.name}, name.key) for name in names if not name.basis]
    voted = sum(1 for name in names if name.basis == "adopted")
    facts: Facts = {"names": voted}
    if voted and adopted is None:
        found.append(Finding("vote_missing", "hard", None, facts))
    elif voted and not adopted:
        found.append(Finding("list_not_adopted", "hard", None, facts))
    elif voted and list_digest != voted_digest:
        found.append(Finding("list_changed_since_vote", "hard", None, facts))
    official = sum(1 for name in names if name.standing == "official")
    return (*found, *check_quota(official, len(names) - official, seats))


def canonical(value: object) -> bytes:
    """`value` as the one JSON text it can be: sorted keys, NFC, UTF-8, no spaces, days as YYYY-MM-DD. Raises NotCanonical."""
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def fingerprint(value: object) -> str:
    """SHA-256 of the canonical form, in 64 hexadecimal digits."""
    return sha256(canonical(value)).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        plain = {_key(key): _plain(entry) for key, entry in value.items()}
        if len(plain) < len(value):
            raise NotCanonical("two keys are one in NFC")
        return plain
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if type(value) is date:
        return value.isoformat()
    raise NotCanonical(f"no canonical form for {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonical("keys are texts")
    return unicodedata.normalize("NFC", key)
