"""Create the topic that the other scripts use.
Needs a running Kafka, and its connection variables in .env.
Run it with: python examples/sasl/create_topic.py
"""

import logging
import os
import sys

from dotenv import load_dotenv
from kafka import KafkaAdminClient
from kafka.errors import KafkaError, TopicAlreadyExistsError

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

# Create the topic; how many replicas it gets is the cluster's default
try:
    with KafkaAdminClient(**CONNECTION) as admin:
        created = admin.create_topics(
            {TOPIC_NAME: {"num_partitions": 1}}, wait_for_metadata=True
        )
    replicas = created["topics"][0]["replication_factor"]
    print(f"Created {TOPIC_NAME}: 1 partition, {replicas} replicas")
    #> Created demo-topic: 1 partition, 3 replicas
except TopicAlreadyExistsError:
    print(f"{TOPIC_NAME} is already there")
except KafkaError as error:
    print(f"Not created: {TOPIC_NAME}: {type(error).__name__}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
