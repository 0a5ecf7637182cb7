"""The three nodes together: set up, start, stop."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil

from local_kafka import access, aot, brokers, containers, credentials, jars, java, ports, processes, settings
from local_kafka.errors import LocalKafkaError
from local_kafka.folder import Folder
from local_kafka.node import Node
from local_kafka.ports import NODES

STUCK_SECONDS = 3  # a node that has leave to end closes within a second
FREE_BYTES = 250_000_000  # a new cluster takes 40 MB, and its AOT cache 80 MB for a moment


class Cluster:
    """The local cluster of a folder."""

    def __init__(self, folder: Folder, say=print):
        self.folder = folder
        self.nodes = [Node(folder, number) for number in NODES]
        self.say = say
        self._alone_since: float | None = None

    def start(self, first_port: int) -> None:
        """Start all nodes and return when they serve. Whatever goes wrong leaves nothing running."""
        settings.refuse_foreign_files(self.folder)
        ports.refuse_impossible(first_port)
        self._refuse_full_disk()
        self._end_leftovers()
        ports.refuse_used(first_port)
        self.folder.remember_first_port(first_port)
        try:
            kafka = jars.fetch(self.say)
            self._set_up()
            for node in self.nodes:
                node.configure()
            cluster_id = self.folder.cluster_id()
            with ThreadPoolExecutor() as pool:
                list(pool.map(lambda node: node.format(kafka, cluster_id), self.nodes))
            self._spawn(kafka, self.nodes)
            self.grant(lambda: self._raise_if_ended(self.nodes))
        except BaseException:
            self.stop()
            raise

    def start_node(self, node: Node) -> None:
        """Start one node of a cluster, and return when it serves and sees each other node that runs."""
        others = [other for other in self.nodes if other.processes()]
        try:
            self._spawn(jars.fetch(self.say), [node])
            wanted = [other.number for other in others] + [node.number]
            brokers.wait_until_ready(self.folder, wanted, lambda: self._raise_if_ended([node])).close()
        except BaseException:
            processes.end(node.processes() + psutil.Process().children(recursive=True))
            raise

    def stop(self) -> None:
        """End all nodes and wait until they are gone: politely first."""
        self.folder.detached.unlink(missing_ok=True)
        nodes = [node for node in self.nodes if node.processes()]
        recording = any(node.is_recording() for node in nodes)
        if recording:
            self.say("Saving Java's cache, once, so that the next start is faster: about 10 s")
        ended = processes.end(
            self.processes(),
            # The last controllers would wait 5 s for a new leader that nobody is left to elect.
            enough=lambda: (not recording and all(node.is_closed() for node in nodes)) or self._is_stuck(),
        )
        # A node that was being started at this very moment.
        processes.end(self.processes() + psutil.Process().children(recursive=True))
        if ended:
            aot.adopt(self.folder.state)
        else:
            aot.discard(self.folder.state)

    def _is_stuck(self) -> bool:
        """Whether a single node is left, and has not closed for STUCK_SECONDS.

        It asks a controller for leave to end, and one controller of three is no majority: it would ask for 5 minutes.
        """
        running = [node for node in self.nodes if node.processes()]
        if len(running) > 1 or all(node.is_closed() for node in running):
            self._alone_since = None
            return False
        self._alone_since = self._alone_since or time.monotonic()
        return time.monotonic() - self._alone_since > STUCK_SECONDS

    def prepare_containers(self) -> None:
        """Make all that docker-compose.yml needs, and start nothing."""
        settings.refuse_foreign_files(self.folder)
        self.folder.remember_first_port(containers.FIRST_PORT)
        self._set_up(**containers.variables(self.folder))
        self.folder.cluster_id()
        containers.configure(self.folder)

    def grant(self, raise_if_hopeless=lambda: None) -> None:
        """Wait until three brokers serve, wherever they run, and make the users and their rights."""
        with (
            brokers.wait_until_ready(self.folder, NODES, raise_if_hopeless) as client,
            self.folder.secrets_locked(),
        ):
            access.grant(client, settings.password(self.folder), containers.karapace_passwords(self.folder))

    def reset(self) -> None:
        """Forget the data, the keys and the `.env` of this cluster."""
        folder = self.folder
        settings.refuse_foreign_files(folder)
        for path in (folder.env, folder.ca, folder.certificate, folder.key):
            path.unlink(missing_ok=True)
        with suppress(OSError):  # the folder stays when the reader keeps other files in it
            folder.certs.rmdir()
        shutil.rmtree(folder.state)

    def processes(self) -> list[psutil.Process]:
        """The processes of all nodes."""
        return [process for node in self.nodes for process in node.processes()]

    def _set_up(self, **variables: str) -> None:
        """Make what is missing of the certificates and the `.env`."""
        with self.folder.secrets_locked():
            if credentials.make_certificates(self.folder):
                self.say(f"Made certificates in {self.folder.certs}, good for {credentials.LEAF_DAYS} days")
            settings.write_env(self.folder, **variables)

    def _spawn(self, kafka: list[Path], nodes: list[Node]) -> None:
        """Start processes with the AOT cache; where there is none yet, node 1 writes it when it ends."""
        cache = aot.AotCache(kafka)
        use = cache.flags()
        if not use:
            aot.discard(self.folder.state)
        for node in nodes:
            node.spawn(kafka, java.FLAGS + (cache.recording_flags() if not use and node.number == 1 else use))

    def _raise_if_ended(self, nodes: list[Node]) -> None:
        for node in nodes:
            if not node.processes():
                raise node.failure("ended while it started")

    def _end_leftovers(self) -> None:
        """End brokers that a killed launcher left behind; refuse when they run on purpose."""
        leftovers = self.processes()
        if leftovers and self.folder.detached.exists():
            raise already_running(self.folder)
        if leftovers:
            self.say(f"Ending {len(leftovers)} processes that an interrupted start left behind")
        self.stop()

    def _refuse_full_disk(self) -> None:
        free = shutil.disk_usage(self.folder.state).free
        if free < FREE_BYTES:
            raise LocalKafkaError(
                "Nothing was started, because the disk is almost full.",
                f"{free // 1_000_000} MB are free at {self.folder.state}, and it takes {FREE_BYTES // 1_000_000} MB.",
                "Free some space, or choose a folder on another disk with --folder DIR",
            )


def already_running(folder: Folder) -> LocalKafkaError:
    """What a second start is told."""
    return LocalKafkaError(
        "The local Kafka already runs.",
        f"Its files are in {folder.state}.",
        "Look at it with: python -m local_kafka status. End it with: python -m local_kafka stop",
    )
