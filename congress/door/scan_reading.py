"""What judging a batch of scans needs to know, each kind of thing in one statement that is built once."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, column, func, or_, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from congress.delegates.models import Delegate
from congress.door.cards import MEETING, badge_rows, card_rows, recalled
from congress.door.models import Badge, Scan
from congress.door.openings import EVERYWHERE, Openings, opened
from congress.door.presence import LEAVING, PASSING, counted
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
_SEEN = (
    select(Scan.nonce, Scan.delegate_id, Scan.session_id, Scan.scanned_at, Scan.gate, Scan.verdict)
    .add_columns(case((counted(PASSING), True), else_=False).label("counts"))
    .where(Scan.delegate_id.in_(_listed("people")))
)
_BY_ID = Delegate.id.in_(_listed("people"))
_SHOWN = card_rows().where(_BY_ID)
_HELD = _SHOWN.order_by(Delegate.id).with_for_update(key_share=True, of=Delegate)
_NUMBERED = (
    card_rows()
    .add_columns(recalled())
    .where(or_(_BY_ID, Delegate.number.in_(_listed("numbers"))))
    .order_by(Delegate.id)
    .with_for_update(key_share=True, of=Delegate)
)
_HOLDERS = (
    badge_rows()
    .where(Badge.code_digest.in_(_listed("digests")))
    .order_by(Delegate.id)
    .with_for_update(key_share=True, of=Delegate)
)
_KEEP = sqlite_insert(Scan.__table__).on_conflict_do_nothing(index_elements=["meeting_id", "nonce"])
_KEPT = select(Scan.nonce).where(Scan.id.in_(_listed("keys")))
_TABLE = Scan.__table__
# One text for any number of rows: a statement with a place for every value would be built and planned anew for each number.
_GIVEN = (
    func.jsonb_to_recordset(bindparam("rows", type_=JSONB))
    .table_valued(*(column(one.name, one.type) for one in _TABLE.columns))
    .render_derived(with_types=True)
)
_KEEP_NEW = (
    postgresql_insert(_TABLE)
    .from_select([one.name for one in _TABLE.columns], select(*_GIVEN.c), include_defaults=False)
    .on_conflict_do_nothing(index_elements=["meeting_id", "nonce"])
    .returning(_TABLE.c.nonce)
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
        """The badges with these digests, of whichever meeting, dead ones too, each with its delegate, locked like `people`."""
        found = self._rows(_HOLDERS, digests=list(digests)) if digests else ()
        return {row.code_digest: row for row in found}

    def people(self, ids: set[uuid.UUID], numbers: set[int]) -> dict[uuid.UUID, Row[Any]]:
        """Delegates by key, locked in the order of their keys: doors that scan one badge wait for each other.

        `recalled` is told where numbers are asked for.
        """
        if not ids and not numbers:
            return {}
        statement, more = (_NUMBERED, {"numbers": list(numbers)}) if numbers else (_HELD, {})
        found = self._rows(statement, people=list(ids), **more)
        return {row.id: row for row in found}

    def shown(self, ids: set[uuid.UUID]) -> dict[uuid.UUID, Row[Any]]:
        """Delegates by key, to show them only."""
        return {row.id: row for row in self._rows(_SHOWN, people=list(ids))} if ids else {}

    def openings(self, people: Iterable[Row[Any]]) -> Openings:
        """Whom gates and sessions are kept for; nothing is asked where every place is everybody's."""
        return opened(self._session, self.meeting_id) if any(row.kept for row in people) else EVERYWHERE

    def seen(self, people: set[uuid.UUID]) -> tuple[set[str], Entries, Entries]:
        """The nonces of all scans of these people; who has come already and who went out, by delegate and session."""
        nonces: set[str] = set()
        entries: Entries = {}
        exits: Entries = {}
        for nonce, delegate_id, session_id, at, gate, verdict, counts in (
            self._rows(_SEEN, people=list(people)) if people else ()
        ):
            nonces.add(nonce)
            if counts:
                passages = exits if verdict in LEAVING else entries
                passages.setdefault((delegate_id, session_id), []).append(Entry(at, gate, nonce))
        return nonces, entries, exits

    def keep(self, rows: list[dict[str, Any]]) -> set[str]:
        """Store the rows whose nonce is new to the meeting; the nonces stored."""
        if not rows:
            return set()
        if self._session.get_bind().dialect.name != "sqlite":
            return set(self._connection.execute(_KEEP_NEW, {"rows": [_plain(row) for row in rows]}).scalars())
        if self._connection.execute(_KEEP, rows).rowcount == len(rows):
            return {row["nonce"] for row in rows}
        return set(self._connection.execute(_KEPT, {"keys": [row["id"] for row in rows]}).scalars())


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON holds it: keys and moments as text."""
    return {name: str(value) if isinstance(value, uuid.UUID | datetime) else value for name, value in row.items()}
