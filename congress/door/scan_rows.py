"""Scans as they are stored and found again, each kind of thing in one statement that is built once."""

import json
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, column, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB

from congress.door.models import Badge, Scan

_TABLE = Scan.__table__
_SCANS = select(_TABLE).where(
    _TABLE.c.meeting_id == bindparam("meeting"), _TABLE.c.nonce.in_(bindparam("nonces", expanding=True))
)
_BADGES = select(Badge.code_digest).where(Badge.code_digest.in_(bindparam("digests", expanding=True)))
_STORE = insert(_TABLE)
# One text for any number of rows: a statement with a place for every value would be built and planned anew for each number.
_GIVEN = (
    func.jsonb_to_recordset(cast(bindparam("rows", type_=Text), JSONB))
    .table_valued(*(column(one.name, one.type) for one in _TABLE.columns))
    .render_derived(with_types=True)
)
_STORE_GIVEN = insert(_TABLE).from_select([one.name for one in _TABLE.columns], select(*_GIVEN.c), include_defaults=False)


def scans_of(connection: Connection, meeting_id: uuid.UUID, nonces: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """Stored scans by nonce."""
    if not nonces:
        return {}
    found = connection.execute(_SCANS, {"meeting": meeting_id, "nonces": list(nonces)}).mappings()
    return {row["nonce"]: dict(row) for row in found}


def known_codes(connection: Connection, digests: Collection[bytes]) -> set[bytes]:
    """Those of the digests that some badge of whichever meeting has."""
    return set(connection.execute(_BADGES, {"digests": list(digests)}).scalars()) if digests else set()


def store_scans(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Store scans whose nonces are new to their meeting."""
    if rows and connection.dialect.name == "sqlite":
        connection.execute(_STORE, rows)
    elif rows:
        connection.execute(_STORE_GIVEN, {"rows": json.dumps(rows, default=str)})
