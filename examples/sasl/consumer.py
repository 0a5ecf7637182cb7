"""Print every message of a topic as it arrives, until Ctrl-C.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/sasl/consumer.py
"""

import logging
import os
import signal
import sys
from contextlib import suppress

from dotenv import load_dotenv
from kafka import KafkaConsumer
from kafka.errors import KafkaError

load_dotenv()
logging.basicConfig(level=os.getenv("KAFKA_LOG_LEVEL", "CRITICAL"))
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
GROUP_ID = os.getenv("KAFKA_GROUP_ID", "demo-consumer-group")
START_FROM = os.getenv("KAFKA_START_FROM", "earliest")

# Connect with TLS, a user name and a password
HOST = os.getenv("KAFKA_HOST", "localhost")
SASL_PORT = os.getenv("KAFKA_SASL_PORT", "9094")
SASL_USERNAME = os.getenv("KAFKA_SASL_USERNAME", "demo-user")
SASL_PASSWORD = os.getenv("KAFKA_SASL_PASSWORD", "")
CONNECTION = {
    "bootstrap_servers": f"{HOST}:{SASL_PORT}",
    "bootstrap_timeout_ms": 5000,
    "security_protocol": "SASL_SSL",
    "ssl_cafile": os.getenv("KAFKA_SSL_CAFILE", "certs/ca.pem"),
    "sasl_mechanism": os.getenv("KAFKA_SASL_MECHANISM", "SCRAM-SHA-256"),
    "sasl_plain_username": SASL_USERNAME,
    "sasl_plain_password": SASL_PASSWORD,
}

# Take SIGTERM, which a service manager sends, for a Ctrl-C
signal.signal(signal.SIGTERM, signal.default_int_handler)

# Create the consumer, and read until Ctrl-C
try:
    with KafkaConsumer(
        TOPIC_NAME, group_id=GROUP_ID, auto_offset_reset=START_FROM, **CONNECTION
    ) as consumer:
        if not consumer.partitions_for_topic(TOPIC_NAME):
            sys.exit(f"There is no topic {TOPIC_NAME} for you. Create it first.")
        print(f"Waiting for messages in {TOPIC_NAME}. Stop with Ctrl-C.")
        # Catch Ctrl-C in here, so that the with block commits what was read
        with suppress(KeyboardInterrupt):
            for msg in consumer:
                text = None if msg.value is None else msg.value.decode(errors="replace")
                print(f"Message: {text} (partition {msg.partition}, offset {msg.offset})")
    print("Left the group")
except (KafkaError, KeyboardInterrupt) as error:
    print(f"Not read from {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
