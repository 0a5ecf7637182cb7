"""Print which node leads partition 0, whenever that changes, until Ctrl-C.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/high_availability/watch_leader.py
"""

import logging
import os
import sys
import time
from contextlib import suppress

from dotenv import load_dotenv
from kafka import KafkaAdminClient, errors

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

# Talk to every node once, then ask ten times a second one that answers within 3 s
CONNECTION["request_timeout_ms"], shown = 3000, ""
try:
    with suppress(KeyboardInterrupt), KafkaAdminClient(**CONNECTION) as admin:
        admin.list_groups()
        while True:
            with suppress(errors.RetriableError, OSError):
                partitions = admin.describe_topics([TOPIC_NAME])[0]["partitions"]
                if not partitions:
                    sys.exit(f"There is no topic {TOPIC_NAME} for you. Create it first.")
                leader, in_sync = partitions[0]["leader_id"], partitions[0]["isr_nodes"]
                now = f"Leader: node {leader}, in sync: {sorted(in_sync)}"
                if now != shown:
                    print(now)
                shown = now
            time.sleep(0.1)
except errors.KafkaError as error:
    print(f"Not asked about {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
