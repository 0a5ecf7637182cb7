"""Print every message of a topic as it arrives, until Ctrl-C.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/ssl/consumer.py
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

# Connect with TLS and a client certificate
HOST = os.getenv("KAFKA_HOST", "localhost")
SSL_PORT = os.getenv("KAFKA_SSL_PORT", "9093")
CONNECTION = {
    "bootstrap_servers": f"{HOST}:{SSL_PORT}",
    "bootstrap_timeout_ms": 5000,
    "security_protocol": "SSL",
    "ssl_cafile": os.getenv("KAFKA_SSL_CAFILE", "certs/ca.pem"),
    "ssl_certfile": os.getenv("KAFKA_SSL_CERTFILE", "certs/service.cert"),
    "ssl_keyfile": os.getenv("KAFKA_SSL_KEYFILE", "certs/service.key"),
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
