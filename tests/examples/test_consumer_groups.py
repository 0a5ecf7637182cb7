"""What the page on consumer groups says: who reads, and who takes over when a consumer leaves."""

import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import InvalidSessionTimeoutError

from tests.examples.group import Group
from tests.reader import Terminal
from tests.wait import wait_until


class Pair(Group):
    """Two consumers of one group and one partition, and a producer that numbers its messages."""

    def __init__(self, reader, admin, topic: str, variant: str, producer: KafkaProducer):
        super().__init__(reader, admin, topic)
        self.producer, self.topic, self.sent = producer, topic, 0
        for _ in range(2):
            self.join(variant)

    def send(self, count: int) -> None:
        for _ in range(count):
            self.producer.send(self.topic, f"number {self.sent}".encode()).get(timeout=30)
            self.sent += 1

    def active_and_idle(self) -> tuple[Terminal, Terminal]:
        """Send a message, and see who prints it."""
        self.send(1)
        last = f"number {self.sent - 1} "
        one, other = self.consumers
        printed = wait_until(lambda: [c for c in self.consumers if last in c.seen()], f"a consumer prints {last}")
        assert len(printed) == 1
        return (one, other) if printed == [one] else (other, one)


@pytest.fixture(params=["ssl", "sasl"])
def pair(request, reader, admin, plaintext, topic):
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        pair = Pair(reader, admin, topic, request.param, producer)
        yield pair
        pair.close()


def test_only_one_of_two_consumers_in_a_group_gets_the_messages_of_one_partition(pair):
    assert pair.partitions() == [[], [0]]
    active, idle = pair.active_and_idle()
    pair.send(20)
    active.wait_for("Message: ", count=21)
    assert "Message: " not in idle.seen()


def test_when_a_consumer_leaves_its_group_the_other_one_takes_over_at_once(pair):
    active, idle = pair.active_and_idle()
    assert active.ctrl_c() == 0
    assert pair.members() == 1  # it is gone before any time-out
    pair.send(5)
    idle.wait_for("Message: ", count=5)
    assert "number 1 " in idle.lines[1]  # and nothing was delivered twice


def test_kafka_allows_a_session_timeout_of_six_seconds_but_not_less(plaintext, topic):
    settings = {"bootstrap_servers": plaintext, "group_id": topic, "heartbeat_interval_ms": 1000}
    with KafkaConsumer(topic, session_timeout_ms=6000, **settings) as consumer:
        consumer.poll(timeout_ms=100)
    refused = KafkaConsumer(topic, session_timeout_ms=5999, **settings)
    with refused, pytest.raises(InvalidSessionTimeoutError):
        refused.poll(timeout_ms=30000)
