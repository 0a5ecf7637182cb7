"""examples/schema_registry/json_producer.py: Kafka takes readings of any shape."""

import pytest

COMMAND = "python examples/schema_registry/json_producer.py"


@pytest.mark.parametrize("protocol", ["SSL", "SASL_SSL"])
def test_json_producer_prints_what_the_page_shows(protocol, reader, topic, outputs):
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME=topic, KAFKA_SECURITY_PROTOCOL=protocol)
    assert run.code == 0, run.output
    outputs.check("examples/schema_registry/json_producer.out", f"$ {COMMAND}\n{run.output}")


def test_without_its_topic_json_producer_says_what_to_check(reader):
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME="demo-not-there")
    assert run.code == 1
    assert run.lines[0].startswith("Not sent to demo-not-there: KafkaTimeoutError(")
    assert run.lines[1:] == ["Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.\n"]
