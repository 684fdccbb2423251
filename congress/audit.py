"""Who did what to which thing, chained by hashes: one chain per meeting and one for the installation.

The chain covers a salted digest of the details; the details and their salt lie in a table of their own, so that
`forget` (the command of that name) can delete personal values and `verify` still proves that nothing else was touched.
"""

import hashlib
import json
import secrets
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from congress.db import Document, Model, before_commit

INSTALLATION = "installation"
EMPTY_HASH = "0" * 64


class AuditHead(Model):
    """The newest hash of each chain; locked last, just before the commit."""

    __tablename__ = "audit_head"
    chain: Mapped[str] = mapped_column(String(36), unique=True)
    length: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default=EMPTY_HASH)


class AuditEntry(Model):
    """One act. `digest` is SHA-256 of salt and details; `hash` covers the entry and the hash before it."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("chain", "position"),)
    chain: Mapped[str] = mapped_column(String(36))
    position: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(80))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(120), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditDetail(Model):
    """What the act changed, in words and values; deletable without breaking the chain."""

    __tablename__ = "audit_detail"
    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("audit_entry.id"), unique=True)
    salt: Mapped[str] = mapped_column(String(32))
    details: Mapped[dict[str, Any]] = mapped_column(Document)


@dataclass(frozen=True)
class Act:
    """An act waiting for the end of its transaction."""

    chain: str
    at: datetime
    actor: str
    act: str
    subject: str
    details: Mapping[str, Any]


def record(
    session: Session, *, at: datetime, actor: str, act: str, subject: str, meeting_id: uuid.UUID | None = None, **details: Any
) -> None:
    """Note an act inside the open transaction.

    Args:
        actor: sign-in name of the person, or the name of a command.
        act: feature and verb, such as `delegates.approve`.
        subject: kind and key of the thing, such as `delegate 12`.
        details: before, after, reason …: JSON values, `None` left out.
    """
    if not session.info.get("writing"):
        raise RuntimeError("acts are recorded inside transaction()")
    kept = {key: value for key, value in details.items() if value is not None}
    chain = str(meeting_id) if meeting_id else INSTALLATION
    session.info.setdefault("acts", []).append(Act(chain, at, actor, act, subject[:120], kept))


def acts_so_far(session: Session) -> int:
    """How many acts all chains hold; scans and what doors say of themselves are none."""
    return int(session.execute(select(func.sum(AuditHead.length))).scalar() or 0)


@before_commit
def _chain_acts(session: Session) -> None:
    acts: list[Act] = session.info.get("acts", [])
    for chain in sorted({act.chain for act in acts}):
        head = session.execute(select(AuditHead).where(AuditHead.chain == chain).with_for_update()).scalar_one_or_none()
        if head is None:
            head = AuditHead(chain=chain, length=0, hash=EMPTY_HASH)
            session.add(head)
        for act in acts:
            if act.chain == chain:
                _append(session, head, act)
    session.flush()


def _append(session: Session, head: AuditHead, act: Act) -> None:
    salt = secrets.token_hex(16)
    details = json.loads(json.dumps(dict(act.details), default=str, ensure_ascii=False))
    head.length += 1
    entry = AuditEntry(chain=act.chain, position=head.length, at=act.at, actor=act.actor, act=act.act, subject=act.subject)
    entry.digest = digest_of(salt, details)
    entry.previous = head.hash
    entry.hash = head.hash = hash_of(entry)
    session.add(entry)
    session.flush()
    session.add(AuditDetail(entry_id=entry.id, salt=salt, details=details))


def digest_of(salt: str, details: Mapping[str, Any]) -> str:
    """SHA-256 of the salt and the details in canonical JSON."""
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over the entry's own fields and the hash of the entry before it."""
    moment = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (entry.chain, str(entry.position), moment, entry.actor, entry.act, entry.subject, entry.digest, entry.previous)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def forget(session: Session, subject: str, keys: Collection[str], meeting_id: uuid.UUID | None = None) -> int:
    """Delete, inside the open transaction, the details of acts about a subject that name one of these values; how many.

    A subject numbered within a meeting is looked for in the chain of that meeting alone.

    The acts stay in their chains, and `verify` counts what was forgotten.
    """
    statement = select(AuditDetail).join(AuditEntry, AuditDetail.entry_id == AuditEntry.id).where(AuditEntry.subject == subject)
    if meeting_id is not None:
        statement = statement.where(AuditEntry.chain == str(meeting_id))
    found = [detail for detail in session.execute(statement).scalars() if _names(detail.details, keys)]
    for detail in found:
        session.delete(detail)
    return len(found)


def _names(details: Mapping[str, Any], keys: Collection[str]) -> bool:
    parts = (details, details.get("before"), details.get("after"))
    return any(not part.keys().isdisjoint(keys) for part in parts if isinstance(part, Mapping))


@dataclass(frozen=True)
class Verification:
    """The state of one chain: entries read, and the first position that does not fit (None: whole)."""

    chain: str
    length: int
    broken_at: int | None
    forgotten: int


def verify(session: Session) -> list[Verification]:
    """Recompute every chain; a deleted detail counts as forgotten, a changed one as broken."""
    heads = session.execute(select(AuditHead).order_by(AuditHead.chain)).scalars().all()
    return [_verify_chain(session, head) for head in heads]


def _verify_chain(session: Session, head: AuditHead) -> Verification:
    statement = (
        select(AuditEntry, AuditDetail)
        .outerjoin(AuditDetail, AuditDetail.entry_id == AuditEntry.id)
        .where(AuditEntry.chain == head.chain)
        .order_by(AuditEntry.position)
    )
    previous, position, forgotten = EMPTY_HASH, 0, 0
    for entry, detail in session.execute(statement):
        position += 1
        forgotten += detail is None
        fits = entry.position == position and entry.previous == previous and entry.hash == hash_of(entry)
        if not fits or (detail is not None and digest_of(detail.salt, detail.details) != entry.digest):
            return Verification(head.chain, position, position, forgotten)
        previous = entry.hash
    whole = position == head.length and previous == head.hash
    return Verification(head.chain, position, None if whole else position + 1, forgotten)
