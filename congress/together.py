"""Work of many threads in one transaction: who gets the write lock does what others have queued meanwhile, and commits once.

On a disk that takes a millisecond to say that something is stored, sixteen doors would otherwise wait for each other's commits.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from congress.db import retried, transaction

W = TypeVar("W")
A = TypeVar("A")
Done = tuple[Sequence[A], Callable[[], None]]


@dataclass(eq=False)
class _Job(Generic[W, A]):
    """A wish, and its answer or the reason why there is none; whoever waits for it is woken when it is done or is to lead."""

    wish: W
    answer: A | None = None
    problem: Exception | None = None
    done: bool = False
    woken: threading.Lock = field(default_factory=threading.Lock)


class Together(Generic[W, A]):
    """A queue of wishes before the write lock.

    Args:
        act: does a batch of wishes inside the open transaction and gives an answer to each, in their order, and what is to be
            done by whoever leads once the transaction is committed.
        weight: how much of `most` a wish takes up; a batch holds at least one wish.
    """

    def __init__(self, act: Callable[[Session, Sequence[W]], Done[A]], weight: Callable[[W], int], most: int) -> None:
        self._act, self._weight, self._most = act, weight, most
        self._guard = threading.Lock()
        self._waiting: list[_Job[W, A]] = []
        self._led = False

    def do(self, wish: W) -> A:
        """The answer to a wish, after the commit; whatever went wrong with it is raised here, and only here."""
        job: _Job[W, A] = _Job(wish)
        job.woken.acquire()
        with self._guard:
            self._waiting.append(job)
            leads, self._led = not self._led, True
        if not leads:
            job.woken.acquire()
        if not job.done:
            self._lead(job)
        if job.problem is not None:
            raise job.problem
        return job.answer  # type: ignore[return-value]

    def _lead(self, own: _Job[W, A]) -> None:
        """Do one batch, the own wish in it, then let the next in the queue lead."""
        batch = [own]
        try:
            try:
                retried(lambda: self._commit(batch, gather=True))
            except Exception as problem:
                self._one_by_one(batch, problem)
        finally:
            self._hand_over(batch)

    def _commit(self, batch: list[_Job[W, A]], *, gather: bool) -> None:
        """One transaction for the batch and, once the lock is ours, for what has come meanwhile."""
        with transaction() as session:
            if gather:
                self._gather(batch)
            answers, settle = self._act(session, [job.wish for job in batch])
        settle()
        for job, answer in zip(batch, answers, strict=True):
            job.answer, job.done = answer, True

    def _gather(self, batch: list[_Job[W, A]]) -> None:
        with self._guard:
            self._waiting = [job for job in self._waiting if job is not batch[0]]
            room = self._most - sum(self._weight(job.wish) for job in batch)
            while self._waiting and (room := room - self._weight(self._waiting[0].wish)) >= 0:
                batch.append(self._waiting.pop(0))

    def _one_by_one(self, batch: list[_Job[W, A]], problem: Exception) -> None:
        """What spoilt the batch costs nobody else: each wish gets a transaction of its own."""
        if len(batch) == 1:
            batch[0].problem, batch[0].done = problem, True
            return
        for job in batch:
            try:
                retried(partial(self._commit, [job], gather=False))
            except Exception as own:
                job.problem, job.done = own, True

    def _hand_over(self, batch: list[_Job[W, A]]) -> None:
        with self._guard:
            self._waiting = [job for job in self._waiting if job not in batch]
            following = self._waiting[0] if self._waiting else None
            self._led = following is not None
        for job in (*batch[1:], *([following] if following else [])):
            job.woken.release()
