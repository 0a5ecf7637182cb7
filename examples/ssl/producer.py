"""Send ten numbered messages to a topic, one a second.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/ssl/producer.py
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
