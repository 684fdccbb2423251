"""Sealing of sensitive values: AES-GCM, the key's id inside the blob, the row's key as associated data.

The key lies in a file outside the database; a copied database alone opens nothing.
"""

import hmac
import json
import os
import secrets
import uuid
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_ID_BYTES = 4
_NONCE_BYTES = 12


class SealBroken(Exception):  # noqa: N818
    """The blob was changed, moved to another row, or sealed with another key."""


class Sealer:
    """Seals and opens byte strings bound to one row."""

    def __init__(self, key_id: bytes, key: bytes) -> None:
        self._key_id = key_id
        self._cipher = AESGCM(key)
        self._mark_key = hmac.digest(key, b"mark", "sha256")

    def seal(self, row_id: uuid.UUID, plain: bytes) -> bytes:
        """key id (4 bytes) + nonce (12 bytes) + ciphertext with its tag."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return self._key_id + nonce + self._cipher.encrypt(nonce, plain, row_id.bytes)

    def open(self, row_id: uuid.UUID, sealed: bytes) -> bytes:
        """The plain bytes.

        Raises:
            SealBroken: wrong key, wrong row, or changed bytes.
        """
        key_id, nonce, cipher = (
            sealed[:_ID_BYTES],
            sealed[_ID_BYTES : _ID_BYTES + _NONCE_BYTES],
            sealed[_ID_BYTES + _NONCE_BYTES :],
        )
        if key_id != self._key_id:
            raise SealBroken
        try:
            return self._cipher.decrypt(nonce, cipher, row_id.bytes)
        except InvalidTag as problem:
            raise SealBroken from problem

    def seal_values(self, row_id: uuid.UUID, values: Mapping[str, str]) -> bytes:
        """Seal a flat mapping of texts."""
        return self.seal(row_id, json.dumps(dict(values), ensure_ascii=False, sort_keys=True).encode())

    def mark(self, text: str) -> bytes:
        """HMAC-SHA-256 under a key of its own: equal texts have equal marks, and no mark is made or undone without the key."""
        return hmac.digest(self._mark_key, text.encode(), "sha256")

    def open_values(self, row_id: uuid.UUID, sealed: bytes) -> dict[str, str]:
        """Open what `seal_values` sealed."""
        return json.loads(self.open(row_id, sealed))


@lru_cache(maxsize=8)
def sealer_from(path: Path) -> Sealer:
    """The sealer of a key file, which is made (owner-readable only) when it does not exist."""
    if not path.exists():
        _make_key(path)
    content = path.read_bytes()
    return Sealer(content[:_ID_BYTES], content[_ID_BYTES : _ID_BYTES + KEY_BYTES])


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(_ID_BYTES + KEY_BYTES))
