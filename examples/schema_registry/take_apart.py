"""Take the first message of a topic apart: one byte, the schema's id, and the reading.
Needs a running Kafka, and in the topic what avro_producer.py has sent.
Run it with: python examples/schema_registry/take_apart.py
"""

import logging
import os
import sys

from dotenv import load_dotenv
from kafka import KafkaConsumer
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

# Read one message, as the bytes that Kafka keeps
try:
    with KafkaConsumer(
        TOPIC_NAME, auto_offset_reset="earliest", consumer_timeout_ms=5000, **CONNECTION
    ) as consumer:
        message = next(consumer).value
except StopIteration:
    sys.exit(f"{TOPIC_NAME} is empty. Run avro_producer.py first.")
except KafkaError as error:
    print(f"Not read from {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")

# Take it apart
print(f"first byte:   {message[:1].hex(' ')}")
print(f"schema's id:  {message[1:5].hex(' ')}, the number {int.from_bytes(message[1:5])}")
print(f"the reading:  {message[5:].hex(' ')}")
