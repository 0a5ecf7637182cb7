"""Send readings as JSON; one of them comes from a program that names its field otherwise.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/schema_registry/json_producer.py
"""

import logging
import os
import sys

from dotenv import load_dotenv
from kafka import KafkaProducer
from kafka.errors import KafkaError
from kafka.serializer import JsonSerializer

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

READINGS = [
    {"sensor": "attic", "celsius": 21.5},
    {"sensor": "cellar", "celsius": 12.25},
    {"sensor": "attic", "temperature": 70.7},
    {"sensor": "cellar", "celsius": 12.5},
]

# Kafka takes them all: it does not look into messages
try:
    with KafkaProducer(
        value_serializer=JsonSerializer(), max_block_ms=5000, **CONNECTION
    ) as producer:
        for reading in READINGS:
            sent = producer.send(TOPIC_NAME, reading).get(timeout=30)
            print(f"Sent: {reading} (offset {sent.offset})")
except KafkaError as error:
    print(f"Not sent to {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
