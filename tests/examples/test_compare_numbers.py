"""examples/high_availability/compare_numbers.py: it finds each kind of difference."""

import pytest
from kafka import KafkaProducer

COMMAND = "python examples/high_availability/compare_numbers.py"


@pytest.fixture
def numbers(plaintext, topic) -> str:
    """A topic with a number of an earlier run, then 0, 1, 1 and 3 at the offsets 1 to 4."""
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        for number in (3, 0, 1, 1, 3):
            producer.send(topic, b"%d" % number).get(timeout=30)
    return topic


def compare(reader, topic: str, acknowledged: str, **protocol: str):
    return reader.bash(f"printf '{acknowledged}' | {COMMAND}", KAFKA_TOPIC_NAME=topic, **protocol)


def test_lost_unexpected_and_repeated_numbers_are_named(reader, numbers, protocol):
    run = compare(reader, numbers, r"0 at offset 1\n1 at offset 2\n2 at offset 4\n", **protocol)
    assert run.code == 0
    assert run.lines == [
        "Acknowledged: 3 numbers\n",
        "Acknowledged, but not read: [2]\n",
        "Read, but not acknowledged: [3]\n",
        "Read twice: [1]\n",
    ]


def test_without_an_acknowledged_number_there_is_nothing_to_compare(reader, topic):
    run = compare(reader, topic, "")
    assert (run.code, run.output) == (1, "No number was acknowledged.\n")


def test_a_topic_outside_the_rules_ends_in_two_lines(reader):
    run = compare(reader, "other-topic", r"0 at offset 0\n")
    assert run.code == 1
    assert run.lines[0] == "Not read from other-topic: TopicAuthorizationFailedError('other-topic')\n"
    assert run.lines[1:] == ["Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.\n"]
