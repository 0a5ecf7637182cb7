"""Operating-system matters: end processes for certain, and name who holds a port."""

import contextlib
import signal
import socket
import threading
import time

import psutil

STOP_SECONDS = 60  # a stop takes about a second, and 12 s when it writes the AOT cache
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]  # Ctrl-C, kill, and a closed terminal end everything
hurry = threading.Event()  # set by a second Ctrl-C: end what is left with SIGKILL


@contextlib.contextmanager
def uninterrupted():
    """For what must not be half-done: a signal that comes meanwhile has its effect afterwards."""
    came = []
    answers = {number: signal.signal(number, lambda number, _: came.append(number)) for number in SIGNALS}
    try:
        yield
    finally:
        for number, answer in answers.items():
            signal.signal(number, answer)
        if came:
            signal.raise_signal(came[0])


def end(processes: list[psutil.Process], enough=lambda: False) -> bool:
    """Ask processes to end and wait; kill what is left after STOP_SECONDS, in a hurry, or when that is enough.

    Return whether all have ended by themselves.
    """
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.terminate()
            process.resume()  # a frozen process (SIGSTOP) does not hear the request otherwise
    deadline = time.monotonic() + STOP_SECONDS
    while left := [process for process in processes if is_alive(process)]:
        if hurry.is_set() or enough() or time.monotonic() > deadline:
            kill(left)
            return False
        time.sleep(0.05)
    return True


def kill(processes: list[psutil.Process]) -> None:
    """End processes and their children with SIGKILL, which they cannot refuse, and wait until they are gone."""
    family = list(processes)
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            family += process.children(recursive=True)
    for process in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    while any(is_alive(process) for process in family):
        time.sleep(0.01)


def is_alive(process: psutil.Process) -> bool:
    """Whether a process still does anything; a zombie, which its parent has not yet buried, does not.

    A killed JVM looks like a zombie a moment too early: while the last of its threads still hold its ports.
    """
    try:
        return process.is_running() and (process.status() != psutil.STATUS_ZOMBIE or process.num_threads() > 1)
    except psutil.NoSuchProcess:
        return False


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def holder(port: int) -> str:
    """Who uses a port, as far as this user may know."""
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            if connection.laddr and connection.laddr.port == port and connection.pid:
                return f"process {connection.pid} ({psutil.Process(connection.pid).name()})"
    return "a process that this user may not see"
