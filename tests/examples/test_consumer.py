"""examples/*/consumer.py: prints what arrives, survives what it cannot read, and leaves its group."""

import signal

import pytest
from kafka import KafkaProducer

from tests.wait import wait_until

VARIANTS = ["plain", "ssl", "sasl"]


def members(admin, group: str) -> int:
    return len(admin.describe_groups([group])[group]["members"])


def test_the_consumer_prints_what_the_page_shows(variant, talks, outputs):
    talk = talks[variant]
    transcript = f"$ python examples/{variant}/consumer.py\n{talk.consumers[variant]}"
    outputs.check(f"examples/{variant}/consumer.out", transcript.replace(talk.topic, "demo-topic"))


@pytest.mark.parametrize("sender", VARIANTS)
def test_what_one_variant_sends_another_reads_in_order(sender, variant, talks):
    sent = [line.removeprefix("Message sent: ") for line in talks[sender].producer.splitlines()]
    read = [line.removeprefix("Message: ") for line in talks[sender].consumers[variant].splitlines()[1:-1]]
    assert read == sent
    assert len(read) == 10


def test_every_script_of_the_conversation_ended_well(talks):
    assert {code for talk in talks.values() for code in talk.codes} == {0}


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_consumer_leaves_its_group_at_ctrl_c_and_sigterm(variant, end, reader, admin, topic):
    group = f"{topic}-group"
    terminal = reader.start(f"python examples/{variant}/consumer.py", KAFKA_TOPIC_NAME=topic, KAFKA_GROUP_ID=group)
    terminal.wait_for("Waiting for messages")
    wait_until(lambda: members(admin, group) == 1, "the consumer is a member of its group")
    assert terminal.signal(end) == 0
    assert terminal.lines[-1] == "Left the group\n"
    assert members(admin, group) == 0


def test_the_consumer_prints_messages_without_key_or_value_and_bytes_that_are_no_text(
    variant, reader, plaintext, topic
):
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        for key, value in [(None, b"no key"), (b"key", None), (None, b"\xff\xfe"), (b"\xff", b"text after it")]:
            producer.send(topic, key=key, value=value).get(timeout=30)
    terminal = reader.start(f"python examples/{variant}/consumer.py", KAFKA_TOPIC_NAME=topic, KAFKA_GROUP_ID=topic)
    terminal.wait_for("Message: ", count=4)
    assert terminal.ctrl_c() == 0
    assert terminal.lines[1:-1] == [
        "Message: no key (partition 0, offset 0)\n",
        "Message: None (partition 0, offset 1)\n",
        "Message: \ufffd\ufffd (partition 0, offset 2)\n",
        "Message: text after it (partition 0, offset 3)\n",
    ]


def test_a_new_group_reads_only_what_comes_later(variant, reader, admin, plaintext, topic):
    settings = {"KAFKA_TOPIC_NAME": topic, "KAFKA_GROUP_ID": f"{topic}-latest", "KAFKA_START_FROM": "latest"}
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        producer.send(topic, b"before").get(timeout=30)
        terminal = reader.start(f"python examples/{variant}/consumer.py", **settings)
        committed = lambda: admin.list_group_offsets(f"{topic}-latest")[f"{topic}-latest"]  # noqa: E731
        wait_until(committed, "the consumer has found and committed its position")
        producer.send(topic, b"after").get(timeout=30)
        terminal.wait_for("Message: ")
    assert terminal.ctrl_c() == 0
    assert terminal.lines[1:-1] == ["Message: after (partition 0, offset 1)\n"]
