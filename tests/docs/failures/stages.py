"""What happens before a failure can be seen, or meanwhile: a function each, which ends with what was seen."""

from kafka import KafkaAdminClient, KafkaProducer

from local_kafka import processes
from local_kafka.cluster import Cluster
from local_kafka.folder import Folder
from tests.reader import Terminal
from tests.wait import wait_until

AVRO = b"\x00\x00\x00\x00\x01\x0aattic\x00\x00\x00\x00\x00\x80\x35\x40"


def send(museum, failure: dict, value: bytes | None, key: bytes | None = None) -> None:
    """Put one message into the failure's topic."""
    with KafkaProducer(bootstrap_servers=museum.plaintext) as producer:
        producer.send(museum.topic(failure), value, key=key).get(timeout=30)


def full_topic(museum, failure: dict) -> Terminal:
    send(museum, failure, "Grüße".encode())
    return museum.run(failure)


def no_text(museum, failure: dict) -> Terminal:
    send(museum, failure, b"\xff")
    return museum.run(failure)


def no_value(museum, failure: dict) -> Terminal:
    send(museum, failure, None, key=b"key")
    return museum.run(failure)


def avro(museum, failure: dict) -> Terminal:
    send(museum, failure, AVRO)
    return museum.run(failure)


def killed_member(museum, failure: dict) -> Terminal:
    send(museum, failure, b"hello")
    consumer = museum.reader.start("python examples/plain/consumer.py", **museum.settings(failure))
    consumer.wait_for("Message: ")
    consumer.kill()
    return museum.run(failure)


def endless(museum, failure: dict) -> Terminal:
    """The time-out is over when another script has ended that began later and has the same one."""
    terminal = museum.start(failure)
    later = museum.reader.run(terminal.command, KAFKA_SSL_PORT=str(museum.places["nobody"]))
    assert "KafkaTimeoutError" in later.output and terminal.running()
    terminal.ctrl_c()
    return terminal


def killed_broker(museum, failure: dict) -> Terminal:
    """The lone broker dies, once those are through that need it alive."""
    with KafkaAdminClient(bootstrap_servers=f"localhost:{museum.places['good']}") as admin:
        admin.create_topics({museum.topic(failure): {"num_partitions": 1}}, wait_for_metadata=True)
    program = museum.start(failure)
    program.wait_for("Sent")
    museum.wait_for_others(failure["name"])
    processes.kill([museum.places["lone"]])
    program.wait()
    return program


def no_replica(museum, failure: dict) -> Terminal:
    """The only broker that has the topic dies, when all else has been seen; it is started again at the end."""
    topic, node = museum.topic(failure), Cluster(Folder(museum.reader.folder)).nodes[2]
    with KafkaAdminClient(bootstrap_servers=museum.plaintext) as admin:
        admin.create_topics({topic: {"assignments": {0: [node.number]}}}, wait_for_metadata=True)
        museum.wait_for_others(failure["name"])
        processes.kill(node.processes())
        museum.repairs.append(lambda: museum.reader.run(f"python -m local_kafka start-node {node.number}"))
        leader = lambda: admin.describe_topics([topic])[0]["partitions"][0]["leader_id"]  # noqa: E731
        wait_until(lambda: leader() < 0, "the topic has no leader")
    return museum.run(failure)


STAGES = {
    "the topic is full": full_topic,
    "the topic holds bytes that are no text": no_text,
    "the topic holds a message without a value": no_value,
    "the topic holds Avro": avro,
    "a consumer of the group was killed": killed_member,
    "Ctrl-C is pressed when the time-out is over": endless,
    "the broker is killed while a program sends": killed_broker,
    "the only broker with the topic is killed": no_replica,
}
