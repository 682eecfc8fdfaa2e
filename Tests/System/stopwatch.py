"""Time as a test may hold somebody to it: without the moments at which the machine stood still."""

from __future__ import annotations

import threading
import time

# A thread that asks to be woken after so long, and is woken so much later, tells of a machine that stood still.
TICK_SECONDS = 0.01
LATE_SECONDS = 0.1

_stalled = 0.0


def _watch() -> None:
    global _stalled
    last = time.monotonic()
    while True:
        time.sleep(TICK_SECONDS)
        now = time.monotonic()
        if now - last > LATE_SECONDS:
            _stalled += now - last - TICK_SECONDS
        last = now


threading.Thread(target=_watch, name="stopwatch", daemon=True).start()


def now() -> float:
    """Seconds on a clock of no meaning but for differences."""
    return time.monotonic() - _stalled
