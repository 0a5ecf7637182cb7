"""Where one local cluster keeps its files, and how they are written."""

import base64
import contextlib
import fcntl
import os
import uuid
from pathlib import Path


class Folder:
    """The folder that a cluster belongs to: the reader's `.env` and `certs/`, and our `.local_kafka/`."""

    def __init__(self, root: Path):
        self.env = root / ".env"  # the connection variables of the tutorial's user
        self.certs = root / "certs"
        self.ca = self.certs / "ca.pem"
        self.certificate = self.certs / "service.cert"  # of the tutorial's user
        self.key = self.certs / "service.key"
        self.state = root / ".local_kafka"  # all that belongs to the brokers, and their working directory
        self.keys = self.state / "keys"  # of the CA, the brokers and the admin
        self.docker = self.state / "docker"  # what docker-compose.yml mounts
        self.lock = self.state / "lock"  # locked by the launcher for as long as it runs
        self.detached = self.state / "detached"  # exists when brokers were left running on purpose
        self._port = self.state / "port"

    def node(self, number: int) -> Path:
        """The folder of one node: its configuration, data and log."""
        return self.state / f"node-{number}"

    @property
    def first_port(self) -> int:
        """The plaintext port of node 1, from which all the others follow."""
        return int(self._port.read_text()) if self._port.exists() else 9092

    def remember_first_port(self, port: int) -> None:
        """Keep the port that `start --port` chose for the commands that come after it."""
        write_private(self._port, f"{port}\n".encode())

    def cluster_id(self) -> str:
        """The id that all data folders are formatted with, made when it is first asked for."""
        path = self.state / "cluster-id"
        if not path.exists():
            # No dash: one in front would make Kafka's command line take the id for an option.
            write_private(path, base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").replace(b"-", b"_"))
        return path.read_text()

    @contextlib.contextmanager
    def secrets_locked(self):
        """Be the only one who changes certificates and passwords, or gives them to Kafka: wait for others first.

        The lock is on the folder of the keys, and the kernel takes it back however its holder ends.
        """
        make_private(self.keys)
        descriptor = os.open(self.keys, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can enter."""
    folder.mkdir(mode=0o700, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read: from its first byte on, and whole or not at all."""
    with written_beside(path, content) as new:
        new.replace(path)


@contextlib.contextmanager
def written_beside(path: Path, content: bytes):
    """A private file that is whole, and only has to be moved to `path`; if it is not, it is gone afterwards."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        yield new
    finally:
        new.unlink(missing_ok=True)
