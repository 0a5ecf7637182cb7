"""The connection variants, and one conversation in which each variant talks to each."""

import contextlib
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import new_topic
from tests.reader import Terminal

VARIANTS = ["plain", "ssl", "sasl"]
PROTOCOLS = ["SSL", "SASL_SSL"]


@pytest.fixture(params=VARIANTS)
def variant(request) -> str:
    """The folder of a connection variant."""
    return request.param


@pytest.fixture(params=PROTOCOLS)
def protocol(request) -> dict[str, str]:
    """How a script of a later chapter connects."""
    return {"KAFKA_SECURITY_PROTOCOL": request.param}


@pytest.fixture
def orders(admin) -> str:
    """A new topic with two partitions, which pages call demo-orders."""
    return new_orders(admin)


def new_orders(admin) -> str:
    """Create a topic with two partitions, whose name no other test uses."""
    name = f"demo-{uuid.uuid4().hex[:6]}"  # as long as demo-orders, because kafka-python aligns what it prints
    admin.create_topics({name: {"num_partitions": 2}}, wait_for_metadata=True)
    return name


@pytest.fixture(scope="session")
def stopwatches(reader, tmp_path_factory) -> dict[str, tuple[Terminal, Path]]:
    """The stopwatch of the chapter on groups, running, and the log that it writes, for each protocol."""
    folder = tmp_path_factory.mktemp("stopwatch")
    started = {}
    for protocol in PROTOCOLS:
        log = folder / f"{protocol}.jsonl"
        command = f"python examples/consumer_groups/stopwatch.py --log {log}"
        started[protocol] = reader.start(command, KAFKA_SECURITY_PROTOCOL=protocol), log
    return started


@dataclass
class Talk:
    """What one producer and the consumers of all variants printed about one topic."""

    topic: str
    producer: str = ""
    consumers: dict[str, str] = field(default_factory=dict)
    codes: list[int] = field(default_factory=list)


@pytest.fixture(scope="session")
def talks(reader) -> dict[str, Talk]:
    """By the producer's variant: all producers and consumers run at once, because a producer takes ten seconds."""
    talks = {variant: Talk(new_topic(reader)) for variant in VARIANTS}
    with contextlib.ExitStack() as terminals:
        consumers, producers = {}, {}
        for variant, talk in talks.items():
            for other in VARIANTS:
                terminal = reader.start(
                    f"python examples/{other}/consumer.py",
                    KAFKA_TOPIC_NAME=talk.topic,
                    KAFKA_GROUP_ID=f"{talk.topic}-{other}",
                )
                consumers[variant, other] = terminals.enter_context(contextlib.closing(terminal))
        for terminal in consumers.values():
            terminal.wait_for("Waiting for messages")
        for variant, talk in talks.items():
            terminal = reader.start(f"python examples/{variant}/producer.py", KAFKA_TOPIC_NAME=talk.topic)
            producers[variant] = terminals.enter_context(contextlib.closing(terminal))
        for variant, terminal in producers.items():
            talks[variant].codes.append(terminal.wait())
            talks[variant].producer = terminal.output
        for (variant, other), terminal in consumers.items():
            terminal.wait_for("Message: ", count=10)
            talks[variant].codes.append(terminal.ctrl_c())
            talks[variant].consumers[other] = terminal.output
    return talks
