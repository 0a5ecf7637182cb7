"""What the page on consumer groups says: who reads, and what happens when a consumer leaves or crashes."""

import contextlib
import signal
from dataclasses import dataclass

import pytest
from kafka import KafkaProducer, TopicPartition

from tests.conftest import new_topic
from tests.reader import Terminal
from tests.wait import wait_until


class Pair:
    """Two consumers of one group and one partition, and a producer that numbers its messages."""

    def __init__(self, reader, admin, producer, topic: str):
        self.admin, self.producer, self.topic = admin, producer, topic
        self.sent = 0
        settings = {"KAFKA_TOPIC_NAME": topic, "KAFKA_GROUP_ID": topic}
        self.consumers = [reader.start("python examples/sasl/consumer.py", **settings) for _ in range(2)]
        for consumer in self.consumers:
            consumer.wait_for("Waiting for messages")
        wait_until(lambda: self.members() == 2 and self.state() == "Stable", "both consumers are in the group")

    def state(self) -> str:
        return self.admin.describe_groups([self.topic])[self.topic]["group_state"]

    def members(self) -> int:
        return len(self.admin.describe_groups([self.topic])[self.topic]["members"])

    def committed(self) -> int:
        offsets = self.admin.list_group_offsets(self.topic)[self.topic]
        return offsets[TopicPartition(self.topic, 0)].offset if offsets else 0

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


@pytest.fixture
def pair(reader, admin, plaintext):
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        pair = Pair(reader, admin, producer, new_topic(reader))
        yield pair
        for consumer in pair.consumers:
            consumer.close()


def test_only_one_of_two_consumers_in_a_group_gets_the_messages_of_one_partition(pair):
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


@dataclass
class Crash:
    """What was seen of a crash, with offsets of the one partition."""

    members_after_kill: int
    members_after_takeover: int
    read_before: int
    committed_before: int
    first_after: str


@pytest.fixture(scope="module")
def crash(reader, admin, plaintext):
    with KafkaProducer(bootstrap_servers=plaintext) as producer, contextlib.ExitStack() as terminals:
        pair = Pair(reader, admin, producer, new_topic(reader))
        for consumer in pair.consumers:
            terminals.callback(consumer.close)
        active, idle = pair.active_and_idle()
        # Freeze the active consumer with messages read but not committed; a commit can come in between, so look.
        while True:
            pair.send(3)
            active.wait_for("Message: ", count=pair.sent)
            active.send(signal.SIGSTOP)
            if (committed := pair.committed()) < pair.sent:
                break
            active.send(signal.SIGCONT)
        active.kill()
        members = pair.members()
        read = pair.sent
        pair.send(1)
        idle.wait_for("Message: ")
        return Crash(members, pair.members(), read, committed, idle.lines[1])


def test_when_a_consumer_crashes_the_other_one_takes_over_after_the_session_timeout(crash):
    assert crash.members_after_kill == 2  # Kafka still takes the dead one for alive
    assert crash.members_after_takeover == 1


def test_messages_that_were_read_after_the_last_commit_are_delivered_again(crash):
    assert crash.committed_before < crash.read_before
    assert f"(partition 0, offset {crash.committed_before})" in crash.first_after
