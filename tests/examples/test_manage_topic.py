"""examples/rest_proxy/manage_topic.py: what the REST proxy cannot do, done with Kafka's own protocol."""

import pytest

COMMAND = "python examples/rest_proxy/manage_topic.py"


@pytest.mark.parametrize("protocol", ["SSL", "SASL_SSL"])
def test_manage_topic_prints_what_the_page_shows(protocol, karapace, reader, admin):
    name = karapace.names["demo-pages"]
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME=name, KAFKA_SECURITY_PROTOCOL=protocol)
    assert run.code == 0, run.output
    [topic] = admin.describe_topics([name])
    assert len(topic["partitions"]) == 2
    karapace.shows("examples/rest_proxy/manage_topic.out", f"$ {COMMAND}\n{run.output}")


def test_a_topic_that_is_there_already_is_said(reader, topic):
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME=topic)
    assert run.code == 1
    assert run.lines[0] == f"Not done: {topic}: TopicAlreadyExistsError\n"
