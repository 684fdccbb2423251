"""Closing and reopening accounts; an installation never loses its last administrator."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from congress import audit
from congress.accounts.models import Role, User
from congress.accounts.users import by_id
from congress.db import transaction
from congress.errors import Refused


def close(actor: str, now: datetime, user_id: uuid.UUID) -> None:
    """Close an account: it keeps its roles and history and cannot sign in.

    Raises:
        Refused: `account_own`, `administrator_last`.
        NotFound: no such user.
    """
    with transaction() as session:
        user = by_id(session, user_id)
        if user.login == actor:
            raise Refused("account_own")
        if any(role.name == "administrator" for role in user.roles):
            keep_an_administrator(session, user)
        user.active = False
        audit.record(session, at=now, actor=actor, act="accounts.close", subject=f"user {user.login}")


def reopen(actor: str, now: datetime, user_id: uuid.UUID) -> None:
    """Let the user sign in again.

    Raises:
        NotFound: no such user.
    """
    with transaction() as session:
        user = by_id(session, user_id)
        user.active = True
        audit.record(session, at=now, actor=actor, act="accounts.reopen", subject=f"user {user.login}")


def keep_an_administrator(session: Session, leaving: User) -> None:
    """Lock the open accounts that administer, and make sure one remains without this user.

    Raises:
        Refused: `administrator_last`.
    """
    statement = (
        select(User.id)
        .join(Role, Role.user_id == User.id)
        .where(Role.name == "administrator", User.active)
        .order_by(User.id)
        .with_for_update(key_share=True)
    )
    if not set(session.execute(statement).scalars()) - {leaving.id}:
        raise Refused("administrator_last")
