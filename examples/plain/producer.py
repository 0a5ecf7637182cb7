"""Send ten numbered messages to a topic, one a second.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/plain/producer.py
"""

import logging
import os
import sys
import time

from dotenv import load_dotenv
from kafka import KafkaProducer
from kafka.errors import KafkaError
from kafka.serializer import DefaultSerializer

load_dotenv()
logging.basicConfig(level=os.getenv("KAFKA_LOG_LEVEL", "CRITICAL"))
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")

# Connect without encryption: only to a Kafka on your own computer
HOST = os.getenv("KAFKA_HOST", "localhost")
PLAINTEXT_PORT = os.getenv("KAFKA_PLAINTEXT_PORT", "9092")
CONNECTION = {
    "bootstrap_servers": f"{HOST}:{PLAINTEXT_PORT}",
    "bootstrap_timeout_ms": 5000,
    "security_protocol": "PLAINTEXT",
}

# Create the producer, and wait after each message until Kafka has it
try:
    with KafkaProducer(
        value_serializer=DefaultSerializer(), max_block_ms=5000, **CONNECTION
    ) as producer:
        for i in range(10):
            message = (
                f"Hello from Python using {CONNECTION['security_protocol']} {i + 1}!"
            )
            sent = producer.send(TOPIC_NAME, message).get(timeout=30)
            where = f"partition {sent.partition}, offset {sent.offset}"
            print(f"Message sent: {message} ({where})")
            time.sleep(1)
except KeyboardInterrupt:
    print("Stopped")
except KafkaError as error:
    print(f"Not sent to {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
