"""What judging a batch of scans needs to know, each kind of thing in one statement that is built once."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, insert, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.orm import Session, aliased

from congress.delegates.models import Delegate
from congress.door.cards import MEETING, card_rows, recalled
from congress.door.models import Badge, Scan
from congress.door.openings import EVERYWHERE, Openings, opened
from congress.door.presence import counted
from congress.meetings.models import Meeting, MeetingSession
from congress.rules.admission import Entry

Entries = dict[tuple[uuid.UUID, uuid.UUID], list[Entry]]


def _listed(name: str) -> Any:
    return bindparam(name, expanding=True)


_PLACES = (
    select(MeetingSession.id, MeetingSession.number, MeetingSession.name, MeetingSession.kind, MeetingSession.held_on)
    .add_columns(Meeting.rehearsal_from, Meeting.rehearsal_until)
    .join(Meeting, Meeting.id == MeetingSession.meeting_id)
    .where(MeetingSession.meeting_id == MEETING)
    .order_by(MeetingSession.number)
)
_SCANS = select(Scan.__table__).where(Scan.meeting_id == MEETING, Scan.nonce.in_(_listed("nonces")))
_ELSEWHERE = select(Badge.code_digest).where(Badge.code_digest.in_(_listed("digests")))
# The meeting stands in both halves: before the bracket it would make SQLite read every scan of the meeting.
_SEEN = select(Scan.__table__, case((counted(), True), else_=False).label("counts")).where(
    or_(
        and_(Scan.meeting_id == MEETING, Scan.nonce.in_(_listed("nonces"))),
        and_(Scan.meeting_id == MEETING, Scan.delegate_id.in_(_listed("people"))),
    )
)
_BY_ID = Delegate.id.in_(_listed("people"))
_SHOWN = card_rows().where(_BY_ID)
_HELD = {
    numbered: card_rows()
    .add_columns(recalled())
    .where(or_(_BY_ID, Delegate.number.in_(_listed("numbers"))) if numbered else _BY_ID)
    .order_by(Delegate.id)
    .with_for_update(key_share=True, of=Delegate)
    for numbered in (False, True)
}
_HELD_BADGE, _ASKED = aliased(Badge), aliased(Badge)
_DIGESTS = _listed("digests")
# The keys stand in a query of their own: from many digests SQLite would else begin with every delegate of the meeting.
_HOLDERS = (
    card_rows()
    .add_columns(_HELD_BADGE.code_digest, _HELD_BADGE.died_at, _HELD_BADGE.cause)
    .join(_HELD_BADGE, (_HELD_BADGE.meeting_id == Delegate.meeting_id) & (_HELD_BADGE.delegate_id == Delegate.id))
    .where(_HELD_BADGE.code_digest.in_(_DIGESTS))
    .where(Delegate.id.in_(select(_ASKED.delegate_id).where(_ASKED.code_digest.in_(_DIGESTS))))
    .order_by(Delegate.id)
    .with_for_update(key_share=True, of=Delegate)
)
_KEEP = insert(Scan.__table__)
_KEEP_NEW = (
    postgresql_insert(Scan.__table__)
    .on_conflict_do_nothing(index_elements=["meeting_id", "nonce"])
    .returning(Scan.__table__.c.nonce)
)


class Reading:
    """The statements about one meeting, inside the open transaction."""

    def __init__(self, session: Session, meeting_id: uuid.UUID) -> None:
        self._session, self._connection, self.meeting_id = session, session.connection(), meeting_id

    def _rows(self, statement: Any, **more: Any) -> Any:
        return self._connection.execute(statement, {"meeting": self.meeting_id, **more})

    def places(self) -> list[Row[Any]]:
        """The sessions of the meeting, by number."""
        return list(self._rows(_PLACES))

    def scans(self, nonces: set[str]) -> dict[str, Mapping[str, Any]]:
        """Stored scans by nonce."""
        found = self._rows(_SCANS, nonces=list(nonces)).mappings() if nonces else ()
        return {row["nonce"]: dict(row) for row in found}

    def holders(self, digests: set[bytes]) -> dict[bytes, Row[Any]]:
        """Who holds these badges of the meeting, dead ones too, by the digest of their code; locked like `people`."""
        found = self._rows(_HOLDERS, digests=list(digests)) if digests else ()
        return {row.code_digest: row for row in found}

    def elsewhere(self, digests: set[bytes]) -> set[bytes]:
        """Those of the digests that are badges of some meeting."""
        return set(self._connection.execute(_ELSEWHERE, {"digests": list(digests)}).scalars()) if digests else set()

    def people(self, ids: set[uuid.UUID], numbers: set[int]) -> dict[uuid.UUID, Row[Any]]:
        """Delegates by key, locked in the order of their keys: doors that scan one badge wait for each other."""
        if not ids and not numbers:
            return {}
        more = {"numbers": list(numbers)} if numbers else {}
        return {row.id: row for row in self._rows(_HELD[bool(numbers)], people=list(ids), **more)}

    def shown(self, ids: set[uuid.UUID]) -> dict[uuid.UUID, Row[Any]]:
        """Delegates by key, to show them only."""
        return {row.id: row for row in self._rows(_SHOWN, people=list(ids))} if ids else {}

    def openings(self, people: Iterable[Row[Any]]) -> Openings:
        """Whom gates and sessions are kept for; nothing is asked where every place is everybody's."""
        return opened(self._session, self.meeting_id) if any(row.kept for row in people) else EVERYWHERE

    def seen(self, nonces: set[str], people: set[uuid.UUID]) -> tuple[dict[str, Mapping[str, Any]], Entries]:
        """Stored scans by nonce, and who is in already by delegate and session, as of under the lock."""
        known: dict[str, Mapping[str, Any]] = {}
        entries: Entries = {}
        for row in self._rows(_SEEN, nonces=list(nonces), people=list(people)):
            if row.nonce in nonces:
                known[row.nonce] = row._mapping
            if row.counts and row.delegate_id in people:
                entries.setdefault((row.delegate_id, row.session_id), []).append(Entry(row.scanned_at, row.gate, row.nonce))
        return known, entries

    def keep(self, rows: list[dict[str, Any]]) -> set[str]:
        """Store the rows; the nonces stored (on PostgreSQL another server may have been faster with one)."""
        if not rows:
            return set()
        if self._session.get_bind().dialect.name == "sqlite":
            self._connection.execute(_KEEP, rows)
            return {row["nonce"] for row in rows}
        return set(self._connection.execute(_KEEP_NEW, rows).scalars())
