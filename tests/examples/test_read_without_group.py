"""examples/consumer_groups/read_without_group.py: all messages of a topic, a partition at a time, and no group."""

import itertools
import re

from kafka import KafkaProducer

COMMAND = "python examples/consumer_groups/read_without_group.py"


def fill(reader, topic: str) -> None:
    assert reader.run("python examples/consumer_groups/keyed_producer.py", KAFKA_TOPIC_NAME=topic).code == 0


def by_partition(text: str) -> list[str]:
    """The lines, with those of partition 0 first: which of the two a consumer reads first is not settled."""
    return sorted(text.splitlines(), key=lambda line: "partition 1" in line)


def partitions(text: str) -> list[str]:
    return re.findall(r"partition (\d)", text)


def test_reading_without_a_group_prints_what_the_page_shows(reader, orders, protocol, outputs):
    fill(reader, orders)
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME=orders, **protocol)
    outputs.check("examples/consumer_groups/read_without_group.out", f"$ {COMMAND}\n{run.output}", by_partition)


def test_a_consumer_reads_its_partitions_in_runs_and_not_in_turns(reader, orders, plaintext):
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        for number in range(600):
            producer.send(orders, str(number).encode(), partition=number % 2)
    read = reader.run(COMMAND, KAFKA_TOPIC_NAME=orders).output
    order = partitions(read)
    assert len(order) == 600
    assert sum(one != following for one, following in itertools.pairwise(order)) < 60
    assert set(order[:10]) == {order[0]}


def test_order_holds_within_a_partition_but_not_across_partitions(reader, orders, plaintext):
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        for number in range(600):
            producer.send(orders, str(number).encode(), partition=number % 2)
    read = re.findall(r"Message: (\d+) \(partition (\d)", reader.run(COMMAND, KAFKA_TOPIC_NAME=orders).output)
    numbers = [int(number) for number, _ in read]
    assert [number for number in numbers if number % 2 == 0] == list(range(0, 600, 2))
    assert [number for number in numbers if number % 2 == 1] == list(range(1, 600, 2))
    assert numbers != sorted(numbers)


def test_a_consumer_without_a_group_can_read_a_topic(reader, orders, admin):
    before = {group["group_id"] for group in admin.list_groups()}
    fill(reader, orders)
    assert len(reader.run(COMMAND, KAFKA_TOPIC_NAME=orders).lines) == 12
    assert {group["group_id"] for group in admin.list_groups()} <= before


def test_a_consumer_without_a_group_reads_everything_each_time(reader, orders):
    fill(reader, orders)
    first, second = (reader.run(COMMAND, KAFKA_TOPIC_NAME=orders) for _ in range(2))
    assert by_partition(first.output) == by_partition(second.output)
    assert len(second.lines) == 12


def test_an_empty_topic_and_a_missing_topic_end_the_script_at_once(reader, orders):
    assert reader.run(COMMAND, KAFKA_TOPIC_NAME=orders).lines == []
    missing = reader.run(COMMAND, KAFKA_TOPIC_NAME="demo-missing")
    assert (missing.code, missing.lines) == (1, ["There is no topic demo-missing for you. Create it first.\n"])
