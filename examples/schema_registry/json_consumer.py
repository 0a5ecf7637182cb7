"""Print readings that came as JSON, and give up at the first one that cannot be used.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/schema_registry/json_consumer.py
"""

import logging
import os
import sys

from dotenv import load_dotenv
from kafka import KafkaConsumer
from kafka.errors import KafkaError
from kafka.serializer import JsonSerializer

load_dotenv()
logging.basicConfig(level=os.getenv("KAFKA_LOG_LEVEL", "CRITICAL"))
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
GROUP_ID = os.getenv("KAFKA_GROUP_ID", "demo-consumer-group")

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

# Commit each message only when it was used, so that none is lost
SETTINGS = {"auto_offset_reset": "earliest", "enable_auto_commit": False}

try:
    with KafkaConsumer(
        TOPIC_NAME, group_id=GROUP_ID, **SETTINGS, **CONNECTION
    ) as consumer:
        for msg in consumer:
            reading = JsonSerializer().deserialize(msg.topic, msg.headers, msg.value)
            try:
                print(f"{reading['sensor']}: {reading['celsius']} degrees Celsius")
            except KeyError as missing:
                sys.exit(f"Stopped at offset {msg.offset}: no {missing} in {reading}")
            consumer.commit()
except KafkaError as error:
    print(f"Not read from {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
