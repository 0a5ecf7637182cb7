"""Send readings as Avro, each with its schema's id in front; one of them does not fit.
Needs Kafka with the topic, a schema registry, and the variables of both in .env.
Run it with: python examples/schema_registry/avro_producer.py
"""

import io
import json
import logging
import os
import struct
import sys

import fastavro
import httpx
from dotenv import load_dotenv
from kafka import KafkaProducer
from kafka.errors import KafkaError
from kafka.serializer import Serializer

load_dotenv()
logging.basicConfig(level=os.getenv("KAFKA_LOG_LEVEL", "CRITICAL"))
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
REGISTRY_URL = os.getenv("KARAPACE_REGISTRY_URL", "http://localhost:8081")
TYPE = {"Content-Type": "application/vnd.schemaregistry.v1+json"}

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


# The serializer
class AvroSerializer(Serializer):
    """Makes 0, the schema's id and Avro of a value; None stays None."""

    def __init__(self, registry, schema):
        self.registry = registry
        self.schema = fastavro.parse_schema(schema)
        self.body = {"schema": json.dumps(schema)}
        self.ids = {}  # by topic, so that the registry is asked once

    def serialize(self, topic, headers, value):
        if value is None:
            return None
        avro = io.BytesIO()
        fastavro.schemaless_writer(avro, self.schema, value, strict=True)
        if topic not in self.ids:
            path = f"/subjects/{topic}-value/versions"
            answer = self.registry.post(path, json=self.body, headers=TYPE)
            self.ids[topic] = answer.raise_for_status().json()["id"]
        return struct.pack(">bI", 0, self.ids[topic]) + avro.getvalue()


# The program
CONNECTION["max_block_ms"] = 5000
FIELDS = [{"name": "sensor", "type": "string"}, {"name": "celsius", "type": "double"}]
SCHEMA = {"type": "record", "name": "SensorReading", "namespace": "demo"}
SCHEMA |= {"fields": FIELDS}
READINGS = [
    ("attic", {"sensor": "attic", "celsius": 21.5}),
    ("attic", {"sensor": "attic", "temperature": 70.7}),
    ("attic", None),
    ("cellar", {"sensor": "cellar", "celsius": 12.25}),
]

try:
    with httpx.Client(base_url=REGISTRY_URL) as registry:
        avro = AvroSerializer(registry, SCHEMA)
        with KafkaProducer(value_serializer=avro, **CONNECTION) as producer:
            for key, reading in READINGS:
                try:
                    sending = producer.send(TOPIC_NAME, reading, key=key.encode())
                    sent = sending.get(timeout=30)
                    print(f"Sent: {reading} (offset {sent.offset})")
                except (ValueError, TypeError) as error:
                    print(f"Not sent: {reading}: {error}")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except (KafkaError, httpx.TransportError) as error:
    print(f"Not sent to {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka and Karapace run.")
