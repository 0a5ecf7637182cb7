"""What the page on producer and consumer says about messages, partitions and offsets."""

import itertools
import subprocess
import sys

import pytest
from kafka import KafkaProducer

# A consumer whose deserializer raises: it prints what each poll does.
RAISING_DESERIALIZER = """
import sys
from kafka import KafkaConsumer
from kafka.serializer import DefaultSerializer
consumer = KafkaConsumer(sys.argv[1], bootstrap_servers=sys.argv[2], auto_offset_reset="earliest",
                         value_deserializer=DefaultSerializer())
while True:
    try:
        consumer.poll(timeout_ms=100)
    except UnicodeDecodeError:
        print("raised", flush=True)
        break
print(consumer.poll(timeout_ms=100), flush=True)
"""


@pytest.fixture
def producer(plaintext):
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        yield producer


def read(reader, topic: str, count: int, **settings: str) -> list[str]:
    """The first messages that a consumer of the tutorial prints, without the word before them."""
    terminal = reader.start("python examples/ssl/consumer.py", KAFKA_TOPIC_NAME=topic, **settings)
    terminal.wait_for("Message: ", count=count)
    assert terminal.ctrl_c() == 0
    return [line.removeprefix("Message: ").split(" (")[0] for line in terminal.lines[1:-1]]


def send(producer, topic: str, *messages: str) -> None:
    for sent in [producer.send(topic, message.encode()) for message in messages]:
        sent.get(timeout=30)


def test_messages_are_read_in_the_order_in_which_they_were_sent(reader, producer, topic):
    messages = [str(number) for number in range(500)]
    send(producer, topic, *messages)
    assert read(reader, topic, 500, KAFKA_GROUP_ID=topic) == messages


def test_a_message_is_still_there_after_a_consumer_has_read_it(reader, producer, topic):
    send(producer, topic, "hello")
    assert read(reader, topic, 1, KAFKA_GROUP_ID=f"{topic}-one") == ["hello"]
    assert read(reader, topic, 1, KAFKA_GROUP_ID=f"{topic}-two") == ["hello"]


def test_a_consumer_that_starts_again_goes_on_where_its_group_stopped(reader, producer, topic):
    send(producer, topic, "one", "two")
    assert read(reader, topic, 2, KAFKA_GROUP_ID=topic) == ["one", "two"]
    send(producer, topic, "three")
    assert read(reader, topic, 1, KAFKA_GROUP_ID=topic) == ["three"]


def test_a_new_group_reads_a_topic_from_its_oldest_message(reader, producer, topic):
    send(producer, topic, "oldest", "newer")
    assert read(reader, topic, 2, KAFKA_GROUP_ID=topic, KAFKA_START_FROM="earliest") == ["oldest", "newer"]


def test_after_a_deserializer_has_raised_the_next_poll_never_returns(producer, plaintext, topic):
    producer.send(topic, b"\xff").get(timeout=30)
    with pytest.raises(subprocess.TimeoutExpired) as stopped:  # a hundred times the time that it may take
        subprocess.run([sys.executable, "-c", RAISING_DESERIALIZER, topic, plaintext], timeout=10, capture_output=True)
    assert stopped.value.stdout == b"raised\n"


def test_a_message_without_a_key_goes_to_a_partition_that_is_picked_at_random(producer, orders):
    chosen = [producer.send(orders, b"x").get(timeout=30).partition for _ in range(200)]
    changes = sum(one != following for one, following in itertools.pairwise(chosen))
    # 199 tosses of a coin: 0 is one partition only, 199 is taking turns, and 50 to 150 is 7 standard deviations.
    assert 50 < changes < 150
