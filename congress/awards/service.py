"""The verbs of the award list: add, edit, decide, revoke, delete."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from congress import audit
from congress.awards.law import RECIPIENTS, award_law, line_of
from congress.awards.models import Award, AwardBatch
from congress.awards.order import current, merge, move, place_at, split, write
from congress.awards.queries import awards_for_paper, by_number, figures_of, findings, summary
from congress.db import expect_version, transaction, uuid7
from congress.errors import NotFound, Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.rules.awards import check_award
from congress.rules.local_time import day_of
from congress.rules.names import clean_name

NAME_LONGEST = 200
ACHIEVEMENT_LONGEST = 2000
DECISION_LONGEST = 60
REASON_MINIMUM = 5
MOST = 2000


@dataclass(frozen=True)
class NewAward:
    """One award as it is entered; `award` and `authority` are codes of seeds/awards.json.

    It counts as decided once it has number and day of the decision, as proposed before.
    """

    recipient: str
    name: str
    award: str
    authority: str
    title_of_recipient: str = ""
    unit_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    decision_number: str = ""
    decided_on: date | None = None
    achievement: str = ""
    batch: int = 0

    @property
    def status(self) -> str:
        """proposed or decided."""
        return "decided" if self.decision_number and self.decided_on else "proposed"


def checked(wish: NewAward) -> NewAward:
    """The wish cleaned.

    Raises:
        Refused: `award_name_missing`, `award_recipient_unknown`, `award_unknown`, `award_authority_unknown`, `text_long`.
    """
    law = award_law()
    if wish.recipient not in RECIPIENTS:
        raise Refused("award_recipient_unknown", field="recipient")
    if wish.award not in law.awards:
        raise Refused("award_unknown", field="award")
    if wish.authority not in law.authorities:
        raise Refused("award_authority_unknown", field="authority")
    name = _text(wish.name, NAME_LONGEST, "name")
    if not any(sign.isalpha() for sign in name):
        raise Refused("award_name_missing", field="name")
    return replace(
        wish,
        name=name,
        title_of_recipient=_text(wish.title_of_recipient, NAME_LONGEST, "title_of_recipient"),
        decision_number=_text(wish.decision_number, DECISION_LONGEST, "decision_number"),
        achievement=_text(wish.achievement, ACHIEVEMENT_LONGEST, "achievement"),
    )


def _text(text: str, longest: int, field: str) -> str:
    cleaned = clean_name(text)
    if len(cleaned) > longest:
        raise Refused("text_long", field=field, limit=longest)
    return cleaned


def add_awards(actor: str, now: datetime, meeting: Meeting, wishes: Sequence[NewAward]) -> list[Award]:
    """Put recipients at the end of their batch (0: the last one), all or none.

    Raises:
        Refused: see `checked`; `awards_too_many`; `award_out_of_power` for a decision its authority may never take.
    """
    cleaned = [checked(wish) for wish in wishes]
    with transaction() as session:
        hold(session, meeting)
        order = current(session, meeting)
        if sum(map(len, order)) + len(cleaned) > MOST:
            raise Refused("awards_too_many", limit=MOST)
        number = session.execute(select(func.max(Award.number)).where(Award.meeting_id == meeting.id)).scalar() or 0
        awards = []
        for wish in cleaned:
            number += 1
            awards.append(_new(meeting, wish, number, _append(order, wish.batch, number)))
        session.add_all(awards)
        session.flush()
        for award in awards:
            _refuse_beyond_power(award, meeting, now)
        write(session, meeting, order)
        _record(session, now, actor, meeting, "awards.add", awards[0] if awards else None, names=[a.name for a in awards])
        return awards


def add(actor: str, now: datetime, meeting: Meeting, wish: NewAward, place: int | None = None) -> Award:
    """Put one recipient on the list, at a place of the whole list counted from 1, or at the end.

    Raises:
        Refused: see `add_awards`.
    """
    with transaction():
        award = add_awards(actor, now, meeting, [wish])[0]
        if place:
            place_at(actor, now, meeting, award.number, place)
        return award


def _append(order: list[list[int]], batch: int, number: int) -> int:
    """Enter the number at the end of its batch; the batch it stands in, counted from 1."""
    if not order or batch > len(order):
        order.append([])
    place = batch if 0 < batch <= len(order) else len(order)
    order[place - 1].append(number)
    return place


def _new(meeting: Meeting, wish: NewAward, number: int, batch: int) -> Award:
    award = Award(id=uuid7(), meeting_id=meeting.id, number=number, batch=batch, position=number)
    for key, value in _columns(wish).items():
        setattr(award, key, value)
    return award


def _columns(wish: NewAward) -> dict[str, Any]:
    return {
        "recipient": wish.recipient,
        "name": wish.name,
        "title_of_recipient": wish.title_of_recipient,
        "person_id": wish.person_id,
        "unit_id": wish.unit_id,
        "award_code": wish.award,
        "authority_code": wish.authority,
        "decision_number": wish.decision_number,
        "decided_on": wish.decided_on,
        "achievement": wish.achievement,
        "status": wish.status,
    }


def edit(
    actor: str, now: datetime, meeting: Meeting, number: int, wish: NewAward, seen_version: int, place: int | None = None
) -> Award:
    """Correct an award; number and day of the decision make it decided, their loss makes it proposed again.

    Args:
        place: where to move it in the whole list, counted from 1.

    Raises:
        Refused: `stale`, `award_revoked`, `award_out_of_power`, and see `checked`.
        NotFound: no such award here.
    """
    wish = checked(wish)
    with transaction() as session:
        award = _locked(session, meeting, number)
        expect_version(award, seen_version)
        if award.status == "revoked":
            raise Refused("award_revoked")
        before, after = {}, {}
        for key, value in _columns(wish).items():
            if getattr(award, key) != value:
                before[key], after[key] = getattr(award, key), value
                setattr(award, key, value)
        session.flush()
        _refuse_beyond_power(award, meeting, now)
        if after:
            _record(session, now, actor, meeting, "awards.edit", award, before=before, after=after)
        if place:
            place_at(actor, now, meeting, number, place)
        return award


def decide(actor: str, now: datetime, meeting: Meeting, numbers: Iterable[int], decision_number: str, decided_on: date) -> int:
    """Set number and day of the decision for many at once; how many were changed. Revoked ones stay as they are.

    Raises:
        Refused: `nobody_chosen`, `award_decision_missing`, `text_long`, `award_out_of_power`.
    """
    wanted, decision = set(numbers), _text(decision_number, DECISION_LONGEST, "decision_number")
    if not wanted:
        raise Refused("nobody_chosen")
    if not decision:
        raise Refused("award_decision_missing", field="decision_number")
    with transaction() as session:
        hold(session, meeting)
        statement = select(Award).where(Award.meeting_id == meeting.id, Award.number.in_(wanted), Award.status != "revoked")
        awards = session.execute(statement.options(joinedload(Award.unit)).order_by(Award.number)).scalars().all()
        for award in awards:
            award.decision_number, award.decided_on, award.status = decision, decided_on, "decided"
            _refuse_beyond_power(award, meeting, now)
        session.flush()
        done = [award.number for award in awards]
        _record(session, now, actor, meeting, "awards.decide", None, awards=done, decision=decision, decided_on=decided_on)
        return len(done)


def _refuse_beyond_power(award: Award, meeting: Meeting, now: datetime) -> None:
    """A decision that its authority may never take cannot be stored as taken; a proposal only gets the finding."""
    if award.status != "decided":
        return
    for finding in check_award(award_law(), line_of(award), meeting.held_on, day_of(now)):
        if finding.weight == "hard":
            raise Refused("award_out_of_power", field="authority", **finding.facts)


def revoke(actor: str, now: datetime, meeting: Meeting, number: int, reason: str) -> None:
    """A decided award is taken back (false declaration, wrong procedure …); it stays in the list, outside every sum.

    Raises:
        Refused: `reason_short`, `award_not_decided`.
        NotFound: no such award here.
    """
    text = clean_name(reason)
    if len(text) < REASON_MINIMUM:
        raise Refused("reason_short", field="reason", minimum=REASON_MINIMUM)
    with transaction() as session:
        award = _locked(session, meeting, number)
        if award.status != "decided":
            raise Refused("award_not_decided")
        award.status = "revoked"
        _record(session, now, actor, meeting, "awards.revoke", award, reason=text)


def restore(actor: str, now: datetime, meeting: Meeting, number: int) -> None:
    """Take a revocation back.

    Raises:
        NotFound: no such award here, or it is not revoked.
    """
    with transaction() as session:
        award = _locked(session, meeting, number)
        if award.status != "revoked":
            raise NotFound
        award.status = "decided"
        _record(session, now, actor, meeting, "awards.restore", award)


def remove(actor: str, now: datetime, meeting: Meeting, number: int, seen_version: int) -> str:
    """Delete a proposed award; its name, for the message.

    Raises:
        Refused: `award_not_deletable` once it was decided, `stale`.
        NotFound: no such award here.
    """
    with transaction() as session:
        award = _locked(session, meeting, number)
        if award.status != "proposed":
            raise Refused("award_not_deletable")
        expect_version(award, seen_version)
        name = award.name
        _record(session, now, actor, meeting, "awards.remove", award, before={"name": name, "award": award.award_code})
        session.delete(award)
        session.flush()
        write(session, meeting, current(session, meeting))
        return name


def note_batch(actor: str, now: datetime, meeting: Meeting, batch: int, name: str, presenter: str, seen_version: int) -> None:
    """What is called out for a batch and who hands over.

    Args:
        seen_version: version of the note the page carried, 0 when there was none.

    Raises:
        Refused: `stale`, `text_long`.
        NotFound: no such batch.
    """
    values = {"name": _text(name, 160, "name"), "presenter": _text(presenter, 300, "presenter")}
    with transaction() as session:
        hold(session, meeting)
        if not 1 <= batch <= len(current(session, meeting)):
            raise NotFound
        statement = select(AwardBatch).where(AwardBatch.meeting_id == meeting.id, AwardBatch.number == batch)
        row = session.execute(statement).scalar_one_or_none()
        if (row.version if row else 0) != seen_version:
            raise Refused("stale")
        if row is None:
            row = AwardBatch(meeting_id=meeting.id, number=batch)
            session.add(row)
        row.name, row.presenter = values["name"], values["presenter"]
        audit.record(
            session, at=now, actor=actor, act="awards.batch", subject=f"batch {batch}", meeting_id=meeting.id, after=values
        )


def record_export(actor: str, now: datetime, meeting: Meeting, awards: int) -> None:
    """Note that the list left the house as a file."""
    with transaction() as session:
        _record(session, now, actor, meeting, "awards.export", None, awards=awards)


def _locked(session: Session, meeting: Meeting, number: int) -> Award:
    hold(session, meeting)
    return by_number(meeting, number)


def _record(
    session: Session, now: datetime, actor: str, meeting: Meeting, act: str, award: Award | None, **details: Any
) -> None:
    subject = f"award {award.number}" if award else "awards"
    audit.record(session, at=now, actor=actor, act=act, subject=subject, meeting_id=meeting.id, **details)


__all__ = [
    "NewAward",
    "add",
    "add_awards",
    "awards_for_paper",
    "by_number",
    "checked",
    "decide",
    "edit",
    "figures_of",
    "findings",
    "merge",
    "move",
    "note_batch",
    "place_at",
    "record_export",
    "remove",
    "restore",
    "revoke",
    "split",
    "summary",
]
