"""Create a topic and change it, which the REST proxy cannot do.
Needs a running Kafka, and its connection variables in .env.
Run it with: python examples/rest_proxy/manage_topic.py
"""

import logging
import os
import sys

from dotenv import load_dotenv
from kafka import KafkaAdminClient
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

try:
    with KafkaAdminClient(**CONNECTION) as admin:
        # Create it with one partition
        admin.create_topics({TOPIC_NAME: {"num_partitions": 1}}, wait_for_metadata=True)
        print(f"Created {TOPIC_NAME}: 1 partition")

        # Change it: partitions can only become more
        admin.create_partitions({TOPIC_NAME: 2})
        print(f"Changed {TOPIC_NAME}: 2 partitions")
except KafkaError as error:
    print(f"Not done: {TOPIC_NAME}: {type(error).__name__}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
