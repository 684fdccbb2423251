"""What a process remembers of a database, apart from every other database it may have open."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from congress.db import db

T = TypeVar("T")


class Kept(Generic[T]):
    """A thing of which each database has its own, made when it is first asked for and gone with the engine."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._guard = threading.Lock()
        self._things: WeakKeyDictionary[Engine, T] = WeakKeyDictionary()

    def here(self) -> T:
        """The thing of the database at hand; the same for every thread."""
        engine = db.engine
        thing = self._things.get(engine)
        if thing is not None:
            return thing
        with self._guard:
            return self._things.setdefault(engine, self._make())
