"""Timing an act, and the figures it gives."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

WARM_UP = 2


@dataclass(frozen=True)
class Times:
    """Milliseconds of each run on the clock, and of the processor in this thread alone (what a busy machine does not spoil)."""

    clock: tuple[float, ...]
    processor: tuple[float, ...]

    @property
    def median(self) -> float:
        """Half of the runs took no longer."""
        return statistics.median(self.clock)

    @property
    def p95(self) -> float:
        """19 of 20 runs took no longer."""
        return sorted(self.clock)[min(len(self.clock) - 1, len(self.clock) * 95 // 100)]

    @property
    def work(self) -> float:
        """Median of the processor's time."""
        return statistics.median(self.processor)


def timed(act: Callable[[], object], rounds: int, warm_up: int = WARM_UP) -> Times:
    """Run an act `rounds` times, after some runs that do not count."""
    for _ in range(warm_up):
        act()
    clock, processor = [], []
    for _ in range(rounds):
        start, worked = time.perf_counter(), time.thread_time()
        act()
        processor.append((time.thread_time() - worked) * 1000)
        clock.append((time.perf_counter() - start) * 1000)
    return Times(tuple(clock), tuple(processor))
