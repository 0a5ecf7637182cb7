"""What the page on getting a Kafka says about high availability."""

from tests.reader import Reader


def test_with_one_broker_killed_you_can_still_send_and_read(reader: Reader, topic):
    try:
        assert reader.run("python -m local_kafka kill 2").output == "Node 2 was killed\n"
        producer = reader.run("python examples/ssl/producer.py", KAFKA_TOPIC_NAME=topic)
        assert producer.code == 0, producer.output
        consumer = reader.start("python examples/sasl/consumer.py", KAFKA_TOPIC_NAME=topic, KAFKA_GROUP_ID=topic)
        consumer.wait_for("Message: ", count=10)
        assert consumer.ctrl_c() == 0
    finally:
        assert reader.run("python -m local_kafka start-node 2").code == 0
