"""Compare the numbers that Kafka has acknowledged with those that can be read.
Needs what send_numbers.py has printed as its input, the topic, and the variables in .env.
Run it with: python examples/high_availability/compare_numbers.py
"""

import logging
import os
import sys

from dotenv import load_dotenv
from kafka import KafkaConsumer, TopicPartition, errors

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

# Read partition 0 from the first line of the input, such as 0 at offset 123, to its end
lines = [line.split(" at offset ") for line in sys.stdin]
if not lines:
    sys.exit("No number was acknowledged.")
acknowledged = {int(number) for number, _ in lines}
partition, read = TopicPartition(TOPIC_NAME, 0), []
try:
    with KafkaConsumer(**CONNECTION) as consumer:
        consumer.assign([partition])
        consumer.seek(partition, int(lines[0][1]))
        end = consumer.end_offsets([partition])[partition]
        while consumer.position(partition) < end:
            for messages in consumer.poll(timeout_ms=1000).values():
                read += [int(msg.value) for msg in messages]
except errors.KafkaError as error:
    print(f"Not read from {TOPIC_NAME}: {error!r}", file=sys.stderr)
    sys.exit("Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.")
print(f"Acknowledged: {len(acknowledged)} numbers")
print("Acknowledged, but not read:", sorted(acknowledged - set(read)) or "none")
print("Read, but not acknowledged:", sorted(set(read) - acknowledged) or "none")
print("Read twice:", sorted({n for n in read if read.count(n) > 1}) or "none")
