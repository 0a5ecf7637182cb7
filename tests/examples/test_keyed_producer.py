"""examples/consumer_groups/keyed_producer.py: a key leads to a partition, and always to the same one."""

import re
import subprocess
from collections import defaultdict

from kafka import TopicPartition
from kafka.admin import OffsetSpec

from local_kafka import jars, java

COMMAND = "python examples/consumer_groups/keyed_producer.py"


def test_the_keyed_producer_prints_what_the_page_shows(reader, orders, protocol, outputs):
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME=orders, **protocol)
    outputs.check("examples/consumer_groups/keyed_producer.out", f"$ {COMMAND}\n{run.output}")


def test_messages_with_the_same_key_go_to_the_same_partition(reader, orders):
    used = defaultdict(set)
    for _ in range(2):
        sent = reader.run(COMMAND, KAFKA_TOPIC_NAME=orders).output
        for customer, partition in re.findall(r"of (\w+): partition (\d)", sent):
            used[customer].add(partition)
    assert len(used) == 4
    assert all(len(partitions) == 1 for partitions in used.values())
    assert set.union(*used.values()) == {"0", "1"}


def test_the_java_client_of_kafka_fills_one_partition_for_a_while(admin, plaintext, orders):
    send = java.command(jars.fetch(), "org.apache.kafka.tools.ConsoleProducer", flags=["-XX:TieredStopAtLevel=1"])
    send += ["--bootstrap-server", plaintext, "--topic", orders]
    subprocess.run(send, input="a message without a key\n" * 100, text=True, check=True, capture_output=True)
    ends = admin.list_partition_offsets({TopicPartition(orders, number): OffsetSpec.LATEST for number in (0, 1)})
    assert sorted(end.offset for end in ends.values()) == [0, 100]


def test_the_keyed_producer_says_what_to_check_when_it_cannot_send(reader):
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME="demo-missing")
    assert run.code == 1
    assert run.lines[0].startswith("Not sent to demo-missing: KafkaTimeoutError")
    assert run.lines[1:] == ["Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.\n"]
