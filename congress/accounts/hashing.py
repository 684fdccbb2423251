"""Passwords as they are stored: Argon2id, within bounds."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from congress.accounts.models import User
from congress.errors import Refused

PASSWORD_MINIMUM = 8
PASSWORD_MAXIMUM = 200

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Argon2id hash of 8 to 200 characters.

    Raises:
        Refused: `password_short`, `password_long`.
    """
    if len(password) < PASSWORD_MINIMUM:
        raise Refused("password_short", field="password", minimum=PASSWORD_MINIMUM)
    if len(password) > PASSWORD_MAXIMUM:
        raise Refused("password_long", field="password", maximum=PASSWORD_MAXIMUM)
    return _hasher.hash(password)


def fits(user: User | None, password: str) -> bool:
    """Whether this is the user's password; the same time is spent when there is no such user."""
    try:
        return _hasher.verify(user.password_hash if user else _NOBODY, password) and user is not None
    except (VerificationError, InvalidHashError):
        return False
