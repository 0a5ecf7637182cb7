"""Show the members of a consumer group, and which partitions each of them reads.
Needs a running Kafka, and its connection variables in .env.
Run it with: python examples/consumer_groups/show_group.py
"""

import logging
import os
import sys

from dotenv import load_dotenv
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

load_dotenv()
logging.basicConfig(level=os.getenv("KAFKA_LOG_LEVEL", "CRITICAL"))
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

# Ask the cluster, and print a line for each member
try:
    with KafkaAdminClient(**CONNECTION) as admin:
        group = admin.describe_groups([GROUP_ID])[GROUP_ID]
    print(f"{GROUP_ID}: {group['group_state']}, {len(group['members'])} members")
    for member in group["members"]:
        given = (member["member_assignment"] or {}).get("assigned_partitions", [])
        partitions = [
            f"partition {number} of {topic['topic']}"
            for topic in given
            for number in topic["partitions"]
        ]
        print(f"- reads {' and '.join(partitions) or 'nothing'}")
except KafkaError as error:
    print(f"Not shown: {GROUP_ID}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
