"""Ten wrong passwords in a row close a sign-in name for ten minutes; kept in memory of the one server process."""

import threading
from collections import OrderedDict

from congress.accounts.models import User
from congress.accounts.signing_in import sign_in
from congress.accounts.users import fold_login
from congress.errors import Refused

LIMIT = 10
SECONDS = 600
NAMES_KEPT = 10_000


class Failures:
    """Failures in a row of each sign-in name, whether anybody has it or not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def check(self, login: str, moment: float, field: str = "password") -> None:
        """Refuse a name that is closed.

        Args:
            moment: seconds of a clock that only runs forward.
            field: where the page shows the refusal.

        Raises:
            Refused: `account_locked`, with the minutes left.
        """
        count, last = self._failures.get(fold_login(login), (0, 0.0))
        left = SECONDS - max(0.0, moment - last)
        if count >= LIMIT and left > 0:
            raise Refused("account_locked", field=field, limit=LIMIT, minutes=-int(-left // 60))

    def add(self, login: str, moment: float) -> None:
        """Count a failure; after the closed time the count begins again."""
        name = fold_login(login)
        with self._lock:
            count, last = self._failures.pop(name, (0, moment))
            self._failures[name] = (1 if moment - last >= SECONDS else count + 1, moment)
            if len(self._failures) > NAMES_KEPT:
                self._failures.popitem(last=False)

    def forget(self, login: str) -> None:
        """A right password ends the row."""
        with self._lock:
            self._failures.pop(fold_login(login), None)


def sign_in_counted(failures: Failures, moment: float, login: str, password: str) -> User:
    """Sign in, unless the name is closed; a failure counts, a success ends the row.

    Raises:
        Refused: `account_locked`, `sign_in_failed`.
    """
    failures.check(login, moment)
    try:
        user = sign_in(login, password)
    except Refused:
        failures.add(login, moment)
        failures.check(login, moment)
        raise
    failures.forget(login)
    return user
