"""The verbs of the choice: what is asked, the computation, the relaxation as a draft, the approval. Marks: marks.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from congress import audit
from congress.db import transaction
from congress.delegates import decisions
from congress.delegates.decisions import Decided
from congress.delegates.models import Delegate
from congress.errors import Refused
from congress.meetings.models import Meeting
from congress.meetings.status import hold
from congress.people import particulars
from congress.people.sealing import Sealer
from congress.rules.roster import KeepGoing
from congress.selection.computing import Computed, compute
from congress.selection.marks import store
from congress.selection.models import RosterDraft
from congress.selection.posing import MINIMUMS, SENSITIVE, Particulars
from congress.selection.reading import Ground, draft_of, keys_of, read, wish_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page asks of the choice: number to choose (None: all seats), fewest people by code, sealed ones too, seed."""

    total: int | None
    minimums: Mapping[str, int]
    sensitive: bool
    seed: str


def ask(actor: str, now: datetime, meeting: Meeting, asked: Asked, seen: int) -> None:
    """Store what is asked; rules that were relaxed go back to their own bounds when something else is asked.

    Args:
        seen: the version of the wish the page showed.

    Raises:
        Refused: `stale`.
    """
    with transaction() as session:
        hold(session, meeting)
        before = wish_of(meeting)
        minimums = {code: number for code, number in asked.minimums.items() if code in MINIMUMS and number}
        if not asked.sensitive:
            minimums |= {code: before.minimums[code] for code in SENSITIVE if code in before.minimums}
        after = {"total": asked.total, "minimums": minimums, "sensitive": asked.sensitive, "seed": asked.seed}
        had = {name: getattr(before, name) for name in after}
        if before.version and had == after:
            return
        kept = before.bounds if (had["total"], had["minimums"]) == (after["total"], after["minimums"]) else {}
        _write(session, meeting, seen, **after, bounds={rule: list(pair) for rule, pair in kept.items()})
        audit.record(
            session, at=now, actor=actor, act="selection.ask", subject="roster", meeting_id=meeting.id, before=_told(had),
            after=_told(after),
        )  # fmt: skip


def _told(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked, each minimum as a field of its own."""
    return {name: value for name, value in asked.items() if name != "minimums"} | dict(asked["minimums"])


def _write(session: Session, meeting: Meeting, seen: int, **values: Any) -> RosterDraft:
    """Write columns of the meeting's draft; the first write makes it.

    Raises:
        Refused: `stale`.
    """
    draft = draft_of(meeting)
    if seen != (draft.version if draft else 0):
        raise Refused("stale")
    if draft is None:
        draft = RosterDraft(meeting_id=meeting.id, minimums=dict(wish_of(meeting).minimums))
        session.add(draft)
    for name, value in values.items():
        setattr(draft, name, value)
    session.flush()
    return draft


def run(
    actor: str, now: datetime, meeting: Meeting, sealer: Sealer | None, keep_going: KeepGoing, *, edited: bool = False
) -> Computed:
    """Compute the best choice, or with `edited` the draft repaired, outside the write lock; then store it as the draft.

    Args:
        sealer: opens sealed particulars where the wish asks for them, on record; None leaves them out.

    Raises:
        Refused: `selection_moved` when the list changed meanwhile, and see `reading.read` and `computing.compute`. Nothing is
            stored then.
    """
    ground = read(meeting)
    state = ground.state()
    computed = compute(ground, _opened(actor, now, ground, sealer), keep_going, edited)
    with transaction() as session:
        hold(session, meeting)
        ground = read(meeting)
        if ground.state() != state:
            raise Refused("selection_moved")
        if computed.selected is not None:
            changes = [(nominee, {"picked": nominee.key in computed.selected}) for nominee in ground.nominees]
            moved = [(nominee, values) for nominee, values in changes if nominee.picked != values["picked"]]
            store(session, meeting, moved)
        outcome = computed.outcome | {"at": now.isoformat(), "actor": actor}
        draft = _write(session, meeting, ground.wish.version)
        draft.outcome = outcome | {"state": read(meeting).state()}
        facts = {name: computed.outcome.get(name) for name in ("kind", "seed", "merit", "number", "engine")}
        audit.record(session, at=now, actor=actor, act="selection.run", subject="roster", meeting_id=meeting.id, **facts)
    return computed


def _opened(actor: str, now: datetime, ground: Ground, sealer: Sealer | None) -> Particulars | None:
    """Sealed particulars of all nominees, recorded as one act; None when they are not asked for."""
    if sealer is None or not ground.wish.sensitive or not any(ground.wish.minimums.get(code) for code in SENSITIVE):
        return None
    meeting = ground.meeting
    ids = keys_of(meeting, Delegate.person_id, [nominee.number for nominee in ground.nominees])
    subject = f"delegates {len(ids)}"
    opened = particulars.view(actor, now, sealer, ids.values(), act="particulars.count", subject=subject, meeting_id=meeting.id)
    return {number: opened[person_id] for number, person_id in ids.items() if person_id in opened}


def relax(actor: str, now: datetime, meeting: Meeting, seen: int) -> int:
    """Take over the relaxation that the last computation proposed, as a draft; how many rules it changes.

    Lower minimums become what is asked; rules with numbers of the share-out get other bounds beside their own.

    Raises:
        Refused: `stale` also when list, marks or seats are no longer those of the proposal; `selection_no_proposal`.
    """
    with transaction() as session:
        hold(session, meeting)
        ground = read(meeting)
        wish = ground.wish
        changes = wish.outcome.get("changes") or []
        total = wish.outcome.get("total")
        if not changes and total is None:
            raise Refused("selection_no_proposal")
        if wish.outcome["state"] != ground.state():
            raise Refused("stale")
        minimums = dict(wish.minimums)
        bounds = {rule: list(pair) for rule, pair in wish.bounds.items()}
        for change in changes:
            kind, _colon, code = change["rule"].partition(":")
            if kind == "least":
                minimums[code] = change["minimum"]
            else:
                bounds[change["rule"]] = [change["minimum"], change["maximum"]]
        number = {} if total is None else {"total": total}
        _write(session, meeting, seen, minimums=minimums, bounds=bounds, outcome={}, **number)
        told = {change["rule"].removeprefix("least:"): change["maximum"] or change["minimum"] for change in changes} | number
        audit.record(session, at=now, actor=actor, act="selection.relax", subject="roster", meeting_id=meeting.id, after=told)
        return len(changes) + len(number)


def restore(actor: str, now: datetime, meeting: Meeting, seen: int) -> None:
    """Give every relaxed rule its own bounds back, and choose for all seats again.

    Raises:
        Refused: `stale`.
    """
    with transaction() as session:
        hold(session, meeting)
        _write(session, meeting, seen, bounds={}, total=None, outcome={})
        audit.record(session, at=now, actor=actor, act="selection.restore", subject="roster", meeting_id=meeting.id)


def approve(actor: str, now: datetime, meeting: Meeting, seen: str) -> Decided:
    """Approve everybody the draft chooses who is still nominated, all or nobody.

    Args:
        seen: the state of the draft the page showed, see `Ground.state`.

    Raises:
        Refused: `stale` when it is another one now, `nobody_chosen`, and see `delegates.decisions.approve`.
    """
    with transaction() as session:
        hold(session, meeting)
        ground = read(meeting)
        if ground.state() != seen:
            raise Refused("stale")
        numbers = [nominee.number for nominee in ground.chosen if not nominee.settled]
        if not numbers:
            raise Refused("nobody_chosen")
        return decisions.approve(actor, now, meeting, numbers)
