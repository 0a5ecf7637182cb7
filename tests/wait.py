"""Waiting for a condition, never for a time."""

import threading
import time

DEADLINE = 90  # seconds; ten times what anything here takes


def wait_until(condition, what: str, deadline: float = DEADLINE):
    """Ask until the answer is true, and return it; after the deadline (seconds) fail and say what did not happen."""
    end = time.monotonic() + deadline
    pause = threading.Event()
    while not (answer := condition()):
        assert time.monotonic() < end, f"after {deadline} s still not true: {what}"
        pause.wait(0.1)
    return answer
