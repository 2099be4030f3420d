"""A limit of processor time: what hangs is told from what waits for its turn on a busy machine."""

from __future__ import annotations

import faulthandler
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_HANG = 6
"""C code hears no alarm: at so many limits the stack is printed and the process ends."""
_WAIT = 1800.0  # s by the clock: the same for what waits for ever


class TooLong(BaseException):
    """Took more than the limit. No `Exception`: no part may take it for a fault of its own."""


@contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Raise TooLong in, or else after, what takes more of the processor (Windows: after only)."""
    started = time.process_time()
    faulthandler.dump_traceback_later(_WAIT, exit=True, file=sys.__stderr__)
    try:
        if sys.platform == "win32":
            yield
        else:
            with _alarms(seconds):
                yield
    finally:
        faulthandler.cancel_dump_traceback_later()
    if (taken := time.process_time() - started) > seconds:
        raise TooLong(f"took {taken:.1f} s")


if sys.platform != "win32":

    @contextmanager
    def _alarms(seconds: float) -> Iterator[None]:
        def ring(_number: int, _frame: FrameType | None) -> None:
            raise TooLong(f"took more than {seconds} s")

        before = signal.signal(signal.SIGPROF, ring)
        faulthandler.register(signal.SIGVTALRM, file=sys.__stderr__, chain=True)  # then it ends
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds * _HANG)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            faulthandler.unregister(signal.SIGVTALRM)
            signal.signal(signal.SIGPROF, before)
