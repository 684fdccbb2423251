"""The groups (nhóm cơ cấu) of a congress, and the side of the share each counts on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from congress.db import expect_version, transaction
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting, SeatGroup
from congress.meetings.reading import level_rules
from congress.meetings.settings import Answer, note, store_answer
from congress.meetings.status import ensure_editable, hold
from congress.rules.names import clean_name

SHARES = ("core", "other", "unsaid")


@dataclass(frozen=True)
class GroupWish:
    """One group as the committee wants it."""

    code: str
    name: str
    share: str
    colour: str


def set_groups(
    actor: str,
    now: datetime,
    meeting: Meeting,
    wishes: Sequence[GroupWish],
    decision: Answer | None,
    seen_version: int,
) -> None:
    """Change names, sides and order of the groups; a side that differs from the plan's needs who decided it.

    Raises:
        Refused: `group_name_missing`, `group_share_unknown`, `group_decider_missing`, `meeting_closed`, `stale`.
        NotFound: a code that is none of this meeting's groups.
    """
    with transaction() as session:
        expect_version(meeting, seen_version)
        ensure_editable(meeting)
        rows = {group.code: group for group in meeting.groups}
        before = {group.code: [group.name, group.share] for group in meeting.groups}
        settled = [wish.code for wish in wishes if _is_settled(meeting, rows, wish)]
        if settled and (decision is None or not decision.decided_by):
            raise Refused("group_decider_missing", field="decided_by")
        for position, wish in enumerate(wishes, start=1):
            _fill_group(rows[wish.code], wish, position)
        for code in settled:
            if decision:
                answer = Answer(rows[code].share, decision.decided_by, decision.decided_on, decision.reason)
                store_answer(session, now, actor, meeting, f"group:{code}", answer)
        after = {wish.code: [wish.name, wish.share] for wish in wishes}
        _moved(meeting)
        note(session, now, actor, meeting, "meetings.groups", f"meeting {meeting.number}", before=before, after=after)


def _moved(meeting: Meeting) -> None:
    """Groups have no version of their own: the meeting's counts for them."""
    flag_modified(meeting, "status")


def _is_settled(meeting: Meeting, rows: Mapping[str, SeatGroup], wish: GroupWish) -> bool:
    """True when this changes the side of a group to one the plan does not give it."""
    row = rows.get(wish.code)
    if row is None:
        raise NotFound
    ratio = level_rules(meeting).ratio
    return ratio is not None and wish.share not in (row.share, ratio.placing(wish.code))


def _fill_group(row: SeatGroup, wish: GroupWish, position: int) -> None:
    name = clean_name(wish.name)
    if not name:
        raise Refused("group_name_missing")
    if wish.share not in SHARES:
        raise Refused("group_share_unknown")
    row.name, row.share, row.colour, row.position = name, wish.share, wish.colour, position


def add_group(actor: str, now: datetime, meeting: Meeting, name: str, share: str, colour: str) -> SeatGroup:
    """Add a group of the committee's own.

    Raises:
        Refused: `group_name_missing`, `group_share_unknown`, `meeting_closed`.
    """
    with transaction() as session:
        hold(session, meeting)
        codes = {group.code for group in meeting.groups}
        number = next(number for number in range(1, len(codes) + 2) if f"own_{number}" not in codes)
        row = SeatGroup(meeting_id=meeting.id, code=f"own_{number}")
        _fill_group(row, GroupWish(row.code, name, share, colour), max((g.position for g in meeting.groups), default=0) + 1)
        session.add(row)
        _moved(meeting)
        note(session, now, actor, meeting, "meetings.add_group", f"group {row.code}", after=[row.name, share])
        return row


def remove_group(actor: str, now: datetime, meeting: Meeting, code: str) -> None:
    """Take a group away that nobody and no seat stands in.

    Raises:
        Refused: `group_in_use`, `meeting_closed`.
        NotFound: the meeting has no such group.
    """
    try:
        with transaction() as session:
            hold(session, meeting)
            row = next((group for group in meeting.groups if group.code == code), None)
            if row is None:
                raise NotFound
            name = row.name
            session.delete(row)
            _moved(meeting)
            session.flush()
            note(session, now, actor, meeting, "meetings.remove_group", f"group {code}", before=name)
    except IntegrityError as problem:
        raise Refused("group_in_use") from problem
