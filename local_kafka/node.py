"""One Kafka node: an operating-system process that is broker and controller at once."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from string import Template

import psutil

from local_kafka import aot, credentials, java
from local_kafka.errors import LocalKafkaError
from local_kafka.folder import Folder, make_private, write_private
from local_kafka.ports import NODES, Ports

TEMPLATE = Path(__file__).with_name("broker.properties")
SEVERE = re.compile(r"\[(ERROR|FATAL)\]")
EXCEPTION = re.compile(r"(Caused by: )?[\w.$]+(Exception|Error)\b|Error")


@dataclass(frozen=True)
class Node:
    """Node number 1, 2 or 3 of the cluster in a folder."""

    folder: Folder
    number: int

    @property
    def ports(self) -> Ports:
        """The node's TCP ports."""
        return Ports.of(self.number, self.folder.first_port)

    @property
    def config(self) -> Path:
        """The node's configuration file, which also names the node on its command line."""
        return self.folder.node(self.number) / "server.properties"

    @property
    def log(self) -> Path:
        """All that the node printed since its last start."""
        return self.folder.node(self.number) / "server.log"

    @property
    def _data(self) -> Path:
        return self.folder.node(self.number) / "data"

    def processes(self) -> list[psutil.Process]:
        """The node's processes. They are found by their command line, so no stale process id can mislead."""
        return [
            process
            for process in psutil.process_iter(["cmdline"])
            if process.info["cmdline"] and process.info["cmdline"][-1] == str(self.config)
        ]

    def configure(self) -> None:
        """Write the configuration file."""
        make_private(self.config.parent)
        text = configuration(self.number, self.folder.first_port, bind="127.0.0.1")
        write_private(self.config, text.encode())

    def is_recording(self) -> bool:
        """Whether the node will write an AOT cache when it ends."""
        return any(aot.RECORDING in argument for process in self.processes() for argument in process.info["cmdline"])

    def is_closed(self) -> bool:
        """Whether Kafka has put all records on disk and said so, as a broker does when it ends."""
        return (self._data / ".kafka_cleanshutdown").exists()

    def format(self, jars: list[Path], cluster_id: str) -> None:
        """Prepare the data folder, once: since KIP-631 a node starts only on formatted storage."""
        if (self._data / "meta.properties").exists():
            return
        arguments = ["format", "--cluster-id", cluster_id, "--config", str(self.config)]
        if self._run(java.command(jars, "kafka.tools.StorageTool", *arguments)).wait() != 0:
            raise self.failure("could not prepare its data folder")

    def spawn(self, jars: list[Path], flags: list[str]) -> None:
        """Start the node's process with these flags for Java."""
        self._run(java.command(jars, "kafka.Kafka", str(self.config), flags=flags))

    def _run(self, command: list[str]) -> subprocess.Popen:
        """Run Java in a session of its own, so that a Ctrl-C in the terminal does not reach it."""
        with self.log.open("w") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self.folder.state,
            )

    def failure(self, what: str) -> LocalKafkaError:
        """An error that carries the decisive line of the log: the exception of the first severe error."""
        lines = self.log.read_text(errors="replace").splitlines() or ["(it is empty)"]
        severe = next((place for place, line in enumerate(lines) if SEVERE.search(line)), len(lines) - 1)
        decisive = next(filter(EXCEPTION.match, lines[severe:] + lines), lines[severe])
        return LocalKafkaError(
            f"Node {self.number} {what}.",
            f"Its log says: {decisive.strip()[:400]}",
            f"The whole log is {self.log}. If the data are damaged: python -m local_kafka reset",
        )


def configuration(number: int, first_port: int, bind: str) -> str:
    """The configuration of a node that listens on the address `bind`.

    All paths in it are relative to the working directory, so that no character of a folder's name can spoil them.
    """
    voters = [f"{voter}@localhost:{Ports.of(voter, first_port).controller}" for voter in NODES]
    return Template(TEMPLATE.read_text()).substitute(
        vars(Ports.of(number, first_port)),
        node=number,
        bind=bind,
        voters=",".join(voters),
        broker_name=credentials.BROKER,
        admin_name=credentials.ADMIN,
    )
