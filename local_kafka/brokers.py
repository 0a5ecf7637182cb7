"""What the brokers say when asked over TLS with the admin's certificate: who is alive, and who leads."""

import contextlib
import logging
import socket
import ssl
import threading
import time
from concurrent.futures import Future

from kafka import KafkaAdminClient
from kafka.errors import KafkaError, KafkaTimeoutError

from local_kafka.errors import LocalKafkaError
from local_kafka.folder import Folder
from local_kafka.ports import NODES, Ports

# The brokers answer late while they start; that is no news to a person.
logging.getLogger("kafka").setLevel(logging.CRITICAL)

READY_SECONDS = 120  # a start takes about 6 s; this is for a slow and busy computer


def wait_until_ready(folder: Folder, numbers: list[int], raise_if_hopeless=lambda: None) -> KafkaAdminClient:
    """Return an admin client once each of these nodes serves TLS and says that all of them are alive.

    LocalKafkaError after READY_SECONDS.
    """
    deadline = time.monotonic() + READY_SECONDS
    for number in numbers:
        while not (client := _client_if_ready(folder, number, numbers)):
            raise_if_hopeless()
            if time.monotonic() > deadline:
                raise LocalKafkaError(
                    f"Node {number} does not serve.",
                    f"For {READY_SECONDS} seconds it gave no answer on port {_port(folder, number)}.",
                    "Look at its log: .local_kafka/node-N/server.log, or in containers: docker compose logs",
                )
            time.sleep(0.05)
        if number != numbers[-1]:
            client.close()
    return client


def quorum_leader(folder: Folder, numbers: list[int]) -> int | None:
    """The node that leads the metadata quorum (KIP-595), or None when none of these nodes knows one now."""
    for number in numbers:
        with (
            contextlib.suppress(KafkaError, OSError),
            _admin(folder, number, bootstrap_timeout_ms=1500, request_timeout_ms=1500) as client,
        ):
            leader = client.describe_metadata_quorum()["topics"][0]["partitions"][0]["leader_id"]
            return leader if leader > 0 else None  # Kafka's word for nobody is -1
    return None


def _client_if_ready(folder: Folder, number: int, numbers: list[int]) -> KafkaAdminClient | None:
    """A client of this node if it says that these nodes are alive."""
    with contextlib.suppress(KafkaError, OSError):
        # Ask the port first: a client that cannot connect takes its time, and leaves a thread behind.
        socket.create_connection(("127.0.0.1", _port(folder, number)), timeout=1).close()
        client = _admin(folder, number, bootstrap_timeout_ms=5000)
        try:
            brokers = client.describe_cluster()["brokers"]
            if {broker["broker_id"] for broker in brokers if not broker["is_fenced"]} >= set(numbers):
                return client
        except KafkaError:
            pass
        client.close()
    return None


def within(seconds: float, ask) -> None:
    """Call `ask`; TimeoutError after so many seconds, because kafka-python waits for a frozen node without end."""
    asked = Future()

    def run() -> None:
        try:
            asked.set_result(ask())
        except BaseException as error:
            asked.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    asked.result(seconds)


def admin_of_any(folder: Folder) -> KafkaAdminClient:
    """An admin client that starts from a node that answers; KafkaTimeoutError when there is none."""
    if not (numbers := [number for number in NODES if _answers(folder, number)]):
        raise KafkaTimeoutError("no node answers")
    return _admin(folder, *numbers, bootstrap_timeout_ms=5000, request_timeout_ms=10_000)


def _answers(folder: Folder, number: int) -> bool:
    """Whether a node does its part of TLS within a second."""
    context = ssl.create_default_context(cafile=folder.ca)
    with contextlib.suppress(OSError), socket.create_connection(("localhost", _port(folder, number)), 1) as plain:
        context.wrap_socket(plain, server_hostname="localhost").close()
        return True
    return False


def _admin(folder: Folder, *numbers: int, **timeouts: int) -> KafkaAdminClient:
    """An admin client that starts from these nodes; KafkaTimeoutError when none of them answers in time."""
    return KafkaAdminClient(
        bootstrap_servers=[f"localhost:{_port(folder, number)}" for number in numbers],
        reconnect_backoff_max_ms=200,
        security_protocol="SSL",
        ssl_cafile=str(folder.ca),
        ssl_certfile=str(folder.keys / "admin.cert"),
        ssl_keyfile=str(folder.keys / "admin.key"),
        **timeouts,
    )


def _port(folder: Folder, number: int) -> int:
    return Ports.of(number, folder.first_port).ssl
