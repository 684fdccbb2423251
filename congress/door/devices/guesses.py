"""Wrong guesses, counted by who makes them; kept in memory of the one server process."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

SECONDS = 600
KEPT = 10_000


class Guesses:
    """So many wrong guesses in ten minutes are answered, further ones are not."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, tuple[int, float]] = OrderedDict()

    def wait(self, who: Hashable, moment: float) -> int:
        """Seconds until guesses of this one are answered again; 0 when they are now.

        Args:
            moment: seconds of a clock that only runs forward.
        """
        count, begun = self._known.get(who, (0, moment))
        left = SECONDS - (moment - begun)
        return -int(-left // 1) if count >= self.most and left > 0 else 0

    def add(self, who: Hashable, moment: float, number: int = 1) -> int:
        """Count wrong guesses; how many there are in these ten minutes, when they are to be told of, else 0.

        They are told of when the limit is reached, and then each time they have doubled.
        """
        with self._lock:
            count, begun = self._known.pop(who, (0, moment))
            if moment - begun >= SECONDS:
                count, begun = 0, moment
            self._known[who] = (count + number, begun)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        told = self.most
        while told <= count:
            told *= 2
        return count + number if told <= count + number else 0
