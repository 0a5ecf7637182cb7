"""Print readings that came as Avro, each decoded by the schema whose id it carries.
Needs Kafka with the topic, a schema registry, and the variables of both in .env.
Run it with: python examples/schema_registry/avro_consumer.py
"""

import io
import json
import logging
import os
import struct
import sys
from contextlib import suppress

import fastavro
import httpx
from dotenv import load_dotenv
from kafka import KafkaConsumer
from kafka.errors import KafkaError
from kafka.serializer import Deserializer

load_dotenv()
logging.basicConfig(level=os.getenv("KAFKA_LOG_LEVEL", "CRITICAL"))
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
GROUP_ID = os.getenv("KAFKA_GROUP_ID", "demo-consumer-group")
REGISTRY_URL = os.getenv("KARAPACE_REGISTRY_URL", "http://localhost:8081")

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


# The deserializer
class AvroDeserializer(Deserializer):
    """Makes a value of 0, the schema's id and Avro; None stays None."""

    def __init__(self, registry):
        self.registry = registry
        self.schemas = {}  # by id, so that the registry is asked once

    def deserialize(self, topic, headers, message):
        if message is None:
            return None
        if len(message) < 5 or message[0] != 0:
            raise ValueError(f"it does not begin with 0 and a schema's id: {message[:8]}")
        (number,) = struct.unpack(">I", message[1:5])
        if number not in self.schemas:
            answer = self.registry.get(f"/schemas/ids/{number}").raise_for_status()
            self.schemas[number] = json.loads(answer.json()["schema"])
        return fastavro.schemaless_reader(
            io.BytesIO(message[5:]), self.schemas[number], None
        )


# The program. The loop calls the deserializer: kafka-python would hang if it raised
SETTINGS = {"group_id": GROUP_ID, "auto_offset_reset": "earliest"}
try:
    with (
        httpx.Client(base_url=REGISTRY_URL) as registry,
        KafkaConsumer(TOPIC_NAME, **SETTINGS, **CONNECTION) as consumer,
        suppress(KeyboardInterrupt),
    ):
        avro = AvroDeserializer(registry)
        print(f"Waiting for readings in {TOPIC_NAME}. Stop with Ctrl-C.")
        for msg in consumer:
            try:
                value = avro.deserialize(msg.topic, msg.headers, msg.value)
                print(f"Reading: {value} (offset {msg.offset})")
            except (ValueError, EOFError) as error:
                print(f"Refused: offset {msg.offset}: {error}")
            except httpx.HTTPStatusError as error:
                print(f"Refused: offset {msg.offset}: {error.response.text}")
    print("Left the group")
except (KafkaError, httpx.TransportError, KeyboardInterrupt) as error:
    print(f"Not read from {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka and Karapace run.")
