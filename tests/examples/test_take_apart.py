"""examples/schema_registry/take_apart.py: the five bytes in front of a reading."""

import pytest

SCRIPT = "schema_registry/take_apart.py"
TOPIC = "demo-sensor-readings"


@pytest.mark.parametrize("protocol", ["SSL", "SASL_SSL"])
def test_take_apart_prints_what_the_page_shows(protocol, karapace, reader, avro_topic):
    written = karapace.run("schema_registry/avro_producer.py", "write avro", topic=TOPIC, reader=reader)
    assert written.code == 0
    run = karapace.run(SCRIPT, topic=TOPIC, reader=reader, KAFKA_SECURITY_PROTOCOL=protocol)
    assert run.code == 0, run.output
    karapace.shows("examples/schema_registry/take_apart.out", f"$ python examples/{SCRIPT}\n{run.output}")


def test_an_empty_topic_is_said(reader, topic):
    run = reader.run(f"python examples/{SCRIPT}", KAFKA_TOPIC_NAME=topic)
    assert (run.code, run.output) == (1, f"{topic} is empty. Run avro_producer.py first.\n")
