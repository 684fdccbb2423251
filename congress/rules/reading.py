"""Strict reading of a JSON document: every key is asked for once, and a key nobody asked for stops the load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NoReturn, TypeVar

T = TypeVar("T")


class DocumentError(ValueError):
    """The document cannot be used: `path` says where, `problem` is a code, `found` what stood there."""

    def __init__(self, path: str, problem: str, found: object = None) -> None:
        super().__init__(f"{path}: {problem} ({found!r})")
        self.path = path
        self.problem = problem
        self.found = found


class Node:
    """An object of the document under its path; `done()` refuses keys that were never read."""

    def __init__(self, value: object, path: str, error: type[DocumentError] = DocumentError) -> None:
        self.path = path
        self.error = error
        if not isinstance(value, dict):
            raise error(path, "not_an_object", value)
        self._value: dict[str, object] = value
        self._read: set[str] = set()

    def fail(self, key: str, problem: str, found: object = None) -> NoReturn:
        """Raise the error of this document at `key`."""
        raise self.error(self.at(key), problem, found)

    def at(self, key: str) -> str:
        """The path of `key` below this object."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """True when `key` is there and not null; the key counts as read."""
        self._read.add(key)
        return self._value.get(key) is not None

    def codes(self) -> tuple[str, ...]:
        """All keys, each counted as read: for objects whose keys are codes."""
        self._read.update(self._value)
        return tuple(self._value)

    def text(self, key: str) -> str:
        """A text that is not empty."""
        return self._take(key, str) or self.fail(key, "empty")

    def text_or_none(self, key: str) -> str | None:
        """A text, or None when the key is missing or null."""
        return self.text(key) if self.has(key) else None

    def number(self, key: str, least: int = 0) -> int:
        """A whole number of at least `least`."""
        value = self._take(key, int)
        if isinstance(value, bool) or value < least:
            self.fail(key, "bad_number", value)
        return value

    def flag(self, key: str) -> bool:
        """True or false."""
        return self._take(key, bool)

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of the texts in `allowed`."""
        value = self.text(key)
        return value if value in allowed else self.fail(key, "unknown_value", value)

    def day(self, key: str) -> date:
        """A day written YYYY-MM-DD."""
        value = self.text(key)
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(key, "bad_date", value)

    def day_or_none(self, key: str) -> date | None:
        """A day, or None when the key is missing or null."""
        return self.day(key) if self.has(key) else None

    def fraction(self, key: str) -> Fraction:
        """A share written as [numerator, denominator], between 0 and 1."""
        value = self._take(key, list)
        whole = len(value) == 2 and all(type(part) is int for part in value)
        if not whole or not 0 <= value[0] <= value[1] or value[1] == 0:
            self.fail(key, "bad_share", value)
        return Fraction(value[0], value[1])

    def decimal(self, key: str) -> Fraction:
        """An exact number of at least 0 written as text, "0.15"."""
        value = self.text(key)
        if not value.replace(".", "", 1).isascii() or not value.replace(".", "", 1).isdigit():
            self.fail(key, "bad_decimal", value)
        return Fraction(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; missing counts as empty."""
        if not self.has(key):
            return ()
        value = self._take(key, list)
        if not all(isinstance(entry, str) and entry for entry in value):
            self.fail(key, "bad_list", value)
        return tuple(value)

    def child(self, key: str) -> Node:
        """The object at `key`."""
        return Node(self._take(key, dict), self.at(key), self.error)

    def children(self, key: str) -> Iterator[Node]:
        """The objects of the list at `key`; missing counts as empty."""
        if self.has(key):
            for place, entry in enumerate(self._take(key, list)):
                yield Node(entry, f"{self.at(key)}[{place}]", self.error)

    def done(self) -> None:
        """Refuse the first key that was never read."""
        unread = sorted(set(self._value) - self._read)
        if unread:
            self.fail(unread[0], "unread_key")

    def _take(self, key: str, kind: type[T]) -> T:
        self._read.add(key)
        if key not in self._value:
            self.fail(key, "missing")
        value = self._value[key]
        if not isinstance(value, kind):
            self.fail(key, "wrong_type", value)
        return value
