"""examples/schema_registry/avro_producer.py: 0, the schema's id, and Avro; what does not fit is never sent."""

import pytest
from kafka import KafkaConsumer, TopicPartition

SCRIPT = "schema_registry/avro_producer.py"
TOPIC = "demo-sensor-readings"


@pytest.mark.parametrize("protocol", ["SSL", "SASL_SSL"])
def test_avro_producer_prints_what_the_page_shows(protocol, karapace, reader, avro_topic):
    run = karapace.run(SCRIPT, "write avro", topic=TOPIC, reader=reader, KAFKA_SECURITY_PROTOCOL=protocol)
    assert run.code == 0, run.output
    karapace.shows("examples/schema_registry/avro_producer.out", f"$ python examples/{SCRIPT}\n{run.output}")


def test_a_value_that_does_not_fit_its_schema_is_never_sent(karapace, reader, avro_topic, plaintext):
    assert karapace.run(SCRIPT, "write avro", topic=TOPIC, reader=reader).code == 0
    settings = {"auto_offset_reset": "earliest", "consumer_timeout_ms": 30_000}
    with KafkaConsumer(avro_topic, bootstrap_servers=plaintext, **settings) as consumer:
        sent = [next(consumer).value for _ in range(3)]
        assert consumer.end_offsets([TopicPartition(avro_topic, 0)])[TopicPartition(avro_topic, 0)] == 3
    assert [value and (value[0], value[5:]) for value in sent] == [
        (0, b"\x0aattic\x00\x00\x00\x00\x00\x80\x35\x40"),
        None,
        (0, b"\x0ccellar\x00\x00\x00\x00\x00\x80\x28\x40"),
    ]


def test_the_registry_is_asked_once_however_many_messages_are_sent(karapace, reader, avro_topic):
    # The story has one request, and a replay refuses a second one.
    run = karapace.run(SCRIPT, "write avro", topic=TOPIC, reader=reader)
    assert run.output.count("Sent: ") == 3


def test_without_a_registry_nothing_is_sent(reader, avro_topic, free_port):
    closed = f"http://127.0.0.1:{free_port}"
    run = reader.run(f"python examples/{SCRIPT}", KAFKA_TOPIC_NAME=avro_topic, KARAPACE_REGISTRY_URL=closed)
    assert run.code == 1
    assert run.lines == [
        f"Not sent to {avro_topic}: ConnectError('[Errno 111] Connection refused')\n",
        "Check .env, and that Kafka and Karapace run.\n",
    ]
