"""examples/schema_registry/json_consumer.py: one message that it cannot use, and it never gets past it."""

import pytest
from kafka import TopicPartition

PRODUCER = "python examples/schema_registry/json_producer.py"
COMMAND = "python examples/schema_registry/json_consumer.py"


@pytest.mark.parametrize("protocol", ["SSL", "SASL_SSL"])
def test_a_consumer_that_cannot_use_a_message_stops_there_again_and_again(protocol, reader, admin, topic, outputs):
    settings = {"KAFKA_TOPIC_NAME": topic, "KAFKA_GROUP_ID": topic, "KAFKA_SECURITY_PROTOCOL": protocol}
    assert reader.run(PRODUCER, **settings).code == 0
    runs = [reader.run(COMMAND, **settings) for _ in range(2)]
    assert [run.code for run in runs] == [1, 1]
    committed = admin.list_group_offsets(topic)[topic][TopicPartition(topic, 0)].offset
    assert committed == 2  # of four messages; the last one fits, and nobody reads it
    shown = "".join(f"$ {COMMAND}\n{run.output}" for run in runs)
    outputs.check("examples/schema_registry/json_consumer.out", shown)
