"""What a process remembers of a database, apart from every other database it may have open."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from congress.db import db

K = TypeVar("K", bound=Hashable)
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


class Newest(Generic[K, T]):
    """The newest things of a kind by key, at most so many; of what another process made, nothing is known here."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._known: OrderedDict[K, T] = OrderedDict()

    def get(self, key: K) -> T | None:
        """The thing with this key, None when there is none or it was too old."""
        with self._guard:
            return self._known.get(key)

    def take(self, key: K) -> T | None:
        """The thing with this key, no longer kept here."""
        with self._guard:
            return self._known.pop(key, None)

    def put(self, key: K, thing: T) -> T:
        """Keep a thing, and give it back."""
        with self._guard:
            self._known[key] = thing
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return thing
