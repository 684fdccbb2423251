"""Each delegate's own page: a secret address that shows the code and takes an answer."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, insert, select, update
from sqlalchemy.orm import Session, joinedload

from congress import audit
from congress.agenda.sheet import Sheet
from congress.agenda.versions import versions
from congress.db import db, transaction, uuid7
from congress.delegates import replies
from congress.delegates.models import Delegate, DelegateReply
from congress.door.badges import desk_of, places_of
from congress.door.invitations.models import OwnPage
from congress.door.models import Badge
from congress.door.presence import EXPECTED
from congress.errors import NotFound, Refused
from congress.meetings import reading
from congress.meetings.models import Meeting
from congress.meetings.status import hold, is_editable
from congress.people.models import Person
from congress.people.sealing import Sealer
from congress.rules.names import clean_name

SECRET_BYTES = 16
SECRET_LENGTH = 22
OWNER = "trang riêng của đại biểu"
"""Who stands in the history for an answer given on the own page."""


@dataclass(frozen=True)
class Own:
    """What an own page shows; `live` False: the invitation no longer holds, and nothing else may be shown of the person."""

    live: bool
    meeting: Meeting
    delegate: Delegate
    code: str = ""
    desk: int | None = None
    gates: tuple[str, ...] = ()
    programme: Sheet | None = None
    reply: DelegateReply | None = None

    @property
    def open(self) -> bool:
        """Whether an answer is still taken."""
        return self.live and is_editable(self.meeting)


def make_pages(actor: str, now: datetime, meeting: Meeting, sealer: Sealer) -> int:
    """Give an address to everybody who should come and has none; how many were made. Known addresses stay as they are.

    Who had the badge taken away gets none until a new badge is made.
    """
    with transaction() as session:
        hold(session, meeting)
        keys = session.execute(_without_page(meeting)).scalars().all()
        if keys:
            session.execute(insert(OwnPage.__table__), [_new_page(meeting, key, now, sealer) for key in keys])
            subject = f"own pages {len(keys)}"
            audit.record(session, at=now, actor=actor, act="invitations.make", subject=subject, meeting_id=meeting.id)
        return len(keys)


def _without_page(meeting: Meeting):
    page = OwnPage.meeting_id == Delegate.meeting_id, OwnPage.delegate_id == Delegate.id
    badge = Badge.meeting_id == Delegate.meeting_id, Badge.delegate_id == Delegate.id
    taken = exists().where(*badge, Badge.cause == "withdrawn") & ~exists().where(*badge, Badge.died_at.is_(None))
    return (
        select(Delegate.id)
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED))
        .where(~exists().where(*page, OwnPage.died_at.is_(None)), ~taken)
        .order_by(Delegate.id)
    )


def _new_page(meeting: Meeting, delegate_id: uuid.UUID, now: datetime, sealer: Sealer) -> dict[str, object]:
    secret, key = secrets.token_urlsafe(SECRET_BYTES), uuid7()
    return {
        "id": key,
        "meeting_id": meeting.id,
        "delegate_id": delegate_id,
        "secret_sealed": sealer.seal(key, secret.encode()),
        "secret_digest": digest_of(secret),
        "made_at": now,
        "died_at": None,
    }


def digest_of(secret: str) -> bytes:
    """What is stored of a secret for looking it up."""
    return hashlib.sha256(secret.encode()).digest()


def kill_page(session: Session, now: datetime, delegate: Delegate) -> None:
    """Inside the open transaction: the address of a delegate whose badge is withdrawn holds no longer."""
    mine = OwnPage.meeting_id == delegate.meeting_id, OwnPage.delegate_id == delegate.id
    session.execute(update(OwnPage).where(*mine, OwnPage.died_at.is_(None)).values(died_at=now))


def secrets_of(actor: str, now: datetime, meeting: Meeting, sealer: Sealer) -> dict[int, str]:
    """Delegate's number → secret, for letters and lists; their opening is recorded."""
    statement = (
        select(Delegate.number, OwnPage.id, OwnPage.secret_sealed)
        .join(OwnPage, (OwnPage.meeting_id == Delegate.meeting_id) & (OwnPage.delegate_id == Delegate.id))
        .where(Delegate.meeting_id == meeting.id, Delegate.status.in_(EXPECTED), OwnPage.died_at.is_(None))
    )
    with transaction() as session:
        found = {number: sealer.open(key, sealed).decode() for number, key, sealed in session.execute(statement)}
        subject = f"own pages {len(found)}"
        audit.record(session, at=now, actor=actor, act="invitations.open", subject=subject, meeting_id=meeting.id)
        return found


def own_page(secret: str, sealer: Sealer) -> Own:
    """What the holder of this secret sees; reading changes nothing.

    Raises:
        NotFound: no address was ever made with it.
    """
    page, delegate = _found(secret)
    meeting = reading.by_number(_number_of(page.meeting_id))
    if page.died_at is not None or delegate.status not in EXPECTED or meeting.status == "cancelled":
        return Own(False, meeting, delegate)
    where = places_of(meeting)
    badge = _live_badge(delegate)
    published = versions(meeting)
    return Own(
        live=True,
        meeting=meeting,
        delegate=delegate,
        code=sealer.open(badge.id, badge.code_sealed).decode() if badge else "",
        desk=desk_of(where.desks, delegate.unit.sort_key if delegate.unit else None),
        gates=tuple(sorted(where.openings.of(delegate)[0])),
        programme=published[0].sheet if published else None,
        reply=replies.reply_of(meeting, delegate.id),
    )


def _found(secret: str) -> tuple[OwnPage, Delegate]:
    if len(secret) != SECRET_LENGTH or not secret.isascii():
        raise NotFound
    statement = (
        select(OwnPage, Delegate)
        .join(Delegate, (Delegate.meeting_id == OwnPage.meeting_id) & (Delegate.id == OwnPage.delegate_id))
        .where(OwnPage.secret_digest == digest_of(secret))
        .options(joinedload(Delegate.person).load_only(Person.name, Person.title), joinedload(Delegate.unit))
        .options(joinedload(Delegate.group))
    )
    found = db.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def _number_of(meeting_id: uuid.UUID) -> int:
    return db.session.execute(select(Meeting.number).where(Meeting.id == meeting_id)).scalar_one()


def _live_badge(delegate: Delegate) -> Badge | None:
    statement = select(Badge).where(
        Badge.meeting_id == delegate.meeting_id, Badge.delegate_id == delegate.id, Badge.died_at.is_(None)
    )
    return db.session.execute(statement).scalar_one_or_none()


def answer(now: datetime, secret: str, said: str, words: str, sealer: Sealer) -> None:
    """Keep the answer the holder of this secret gives.

    Raises:
        NotFound: see `own_page`.
        Refused: `own_page_gone`, and as `delegates.replies.give` does.
    """
    with transaction():
        own = own_page(secret, sealer)
        if not own.live:
            raise Refused("own_page_gone")
        replies.give(OWNER, now, own.meeting, [replies.Reply(own.delegate.number, said, clean_name(words))])
