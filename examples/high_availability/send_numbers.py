"""Send 0, 1, 2, ... to partition 0, and print each number that Kafka has acknowledged.
Needs a running Kafka that has the topic, and its connection variables in .env.
Run it with: python examples/high_availability/send_numbers.py
"""

import logging
import os
import signal
import sys
import time

from dotenv import load_dotenv
from kafka import KafkaProducer, errors

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

# Send number after number, and wait for each; after Ctrl-C finish the one on its way
SETTINGS = {"request_timeout_ms": 5000, "delivery_timeout_ms": 20000}
SETTINGS |= {"max_block_ms": 5000, "metadata_max_age_ms": 1000}
number, stops = 0, []
signal.signal(signal.SIGINT, lambda *_: stops.append(True))
try:
    with KafkaProducer(acks="all", **SETTINGS, **CONNECTION) as producer:
        while not stops:
            began = time.monotonic()
            sent = producer.send(TOPIC_NAME, b"%d" % number, partition=0).get(timeout=30)
            print(f"{number} at offset {sent.offset}", flush=True)
            if (waited := time.monotonic() - began) > 1:
                print(f"Number {number} took {waited:.1f} s", file=sys.stderr)
            number += 1
            time.sleep(0.1)
    print(f"{number} numbers were acknowledged", file=sys.stderr)
except errors.KafkaError as error:
    print(f"Number {number} was not acknowledged: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
