"""A reader at a terminal: runs commands as the pages say, in a folder of their own beside a running Kafka."""

import contextlib
import os
import queue
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import ClassVar

import psutil

from tests.wait import DEADLINE

ROOT = Path(__file__).parents[1]


class Reader:
    """Someone who has copied the examples into a folder and types commands there."""

    def __init__(self, folder: Path):
        self.folder = folder
        shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("*.out", "__pycache__"))
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": os.environ["HOME"],
            "PYTHONPATH": str(ROOT),  # where `python -m local_kafka` is found
            "COLUMNS": "80",  # as wide as a page shows it
            "PYTHONUNBUFFERED": "1",  # a terminal shows each line at once, a pipe would not
        }

    def start(self, command: str, **variables: str) -> "Terminal":
        """Open a terminal and start a command in it, with environment variables of its own."""
        return Terminal(shlex.split(command), self.folder, {**self.environment, **variables})

    def run(self, command: str, **variables: str) -> "Terminal":
        """Start a command and wait until it ends."""
        terminal = self.start(command, **variables)
        terminal.wait()
        return terminal

    def bash(self, script: str, **variables: str) -> "Terminal":
        """Run lines of shell, and wait until they end."""
        terminal = Terminal(["bash", "-c", script], self.folder, {**self.environment, **variables})
        terminal.wait()
        return terminal


class Terminal:
    """A running command: its lines as they appear (errors among them, as on a screen), Ctrl-C, and its exit code."""

    opened: ClassVar[list["Terminal"]] = []  # so that the end of all tests, also by Ctrl-C, ends what still runs

    def __init__(self, arguments: list[str], folder: Path, environment: dict[str, str]):
        self.opened.append(self)
        self.lines: list[str] = []
        self.times: list[float] = []  # of a monotonic clock: when each line appeared, also those not yet in `lines`
        self.code: int | None = None
        self.command = shlex.join(arguments)
        self._process = subprocess.Popen(
            arguments,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # so that Ctrl-C reaches this command and its children, and nobody else
        )
        self._queue: queue.Queue[str | None] = queue.Queue()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    @property
    def output(self) -> str:
        """All lines so far."""
        return "".join(self.lines)

    def wait_for(self, text: str, count: int = 1) -> None:
        """Wait until so many lines hold the text; fail when the command ends first or the deadline passes."""
        while sum(text in line for line in self.lines) < count:
            try:
                line = self._queue.get(timeout=DEADLINE)
            except queue.Empty:
                self._fail(f"showed no {text!r} for {DEADLINE} s")
            if line is None:
                self._fail(f"ended with code {self._process.wait()} before it showed {text!r}")
            self.lines.append(line)

    def seen(self) -> str:
        """All that has appeared until now, without waiting for more."""
        with contextlib.suppress(queue.Empty):
            while (line := self._queue.get_nowait()) is not None:
                self.lines.append(line)
        return self.output

    def running(self) -> bool:
        """Whether the command has not ended yet."""
        return self._process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Send a signal and go on."""
        self._process.send_signal(number)

    def ctrl_c(self) -> int:
        """Press Ctrl-C, which a terminal sends to a command and its children, and wait for the end."""
        os.killpg(self._process.pid, signal.SIGINT)
        return self.wait()

    def signal(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end."""
        self.send(number)
        return self.wait()

    def wait(self) -> int:
        """Wait until the command ends by itself, and return its exit code."""
        if self.code is not None:
            return self.code
        try:
            self.code = self._process.wait(timeout=DEADLINE)
        except subprocess.TimeoutExpired:
            self._fail(f"did not end within {DEADLINE} s")
        self._reading.join()
        while (line := self._queue.get()) is not None:
            self.lines.append(line)
        self._process.stdout.close()
        return self.code

    def kill(self) -> None:
        """End the command with kill -9."""
        self.signal(signal.SIGKILL)

    def children(self) -> list[psutil.Process]:
        """The processes that the command has started, and those that they have started."""
        return psutil.Process(self._process.pid).children(recursive=True)

    def close(self) -> None:
        """End the command and its children if they still run: politely, as a closed terminal does."""
        for number in (signal.SIGTERM, signal.SIGCONT, signal.SIGKILL):
            if self._process.poll() is None:
                os.killpg(self._process.pid, number)
                if number != signal.SIGTERM:  # a frozen command hears it only once it is let go on
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        self._process.wait(timeout=DEADLINE)

    def _read(self) -> None:
        for line in self._process.stdout:
            self.times.append(time.monotonic())
            self._queue.put(line)
        self._queue.put(None)

    def _fail(self, what: str):
        self.close()
        raise AssertionError(f"{self.command} {what}. Its last lines:\n{''.join(self.lines[-20:])}")
