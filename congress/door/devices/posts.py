"""A device as a call with scans needs it: known by its token in one statement, nothing loaded that such a call does not use."""

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from congress.db import db
from congress.door.devices.models import DoorDevice, DoorGate
from congress.errors import NotFound
from congress.kept import Kept
from congress.meetings.models import Meeting, MeetingSession


@dataclass(frozen=True, slots=True)
class Post:
    """A device at its gate and session; the other fields are those of `DoorDevice`."""

    id: uuid.UUID
    number: int
    meeting_id: uuid.UUID
    revoked_at: datetime | None
    expires_at: datetime
    seen_at: datetime
    waiting: int
    list_version: int | None
    gate: str
    session: int
    actor: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """That a device calls, and what it says of itself: the version of the list it holds and how many scans it still has."""

    device_id: uuid.UUID
    version: int | None = None
    waiting: int | None = None


MOST_KNOWN = 10_000
_known: Kept[dict[bytes, Post]] = Kept(dict)
_DEVICE = DoorDevice.__table__.c
_POSTS = (
    select(
        _DEVICE.id,
        _DEVICE.number,
        _DEVICE.meeting_id,
        _DEVICE.revoked_at,
        _DEVICE.expires_at,
        _DEVICE.seen_at,
        _DEVICE.waiting,
        _DEVICE.list_version,
        DoorGate.__table__.c.name,
        MeetingSession.__table__.c.number.label("session_number"),
    )
    .join(DoorGate.__table__, DoorGate.__table__.c.id == _DEVICE.gate_id)
    .join(MeetingSession.__table__, MeetingSession.__table__.c.id == _DEVICE.session_id)
)
_BY_TOKEN = _POSTS.where(_DEVICE.token_digest == bindparam("digest"))
_BY_ID = _POSTS.where(_DEVICE.id.in_(bindparam("ids", expanding=True)))


def digest_of(secret: str) -> bytes:
    """SHA-256 of a secret or token: all that is stored of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def post_of(token: str) -> Post | None:
    """The post of the device that holds this token, or None.

    A token stays its device's for good, so it is looked up once. Whether the device is still in service, and where it stands,
    is for `stored` to say.
    """
    digest = digest_of(token)
    posts = _known.here()
    known = posts.get(digest)
    if known is None:
        row = db.session.connection().execute(_BY_TOKEN, {"digest": digest}).one_or_none()
        if row is None:
            return None
        if len(posts) >= MOST_KNOWN:
            posts.clear()
        known = posts[digest] = _post(row)
    return known


def stored(connection: Connection, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Post]:
    """Devices as they stand in the database now, by key."""
    return {row.id: _post(row) for row in connection.execute(_BY_ID, {"ids": list(ids)})} if ids else {}


def now_of(post: Post) -> Post:
    """A device as it stands in the database now.

    Raises:
        NotFound: it is not there any more.
    """
    found = stored(db.session.connection(), {post.id}).get(post.id)
    if found is None:
        raise NotFound
    return found


def meeting_of(post: Post) -> Meeting:
    """The meeting whose door the device stands at."""
    return db.session.get_one(Meeting, post.meeting_id)


def _post(row: Row[Any]) -> Post:
    return Post(*row, actor=DoorDevice.named(row.number))
