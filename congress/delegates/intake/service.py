"""A list taken in from a file or a paste: draft, settled, stored in one transaction, undone."""

import base64
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, BinaryIO

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from congress import audit
from congress.audit import acts_so_far
from congress.db import db, expect_version, transaction, uuid7
from congress.delegates import seats
from congress.delegates.bulk import Ready, add_ready, made_ready
from congress.delegates.entering import seal
from congress.delegates.intake.cells import Defaults
from congress.delegates.intake.rows import Judged, Settings, judge, nomination_of, overlaid
from congress.delegates.intake.table import COLUMNS, Content, read_table, without_identity
from congress.delegates.models import Delegate, Intake
from congress.delegates.roster import by_number
from congress.delegates.scope import Scope
from congress.delegates.service import edit, state_of
from congress.errors import NotFound, Refused
from congress.files.spreadsheet_in import SheetRows, read_pasted, read_sheet
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people import service as people
from congress.people.models import PersonParticulars
from congress.people.sealing import Sealer

DRAFT_DAYS = 7
PASTED = ""
SEALED = ("sealed", "identity_mark")
"""What is kept of an updated person's particulars for the undoing: columns of `PersonParticulars`."""
NONE_SET = Defaults()
TRIES = 3
"""How often a list is judged before the lock, while others keep acting, until it is judged under it."""


def draft_from_file(
    actor: str,
    now: datetime,
    meeting: Meeting,
    sealer: Sealer,
    source: BinaryIO,
    filename: str,
    sheet: str | None = None,
    defaults: Defaults = NONE_SET,
) -> Intake:
    """Read an upload and keep it as a sealed draft; nothing goes onto the roster.

    Args:
        sheet: name of the worksheet; None: the first with content.
        defaults: what rows say that say nothing, such as the unit of the officer who sends the list.

    Raises:
        Refused: what `files.spreadsheet_in.read_sheet` and `intake_table.read_table` refuse, at the field `file`.
    """
    try:
        return _draft(actor, now, meeting, sealer, read_sheet(source, filename, sheet or None), filename, defaults)
    except Refused as refusal:
        raise Refused(
            refusal.code, **{**refusal.facts, "field": "sheet" if refusal.code == "sheet_missing" else "file"}
        ) from refusal


def draft_from_paste(
    actor: str, now: datetime, meeting: Meeting, sealer: Sealer, text: str, defaults: Defaults = NONE_SET
) -> Intake:
    """The same for cells pasted from a spreadsheet, the heading row among them.

    Raises:
        Refused: as `draft_from_file`, at the field `pasted`.
    """
    try:
        return _draft(actor, now, meeting, sealer, read_pasted(text), PASTED, defaults)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": "pasted"}) from refusal


def _draft(
    actor: str, now: datetime, meeting: Meeting, sealer: Sealer, sheet: SheetRows, filename: str, defaults: Defaults
) -> Intake:
    content, columns = read_table(sheet)
    if not meeting.matches_cards:
        content, columns = without_identity(content, columns)
    settings = Settings(columns, content.encoding, defaults, {})
    with transaction() as session:
        hold(session, meeting)
        _forget_old_drafts(session, meeting, now)
        key = uuid7()
        intake = Intake(
            id=key, meeting_id=meeting.id, number=_next_number(session, meeting), filename=filename[-200:],
            content=sealer.seal(key, content.to_bytes()), settings=to_document(settings), made_at=now, made_by=actor,
        )  # fmt: skip
        session.add(intake)
        session.flush()
        _record(session, now, actor, meeting, "delegates.intake_draft", intake, rows=len(content.lines))
        return intake


def _next_number(session: Session, meeting: Meeting) -> int:
    return (session.execute(select(func.max(Intake.number)).where(Intake.meeting_id == meeting.id)).scalar() or 0) + 1


def _forget_old_drafts(session: Session, meeting: Meeting, now: datetime) -> None:
    """Drafts nobody took in within a week go, with the personal data in them."""
    old = (Intake.meeting_id == meeting.id) & Intake.taken_at.is_(None) & (Intake.made_at < now - timedelta(days=DRAFT_DAYS))
    session.execute(delete(Intake).where(old))


def by_number_of(meeting: Meeting, number: int, maker: str | None) -> Intake:
    """One intake.

    Args:
        maker: only what this person made is found; None for those who may see everybody's.

    Raises:
        NotFound: there is none with this number, or it is somebody else's.
    """
    statement = select(Intake).where(Intake.meeting_id == meeting.id, Intake.number == number)
    if maker is not None:
        statement = statement.where(Intake.made_by == maker)
    intake = db.session.execute(statement).scalar_one_or_none()
    if intake is None:
        raise NotFound
    return intake


