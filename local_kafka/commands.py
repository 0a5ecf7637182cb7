"""What each command does: start, stop, status, kill, start-node, rotate, reset, prepare and grant."""

import argparse
import contextlib
import fcntl
import time

from local_kafka import brokers, processes, rotation
from local_kafka.cluster import Cluster, already_running
from local_kafka.errors import LocalKafkaError
from local_kafka.folder import make_private
from local_kafka.ports import NODES


def start(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """Start all nodes; unless detached, stay until Ctrl-C and then stop them."""
    with _only_launcher(cluster):
        began = time.monotonic()
        cluster.start(arguments.port)
        try:
            cluster.say(f"Three brokers are ready after {time.monotonic() - began:.1f} s")
            for node in cluster.nodes:
                cluster.say(f"  node {node.number}: {node.ports}")
            cluster.say(f"The connection variables are in {cluster.folder.env}")
            if arguments.detach:
                cluster.say("Left running. Stop it with: python -m local_kafka stop")
                cluster.folder.detached.touch()
                return
            cluster.say("Stop it with Ctrl-C")
            _watch(cluster)
        except KeyboardInterrupt:
            cluster.say("Stopping the brokers")
        finally:  # also when the terminal is gone, so that nothing more can be said
            if not cluster.folder.detached.exists():
                cluster.stop()
        cluster.say("Stopped")


def _watch(cluster: Cluster) -> None:
    """Tell of nodes that end and come back, until none is left."""
    running = set(NODES)
    while running:
        time.sleep(1)
        now = {node.number for node in cluster.nodes if node.processes()}
        for number in running - now:
            cluster.say(f"Node {number} has ended. Start it again with: python -m local_kafka start-node {number}")
        for number in now - running:
            cluster.say(f"Node {number} runs again")
        running = now


def stop(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """Stop all nodes."""
    was_running = bool(cluster.processes())
    cluster.stop()
    cluster.say("Stopped" if was_running else "The local Kafka was not running")


def status(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """Print a line for each node, and who leads the metadata quorum."""
    running = []
    for node in cluster.nodes:
        found = node.processes()
        running += [node.number] * bool(found)
        cluster.say(f"Node {node.number}: {f'process {found[0].pid}' if found else 'not running'}, {node.ports}")
    if running:
        leader = brokers.quorum_leader(cluster.folder, running)
        nobody = "Nobody leads the metadata quorum now: it takes two of the three nodes, and a moment to elect"
        cluster.say(f"Node {leader} leads the metadata quorum" if leader else nobody)


def kill_node(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """End one node as a crash would."""
    found = cluster.nodes[arguments.node - 1].processes()
    processes.kill(found)
    cluster.say(f"Node {arguments.node} was killed" if found else f"Node {arguments.node} was not running")


def start_node(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """Start one node of a cluster of which another runs; the two can then serve."""
    node = cluster.nodes[arguments.node - 1]
    if node.processes():
        cluster.say(f"Node {node.number} already runs")
    elif not cluster.processes():
        raise LocalKafkaError(
            f"Node {node.number} was not started, because no other node runs.",
            "A node alone cannot serve: two of the three must run.",
            "Start them all with: python -m local_kafka start",
        )
    else:
        cluster.start_node(node)
        cluster.say(f"Node {node.number} runs")


def rotate(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """Give the tutorial's user a new certificate and a new password, whether Kafka runs or not."""
    rotation.rotate(cluster.folder, cluster.say)


def reset(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """Forget everything, unless it is in use."""
    with _only_launcher(cluster):
        if cluster.processes():
            raise LocalKafkaError(
                "Nothing was forgotten, because the local Kafka runs.",
                "Its data and keys are in use.",
                "Stop it first with: python -m local_kafka stop",
            )
        cluster.reset()
        cluster.say("Forgot the data, the keys and the passwords. The next start makes new ones.")


def prepare(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """Make what docker-compose.yml needs."""
    with _only_launcher(cluster):
        if cluster.processes():
            raise already_running(cluster.folder)
        cluster.prepare_containers()
        cluster.say(f"Made {cluster.folder.env}, {cluster.folder.certs} and {cluster.folder.docker}")
        cluster.say("Go on with: docker compose up --detach, and then: python -m local_kafka grant")


def grant(cluster: Cluster, arguments: argparse.Namespace) -> None:
    """Make the tutorial's user and its rights, as `start` does."""
    cluster.grant()
    cluster.say("Three brokers are ready, and the tutorial's user has its rights")


@contextlib.contextmanager
def _only_launcher(cluster: Cluster):
    """Hold the launcher's lock, which the kernel takes back however the launcher ends."""
    make_private(cluster.folder.state)
    with cluster.folder.lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise already_running(cluster.folder) from None
        yield
