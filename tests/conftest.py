"""A Kafka for all tests: three brokers on ports and in a folder of their own, beside any that a reader runs."""

import signal
import socket
import uuid

import pytest
from kafka import KafkaAdminClient

from local_kafka import jars
from local_kafka.ports import NODES, Ports
from local_kafka.processes import is_free
from tests.confidential import secrets_of, shown
from tests.outputs import Outputs
from tests.reader import Reader, Terminal

pytest_plugins = ["tests.karapace.plugin"]
LAST_PORT = 30000  # below the ephemeral ports, where a free port stays free


def pytest_configure():
    """SIGTERM ends the tests like Ctrl-C, so that what they have started ends with them."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption("--first-port", type=int, default=20092, help="from where on the tests look for free ports")
    parser.addoption("--update-outputs", action="store_true", help="rewrite the outputs that pages show")


@pytest.fixture(scope="session", autouse=True)
def nothing_left_running():
    """However the tests end, what they started ends with them, last things first."""
    yield
    for terminal in reversed(Terminal.opened):
        terminal.close()


def all_free(first: int) -> bool:
    """Whether nobody uses any of the twelve ports of a cluster whose first port this is."""
    return all(is_free(port) for node in NODES for port in vars(Ports.of(node, first)).values())


def find_first_port(candidates: range) -> int:
    """The first of twelve ports that nobody uses."""
    return next(filter(all_free, candidates))


@pytest.fixture(scope="session")
def ports(request) -> range:
    """The ports from which the tests choose, in steps that leave room for a cluster."""
    return range(request.config.getoption("--first-port"), LAST_PORT, 300)


@pytest.fixture(scope="session")
def first_port(ports) -> int:
    """The first port of the tests' Kafka."""
    return find_first_port(ports)


@pytest.fixture
def free_first_port(reader, ports) -> int:
    """The first of twelve ports for one more Kafka, beside that of the tests."""
    return find_first_port(ports)


@pytest.fixture
def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="session")
def reader(tmp_path_factory, first_port):
    """A reader whose folder holds the examples and a running Kafka with its `.env` and certificates."""
    jars.fetch()  # before the start, whose output then is the same on a new machine
    reader = Reader(tmp_path_factory.mktemp("reader"))
    reader.kafka = reader.start(f"python -m local_kafka start --port {first_port}")
    reader.kafka.wait_for("Stop it with Ctrl-C")
    yield reader
    assert reader.kafka.ctrl_c() == 0, reader.kafka.output
    screens = {terminal.command: terminal.seen() for terminal in Terminal.opened}
    assert shown(secrets_of(reader.folder), screens) == [], "a secret on a screen"


@pytest.fixture(scope="session")
def update_outputs(request) -> bool:
    """Whether to rewrite what pages show instead of comparing it."""
    return request.config.getoption("--update-outputs")


@pytest.fixture(scope="session")
def outputs(update_outputs, reader, first_port) -> Outputs:
    """The outputs that pages show."""
    return Outputs(update_outputs, reader.folder, first_port)


@pytest.fixture(scope="session")
def plaintext(reader, first_port) -> str:
    """host:port of the listener without encryption, for what a test itself sends or asks."""
    return f"localhost:{first_port}"


@pytest.fixture(scope="session")
def admin(plaintext):
    """An admin client, with no more rights than a reader has."""
    with KafkaAdminClient(bootstrap_servers=plaintext) as client:
        yield client


@pytest.fixture
def topic(reader) -> str:
    """A new topic with one partition, for one test."""
    return new_topic(reader)


def new_topic(reader: Reader) -> str:
    """Create a topic whose name no other test uses."""
    name = f"demo-{uuid.uuid4().hex[:8]}"
    made = reader.run("python examples/ssl/create_topic.py", KAFKA_TOPIC_NAME=name)
    assert made.output == f"Created {name}: 1 partition, 3 replicas\n"
    return name
