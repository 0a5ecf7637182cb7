"""examples/schema_registry/avro_consumer.py: asks for each schema once, and refuses what it cannot decode."""

import contextlib

import pytest
from kafka import KafkaProducer

PRODUCER = "schema_registry/avro_producer.py"
COMMAND = "python examples/schema_registry/avro_consumer.py"
TOPIC = "demo-sensor-readings"
READING = b"\x0aattic\x00\x00\x00\x00\x00\x80\x35\x40"


@contextlib.contextmanager
def consuming(reader, karapace, topic: str, *stories: str, **variables: str):
    """The consumer in a terminal of its own, while its stories are told."""
    with karapace.story(*stories) as urls:
        settings = {"KAFKA_TOPIC_NAME": topic, "KAFKA_GROUP_ID": topic, **urls, **variables}
        with contextlib.closing(reader.start(COMMAND, **settings)) as terminal:
            yield terminal


def send(plaintext: str, topic: str, *values: bytes | None) -> None:
    with KafkaProducer(bootstrap_servers=plaintext) as producer:
        for value in values:
            producer.send(topic, value, key=b"key").get(timeout=30)


@pytest.mark.parametrize("protocol", ["SSL", "SASL_SSL"])
def test_avro_consumer_prints_what_the_page_shows(protocol, karapace, reader, avro_topic):
    security = {"KAFKA_SECURITY_PROTOCOL": protocol}
    assert karapace.run(PRODUCER, "write avro", topic=TOPIC, reader=reader, **security).code == 0
    with consuming(reader, karapace, avro_topic, "read avro", **security) as terminal:
        terminal.wait_for("Reading: ", count=3)
        assert terminal.ctrl_c() == 0
    karapace.shows("examples/schema_registry/avro_consumer.out", f"$ {COMMAND}\n{terminal.output}")


def test_a_message_that_is_no_avro_is_refused_and_the_next_one_is_read(karapace, reader, avro_topic, plaintext):
    assert karapace.run(PRODUCER, "write avro", topic=TOPIC, reader=reader).code == 0
    send(plaintext, avro_topic, b"Hello from Python", b"\x00\x01", b"\x00\x00\x00\x00\x01\x0aat", None)
    with consuming(reader, karapace, avro_topic, "read avro") as terminal:
        terminal.wait_for("Reading: None (offset 6)")
        assert terminal.ctrl_c() == 0
    assert [line for line in terminal.lines if line.startswith("Refused")] == [
        "Refused: offset 3: it does not begin with 0 and a schema's id: b'Hello fr'\n",
        "Refused: offset 4: it does not begin with 0 and a schema's id: b'\\x00\\x01'\n",
        "Refused: offset 5: Expected 5 bytes, read 2\n",
    ]


def test_a_message_whose_schema_nobody_knows_is_refused(karapace, reader, avro_topic, plaintext):
    send(plaintext, avro_topic, b"\x00" + (4711).to_bytes(4) + READING, None)
    with consuming(reader, karapace, avro_topic, "unknown id") as terminal:
        terminal.wait_for("Reading: None")
        assert terminal.ctrl_c() == 0
    assert terminal.lines[1] == 'Refused: offset 0: {"error_code":40403,"message":"Schema not found"}\n'


def test_a_reading_is_not_lost_when_the_registry_does_not_answer(karapace, reader, avro_topic, free_port):
    assert karapace.run(PRODUCER, "write avro", topic=TOPIC, reader=reader).code == 0
    closed = f"http://127.0.0.1:{free_port}"
    failed = reader.run(COMMAND, KAFKA_TOPIC_NAME=avro_topic, KAFKA_GROUP_ID=avro_topic, KARAPACE_REGISTRY_URL=closed)
    assert failed.code == 1
    assert failed.lines[1:] == [
        f"Not read from {avro_topic}: ConnectError('[Errno 111] Connection refused')\n",
        "Check .env, and that Kafka and Karapace run.\n",
    ]
    with consuming(reader, karapace, avro_topic, "read avro") as terminal:
        terminal.wait_for("Reading: ", count=3)
        assert terminal.ctrl_c() == 0
    assert "(offset 0)" in terminal.lines[1]
