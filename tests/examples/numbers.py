"""Numbers: they are sent, the leader of their topic is watched, and they are compared, by the scripts of the page."""

import re
import uuid

from kafka import KafkaAdminClient

from tests.reader import Reader, Terminal

FOLDER = "examples/high_availability"
SEND = f"python {FOLDER}/send_numbers.py > acknowledged.txt"
COMPARE = f"python {FOLDER}/compare_numbers.py < acknowledged.txt"
WATCH = f"python {FOLDER}/watch_leader.py"
REPLICAS = [3, 1, 2]  # node 3 leads, and after it the first of the others that is in sync


class Numbers:
    """The three scripts, by a reader who connects in one way and has a topic and a file of their own."""

    def __init__(self, reader: Reader, admin: KafkaAdminClient, protocol: str):
        self._reader = reader
        self._topic = f"demo-{uuid.uuid4().hex[:8]}"
        admin.create_topics({self._topic: {"assignments": {0: REPLICAS}}}, wait_for_metadata=True)
        self._settings = {"KAFKA_TOPIC_NAME": self._topic, "KAFKA_SECURITY_PROTOCOL": protocol}
        self._file = reader.folder / f"{self._topic}.txt"
        self.watcher = self._start(WATCH)
        self.senders: list[Terminal] = []

    def send(self) -> None:
        """Start to send numbers from 0 on, into a new file."""
        self._file.write_text("")
        self.senders.append(self._start(SEND))

    def acknowledged(self) -> list[int]:
        """The offsets of the numbers in the file."""
        return [int(line.split(" at offset ")[1]) for line in self._file.read_text().splitlines()]

    def leader(self) -> int:
        """The node that leads, as the watching script has shown last; 0 when it has not shown any."""
        return int(self._seen()[0])

    def in_sync(self) -> set[int]:
        """The nodes in sync, as the watching script has shown last."""
        return set(map(int, self._seen()[1].split(", ")))

    def compare(self) -> str:
        """What the comparing script shows."""
        run = self._reader.bash(self._with_own_file(COMPARE), **self._settings)
        assert run.code == 0, run.output
        return self.shown(run, COMPARE)

    def shown(self, terminal: Terminal, command: str) -> str:
        """A terminal as a page shows it."""
        return f"$ {command}\n{terminal.output.replace(self._topic, 'demo-topic')}"

    def longest_wait(self) -> float:
        """Seconds until the slowest number was acknowledged, as the first sender says; 0 when none took over 1 s."""
        return max(map(float, re.findall(r"took (\d+\.\d) s", self.senders[0].output)), default=0.0)

    def close(self) -> None:
        """End all scripts that still run."""
        for terminal in [*self.senders, self.watcher]:
            terminal.close()

    def _seen(self) -> tuple[str, str]:
        return (re.findall(r"Leader: node (\d+), in sync: \[(.+)\]", self.watcher.seen()) or [("0", "0")])[-1]

    def _start(self, command: str) -> Terminal:
        return self._reader.start(f"sh -c 'exec {self._with_own_file(command)}'", **self._settings)

    def _with_own_file(self, command: str) -> str:
        return command.replace("acknowledged.txt", self._file.name)