def newest(meeting: Meeting, maker: str | None, limit: int = 10) -> list[Intake]:
    """The last intakes, newest first, without their content."""
    statement = select(Intake).where(Intake.meeting_id == meeting.id).order_by(Intake.number.desc()).limit(limit)
    if maker is not None:
        statement = statement.where(Intake.made_by == maker)
    return list(db.session.execute(statement).scalars())


def content_of(intake: Intake, sealer: Sealer) -> Content:
    """The table of an intake."""
    return Content.from_bytes(sealer.open(intake.id, intake.content))


def settings_of(intake: Intake) -> Settings:
    """What was settled so far."""
    kept = intake.settings
    defaults = dict(kept["defaults"])
    defaults["unit_id"] = uuid.UUID(defaults["unit_id"]) if defaults["unit_id"] else None
    columns = {int(place): name for place, name in kept["columns"].items()}
    return Settings(columns, kept["encoding"], Defaults(**defaults), {int(row): one for row, one in kept["choices"].items()})


def to_document(settings: Settings) -> dict[str, Any]:
    """Settings as JSON."""
    defaults = asdict(settings.defaults)
    defaults["unit_id"] = str(settings.defaults.unit_id) if settings.defaults.unit_id else None
    return {
        "columns": {str(place): name for place, name in settings.columns.items()},
        "encoding": settings.encoding,
        "defaults": defaults,
        "choices": {str(row): one for row, one in settings.choices.items()},
    }


def rows_of(meeting: Meeting, scope: Scope, intake: Intake, sealer: Sealer, now: datetime) -> list[Judged]:
    """Every row of a draft judged as things stand now."""
    return judge(meeting, scope, content_of(intake, sealer), settings_of(intake), now)


def record_wrong_rows(actor: str, now: datetime, meeting: Meeting, intake: Intake, rows: int) -> None:
    """Note in the history that the wrong rows of a list left the house as a file."""
    with transaction() as session:
        _record(session, now, actor, meeting, "delegates.intake_wrong_rows", intake, rows=rows)


def settle(actor: str, now: datetime, meeting: Meeting, intake: Intake, settings: Settings, seen_version: int) -> Intake:
    """Keep what the person settled at the preview.

    Raises:
        Refused: `stale`, `intake_taken`, `intake_no_name_column`, `intake_column_twice`.
    """
    names = Counter(settings.columns.values())
    if not names["name"]:
        raise Refused("intake_no_name_column")
    twice = next((name for name, number in names.items() if number > 1 and name not in ("name",)), None)
    if twice:
        raise Refused("intake_column_twice", column=next(one.synonyms[0] for one in COLUMNS if one.field == twice))
    with transaction() as session:
        intake = _draft_row(session, meeting, intake)
        expect_version(intake, seen_version)
        intake.settings = to_document(settings)
        session.flush()
        _record(session, now, actor, meeting, "delegates.intake_settle", intake, columns=len(settings.columns))
        return intake


def _draft_row(session: Session, meeting: Meeting, intake: Intake) -> Intake:
    intake = session.get_one(Intake, intake.id)
    if intake.taken_at is not None or intake.meeting_id != meeting.id:
        raise Refused("intake_taken")
    return intake


def take(
    actor: str, now: datetime, meeting: Meeting, scope: Scope, intake: Intake, sealer: Sealer, *, seen_version: int,
    within_seats: bool = False,
) -> Intake:  # fmt: skip
    """Store every row that can be stored, all in one transaction; rows with errors stay out and are counted.

    Args:
        within_seats: true for an officer of a unit: the whole is refused when a unit would go beyond its seats.

    Raises:
        Refused: `stale`, `intake_taken`, `intake_nothing`, `seats_full`.
    """
    weigh = partial(_weighed, actor, now, meeting, scope, intake, sealer)
    for left in reversed(range(TRIES)):
        weighed = weigh()
        with transaction() as session:
            hold(session, meeting)
            intake = _draft_row(session, meeting, intake)
            expect_version(intake, seen_version)
            if acts_so_far(session) != weighed.acts:
                if left:
                    continue
                weighed = weigh()
            _store(session, actor, now, meeting, scope, intake, sealer, weighed, within_seats)
            break
    return intake


