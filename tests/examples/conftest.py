"""The connection variants, and one conversation in which each variant talks to each."""

import contextlib
from dataclasses import dataclass, field

import pytest

from tests.conftest import new_topic

VARIANTS = ["plain", "ssl", "sasl"]


@pytest.fixture(params=VARIANTS)
def variant(request) -> str:
    """The folder of a connection variant."""
    return request.param


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
