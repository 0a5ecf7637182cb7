"""Read a topic from its first message to its last one, without a consumer group.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/consumer_groups/read_without_group.py
"""

import logging
import os
import sys

from dotenv import load_dotenv
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

load_dotenv()
logging.basicConfig(level=os.getenv("KAFKA_LOG_LEVEL", "CRITICAL"))
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")

# Connect with TLS, and with a client certificate (SSL) or a password (SASL_SSL)
HOST = os.getenv("KAFKA_HOST", "localhost")
SSL_PORT = os.getenv("KAFKA_SSL_PORT", "9093")
SASL_PORT = os.getenv("KAFKA_SASL_PORT", "9094")
CONNECTION = {
    "bootstrap_timeout_ms": 5000,
    "security_protocol": os.getenv("KAFKA_SECURITY_PROTOCOL", "SSL"),
    "ssl_cafile": os.getenv("KAFKA_SSL_CAFILE", "certs/ca.pem"),
}
if CONNECTION["security_protocol"] == "SASL_SSL":
    CONNECTION |= {
        "bootstrap_servers": f"{HOST}:{SASL_PORT}",
        "sasl_mechanism": os.getenv("KAFKA_SASL_MECHANISM", "SCRAM-SHA-256"),
        "sasl_plain_username": os.getenv("KAFKA_SASL_USERNAME", "demo-user"),
        "sasl_plain_password": os.getenv("KAFKA_SASL_PASSWORD", ""),
    }
else:
    CONNECTION |= {
        "bootstrap_servers": f"{HOST}:{SSL_PORT}",
        "ssl_certfile": os.getenv("KAFKA_SSL_CERTFILE", "certs/service.cert"),
        "ssl_keyfile": os.getenv("KAFKA_SSL_KEYFILE", "certs/service.key"),
    }

# Without a group nobody hands out partitions: take them all, and go to their start
try:
    with KafkaConsumer(group_id=None, **CONNECTION) as consumer:
        numbers = sorted(consumer.partitions_for_topic(TOPIC_NAME) or ())
        partitions = [TopicPartition(TOPIC_NAME, number) for number in numbers]
        if not partitions:
            sys.exit(f"There is no topic {TOPIC_NAME} for you. Create it first.")
        consumer.assign(partitions)
        consumer.seek_to_beginning()
        ends = consumer.end_offsets(partitions)
        while any(consumer.position(each) < ends[each] for each in partitions):
            msg = next(consumer)
            text = None if msg.value is None else msg.value.decode(errors="replace")
            print(f"Message: {text} (partition {msg.partition}, offset {msg.offset})")
except KeyboardInterrupt:
    print("Stopped")
except KafkaError as error:
    print(f"Not read from {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
