"""Send ten numbered messages to a topic, one a second.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/sasl/producer.py
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
