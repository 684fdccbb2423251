"""Passwords as they are stored: Argon2id, within bounds."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from congress.accounts.models import User
from congress.errors import Refused

PASSWORD_MINIMUM = 8
PASSWORD_MAXIMUM = 200

_hasher = PasswordHasher()
# A hash that no password fits; written out, because making one would delay every start of the program by 60 ms and more.
_COST = f"m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
_NOBODY = f"$argon2id$v=19${_COST}${'A' * 22}${'A' * 43}"


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