def _store(
    session: Session, actor: str, now: datetime, meeting: Meeting, scope: Scope, intake: Intake, sealer: Sealer,
    weighed: "_Weighed", within_seats: bool,
) -> None:  # fmt: skip
    if not weighed.fresh and not weighed.changed:
        raise Refused("intake_nothing")
    if within_seats:
        _refuse_beyond_seats(meeting, weighed.fresh)
    numbers = add_ready(session, actor, now, meeting, weighed.ready)
    outcome = [_added(row, number) for row, number in zip(weighed.fresh, numbers, strict=True)]
    _write_known_persons(session, now, actor, meeting, weighed.fresh, sealer)
    outcome += [_update(session, actor, now, meeting, row, sealer, scope, within_seats) for row in weighed.changed]
    intake.outcome, intake.taken_at = outcome, now
    intake.added, intake.updated = len(weighed.fresh), len(weighed.changed)
    intake.skipped, intake.failed = weighed.states["skip"], weighed.states["error"]
    session.flush()
    _record(session, now, actor, meeting, "delegates.intake", intake, added=intake.added, updated=intake.updated)


@dataclass(frozen=True)
class _Weighed:
    """The rows of a list as they stood after so many acts, ready to be stored as long as nobody has acted since."""

    acts: int
    states: Mapping[str, int]
    fresh: Sequence[Judged]
    changed: Sequence[Judged]
    ready: Ready


def _weighed(actor: str, now: datetime, meeting: Meeting, scope: Scope, intake: Intake, sealer: Sealer) -> _Weighed:
    """Judge the rows: three thousand take a second, for which the doors must not wait, so it is done before the lock.

    Where something was done meanwhile, in whatever meeting (a person may be known from there), it is done again.
    """
    session = db.session()
    if not session.info.get("writing"):
        session.rollback()
    _draft_row(session, meeting, intake)
    acts = acts_so_far(session)
    rows = rows_of(meeting, scope, intake, sealer, now)
    fresh = [row for row in rows if row.state == "new" and row.wish]
    changed = [row for row in rows if row.state == "update" and row.match]
    wishes = [row.wish for row in fresh if row.wish]
    ready = made_ready(actor, now, meeting, wishes, sealer, intake_id=intake.id)
    return _Weighed(acts, Counter(row.state for row in rows), fresh, changed, ready)


def _refuse_beyond_seats(meeting: Meeting, fresh: Sequence[Judged]) -> None:
    """Each unit's new rows against the seats it has left."""
    codes = {group.code: group.id for group in meeting.groups}
    coming = Counter((row.wish.unit_id, row.wish.kind, codes.get(row.wish.group)) for row in fresh if row.wish)
    seats.refuse_full(meeting, coming)


def _added(row: Judged, number: int) -> dict[str, Any]:
    return {"row": row.row, "did": "new", "number": number, "known": bool(row.wish and row.wish.person_id)}


def _write_known_persons(
    session: Session, now: datetime, actor: str, meeting: Meeting, fresh: Sequence[Judged], sealer: Sealer
) -> None:
    """Sensitive particulars of persons who were known before are written over what is sealed for them."""
    for row in fresh:
        if row.wish and row.wish.person_id and row.wish.particulars:
            seal(session, now, actor, meeting, people.by_id(row.wish.person_id), row.wish, sealer)


def _update(
    session: Session, actor: str, now: datetime, meeting: Meeting, row: Judged, sealer: Sealer, scope: Scope, officer: bool
) -> dict[str, Any]:
    """Write a row over its delegate; what was there before is kept for the undoing, sealed values as sealed."""
    delegate = by_number(meeting, row.match.number, scope)
    before = {**_plain(delegate), **_sealed_of(session, delegate)}
    wish = overlaid(row, delegate)
    seen = state_of(delegate)
    delegate = edit(actor, now, meeting, delegate, wish, seen, sealer, scope=scope, only_nominated=officer, homonym=True)
    return {"row": row.row, "did": "update", "number": delegate.number, "before": before, "after": state_of(delegate)}


def _plain(delegate: Delegate) -> dict[str, Any]:
    values = asdict(replace(nomination_of(delegate), particulars={}))
    return {**values, "unit_id": str(delegate.unit_id) if delegate.unit_id else None, "birth": list(values["birth"])}


def _sealed_of(session: Session, delegate: Delegate) -> dict[str, str | None]:
    kept = PersonParticulars.sealed, PersonParticulars.identity_mark
    row = session.execute(select(*kept).where(PersonParticulars.person_id == delegate.person_id)).one_or_none()
    pair = row or (None, None)
    return {name: base64.b64encode(one).decode() if one else None for name, one in zip(SEALED, pair, strict=True)}


def counts(rows: Sequence[Judged]) -> Mapping[str, int]:
    """How many rows stand in each state."""
    return Counter(row.state for row in rows)


def _record(session: Session, now: datetime, actor: str, meeting: Meeting, act: str, intake: Intake, **details: object) -> None:
    subject = f"intake {intake.number}"
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)
